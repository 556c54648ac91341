//! The part of a page where files are chosen, what is wrong with those that came, and what an anonymous reporter is told of
//! them once before they go.

use actix_web::http::StatusCode;

use super::recognisable;
use super::visit::Visit;
use crate::domain::attachment::{FileFacts, LARGEST_FILE, MOST_FILES};
use crate::intake::attach::AttachError;
use crate::text::recognise::{Look, marks};
use crate::text::{FluentValue, Words};
use crate::web::files::{FILES, KEEP, Problem, Why};
use crate::web::page::component::{Block, Details};
use crate::web::page::field::{Choice, Choices, FieldFault, FileField, Label};
use crate::web::page::view::{ErrorSummary, FaultLink};

/// What is said of the files, and how the page is answered.
#[derive(Clone, PartialEq, Eq)]
pub struct Said {
    /// The sentences, the reason first.
    pub sentences: Vec<String>,
    /// 413, 422 or 503; 200 where nothing was to be sent yet.
    pub status: StatusCode,
}

impl Said {
    /// The sentences at the top of the page, leading to the field.
    pub fn links(&self) -> impl Iterator<Item = FaultLink> {
        self.sentences.iter().map(|text| FaultLink {
            id: FILES.to_owned(),
            text: text.clone(),
        })
    }
}

/// With what files come, as far as the texts differ.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum With {
    /// A report.
    Report,
    /// A message to the workers.
    Message,
}

impl With {
    const fn choose_again(self) -> &'static str {
        match self {
            Self::Report => "files-choose-again",
            Self::Message => "followup-files-choose-again",
        }
    }

    const fn send_anyway(self) -> &'static str {
        match self {
            Self::Report => "files-send-anyway",
            Self::Message => "followup-files-send-anyway",
        }
    }

    const fn not_stored(self) -> &'static str {
        match self {
            Self::Report => "files-not-stored",
            Self::Message => "followup-files-not-stored",
        }
    }
}

/// "Lisää liite": closed until somebody opens it, or something is wrong inside. `kept` is whether pictures keep their own
/// data.
pub fn block(kept: bool, said: Option<&Said>, words: Words<'_>) -> Block {
    let count = |key: &str| {
        let numbers = [
            ("count", FluentValue::from(number(MOST_FILES))),
            ("megabytes", FluentValue::from(megabytes())),
        ];
        words.format(key, &numbers)
    };
    let keep = Choices::new(
        Label::new(KEEP, ""),
        vec![Choice {
            value: "yes".to_owned(),
            label: words.get("files-keep").into_owned(),
            hint: Some(words.get("files-keep-hint").into_owned()),
            checked: kept,
        }],
    );
    let mut label = Label::new(FILES, words.get("files-label"));
    label.hint = Some(count("files-hint"));
    label.error = said.map(|said| FieldFault {
        prefix: words.get("error-prefix").into_owned(),
        text: said.sentences.join(" "),
    });
    let choice = FileField {
        label,
        accept: ".pdf,.jpg,.jpeg,.png".to_owned(),
    };
    Block::Details(Details {
        summary: words.get("files-add").into_owned(),
        open: said.is_some() || kept,
        // The tick comes first, so that it is known when the files come.
        inside: vec![Block::Flag(keep), Block::Files(choice)].into(),
    })
}

/// The same at the top of the page, leading to the field.
pub fn summary(said: &Said, words: Words<'_>) -> ErrorSummary {
    ErrorSummary {
        title: words.get("files-title").into_owned(),
        faults: said.links().collect(),
    }
}

/// Why files cannot be taken, and that they must be chosen anew: a page cannot give them back.
pub fn of_problem(problem: &Problem, with: With, words: Words<'_>) -> Said {
    let of_file = |key: &str| {
        let name = crate::domain::attachment::clean_name(&problem.name);
        words.format(
            key,
            &[
                ("name", FluentValue::from(name)),
                ("count", FluentValue::from(number(MOST_FILES))),
                ("megabytes", FluentValue::from(megabytes())),
            ],
        )
    };
    let (key, status) = match &problem.why {
        Why::TooMuch => ("files-too-much", StatusCode::PAYLOAD_TOO_LARGE),
        Why::NoPlace => (with.not_stored(), StatusCode::SERVICE_UNAVAILABLE),
        Why::Unasked => (with.not_stored(), StatusCode::UNPROCESSABLE_ENTITY),
        Why::File(error) => match error {
            AttachError::TooMany => ("files-too-many", StatusCode::PAYLOAD_TOO_LARGE),
            AttachError::TooLarge => ("files-too-large", StatusCode::PAYLOAD_TOO_LARGE),
            AttachError::WrongType => ("files-wrong-type", StatusCode::UNPROCESSABLE_ENTITY),
            AttachError::Unreadable => ("files-unreadable", StatusCode::UNPROCESSABLE_ENTITY),
            AttachError::Intake(_) => (with.not_stored(), StatusCode::SERVICE_UNAVAILABLE),
        },
    };
    Said {
        sentences: vec![of_file(key), words.get(with.choose_again()).into_owned()],
        status,
    }
}

/// Nothing could be stored, so the files that came must be chosen anew.
pub fn not_stored(with: With, words: Words<'_>) -> Said {
    Said {
        sentences: [with.not_stored(), with.choose_again()]
            .map(|key| words.get(key).into_owned())
            .into(),
        status: StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// Files came along with something that did not go, and a page cannot give them back.
pub fn not_kept(words: Words<'_>) -> Said {
    Said {
        sentences: vec![words.get("files-not-kept").into_owned()],
        status: StatusCode::OK,
    }
}

/// What a reporter who wishes to stay unknown should hear of the files before they go: a document that names its author, a
/// file's name in which something stands by which one could be recognised. It is told once; the next
/// sending of the same files goes.
pub fn warnings<'f>(
    visit: &mut Visit,
    files: impl Iterator<Item = &'f FileFacts>,
    words: Words<'_>,
) -> Option<Said> {
    let look = recognisable::look(&visit.answers)?;
    let own_name = visit.answers.filled("reporter.name");
    let sentences = telling(files, own_name, look, words);
    let (said, told) = once(
        sentences,
        visit.warned.get(FILES).map(String::as_str),
        With::Report,
        words,
    )?;
    visit.warned.insert(FILES.to_owned(), told);
    Some(said)
}

/// What in `files` tells of their sender, a sentence each.
pub fn telling<'f>(
    files: impl Iterator<Item = &'f FileFacts>,
    own_name: Option<&str>,
    look: Look,
    words: Words<'_>,
) -> Vec<String> {
    let mut sentences = Vec::new();
    for file in files {
        let name = file.name.expose().as_str();
        if let Some(author) = &file.author {
            let told = [
                ("name", FluentValue::from(name)),
                ("author", FluentValue::from(author.expose().as_str())),
            ];
            sentences.push(words.format("files-author", &told));
        }
        if tells_of_somebody(name, own_name, look) {
            sentences.push(words.with("files-name", "name", name));
        }
    }
    sentences
}

/// The page that says `sentences`, and what to remember of them; nothing where there are none, or where the same were told
/// `before`.
pub fn once(
    mut sentences: Vec<String>,
    before: Option<&str>,
    with: With,
    words: Words<'_>,
) -> Option<(Said, String)> {
    let told = sentences.join("\n");
    if sentences.is_empty() || before == Some(told.as_str()) {
        return None;
    }
    sentences.push(words.get(with.send_anyway()).into_owned());
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Some((Said { sentences, status }, told))
}

/// Whether something stands in a file's name by which its sender could be recognised.
fn tells_of_somebody(name: &str, own_name: Option<&str>, look: Look) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    // What stands between the words of a name is not always a space.
    !marks(&stem.replace('_', " "), own_name, look).is_empty()
}

fn megabytes() -> u32 {
    u32::try_from(LARGEST_FILE / (1024 * 1024)).unwrap_or(u32::MAX)
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_holds_a_number_or_an_address_is_told() {
        for (name, tells) in [
            ("IMG_20261120_140512.jpg", false),
            ("Screenshot 2026-11-20 at 14.05.12.png", false),
            ("kuva.png", false),
            ("0401234567.jpg", true),
            ("Soita 040 123 4567.pdf", true),
            ("+358401234567.pdf", true),
            ("maija.mallinen@posti.example.pdf", true),
            ("todistus_010516B903X.pdf", true),
        ] {
            assert_eq!(tells_of_somebody(name, None, Look::Everything), tells, "{name}");
        }
    }
}
