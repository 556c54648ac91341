//! A supervisor restricts a case that turns out to concern somebody who works here, and lifts that: at once, with a reason, and for
//! every case of the report in the county.

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::domain::access::Role;
use huoli::store::StoreError;
use huoli::store::schema::{access_log, case_claims, case_events, cases};
use serde_json::json;

use super::assessment::fill;
use super::barred::{aino, all, assignee, bar, lists, try_everything};
use super::break_glass::{WHY, ask};
use super::restricted::{MARK, give, sees};
use super::transfer::{sent, triaged};
use super::triage::decide as triage;
use super::{Answer, Browser, Worker, about, espoo, far_away, later, neighbour, office, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

/// Why, as a supervisor types it.
const REASON: &str = "Kanarialintu: lapsen äiti on meillä töissä";

/// How often `action` ended in `result`, by the read log.
fn logged(app: &TestApp, action: &'static str, result: &'static str) -> i64 {
    app.store
        .read("look", move |tx| -> Result<_, StoreError> {
            Ok(access_log::table
                .filter(access_log::action.eq(action))
                .filter(access_log::result.eq(result))
                .count()
                .get_result(tx.conn())?)
        })
        .expect("the log is read")
}

/// Who has which case on their page.
fn claims(app: &TestApp) -> Vec<(String, String)> {
    app.store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(case_claims::table
                .order(case_claims::case_id)
                .select((case_claims::case_id, case_claims::worker))
                .load(tx.conn())?)
        })
        .expect("the claims are read")
}

/// Which cases are restricted, and their versions.
fn flags(app: &TestApp) -> Vec<(String, bool, i64)> {
    app.store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(cases::table
                .order((cases::received_on, cases::received_hour, cases::position))
                .select((cases::id, cases::restricted, cases::version))
                .load(tx.conn())?)
        })
        .expect("the cases are read")
}

/// Why cases were restricted, as it lies in the database.
fn sealed(app: &TestApp) -> Vec<Option<Vec<u8>>> {
    app.store
        .read("look", |tx| -> Result<_, StoreError> {
            Ok(case_events::table
                .filter(case_events::kind.eq("restricted"))
                .select(case_events::reason)
                .load(tx.conn())?)
        })
        .expect("the events are read")
}

/// Posts the form of the page of `case` whose button sends `go`, with `reason`.
async fn decide(chief: &Browser<'_>, case: &str, go: &str, reason: &str) -> Answer {
    let folder = format!("/staff/cases/{case}");
    let page = chief.get(&format!("{folder}/conflict")).await;
    assert_eq!(page.status, 200, "{}", page.words());
    let fields = [("restrict_reason", reason)];
    fill(chief, &format!("{folder}/restrict"), &page, go, &fields).await
}

/// The same, and it is done.
async fn done(chief: &Browser<'_>, case: &str, go: &str) {
    let answer = decide(chief, case, go, REASON).await;
    assert_eq!(answer.status, 303, "{}", answer.words());
    assert!(
        answer
            .location()
            .ends_with(&format!("/staff/cases/{case}/conflict"))
    );
}

on_both! {
    fn a_supervisor_restricts_a_report_and_lifts_that(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let maija = worker(&app, "maija", Role::SocialWorker, &[&own]);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&own]);
        let superior = worker(&app, "superior", Role::Supervisor, &[&own]);
        // Two children of one report, and another report.
        app.file(&aino(2));
        later(&app, TimeDelta::hours(1));
        app.file(&about("Toinen huoli"));
        let cases = all(&app);
        let ((case, reference), (sibling, other), open) = (&cases[0], &cases[1], &cases[2].1);
        served(&app, async |site| {
            let chief = site.signed_in(&app, &superior).await;
            give(&chief, case, &saara).await;
            let (colleague, named) = (site.signed_in(&app, &maija).await, site.signed_in(&app, &saara).await);
            assert!(sees(&colleague, sibling, other).await);
            assert!(sees(&named, case, reference).await);
            let of = |case: &str, person: &Worker| (case.to_owned(), person.account.id.to_string());
            let (kept, lost) = (of(case, &saara), of(sibling, &maija));
            let before = claims(&app);
            assert!(before.contains(&kept) && before.contains(&lost), "{before:?}");
            assert!(colleague.get("/staff/").await.words().contains("Arvioimatta: 3"));

            let place = format!("/staff/cases/{case}/conflict");
            let page = chief.get(&place).await;
            assert!(page.words().contains("Rajattu asia Rajattu asia näkyy vain esihenkilöille"), "{}", page.words());
            assert_eq!(page.buttons("button[value=unrestrict]"), [""; 0], "there is nothing to lift");
            for reason in ["Syy", &"a".repeat(501)] {
                let lacks = decide(&chief, case, "restrict", reason).await;
                assert_eq!(lacks.status, 422);
                assert!(lacks.words().contains("Kirjoita syy, 5–500 merkkiä."), "{}", lacks.words());
                assert_eq!(lacks.links(".govuk-error-summary a"), ["#restrict_reason"]);
                assert_eq!(lacks.select("textarea[name=restrict_reason]").concat().trim(), reason, "what was typed is kept");
            }
            assert!(flags(&app).iter().all(|(_, restricted, _)| !restricted));
            let stale = chief.get(&place).await;
            done(&chief, case, "restrict").await;

            // At once, for all cases of the report: like what was never there.
            let now = claims(&app);
            assert!(now.contains(&kept) && !now.contains(&lost), "whose it is keeps it: {now:?}");
            assert_eq!(assignee(&app, case), Some(saara.account.id.to_string()));
            assert!(!sees(&colleague, case, reference).await && !sees(&colleague, sibling, other).await);
            let found = lists(&colleague).await;
            assert!(found.contains(open.as_str()), "the other report is there");
            for trace in [reference, other, case, sibling] {
                assert!(!found.contains(trace.as_str()), "{trace} stands in a list");
            }
            assert!(colleague.get("/staff/").await.words().contains("Arvioimatta: 1"));
            colleague.get("/staff/search").await;
            let searched = [("purpose", "intake"), ("reference", reference.as_str())];
            let search = colleague.post("/staff/search", &searched).await.words();
            assert!(!search.contains("muualla"), "not even that there is something: {search}");
            let never = "7f4c1f4e-5a0e-4d36-9b68-0f4a1f6e2d11";
            let nothing = try_everything(&colleague, never).await;
            assert_eq!(try_everything(&colleague, case).await, nothing);
            assert!(sees(&named, case, reference).await && sees(&named, sibling, other).await, "she was given it");
            assert!(sees(&chief, case, reference).await && sees(&chief, sibling, other).await);
            assert_eq!(chief.get("/staff/queue").await.words().matches(MARK).count(), 2);

            // Who, when and why can be seen afterwards.
            assert_eq!(logged(&app, "case_restricted", "done"), 2);
            for case in [case, sibling] {
                let words = chief.get(&format!("/staff/cases/{case}")).await.words();
                assert!(words.contains("Asia rajattu: SUPERIOR Mallinen"), "{words}");
                let words = chief.get(&format!("/staff/cases/{case}/conflict")).await.words();
                assert!(words.contains(&format!("Asia rajattu {REASON} SUPERIOR Mallinen")), "{words}");
            }
            let reasons = sealed(&app);
            assert_eq!(reasons.len(), 2);
            for reason in reasons {
                let reason = reason.expect("a reason");
                assert!(!String::from_utf8_lossy(&reason).contains("Kanarialintu"), "it lies sealed");
            }
            let hint = named.get(&place).await.words();
            assert!(!hint.contains("Rajattu asia") && !hint.contains("Kanarialintu"), "not hers to see: {hint}");

            // From a page of before, nothing happens again.
            let path = format!("/staff/cases/{case}/restrict");
            let late = fill(&chief, &path, &stale, "restrict", &[("restrict_reason", REASON)]).await;
            assert_eq!(late.status, 409);
            assert!(late.words().contains("Joku muu muutti tätä sillä välin."), "{}", late.words());
            assert_eq!(logged(&app, "case_restricted", "done"), 2);

            assert_eq!(decide(&chief, sibling, "unrestrict", " ").await.status, 422);
            done(&chief, sibling, "unrestrict").await;
            assert!(flags(&app).iter().all(|(_, restricted, _)| !restricted));
            assert!(sees(&colleague, case, reference).await && sees(&colleague, sibling, other).await);
            assert!(!chief.get("/staff/queue").await.words().contains(MARK));
            assert_eq!(logged(&app, "restriction_lifted", "done"), 2);
            let words = chief.get(&format!("/staff/cases/{case}")).await.words();
            assert!(words.contains("Rajaus poistettu: SUPERIOR Mallinen"), "{words}");
            assert_eq!(chief.get(&place).await.buttons("button[value=restrict]"), ["restrict"], "it can be restricted anew");
        });
    }

    fn nobody_but_a_supervisor_of_the_office_decides_that(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let people = [
            worker(&app, "eero", Role::IntakeWorker, &[&own]),
            worker(&app, "saara", Role::SocialWorker, &[&own]),
            worker(&app, "naapuri", Role::Supervisor, &[&neighbour(&app, &own)]),
            worker(&app, "kaukana", Role::Supervisor, &[&far_away(&app, &own)]),
            worker(&app, "hoitaja", Role::OfficeAdmin, &[&own]),
        ];
        app.file(&aino(1));
        let (case, _) = all(&app).remove(0);
        let before = flags(&app);
        served(&app, async |site| {
            for person in &people {
                let browser = site.signed_in(&app, person).await;
                let page = browser.get(&format!("/staff/cases/{case}/conflict")).await;
                assert!(!page.words().contains("Rajattu asia"), "{}", page.words());
                browser.get("/staff/").await;
                for go in ["restrict", "unrestrict", "save"] {
                    let fields = [("go", go), ("version", "0"), ("restrict_reason", REASON)];
                    let tried = browser.post(&format!("/staff/cases/{case}/restrict"), &fields).await;
                    assert_eq!(tried.status, 404, "{}", person.account.user_name);
                }
            }
        });
        assert_eq!(flags(&app), before);
        assert_eq!(logged(&app, "case_restricted", "refused"), 5);
        assert_eq!(logged(&app, "case_restricted", "done"), 0);
    }

    fn the_cases_of_the_report_in_the_county_follow_and_another_county_decides_for_itself(db: TestDb) {
        let app = TestApp::new(db);
        let (own, second, far) = (espoo(&app), office(&app, "078", "10900"), office(&app, "837", "33100"));
        assert!(second.id != own.id && second.county == own.county && far.county != own.county);
        let mut document = aino(3);
        document["children"][1]["residence"] = json!({"municipality": "078", "postal_code": "10900"});
        document["children"][2]["residence"] = json!({"municipality": "837", "postal_code": "33100"});
        let superior = worker(&app, "superior", Role::Supervisor, &[&own]);
        let hanna = worker(&app, "hanna", Role::SocialWorker, &[&second]);
        let harri = worker(&app, "harri", Role::Supervisor, &[&second]);
        let terhi = worker(&app, "terhi", Role::SocialWorker, &[&far]);
        worker(&app, "tuomas", Role::Supervisor, &[&far]);
        app.file(&document);
        let cases = all(&app);
        served(&app, async |site| {
            let (in_second, elsewhere) = (site.signed_in(&app, &hanna).await, site.signed_in(&app, &terhi).await);
            assert!(sees(&in_second, &cases[1].0, &cases[1].1).await);
            let chief = site.signed_in(&app, &superior).await;
            done(&chief, &cases[0].0, "restrict").await;
            let restricted: Vec<bool> = flags(&app).into_iter().map(|(_, restricted, _)| restricted).collect();
            assert_eq!(restricted, [true, true, false]);
            assert!(!sees(&in_second, &cases[1].0, &cases[1].1).await);
            assert!(sees(&elsewhere, &cases[2].0, &cases[2].1).await);
            let head = site.signed_in(&app, &harri).await;
            assert!(sees(&head, &cases[1].0, &cases[1].1).await);
            let hers = (cases[1].0.clone(), hanna.account.id.to_string());
            assert!(!claims(&app).contains(&hers));
        });
    }

    fn a_restriction_closes_what_was_opened_in_an_emergency_and_reaches_what_is_on_its_way(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let (other, there) = (neighbour(&app, &own), far_away(&app, &own));
        let saara = worker(&app, "saara", Role::SocialWorker, &[&own]);
        let superior = worker(&app, "superior", Role::Supervisor, &[&own]);
        let naapuri = worker(&app, "naapuri", Role::SocialWorker, &[&other]);
        let pekka = worker(&app, "pekka", Role::IntakeWorker, &[&there]);
        let ylva = worker(&app, "ylva", Role::Supervisor, &[&there]);
        app.file(&aino(1));
        let (case, reference) = all(&app).remove(0);
        served(&app, async |site| {
            let reader = site.signed_in(&app, &naapuri).await;
            reader.get("/staff/break-glass").await;
            assert_eq!(ask(&reader, &reference, "child_in_danger", WHY).await.status, 303);
            let path = format!("/staff/cases/{case}");
            assert_eq!(reader.get(&path).await.status, 200);
            // The sender answers for the child until somebody takes the case.
            let sender = site.signed_in(&app, &saara).await;
            triaged(&sender, &saara, "transfer").await;
            assert_eq!(sent(&sender, &path, &there).await.status, 303);
            let receiver = site.signed_in(&app, &pekka).await;
            assert!(sees(&receiver, &case, &reference).await);

            let chief = site.signed_in(&app, &superior).await;
            done(&chief, &case, "restrict").await;
            assert_eq!(reader.get(&path).await.status, 404, "the hour is over");
            reader.get("/staff/break-glass").await;
            assert_eq!(ask(&reader, &reference, "child_in_danger", WHY).await.status, 422, "nor is there another one");
            assert!(!sees(&receiver, &case, &reference).await);
            assert!(!receiver.get("/staff/transfers").await.text.contains(&reference));
            let head = site.signed_in(&app, &ylva).await;
            assert!(sees(&head, &case, &reference).await, "its supervisor takes it");
            assert_eq!(sender.get(&path).await.status, 200, "whose it is keeps it");
        });
    }

    fn somebody_always_sees_it_and_who_is_barred_by_name_stays_so(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let maija = worker(&app, "maija", Role::SocialWorker, &[&own]);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&own]);
        let superior = worker(&app, "superior", Role::Supervisor, &[&own]);
        app.file(&aino(1));
        let (case, reference) = all(&app).remove(0);
        served(&app, async |site| {
            let (first, second) = (site.signed_in(&app, &maija).await, site.signed_in(&app, &saara).await);
            let chief = site.signed_in(&app, &superior).await;
            assert_eq!(bar(&chief, &case, &maija, "other_doubt").await.status, 303);
            done(&chief, &case, "restrict").await;
            assert!(!sees(&first, &case, &reference).await && !sees(&second, &case, &reference).await);
            done(&chief, &case, "unrestrict").await;
            assert!(!sees(&first, &case, &reference).await, "closed to her by name");
            assert!(sees(&second, &case, &reference).await);

            done(&chief, &case, "restrict").await;
            assert!(!sees(&second, &case, &reference).await);
            let place = format!("/staff/cases/{case}/conflict");
            chief.get(&place).await;
            assert_eq!(chief.post(&place, &[("go", "declare")]).await.status, 303);
            assert!(!sees(&chief, &case, &reference).await);
            assert!(sees(&second, &case, &reference).await, "the only supervisor may not handle it");
            assert!(!sees(&first, &case, &reference).await);
        });
    }

    fn a_restriction_reaches_what_is_joined_with_the_case_for_other_offices_too(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let saara = worker(&app, "saara", Role::SocialWorker, &[&own]);
        let superior = worker(&app, "superior", Role::Supervisor, &[&own]);
        let naapuri = worker(&app, "naapuri", Role::SocialWorker, &[&neighbour(&app, &own)]);
        app.file(&aino(1));
        later(&app, TimeDelta::hours(1));
        app.file(&aino(1));
        let cases = all(&app);
        let (carrying, (joined, reference)) = (&cases[0], &cases[1]);
        served(&app, async |site| {
            // The newer case goes on in the older one.
            let path = format!("/staff/cases/{joined}");
            let browser = site.signed_in(&app, &saara).await;
            let me = saara.account.id.to_string();
            let not_yet = [
                ("urgency", "not_urgent"), ("decision", "not_yet"), ("reason", "Katsotaan"), ("assignee", me.as_str()), ("go", "save"),
            ];
            let signed = triage(&browser, &path, &not_yet).await;
            assert_eq!(signed.status, 303, "{}", signed.words());
            browser.get(&format!("{path}/same")).await;
            let version = flags(&app)[1].2.to_string();
            let join = [("go", "join"), ("version", version.as_str()), ("reason", ""), ("target", carrying.0.as_str())];
            let done_so = browser.post(&format!("{path}/same"), &join).await;
            assert_eq!(done_so.status, 303, "{}", done_so.words());

            let reader = site.signed_in(&app, &naapuri).await;
            let emergency = async |reference: &str| {
                reader.get("/staff/break-glass").await;
                ask(&reader, reference, "child_in_danger", WHY).await.status
            };
            let searched = async || {
                reader.get("/staff/search").await;
                let wanted = [("purpose", "intake"), ("reference", reference.as_str())];
                reader.post("/staff/search", &wanted).await.words()
            };
            assert_eq!(emergency(reference.as_str()).await, 303);
            assert_eq!(reader.get(&path).await.status, 200);
            assert!(searched().await.contains("muualla"));

            let chief = site.signed_in(&app, &superior).await;
            done(&chief, &carrying.0, "restrict").await;
            let restricted: Vec<bool> = flags(&app).into_iter().map(|(_, restricted, _)| restricted).collect();
            assert_eq!(restricted, [true, false], "the other one is of another report");
            assert_eq!(reader.get(&path).await.status, 404, "it tells of the other: the hour is over");
            assert_eq!(emergency(reference.as_str()).await, 422, "nor is there another one");
            assert_eq!(emergency(carrying.1.as_str()).await, 422);
            let words = searched().await;
            assert!(!words.contains("muualla"), "not even that there is something: {words}");

            done(&chief, &carrying.0, "unrestrict").await;
            assert!(searched().await.contains("muualla"));
            assert_eq!(emergency(reference.as_str()).await, 303);
        });
    }
}
