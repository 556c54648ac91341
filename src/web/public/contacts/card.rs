//! One office as a person needs it: who answers now, the numbers, the hours, where and for whom it is.

use chrono::{DateTime, Utc};

use super::find::{For, Serving};
use crate::domain::answering::AnsweredBy;
use crate::domain::helsinki::civil_date;
use crate::domain::language::LanguageCode;
use crate::domain::office::{Office, OfficeKind};
use crate::domain::phone::{Audience, Phone, Purpose};
use crate::text::{FluentValue, Words};
use crate::web::hours;
use crate::web::page::component::Block;
use crate::web::page::prose::Prose;
use crate::web::page::view::{Line, SummaryList, SummaryRow};
use crate::web::public::calls::Call;

/// An office with everything that is known of it; `now`: and who answers for it, by its own hours or by `duty`. Without
/// `now` nothing that will be other in an hour.
pub fn card(
    serving: &Serving<'_>,
    duty: Option<&Office>,
    now: Option<DateTime<Utc>>,
    words: Words<'_>,
) -> Vec<Block> {
    let office = serving.office;
    let row = |key: &str, value: Vec<Line>| {
        (!value.is_empty()).then(|| SummaryRow {
            key: words.get(key).into_owned(),
            value,
            action: None,
        })
    };
    let texts = |texts: Vec<String>| texts.into_iter().map(Line::Text).collect::<Vec<_>>();
    let numbers = |audience: Audience, purpose: Purpose| {
        let wanted = office
            .phones
            .iter()
            .filter(|phone| phone.audience == audience && phone.purpose == purpose);
        wanted.map(number).collect::<Vec<_>>()
    };
    let mut for_professionals = numbers(Audience::Professionals, Purpose::ChildWelfare);
    for_professionals.extend(numbers(Audience::Professionals, Purpose::Exchange));
    let mut of = serving.of.iter().map(|of| part(of, words)).collect::<Vec<_>>();
    of.dedup();
    let exceptions = now
        .map(|now| hours::exceptions(&office.hours, civil_date(now), words))
        .unwrap_or_default();
    let languages: Vec<String> = office
        .languages
        .iter()
        .map(|code| language(code, words))
        .collect();
    let languages = (!languages.is_empty()).then(|| languages.join(", "));
    let address = Some(office.address.clone()).filter(|address| !address.is_empty());
    let rows = [
        row(
            "contacts-now",
            now.map(|now| answers(office, duty, now, words))
                .unwrap_or_default(),
        ),
        row("contacts-phone", numbers(Audience::Anyone, Purpose::ChildWelfare)),
        row("contacts-exchange", numbers(Audience::Anyone, Purpose::Exchange)),
        row("contacts-professionals", for_professionals),
        row("contacts-for", texts(of)),
        row("contacts-hours", texts(hours::week(&office.hours, words))),
        row("contacts-exceptions", texts(exceptions)),
        row("contacts-address", texts(address.into_iter().collect())),
        row("contacts-languages", texts(languages.into_iter().collect())),
    ];
    vec![
        Block::Subheading(office.name(words.language()).to_owned()),
        Block::Summary(SummaryList {
            rows: rows.into_iter().flatten().collect(),
        }),
    ]
}

fn number(phone: &Phone) -> Line {
    Line::Prose(Prose::number(&phone.number))
}

/// Whether the office is open, and who answers while it is not.
fn answers(office: &Office, duty: Option<&Office>, now: DateTime<Utc>, words: Words<'_>) -> Vec<Line> {
    let state = office.hours.at(now);
    let mut lines = vec![Line::text(hours::state(state, now, words))];
    if office.kind == OfficeKind::Duty {
        return lines;
    }
    let call = Call {
        office: Some(office),
        duty,
    };
    let answering = call.answering(Audience::Anyone, now);
    match (answering.by, duty) {
        (AnsweredBy::Office, _) => {}
        (AnsweredBy::Duty, Some(duty)) => {
            let text = words.format(
                "calls-duty",
                &[
                    ("office", FluentValue::from(duty.name(words.language()))),
                    ("phone", FluentValue::from(answering.number())),
                ],
            );
            lines.push(Line::Prose(Prose::new(text, answering.phone.iter())));
        }
        (AnsweredBy::Duty | AnsweredBy::Emergency, _) => {
            let text = words.get("calls-urgent-emergency").into_owned();
            lines.push(Line::Prose(text.into()));
        }
    }
    lines
}

/// For which part of a place, or for whom, an office is there.
fn part(of: &For<'_>, words: Words<'_>) -> String {
    match of {
        For::Municipalities(names) => names.join(", "),
        For::Areas(areas) => {
            let names = areas.iter().map(|area| area.names.get(words.language()));
            names.collect::<Vec<_>>().join(", ")
        }
        For::PostalCodes(codes) => {
            let codes: Vec<String> = codes.iter().map(ToString::to_string).collect();
            words.with("contacts-postal-codes", "codes", &codes.join(", "))
        }
        For::Language(code) => words.with("contacts-for-language", "language", &language(code, words)),
        For::Prenatal => words.get("contacts-for-prenatal").into_owned(),
        For::Authority => words.get("contacts-for-authority").into_owned(),
        For::Rest => words.get("contacts-for-rest").into_owned(),
    }
}

/// What a language is called; its code where it has no name here.
fn language(code: &LanguageCode, words: Words<'_>) -> String {
    let key = format!("language-{}", code.as_str());
    if words.has(&key) {
        words.get(&key).into_owned()
    } else {
        code.as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::helsinki::parse_local_or_offset;
    use crate::domain::language::Language;
    use crate::places::directory::Directory;
    use crate::text::Texts;

    /// Each row of an office's card at a moment, its key and its lines.
    fn rows(code: &str, moment: &str) -> Vec<(String, Vec<String>)> {
        let directory = Directory::embedded();
        let named = |code: &str| {
            let mut offices = directory.offices.iter();
            offices.find(|office| office.code.as_str() == code).unwrap()
        };
        let serving = Serving {
            office: named(code),
            of: vec![For::Prenatal],
        };
        let words = Texts::embedded().words(Language::Fi);
        let now = parse_local_or_offset(moment).unwrap();
        let blocks = card(&serving, Some(named("west-uusimaa-duty")), Some(now), words);
        let Some(Block::Summary(list)) = blocks.into_iter().nth(1) else {
            panic!("no facts")
        };
        let text = |line: Line| match line {
            Line::Text(text) => text,
            Line::Prose(prose) => prose
                .pieces
                .iter()
                .map(crate::web::page::prose::Piece::text)
                .collect(),
            _ => String::new(),
        };
        let rows = list.rows.into_iter();
        rows.map(|row| (row.key, row.value.into_iter().map(text).collect()))
            .collect()
    }

    #[test]
    fn an_office_says_who_answers_now_and_its_numbers_by_whom_they_are_for() {
        let night = rows("west-uusimaa", "2026-12-22T22:00");
        let row = |key: &str| &night.iter().find(|(known, _)| known == key).unwrap().1;
        assert_eq!(
            row("Nyt"),
            &[
                "Nyt suljettu. Avautuu ke\u{a0}23.12. klo\u{a0}8.00.",
                "Nyt vastaa Länsi-Uudenmaan sosiaalipäivystys: 000\u{a0}000\u{a0}2103."
            ]
        );
        assert_eq!(row("Puhelin"), &["000\u{a0}000\u{a0}0103"]);
        assert_eq!(row("Ammattilaisille"), &["000\u{a0}000\u{a0}1103"]);
        assert_eq!(row("Aukiolo"), &["ma–pe 8.00–16.00", "la–su suljettu"]);
        assert_eq!(row("Poikkeavat ajat")[0], "to\u{a0}24.12. (jouluaatto) suljettu");
        assert_eq!(row("Kielet"), &["suomi, ruotsi"]);
        assert!(
            night.iter().all(|(key, _)| key != "Osoite"),
            "nobody has said where it is"
        );
        let day = rows("west-uusimaa", "2026-11-23T10:00");
        assert_eq!(day[0].1, ["Auki nyt, klo\u{a0}16.00 asti."]);
    }
}
