//! `huoli check`: what `serve` would say, without serving.

use std::collections::BTreeMap;
use std::io::Write;

use serde_json::{Value, json};

use crate::cli::check::CheckArgs;
use crate::config::Loaded;

use super::failure::{Failure, REFUSED, Refusal, Warning};
use super::refusals::{Verdict, judge};
use super::serve::circumstances;

/// Prints every refusal and warning.
///
/// # Errors
/// [`Failure::Told`] when `serve` would not start: everything has been printed by then.
pub fn run(
    args: &CheckArgs,
    loaded: &Loaded,
    environment: &BTreeMap<String, String>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let verdict = judge(loaded, environment, circumstances(args.allowances));
    if args.json {
        writeln!(out, "{}", as_json(&verdict))?;
    } else {
        print(&verdict, out)?;
    }
    if !verdict.refusals.is_empty() {
        return Err(Failure::Told(REFUSED));
    }
    verdict.failed.map_or(Ok(()), |_told_above| Err(Failure::Told(1)))
}

/// Prints the verdict for a person.
///
/// # Errors
/// When it cannot be written.
pub fn print(verdict: &Verdict, out: &mut dyn Write) -> std::io::Result<()> {
    for refusal in &verdict.refusals {
        writeln!(out, "{refusal}")?;
    }
    if let Some(failure) = &verdict.failed {
        write!(out, "{failure}")?;
    }
    for warning in &verdict.warnings {
        writeln!(out, "{warning}")?;
    }
    let (refused, warned) = (verdict.refusals.len(), verdict.warnings.len());
    let counted =
        |number: usize, word: &str| format!("{number} {word}{}", if number == 1 { "" } else { "s" });
    let (refused_text, warned_text) = (counted(refused, "refusal"), counted(warned, "warning"));
    match (refused, &verdict.failed) {
        (0, None) if warned == 0 => writeln!(out, "All is well: `huoli serve` starts."),
        (0, None) => writeln!(out, "{warned_text}. `huoli serve` starts."),
        (0, Some(_)) => writeln!(
            out,
            "{warned_text}. `huoli serve` does not start: the database is out of reach."
        ),
        _ => writeln!(
            out,
            "{refused_text}, {warned_text}. `huoli serve` does not start."
        ),
    }
}

fn as_json(verdict: &Verdict) -> Value {
    let refusal = |refusal: &Refusal| json!({"rule": refusal.rule, "field": refusal.field, "reason": refusal.what, "cure": refusal.cure});
    let warning = |warning: &Warning| json!({"name": warning.name, "field": warning.field, "reason": warning.what, "cure": warning.cure});
    json!({
        "refused": verdict.refusals.iter().map(refusal).collect::<Vec<_>>(),
        "warnings": verdict.warnings.iter().map(warning).collect::<Vec<_>>(),
        "failed": verdict.failed.as_ref().map(ToString::to_string),
    })
}
