//! An office's numbers as an administrator writes them: one a line, with a word before those that are not for everybody.

use super::hours_words::column;
use crate::domain::language::Language;

/// The words before a number: as files write them, then in Finnish and Swedish, then further spellings.
const WORDS: [&[&str]; 2] = [
    &[
        "professionals",
        "ammattilaiset",
        "yrkespersoner",
        "ammattilaisille",
    ],
    &["exchange", "vaihde", "växel"],
];

/// `phones`, written as files hold them, for a person: a line for each.
pub fn show(phones: &str, language: Language) -> String {
    let own = |words: &&[&'static str]| words.get(column(language)).copied();
    each(phones, |word| {
        WORDS
            .iter()
            .find(|words| words.first() == Some(&word))
            .and_then(own)
    })
    .join("\n")
}

/// What a person typed as files hold it.
pub fn read(text: &str) -> String {
    each(text, |word| {
        let word = word.trim_end_matches(':').to_lowercase();
        let known = WORDS.iter().find(|words| words.contains(&word.as_str()));
        known.and_then(|words| words.first().copied())
    })
    .join("; ")
}

fn each(text: &str, word: impl Fn(&str) -> Option<&'static str>) -> Vec<String> {
    let lines = text
        .split(['\n', ';'])
        .map(str::trim)
        .filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let words = line.split_whitespace().map(|one| word(one).unwrap_or(one));
            words.collect::<Vec<_>>().join(" ")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_each_language_and_come_back() {
        let phones = "000 000 0101; professionals 000 000 1101; professionals exchange 000 000 0100";
        assert_eq!(
            show(phones, Language::Fi),
            "000 000 0101\nammattilaiset 000 000 1101\nammattilaiset vaihde 000 000 0100"
        );
        for language in Language::ALL {
            assert_eq!(read(&show(phones, language)), phones);
        }
        assert_eq!(read("Vaihde: 000  000 0100\r\n"), "exchange 000 000 0100");
        assert_eq!(read(" \n "), "");
    }
}
