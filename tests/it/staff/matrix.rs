//! Every staff route against every role and every place: what is out of reach answers like what is not there and shows
//! nothing, and whoever reads something has left a row of the log before.
//!
//! The routes come from the site's own table: one without an expectation fails.

use std::collections::BTreeSet;

use diesel::prelude::*;
use huoli::domain::access::Role;
use huoli::domain::office::Office;
use huoli::store::StoreError;
use huoli::store::schema::{access_log, cases};
use huoli::web::site::ROUTES;
use serde_json::json;

use super::{Answer, Browser, Site, Worker, about, espoo, far_away, later, neighbour, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::{TestDb, on_both};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    Own,
    OtherOffice,
    OtherCounty,
    /// It is their office's, and closed to them.
    Denied,
    /// It is their office's, a colleague's, and nothing is to be done any more.
    Closed,
}

const STANDS: [Stand; 5] = [
    Stand::Own,
    Stand::OtherOffice,
    Stand::OtherCounty,
    Stand::Denied,
    Stand::Closed,
];

#[derive(Debug, Clone, Copy)]
enum Expect {
    Open,
    /// Everybody's own affair: answered to everybody, nothing of a case.
    Account,
    /// A page or action of one case, for those roles, where they may open it.
    Case(&'static [Role]),
    /// The same, but it takes more than the role: where it is answered, only to those.
    CaseAtMost(&'static [Role]),
    /// Cases of one's own office may stand there; looked at, it leaves a row.
    List(&'static [Role]),
    /// The same without a row: bare references and counts.
    Bare(&'static [Role]),
    /// The read log of the county: references of cases, nothing of what was written.
    Log(&'static [Role]),
    /// The rows of one's own office, or of one's own doing: the same, of nobody else's cases.
    OwnLog(&'static [Role]),
    /// A page of whoever administers: answered to those at most, nothing of a case.
    Admin(&'static [Role]),
}

use Expect::{Account, Admin, Bare, Case, CaseAtMost, List, Log, Open, OwnLog};
use Role::{Auditor, CountyAdmin, IntakeWorker, OfficeAdmin, SocialWorker, Supervisor};

const EVERYBODY: &[Role] = &[
    IntakeWorker,
    SocialWorker,
    Supervisor,
    OfficeAdmin,
    CountyAdmin,
    Auditor,
];
const WORKERS: &[Role] = &[IntakeWorker, SocialWorker, Supervisor];
const CHIEFS: &[Role] = &[Supervisor];
const KEEPERS: &[Role] = &[OfficeAdmin, CountyAdmin];
const READERS: &[Role] = &[OfficeAdmin, CountyAdmin, Auditor];

fn expected(path: &str, method: &str) -> Option<Expect> {
    Some(match path {
        "/staff/sign-in" | "/staff/sign-in/{language}" | "/staff/csp-report" | "/staff/set-up/{token}" => {
            Open
        }
        "/staff/sign-out"
        | "/staff/step-up"
        | "/staff/sessions"
        | "/staff/account"
        | "/staff/account/password"
        | "/staff/account/second-factor"
        | "/staff/account/recovery-codes"
        | "/staff/language"
        | "/staff/shortcuts" => Account,
        "/staff/" | "/staff/next" | "/staff/notices" => Bare(EVERYBODY),
        "/staff/absence" | "/staff/emergencies" => Bare(CHIEFS),
        "/staff/queue" | "/staff/floods" => List(EVERYBODY),
        "/staff/search" | "/staff/handover" => List(WORKERS),
        "/staff/floods/{id}" | "/staff/break-glass" | "/staff/record" | "/staff/transfers" => Bare(WORKERS),
        "/staff/log" => Log(&[Auditor]),
        "/staff/log/own" => OwnLog(&[IntakeWorker, SocialWorker]),
        "/staff/log/office" => OwnLog(CHIEFS),
        "/staff/cases/{id}/conflict" if method == "POST" => Case(CHIEFS),
        // When it began and what came of it is a social worker's to sign.
        "/staff/cases/{id}/contact" if method == "POST" => CaseAtMost(&[SocialWorker, Supervisor]),
        "/staff/cases/{id}/restrict" => Case(CHIEFS),
        "/staff/cases/{id}"
        | "/staff/cases/{id}/same"
        | "/staff/cases/{id}/triage"
        | "/staff/cases/{id}/aside"
        | "/staff/cases/{id}/conflict"
        | "/staff/cases/{id}/assessment"
        | "/staff/cases/{id}/notices"
        | "/staff/cases/{id}/birth"
        | "/staff/cases/{id}/contact"
        | "/staff/cases/{id}/facts"
        | "/staff/cases/{id}/files/{file}" => Case(WORKERS),
        "/staff/cases/{id}/identity" | "/staff/cases/{id}/question" | "/staff/cases/{id}/transfer" => {
            CaseAtMost(WORKERS)
        }
        path if path.starts_with("/staff/cases/{id}/party-") => CaseAtMost(WORKERS),
        path if path.starts_with("/staff/cases/{id}/hand-out") => CaseAtMost(WORKERS),
        "/staff/cases/{id}/confirm" | "/staff/cases/{id}/dispute" => CaseAtMost(&[SocialWorker, Supervisor]),
        "/staff/cases/{id}/recheck" => CaseAtMost(CHIEFS),
        "/staff/admin"
        | "/staff/admin/offices"
        | "/staff/admin/changes"
        | "/staff/admin/routing"
        | "/staff/admin/deadlines" => Admin(READERS),
        path if path.starts_with("/staff/admin/people") => Admin(KEEPERS),
        path if path.starts_with("/staff/admin/") && method == "POST" => Admin(KEEPERS),
        path if path.starts_with("/staff/admin/") => Admin(READERS),
        _ => return None,
    })
}

/// The staff routes of the site's table, each method by itself. HEAD is GET without the text.
fn routes() -> Vec<(&'static str, &'static str)> {
    let staff = ROUTES.iter().filter(|(path, _)| path.starts_with("/staff"));
    let each = staff.flat_map(|(path, methods)| methods.split(' ').map(|method| (*path, method)));
    each.filter(|(_, method)| *method != "HEAD").collect()
}

struct Target {
    id: String,
    file: String,
    reference: String,
    words: &'static str,
}

impl Target {
    fn shows(&self, answer: &Answer) -> bool {
        let place = answer
            .headers
            .get("location")
            .and_then(|place| place.to_str().ok());
        [self.reference.as_str(), self.words]
            .iter()
            .any(|trace| answer.text.contains(trace))
            || answer.text.contains(&self.id)
            || place.is_some_and(|place| place.contains(&self.id))
    }
}

fn target(app: &TestApp, words: &'static str, position: i64) -> Target {
    let (id, reference, file): (String, String, String) = app
        .store
        .read("look", move |tx| -> Result<_, StoreError> {
            use huoli::store::schema::attachments;
            let (id, reference, report): (String, String, String) = cases::table
                .order((cases::received_on, cases::received_hour, cases::id))
                .offset(position)
                .select((cases::id, cases::reference, cases::report))
                .first(tx.conn())?;
            let file = attachments::table
                .filter(attachments::report.eq(report))
                .select(attachments::id)
                .first(tx.conn())?;
            Ok((id, reference, file))
        })
        .expect("the case is read");
    Target {
        id,
        file,
        reference,
        words,
    }
}

/// How many rows of what was done, not refused, `person` has left: on `case`, or with `None` altogether.
fn rows(app: &TestApp, person: &Worker, case: Option<&str>) -> i64 {
    let (actor, case) = (person.account.id.to_string(), case.map(str::to_owned));
    app.store
        .read("look", move |tx| -> Result<_, StoreError> {
            let mut rows = access_log::table
                .filter(access_log::actor.eq(&actor))
                .filter(access_log::result.eq("done"))
                .into_boxed();
            if let Some(case) = &case {
                rows = rows.filter(access_log::case_id.eq(case));
            }
            Ok(rows.count().get_result(tx.conn())?)
        })
        .expect("the log is read")
}

fn filled(path: &str, target: &Target, office: &Office) -> String {
    let path = if path.starts_with("/staff/admin/") {
        path.replace("{id}", &office.id.to_string())
    } else {
        path.replace("{id}", &target.id)
    };
    path.replace("{file}", &target.file)
        .replace("{copy}", &target.file)
        .replace("{refusal}", &target.file)
        .replace("{language}", "fi")
        .replace("{token}", "kanarialintu-ei-lippua")
        .replace("{municipality}/{code}", "049/leppavaara")
}

/// What is posted: as little as asks for something and changes nothing.
fn fields(path: &str) -> Vec<(&'static str, &'static str)> {
    let go = match path {
        "/staff/cases/{id}/same" => "join_by",
        "/staff/cases/{id}/assessment" => "tasks",
        "/staff/cases/{id}/birth" => "expected",
        "/staff/cases/{id}/contact" => "begun",
        "/staff/cases/{id}/conflict" => "bar_worker",
        "/staff/cases/{id}/restrict" => "restrict",
        "/staff/notices" => "retry-all",
        _ => "save",
    };
    let person = if path == "/staff/cases/{id}/notices" {
        "new"
    } else {
        ""
    };
    let mut fields = vec![
        ("go", go),
        ("person", person),
        ("version", "-1"),
        ("reference", "LS-0000-0000"),
        ("purpose", "intake"),
    ];
    if path == "/staff/cases/{id}/question" {
        fields.extend([
            ("question", "Missä lapsi on nyt?"),
            ("sending", "kanarialintu-kysymys"),
        ]);
    }
    if path == "/staff/search" {
        fields = vec![("purpose", "intake"), ("birth_date", "1.5.2016")];
    }
    fields
}

struct People<'a> {
    own: Vec<(Worker, Browser<'a>)>,
    other_office: Vec<(Worker, Browser<'a>)>,
    other_county: Vec<(Worker, Browser<'a>)>,
    denied: Vec<(Worker, Browser<'a>)>,
}

impl<'a> People<'a> {
    fn of(&self, stand: Stand) -> &[(Worker, Browser<'a>)] {
        match stand {
            Stand::Own | Stand::Closed => &self.own,
            Stand::OtherOffice => &self.other_office,
            Stand::OtherCounty => &self.other_county,
            Stand::Denied => &self.denied,
        }
    }
}

async fn one_of_each_role<'a>(
    app: &TestApp,
    site: &'a Site,
    office: &Office,
    place: &str,
) -> Vec<(Worker, Browser<'a>)> {
    let mut people = Vec::new();
    for role in Role::ALL {
        let person = worker(app, &format!("{place}-{}", role.as_str()), role, &[office]);
        let browser = site.signed_in(app, &person).await;
        browser.get("/staff/").await;
        people.push((person, browser));
    }
    people
}

/// Hands the case on to a colleague as a contact: out of the queue, in nobody else's hands.
async fn handle_as_contact(colleague: (&Worker, &Browser<'_>), target: &Target) {
    let (person, browser) = colleague;
    let path = format!("/staff/cases/{}", target.id);
    let version = browser.get(&path).await.values("input[name=version]").remove(0);
    let me = person.account.id.to_string();
    let wish = [
        ("version", version.as_str()),
        ("go", "save"),
        ("urgency", "not_urgent"),
        ("decision", "social_welfare_contact"),
        ("reason", "Perhe pyysi itse tukea"),
        ("assignee", &me),
    ];
    let done = browser.post(&format!("{path}/triage"), &wish).await;
    assert_eq!(done.status, 303, "{}", done.words());
}

fn opens(role: Role, stand: Stand) -> bool {
    match stand {
        Stand::Own => WORKERS.contains(&role),
        // What is done with is a supervisor's and its worker's.
        Stand::Closed => role == Supervisor,
        Stand::OtherOffice | Stand::OtherCounty | Stand::Denied => false,
    }
}

#[test]
fn every_staff_route_has_an_expectation() {
    let without: BTreeSet<_> = routes()
        .into_iter()
        .filter(|(path, method)| expected(path, method).is_none())
        .collect();
    assert!(without.is_empty(), "no expectation for {without:?}");
}

on_both! {
    fn no_role_reads_across_a_border_and_no_reading_is_without_its_row(db: TestDb) {
        ask_every_cell(db);
    }
}

#[expect(
    clippy::too_many_lines,
    reason = "one cell after the other, each asked the same three things"
)]
fn ask_every_cell(db: TestDb) {
    let app = TestApp::new(db);
    let office = espoo(&app);
    let (other, far) = (neighbour(&app, &office), far_away(&app, &office));
    for words in ["kanarialintu-jonossa", "kanarialintu-valmis"] {
        let mut document = about(words);
        document["children"][0]["last_name"] = json!("Kanarialintunen");
        document["reporter"] = json!({"name": "kanarialintu-ilmoittaja"});
        app.file_with(
            &document,
            &[("kuva.jpg", &crate::harness::pictures::photo(), false)],
        );
        later(&app, chrono::TimeDelta::hours(1));
    }
    let (waiting, done) = (
        target(&app, "kanarialintu-jonossa", 0),
        target(&app, "kanarialintu-valmis", 1),
    );
    served(&app, async |site| {
        let saara = worker(&app, "saara", SocialWorker, &[&office]);
        let people = People {
            own: one_of_each_role(&app, &site, &office, "own").await,
            other_office: one_of_each_role(&app, &site, &other, "other").await,
            other_county: one_of_each_role(&app, &site, &far, "far").await,
            denied: one_of_each_role(&app, &site, &office, "denied").await,
        };
        handle_as_contact((&saara, &site.signed_in(&app, &saara).await), &done).await;
        let (_, chief) = &people.own[2];
        for (person, _) in &people.denied {
            for case in [&waiting.id, &done.id] {
                let page = format!("/staff/cases/{case}/conflict");
                let wish = [
                    ("go", "bar_worker"),
                    ("bar_user_name", &*person.account.user_name),
                    ("bar_ground", "other_doubt"),
                ];
                let barred = chief.post(&page, &wish).await;
                assert_eq!(barred.status, 303, "{}", barred.words());
            }
        }
        let mut cells = 0_u32;
        let mut reads = 0_u32;
        let mut faults: Vec<String> = Vec::new();
        for (path, method) in routes() {
            let expectation = expected(path, method).expect("another test tells");
            // What somebody does to their own account touches no case; it would end the sessions that the next cells
            // need, and is slowed down on purpose.
            if matches!(expectation, Open | Account) && method == "POST" {
                continue;
            }
            for stand in STANDS {
                let target = if stand == Stand::Closed { &done } else { &waiting };
                let asked = filled(path, target, &office);
                for (role, (person, browser)) in Role::ALL.into_iter().zip(people.of(stand)) {
                    let cell = format!("{method} {path} as {role}, {stand:?}");
                    let (on_case, on_all) = (rows(&app, person, Some(&target.id)), rows(&app, person, None));
                    let answer = match method {
                        "GET" => browser.get(&asked).await,
                        _ => browser.post(&asked, &fields(path)).await,
                    };
                    let (new_on_case, new) = (
                        rows(&app, person, Some(&target.id)) - on_case,
                        rows(&app, person, None) - on_all,
                    );
                    cells += 1;
                    let mut hold = |holds: bool, what: &str| {
                        if !holds {
                            faults.push(format!("{cell}, {}: {what}", answer.status));
                        }
                    };
                    hold(answer.status < 500, "fails");
                    hold(
                        answer.status != 400 || matches!(expectation, Admin(_)),
                        "was not asked rightly",
                    );
                    let (reached, shown) = (
                        answer.status != 404 && answer.status != 403,
                        target.shows(&answer),
                    );
                    // 1. Nobody sees anything beyond the border, in whatever page.
                    // A search of one's own office finds what is done with too, by its reference alone.
                    let listed =
                        stand == Stand::Closed && WORKERS.contains(&role) && matches!(expectation, List(_));
                    let audited = matches!(expectation, Log(_))
                        && role == Auditor
                        && !matches!(stand, Stand::OtherCounty | Stand::Denied);
                    let own = matches!(expectation, OwnLog(_)) && matches!(stand, Stand::Own | Stand::Closed);
                    if listed || audited || own {
                        hold(!answer.text.contains(target.words), "shows what was written");
                    } else if !opens(role, stand) {
                        hold(!shown, "shows the case");
                        hold(new_on_case == 0, "has read the case");
                    }
                    // 2. Who may come in does, nobody else.
                    let case_to = |roles: &[Role]| opens(role, stand) && roles.contains(&role);
                    match expectation {
                        Open => {}
                        Account => hold(reached, "is everybody's"),
                        // Not every action is possible where nothing is to be done any more.
                        Case(roles) if stand == Stand::Closed && method == "POST" => {
                            hold(case_to(roles) || !reached, "comes in");
                        }
                        Case(roles) => hold(reached == case_to(roles), "comes in, or should"),
                        CaseAtMost(roles) => hold(case_to(roles) || !reached, "comes in"),
                        List(roles) | Bare(roles) | Log(roles) | Admin(roles) => {
                            hold(roles.contains(&role) || !reached, "comes in");
                        }
                        // Their own part of the log is theirs wherever they stand.
                        OwnLog(roles) => {
                            hold(reached == roles.contains(&role), "comes in, or should");
                        }
                    }
                    // 3. What shows a case has left its row.
                    let content = match expectation {
                        Case(_) | CaseAtMost(_) => method != "POST" && answer.status == 200 || shown,
                        List(_) => shown,
                        _ => false,
                    };
                    if content {
                        reads += 1;
                        let left = if matches!(expectation, List(_)) {
                            new
                        } else {
                            new_on_case
                        };
                        hold(left >= 1, "was read without a row");
                    }
                }
            }
        }
        assert!(
            faults.is_empty(),
            "{} of {cells} cells:\n{}",
            faults.len(),
            faults.join("\n")
        );
        println!("{cells} cells, {reads} of them showed a case and left a row");
        assert!(cells >= 2_000, "{cells}");
        assert!(reads >= 60, "{reads}");
    });
}
