//! A protected address: neither name nor place stands on any page or list until somebody opens it with a reason.

use huoli::domain::access::Role;
use serde_json::json;

use super::{about, office, served, worker};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;

on_both! {
    fn nothing_of_where_a_protected_person_lives_stands_on_any_page(db: TestDb) {
        let app = TestApp::new(db);
        let office = office(&app, "755", "02580");
        let saara = worker(&app, "saara", Role::SocialWorker, &[&office]);
        let superior = worker(&app, "superior", Role::Supervisor, &[&office]);
        let mut document = about("Huoli");
        document["children"] = json!([{
            "first_names": "Kanarialintu", "last_name": "Salainen", "birth_date": "2016-05-01", "protected_address": true,
            "residence": {"municipality": "755", "postal_code": "02580", "street_address": "kanarialintu-katu 1"},
        }]);
        app.file(&document);
        served(&app, async |site| {
            let browser = site.signed_in(&app, &saara).await;
            let path = browser.get("/staff/queue").await.cases().remove(0);
            let chief = site.signed_in(&app, &superior).await;
            let secret = ["kanarialintu", "Salainen", "Siuntio", "02580"];
            for (who, browser) in [("saara", &browser), ("superior", &chief)] {
                let mut pages = vec!["/staff/".to_owned(), "/staff/queue".to_owned(), "/staff/queue?view=unassessed".to_owned(),
                    "/staff/floods".to_owned(), path.clone()];
                pages.extend(["same", "assessment", "notices", "birth", "facts", "conflict", "party-copy", "hand-out", "transfer"].map(|page| format!("{path}/{page}")));
                for page in pages {
                    let answer = browser.get(&page).await;
                    assert_eq!(answer.status, 200, "{page}");
                    for trace in secret {
                        assert!(!answer.text.to_lowercase().contains(&trace.to_lowercase()), "{trace} on {page} for {who}: {}", answer.words());
                    }
                }
                browser.get("/staff/search").await;
                let found = browser.post("/staff/search", &[("purpose", "intake"), ("birth_date", "1.5.2016")]).await;
                assert_eq!(found.status, 200);
                assert!(secret.iter().all(|trace| !found.text.contains(trace)), "{}", found.words());
            }
            // Opened with a reason it stands on the page of the case, and still in no list.
            browser.get(&path).await;
            assert!(browser.get(&format!("{path}/party-copy")).await.words().contains("Avaa ensin suljetut tiedot"));
            let opened = browser.post(&format!("{path}/identity"), &[("reason", "Kotikäynti tänään")]).await;
            assert_eq!(opened.status, 303);
            assert!(browser.get(&path).await.text.contains("kanarialintu-katu"));
            assert!(browser.get(&format!("{path}/party-copy")).await.text.contains("Kanarialintu"));
            let list = browser.get("/staff/queue").await;
            assert!(secret.iter().all(|trace| !list.text.contains(trace)), "{}", list.words());
            assert!(list.words().contains("Salattu"));
        });
    }
}
