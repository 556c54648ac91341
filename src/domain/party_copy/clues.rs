//! What the words of a report are compared with, so that its copy tells neither who reported, nor of another child, nor where
//! somebody with a protected address lives. It is used while a copy is made, and never stored or shown.

use std::ops::Range;

use crate::domain::person::{ChildIdentity, Residence};
use crate::domain::places::MunicipalityCode;
use crate::domain::report::{NewReport, Subject};
use crate::domain::sensitive::debug_hidden;
use crate::domain::text::Text;

/// The shortest part of a name that is looked for: shorter ones stand in too many words.
const NAME_LETTERS: usize = 3;
/// The same of a workplace, whose name is of ordinary words.
const WORK_LETTERS: usize = 4;

/// What a word tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Clue {
    /// A name that is neither the child's nor a guardian's: whose, is not said.
    Name,
    /// A word of the workplace from which it was reported.
    Work,
    /// A number or address by which who reported is reached.
    Contact,
    /// Where somebody with a protected address can be found: always covered.
    Place,
}

/// What is looked for in the words of one case's copy.
#[derive(Clone, Default)]
pub struct Clues {
    names: Vec<String>,
    own: Vec<String>,
    work: Vec<String>,
    contacts: Vec<String>,
    places: Vec<String>,
    municipalities: Vec<MunicipalityCode>,
}

debug_hidden!(Clues);

impl Clues {
    /// What of `report` the copy for the case of `subject` must not tell.
    pub fn of(report: &NewReport, subject: Subject) -> Self {
        let mut clues = Self::default();
        let who = &report.reporter;
        add(
            &mut clues.names,
            [who.name.as_ref(), report.facts.observed_by_name.as_ref()],
        );
        add(
            &mut clues.work,
            [who.organisation.as_ref(), who.unit.as_ref(), who.title.as_ref()],
        );
        add(
            &mut clues.contacts,
            [who.phone.as_ref(), who.email.as_ref(), who.business_id.as_ref()],
        );
        for (at, child) in report.children.iter().enumerate() {
            let names = [
                child.identity.first_names.as_ref(),
                child.identity.last_name.as_ref(),
            ];
            if subject == Subject::Child(at) {
                add(&mut clues.own, names);
            } else {
                add(&mut clues.names, names);
            }
        }
        let parents = report.unborn_child.iter().flat_map(|unborn| &unborn.parents);
        for parent in parents.map(|parent| &parent.identity) {
            let list = if subject == Subject::Unborn {
                &mut clues.own
            } else {
                &mut clues.names
            };
            add(list, [parent.name.as_ref()]);
            if parent.protected_address {
                clues.home(&parent.residence);
                add(&mut clues.places, [parent.phone.as_ref()]);
            }
        }
        for guardian in report.guardians.iter().map(|guardian| &guardian.identity) {
            add(&mut clues.own, [guardian.name.as_ref()]);
            if guardian.protected_address {
                clues.home(&guardian.residence);
                add(&mut clues.places, [guardian.phone.as_ref()]);
            }
        }
        for (at, child) in report.children.iter().enumerate() {
            if report.is_protected(Subject::Child(at)) {
                clues.child_home(&child.identity);
            }
        }
        clues
    }

    fn child_home(&mut self, child: &ChildIdentity) {
        self.home(&child.residence);
        add(&mut self.places, [child.whereabouts.as_ref()]);
        self.municipalities.extend(child.whereabouts_municipality);
    }

    fn home(&mut self, home: &Residence) {
        add(
            &mut self.places,
            [home.street_address.as_ref(), home.area.as_ref()],
        );
        self.places.extend(home.postal_code.map(|code| code.to_string()));
        self.municipalities.extend(home.municipality);
    }

    /// The municipalities that a protected address hides.
    pub fn municipalities(&self) -> &[MunicipalityCode] {
        &self.municipalities
    }

    /// What in `text` tells, each range once, in its order. `places` are the names of [`municipalities`](Self::municipalities).
    pub fn marks(&self, text: &str, places: &[String]) -> Vec<(Range<usize>, Clue)> {
        let own = parts(&self.own, NAME_LETTERS);
        let names = parts(&self.names, NAME_LETTERS)
            .into_iter()
            .filter(|part| !own.contains(part));
        let work = parts(&self.work, WORK_LETTERS);
        let mut marks: Vec<(Range<usize>, Clue)> = Vec::new();
        let mut mark = |ranges: Vec<Range<usize>>, clue| {
            marks.extend(ranges.into_iter().map(|range| (range, clue)));
        };
        let place_words = parts(&self.places, WORK_LETTERS)
            .into_iter()
            .chain(parts(places, NAME_LETTERS));
        mark(found(text, &place_words.collect::<Vec<_>>()), Clue::Place);
        mark(found_exactly(text, &self.places), Clue::Place);
        mark(found(text, &names.collect::<Vec<_>>()), Clue::Name);
        mark(found_exactly(text, &self.contacts), Clue::Contact);
        mark(found(text, &work), Clue::Work);
        marks.sort_by_key(|(range, clue)| (range.start, *clue, std::cmp::Reverse(range.end)));
        marks
    }
}

fn add<const N: usize>(to: &mut Vec<String>, texts: [Option<&Text>; N]) {
    to.extend(texts.into_iter().flatten().map(|text| text.expose().to_owned()));
}

/// The words of `texts` with so many letters or more, in lower case.
fn parts(texts: &[String], letters: usize) -> Vec<String> {
    let words = texts
        .iter()
        .flat_map(|text| text.split(|sign: char| !sign.is_alphanumeric()));
    words
        .filter(|part| part.chars().count() >= letters)
        .map(str::to_lowercase)
        .collect()
}

/// The words of `text` that begin with one of `parts` (lower case): Finnish bends names at their end (Aino, Ainon; Mallinen,
/// Mallisen). In bytes.
pub fn found(text: &str, parts: &[String]) -> Vec<Range<usize>> {
    let bent: Vec<String> = parts.iter().flat_map(|part| bent(part)).collect();
    words(text)
        .filter(|range| {
            let word = text.get(range.clone()).unwrap_or_default().to_lowercase();
            parts
                .iter()
                .chain(&bent)
                .any(|part| word.starts_with(part.as_str()))
        })
        .collect()
}

/// How `part` (lower case) begins where its end is bent otherwise than by what is added: Mallinen, Mallis-; Turku, Turu-;
/// Lahti, Lahde-; Mallilan, Mallila-.
fn bent(part: &str) -> Vec<String> {
    if let Some(stem) = part.strip_suffix("nen") {
        return vec![format!("{stem}s")];
    }
    let genitive = part
        .strip_suffix('n')
        .filter(|stem| stem.chars().count() > WORK_LETTERS);
    let mut forms: Vec<String> = genitive.into_iter().map(str::to_owned).collect();
    if let Some(vowel) = part.chars().next_back().filter(|last| "aeiouyäö".contains(*last))
        && let Some(stem) = part.strip_suffix(vowel)
        && let Some(weak) = WEAK
            .iter()
            .find_map(|(strong, weak)| Some(format!("{}{weak}", stem.strip_suffix(strong)?)))
        && weak.chars().count() >= NAME_LETTERS - 1
    {
        forms.push(format!("{weak}{vowel}"));
        if vowel == 'i' {
            forms.push(format!("{weak}e"));
        }
    }
    forms
}

/// How the consonants before the last vowel of a Finnish word grow weak; the longer ones first.
const WEAK: [(&str, &str); 13] = [
    ("nk", "ng"),
    ("lt", "ll"),
    ("nt", "nn"),
    ("rt", "rr"),
    ("mp", "mm"),
    ("ht", "hd"),
    ("kk", "k"),
    ("pp", "p"),
    ("tt", "t"),
    ("st", "st"),
    ("k", ""),
    ("p", "v"),
    ("t", "d"),
];

/// Where letters and digits stand together, in bytes.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, _) = rest.find(|(_, sign)| sign.is_alphanumeric())?;
        let mut end = text.len();
        while let Some((at, sign)) = rest.peek() {
            if !sign.is_alphanumeric() {
                end = *at;
                break;
            }
            rest.next();
        }
        Some(start..end)
    })
}

/// Where one of `needles` stands in `text` as it is written, whatever its capitals, in bytes.
pub fn found_exactly(text: &str, needles: &[String]) -> Vec<Range<usize>> {
    let needles: Vec<Vec<char>> = needles
        .iter()
        .map(|needle| needle.trim().chars().flat_map(char::to_lowercase).collect())
        .filter(|needle: &Vec<char>| !needle.is_empty())
        .collect();
    let signs: Vec<(usize, char)> = text.char_indices().collect();
    let mut ranges = Vec::new();
    for needle in &needles {
        let mut from = 0;
        while let Some(here) = signs.get(from..).filter(|rest| !rest.is_empty()) {
            let lower = here
                .iter()
                .flat_map(|(at, sign)| sign.to_lowercase().map(move |low| (*at, sign.len_utf8(), low)));
            let mut last = None;
            let mut wanted = needle.iter();
            let mut open = true;
            for (at, length, low) in lower {
                match wanted.next() {
                    Some(want) if *want == low => last = Some(at.saturating_add(length)),
                    Some(_) => {
                        open = false;
                        break;
                    }
                    None => break,
                }
            }
            let whole = open && wanted.next().is_none();
            if let (true, Some(end), Some((start, _))) = (whole, last, here.first()) {
                ranges.push(*start..end);
            }
            from += 1;
        }
    }
    ranges.sort_by_key(|range| (range.start, range.end));
    ranges
}
