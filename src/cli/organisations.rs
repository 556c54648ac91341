//! The arguments of `huoli organisations`.

use clap::{Args, Subcommand};

use crate::domain::codes::Authority;

/// What can be done with organisations.
#[derive(Debug, Subcommand)]
pub enum OrganisationsCommand {
    /// Adds an organisation, or changes the one with this code, and prints the address to bookmark
    #[command(
        after_help = "Example:\n  huoli organisations add mallilan-koulu --name \"Mallilan koulu\" --authority education \
                      --business-id 0000000-0 \\\n      --unit Alakoulu --unit Yläkoulu"
    )]
    Add(OrganisationAddArgs),
    /// Lists the organisations with their addresses
    List,
    /// Forgets an organisation: its address leads to the plain form
    Remove(OrganisationRemoveArgs),
}

/// The arguments of `huoli organisations add`.
#[derive(Debug, Args)]
pub struct OrganisationAddArgs {
    /// The end of its address: small letters, digits and hyphens
    #[arg(value_name = "CODE")]
    pub code: String,
    /// What it is called
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// Its body, a code of the list `authority` (docs/professional.md)
    #[arg(long, value_name = "CODE", value_parser = authority)]
    pub authority: Authority,
    /// Its business id
    #[arg(long, value_name = "ID")]
    pub business_id: Option<String>,
    /// A unit to choose from; several times for several
    #[arg(long = "unit", value_name = "NAME")]
    pub units: Vec<String>,
}

/// The arguments of `huoli organisations remove`.
#[derive(Debug, Args)]
pub struct OrganisationRemoveArgs {
    /// Its code
    #[arg(value_name = "CODE")]
    pub code: String,
}

fn authority(text: &str) -> Result<Authority, String> {
    Authority::parse(text).ok_or_else(|| {
        let codes = Authority::ALL.map(Authority::as_str).join(", ");
        format!("one of {codes}")
    })
}
