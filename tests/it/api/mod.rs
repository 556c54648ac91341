//! What professionals' systems meet over HTTP.

mod attached;
mod described;
mod messages;
mod naughty;
mod offices;
mod refused;
mod reports;
mod revoked;
mod unlucky;

use std::pin::Pin;
use std::sync::Arc;

use actix_web::rt::System;
use actix_web::{App, HttpServer, web};
use huoli::clock::Clock;
use huoli::domain::language::Offered;
use huoli::ids::OsIds;
use huoli::intake::authenticate_client::ApiClient;
use huoli::web::api;
use huoli::web::layer::failures::Failures;
use huoli::web::page::failure::FailureLook;
use huoli::web::uploads::Uploads;
use reqwest::{Method, RequestBuilder, Response};
use serde_json::{Value, json};

use crate::harness::app::TestApp;

/// A running API, and one client of it.
struct Api {
    url: String,
    token: String,
    http: reqwest::Client,
}

impl Api {
    /// A request of the client.
    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http
            .request(method, format!("{}{path}", self.url))
            .bearer_auth(&self.token)
    }

    /// Files `report` under `key`.
    async fn file(&self, key: &str, report: &Value) -> Response {
        let request = self
            .request(Method::POST, "/api/v1/reports")
            .header("Idempotency-Key", key);
        request.json(report).send().await.expect("an answer")
    }

    async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.expect("an answer")
    }

    /// The same API for the owner of another token.
    fn by(&self, token: &str) -> Self {
        Self {
            url: self.url.clone(),
            token: token.to_owned(),
            http: self.http.clone(),
        }
    }
}

/// Runs `story` against the API of `app` on a port of its own, as the system of "Mallilan koulu".
fn served(app: &TestApp, story: impl AsyncFnOnce(Api)) {
    let (_, token) = app.client("Mallilan koulu");
    let service: huoli::intake::App = (**app).clone();
    told(service, token, Box::new(|api| Box::pin(story(api))));
}

/// What happens at an API.
type Story<'a> = Box<dyn FnOnce(Api) -> Pin<Box<dyn Future<Output = ()> + 'a>> + 'a>;

/// Has no type parameter: else the compiler would build the whole server anew for each story.
fn told(service: huoli::intake::App, token: String, story: Story<'_>) {
    System::new().block_on(async {
        let server = HttpServer::new(move || {
            let look = FailureLook {
                languages: Offered::default(),
                mount: String::new(),
                county: Box::new(|_| "Mallilan hyvinvointialue".to_owned()),
                help: Box::new(|_| Vec::new()),
            };
            App::new()
                .wrap(Failures::new(Arc::new(look), Arc::new(OsIds)))
                .app_data(web::Data::new(service.clone()))
                .app_data(web::Data::new(Uploads::default()))
                .configure(api::routes)
        })
        .workers(1)
        .shutdown_timeout(1)
        .bind(("127.0.0.1", 0))
        .expect("a free port");
        let url = format!("http://{}", server.addrs().first().expect("one address"));
        let running = server.run();
        let handle = running.handle();
        actix_web::rt::spawn(running);
        story(Api {
            url,
            token,
            http: reqwest::Client::new(),
        })
        .await;
        handle.stop(false).await;
    });
}

/// The body as JSON.
async fn body(response: Response) -> Value {
    response.json().await.expect("JSON")
}

/// The least that a system must send, about a child in Espoo.
fn least() -> Value {
    json!({
        "reporter": {"authority": "education", "organisation": "Mallilan kaupunki", "name": "Oiva Esimerkki", "phone": "050 000 0000"},
        "children": [{"first_names": "Aino", "residence": {"municipality": "049", "postal_code": "02770"}}],
        "concern": {"description": "Tulee kouluun nälkäisenä."}
    })
}

/// A client that only tries things out, with its token.
fn sandbox(app: &TestApp) -> (ApiClient, String) {
    huoli::intake::authenticate_client::add(app, "Kokeilu", true, app.clock.now())
        .expect("the client is added")
}

/// How many reports are stored.
fn stored(app: &TestApp) -> i64 {
    use diesel::prelude::*;
    use huoli::store::StoreError;
    use huoli::store::schema::reports;
    let count = app.store.read("count", |tx| -> Result<i64, StoreError> {
        Ok(reports::table.count().get_result(tx.conn())?)
    });
    count.expect("the rows are counted")
}

/// The date in Finland.
fn today(app: &TestApp) -> String {
    huoli::domain::helsinki::civil_date(app.clock.now()).to_string()
}
