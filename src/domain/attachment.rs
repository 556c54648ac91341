//! Files that come with a report: which kinds, how many, how large, and by what name they leave again.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::sensitive::Sensitive;

/// The most files of one sending.
pub const MOST_FILES: usize = 10;
/// The largest file, in bytes: 10 MB.
pub const LARGEST_FILE: u64 = 10 * 1024 * 1024;
/// The longest name that is kept, in characters.
const LONGEST_NAME: usize = 120;

/// What a file is, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// A document.
    Pdf,
    /// A photograph.
    Jpeg,
    /// A picture, such as a screen shot.
    Png,
}

impl FileKind {
    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpeg",
            Self::Png => "png",
        }
    }

    /// The endings of its names, the usual one first.
    const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &[".pdf"],
            Self::Jpeg => &[".jpg", ".jpeg", ".jpe", ".jfif"],
            Self::Png => &[".png"],
        }
    }
}

/// What became of what a file tells about its making: place, time, device, author.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MakersMarks {
    /// A picture's were taken out; only the way up is left.
    Removed,
    /// The reporter wished to keep a picture's as evidence: the file is as it came.
    Kept,
    /// A document is never changed.
    Untouched,
}

impl MakersMarks {
    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Removed => "removed",
            Self::Kept => "kept",
            Self::Untouched => "untouched",
        }
    }
}

/// What is known of a file. It is stored sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFacts {
    /// Its name as it came, cleaned by [`clean_name`].
    pub name: Sensitive<String>,
    /// What it is, by its content.
    pub kind: FileKind,
    /// How many bytes are kept.
    pub size: u64,
    /// What became of what it tells about its making.
    pub marks: MakersMarks,
    /// The author that a document names, where one was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<Sensitive<String>>,
    /// A document in which something was found that can act by itself: a script, a program to start, an inner file.
    #[serde(default, skip_serializing_if = "super::person::is_false")]
    pub active: bool,
}

/// How far a file has been looked at for harmful content. Nothing scans files yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScanState {
    /// Nobody has looked.
    NotScanned,
    /// Nothing was found.
    Clean,
    /// Something was found.
    Infected,
}

impl ScanState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::NotScanned, Self::Clean, Self::Infected];

    /// The name in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotScanned => "not_scanned",
            Self::Clean => "clean",
            Self::Infected => "infected",
        }
    }

    /// The state of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// The name of a file as a person sent it, fit to be shown and stored: without folders, control characters and marks that
/// turn the direction of writing, not too long. Empty when nothing is left.
pub fn clean_name(raw: &str) -> String {
    let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.nfc().filter(|c| !c.is_control() && !is_unseen(*c)).collect();
    let words: Vec<&str> = kept.split_whitespace().collect();
    shortened(words.join(" ").trim_matches(['.', ' ']), LONGEST_NAME)
}

/// The name under which a file is saved by whoever downloads it: no character that some system takes for an order, and
/// always the ending of what the file is.
pub fn download_name(name: &str, kind: FileKind) -> String {
    let safe: String = clean_name(name)
        .chars()
        .map(|c| {
            if matches!(
                c,
                '<' | '>' | ':' | '"' | '|' | '?' | '*' | '%' | ';' | '\'' | '`' | '$'
            ) {
                '_'
            } else {
                c
            }
        })
        .collect();
    let safe = safe.trim_start_matches(['-', '~', '=', '+', '@', '.', ' ']);
    let lower = safe.to_lowercase();
    let has_ending = kind.endings().iter().any(|ending| lower.ends_with(ending));
    let ending = kind.endings().first().copied().unwrap_or_default();
    match (safe, has_ending) {
        ("", _) => format!("file{ending}"),
        (safe, true) => safe.to_owned(),
        (safe, false) => format!("{safe}{ending}"),
    }
}

/// At most `most` characters, the ending kept.
fn shortened(name: &str, most: usize) -> String {
    let length = name.chars().count();
    if length <= most {
        return name.to_owned();
    }
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if ending.chars().count() <= 8 => (stem, format!(".{ending}")),
        _ => (name, String::new()),
    };
    let room = most.saturating_sub(ending.chars().count());
    stem.chars().take(room).chain(ending.chars()).collect()
}

/// Marks that take no room: they turn the direction of writing or hide.
const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_loses_its_folders_and_what_nobody_sees() {
        for (raw, clean) in [
            ("kuva.jpg", "kuva.jpg"),
            ("C:\\Users\\Maija\\kuva 1.jpg", "kuva 1.jpg"),
            ("../../etc/passwd", "passwd"),
            ("..", ""),
            ("a\r\nb\0c.png", "abc.png"),
            ("kuva\u{202e}gpj.exe", "kuvagpj.exe"),
            ("A\u{308}iti.pdf", "Äiti.pdf"),
            ("  .piilo  ", "piilo"),
        ] {
            assert_eq!(clean_name(raw), clean, "{raw:?}");
        }
        let long = format!("{}.jpeg", "ä".repeat(500));
        let clean = clean_name(&long);
        assert_eq!(clean.chars().count(), LONGEST_NAME);
        assert!(clean.ends_with("ä.jpeg"));
    }

    #[test]
    fn what_is_saved_has_the_ending_of_what_it_is() {
        for (name, kind, saved) in [
            ("kuva.JPG", FileKind::Jpeg, "kuva.JPG"),
            ("kuva.jpeg", FileKind::Jpeg, "kuva.jpeg"),
            ("lasku.exe", FileKind::Pdf, "lasku.exe.pdf"),
            ("sivu.html", FileKind::Png, "sivu.html.png"),
            ("", FileKind::Png, "file.png"),
            ("-rf.pdf", FileKind::Pdf, "rf.pdf"),
            ("=.a", FileKind::Jpeg, "a.jpg"),
            ("a\"b;c%0d.pdf", FileKind::Pdf, "a_b_c_0d.pdf"),
        ] {
            assert_eq!(download_name(name, kind), saved, "{name}");
        }
    }

    proptest! {
        #[test]
        fn a_saved_name_is_one_plain_name(raw in "\\PC{0,300}|[\\x00-\\x7f]{0,60}") {
            let saved = download_name(&raw, FileKind::Jpeg);
            prop_assert!(!saved.is_empty() && !saved.starts_with('.') && !saved.contains(['/', '\\', '"', '\n', '\r', '\0']));
            prop_assert!(saved.chars().count() <= LONGEST_NAME + 4);
            let clean = clean_name(&raw);
            prop_assert_eq!(clean_name(&clean), clean);
        }
    }
}
