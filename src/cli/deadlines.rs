//! `huoli deadlines`: the lawful dates of a report by its arrival, and the days that were counted.

use std::io::Write;

use chrono::NaiveDate;
use clap::Args;

use super::CliError;
use crate::domain::deadline::{Deadline, Explanation, parse_local_or_offset};

/// The arguments of `huoli deadlines`.
#[derive(Debug, Args)]
pub struct DeadlinesArgs {
    /// When the report arrived: 2026-12-18T15:30 in Finnish time, or with an offset or Z
    #[arg(long, value_name = "TIME")]
    pub arrived: String,
    /// Print one line of JSON
    #[arg(long)]
    pub json: bool,
}

/// Prints by when the assessment must start and be ready (LsL 26 §, SHL 36 §).
///
/// # Errors
/// [`CliError::Input`] when `--arrived` is no point in time, [`CliError::Output`] when `out` takes no more.
pub fn run(args: &DeadlinesArgs, out: &mut dyn Write) -> Result<(), CliError> {
    let arrived = parse_local_or_offset(&args.arrived)
        .map_err(|fault| CliError::Input(format!("--arrived {}: {fault}", args.arrived)))?;
    let explanation = Explanation::of(arrived);
    if args.json {
        serde_json::to_writer(&mut *out, &explanation)?;
        writeln!(out)?;
        return Ok(());
    }
    writeln!(
        out,
        "Arrived        {}",
        explanation.arrived.format("%a %Y-%m-%d %H:%M %:z")
    )?;
    writeln!(out, "Pending since  {}", day(explanation.pending_since))?;
    writeln!(out, "Start by       {}", both(explanation.start_by.deadline))?;
    writeln!(out, "Complete by    {}", both(explanation.complete_by))?;
    writeln!(out, "\nWorking days counted to the start:")?;
    for counted in &explanation.start_by.counted {
        let number = counted.day.map_or_else(|| "-".to_owned(), |day| day.to_string());
        let why = counted.why.map_or("", |why| why.english());
        writeln!(
            out,
            "{}",
            format!("  {number}  {}  {why}", day(counted.date)).trim_end()
        )?;
    }
    Ok(())
}

fn day(date: NaiveDate) -> String {
    date.format("%a %Y-%m-%d").to_string()
}

/// The target, and the last lawful day where it differs.
fn both(deadline: Deadline) -> String {
    if deadline.target == deadline.last_lawful_day {
        return day(deadline.target);
    }
    format!(
        "{} (last lawful day {})",
        day(deadline.target),
        day(deadline.last_lawful_day)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(arrived: &str, json: bool) -> Result<String, CliError> {
        let mut out = Vec::new();
        run(
            &DeadlinesArgs {
                arrived: arrived.into(),
                json,
            },
            &mut out,
        )?;
        Ok(String::from_utf8(out).unwrap())
    }

    #[test]
    fn the_days_are_shown_with_the_reason_of_each_that_is_not_counted() {
        assert_eq!(
            ask("2026-12-15T12:00", false).unwrap(),
            "Arrived        Tue 2026-12-15 12:00 +02:00\n\
             Pending since  Tue 2026-12-15\n\
             Start by       Thu 2026-12-24 (last lawful day Mon 2026-12-28)\n\
             Complete by    Mon 2027-03-15\n\
             \n\
             Working days counted to the start:\n\
             \x20 1  Wed 2026-12-16\n\
             \x20 2  Thu 2026-12-17\n\
             \x20 3  Fri 2026-12-18\n\
             \x20 -  Sat 2026-12-19  Saturday\n\
             \x20 -  Sun 2026-12-20  Sunday\n\
             \x20 4  Mon 2026-12-21\n\
             \x20 5  Tue 2026-12-22\n\
             \x20 6  Wed 2026-12-23\n\
             \x20 7  Thu 2026-12-24\n\
             \x20 -  Fri 2026-12-25  Christmas Day\n\
             \x20 -  Sat 2026-12-26  Second Day of Christmas\n\
             \x20 -  Sun 2026-12-27  Sunday\n\
             \x20 -  Mon 2026-12-28  Christmas Eve: the last day rolls on to this day\n"
        );
    }

    #[test]
    fn json_is_one_line() {
        let line = ask("2026-12-14T15:30", true).unwrap();
        let start =
            r#"{"arrived":"2026-12-14T15:30:00+02:00","pending_since":"2026-12-14","start_by":{"target":"#;
        let end = "\"complete_by\":{\"target\":\"2027-03-14\",\"last_lawful_day\":\"2027-03-15\"}}\n";
        assert!(line.starts_with(start) && line.ends_with(end), "{line}");
        assert_eq!(line.lines().count(), 1);
    }

    #[test]
    fn what_is_no_time_is_refused_with_the_form_it_takes() {
        let error = ask("next Friday", false).unwrap_err();
        assert_eq!(error.exit_code(), 2);
        assert!(
            error
                .to_string()
                .starts_with("--arrived next Friday: not a time: write it as 2026-")
        );
    }

    #[test]
    fn far_years_do_not_break_it() {
        for far in ["0001-01-01", "9999-12-31"] {
            assert!(ask(far, true).is_ok(), "{far}");
        }
    }
}
