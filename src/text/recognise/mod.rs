//! Words in a text by which the person who wrote it could be recognised: rules of thumb in the open, no scoring. The
//! rules stand in `locales/recognisable/`, one file a language; `docs/recognisable-words.md` tells how they are read.
//!
//! All languages are looked through, whichever the page is in: people write in their own.

mod contacts;
mod rules;
mod tokens;

use std::ops::Range;
use std::sync::LazyLock;

use rules::Rules;
use tokens::Token;

static RULES: LazyLock<Rules> = LazyLock::new(|| read().0);

/// The rules of every file in the folder, and what is wrong in them.
fn read() -> (Rules, Vec<String>) {
    let lists: Vec<(String, String)> = super::Catalogues::iter()
        .filter_map(|path| {
            let name = path.strip_prefix("recognisable/")?.to_owned();
            let bytes = super::Catalogues::get(&path)?.data;
            Some((name, String::from_utf8_lossy(&bytes).into_owned()))
        })
        .collect();
    Rules::read(&lists)
}

/// Why words were marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Who the writer is to the child or the family: "her aunt", "as a neighbour".
    Relation,
    /// The writer's work or workplace.
    Work,
    /// Where the writer lives or what can be seen from there.
    Home,
    /// When or where the writer was.
    Presence,
    /// What somebody told the writer, or the writer said to the family.
    Told,
    /// The writer's name.
    Name,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A personal identity code.
    IdentityCode,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 9] = [
        Self::Relation,
        Self::Work,
        Self::Home,
        Self::Presence,
        Self::Told,
        Self::Name,
        Self::Phone,
        Self::Email,
        Self::IdentityCode,
    ];

    /// The code name: the section of the lists, and the end of its text key `recognisable-because-<name>`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Relation => "relation",
            Self::Work => "work",
            Self::Home => "home",
            Self::Presence => "presence",
            Self::Told => "told",
            Self::Name => "name",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::IdentityCode => "identity-code",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == name)
    }
}

/// Words that were marked, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Where they stand, in bytes of the text: one range, or several when other words stand between.
    pub parts: Vec<Range<usize>>,
    /// Why.
    pub reason: Reason,
}

impl Mark {
    fn start(&self) -> usize {
        self.parts.first().map_or(0, |part| part.start)
    }

    /// The marked words, " … " between their parts.
    pub fn words(&self, text: &str) -> String {
        let parts = self.parts.iter().filter_map(|part| text.get(part.clone()));
        parts.collect::<Vec<_>>().join(" … ")
    }
}

/// Which marks are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// All that may point to somebody who reports on others.
    Everything,
    /// Numbers, addresses and codes only: of somebody who tells of their own family, and of everybody in the mailbox.
    ContactsOnly,
}

/// The marks in `text`, in its order; no words are marked twice. `own_name` is what the writer gave as a name elsewhere.
pub fn marks(text: &str, own_name: Option<&str>, look: Look) -> Vec<Mark> {
    let mut found = contacts::find(text);
    if look == Look::Everything {
        let tokens = tokens::read(text, &RULES.breaks);
        found.extend(RULES.find(&tokens));
        found.extend(own_name.into_iter().flat_map(|name| named(&tokens, name)));
    }
    // Of two that begin at the same place the longer one says more.
    found.sort_by_key(|mark| {
        let end = mark.parts.last().map_or(0, |part| part.end);
        (mark.start(), std::cmp::Reverse(end), mark.reason)
    });
    let mut kept: Vec<Mark> = Vec::new();
    for mark in found {
        let told = |part: &Range<usize>| {
            let mut parts = kept.iter().flat_map(|mark| &mark.parts);
            parts.any(|kept| kept.start <= part.start && part.end <= kept.end)
        };
        if !mark.parts.iter().all(told) {
            kept.push(mark);
        }
    }
    kept
}

/// What is wrong in the lists, by file and line. A test holds it empty.
pub fn faults() -> Vec<String> {
    read().1
}

/// The words of `name` where they stand in the text, also inflected.
fn named(tokens: &[Token], name: &str) -> Vec<Mark> {
    let stems: Vec<String> = name
        .split(|letter: char| !letter.is_alphabetic())
        .filter(|part| part.chars().count() > 2)
        .flat_map(stems)
        .collect();
    let is_name =
        |token: &&Token| token.capital && stems.iter().any(|stem| token.folded.starts_with(stem.as_str()));
    let named = tokens.iter().filter(is_name);
    named
        .map(|token| Mark {
            parts: vec![token.range.clone()],
            reason: Reason::Name,
        })
        .collect()
}

/// How the inflected forms of a name begin: "Virtanen" → "virtanen", "virtase"; "Matti" → "matti", "mati".
fn stems(name: &str) -> Vec<String> {
    let name = name.to_lowercase();
    let mut stems = Vec::new();
    if let Some(stem) = name.strip_suffix("nen") {
        stems.push(format!("{stem}se"));
    }
    let mut letters: Vec<char> = name.chars().collect();
    if let [.., a, b, _] = letters.as_slice()
        && a == b
        && "kpt".contains(*a)
    {
        letters.remove(letters.len().saturating_sub(2));
        stems.push(letters.into_iter().collect());
    }
    stems.push(name);
    stems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, Reason)> {
        let marks = marks(text, Some("Matti Virtanen"), Look::Everything);
        marks.iter().map(|mark| (mark.words(text), mark.reason)).collect()
    }

    #[test]
    fn the_lists_are_without_fault() {
        assert_eq!(faults(), Vec::<String>::new());
    }

    #[test]
    fn each_reason_is_told_with_its_words() {
        for (text, words, reason) in [
            ("Olen hänen tätinsä.", "Olen hänen tätinsä", Reason::Relation),
            ("Huomasin tämän naapurina.", "naapurina", Reason::Relation),
            ("She is my sister's girl", "my sister's", Reason::Relation),
            ("Jag är hennes moster", "Jag är hennes moster", Reason::Relation),
            ("Työskentelen koulussa", "Työskentelen", Reason::Work),
            ("Det hörs genom väggen", "genom väggen", Reason::Home),
            (
                "Kävin siellä eilen klo 17",
                "Kävin siellä eilen",
                Reason::Presence,
            ),
            ("Poika kertoi minulle", "kertoi minulle", Reason::Told),
            ("Terveisin Matin vaimo", "Terveisin Matin", Reason::Name),
            ("Virtasen perhe tietää", "Virtasen", Reason::Name),
            ("Soita 050 000 0012", "050 000 0012", Reason::Phone),
            ("Kirjoita: a.b@example.org.", "a.b@example.org", Reason::Email),
            ("Tunnus on 010190-999A", "010190-999A", Reason::IdentityCode),
        ] {
            let found = found(text);
            assert!(found.contains(&(words.to_owned(), reason)), "{text}: {found:?}");
        }
    }

    #[test]
    fn parts_that_stand_apart_are_told_apart() {
        let text = "Menin taas katsomaan, miten lapset voivat, viime perjantaina.";
        assert_eq!(found(text), [("Menin … viime".to_owned(), Reason::Presence)]);
    }

    #[test]
    fn somebody_who_tells_of_the_own_family_is_warned_of_contacts_only() {
        let text = "Siskoni numero on 050 000 0012";
        let marks = marks(text, None, Look::ContactsOnly);
        assert_eq!(marks.len(), 1);
        assert_eq!(marks[0].reason, Reason::Phone);
    }

    #[test]
    fn no_words_are_marked_twice_and_the_ranges_fit_any_text() {
        let texts = [
            "Olen hänen tätinsä 😢 naapurina",
            "ÄÄ\u{ad}Ö my\u{301} sister",
            "@@ +358 a@b",
            "",
        ];
        for text in texts {
            for mark in marks(text, Some("Ö"), Look::Everything) {
                assert!(!mark.words(text).is_empty());
            }
        }
    }
}
