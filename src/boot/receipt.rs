//! `huoli receipt`.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use crate::cli::receipt::{KeyArgs, VerifyArgs};
use crate::config::Config;
use crate::intake::receipt_keys::{self, Proof, PublicKeys};

use super::accounts;
use super::failure::Failure;

/// Tells whether a proof is genuine.
///
/// # Errors
/// [`Failure::Input`] for a file that cannot be read, another when the proof is not genuine.
pub fn verify(args: &VerifyArgs, out: &mut dyn Write) -> Result<(), Failure> {
    let keys = String::from_utf8(read(&args.keys)?).unwrap_or_default();
    let keys = PublicKeys::parse(&keys)
        .map_err(|fault| Failure::Input(format!("{}: {fault}", args.keys.display())))?;
    let not_genuine = |fault| Failure::failed(format!("{}: {fault}", args.proof.display()));
    let proof = Proof::read(&read(&args.proof)?).map_err(not_genuine)?;
    proof.verify(&keys).map_err(not_genuine)?;
    let copy = args.report.as_ref().map(|path| (path, read(path)));
    if let Some((path, copy)) = copy {
        let copy = serde_json::from_slice(&copy?)
            .map_err(|error| Failure::Input(format!("{}: {error}", path.display())))?;
        if !proof.is_of(&copy) {
            return Err(Failure::failed(format!(
                "{}: this is not the report that the proof is of",
                path.display()
            )));
        }
    }
    writeln!(out, "Genuine    {}", proof.reference)?;
    writeln!(out, "Arrived    {}", proof.received_at)?;
    writeln!(out, "Signed by  {}", proof.key)?;
    if let Some(path) = &args.report {
        writeln!(out, "Copy       {} is this report", path.display())?;
    }
    Ok(())
}

/// Prints the public keys, after making another where that is wanted.
///
/// # Errors
/// [`Failure`] when the service cannot be opened.
pub fn key(
    args: &KeyArgs,
    config: &Config,
    environment: &BTreeMap<String, String>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let app = accounts::app(config, environment)?;
    if args.next {
        receipt_keys::make_next(&app).map_err(Failure::failed)?;
    }
    write!(out, "{}", receipt_keys::public(&app).to_text())?;
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| Failure::Input(format!("{}: {error}", path.display())))
}
