//! Clients that ask ten times at once, hang up in the middle, or never hear the answer.

use std::io::Write;
use std::net::{Shutdown, TcpStream};

use futures_util::future::join_all;

use crate::harness::app::TestApp;
use crate::harness::db::on_both;

use super::{body, least, served, stored};

/// The bytes of a request that files the least report under `key`.
fn request(host: &str, token: &str, key: &str) -> Vec<u8> {
    let body = least().to_string();
    format!(
        "POST /api/v1/reports HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n\
         Idempotency-Key: {key}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

on_both! {
    fn ten_requests_at_once_with_one_key_make_one_report_and_get_one_answer(db: TestDb) {
        let app = TestApp::new(db);
        served(&app, async |api| {
            let report = least();
            let answers = join_all((0..10).map(|_| api.file("the same", &report))).await;
            let mut bodies = Vec::new();
            for answer in answers {
                assert_eq!(answer.status(), 201);
                bodies.push(body(answer).await);
            }
            assert!(bodies.iter().all(|one| *one == bodies[0]));
            assert_eq!(stored(&app), 1);
        });
    }

    fn a_client_that_hangs_up_before_its_body_is_whole_leaves_nothing(db: TestDb) {
        let app = TestApp::new(db);
        served(&app, async |api| {
            let host = api.url.trim_start_matches("http://");
            let whole = request(host, &api.token, "cut short");
            for cut in [1, whole.len() / 2, whole.len() - 1] {
                let mut wire = TcpStream::connect(host).expect("a connection");
                wire.write_all(&whole[..cut]).expect("the beginning is sent");
                wire.shutdown(Shutdown::Both).expect("the client hangs up");
            }
            // A whole report that is sent afterwards is answered, so the three before it have been dealt with.
            assert_eq!(api.file("whole", &least()).await.status(), 201);
            assert_eq!(stored(&app), 1);
        });
    }

    fn a_client_that_never_hears_the_answer_left_one_report_and_gets_its_answer_by_asking_again(db: TestDb) {
        let app = TestApp::new(db);
        served(&app, async |api| {
            let host = api.url.trim_start_matches("http://");
            let mut wire = TcpStream::connect(host).expect("a connection");
            wire.write_all(&request(host, &api.token, "unheard")).expect("the request is sent");
            wire.shutdown(Shutdown::Write).expect("nothing more comes");
            drop(wire);
            let again = api.file("unheard", &least()).await;
            assert_eq!(again.status(), 201);
            assert_eq!(stored(&app), 1);
        });
    }
}
