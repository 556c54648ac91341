//! The API describes itself: its paths, its members and its code lists.

use serde_json::Value;

use super::{body, served};
use crate::harness::app::TestApp;
use crate::harness::db::TestDb;

#[test]
fn the_description_and_the_code_lists_need_no_token() {
    let app = TestApp::new(TestDb::sqlite());
    served(&app, async |api| {
        let open = async |path: &str| {
            api.http
                .get(format!("{}{path}", api.url))
                .send()
                .await
                .expect("an answer")
        };
        let document = body(open("/openapi.json").await).await;
        assert_eq!(document["openapi"], "3.1.0");
        for list in document
            .pointer("/paths")
            .and_then(Value::as_object)
            .unwrap()
            .keys()
        {
            let path = list
                .replace("/offices", "/offices?municipality=049")
                .replace("{list}", "reasons")
                .replace("{reference}", "LS-0000-0000");
            let status = open(&path).await.status().as_u16();
            assert!([200, 401, 405].contains(&status), "{path} gives {status}");
        }
        let reasons = body(open("/api/v1/codes/reasons").await).await;
        assert_eq!(reasons["oid"], "1.2.246.537.6.1251");
        assert_eq!(open("/api/v1/codes/colours").await.status(), 404);
        let head = api
            .http
            .head(format!("{}/healthz", api.url))
            .send()
            .await
            .unwrap();
        assert_eq!(head.status(), 200);
    });
}
