//! A token that leaked is taken out of use: at once, alone, and for good.

use chrono::TimeDelta;
use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::intake::authenticate_client::{self, RevokeError};
use huoli::store::StoreError;
use huoli::store::schema::access_log;
use reqwest::StatusCode;
use serde_json::json;

use super::{body, least, served, stored};
use crate::boot::serve::{after, ready, serve};
use crate::harness::app::TestApp;
use crate::harness::db::on_both;
use crate::harness::process::{CLIENT, done, errors, run, send};

/// How many rows of the log tell that a system was shut out.
fn shut_out(app: &TestApp) -> i64 {
    let rows = app.store.read("look", |tx| -> Result<i64, StoreError> {
        let told = access_log::table.filter(access_log::action.eq("client_disabled"));
        Ok(told.count().get_result(tx.conn())?)
    });
    rows.expect("the log is read")
}

on_both! {
    fn a_revoked_token_is_good_no_more_and_the_others_stay(db: TestDb) {
        let app = TestApp::new(db);
        served(&app, async |api| {
            assert_eq!(api.file("a", &least()).await.status(), 201);
            // The same organisation has another system, and there is one of somebody else.
            let (second, token) = app.client("Mallilan koulu");
            let (_, foreign) = app.client("Kuvitelman koulu");
            let kept = authenticate_client::list(&app).expect("they are listed");
            let first = kept.iter().map(|kept| kept.client.clone())
                .find(|client| client.name == "Mallilan koulu" && client.id != second.id)
                .expect("the first is listed");
            assert!(kept.len() == 3 && kept.iter().all(|kept| kept.revoked_at.is_none() && kept.added_at == Some(app.clock.now())), "{kept:?}");

            let now = app.clock.now() + TimeDelta::hours(1);
            let unknown = authenticate_client::revoke(&app, "Olematon", now);
            assert_eq!(unknown, Err(RevokeError::Unknown));
            let unclear = authenticate_client::revoke(&app, "Mallilan koulu", now).expect_err("which of the two");
            for id in [first.id, second.id] {
                assert!(unclear.to_string().contains(&id.to_string()), "{unclear}");
            }
            assert_eq!(shut_out(&app), 0);

            let done = authenticate_client::revoke(&app, &first.id.to_string(), now).expect("it is there");
            assert_eq!(done, (first.clone(), true));
            let refused = api.file("b", &least()).await;
            assert_eq!(refused.status(), 401);
            assert!(refused.headers()["www-authenticate"].to_str().unwrap().contains("invalid_token"));
            assert_eq!((body(refused).await["status"].clone(), stored(&app)), (json!(401), 1));
            for (token, key) in [(&token, "c"), (&foreign, "d")] {
                assert_eq!(api.by(token).file(key, &least()).await.status(), 201, "{key}");
            }
            // Once more changes nothing: neither the day nor the log.
            let again = authenticate_client::revoke(&app, &first.id.to_string(), now + TimeDelta::days(1));
            assert_eq!((again, shut_out(&app)), (Ok((first.clone(), false)), 1));
            let kept = authenticate_client::list(&app).expect("they are listed");
            let since: Vec<_> = kept.iter().filter_map(|kept| Some((kept.client.id, kept.revoked_at?))).collect();
            assert_eq!(since, [(first.id, now)]);
            // Now the name says enough.
            let done = authenticate_client::revoke(&app, " mallilan koulu ", now).expect("one is left");
            assert_eq!((done, api.by(&token).file("e", &least()).await.status().as_u16()), ((second, true), 401));
            assert_eq!(api.by(&foreign).file("f", &least()).await.status(), 201);
        });
    }
}

#[test]
fn an_operator_lists_the_systems_and_shuts_one_out_while_the_service_runs() {
    let folder = ready();
    let here = folder.path();
    assert_eq!(
        done(here, &["client", "list"]),
        "There is no system. Add one with `huoli client add`.\n"
    );
    let added = done(here, &["client", "add", "--name", "Mallilan koulu"]);
    let trying = done(here, &["client", "add", "--name", "Kokeilu", "--sandbox"]);
    let token = after(&added, "Token").to_owned();
    let (service, address) = serve(here);
    let asked = || {
        send(
            CLIENT
                .get(format!("{address}api/v1/reports/LS-2345-6789"))
                .bearer_auth(&token),
        )
        .0
    };
    assert_eq!(asked(), StatusCode::NOT_FOUND, "the token is known");
    let listed = done(here, &["client", "list"]);
    let lines: Vec<&str> = listed.lines().collect();
    assert!(
        lines.len() == 2 && lines[0].contains("Kokeilu") && lines[0].contains("sandbox"),
        "{listed}"
    );
    assert!(
        lines[1].contains("Mallilan koulu") && lines[1].contains("reports"),
        "{listed}"
    );
    assert!(
        lines
            .iter()
            .all(|line| line.contains("since 20") && line.contains(" open ")),
        "{listed}"
    );
    assert!(
        !listed.contains("hu_") && !listed.contains(after(&trying, "Token")),
        "{listed}"
    );

    let told = done(here, &["client", "revoke", "Mallilan koulu"]);
    assert!(
        told.starts_with("Mallilan koulu (") && told.ends_with(") is shut out. Its token is good no more.\n"),
        "{told}"
    );
    assert_eq!(asked(), StatusCode::UNAUTHORIZED);
    let again = done(here, &["client", "revoke", "Mallilan koulu"]);
    assert!(again.ends_with(") was shut out before.\n"), "{again}");
    assert!(done(here, &["client", "list"]).contains("revoked 20"));
    let unknown = run(here, &["client", "revoke", "Olematon"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(
        errors(&unknown).contains("Olematon: no system has this name or id"),
        "{}",
        errors(&unknown)
    );
    drop(service);
}
