//! The texts of a page in their languages: what a language lacks is said in another, and whatever reads the page aloud is
//! told in which (`docs/languages.md`).

use super::look;
use crate::text::Words;
use crate::web::page::component::{Block, Button};
use crate::web::page::shell::Shell;
use crate::web::page::view::{Line, Link, SummaryList, SummaryRow};

/// The texts of a page that is written in one language, each with its own where that is another.
#[derive(Clone, Copy)]
pub struct Saying<'a> {
    /// The texts.
    pub words: Words<'a>,
    /// The tag of the language in which the page is written around them.
    pub written_in: &'static str,
}

impl<'a> Saying<'a> {
    /// On a page with that shell.
    pub fn on(shell: &Shell, words: Words<'a>) -> Self {
        Self {
            words,
            written_in: shell.written_in(),
        }
    }

    /// On a page whose heading is the text `key`.
    pub fn below(key: &str, words: Words<'a>) -> Self {
        let written_in = words.said_in(key).unwrap_or(words.language()).code();
        Self { words, written_in }
    }

    /// The text `key`.
    pub fn word(self, key: &str) -> String {
        self.words.get(key).into_owned()
    }

    /// The language of the text `key`, where it is not the page's.
    pub fn lang(self, key: &str) -> Option<&'static str> {
        let said_in = self.words.said_in(key).unwrap_or(self.words.language());
        Some(said_in.code()).filter(|own| *own != self.written_in)
    }

    /// A block whose text is that of `key`.
    pub fn of(self, key: &str, block: Block) -> Block {
        look::said(block, key, self.written_in, self.words)
    }

    /// The text `key` as a heading.
    pub fn heading(self, key: &str) -> Block {
        self.of(key, Block::Heading(self.word(key)))
    }

    /// The text `key` as a paragraph.
    pub fn paragraph(self, key: &str) -> Block {
        self.of(key, Block::Paragraph(self.word(key)))
    }

    /// The text `key` as a paragraph whose numbers can be dialled.
    pub fn prose(self, key: &str) -> Block {
        self.of(key, Block::Prose(self.word(key).into()))
    }

    /// The text `key`, set in.
    pub fn inset(self, key: &str) -> Block {
        self.of(key, Block::Inset(self.word(key)))
    }

    /// The text `key`, set in, with numbers that can be dialled.
    pub fn notice(self, key: &str) -> Block {
        self.of(key, Block::Notice(self.word(key).into()))
    }

    /// A link that says the text `key`.
    pub fn link(self, href: String, key: &str) -> Link {
        Link {
            lang: self.lang(key),
            ..Link::new(href, self.word(key))
        }
    }

    /// A button that says the text `key`.
    pub fn button(self, go: &str, key: &str) -> Button {
        Button {
            lang: self.lang(key),
            ..Button::go(go, self.word(key))
        }
    }

    /// A fact under the name that the text `key` is, for [`rows`](Self::rows).
    pub fn fact(self, key: &str, value: impl Into<String>) -> (String, SummaryRow) {
        let row = SummaryRow {
            key: self.word(key),
            value: vec![Line::text(value)],
            action: None,
        };
        (key.to_owned(), row)
    }

    /// Rows, each with the key of the text that stands before it: neighbours of one language make one list.
    pub fn rows(self, rows: Vec<(String, SummaryRow)>) -> Vec<Block> {
        let mut lists: Vec<(Option<&'static str>, Vec<SummaryRow>)> = Vec::new();
        for (key, row) in rows {
            let lang = self.lang(&key);
            match lists.last_mut() {
                Some((of, list)) if *of == lang => list.push(row),
                _ => lists.push((lang, vec![row])),
            }
        }
        let block = |(lang, rows)| {
            let list = Block::Summary(SummaryList { rows });
            match lang {
                Some(lang) => Block::Said {
                    lang,
                    inside: vec![list].into(),
                },
                None => list,
            }
        };
        lists.into_iter().map(block).collect()
    }
}
