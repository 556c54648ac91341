//! `/accessibility`: the statement that the act on digital services asks for (306/2019 9 §), made from `accessibility.toml`
//! and the texts that its entries name.

use std::sync::LazyLock;

use chrono::{Months, NaiveDate};
use serde::Deserialize;

use super::saying::Saying;
use crate::domain::language::Language;
use crate::text::{Texts, dates};
use crate::web::page::component::Block;
use crate::web::page::shell::FEEDBACK;

/// The months after which the pages must be gone through again.
const REVIEW_MONTHS: u32 = 12;

/// The file, as it is compiled in.
const FILE: &str = include_str!("../../../accessibility.toml");

static EMBEDDED: LazyLock<Result<Statement, String>> = LazyLock::new(|| Statement::read(FILE));

/// The statement.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    status: Status,
    reviewed: toml::value::Datetime,
    #[serde(default, rename = "gap")]
    gaps: Vec<Gap>,
}

/// How far the pages keep the law's requirements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Status {
    Full,
    Partial,
    None,
}

/// What is not as it should be.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Gap {
    id: String,
    criterion: String,
}

/// The texts of a gap besides its name, each with the key of its row.
const PARTS: [&str; 3] = ["reason", "alternative", "plan"];

impl Gap {
    fn key(&self) -> String {
        format!("accessibility-gap-{}", self.id)
    }
}

impl Statement {
    /// Reads a file.
    ///
    /// # Errors
    /// What is wrong in it.
    pub fn read(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }

    /// The statement inside the program.
    ///
    /// # Errors
    /// What is wrong in its file.
    pub fn embedded() -> Result<&'static Self, &'static str> {
        EMBEDDED.as_ref().map_err(String::as_str)
    }

    fn reviewed(&self) -> Option<NaiveDate> {
        self.reviewed.to_string().parse().ok()
    }

    /// Why the statement may not be published on `today`: the review is old, a text is missing, the status does not fit.
    pub fn faults(&self, today: NaiveDate, texts: &Texts) -> Vec<String> {
        let mut faults = Vec::new();
        match self
            .reviewed()
            .map(|date| (date, date.checked_add_months(Months::new(REVIEW_MONTHS))))
        {
            Some((date, Some(until))) if date <= today && today <= until => {}
            _ => faults.push(format!("the review of {} is not of the last year", self.reviewed)),
        }
        if (self.status == Status::Full) != self.gaps.is_empty() {
            faults.push("the status does not fit the gaps".to_owned());
        }
        for gap in &self.gaps {
            if gap.criterion.trim().is_empty() {
                faults.push(format!("{} names no criterion", gap.id));
            }
            for language in Language::ALL {
                let own = gap.key();
                let keys = PARTS.map(|part| format!("{own}-{part}"));
                for key in std::iter::once(&own).chain(&keys) {
                    if !texts.has(language, key) {
                        faults.push(format!("{language}: no text {key}"));
                    }
                }
            }
        }
        faults
    }

    /// What the page says; `feedback` is where to write, `contacts` the way to the numbers.
    pub fn blocks(&self, feedback: Option<&str>, contacts: String, say: Saying<'_>) -> Vec<Block> {
        let status = match self.status {
            Status::Full => "accessibility-status-full",
            Status::Partial => "accessibility-status-partial",
            Status::None => "accessibility-status-none",
        };
        let mut blocks = vec![say.paragraph("accessibility-text"), say.paragraph(status)];
        if !self.gaps.is_empty() {
            blocks.push(say.heading("accessibility-gaps"));
            for gap in &self.gaps {
                let name = gap.key();
                blocks.push(say.of(&name, Block::Subheading(say.word(&name))));
                blocks.extend(gap_in_words(gap, say));
            }
        }
        let reviewed = self
            .reviewed()
            .map(|date| dates::plain(say.words, date))
            .unwrap_or_default();
        let title = "accessibility-feedback-title";
        blocks.push(say.of(
            title,
            Block::Place {
                id: FEEDBACK,
                text: say.word(title),
            },
        ));
        if let Some(address) = feedback {
            blocks.push(say.paragraph("accessibility-feedback-to"));
            // Plain text: no link leads away from these pages.
            blocks.extend(say.rows(vec![say.fact("accessibility-row-feedback", address)]));
        } else {
            blocks.push(say.paragraph("accessibility-feedback"));
        }
        blocks.extend([
            Block::Links(vec![say.link(contacts, "shell-find-office")]),
            say.heading("accessibility-supervision-title"),
            say.paragraph("accessibility-supervision"),
            say.paragraph("accessibility-complaint"),
            say.heading("accessibility-made-title"),
            say.of(
                "accessibility-made",
                Block::Paragraph(say.words.with("accessibility-made", "date", &reviewed)),
            ),
        ]);
        blocks
    }
}

fn gap_in_words(gap: &Gap, say: Saying<'_>) -> Vec<Block> {
    let mut rows = vec![say.fact("accessibility-row-criterion", gap.criterion.clone())];
    rows.extend(PARTS.map(|part| {
        let text = say.word(&format!("{}-{part}", gap.key()));
        say.fact(&format!("accessibility-row-{part}"), text)
    }));
    say.rows(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Clock, SystemClock};
    use crate::domain::helsinki;

    #[test]
    fn the_statement_is_whole_and_its_review_not_older_than_a_year() {
        let today = helsinki::civil_date(SystemClock.now());
        let statement = Statement::embedded().unwrap();
        assert_eq!(statement.faults(today, Texts::embedded()), Vec::<String>::new());
    }

    #[test]
    fn an_old_review_and_an_entry_without_texts_are_told() {
        let file = "status = 'full'\nreviewed = 2025-03-31\n[[gap]]\nid = 'nameless'\ncriterion = ''\n";
        let statement = Statement::read(file).unwrap();
        let faults = |day: &str| statement.faults(day.parse().unwrap(), Texts::embedded());
        let old = |day: &str| faults(day).iter().any(|fault| fault.contains("review"));
        assert!(!old("2026-03-31") && old("2026-04-01") && old("2025-03-30"));
        let faults = faults("2025-04-01");
        for told in [
            "status",
            "criterion",
            "sv: no text accessibility-gap-nameless-plan",
        ] {
            assert!(
                faults.iter().any(|fault| fault.contains(told)),
                "{told}: {faults:?}"
            );
        }
        assert!(Statement::read("status = 'good'\nreviewed = 2026-01-01").is_err());
    }
}
