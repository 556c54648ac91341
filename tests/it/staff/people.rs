//! Accounts: who administers them, what they can do, and what stays out of their reach.

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::domain::access::Role;
use huoli::store::StoreError;
use huoli::store::schema::{access_log, staff};

use super::{Worker, about, espoo, far_away, later, neighbour, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

/// Who did `action` to an account, by the log, and how often.
fn logged(app: &TestApp, action: &str) -> Vec<bool> {
    app.store
        .read("look", |tx| -> Result<_, StoreError> {
            let actors: Vec<Option<String>> = access_log::table
                .filter(access_log::action.eq(action))
                .filter(access_log::result.eq("done"))
                .order(access_log::seq)
                .select(access_log::actor)
                .load(tx.conn())?;
            Ok(actors.into_iter().map(|actor| actor.is_some()).collect())
        })
        .expect("the log is read")
}

fn role_of(app: &TestApp, user_name: &str) -> Option<(String, bool, bool)> {
    app.store
        .read("look", |tx| -> Result<_, StoreError> {
            let found: Option<(String, bool, Option<chrono::NaiveDateTime>)> = staff::table
                .filter(staff::user_name.eq(user_name))
                .select((staff::role, staff::social_worker, staff::disabled_at))
                .first(tx.conn())
                .optional()?;
            Ok(found.map(|(role, signs, locked)| (role, signs, locked.is_some())))
        })
        .expect("the account is read")
}

on_both! {
    fn who_keeps_an_office_keeps_its_accounts_and_no_others(db: TestDb) {
        let app = TestApp::new(db);
        let office = espoo(&app);
        let other = neighbour(&app, &office);
        let keeper = worker(&app, "keeper", Role::OfficeAdmin, &[&office]);
        let maija = worker(&app, "maija", Role::IntakeWorker, &[&office]);
        let both = worker(&app, "kaksi", Role::IntakeWorker, &[&office, &other]);
        let foreign = worker(&app, "naapuri", Role::IntakeWorker, &[&other]);
        let above = worker(&app, "alue", Role::CountyAdmin, &[&office]);
        let auditor = worker(&app, "tarkastaja", Role::Auditor, &[&office]);
        worker(&app, "kaukana", Role::IntakeWorker, &[&far_away(&app, &office)]);
        app.file(&about("kanarialintu-huoli"));
        let one = |person: &Worker| format!("/staff/admin/people/{}", person.account.id);
        let place = office.id.to_string();
        served(&app, async |site| {
            let browser = site.signed_in(&app, &keeper).await;
            let list = browser.get("/staff/admin/people").await;
            let words = list.words();
            assert!(words.contains("MAIJA Mallinen") && words.contains("KEEPER Mallinen"), "{words}");
            for hidden in ["NAAPURI", "KAKSI", "ALUE", "KAUKANA", "TARKASTAJA", "kanarialintu"] {
                assert!(!words.contains(hidden), "{hidden} in {words}");
            }
            for person in [&foreign, &both, &above] {
                assert_eq!(browser.get(&one(person)).await.status, 404, "{}", person.account.user_name);
                let tried = browser.post(&one(person), &[("go", "lock")]).await;
                assert_eq!(tried.status, 404, "{}", person.account.user_name);
            }
            // Nobody locks or promotes themself.
            assert!(browser.get(&one(&keeper)).await.words().contains("Tämä on oma tilisi."));
            assert_eq!(browser.post(&one(&keeper), &[("go", "lock")]).await.status, 404);

            // Somebody new sets the account up by a link that is shown once.
            browser.get("/staff/admin/people/new").await;
            let fields = [("user_name", "Uusi.Ukko"), ("display_name", "Uusi Ukko"), ("role", "social_worker"), ("office", &*place)];
            let wrong = browser.post("/staff/admin/people/new", &fields[..3]).await;
            assert_eq!(wrong.status, 422);
            assert!(wrong.words().contains("Valitse vähintään yksi toimipiste."), "{}", wrong.words());
            assert_eq!(wrong.values("#user_name"), ["Uusi.Ukko"]);
            let strange = other.id.to_string();
            let beyond = [("user_name", "toinen"), ("display_name", "T"), ("role", "intake_worker"), ("office", &*strange)];
            assert_eq!(browser.post("/staff/admin/people/new", &beyond).await.status, 422, "not another office's");
            let higher = [("user_name", "toinen"), ("display_name", "T"), ("role", "county_admin"), ("office", &*place)];
            assert_eq!(browser.post("/staff/admin/people/new", &higher).await.status, 422, "nor a role of the county");
            let added = browser.post("/staff/admin/people/new", &fields).await;
            assert_eq!(added.status, 200, "{}", added.words());
            let words = added.words();
            let link = words.split_whitespace().find(|word| word.contains("/staff/set-up/")).expect("a link").to_owned();
            let path = link.split_once("/staff").map(|(_, rest)| format!("/staff{rest}")).expect("a path");
            assert_eq!(site.browser().get(&path).await.status, 200, "it opens");
            assert_eq!(role_of(&app, "uusi.ukko"), Some(("social_worker".to_owned(), true, false)));
            assert!(browser.get("/staff/admin/people").await.words().contains("Ei vielä otettu käyttöön"));
            let added = logged(&app, "account_added");
            let by_somebody = added.iter().filter(|somebody| **somebody).count();
            assert_eq!((added.len(), by_somebody), (8, 1), "one row says that it was added and by whom, as of each");
            assert_eq!(logged(&app, "link_made"), [true], "nor is the link anybody else's");
            let taken = browser.post("/staff/admin/people/new", &fields).await;
            assert!(taken.words().contains("Tunnus on jo käytössä."), "{}", taken.words());

            // Rights act at once and end the sessions.
            let theirs = site.signed_in(&app, &maija).await;
            assert!(browser.get(&one(&maija)).await.words().contains("Avoimia istuntoja: 1"));
            let rights = [("go", "rights"), ("role", "supervisor"), ("social_worker", "yes"), ("office", &*place)];
            assert_eq!(browser.post(&one(&maija), &rights).await.status, 303);
            assert_eq!(role_of(&app, "maija"), Some(("supervisor".to_owned(), true, false)));
            assert_eq!(theirs.get("/staff/queue").await.status, 303, "the session has ended");
            later(&app, TimeDelta::seconds(30));
            let theirs = site.signed_in(&app, &maija).await;
            assert_eq!(browser.post(&one(&maija), &[("go", "end")]).await.status, 303);
            assert_eq!(theirs.get("/staff/queue").await.status, 303);

            // A lost second factor: the old one is void at once, and there is a link.
            let reset = browser.post(&one(&maija), &[("go", "second_factor")]).await;
            assert!(reset.words().contains("Linkki näkyy vain nyt."), "{}", reset.words());
            later(&app, TimeDelta::seconds(30));
            let locked_out = site.browser();
            assert_ne!(locked_out.sign_in(&maija, &maija.code(&app)).await.status, 303);
            assert_eq!(logged(&app, "second_factor_reset"), [true]);

            assert_eq!(browser.post(&one(&maija), &[("go", "lock")]).await.status, 303);
            assert_eq!(role_of(&app, "maija").map(|(.., locked)| locked), Some(true));
            let refused = browser.post(&one(&maija), &[("go", "password")]).await;
            assert!(refused.words().contains("Tili on lukittu."), "{}", refused.words());
            assert_eq!(browser.post(&one(&maija), &[("go", "unlock")]).await.status, 303);
            assert_eq!((logged(&app, "account_disabled"), logged(&app, "account_enabled")), (vec![true], vec![true]));

            // A code of long ago is not enough for any of this.
            later(&app, TimeDelta::minutes(6));
            let asked = browser.post(&one(&maija), &rights).await;
            assert!(asked.status == 403 || asked.location().contains("step-up"), "{}", asked.status);

            // The county's administrator keeps all of the county, an auditor none, a worker finds no such page.
            let county = site.signed_in(&app, &above).await;
            let words = county.get("/staff/admin/people").await.words();
            assert!(words.contains("NAAPURI") && words.contains("KAKSI") && !words.contains("KAUKANA"), "{words}");
            for person in [&auditor, &foreign] {
                let browser = site.signed_in(&app, person).await;
                browser.get("/staff/").await;
                for page in ["/staff/admin/people", "/staff/admin/people/new", &one(&maija)] {
                    assert_eq!(browser.get(page).await.status, 404, "{page}");
                }
                assert_eq!(browser.post(&one(&maija), &[("go", "lock")]).await.status, 404);
            }
        });
    }
}
