//! The information pages: privacy, accessibility.

use super::around::Around;
use super::look;
use super::privacy;
use super::saying::Saying;
use super::statement::Statement;
use crate::domain::language::Language;
use crate::domain::whom_to_ask::WhomToAsk;
use crate::text::Words;
use crate::web::page::component::Block;
use crate::web::page::pages::PlainPage;

/// An information page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Info {
    /// What is kept, why and by whom, and who reads it.
    Privacy,
    /// How the service can be used, and where to complain.
    Accessibility,
}

impl Info {
    /// Every page.
    pub const ALL: [Self; 2] = [Self::Privacy, Self::Accessibility];

    /// The page's name in its address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Privacy => "privacy",
            Self::Accessibility => "accessibility",
        }
    }

    fn blocks(self, ask: &WhomToAsk, county: &str, contacts: String, say: Saying<'_>) -> Vec<Block> {
        match (self, Statement::embedded()) {
            (Self::Privacy, _) => privacy::blocks(ask, county, contacts, say),
            (Self::Accessibility, Ok(statement)) => statement.blocks(ask.feedback.as_deref(), contacts, say),
            // The tests read the statement, so no build has a faulty one.
            (Self::Accessibility, Err(_)) => vec![say.paragraph("accessibility-text")],
        }
    }
}

/// The page, at `/<name>` or, with the language in its address, at `/<language>/<name>`; `ask` is whom it names beside the
/// offices.
pub fn page(
    info: Info,
    in_path: Option<Language>,
    ask: &WhomToAsk,
    words: Words<'_>,
    around: &Around<'_>,
) -> PlainPage {
    let name = info.name();
    let path = in_path.map_or_else(
        || format!("/{name}"),
        |language| format!("/{}/{name}", language.path()),
    );
    let title = format!("{name}-title");
    let shell = look::shell_at(&path, around, words, false)
        .headed(&title, words)
        .in_each_language(name)
        .leading_to_start(words)
        .leading_to_contacts(words);
    let contacts = format!("{}/{}/contacts", shell.root, words.language().path());
    let county = around.county.get(words.language());
    let say = Saying::on(&shell, words);
    PlainPage {
        shell,
        heading: words.get(&title).into_owned(),
        panel: None,
        blocks: info.blocks(ask, county, contacts, say).into(),
    }
}
