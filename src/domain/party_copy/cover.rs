//! Covering: which parts are shown and which words are not, and the copy that comes of it.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::clues::found_exactly;
use super::source::{Field, Item, Source, Value};
use crate::domain::sensitive::{Sensitive, debug_hidden};

/// Words of a part that are covered, in bytes of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cut {
    /// The part, by its place in [`Source::items`].
    pub item: usize,
    /// Where the words begin.
    pub start: usize,
    /// Where they end.
    pub end: usize,
}

/// What a worker decided about each part of a source.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Decisions {
    /// The parts that are shown, by their place in [`Source::items`]; what is not among them stays out.
    pub shown: BTreeSet<usize>,
    /// What is covered in them.
    pub cuts: BTreeSet<Cut>,
    /// More words that are covered wherever they stand.
    pub words: Vec<String>,
}

debug_hidden!(Decisions);

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    /// Words as they were written.
    Kept(Sensitive<String>),
    /// Something was covered; how long it was is not told.
    Covered,
}

/// What is shown of a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// What is no text.
    Value(Value),
    /// Words, with what is covered in them.
    Words(Vec<Piece>),
}

/// A part of a copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyItem {
    /// Which part.
    pub field: Field,
    /// The place in its list, counted from 0.
    pub at: usize,
    /// What is shown of it.
    pub shown: Shown,
}

/// A copy as the party reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyCopy {
    /// The parts, in the order of [`Field`].
    pub items: Vec<CopyItem>,
    /// Something was covered or left out, or a place is masked.
    pub keeps_back: bool,
}

impl Source {
    /// The copy that `decisions` makes of it. Covers that do not fit the text cover the whole part.
    pub fn copy(&self, decisions: &Decisions) -> PartyCopy {
        let mut copy = PartyCopy {
            items: Vec::new(),
            keeps_back: false,
        };
        for (place, item) in self.items.iter().enumerate() {
            if !decisions.shown.contains(&place) {
                copy.keeps_back = true;
                continue;
            }
            let shown = item.shown(place, decisions);
            copy.keeps_back |= match &shown {
                Shown::Value(value) => *value == Value::Masked,
                Shown::Words(pieces) => pieces.contains(&Piece::Covered),
            };
            copy.items.push(CopyItem {
                field: item.field,
                at: item.at,
                shown,
            });
        }
        copy
    }
}

impl Item {
    fn shown(&self, place: usize, decisions: &Decisions) -> Shown {
        let Value::Text(text) = &self.value else {
            return Shown::Value(self.value.clone());
        };
        let text = text.expose();
        let cuts = decisions.cuts.iter().filter(|cut| cut.item == place);
        let mut ranges: Vec<Range<usize>> = cuts.map(|cut| cut.start..cut.end).collect();
        ranges.extend(found_exactly(text, &decisions.words));
        Shown::Words(pieces(text, ranges))
    }
}

/// `text` with `ranges` covered.
fn pieces(text: &str, mut ranges: Vec<Range<usize>>) -> Vec<Piece> {
    ranges.retain(|range| range.start < range.end);
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut pieces = Vec::new();
    let mut done = 0;
    for range in ranges {
        if text.get(range.clone()).is_none() {
            return vec![Piece::Covered];
        }
        if range.end <= done {
            continue;
        }
        let between = text.get(done..range.start).unwrap_or_default();
        let goes_on = pieces.last() == Some(&Piece::Covered);
        // Two covers with a blank between them would tell how many words there are.
        if !(goes_on && between.trim().is_empty()) {
            keep(&mut pieces, between);
            pieces.push(Piece::Covered);
        }
        done = range.end;
    }
    keep(&mut pieces, text.get(done..).unwrap_or_default());
    pieces
}

fn keep(pieces: &mut Vec<Piece>, words: &str) {
    if !words.is_empty() {
        pieces.push(Piece::Kept(Sensitive::new(words.to_owned())));
    }
}
