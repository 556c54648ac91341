//! `huoli route`: which office a report goes to, by which rule and why, and who answers at an hour.

mod now;

use std::io::Write;

use chrono::{DateTime, Utc};
use clap::Args;
use serde::Serialize;

use super::CliError;
use crate::domain::helsinki::parse_local_or_offset;
use crate::domain::language::LanguageCode;
use crate::domain::office::OfficeId;
use crate::domain::places::{CountyCode, MunicipalityCode, PostalCode};
use crate::domain::routing::{Address, Decision, OfficeReason, route};
use crate::domain::rules::RuleSet;
use crate::places::directory::Directory;
use crate::places::{Match, Places, words};

/// The arguments of `huoli route`.
#[derive(Debug, Args)]
pub struct RouteArgs {
    /// The child's municipality: its number (049) or its name in Finnish, Swedish or English
    #[arg(long, required_unless_present = "postal_code")]
    pub municipality: Option<String>,
    /// The child's postal code; alone it stands for its municipality
    #[arg(long)]
    pub postal_code: Option<String>,
    /// The language in which the family is served: fi, sv, …
    #[arg(long)]
    pub language: Option<String>,
    /// The report is about an unborn child
    #[arg(long)]
    pub prenatal: bool,
    /// An authority or another professional with a duty to report tells it
    #[arg(long)]
    pub authority: bool,
    /// The hour that is asked about, in Finnish time or with an offset, such as 2026-12-24T18:00; without it, now
    #[arg(long, value_name = "TIME")]
    pub at: Option<String>,
    /// Print one line of JSON
    #[arg(long)]
    pub json: bool,
}

/// Answers from the embedded example directory. `now` is the present: `--at` takes its place.
///
/// # Errors
/// As [`answer`].
pub fn run(args: &RouteArgs, now: DateTime<Utc>, out: &mut dyn Write) -> Result<(), CliError> {
    answer(args, &Directory::embedded().rule_set(), now, out)
}

/// Answers from `rules`. `now` is the present: `--at` takes its place.
///
/// # Errors
/// [`CliError::Input`] when an argument cannot be read or names no municipality, [`CliError::Output`] when `out`
/// takes no more.
pub fn answer(
    args: &RouteArgs,
    rules: &RuleSet,
    now: DateTime<Utc>,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let places = Places::embedded();
    let address = address(args, places)?;
    let instant = match &args.at {
        None => now,
        Some(at) => {
            parse_local_or_offset(at).map_err(|fault| CliError::Input(format!("--at {at}: {fault}")))?
        }
    };
    let decision = route(&address, places.geography(), rules);
    let answering = now::answering_for(&decision, rules, address.authority, instant);
    let answer = Answer::new(&decision, places, rules, now::Now::new(&answering));
    if args.json {
        serde_json::to_writer(&mut *out, &answer)?;
        writeln!(out)?;
        return Ok(());
    }
    writeln!(out, "County  {} {}", answer.county.code, answer.county.name)?;
    match (&answer.office, &answer.contact) {
        (Some(office), _) => writeln!(out, "Office  {} / {}", office.name.fi, office.name.sv)?,
        (None, Some(contact)) => writeln!(
            out,
            "Office  none here; turn to {}, {}",
            contact.name, contact.website
        )?,
        (None, None) => writeln!(out, "Office  none")?,
    }
    writeln!(out, "Rule    {}", answer.rule)?;
    writeln!(out, "Why     {}", answer.reason)?;
    for candidate in &answer.candidates {
        writeln!(out, "Ask     {} / {}", candidate.name.fi, candidate.name.sv)?;
    }
    writeln!(
        out,
        "Now     {}",
        now::in_words(&answering, decision.office.is_some())
    )?;
    Ok(())
}

fn address(args: &RouteArgs, places: &Places) -> Result<Address, CliError> {
    let municipality = args
        .municipality
        .as_deref()
        .map(|text| municipality(text, places))
        .transpose()?;
    let postal_code = read(args.postal_code.as_deref(), PostalCode::parse, |text| {
        format!("--postal-code {text}: a Finnish postal code has five digits, such as 02770")
    })?;
    let language = read(args.language.as_deref(), LanguageCode::parse, |text| {
        format!("--language {text}: write a language code of two or three letters, such as fi or sv")
    })?;
    Ok(Address {
        municipality,
        postal_code,
        language,
        prenatal: args.prenatal,
        authority: args.authority,
        ..Address::default()
    })
}

fn read<T>(
    given: Option<&str>,
    parse: impl Fn(&str) -> Option<T>,
    fault: impl Fn(&str) -> String,
) -> Result<Option<T>, CliError> {
    given
        .map(|text| parse(text).ok_or_else(|| CliError::Input(fault(text))))
        .transpose()
}

/// The municipality that `text` names by number or in words. Unlike the public form, a command does not guess: what
/// is not sure is an error that names the nearest.
fn municipality(text: &str, places: &Places) -> Result<MunicipalityCode, CliError> {
    let wrong = |what: &str| Err(CliError::Input(format!("--municipality {text}: {what}")));
    if let Some(place) = MunicipalityCode::parse(text).and_then(|code| places.municipality(code)) {
        return Ok(place.code);
    }
    let padded = format!("{:0>3}", text.trim());
    if let Some(place) = MunicipalityCode::parse(&padded).and_then(|code| places.municipality(code)) {
        return wrong(&format!(
            "a municipality's number has three digits; did you mean {}?",
            named(place.code, places)
        ));
    }
    match places.match_name(text) {
        Match::Sure(code) => Ok(code),
        Match::Several(codes) => {
            let names: Vec<String> = codes.into_iter().map(|code| named(code, places)).collect();
            wrong(&format!(
                "no municipality has this name; did you mean {}?",
                names.join(", ")
            ))
        }
        Match::PostalCode { .. } => wrong("this is a postal code; give it as --postal-code"),
        Match::None => wrong("no municipality has this number or name"),
    }
}

fn named(code: MunicipalityCode, places: &Places) -> String {
    places.municipality(code).map_or_else(
        || code.to_string(),
        |place| format!("{} ({code})", place.names.fi),
    )
}

/// The answer in the shape of `--json`.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    county: CountyAnswer<'a>,
    office: Option<OfficeAnswer<'a>>,
    rule: &'static str,
    reason: String,
    candidates: Vec<OfficeAnswer<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    contact: Option<Contact<'a>>,
    now: now::Now,
}

#[derive(Debug, Serialize)]
struct CountyAnswer<'a> {
    code: CountyCode,
    name: &'a str,
}

#[derive(Debug, Serialize)]
struct OfficeAnswer<'a> {
    id: OfficeId,
    name: OfficeName<'a>,
}

#[derive(Debug, Serialize)]
struct OfficeName<'a> {
    fi: &'a str,
    sv: &'a str,
}

/// The authority to turn to where no office of a county can help.
#[derive(Debug, Serialize)]
struct Contact<'a> {
    name: &'a str,
    website: &'a str,
}

impl<'a> Answer<'a> {
    fn new(decision: &Decision, places: &'a Places, rules: &'a RuleSet, now: now::Now) -> Self {
        let county = places.county(decision.county);
        let candidates = match &decision.reason.office {
            OfficeReason::SeveralOffices { candidates } | OfficeReason::SpansAreas { candidates, .. } => {
                candidates.as_slice()
            }
            _ => &[],
        };
        let office = |id: OfficeId| {
            let names = &rules.office(id)?.names;
            Some(OfficeAnswer {
                id,
                name: OfficeName {
                    fi: &names.fi,
                    sv: &names.sv,
                },
            })
        };
        Self {
            county: CountyAnswer {
                code: decision.county,
                name: county.map_or("", |county| &county.names.fi),
            },
            office: decision.office.and_then(office),
            rule: decision.rule.as_str(),
            reason: words::in_english(decision, places, rules),
            candidates: candidates.iter().copied().filter_map(office).collect(),
            contact: county
                .filter(|_| decision.office.is_none())
                .map(|county| Contact {
                    name: county.short_name.as_deref().unwrap_or(&county.names.fi),
                    website: &county.website,
                }),
            now,
        }
    }
}

#[cfg(test)]
mod tests;
