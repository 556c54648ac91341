//! The words of a copy that would tell: who reported, of another child, where somebody with a protected address lives.

use std::ops::Range;

use crate::domain::language::Language;
use crate::domain::party_copy::{Clue, Cut, Decisions, Value};
use crate::intake::party_copy::Material;
use crate::places::Places;
use crate::text::recognise::{self, Look as LookFor};
use crate::web::page::view::MarkedPiece;

/// Words that would tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Where they stand.
    pub cut: Cut,
    /// Why, as the end of a text key.
    pub why: &'static str,
    /// They are covered whatever a worker thinks.
    pub always: bool,
}

/// The marks in every part of `material`, in their order.
pub fn all(material: &Material) -> Vec<Mark> {
    let places = hidden_places(material);
    let items = material.source.items.iter().enumerate();
    items
        .filter_map(|(item, part)| match &part.value {
            Value::Text(text) => Some(of_text(material, item, text.expose(), &places)),
            _ => None,
        })
        .flatten()
        .collect()
}

/// The marks in `text`, which a worker wrote for a party to read; of a name or number that `material` knows, the intake tells.
pub fn of_words(material: &Material, text: &str) -> Vec<Mark> {
    of_text(material, 0, text, &hidden_places(material))
}

/// The municipalities that a protected address hides, by their names in the national languages.
fn hidden_places(material: &Material) -> Vec<String> {
    let known = material.clues.municipalities().iter();
    let known = known.filter_map(|code| Places::embedded().municipality(*code));
    known
        .flat_map(|place| [Language::Fi, Language::Sv].map(|language| place.names.get(language).to_owned()))
        .collect()
}

fn of_text(material: &Material, item: usize, text: &str, places: &[String]) -> Vec<Mark> {
    let clues = material.clues.marks(text, places).into_iter();
    let clues = clues.map(|(range, clue)| {
        let why = match clue {
            Clue::Name => "name",
            Clue::Work => "work",
            Clue::Contact => "phone",
            Clue::Place => "place",
        };
        (range, why, clue == Clue::Place)
    });
    let recognised = recognise::marks(text, None, LookFor::Everything).into_iter();
    let recognised = recognised.flat_map(|mark| {
        let why = mark.reason.as_str();
        mark.parts.into_iter().map(move |part| (part, why, false))
    });
    let mut found: Vec<(Range<usize>, &'static str, bool)> = clues.chain(recognised).collect();
    // What is always covered comes first, of the others the longest.
    found.sort_by_key(|(range, _, always)| (!always, range.start, std::cmp::Reverse(range.end)));
    let mut kept: Vec<Mark> = Vec::new();
    for (range, why, always) in found {
        let told = |mark: &Mark| mark.cut.start <= range.start && range.end <= mark.cut.end;
        if !kept.iter().any(told) {
            let (start, end) = (range.start, range.end);
            kept.push(Mark {
                cut: Cut { item, start, end },
                why,
                always,
            });
        }
    }
    kept.sort_by_key(|mark| mark.cut);
    kept
}

/// What is decided before anybody has: every mark is covered, and what tells as a whole stays out.
pub fn cautious(material: &Material) -> Decisions {
    let items = material.source.items.iter().enumerate();
    Decisions {
        shown: items
            .filter(|(_, item)| item.field.leans_out().is_none())
            .map(|(place, _)| place)
            .collect(),
        cuts: all(material).into_iter().map(|mark| mark.cut).collect(),
        words: Vec::new(),
    }
}

/// `text`, with the words of `marks` marked.
pub fn pieces(text: &str, marks: &[&Mark]) -> Vec<MarkedPiece> {
    let mut pieces = Vec::new();
    let mut done = 0;
    let mut put = |range: Range<usize>, marked: bool| {
        let words = text.get(range).unwrap_or_default();
        if !words.is_empty() {
            pieces.push(MarkedPiece {
                text: words.to_owned(),
                marked,
            });
        }
    };
    for mark in marks {
        let start = mark.cut.start.max(done);
        if start < mark.cut.end {
            put(done..start, false);
            put(start..mark.cut.end, true);
            done = mark.cut.end;
        }
    }
    put(done..text.len(), false);
    pieces
}
