//! A copy that is not released: sent back to be changed, or refused with a lawful ground and a notice for who asked.

use diesel::prelude::*;
use huoli::domain::access::Role;
use huoli::domain::party_copy::RefusalGround;
use huoli::store::StoreError;
use huoli::store::schema::{case_events, cases, party_copies, party_refusals};
use huoli::text::Texts;
use serde_json::json;
use uuid::Uuid;

use super::super::assessment::{fill, logged};
use super::super::{about, espoo, far_away, neighbour, served, worker};
use super::{FOR_A_GUARDIAN, TELLS, draft_of, drafted, neighbours};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

const GUARDIAN: [(&str, &str); 5] = [
    ("refuse_who", "guardian"),
    ("refuse_on", "19.11.2026"),
    ("refuse_asked", "Kopio lapsesta tehdystä ilmoituksesta"),
    ("refuse_ground", "child_interest"),
    (
        "refuse_why",
        "Lapsi on vaarassa, jos sisältö tulee kotona tiedoksi.",
    ),
];

/// What lies sealed of copies and refusals, and how many refusals there are.
fn sealed(app: &TestApp) -> (Vec<Vec<u8>>, usize) {
    let read = app.store.read("look", |tx| -> Result<_, StoreError> {
        let mut all: Vec<Vec<u8>> = party_refusals::table
            .select(party_refusals::body)
            .load(tx.conn())?;
        let refusals = all.len();
        let back: Vec<Option<Vec<u8>>> = party_copies::table
            .select(party_copies::sent_back)
            .load(tx.conn())?;
        let events: Vec<Option<Vec<u8>>> = case_events::table.select(case_events::reason).load(tx.conn())?;
        all.extend(back.into_iter().chain(events).flatten());
        Ok((all, refusals))
    });
    read.expect("the tables are read")
}

/// The only draft as often as a desk lists drafts, older and in the cases of `office` that this gets beside the first.
fn crowd(app: &TestApp, first: &str, office: &str) {
    let (first, office) = (first.to_owned(), office.to_owned());
    let done = app.store.write("crowd", move |tx| -> Result<_, StoreError> {
        let others = || cases::table.filter(cases::id.ne(&first));
        let other: String = others().select(cases::id).first(tx.conn())?;
        diesel::update(others())
            .set(cases::office.eq(&office))
            .execute(tx.conn())?;
        let (county, maker, at, body, back): (
            String,
            String,
            chrono::NaiveDateTime,
            Vec<u8>,
            Option<Vec<u8>>,
        ) = party_copies::table
            .select((
                party_copies::county,
                party_copies::maker,
                party_copies::made_at,
                party_copies::body,
                party_copies::sent_back,
            ))
            .first(tx.conn())?;
        for number in 1..=50 {
            diesel::insert_into(party_copies::table)
                .values((
                    party_copies::id.eq(Uuid::from_u128(number).to_string()),
                    party_copies::case_id.eq(&other),
                    party_copies::county.eq(&county),
                    party_copies::version.eq(1),
                    party_copies::maker.eq(&maker),
                    party_copies::made_at.eq(at - chrono::TimeDelta::days(1)),
                    party_copies::body.eq(&body),
                    party_copies::sent_back.eq(&back),
                ))
                .execute(tx.conn())?;
        }
        Ok(())
    });
    done.expect("the drafts are stored");
}

fn holds(bytes: &[Vec<u8>], text: &str) -> bool {
    bytes
        .iter()
        .any(|bytes| String::from_utf8_lossy(bytes).contains(text))
}

on_both! {
    fn a_draft_goes_back_to_its_maker_with_what_is_to_be_changed(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&espoo(&app)]);
        let elli = worker(&app, "elli", Role::Supervisor, &[&espoo(&app)]);
        let olli = worker(&app, "olli", Role::Supervisor, &[&espoo(&app)]);
        let pekka = worker(&app, "pekka", Role::Supervisor, &[&neighbour(&app, &espoo(&app))]);
        app.file(&neighbours());
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let (case, path) = drafted(&browser).await;
            browser.get(&path).await;
            let back = [("go", "back"), ("version", "1"), ("back_why", "Peitä myös kanarian koti")];
            assert_eq!(browser.post(&path, &back).await.status, 404, "who made it does not send it back");
            let stranger = site.signed_in(&app, &pekka).await;
            stranger.get("/staff/").await;
            assert_eq!(stranger.post(&path, &back).await.status, 404);

            let second = site.signed_in(&app, &elli).await;
            let page = second.get(&path).await;
            let empty = fill(&second, &path, &page, "back", &[("back_why", " ")]).await;
            assert_eq!((empty.status, empty.links(".govuk-error-summary a")), (422, vec!["#back_why".to_owned()]));
            let long = "pitkä ".repeat(400);
            let long = fill(&second, &path, &page, "back", &[("back_why", &long)]).await;
            assert_eq!(long.status, 422);
            assert!(long.words().contains("pitkä pitkä"), "what was typed stays");
            let old = second.post(&path, &[("go", "back"), ("version", "0"), back[2]]).await;
            assert_eq!(old.status, 409, "a page from before");
            let done = fill(&second, &path, &page, "back", &back[2..]).await;
            assert_eq!(done.status, 303, "{}", done.words());

            // Nobody releases it as it stands, whoever they are; what stands there is told to everybody at work on the case.
            let third = site.signed_in(&app, &olli).await;
            let page = third.get(&path).await;
            assert!(page.buttons("button[value=release], button[value=back]").is_empty());
            for go in ["release", "back"] {
                let fields = [("go", go), ("version", "1"), ("ground", "party"), back[2]];
                assert_eq!(third.post(&path, &fields).await.status, 409, "{go}");
            }
            let page = browser.get(&path).await;
            for shown in ["Palautettu korjattavaksi. ELLI Mallinen", "Peitä myös kanarian koti"] {
                assert!(page.words().contains(shown), "{shown} in {}", page.words());
            }
            let list = browser.get(&format!("{case}/party-copy")).await;
            assert!(list.words().contains("Palautettu korjattavaksi"), "{}", list.words());
            // The desk of the one who made it leads to it, nobody else's does.
            let way = path.trim_start_matches("/staff/").to_owned();
            let desk = browser.get("/staff/").await;
            assert!(desk.words().contains("Korjattavaksi palautetut kopiot") && desk.links("main a").contains(&way), "{}", desk.words());
            assert!(!second.get("/staff/").await.links("main a").contains(&way));
            assert_eq!(browser.get(&format!("{path}/print")).await.status, 404);

            let page = browser.get(&path).await;
            let changed = draft_of(&browser, &path, &page, &[("words", "iltaisin")]).await;
            assert_eq!(changed.status, 303, "{}", changed.words());
            assert!(!browser.get(&path).await.words().contains("kanarian koti"), "it is another draft now");
            assert!(!browser.get("/staff/").await.words().contains("palautetut kopiot"), "and nobody waits for it");
            let page = second.get(&path).await;
            let done = fill(&second, &path, &page, "release", &[("ground", "party")]).await;
            assert_eq!(done.status, 303, "{}", done.words());
            let events = browser.get(&case).await.words();
            assert!(events.contains("kopio palautettu korjattavaksi: ELLI"), "{events}");
        });
        assert_eq!((logged(&app, "party_copy_sent_back"), logged(&app, "party_copy_released")), (1, 1));
        let (bytes, _) = sealed(&app);
        assert!(bytes.len() >= 3 && !holds(&bytes, "kanarian"), "everything is sealed");
    }

    fn a_request_is_refused_with_its_ground_and_a_notice_without_the_reporter(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::SocialWorker, &[&espoo(&app)]);
        let elli = worker(&app, "elli", Role::Supervisor, &[&espoo(&app)]);
        let others = [
            worker(&app, "pekka", Role::Supervisor, &[&neighbour(&app, &espoo(&app))]),
            worker(&app, "farid", Role::Supervisor, &[&far_away(&app, &espoo(&app))]),
            worker(&app, "arja", Role::Auditor, &[&espoo(&app)]),
        ];
        app.file(&neighbours());
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let case = browser.get("/staff/queue").await.cases().remove(0);
            browser.get(&case).await;
            let list = format!("{case}/party-copy");
            assert!(browser.get(&list).await.buttons("button[value=refuse]").is_empty());
            let mut all = vec![("go", "refuse")];
            all.extend(GUARDIAN);
            assert_eq!(browser.post(&list, &all).await.status, 404, "who may not release does not refuse");
            let mut strangers = Vec::new();
            for other in &others {
                let other = site.signed_in(&app, other).await;
                other.get("/staff/").await;
                assert_eq!(other.post(&list, &all).await.status, 404);
                strangers.push(other);
            }
            assert_eq!(sealed(&app).1, 0);

            let chief = site.signed_in(&app, &elli).await;
            let page = chief.get(&list).await;
            let empty = fill(&chief, &list, &page, "refuse", &[("refuse_on", "1.1.2099")]).await;
            assert_eq!(empty.status, 422);
            assert_eq!(
                empty.links(".govuk-error-summary a"),
                ["#refuse_who", "#refuse_on", "#refuse_asked", "#refuse_ground", "#refuse_why"]
            );
            // Names and numbers of who reported are never taken; other words once somebody has looked at them.
            for tells in ["Kanarialintu pelkää", "Naapurisen vuoksi", "Soita 000 765 4321"] {
                let mut fields = GUARDIAN;
                fields[4].1 = tells;
                let sure: Vec<_> = fields.into_iter().chain([("refuse_sure", "yes")]).collect();
                let told = fill(&chief, &list, &page, "refuse", &sure).await;
                assert_eq!((told.status, told.links(".govuk-error-summary a")), (422, vec!["#refuse_why".to_owned()]), "{tells}");
                assert!(told.words().contains(tells), "what was typed stays");
            }
            let mut doubtful = GUARDIAN;
            doubtful[4].1 = "Olen perheen naapuri, joten en kerro.";
            let told = fill(&chief, &list, &page, "refuse", &doubtful).await;
            assert_eq!((told.status, told.links(".govuk-error-summary a")), (422, vec!["#refuse_sure".to_owned()]));
            assert!(told.words().contains("Voiko ilmoittajan tunnistaa näistä sanoista"), "{}", told.words());
            assert_eq!((sealed(&app).1, logged(&app, "party_request_refused")), (0, 0));

            let page = chief.get(&list).await;
            let done = fill(&chief, &list, &page, "refuse", &GUARDIAN).await;
            assert_eq!(done.status, 303, "{}", done.words());
            assert!(done.location().ends_with("/party-copy"));
            let twice = fill(&chief, &list, &page, "refuse", &GUARDIAN).await;
            assert_eq!((twice.status, sealed(&app).1), (303, 1), "a page that is sent twice refuses once");
            let page = browser.get(&list).await;
            for shown in ["Pyynnöt, joihin ei ole suostuttu", "Huoltaja", "Lapsen etu", "ELLI Mallinen"] {
                assert!(page.words().contains(shown), "{shown} in {}", page.words());
            }
            let way = page.links("tbody a").into_iter().find(|way| way.contains("party-refusals"));
            let way = way.expect("a way to the notice");
            let notice = format!("{case}/party-refusals/{}", way.rsplit('/').next().unwrap());
            let paper = browser.get(&notice).await;
            assert_eq!((paper.status, logged(&app, "party_refusal_printed")), (200, 1));
            for there in [
                "Tietoja ei anneta", "Huoltaja", "19.11.2026", "Kopio lapsesta tehdystä ilmoituksesta",
                "Lapsen etu (julkisuuslaki 11 § 2 mom. 1 k.)", "Lapsi on vaarassa", "20.11.2026",
                "päätöksen, josta voi valittaa", "julkisuuslaki 14 §",
            ] {
                assert!(paper.words().contains(there), "{there} in {}", paper.words());
            }
            for tells in TELLS.iter().chain(&["MAIJA", "ELLI", "Mallinen", "Aino"]) {
                assert!(!paper.text.contains(tells), "{tells} in {}", paper.words());
            }
            for stranger in &strangers {
                assert_eq!(stranger.get(&notice).await.status, 404);
            }
            let absent = format!("{case}/party-refusals/{}", Uuid::from_u128(5));
            assert_eq!(browser.get(&absent).await.status, 404);
            let events = browser.get(&case).await.words();
            for event in ["Tietopyyntöön ei suostuttu: ELLI", "avattu tulostettavaksi: MAIJA"] {
                assert!(events.contains(event), "{event} in {events}");
            }
            // A copy can still be made: another one may ask, or the ground may fall away.
            let page = browser.get(&list).await;
            let draft = draft_of(&browser, &list, &page, &FOR_A_GUARDIAN).await;
            assert_eq!(draft.status, 303, "{}", draft.words());
        });
        assert_eq!(logged(&app, "party_request_refused"), 1);
        let (bytes, _) = sealed(&app);
        assert!(!holds(&bytes, "vaarassa") && !holds(&bytes, "guardian"), "everything is sealed");
    }

    fn a_notice_speaks_the_language_of_who_asked_and_hides_a_secret_place(db: TestDb) {
        let app = TestApp::new(db);
        let elli = worker(&app, "elli", Role::Supervisor, &[&espoo(&app)]);
        let mut document = about("Huoli");
        document["children"][0]["protected_address"] = json!(true);
        document["children"][0]["residence"]["street_address"] = json!("Mallikuja 5");
        app.file(&document);
        served(&app, async |site| {
            let chief = site.signed_in(&app, &elli).await;
            let case = chief.get("/staff/queue").await.cases().remove(0);
            let list = format!("{case}/party-copy");
            let page = chief.get(&list).await;
            for place in ["Mallikujan vuoksi", "Asuu Espoossa"] {
                let mut fields = GUARDIAN;
                fields[2].1 = place;
                let sure: Vec<_> = fields.into_iter().chain([("refuse_sure", "yes")]).collect();
                let told = fill(&chief, &list, &page, "refuse", &sure).await;
                assert_eq!((told.status, told.links(".govuk-error-summary a")), (422, vec!["#refuse_asked".to_owned()]), "{place}");
            }
            let mut swedish = GUARDIAN.to_vec();
            swedish.push(("refuse_language", "sv"));
            let done = fill(&chief, &list, &page, "refuse", &swedish).await;
            assert_eq!(done.status, 303, "{}", done.words());
            let way = chief.get(&list).await.links("tbody a").pop().expect("a way to the notice");
            let paper = chief.get(&format!("{case}/party-refusals/{}", way.rsplit('/').next().unwrap())).await;
            assert!(paper.words().contains("Barnets intresse") && paper.words().contains("överklaga"), "{}", paper.words());
            assert!(!paper.text.contains("Mallikuja"), "{}", paper.words());
        });
    }

    fn what_came_back_in_cases_that_are_theirs_no_more_hides_no_other(db: TestDb) {
        let app = TestApp::new(db);
        let here = espoo(&app);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&here]);
        let elli = worker(&app, "elli", Role::Supervisor, &[&here]);
        let away = neighbour(&app, &here).id.to_string();
        app.file(&neighbours());
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let (case, path) = drafted(&browser).await;
            let second = site.signed_in(&app, &elli).await;
            let page = second.get(&path).await;
            let done = fill(&second, &path, &page, "back", &[("back_why", "Peitä myös koti")]).await;
            assert_eq!(done.status, 303, "{}", done.words());
            app.file(&about("Toinen huoli"));
            crowd(&app, case.rsplit('/').next().unwrap(), &away);
            let desk = browser.get("/staff/").await;
            assert!(
                desk.links("main a")
                    .contains(&path.trim_start_matches("/staff/").to_owned()),
                "{}",
                desk.words()
            );
        });
    }
}

#[test]
fn each_ground_has_its_words_with_the_law() {
    for language in huoli::domain::language::Language::ALL {
        let words = Texts::embedded().words(language);
        for ground in RefusalGround::ALL {
            let said = words.code(RefusalGround::LIST, ground.as_str());
            assert!(said.contains("11") || said.contains("40"), "{language}: {said}");
        }
    }
}
