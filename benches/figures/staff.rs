//! A worker's browser, as far as the figures need one.

use std::time::{Duration, Instant};

use chrono::Utc;

use crate::http::{Answer, Connection};
use crate::service::{Service, Worker};

/// Somebody who has signed in.
pub struct Browser {
    connection: Connection,
    headers: String,
}

/// Header lines that a browser sends with a form of our own page.
const OWN_PAGE: &str = "Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n";

impl Browser {
    /// Signs `worker` in.
    pub fn signed_in(service: &Service, worker: &Worker) -> Self {
        let mut connection = Connection::open(service.address).expect("it listens");
        let answer = sign_in(
            &mut connection,
            &worker.user,
            &worker.password,
            &code(&worker.secret),
        );
        let cookie = answer
            .header("set-cookie")
            .unwrap_or_else(|| panic!("no session: {} {}", answer.status, answer.text()));
        let cookie = cookie.split(';').next().unwrap_or_default();
        Self {
            connection,
            headers: format!("Cookie: {cookie}\r\n"),
        }
    }

    /// Fetches the page at `path`, which must be there: how long it took.
    pub fn page(&mut self, path: &str) -> Duration {
        let (answer, took) = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        took
    }

    /// Asks for `path`.
    pub fn get(&mut self, path: &str) -> (Answer, Duration) {
        let started = Instant::now();
        let answer = self.connection.get(path, &self.headers).expect("an answer");
        (answer, started.elapsed())
    }
}

/// Sends the form of the sign-in page.
pub fn sign_in(connection: &mut Connection, user: &str, password: &str, code: &str) -> Answer {
    let form = format!(
        "user_name={user}&password={}&code={code}",
        password.replace(' ', "+")
    );
    connection
        .post("/staff/sign-in", OWN_PAGE, form.as_bytes())
        .expect("an answer")
}

/// The one-time code of this half minute.
#[expect(
    clippy::disallowed_methods,
    reason = "the second factor runs on the real clock"
)]
fn code(secret: &str) -> String {
    let secret = huoli::intake::totp::TotpSecret::parse(secret).expect("a secret");
    secret.code(Utc::now())
}
