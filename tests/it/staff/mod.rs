//! What staff meet over HTTP: the stories of a worker, from sign-in to an opened case.

mod account;
mod admin;
mod assessment;
mod barred;
mod birth;
mod branches;
mod break_glass;
mod case;
mod coded_reasons;
mod duty_to_tell;
mod facts;
mod files;
mod floods;
mod hand_out;
mod handover;
mod identity;
mod kept;
mod languages;
mod links;
mod log_pages;
mod log_views;
mod matrix;
mod naughty;
mod notice_log;
mod notices;
mod oversight;
mod own_worker;
mod party_copy;
mod people;
mod protected;
mod questions;
mod queue;
mod recheck;
mod record;
mod restricted;
mod restricting;
mod running;
mod same_child;
mod scope;
mod searching;
mod session;
mod signing_in;
mod social_contact;
mod stand_in;
mod start_day;
mod traces;
mod transfer;
mod transfer_running;
mod triage;
mod unsaid;
mod urgency_again;
mod urgent;
mod worklist;

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::sync::{Arc, LazyLock};

use actix_web::dev::Service;
use actix_web::rt::System;
use actix_web::{App, HttpMessage, HttpServer, web};
use chrono::TimeDelta;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::domain::language::{Language, Offered};
use huoli::domain::office::{Office, OfficeId};
use huoli::domain::sensitive::Sensitive;
use huoli::ids::OsIds;
use huoli::intake::add_staff::{self, AddedStaff, NewPassword, NewStaff};
use huoli::intake::destinations;
use huoli::intake::password::PasswordDigest;
use huoli::intake::totp::TotpSecret;
use huoli::web::extract::session::StaffSite;
use huoli::web::layer::failures::Failures;
use huoli::web::layer::security_headers::SecurityHeaders;
use huoli::web::layer::source::Sources;
use huoli::web::page::failure::FailureLook;
use huoli::web::staff;
use huoli::web::staff::delay::Delays;
use reqwest::header::{HeaderMap, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use scraper::{Html, Selector};
use serde_json::{Value, json};

use crate::harness::app::{TestApp, report};

/// Everybody's password here; hashed once.
const PASSWORD: &str = "kolme sanaa peräkkäin";
static DIGEST: LazyLock<PasswordDigest> =
    LazyLock::new(|| PasswordDigest::of(PASSWORD, &OsIds).expect("a turn to hash"));

/// The staff pages of a service, and a browser of nobody in particular.
struct Site {
    url: String,
    http: reqwest::Client,
}

/// An answer, read to its end.
struct Answer {
    status: u16,
    headers: HeaderMap,
    text: String,
}

/// The browser of one person: it keeps their cookie and nothing else.
struct Browser<'a> {
    site: &'a Site,
    cookie: RefCell<Option<String>>,
    csrf: RefCell<String>,
    /// The address that the edge of the service knows the browser by.
    address: Cell<&'static str>,
}

/// Somebody with an account.
struct Worker {
    account: AddedStaff,
}

/// So many threads does a service take for work that blocks.
const BLOCKING: usize = 64;

/// Runs `story` against the staff pages of `app` on a port of their own.
fn served(app: &TestApp, story: impl AsyncFnOnce(Site)) {
    served_by(app, web::Data::new(Delays::default()), BLOCKING, story);
}

/// The same with these `delays`, and so many threads for work that blocks.
fn served_by(app: &TestApp, delays: web::Data<Delays>, blocking: usize, story: impl AsyncFnOnce(Site)) {
    let service: huoli::intake::App = (**app).clone();
    told(service, delays, blocking, Box::new(|site| Box::pin(story(site))));
}

/// What happens at a site.
type Story<'a> = Box<dyn FnOnce(Site) -> Pin<Box<dyn Future<Output = ()> + 'a>> + 'a>;

/// Has no type parameter: else the compiler would build the whole server anew for each story.
fn told(service: huoli::intake::App, delays: web::Data<Delays>, blocking: usize, story: Story<'_>) {
    let sources = Sources::new(Arc::new(OsIds));
    System::new().block_on(async {
        let server = HttpServer::new(move || {
            let look = FailureLook {
                languages: Offered::default(),
                mount: String::new(),
                county: Box::new(|_| "Mallilan hyvinvointialue".to_owned()),
                help: Box::new(|_| Vec::new()),
            };
            let (sources, clock) = (sources.clone(), Arc::clone(&service.clock));
            App::new()
                .wrap_fn(move |request, service| {
                    // What the edge does with the address of the connection.
                    let address = request.headers().get("x-test-address");
                    let address = address.and_then(|address| address.to_str().ok()?.parse().ok());
                    if let Some(address) = address {
                        request.extensions_mut().insert(sources.at(address, clock.now()));
                    }
                    service.call(request)
                })
                .wrap(Failures::new(Arc::new(look), Arc::new(OsIds)))
                .wrap(SecurityHeaders::new("https://www.example.org", true, "").expect("a valid origin"))
                .app_data(web::Data::new(service.clone()))
                .app_data(web::Data::new(StaffSite {
                    mount: String::new(),
                    secure: true,
                    address: "https://example.org/staff/".to_owned(),
                }))
                .app_data(delays.clone())
                .configure(staff::configure)
        })
        .workers(1)
        .worker_max_blocking_threads(blocking)
        .shutdown_timeout(1)
        .bind(("127.0.0.1", 0))
        .expect("a free port");
        let url = format!("http://{}", server.addrs().first().expect("one address"));
        let running = server.run();
        let handle = running.handle();
        actix_web::rt::spawn(running);
        let http = reqwest::Client::builder()
            .redirect(Policy::none())
            .build()
            .expect("a client");
        story(Site { url, http }).await;
        handle.stop(false).await;
    });
}

impl Site {
    fn browser(&self) -> Browser<'_> {
        Browser {
            site: self,
            cookie: RefCell::default(),
            csrf: RefCell::default(),
            address: Cell::new("192.0.2.1"),
        }
    }

    /// The browser of `worker`, signed in now.
    async fn signed_in(&self, app: &TestApp, worker: &Worker) -> Browser<'_> {
        let browser = self.browser();
        let answer = browser.sign_in(worker, &worker.code(app)).await;
        assert_eq!(answer.status, 303, "{} signs in", worker.account.user_name);
        browser
    }
}

impl Browser<'_> {
    async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        let request = match &*self.cookie.borrow() {
            Some(cookie) => request.header("Cookie", cookie.clone()),
            None => request,
        };
        let request = request.header("X-Test-Address", self.address.get());
        let response = request.send().await.expect("an answer");
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        for set in headers.get_all(SET_COOKIE) {
            let set = set.to_str().expect("plain text");
            let kept = set.split(';').next().expect("a first part").to_owned();
            self.cookie.replace((!set.contains("Max-Age=0")).then_some(kept));
        }
        let text = response.text().await.expect("a text");
        if let Some(csrf) = hidden(&text, "csrf") {
            self.csrf.replace(csrf);
        }
        Answer {
            status,
            headers,
            text,
        }
    }

    /// What stands at `path`, not read yet.
    async fn raw(&self, path: &str) -> reqwest::Response {
        let cookie = self.cookie.borrow().clone().unwrap_or_default();
        let request = self
            .site
            .http
            .get(format!("{}{path}", self.site.url))
            .header("cookie", cookie);
        request.send().await.expect("an answer")
    }

    async fn get(&self, path: &str) -> Answer {
        self.send(self.site.http.get(format!("{}{path}", self.site.url)))
            .await
    }

    /// Posts a form of the page that was read last.
    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = self.csrf.borrow().clone();
        let mut fields: Vec<(&str, &str)> = fields.to_vec();
        fields.push(("csrf", &csrf));
        let request = self
            .site
            .http
            .post(format!("{}{path}", self.site.url))
            .form(&fields);
        self.send(request.header("Sec-Fetch-Site", "same-origin")).await
    }

    async fn sign_in(&self, worker: &Worker, code: &str) -> Answer {
        self.try_to_sign_in(&worker.account.user_name, PASSWORD, code)
            .await
    }

    async fn try_to_sign_in(&self, user_name: &str, password: &str, code: &str) -> Answer {
        let fields = [("user_name", user_name), ("password", password), ("code", code)];
        self.post("/staff/sign-in", &fields).await
    }

    /// The references on the pages of the queue, in order, page by page.
    async fn walk_queue(&self, first: &str) -> Vec<Vec<String>> {
        let mut pages = Vec::new();
        let mut path = first.to_owned();
        loop {
            let page = self.get(&path).await;
            assert_eq!(page.status, 200, "{path}");
            pages.push(page.references());
            let Some(next) = page.links("a[rel=next]").pop() else {
                return pages;
            };
            path = format!("/staff/{next}");
            assert!(pages.len() < 50, "the pages come to an end");
        }
    }
}

impl Answer {
    /// Where a 303 leads.
    fn location(&self) -> &str {
        assert_eq!(self.status, 303);
        self.headers
            .get(LOCATION)
            .expect("a place")
            .to_str()
            .expect("plain text")
    }

    fn select(&self, css: &str) -> Vec<String> {
        let html = Html::parse_document(&self.text);
        let selector = Selector::parse(css).expect("a valid selector");
        html.select(&selector)
            .map(|found| found.text().collect::<String>())
            .collect()
    }

    fn attributes(&self, css: &str, name: &str) -> Vec<String> {
        let html = Html::parse_document(&self.text);
        let selector = Selector::parse(css).expect("a valid selector");
        html.select(&selector)
            .filter_map(|found| found.attr(name).map(str::to_owned))
            .collect()
    }

    /// The values of the buttons that `css` selects.
    fn buttons(&self, css: &str) -> Vec<String> {
        let html = Html::parse_document(&self.text);
        let selector = Selector::parse(css).expect("a valid selector");
        html.select(&selector)
            .filter_map(|button| button.attr("value").map(str::to_owned))
            .collect()
    }

    fn links(&self, css: &str) -> Vec<String> {
        self.attributes(css, "href")
    }

    fn values(&self, css: &str) -> Vec<String> {
        self.attributes(css, "value")
    }

    /// The references of the rows of a queue.
    fn references(&self) -> Vec<String> {
        self.select("tbody th a")
    }

    /// The paths of the cases in a queue.
    fn cases(&self) -> Vec<String> {
        self.links("tbody th a")
            .into_iter()
            .map(|href| format!("/staff/{href}"))
            .collect()
    }

    /// The page as a person reads it, white space aside.
    fn words(&self) -> String {
        let html = Html::parse_document(&self.text);
        let text: Vec<&str> = html.root_element().text().collect();
        text.join(" ")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .replace('\u{ad}', "")
    }
}

impl Worker {
    /// The code that their authenticator shows now.
    fn code(&self, app: &TestApp) -> String {
        let secret = TotpSecret::parse(self.account.totp_secret.expose()).expect("base32");
        secret.code(app.clock.now())
    }
}

fn hidden(html: &str, name: &str) -> Option<String> {
    let html = Html::parse_document(html);
    let selector = Selector::parse(&format!("input[name={name}]")).expect("a valid selector");
    html.select(&selector).next()?.attr("value").map(str::to_owned)
}

/// Adds somebody who works for `offices`.
fn worker(app: &TestApp, user_name: &str, role: Role, offices: &[&Office]) -> Worker {
    let county = offices
        .first()
        .map_or_else(|| app.directory().rules.home_county(), |office| office.county);
    let new = NewStaff {
        county,
        offices: offices.iter().map(|office| office.id).collect(),
        user_name: user_name.to_owned(),
        display_name: format!("{} Mallinen", user_name.to_uppercase()),
        role,
        social_worker: false,
        language: Language::Fi,
        password: NewPassword::Hashed(DIGEST.clone()),
    };
    Worker {
        account: add_staff::add(app, new).expect("the account is added"),
    }
}

/// The office that answers for a child of that municipality and postal code.
fn office(app: &TestApp, municipality: &str, postal_code: &str) -> Office {
    let place = json!({"municipality": municipality, "postal_code": postal_code});
    let document = json!({"children": [{"residence": place}], "concern": {"description": "Huoli"}});
    let mut found = destinations::of(app, &report(&document)).expect("an office");
    found.remove(0).office
}

/// An office in Espoo, for a child in postal area 02770.
fn espoo(app: &TestApp) -> Office {
    office(app, "049", "02770")
}

/// An ordinary report about a child in that part of Espoo.
fn about(description: &str) -> Value {
    json!({
        "reporter_role": "private_person",
        "children": [{"birth_date": "2016-05-01", "residence": {"municipality": "049", "postal_code": "02770"}}],
        "concern": {"description": description, "reasons": ["neglect"]},
    })
}

/// The same of somebody who gave a name.
fn named() -> Value {
    let mut document = about("Huoli");
    document["reporter"] = json!({"name": "kanarialintu-ilmoittaja", "phone": "kanarialintu-puhelin"});
    document
}

/// Lets time pass.
fn later(app: &TestApp, step: TimeDelta) {
    app.clock.advance(step);
}

/// Any other office of the county of `of`.
fn neighbour(app: &TestApp, of: &Office) -> Office {
    let directory = app.directory();
    let found = directory
        .rules
        .offices()
        .find(|office| office.county == of.county && office.id != of.id);
    found.expect("the county has several offices").clone()
}

/// Any office of another county.
fn far_away(app: &TestApp, of: &Office) -> Office {
    let directory = app.directory();
    directory
        .rules
        .offices()
        .find(|office| office.county != of.county)
        .expect("another county")
        .clone()
}

/// A password that is marked as one.
fn secret(text: &str) -> Sensitive<String> {
    Sensitive::new(text.to_owned())
}

/// An office that does not exist.
fn nowhere() -> OfficeId {
    OfficeId(uuid::Uuid::nil())
}
