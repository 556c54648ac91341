//! The rules for recognisable words, measured on invented sentences of each language.

use huoli::text::recognise::{Look, Mark, marks};

const SEEDED: [(&str, &str); 3] = [
    ("fi", include_str!("../data/recognisable/fi.txt")),
    ("sv", include_str!("../data/recognisable/sv.txt")),
    ("en", include_str!("../data/recognisable/en.txt")),
];

fn sentences<'a>(list: &'a str, kind: &'a str) -> Vec<&'a str> {
    list.lines().filter_map(|line| line.strip_prefix(kind)).collect()
}

fn found(sentence: &str) -> Vec<Mark> {
    marks(sentence, None, Look::Everything)
}

fn told(sentence: &str) -> String {
    let marks = found(sentence);
    let marks = marks
        .iter()
        .map(|mark| format!("{} ({})", mark.words(sentence), mark.reason.as_str()));
    format!("{sentence} → {}", marks.collect::<Vec<_>>().join("; "))
}

#[test]
fn nine_of_ten_telling_sentences_are_marked_in_each_language() {
    for (language, list) in SEEDED {
        let telling = sentences(list, "+ ");
        assert!(telling.len() >= 60, "{language}: {}", telling.len());
        let missed: Vec<_> = telling
            .iter()
            .filter(|sentence| found(sentence).is_empty())
            .collect();
        println!(
            "{language}: {} of {} found",
            telling.len() - missed.len(),
            telling.len()
        );
        assert!(missed.len() * 10 <= telling.len(), "{language}: {missed:#?}");
    }
}

#[test]
fn at_most_one_of_ten_neutral_sentences_is_marked_in_each_language() {
    for (language, list) in SEEDED {
        let neutral = sentences(list, "- ");
        assert!(neutral.len() >= 60, "{language}: {}", neutral.len());
        let marked: Vec<_> = neutral
            .iter()
            .filter(|sentence| !found(sentence).is_empty())
            .collect();
        println!("{language}: {} of {} marked", marked.len(), neutral.len());
        let marked: Vec<_> = marked.into_iter().map(|sentence| told(sentence)).collect();
        assert!(marked.len() * 10 <= neutral.len(), "{language}: {marked:#?}");
    }
}
