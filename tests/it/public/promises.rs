//! What people must be told, to the letter and where they read it: who may read what they write, what stays behind, whom to
//! ask. The words stand here and not by their keys: whoever takes one of these sentences away should meet a failing test.

use huoli::domain::whom_to_ask::WhomToAsk;
use reqwest::Method;
use scraper::Html;

use super::professional::WORK;
use crate::harness::app::TestApp;
use crate::harness::db::{TestDb, on_both};
use crate::harness::site::Site;
use crate::harness::visitor::{Seen, Visitor, select};

fn says(seen: &Seen, sentences: &[&str]) {
    let main = seen.text("main");
    for sentence in sentences {
        assert!(main.contains(sentence), "{sentence} is missing in {main}");
    }
}

/// What a private person is told on the start page and where they write.
const PRIVATE: [(&str, [&str; 2], [&str; 2]); 3] = [
    (
        "fi",
        [
            "Huoltajat saavat yleensä lukea ilmoituksen.",
            "Käynti jää selaimen historiaan. Käytä tarvittaessa toista laitetta.",
        ],
        [
            "Huoltajat saavat yleensä lukea tekstin.",
            "Jos haluat pysyä nimettömänä, älä kirjoita asioita, joista sinut voi tunnistaa.",
        ],
    ),
    (
        "sv",
        [
            "Vårdnadshavarna får i regel läsa anmälan.",
            "Besöket syns i webbläsarens historik. Använd vid behov en annan enhet.",
        ],
        [
            "Vårdnadshavarna får i regel läsa texten.",
            "Vill du vara anonym, skriv inget som avslöjar vem du är.",
        ],
    ),
    (
        "en",
        [
            "Guardians can usually read the report.",
            "The visit stays in the browser's history. Use another device if you need to.",
        ],
        [
            "Guardians can usually read the text.",
            "To stay anonymous, leave out what could show who you are.",
        ],
    ),
];

/// What a child is told where it writes.
const CHILD: [(&str, &str); 3] = [
    (
        "fi",
        "Vanhempasi saavat yleensä lukea tämän tekstin. Voit kertoa seuraavalla sivulla, jos et halua sitä.",
    ),
    (
        "sv",
        "Dina föräldrar får oftast läsa den här texten. Vill du inte det kan du säga det på nästa sida.",
    ),
    (
        "en",
        "Your parents can usually read this text. On the next page you can say you do not want it.",
    ),
];

/// What somebody who reports in their work is told: on the page before the questions, among the questions on themselves, and
/// where they write.
const AT_WORK: [(&str, [&str; 3]); 3] = [
    (
        "fi",
        [
            "Työssä tehty ilmoitus ei voi olla nimetön. Perheelle kerrotaan, kuka sen teki.",
            "Työssä tehty ilmoitus ei voi olla nimetön. Perheelle kerrotaan, kuka ilmoituksen teki.",
            "Huoltajat saavat yleensä lukea tekstin.",
        ],
    ),
    (
        "sv",
        [
            "En anmälan som görs i arbetet kan inte vara anonym. Familjen får veta vem som gjorde den.",
            "En anmälan i arbetet kan inte vara anonym. Familjen får veta vem som gjort den.",
            "Vårdnadshavarna får i regel läsa texten.",
        ],
    ),
    (
        "en",
        [
            "A report made as part of your job cannot be anonymous. The family will be told who made it.",
            "A report made as part of your job cannot be anonymous. The family will be told who made it.",
            "Guardians can usually read the text.",
        ],
    ),
];

on_both! {
    fn a_private_person_is_told_who_reads_it_and_what_stays_behind(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        for (language, at_the_start, at_the_text) in PRIVATE {
            let mut visitor = Visitor::open(&site.address, &format!("/{language}"));
            says(&visitor.seen, &at_the_start);
            visitor.press("continue", &[])
                .press("continue", &[("reporter_role", "private_person")])
                .press("continue", &[("children[0].residence.municipality", "Vantaa")])
                .press("continue", &[]);
            assert!(visitor.seen.html.contains("name=\"concern.description\""), "{}", visitor.seen.heading());
            says(&visitor.seen, &at_the_text);
        }
    }

    fn a_child_is_told_that_its_parents_may_read_it(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        for (language, sentence) in CHILD {
            let mut visitor = Visitor::open(&site.address, &format!("/{language}"));
            visitor.press("continue", &[]).press("continue", &[("reporter_role", "young_person")]).press("continue", &[]);
            assert!(visitor.seen.html.contains("name=\"concern.description\""), "{}", visitor.seen.heading());
            says(&visitor.seen, &[sentence]);
        }
    }

    fn who_reports_in_their_work_is_told_that_the_family_hears_who_it_was(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        for (language, [at_the_start, at_the_name, at_the_text]) in AT_WORK {
            let mut visitor = Visitor::speaking(language, &site.address, "/professional");
            says(&visitor.seen, &[at_the_start]);
            visitor.press("continue", &[]);
            assert!(visitor.seen.html.contains("name=\"reporter.name\""), "{}", visitor.seen.heading());
            says(&visitor.seen, &[at_the_name]);
            visitor.press("continue", &WORK);
            assert!(visitor.seen.html.contains("name=\"concern.description\""), "{}", visitor.seen.heading());
            says(&visitor.seen, &[at_the_text]);
        }
    }
}

fn with_addresses() -> TestApp {
    let mut app = TestApp::new(TestDb::sqlite());
    app.set(|app| {
        app.whom_to_ask = WhomToAsk {
            feedback: Some("palaute@mallila.example".to_owned()),
            privacy_url: Some("https://mallila.example/tietosuoja".to_owned()),
            data_protection_officer: Some("Oiva Esimerkki <tietosuoja@mallila.example>".to_owned()),
        };
    });
    app
}

/// Feedback is answered in fourteen days, and every page leads to where it goes (306/2019 9 §). An address is plain text: of no
/// page does a link lead away, which is looked at for each answer.
#[test]
fn every_page_leads_to_where_feedback_goes() {
    for (app, is_set) in [(TestApp::new(TestDb::sqlite()), false), (with_addresses(), true)] {
        let site = Site::start(&app);
        for (language, label, answered, set_answered) in [
            (
                "fi",
                "Palaute",
                "Se vastaa kahden viikon kuluessa.",
                "Vastaamme 14 päivän kuluessa.",
            ),
            (
                "sv",
                "Respons",
                "Det svarar inom två veckor.",
                "Vi svarar inom 14 dagar.",
            ),
            (
                "en",
                "Feedback",
                "It will answer within two weeks.",
                "We answer within 14 days.",
            ),
        ] {
            let mut visitor = Visitor::open(&site.address, &format!("/{language}"));
            for _ in 0..2 {
                let page = Html::parse_document(&visitor.seen.html);
                let links = select(&page, "footer a").into_iter();
                let leads: Vec<_> = links
                    .filter(|link| link.text().collect::<String>() == label)
                    .filter_map(|link| link.attr("href").map(str::to_owned))
                    .collect();
                assert_eq!(leads, [format!("./{language}/accessibility#feedback")]);
                visitor.press("continue", &[]);
            }
            let seen = visitor.ask(&Method::GET, &format!("/{language}/accessibility"), &[]);
            let page = Html::parse_document(&seen.html);
            assert_eq!(select(&page, "main h2#feedback").len(), 1);
            let main = seen.text("main");
            assert_eq!(main.contains("palaute@mallila.example"), is_set, "{main}");
            assert!(
                main.contains(if is_set { set_answered } else { answered }),
                "{main}"
            );
            assert!(
                !select(&page, "main a[href$='/contacts']").is_empty(),
                "the numbers are there always"
            );
        }
    }
}

/// What (EU) 2016/679, articles 13 and 14, asks for.
#[test]
fn the_page_on_privacy_says_who_keeps_what_why_how_long_and_whom_to_ask() {
    let told = [
        (
            "fi",
            [
                "Rekisterinpitäjä on Länsi-Uudenmaan hyvinvointialue.",
                "lastensuojelulaki (417/2007), sosiaalihuoltolaki (1301/2014)",
                "Peruste on lakisääteinen velvoite",
                "liitteet, viestit",
                "laki asiakastietojen käsittelystä määrää",
                "säilyy vähintään 12 vuotta",
                "näyttämään omat tietosi, korjaamaan virheen",
                "tietosuojavaltuutetulle",
            ],
            "Tietosuojavastaava",
        ),
        (
            "sv",
            [
                "Personuppgiftsansvarig är Västra Nylands välfärdsområde.",
                "barnskyddslagen (417/2007), socialvårdslagen (1301/2014)",
                "Grunden är en rättslig förpliktelse",
                "bilagorna, meddelandena",
                "lagen om behandling av kunduppgifter kräver",
                "sparas i minst 12 år",
                "visa dina uppgifter, rätta ett fel",
                "dataombudsmannen",
            ],
            "Dataskyddsombud",
        ),
        (
            "en",
            [
                "The controller is West Uusimaa wellbeing services county.",
                "Child Welfare Act (417/2007) and the Social Welfare Act (1301/2014)",
                "The ground is a legal obligation",
                "the files, the messages",
                "as long as the act on client data says",
                "kept for at least 12 years",
                "to correct an error or to restrict",
                "Data Protection Ombudsman",
            ],
            "Data protection officer",
        ),
    ];
    for (app, is_set) in [(TestApp::new(TestDb::sqlite()), false), (with_addresses(), true)] {
        let site = Site::start(&app);
        let visitor = Visitor::open(&site.address, "/");
        for (language, sentences, officer) in told {
            let seen = visitor.ask(&Method::GET, &format!("/{language}/privacy"), &[]);
            says(&seen, &sentences);
            let rows = seen.text("main dl");
            let both = [
                officer,
                "Oiva Esimerkki <tietosuoja@mallila.example>",
                "https://mallila.example/tietosuoja",
            ];
            assert_eq!(both.iter().all(|said| rows.contains(said)), is_set, "{rows}");
            assert_eq!(rows.is_empty(), !is_set, "{rows}");
            let page = Html::parse_document(&seen.html);
            assert!(
                !select(&page, "main a[href$='/contacts']").is_empty(),
                "the way to the numbers"
            );
        }
    }
}
