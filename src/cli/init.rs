//! The arguments of `huoli init`.

use std::path::PathBuf;

use clap::Args;

/// The arguments of `huoli init`. What is not given is asked for, or with `--yes` at its default.
#[derive(Debug, Default, Args)]
#[command(after_help = "\
Nothing is written before a summary has been confirmed. What is there already is kept and said so: begun again, it goes on
where it stopped. It ends with what `huoli check` says.

Examples:
  huoli init                                          asks for everything
  huoli init --yes                                    a service for this machine only, to look round
  huoli init --yes --county 08 --public-url https://ilmoitus.example.org/ --proxy 127.0.0.1 --escrow paper \\
      --mail-server smtps://mail.example.org --mail-sender huoli@example.org --mailbox intake@example.org \\
      --admin maija --admin-name \"Maija Mallinen\"
  huoli init --yes --escrow-confirmed \"3f2a 0b1c …\"   once the copies are printed")]
pub struct InitArgs {
    /// Ask nothing: take what is given, and defaults for the rest
    #[arg(long)]
    pub yes: bool,
    /// The county: two digits, or its name
    #[arg(long, value_name = "COUNTY")]
    pub county: Option<String>,
    /// The https address by which the public comes; without it the service is for this machine only
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
    /// The https address by which staff come; `staff/` below the public one without it
    #[arg(long, value_name = "URL")]
    pub staff_url: Option<String>,
    /// Address and port to listen on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub bind: Option<String>,
    /// The address of the reverse proxy that ends TLS
    #[arg(long, value_name = "ADDRESS")]
    pub proxy: Option<String>,
    /// The database [default: sqlite://var/huoli.db]; a password in it goes into a file of its own
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,
    /// PostgreSQL: the address of the role that owns the tables; the service's role and `_owner` without it
    #[arg(long, value_name = "URL")]
    pub owner_database: Option<String>,
    /// PostgreSQL: make both roles and the database as this administrator; without it the SQL is printed
    #[arg(long, value_name = "URL")]
    pub create_roles: Option<String>,
    /// The file of the master keys, outside the database's folder [default: huoli.keys]
    #[arg(long, value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// Write two copies of a new key as text into this folder, to be printed and put away
    #[arg(long, value_name = "FOLDER")]
    pub escrow: Option<PathBuf>,
    /// The key's fingerprint as it stands on a copy: notes that copies exist
    #[arg(long, value_name = "FINGERPRINT")]
    pub escrow_confirmed: Option<String>,
    /// The mail server: smtps://host or smtp://host
    #[arg(long, value_name = "URL")]
    pub mail_server: Option<String>,
    /// The account at the mail server
    #[arg(long, value_name = "USER")]
    pub mail_user: Option<String>,
    /// The file that holds the account's password
    #[arg(long, value_name = "FILE")]
    pub mail_password_file: Option<PathBuf>,
    /// The address that mails come from
    #[arg(long, value_name = "ADDRESS")]
    pub mail_sender: Option<String>,
    /// The file to which the end of the access log is written again and again
    #[arg(long, value_name = "FILE")]
    pub anchor_file: Option<PathBuf>,
    /// Begin with the invented offices of the demo, to try the service with
    #[arg(long)]
    pub example_offices: bool,
    /// Where the county's default office is told of an arrival
    #[arg(long, value_name = "ADDRESS")]
    pub mailbox: Option<String>,
    /// The user name of the first county administrator
    #[arg(long, value_name = "USER")]
    pub admin: Option<String>,
    /// The administrator's name, as colleagues read it
    #[arg(long, value_name = "NAME", requires = "admin")]
    pub admin_name: Option<String>,
    /// The user name of a first social worker of the default office
    #[arg(long, value_name = "USER")]
    pub worker: Option<String>,
    /// The social worker's name, as colleagues read it
    #[arg(long, value_name = "NAME", requires = "worker")]
    pub worker_name: Option<String>,
}
