//! What the demo prints: addresses, sign-ins, token; for people or as one line of JSON.

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::clock::Clock;
use crate::domain::access::Role;
use crate::intake::totp::TotpSecret;
use crate::web::site::Addresses;

use super::folder::{Folder, SignIn, SignIns};

/// What one needs to use a demo, in the shape of `--json`.
#[derive(Debug, Serialize)]
pub struct Shown<'a> {
    public_url: &'a str,
    staff_url: &'a str,
    api_url: String,
    api_token: &'a str,
    staff: &'a [SignIn],
    data_dir: &'a Path,
    mail_dir: PathBuf,
    #[serde(skip)]
    sign_ins: PathBuf,
}

impl<'a> Shown<'a> {
    /// Of the demo in `folder` at `addresses`.
    pub fn new(addresses: &'a Addresses, folder: &'a Folder, sign_ins: &'a SignIns) -> Self {
        Self {
            public_url: &addresses.public,
            staff_url: &addresses.staff,
            api_url: format!("{}api/v1/", addresses.public),
            api_token: &sign_ins.api_token,
            staff: &sign_ins.staff,
            data_dir: folder.path(),
            mail_dir: folder.mails(),
            sign_ins: folder.sign_ins(),
        }
    }

    /// Prints the one line.
    ///
    /// # Errors
    /// When `out` takes no more.
    pub fn line(&self, out: &mut dyn Write) -> std::io::Result<()> {
        serde_json::to_writer(&mut *out, self)?;
        writeln!(out)?;
        out.flush()
    }

    /// Prints the page for people. `now` is the time of the codes.
    ///
    /// # Errors
    /// When `out` takes no more.
    pub fn page(&self, kept: bool, now: DateTime<Utc>, out: &mut dyn Write) -> std::io::Result<()> {
        writeln!(
            out,
            "Huoli demo. Example offices, invented people, a throw-away key: never enter a real person here.\n"
        )?;
        writeln!(out, "  Report a worry   {}", self.public_url)?;
        writeln!(
            out,
            "  … in one's work  {}professional/{}",
            self.public_url,
            super::SCHOOL
        )?;
        writeln!(out, "  Staff            {}", self.staff_url)?;
        writeln!(out, "  API              {}", self.api_url)?;
        writeln!(out, "  Data             {}", self.data_dir.display())?;
        writeln!(out, "  Mails            {}", self.mail_dir.display())?;
        let password = self.staff.first().map_or("", |staff| staff.password.as_str());
        writeln!(
            out,
            "\nStaff sign in with user, password and a code. Everybody's password: {password}\n"
        )?;
        writeln!(
            out,
            "  {:36} {:14} {:6}  {:32}  office",
            "user", "role", "code", "secret for an authenticator"
        )?;
        for staff in self.staff.iter().filter(|staff| is_shown(staff)) {
            writeln!(
                out,
                "  {:36} {:14} {:6}  {:32}  {}",
                staff.user,
                staff.role.as_str(),
                code(staff, now),
                staff.totp_secret,
                staff.office
            )?;
        }
        writeln!(
            out,
            "\n  A code holds for half a minute: press Enter here for fresh ones. All {} accounts: {}",
            self.staff.len(),
            self.sign_ins.display()
        )?;
        self.curl(out)?;
        let end = if kept {
            "Ctrl-C ends it; the folder stays."
        } else {
            "Ctrl-C ends it and removes everything."
        };
        writeln!(out, "\n{end}")?;
        out.flush()
    }

    /// A report that a professional's system could file, ready to be pasted.
    fn curl(&self, out: &mut dyn Write) -> std::io::Result<()> {
        writeln!(out, "\nAPI token: {}\n", self.api_token)?;
        writeln!(
            out,
            "  curl -sS {}reports -H 'Authorization: Bearer {}' -H 'Idempotency-Key: first' \
             -H 'Content-Type: application/json' -d '{EXAMPLE}'",
            self.api_url, self.api_token
        )
    }
}

const EXAMPLE: &str = r#"{"reporter":{"authority":"education","organisation":"Mallilan koulu","name":"Oiva Esimerkki","phone":"050 000 0000"},"children":[{"first_names":"Aino","residence":{"municipality":"049","postal_code":"02770"}}],"concern":{"description":"Tulee kouluun nälkäisenä."}}"#;

/// The few that stand on the page: Espoo, and one office of each other county that is shown.
fn is_shown(staff: &SignIn) -> bool {
    let worker = matches!(
        staff.role,
        Role::IntakeWorker | Role::SocialWorker | Role::Supervisor
    );
    let county = staff.county.to_string();
    worker
        && (county == "03"
            || ["helsinki.", "pirkanmaa."]
                .iter()
                .any(|user| staff.user.starts_with(user)))
}

fn code(staff: &SignIn, now: DateTime<Utc>) -> String {
    TotpSecret::parse(&staff.totp_secret).map_or_else(String::new, |secret| secret.code(now))
}

/// Prints fresh codes whenever Enter is pressed. The thread ends with the process.
pub fn codes_on_enter(staff: Vec<SignIn>, clock: impl Clock + 'static) {
    std::thread::spawn(move || {
        let mut line = String::new();
        while std::io::stdin()
            .lock()
            .read_line(&mut line)
            .is_ok_and(|read| read > 0)
        {
            let now = clock.now();
            let mut out = std::io::stdout();
            for staff in staff.iter().filter(|staff| is_shown(staff)) {
                let written = writeln!(out, "  {:36} {}", staff.user, code(staff, now));
                if written.is_err() {
                    return;
                }
            }
            line.clear();
        }
    });
}
