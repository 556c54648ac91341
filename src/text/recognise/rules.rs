//! The lists of rules: how they are read, and how a rule meets the words of a text.

use std::collections::{BTreeMap, BTreeSet};

use super::tokens::Token;
use super::{Mark, Reason};

/// The most words that `..` steps over.
const NEAR: usize = 4;
/// The most words that `...` steps over.
const FAR: usize = 25;

/// The rules of all languages.
#[derive(Default)]
pub struct Rules {
    rules: Vec<Rule>,
    /// Words before which a clause ends.
    pub breaks: BTreeSet<String>,
}

struct Rule {
    pieces: Vec<Piece>,
    reason: Reason,
}

/// One piece of a rule.
#[derive(Debug, Clone)]
enum Piece {
    /// A word of one of these shapes.
    Word(Vec<Shape>),
    /// The next word begins a sentence.
    Start,
    /// Up to so many other words; of the same clause, if it is so.
    Gap { most: usize, same_clause: bool },
}

/// The shape of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Shape {
    /// This word.
    Is(String),
    /// It begins so.
    Begins(String),
    /// It ends so.
    Ends(String),
    /// It begins and ends so.
    Both(String, String),
    /// A time of day or a date in digits.
    Number,
    /// A name: a capital letter inside a sentence.
    Name,
}

type Classes = BTreeMap<String, Vec<Shape>>;

impl Rules {
    /// Reads lists, each with its file's name; besides the rules, what is wrong in them.
    pub fn read(lists: &[(String, String)]) -> (Self, Vec<String>) {
        let mut rules = Self::default();
        let mut faults = Vec::new();
        for (file, list) in lists {
            let mut classes = Classes::new();
            let mut reason = None;
            for (number, line) in list.lines().enumerate() {
                let line = line.trim();
                if line.is_empty() || line.starts_with('#') {
                    continue;
                }
                let read = rules.line(line, &mut classes, &mut reason);
                if let Err(what) = read {
                    faults.push(format!("{file}:{}: {what}", number.saturating_add(1)));
                }
            }
        }
        (rules, faults)
    }

    fn line(&mut self, line: &str, classes: &mut Classes, reason: &mut Option<Reason>) -> Result<(), String> {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            *reason = Some(Reason::parse(name).ok_or_else(|| format!("no reason {name}"))?);
        } else if let Some(words) = line.strip_prefix("!break =") {
            self.breaks.extend(words.split_whitespace().map(str::to_owned));
        } else if let Some((name, words)) = line.strip_prefix('@').and_then(|rest| rest.split_once('=')) {
            let mut shapes = Vec::new();
            for word in words.split_whitespace() {
                shapes.extend(alternatives(word, classes)?);
            }
            classes.entry(name.trim().to_owned()).or_default().extend(shapes);
        } else {
            let reason = reason.ok_or("a rule before the first reason")?;
            let pieces = line.split_whitespace().map(|piece| read(piece, classes));
            let pieces: Vec<Piece> = pieces.collect::<Result<_, _>>()?;
            self.rules.push(Rule { pieces, reason });
        }
        Ok(())
    }

    /// Every place where a rule meets the words.
    pub fn find(&self, tokens: &[Token]) -> Vec<Mark> {
        let mut found = Vec::new();
        for start in 0..tokens.len() {
            for rule in &self.rules {
                if let Some(met) = meets(&rule.pieces, tokens, start, None) {
                    found.push(Mark {
                        parts: parts(tokens, &met),
                        reason: rule.reason,
                    });
                }
            }
        }
        found
    }
}

fn read(piece: &str, classes: &Classes) -> Result<Piece, String> {
    Ok(match piece {
        ".." => Piece::Gap {
            most: NEAR,
            same_clause: true,
        },
        "..." => Piece::Gap {
            most: FAR,
            same_clause: false,
        },
        "<" => Piece::Start,
        _ => Piece::Word(alternatives(piece, classes)?),
    })
}

/// `a|b*|*c|d*e`, `#`, `^`; among them classes: `@kin`, or with one of several endings `@kin+ni,mme`.
fn alternatives(piece: &str, classes: &Classes) -> Result<Vec<Shape>, String> {
    let mut all = Vec::new();
    for word in piece.split('|') {
        let Some(class) = word.strip_prefix('@') else {
            all.push(shape(word)?);
            continue;
        };
        let (name, endings) = class.split_once('+').unwrap_or((class, ""));
        let shapes = classes.get(name).ok_or_else(|| format!("no class {name}"))?;
        for ending in endings.split(',') {
            all.extend(shapes.iter().map(|shape| shape.ending(ending)));
        }
    }
    Ok(all)
}

fn shape(word: &str) -> Result<Shape, String> {
    if word == "#" {
        return Ok(Shape::Number);
    }
    if word == "^" {
        return Ok(Shape::Name);
    }
    if word.is_empty() || word == "*" || word.chars().any(char::is_uppercase) {
        return Err(format!("no word: {word:?}"));
    }
    Ok(match word.split_once('*') {
        None => Shape::Is(word.to_owned()),
        Some((begin, "")) => Shape::Begins(begin.to_owned()),
        Some(("", end)) => Shape::Ends(end.to_owned()),
        Some((begin, end)) => Shape::Both(begin.to_owned(), end.to_owned()),
    })
}

impl Shape {
    /// The same with an ending.
    fn ending(&self, ending: &str) -> Self {
        if ending.is_empty() {
            return self.clone();
        }
        match self {
            Self::Is(word) => Self::Is(format!("{word}{ending}")),
            Self::Ends(end) => Self::Ends(format!("{end}{ending}")),
            Self::Begins(begin) => Self::Both(begin.clone(), ending.to_owned()),
            other => other.clone(),
        }
    }

    fn fits(&self, token: &Token) -> bool {
        let fits = |word: &str| match self {
            Self::Is(own) => word == own,
            Self::Begins(begin) => word.starts_with(begin),
            Self::Ends(end) => word.ends_with(end),
            Self::Both(begin, end) => {
                word.len() >= begin.len().saturating_add(end.len())
                    && word.starts_with(begin.as_str())
                    && word.ends_with(end.as_str())
            }
            Self::Number => is_time_or_date(word),
            Self::Name => token.capital && !token.first,
        };
        fits(&token.folded) || (token.bare != token.folded && fits(&token.bare))
    }
}

/// `17.30`, `17:30`, `12.3` or a day of the month with its point gone.
fn is_time_or_date(word: &str) -> bool {
    let mut parts = word.split(['.', ':']);
    let number =
        |part: &str| matches!(part.len(), 1 | 2 | 4) && part.bytes().all(|byte| byte.is_ascii_digit());
    word.contains(['.', ':']) && parts.all(number)
}

/// The indexes of the words that the pieces meet from `at` on; `None` when they do not.
fn meets(pieces: &[Piece], tokens: &[Token], at: usize, last: Option<&Token>) -> Option<Vec<usize>> {
    let Some((piece, rest)) = pieces.split_first() else {
        return Some(Vec::new());
    };
    let token = tokens.get(at)?;
    let same_sentence = last.is_none_or(|last| last.sentence == token.sentence);
    match piece {
        Piece::Start => token.first.then(|| meets(rest, tokens, at, last))?,
        Piece::Word(shapes) => {
            if !same_sentence || !shapes.iter().any(|shape| shape.fits(token)) {
                return None;
            }
            let mut met = vec![at];
            met.extend(meets(rest, tokens, at.saturating_add(1), Some(token))?);
            Some(met)
        }
        Piece::Gap { most, same_clause } => (0..=*most).find_map(|skipped| {
            let at = at.saturating_add(skipped);
            let next = tokens.get(at)?;
            let clause = last.is_none_or(|last| last.clause == next.clause);
            let reachable = !*same_clause || clause;
            reachable.then(|| meets(rest, tokens, at, last))?
        }),
    }
}

/// The ranges of the words at `met`, those beside one another in one. Up to two words between are told with them.
fn parts(tokens: &[Token], met: &[usize]) -> Vec<std::ops::Range<usize>> {
    let mut parts: Vec<std::ops::Range<usize>> = Vec::new();
    let mut before: Option<usize> = None;
    for at in met {
        let Some(token) = tokens.get(*at) else {
            continue;
        };
        let near = before.is_some_and(|before| at.saturating_sub(before) <= 3);
        match parts.last_mut() {
            Some(part) if near => part.end = token.range.end,
            _ => parts.push(token.range.clone()),
        }
        before = Some(*at);
    }
    parts
}
