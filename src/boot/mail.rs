//! How offices are told, as the settings say.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::config::{Mail, MailProtection, MailServer};
use crate::domain::mailbox::Mailbox;
use crate::domain::sensitive::Sensitive;
use crate::mail::folder::Folder;
use crate::mail::smtp::{Protection, Smtp, SmtpSettings, SmtpSettingsError};
use crate::mail::{Post, Transport};

use super::failure::Refusal;
use super::installation::SECRETS;

/// The name of the credential or secret that holds the password.
const CREDENTIAL: &str = "huoli-mail-password";

/// What sends the mails of these settings; what sends none where they name neither server nor folder.
///
/// # Errors
/// The [`Refusal`] that says what is wrong.
pub fn post(mail: &Mail, environment: &BTreeMap<String, String>) -> Result<Post, Refusal> {
    if let Some(folder) = &mail.folder {
        fs::create_dir_all(folder).map_err(|error| {
            let what = format!("{} cannot be made: {error}", folder.display());
            Refusal::new("config", "mail.folder", what)
        })?;
    }
    check(mail, environment)
}

/// As [`post`], but the folder is not made.
///
/// # Errors
/// The [`Refusal`] that says what is wrong.
pub fn check(mail: &Mail, environment: &BTreeMap<String, String>) -> Result<Post, Refusal> {
    let refused = |field, what: &str| Err(Refusal::new("config", field, what));
    if mail.server.is_none() && mail.folder.is_none() {
        return Ok(Post::none());
    }
    let Some(sender) = mail.sender.as_deref().and_then(Mailbox::parse) else {
        let refusal = Refusal::new(
            "config",
            "mail.sender",
            "mails have no address that they come from",
        );
        return Err(refusal.cure("name one, such as huoli@example.org"));
    };
    let transport = match (&mail.server, &mail.folder) {
        (Some(_), Some(_)) => {
            return refused(
                "mail.folder",
                "with mail.server mails are sent and not written into a folder: name one of the two",
            );
        }
        (Some(server), None) => Transport::Smtp(Box::new(smtp(mail, server, &sender, environment)?)),
        (None, Some(folder)) => Transport::Folder(Folder::at(folder)),
        (None, None) => Transport::None,
    };
    Ok(Post::new(transport, sender))
}

fn smtp(
    mail: &Mail,
    server: &MailServer,
    sender: &Mailbox,
    environment: &BTreeMap<String, String>,
) -> Result<Smtp, Refusal> {
    let refused = |field: &str, what: &str| Refusal::new("config", field, what);
    let protection = match server.protection {
        MailProtection::Tls => Protection::Tls,
        MailProtection::StartTls => Protection::StartTls,
        MailProtection::Plain if is_this_machine(&server.host) => Protection::Plain,
        MailProtection::Plain => {
            return Err(refused(
                "mail.server",
                "smtp+plain is for a server on this machine only: write smtp:// (STARTTLS) or smtps://",
            ));
        }
    };
    let account = match &mail.user {
        None => None,
        Some(user) => Some((user.clone(), password(mail, environment)?)),
    };
    let trusted = match &mail.ca_file {
        None => None,
        Some(file) => Some(fs::read(file).map_err(|error| {
            refused(
                "mail.ca_file",
                &format!("{} cannot be read: {error}", file.display()),
            )
        })?),
    };
    Smtp::new(SmtpSettings {
        host: server.host.clone(),
        port: server.port,
        protection,
        account,
        trusted,
        greeting: sender.host().to_owned(),
        timeout: mail.timeout,
    })
    .map_err(|error| {
        let field = match error {
            SmtpSettingsError::Trusted => "mail.ca_file",
            SmtpSettingsError::Tls => "mail.server",
        };
        refused(field, &error.to_string())
    })
}

/// The first line of the credential, the secret or the file that is named, in this order.
fn password(mail: &Mail, environment: &BTreeMap<String, String>) -> Result<Sensitive<String>, Refusal> {
    let credentials = environment.get("CREDENTIALS_DIRECTORY").map(Path::new);
    let places = [
        credentials.map(|folder| folder.join(CREDENTIAL)),
        Some(Path::new(SECRETS).join(CREDENTIAL)),
    ];
    let found = places.into_iter().flatten().find(|place| place.exists());
    let refused = |what: String| Refusal::new("config", "mail.password_file", what);
    let file: PathBuf = found.or_else(|| mail.password_file.clone()).ok_or_else(|| {
        refused(
            "mail.user needs a password: name its file, or give the credential huoli-mail-password"
                .to_owned(),
        )
    })?;
    let text = fs::read_to_string(&file)
        .map_err(|error| refused(format!("{} cannot be read: {error}", file.display())))?;
    let first = text.lines().next().unwrap_or_default();
    if first.is_empty() {
        return Err(refused(format!("the first line of {} is empty", file.display())));
    }
    Ok(Sensitive::new(first.to_owned()))
}

fn is_this_machine(host: &str) -> bool {
    let address = host.parse::<std::net::IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;

    fn refusal(variables: &[(&str, &str)]) -> Option<String> {
        let variables = variables
            .iter()
            .map(|(name, value)| (format!("HUOLI_MAIL__{name}"), (*value).to_owned()));
        let loaded = config::load(None, &variables.collect());
        assert_eq!(loaded.faults, []);
        let post = post(&loaded.config.mail, &BTreeMap::new());
        post.err()
            .map(|refusal| format!("{} {}", refusal.rule, refusal.field))
    }

    #[test]
    fn without_server_and_folder_nothing_is_asked_for() {
        assert_eq!(refusal(&[]), None);
        assert_eq!(refusal(&[("SENDER", "huoli@example.org")]), None);
    }

    #[test]
    fn what_is_missing_or_contradicts_itself_is_named() {
        let server = ("SERVER", "smtps://mail.example.org");
        let sender = ("SENDER", "huoli@example.org");
        let folder = tempfile::TempDir::new().unwrap();
        let folder = ("FOLDER", folder.path().to_str().unwrap());
        assert_eq!(refusal(&[server]).as_deref(), Some("config mail.sender"));
        assert_eq!(refusal(&[folder]).as_deref(), Some("config mail.sender"));
        assert_eq!(
            refusal(&[server, sender, folder]).as_deref(),
            Some("config mail.folder")
        );
        let user = ("USER", "huoli");
        assert_eq!(
            refusal(&[server, sender, user]).as_deref(),
            Some("config mail.password_file")
        );
        let nowhere = ("CA_FILE", "/nowhere/ca.pem");
        assert_eq!(
            refusal(&[server, sender, nowhere]).as_deref(),
            Some("config mail.ca_file")
        );
        assert_eq!(refusal(&[server, sender]), None);
        assert_eq!(refusal(&[folder, sender]), None);
    }

    #[test]
    fn without_tls_only_this_machine_is_spoken_to() {
        let sender = ("SENDER", "huoli@example.org");
        let plain = |host: &str| refusal(&[sender, ("SERVER", &format!("smtp+plain://{host}"))]);
        for here in ["localhost", "127.0.0.1:2525", "[::1]"] {
            assert_eq!(plain(here), None, "{here}");
        }
        for there in ["mail.example.org", "10.0.0.1", "localhost.example.org"] {
            assert_eq!(plain(there).as_deref(), Some("config mail.server"), "{there}");
        }
    }
}
