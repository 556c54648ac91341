//! The arguments of `huoli staff`.

use clap::{Args, Subcommand};

use crate::domain::access::Role;

/// What can be done with accounts.
#[derive(Debug, Subcommand)]
pub enum StaffCommand {
    /// Adds an account and prints once what the person signs in with, or a link to set it up
    #[command(
        after_help = "Examples:\n  huoli staff add --user sari --name \"Sari Mallinen\" --role social_worker \
                            --office \"Leppävaaran lastensuojelu\" --link\n  huoli staff add --user sari … --password-stdin \
                            < password"
    )]
    Add(StaffAddArgs),
    /// Lists the accounts
    List,
    /// Closes an account at once: its sessions end, its links are good no more
    Disable(UserArgs),
    /// Opens a closed account again
    Enable(UserArgs),
    /// Takes a lost second factor away and prints a link by which the person sets another
    ///
    /// The person needs the password on that page. The old second factor and its recovery codes are good no more from
    /// now on, and every session of the person ends.
    ResetMfa(UserArgs),
    /// Takes a forgotten password away and prints a link by which the person sets the account up anew
    ///
    /// Password, second factor and recovery codes are good no more from now on, and every session of the person ends.
    ResetPassword(UserArgs),
    /// Gives an account another role, and other offices where any are named; its sessions end
    Role(StaffRoleArgs),
}

/// The arguments of a command on one account.
#[derive(Debug, Args)]
pub struct UserArgs {
    /// What the person types at sign-in
    #[arg(value_name = "USER")]
    pub user: String,
}

/// The arguments of `huoli staff add`.
#[derive(Debug, Args)]
pub struct StaffAddArgs {
    /// What the person types at sign-in
    #[arg(long, value_name = "USER")]
    pub user: String,
    /// What colleagues read
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// intake_worker, social_worker, supervisor, office_admin, county_admin or auditor
    #[arg(long, value_parser = role)]
    pub role: Role,
    /// An office by name or id; several times for several, all of one county
    #[arg(long = "office", value_name = "OFFICE", required = true)]
    pub offices: Vec<String>,
    /// The person is a social worker by law although the role is another (a supervisor who signs off)
    #[arg(long)]
    pub social_worker: bool,
    /// Make no password: print a link, good once and for 72 hours, by which the person sets password and second factor
    #[arg(long, conflicts_with = "password_stdin")]
    pub link: bool,
    /// Read the password from standard input instead of making one
    #[arg(long)]
    pub password_stdin: bool,
}

/// The arguments of `huoli staff role`.
#[derive(Debug, Args)]
pub struct StaffRoleArgs {
    /// What the person types at sign-in
    #[arg(value_name = "USER")]
    pub user: String,
    /// intake_worker, social_worker, supervisor, office_admin, county_admin or auditor
    #[arg(value_name = "ROLE", value_parser = role)]
    pub role: Role,
    /// An office by name or id in place of those the account has; several times for several
    #[arg(long = "office", value_name = "OFFICE")]
    pub offices: Vec<String>,
    /// The person is a social worker by law although the role is another (a supervisor who signs off)
    #[arg(long)]
    pub social_worker: bool,
}

fn role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| {
        let names: Vec<&str> = Role::ALL.into_iter().map(Role::as_str).collect();
        format!("a role is one of {}", names.join(", "))
    })
}
