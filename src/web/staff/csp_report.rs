//! Takes what a browser says of a staff page that broke its content policy: a sign of something that was slipped into a
//! page. Kept is the directive and the page's route, in the log; never an address, which may hold what somebody typed.

use std::sync::{Mutex, PoisonError};

use actix_web::HttpResponse;
use actix_web::web::{Bytes, Data};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use crate::intake::App;
use crate::web::extract::session::StaffSite;
use crate::web::site::ROUTES;

/// The path below the mount point.
pub const PATH: &str = "/staff/csp-report";
/// The largest report, in bytes.
pub const LARGEST: usize = 8 * 1024;
/// So many lines a minute are logged; a page that breaks its policy does so for everybody who opens it.
const LINES: u32 = 10;

/// What a report may name. Anything else is somebody's own word.
const DIRECTIVES: [&str; 17] = [
    "base-uri",
    "connect-src",
    "default-src",
    "font-src",
    "form-action",
    "frame-ancestors",
    "frame-src",
    "img-src",
    "manifest-src",
    "media-src",
    "object-src",
    "require-trusted-types-for",
    "script-src",
    "script-src-attr",
    "script-src-elem",
    "style-src",
    "trusted-types",
];

/// How many lines the present minute has had.
#[derive(Debug, Default)]
pub struct Budget(Mutex<Option<(DateTime<Utc>, u32)>>);

impl Budget {
    /// Takes one line, if there is one.
    fn take(&self, now: DateTime<Utc>) -> bool {
        let mut minute = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (since, used) = match *minute {
            Some((since, used)) if now - since < TimeDelta::minutes(1) => (since, used),
            _ => (now, 0),
        };
        *minute = Some((since, used.saturating_add(1)));
        used < LINES
    }
}

/// `POST /staff/csp-report`, in either of the two forms that browsers send. Always the same answer.
pub async fn take(body: Bytes, app: Data<App>, site: Data<StaffSite>, budget: Data<Budget>) -> HttpResponse {
    for (directive, page) in read(&body, &site.mount) {
        if budget.take(app.clock.now()) {
            tracing::warn!(
                csp.directive = directive,
                csp.page = page,
                "a staff page broke its content policy"
            );
        }
    }
    HttpResponse::NoContent().finish()
}

/// The directive and the route of each report in `body`.
fn read(body: &[u8], mount: &str) -> Vec<(&'static str, &'static str)> {
    let reports = match serde_json::from_slice(body) {
        Ok(Value::Array(reports)) => reports,
        Ok(report @ Value::Object(_)) => vec![report],
        _ => return Vec::new(),
    };
    let told = |report: &Value| {
        let old = report.get("csp-report");
        let text = |names: [&str; 2]| {
            let part = old.or_else(|| report.get("body"))?;
            names.into_iter().find_map(|name| part.get(name)?.as_str())
        };
        let directive = text(["effectiveDirective", "effective-directive"])?;
        let page = text(["documentURL", "document-uri"]).unwrap_or_default();
        Some((known(directive), route(page, mount)))
    };
    reports.iter().filter_map(told).collect()
}

fn known(directive: &str) -> &'static str {
    let mut known = DIRECTIVES.into_iter();
    known.find(|known| *known == directive).unwrap_or("other")
}

/// The template of the page at `url`.
fn route(url: &str, mount: &str) -> &'static str {
    let path = url.split_once("://").map_or("", |(_, rest)| rest);
    let path = path.find('/').and_then(|at| path.get(at..)).unwrap_or_default();
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = path.strip_prefix(mount).unwrap_or(path);
    let fits = |route: &str| {
        let (mut wanted, mut asked) = (route.split('/'), path.split('/'));
        loop {
            match (wanted.next(), asked.next()) {
                (None, None) => return true,
                (Some(wanted), Some(asked)) if wanted == asked || wanted.starts_with('{') => {}
                _ => return false,
            }
        }
    };
    let mut staff = ROUTES.iter().filter(|(route, _)| route.starts_with("/staff/"));
    staff
        .find(|(route, _)| fits(route))
        .map_or("none", |(route, _)| *route)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_read_and_only_words_of_ours_are_kept() {
        let old = br#"{"csp-report":{"document-uri":"https://h.example/x/staff/cases/1b4e28ba-2fa1-41d2-883f-0016d3cca427?a=Aino","effective-directive":"img-src","blocked-uri":"https://evil.example/?secret"}}"#;
        assert_eq!(read(old, "/x"), [("img-src", "/staff/cases/{id}")]);
        let new = br#"[{"type":"csp-violation","body":{"documentURL":"https://h.example/staff/queue#top","effectiveDirective":"script-src-elem","blockedURL":"inline"}},{"type":"other"}]"#;
        assert_eq!(read(new, ""), [("script-src-elem", "/staff/queue")]);
        let made_up = br#"{"csp-report":{"document-uri":"https://h.example/Aino Virtanen","effective-directive":"Aino"}}"#;
        assert_eq!(read(made_up, ""), [("other", "none")]);
        for nothing in [&b""[..], b"[]", b"1", b"{\"csp-report\":7}", b"{\"a\":{}}"] {
            assert!(read(nothing, "").is_empty());
        }
    }

    #[test]
    fn a_flood_of_reports_is_ten_lines_a_minute() {
        let budget = Budget::default();
        let now: DateTime<Utc> = "2026-11-20T12:00:00Z".parse().unwrap();
        assert_eq!((0..100).filter(|_| budget.take(now)).count(), 10);
        assert!(budget.take(now + TimeDelta::minutes(1)));
    }
}
