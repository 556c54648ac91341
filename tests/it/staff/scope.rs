//! Who reaches which case: every role against every place. What is out of reach looks like what is not there.

use huoli::domain::access::Role;
use huoli::domain::office::Office;

use super::{about, espoo, far_away, neighbour, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

on_both! {
    fn each_role_reaches_the_cases_of_its_offices_and_no_others(db: TestDb) {
        let app = TestApp::new(db);
        let own = espoo(&app);
        let places: [(&str, Vec<Office>); 4] = [
            ("own", vec![own.clone()]),
            ("neighbour", vec![neighbour(&app, &own)]),
            ("county", vec![far_away(&app, &own)]),
            ("none", Vec::new()),
        ];
        // Somebody reads the office, so that it stands in nobody else's queue.
        let reader = worker(&app, "reader", Role::IntakeWorker, &[&own]);
        app.file(&about("kanarialintu-huoli"));
        served(&app, async |site| {
            let reader = site.signed_in(&app, &reader).await;
            let path = reader.get("/staff/queue").await.cases().remove(0);
            let absent = "/staff/cases/7f4c1f4e-5a0e-4d36-9b68-0f4a1f6e2d11";
            let nothing = reader.get(absent).await;
            assert_eq!(nothing.status, 404);
            let mut reached = Vec::new();
            for role in Role::ALL {
                for (name, offices) in &places {
                    let offices: Vec<&Office> = offices.iter().collect();
                    let person = worker(&app, &format!("{}-{name}", role.as_str()), role, &offices);
                    let browser = site.signed_in(&app, &person).await;
                    let listed = browser.get("/staff/queue").await.cases().contains(&path);
                    let page = browser.get(&path).await;
                    let posted = browser.post(&format!("{path}/identity"), &[("reason", "Haluan tietää")]).await;
                    assert_eq!(listed, page.status == 200, "{role} of {name}");
                    if page.status == 200 {
                        reached.push(format!("{role} of {name}"));
                    } else {
                        assert_eq!(page.status, 404, "{role} of {name}");
                        assert_eq!(page.text, nothing.text, "{role} of {name}: the same bytes as for nothing");
                        assert_eq!(posted.status, 404, "{role} of {name}");
                        assert!(!posted.text.contains("kanarialintu"));
                    }
                }
            }
            assert_eq!(reached, ["intake_worker of own", "social_worker of own", "supervisor of own"]);
        });
    }
}
