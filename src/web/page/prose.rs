//! Sentences in which a phone number can be dialled at a touch, as a view model.

use crate::domain::answering::EMERGENCY;
use crate::domain::phone::PhoneNumber;

use super::view::Link;

/// The phone for children and young people: with 112 the only number that is not data.
const CHILDREN: &str = "116 111";

/// A part of a sentence.
#[derive(Clone)]
pub enum Piece {
    /// Words.
    Text(String),
    /// A number.
    Phone {
        /// As it is shown: it does not break at the end of a line.
        shown: String,
        /// What stands behind `tel:`.
        dialled: String,
    },
    /// A link.
    Link(Link),
}

impl Piece {
    /// What a reader sees.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Phone { shown, .. } => shown,
            Self::Link(link) => &link.text,
        }
    }
}

/// A sentence or two with numbers in them.
#[derive(Clone, Default)]
pub struct Prose {
    /// Its parts, in order.
    pub pieces: Vec<Piece>,
}

impl Prose {
    /// `text`, in which each of `numbers` can be dialled, and 112 and 116 111 too.
    pub fn new<'a>(text: impl Into<String>, numbers: impl IntoIterator<Item = &'a PhoneNumber>) -> Self {
        let mut pieces = vec![Piece::Text(text.into())];
        for number in numbers {
            pieces = linked(pieces, number.as_str());
        }
        for number in [CHILDREN, EMERGENCY] {
            pieces = linked(pieces, number);
        }
        Self { pieces }
    }

    /// A number alone.
    pub fn number(number: &PhoneNumber) -> Self {
        Self::new(number.as_str(), [number])
    }

    /// A link alone.
    pub fn link(link: Link) -> Self {
        Self {
            pieces: vec![Piece::Link(link)],
        }
    }
}

impl From<String> for Prose {
    fn from(text: String) -> Self {
        Self::new(text, [])
    }
}

/// The same with every `number` in its texts made a link: not one that is a part of a longer number.
fn linked(pieces: Vec<Piece>, number: &str) -> Vec<Piece> {
    let mut done = Vec::new();
    for piece in pieces {
        let Piece::Text(text) = piece else {
            done.push(piece);
            continue;
        };
        let mut rest = text.as_str();
        let mut from = 0;
        while let Some(at) = rest
            .get(from..)
            .and_then(|tail| tail.find(number))
            .map(|at| at + from)
        {
            let (before, found) = rest.split_at(at);
            let after = found.strip_prefix(number).unwrap_or_default();
            let longer = before.ends_with(|sign: char| sign.is_ascii_digit())
                || after.starts_with(|sign: char| sign.is_ascii_digit());
            if longer {
                from = at + number.len();
                continue;
            }
            done.push(Piece::Text(before.to_owned()));
            done.push(phone(number));
            rest = after;
            from = 0;
        }
        done.push(Piece::Text(rest.to_owned()));
    }
    done.retain(|piece| !matches!(piece, Piece::Text(text) if text.is_empty()));
    done
}

fn phone(number: &str) -> Piece {
    Piece::Phone {
        shown: number.replace(' ', "\u{a0}").replace('-', "\u{2011}"),
        dialled: number
            .chars()
            .filter(|sign| sign.is_ascii_digit() || *sign == '+')
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sentence with its links in brackets.
    fn marked(prose: &Prose) -> String {
        let mut text = String::new();
        for piece in &prose.pieces {
            match piece {
                Piece::Text(words) => text.push_str(words),
                Piece::Phone { shown, dialled } => text.extend(["[", shown, "|", dialled, "]"]),
                Piece::Link(link) => text.push_str(&link.text),
            }
        }
        text
    }

    #[test]
    fn every_number_of_a_sentence_can_be_dialled_and_no_part_of_another() {
        let number = PhoneNumber::parse("000 000 1112").unwrap();
        let prose = Prose::new("Soita 000 000 1112 tai 112. Ei 1123, vaan 112", [&number]);
        assert_eq!(
            marked(&prose),
            "Soita [000\u{a0}000\u{a0}1112|0000001112] tai [112|112]. Ei 1123, vaan [112|112]"
        );
        let abroad = PhoneNumber::parse("+358 50-000 0101").unwrap();
        assert_eq!(
            marked(&Prose::number(&abroad)),
            "[+358\u{a0}50\u{2011}000\u{a0}0101|+358500000101]"
        );
        assert_eq!(
            marked(&Prose::from("Puhelin on 116 111.".to_owned())),
            "Puhelin on [116\u{a0}111|116111]."
        );
        assert_eq!(marked(&Prose::from(String::new())), "");
    }
}
