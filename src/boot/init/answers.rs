//! What `init` is told: by options, by a person, or by defaults. Each answer is checked at once.

use std::path::PathBuf;

use crate::cli::init::InitArgs;
use crate::config;
use crate::domain::mailbox::Mailbox;
use crate::domain::places::CountyCode;
use crate::places::Places;
use crate::places::directory::Directory;

use super::super::failure::Failure;
use super::questions::{Asker, Question};
use super::settings_file::Settings;

/// The first person of a role.
#[derive(Debug, Clone)]
pub struct Person {
    /// The user name.
    pub user: String,
    /// What colleagues read.
    pub name: String,
}

/// Everything that was answered.
#[derive(Debug)]
pub struct Answers {
    /// The settings of a new file; `None` where there is one already.
    pub settings: Option<Settings>,
    /// Where copies of a new key go.
    pub escrow: Option<PathBuf>,
    /// Where the default office is told of arrivals.
    pub mailbox: Option<Mailbox>,
    /// The first county administrator.
    pub admin: Option<Person>,
    /// A first social worker.
    pub worker: Option<Person>,
}

/// Asks for everything; for the settings only where `new_file` says that there are none, and for copies of the key
/// only where `new_key` says so.
///
/// # Errors
/// [`Failure`] when an answer cannot be used.
pub fn gather(
    args: &InitArgs,
    asker: &mut Asker<'_, '_>,
    new_file: bool,
    new_key: bool,
) -> Result<Answers, Failure> {
    let settings = if new_file {
        Some(settings(args, asker)?)
    } else {
        None
    };
    let escrow = args.escrow.as_ref().map(|folder| folder.display().to_string());
    let escrow = if new_key {
        let question = Question {
            label: "Folder for two copies of the master key",
            option: "escrow",
            meaning: "Without the master key nobody can ever read what is reported. Two copies as text are written here: \
                      print them, put them away at two places, delete the files. A hyphen writes none.",
            default: if asker.silent { "" } else { "paper" },
        };
        asker.ask(&question, escrow.as_deref(), &|_| Ok(()))?
    } else {
        escrow
    };
    let mailbox = Question {
        label: "Mailbox of the default office",
        option: "mailbox",
        meaning: "Where the county's default office is told that something came; the mail says nothing of what. Never a person's \
                  own address. Empty: nowhere yet.",
        default: "",
    };
    let mailbox = asker.ask(&mailbox, args.mailbox.as_deref(), &|text| {
        let read = Mailbox::parse(text).map(drop);
        read.ok_or_else(|| "write one plain mail address, such as vastaanotto@example.org".to_owned())
    })?;
    Ok(Answers {
        settings,
        escrow: escrow.map(PathBuf::from),
        mailbox: mailbox.and_then(|text| Mailbox::parse(&text)),
        admin: person(
            asker,
            ("admin", args.admin.as_deref()),
            args.admin_name.as_deref(),
            "The first county administrator: adds staff, sees no report. Empty: nobody is added.",
        )?,
        worker: person(
            asker,
            ("worker", args.worker.as_deref()),
            args.worker_name.as_deref(),
            "A first social worker of the default office, who reads what comes in. Empty: nobody is added.",
        )?,
    })
}

fn settings(args: &InitArgs, asker: &mut Asker<'_, '_>) -> Result<Settings, Failure> {
    let text = |path: &Option<PathBuf>| path.as_ref().map(|path| path.display().to_string());
    let mut settings = Settings::new();
    let county = county(args, asker)?;
    settings.insert("server.county", county.to_string());
    let mut take = |name, question: &Question<'_>, given: Option<&str>| {
        let answer = asker.ask(question, given, &|answer| {
            config::fault_of(name, answer).map_or(Ok(()), Err)
        })?;
        if let Some(answer) = &answer {
            settings.insert(name, answer.clone());
        }
        Ok::<_, Failure>(answer)
    };
    let public = Question {
        label: "Public address",
        option: "public-url",
        meaning: "The https address by which the public comes, such as https://ilmoitus.example.org/. Empty: the service is for \
                  this machine only.",
        default: "",
    };
    let public = take("server.public_url", &public, args.public_url.as_deref())?;
    let staff = Question {
        label: "Staff address",
        option: "staff-url",
        meaning: "The https address by which staff come, best a host of its own. Empty: staff/ below the public one.",
        default: "",
    };
    if public.is_some() || args.staff_url.is_some() {
        take("server.staff_url", &staff, args.staff_url.as_deref())?;
    }
    let bind = Question {
        label: "Listen on",
        option: "bind",
        meaning: "Address and port of this machine; the reverse proxy hands requests over to it.",
        default: "127.0.0.1:8080",
    };
    take("server.bind", &bind, args.bind.as_deref())?;
    let proxy = Question {
        label: "Reverse proxy",
        option: "proxy",
        meaning: "The address of the proxy that ends TLS, as the service sees it. A forwarded address counts from there only.",
        default: if public.is_some() { "127.0.0.1" } else { "" },
    };
    if public.is_some() || args.proxy.is_some() {
        take("server.trusted_proxy", &proxy, args.proxy.as_deref())?;
    }
    let admin = Question {
        label: "Metrics on",
        option: "yes",
        meaning: "Address and port for metrics and readiness, on this machine only. A hyphen: none.",
        default: "127.0.0.1:9464",
    };
    if public.is_some() {
        take("server.admin_bind", &admin, None)?;
    }
    let database = Question {
        label: "Database",
        option: "database",
        meaning: "sqlite:// and a path for one machine, postgres://role@host/database for more. A password in it goes into a file \
                  of its own.",
        default: "sqlite://var/huoli.db",
    };
    let url = take("database.url", &database, args.database.as_deref())?;
    if url.is_some_and(|url| url.starts_with("postgres")) {
        let owner = Question {
            label: "Owner's address",
            option: "owner-database",
            meaning: "The same database by the role that owns its tables; only `huoli migrate` uses it. Empty: the service's role \
                      with _owner behind its name.",
            default: "",
        };
        take("database.owner_url", &owner, args.owner_database.as_deref())?;
    }
    let keys = Question {
        label: "Key file",
        option: "key-file",
        meaning: "The file of the master keys, outside the database's folder and of no backup.",
        default: "huoli.keys",
    };
    take("keys.file", &keys, text(&args.key_file).as_deref())?;
    mail(args, &mut take)?;
    let anchors = Question {
        label: "Anchor file",
        option: "anchor-file",
        meaning: "A file, best on another machine or one that can only be appended to, that shows when the newest rows of the log \
                  were cut off. Empty: none.",
        default: "",
    };
    take(
        "access_log.anchor_file",
        &anchors,
        text(&args.anchor_file).as_deref(),
    )?;
    Ok(settings)
}

/// Takes the answer to a question as a setting.
type Take<'t> = dyn FnMut(&'static str, &Question<'_>, Option<&str>) -> Result<Option<String>, Failure> + 't;

fn mail(args: &InitArgs, take: &mut Take<'_>) -> Result<(), Failure> {
    let server = Question {
        label: "Mail server",
        option: "mail-server",
        meaning: "smtps://host (TLS from the start) or smtp://host (STARTTLS). Offices are told by it that something came. Empty: \
                  none.",
        default: "",
    };
    if take("mail.server", &server, args.mail_server.as_deref())?.is_none() {
        return Ok(());
    }
    let sender = Question {
        label: "Sender",
        option: "mail-sender",
        meaning: "The address that mails come from.",
        default: "",
    };
    if take("mail.sender", &sender, args.mail_sender.as_deref())?.is_none() {
        return Err(Failure::Input(
            "--mail-sender: mails need an address that they come from".to_owned(),
        ));
    }
    let user = Question {
        label: "Mail account",
        option: "mail-user",
        meaning: "The account at the mail server. Empty: nobody signs in there.",
        default: "",
    };
    if take("mail.user", &user, args.mail_user.as_deref())?.is_none() {
        return Ok(());
    }
    let password = Question {
        label: "Password file",
        option: "mail-password-file",
        meaning: "A file of mode 0600 whose first line is the account's password.",
        default: "huoli.mail-password",
    };
    let file = args
        .mail_password_file
        .as_ref()
        .map(|path| path.display().to_string());
    take("mail.password_file", &password, file.as_deref()).map(drop)
}

fn county(args: &InitArgs, asker: &mut Asker<'_, '_>) -> Result<CountyCode, Failure> {
    let usual = Directory::embedded().home_county;
    let question = Question {
        label: "County",
        option: "county",
        meaning: "Whose service this is: the two digits of a wellbeing services county (90 for Helsinki), or its name.",
        default: &usual.to_string(),
    };
    let answer = asker.ask(&question, args.county.as_deref(), &|text| {
        county_of(text).map(drop).ok_or_else(|| {
            let names: Vec<String> = Places::embedded()
                .counties()
                .filter(|county| county.code != CountyCode::ALAND)
                .map(|county| format!("{} {}", county.code, county.names.fi))
                .collect();
            format!("write one of: {}", names.join(", "))
        })
    })?;
    Ok(answer.and_then(|text| county_of(&text)).unwrap_or(usual))
}

fn county_of(text: &str) -> Option<CountyCode> {
    let wanted = text.trim().to_lowercase();
    let found = Places::embedded().counties().find(|county| {
        let names = [&county.names.fi, &county.names.sv, &county.names.en];
        county.code.to_string() == wanted || names.iter().any(|name| name.to_lowercase() == wanted)
    });
    found
        .map(|county| county.code)
        .filter(|code| *code != CountyCode::ALAND)
}

fn person(
    asker: &mut Asker<'_, '_>,
    (option, user): (&str, Option<&str>),
    name: Option<&str>,
    meaning: &str,
) -> Result<Option<Person>, Failure> {
    let question = Question {
        label: if option == "admin" {
            "Administrator's user name"
        } else {
            "Social worker's user name"
        },
        option,
        meaning,
        default: "",
    };
    let user = asker.ask(&question, user, &|text| {
        let length = text.chars().count();
        let fits = text.chars().all(|c| c.is_alphanumeric() || "._-@".contains(c));
        if fits && (2..=100).contains(&length) {
            return Ok(());
        }
        Err("a user name has 2–100 letters, digits, dots, hyphens, underscores or @".to_owned())
    })?;
    let Some(user) = user else { return Ok(None) };
    let question = Question {
        label: "Name",
        option: if option == "admin" {
            "admin-name"
        } else {
            "worker-name"
        },
        meaning: "The person's name, as colleagues read it.",
        default: &user,
    };
    let name = asker.ask(&question, name, &|text| {
        if text.chars().count() > 100 || text.chars().any(char::is_control) {
            return Err("a name has 1–100 characters".to_owned());
        }
        Ok(())
    })?;
    let name = name.unwrap_or_else(|| user.clone());
    Ok(Some(Person { user, name }))
}
