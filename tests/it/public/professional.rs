//! Somebody reports in their work: one page in six sections, a bookmark that fills the organisation in, what may be
//! left out and what is asked twice.

use diesel::prelude::*;
use huoli::domain::codes::Authority;
use huoli::forms::load;
use huoli::intake::App;
use huoli::intake::organisations::{self, Organisation};
use huoli::store::StoreError;
use huoli::store::schema::{access_log, case_events, cases, directory_changes, reports};

use super::budget::words;
use crate::harness::app::{TestApp, at};
use crate::harness::db::on_both;
use crate::harness::site::Site;
use crate::harness::visitor::{Seen, Visitor};

/// What is typed about oneself.
pub(super) const WORK: [(&str, &str); 4] = [
    ("reporter.authority", "education"),
    ("reporter.organisation", "Mallilan koulu"),
    ("reporter.name", "Oiva Esimerkki"),
    ("reporter.phone", "050 000 0000"),
];
const HOME: &str = "children[0].residence.municipality";

/// A visit on the page of the report.
pub(super) fn at_the_report(site: &Site) -> Visitor {
    let mut visitor = Visitor::open(&site.address, "/professional");
    visitor.press("continue", &[]).press("continue", &WORK);
    assert_eq!(visitor.seen.heading(), "Ilmoitus");
    visitor
}

fn stored(app: &TestApp) -> (i64, Vec<String>) {
    app.store
        .read("count", |tx| -> Result<_, StoreError> {
            Ok((
                reports::table.count().get_result(tx.conn())?,
                cases::table
                    .order(cases::kind)
                    .select(cases::kind)
                    .load(tx.conn())?,
            ))
        })
        .expect("the rows are counted")
}

/// An organisation with an address of its own.
fn school(app: &TestApp) {
    let school = Organisation {
        code: "mallilan-koulu".to_owned(),
        name: "Mallilan koulu".to_owned(),
        authority: Authority::Education,
        business_id: Some("0000000-0".to_owned()),
        units: vec!["Alakoulu".to_owned(), "Yläkoulu".to_owned()],
    };
    assert!(organisations::put(app, school, at("2026-11-20T08:00")).expect("it is kept"));
}

/// How long a report takes: words read, screens, taps, characters at the speed of somebody who writes for a living.
struct Model {
    words: usize,
    screens: usize,
    actions: usize,
    characters: usize,
}

impl Model {
    fn see(&mut self, seen: &Seen) {
        self.words += words(seen);
        self.screens += 1;
    }

    fn seconds(&self) -> f64 {
        let of = |count: usize, each: f64| f64::from(u32::try_from(count).unwrap()) * each;
        of(self.words, 0.3) + of(self.screens, 0.6) + of(self.actions, 2.45) + of(self.characters, 0.175)
    }
}

on_both! {
    fn a_report_in_ones_work_takes_three_minutes(db: TestDb) {
        let app = TestApp::new(db);
        school(&app);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/professional/mallilan-koulu");
        let mut model = Model { words: 0, screens: 0, actions: 0, characters: 0 };
        let description = "a".repeat(300);
        let pages: [&[(&str, &str)]; 3] = [
            &[],
            &[("reporter.name", "Oiva Esimerkki"), ("reporter.phone", "050 000 0000"), ("reporter.unit", "Alakoulu")],
            &[
                ("children[0].first_names", "Aino Maria"), ("children[0].last_name", "Esimerkki"),
                (HOME, "Vantaa"), ("guardians[0].name", "Helmi Esimerkki"), ("concern.description", &description),
                ("concern.urgency", "within_days"), ("children[0].told", "yes"), ("police_told", "not_applicable"),
            ],
        ];
        for typed in pages {
            model.see(&visitor.seen);
            visitor.press("continue", typed);
            assert_eq!(visitor.seen.status, 200, "{}", visitor.seen.text("main"));
            let chosen = ["unit", "urgency", "told"];
            let texts = typed.iter().filter(|(key, _)| !chosen.iter().any(|end| key.ends_with(end)));
            model.characters += texts.map(|(_, text)| text.len()).sum::<usize>();
            model.actions += typed.len() + 1;
        }
        assert_eq!(visitor.seen.heading(), "Tarkista ja lähetä");
        model.see(&visitor.seen);
        // One's own answers are not read word by word.
        let own = pages.into_iter().flatten().map(|(_, text)| text.split(' ').count());
        model.words -= own.sum::<usize>();
        model.actions += 1;
        let seconds = model.seconds();
        assert!(seconds <= 180.0, "{seconds} s: {} words, {} actions", model.words, model.actions);
        visitor.press("send", &[]);
        assert_eq!(visitor.seen.heading(), "Ilmoitus on lähetetty");
        assert_eq!(stored(&app), (1, vec!["child_welfare".to_owned()]));
    }

    fn the_wizard_of_everybody_leads_there_and_back(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/");
        visitor.press("continue", &[]).press("continue", &[("reporter_role", "professional")]);
        assert_eq!(visitor.seen.heading(), "Tiedot työstäsi");
        assert!(visitor.seen.text("main").contains("ei voi olla nimetön"));
        visitor.press("previous", &[]);
        assert_eq!(visitor.seen.heading(), "Kenenä ilmoitat?");
        assert_eq!(visitor.seen.value("reporter_role"), ["professional"]);
        let mut own = Visitor::open(&site.address, "/professional");
        assert_eq!(own.seen.heading(), "Ilmoita työsi puolesta");
        assert!(own.seen.value("reporter.name").is_empty(), "no field on a page that is only asked for");
        own.press("continue", &[]).press("previous", &[]);
        assert_eq!(own.seen.heading(), "Ilmoita työsi puolesta");
    }

    fn the_page_before_the_first_question_says_that_the_history_stays(db: TestDb) {
        let app = TestApp::new(db);
        school(&app);
        let site = Site::start(&app);
        for (language, history) in [
            ("fi", "Käynti jää selaimen historiaan."),
            ("sv", "Besöket syns i webbläsarens historik."),
            ("en", "The visit stays in the browser's history."),
        ] {
            for path in ["/professional", "/professional/mallilan-koulu"] {
                let visitor = Visitor::speaking(language, &site.address, path);
                let main = visitor.seen.text("main");
                assert!(main.contains(history), "{path}: {main}");
            }
        }
    }

    fn a_name_that_is_left_out_is_asked_for_once(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/professional");
        visitor.press("continue", &[]).press("continue", &[("reporter.phone", "050 000 0000")]);
        assert_eq!(visitor.seen.status, 422, "authority and organisation are wanted");
        let nameless: Vec<_> = WORK.into_iter().filter(|(key, _)| *key != "reporter.name").collect();
        visitor.press("continue", &nameless);
        assert_eq!(visitor.seen.status, 422);
        assert!(visitor.seen.text(".govuk-error-summary").contains("Nimesi puuttuu"));
        visitor.press("continue", &[]);
        assert_eq!(visitor.seen.heading(), "Ilmoitus");
        visitor.press("continue", &[("concern.description", "Huoli."), (HOME, "Vantaa")]).press("send", &[]);
        assert_eq!(visitor.seen.heading(), "Ilmoitus on lähetetty");
        assert_eq!(stored(&app).0, 1);
    }

    fn a_birth_date_that_is_none_is_pointed_out_once_and_kept_as_it_was_typed(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let impossible = [
            (HOME, "Vantaa"),
            ("children[0].birth_date.day", "31"), ("children[0].birth_date.month", "2"), ("children[0].birth_date.year", "2016"),
        ];
        let parents = [
            ("unborn_child.parents[0].residence.municipality", "Vantaa"),
            ("unborn_child.parents[0].birth_date.day", "7"), ("unborn_child.parents[0].birth_date.year", "16"),
            ("unborn_child.parents[1].birth_date.month", "13"), ("unborn_child.parents[1].birth_date.year", "1985"),
        ];
        for (about, slips, kept) in [
            ("", impossible.as_slice(), ["31.2.2016", "31.2.2016"]),
            ("unborn", parents.as_slice(), ["7.16", "13.1985"]),
        ] {
            let mut visitor = at_the_report(&site);
            if !about.is_empty() {
                visitor.press(about, &[]);
            }
            visitor.press("continue", &[slips, &[("concern.description", "Huoli.")]].concat());
            assert_eq!(visitor.seen.status, 422, "told once");
            let said = visitor.seen.text(".govuk-error-message");
            assert!(said.contains("Jos jatkat, tieto tallentuu niin kuin kirjoitit sen."), "{said}");
            visitor.press("continue", &[]);
            assert_eq!(visitor.seen.heading(), "Tarkista ja lähetä", "{}", visitor.seen.text("main"));
            let check = visitor.seen.text("main");
            assert!(kept.iter().all(|kept| check.contains(kept)), "{kept:?} in {check}");
            visitor.press("send", &[]);
            assert_eq!(visitor.seen.heading(), "Ilmoitus on lähetetty");
        }
        assert_eq!(stored(&app).0, 2);
    }

    fn a_bookmark_fills_the_organisation_in_without_a_cookie(db: TestDb) {
        let app = TestApp::new(db);
        school(&app);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/professional/mallilan-koulu");
        visitor.press("continue", &[]);
        for (key, value) in [
            ("reporter.organisation", "Mallilan koulu"),
            ("reporter.authority", "education"),
            ("reporter.business_id", "0000000-0"),
        ] {
            assert_eq!(visitor.seen.value(key), [value], "{key}");
        }
        let units = visitor.seen.text("select[name='reporter.unit'] option");
        assert_eq!(units, "Valitse Alakoulu Yläkoulu");
        visitor.press("continue", &[
            ("reporter.name", "Oiva Esimerkki"), ("reporter.phone", "050 000 0000"), ("reporter.unit", "Yläkoulu"),
        ]);
        assert_eq!(visitor.seen.heading(), "Ilmoitus");
        visitor.press("previous", &[]);
        assert_eq!(visitor.seen.value("reporter.unit"), ["Yläkoulu"]);
        for unknown in ["vieras-koulu", "x", "Mallila", "a%20b"] {
            let mut plain = Visitor::open(&site.address, &format!("/professional/{unknown}"));
            assert_eq!(plain.seen.heading(), "Ilmoita työsi puolesta", "{unknown}");
            plain.press("continue", &[]);
            assert_eq!(plain.seen.value("reporter.organisation"), [""], "{unknown}");
        }
        organisations::remove(&app, "mallilan-koulu", at("2026-11-20T09:00")).expect("it was there");
        let mut gone = Visitor::open(&site.address, "/professional/mallilan-koulu");
        gone.press("continue", &[]);
        assert_eq!(gone.seen.value("reporter.organisation"), [""]);
        let told: (Vec<String>, i64) = app.store
            .read("look", |tx| -> Result<_, StoreError> {
                let changes = directory_changes::table.order(directory_changes::happened_at);
                let logged = access_log::table.filter(access_log::action.eq("directory_changed"));
                Ok((changes.select(directory_changes::what).load(tx.conn())?, logged.count().get_result(tx.conn())?))
            })
            .unwrap();
        assert_eq!(told, (vec!["organisation".to_owned(); 2], 2));
    }

    fn a_contact_made_with_the_family_is_a_contact(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = at_the_report(&site);
        visitor.press("continue", &[
            ("concern.description", "Perhe pyytää apua."), (HOME, "Vantaa"), ("joint_contact", "yes"),
        ]);
        assert!(visitor.seen.text("main").contains("Tehty yhdessä perheen kanssa"));
        let button = visitor.seen.text("button[value='send']");
        assert_eq!(button, "Lähetä yhteydenotto", "it is no report");
        visitor.press("send", &[]);
        assert_eq!(visitor.seen.heading(), "Yhteydenotto on lähetetty");
        assert!(visitor.seen.text("main").contains("ei yhteydenoton sisältöä"), "{}", visitor.seen.text("main"));
        visitor.press("copy:page", &[]);
        assert_eq!(visitor.seen.heading(), "Kopio yhteydenotosta");
        assert_eq!(stored(&app), (1, vec!["contact".to_owned()]));
    }

    fn who_needs_help_today_is_told_to_call_first(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        for (answer, value) in [("called_at", "Tänään klo 14"), ("not_called", "yes"), ("", "")] {
            let mut visitor = at_the_report(&site);
            assert_eq!(visitor.seen.text(".govuk-caption-l"), "Vaihe 2 / 2", "a page of many questions is none");
            visitor.press("continue", &[
                ("concern.description", "Huoli."), (HOME, "Tampere"), ("concern.urgency", "today"),
            ]);
            assert_eq!(visitor.seen.heading(), "Soita ensin");
            assert!(visitor.seen.text("main").contains("000 000 1114"), "{}", visitor.seen.text("main"));
            if answer.is_empty() {
                visitor.press("continue", &[]);
                assert_eq!(visitor.seen.status, 422, "asked once");
                visitor.press("continue", &[]);
            } else {
                visitor.press("continue", &[(answer, value)]);
            }
            assert_eq!(visitor.seen.heading(), "Tarkista ja lähetä", "{answer}");
            let check = visitor.seen.text("main");
            let not_called = answer == "not_called";
            assert_eq!(check.contains("Ei vielä soitettu"), not_called, "{check}");
            assert_eq!(check.contains("Soitettu päivystykseen"), !not_called, "said once: {check}");
            visitor.press("send", &[]);
            assert_eq!(visitor.seen.heading(), "Ilmoitus on lähetetty");
        }
        assert_eq!(stored(&app).0, 3);
    }

    fn after_how_many_silent_days_to_call_is_a_setting(db: TestDb) {
        let app = TestApp::new(db);
        let mut patient: App = (*app).clone();
        patient.silence_days = 14;
        for (app, days) in [(&*app, "10 päivässä"), (&patient, "14 päivässä")] {
            let site = Site::start(app);
            let mut visitor = at_the_report(&site);
            visitor.press("continue", &[(HOME, "Vantaa"), ("concern.description", "Huoli.")]).press("send", &[]);
            let receipt = visitor.seen.text("main");
            assert!(receipt.contains(&format!("Jos et kuule meistä {days}, soita.")), "{receipt}");
        }
    }

    fn the_page_of_the_report_is_no_longer_than_it_may_be_whomever_it_is_about(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = at_the_report(&site);
        let most = usize::from(load::form("professional").unwrap().page("report").unwrap().words);
        assert_eq!(most, 150);
        let mut short = |go: &str, most: usize| {
            if !go.is_empty() {
                visitor.press(go, &[]);
            }
            let count = words(&visitor.seen);
            assert!(count <= most, "{count} words after {go:?}: {}", visitor.seen.text("main"));
        };
        short("", most);
        short("unborn", most);
        short("born", most);
        // Whoever is added brings their own questions along, and nothing else.
        for further in 1..=3 {
            short("add_child", most + 30 * further);
        }
        short("add_guardian", most + 30 * 3 + 10);
    }

    fn children_guardians_and_an_unborn_child_stand_on_one_page(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = at_the_report(&site);
        visitor.press("add_child", &[("children[0].first_names", "Aino"), (HOME, "Tampere")])
            .press("add_child", &[("children[1].first_names", "Eino"), ("children[1].same_address", "yes")])
            .press("remove_child:2", &[("children[2].first_names", "Väärä")])
            .press("unborn", &[])
            .press("add_guardian", &[("guardians[0].name", "Helmi")])
            .press("add_guardian", &[("guardians[1].name", "Oiva")])
            .press("remove_guardian:0", &[]);
        assert_eq!(visitor.seen.heading(), "Ilmoitus", "it is one page all along");
        assert_eq!(visitor.seen.value("children[0].first_names"), ["Aino"]);
        assert_eq!(visitor.seen.value("children[1].first_names"), ["Eino"]);
        assert_eq!(visitor.seen.value("guardians[0].name"), ["Oiva"]);
        visitor.press("continue", &[
            ("unborn_child.parents[0].name", "Helmi"), ("unborn_child.parents[0].residence.municipality", "Tampere"),
            ("concern.description", "Huoli."), ("children[1].told", "no"), ("unborn_child.parents[0].told", "yes"),
        ]);
        assert_eq!(visitor.seen.heading(), "Tarkista ja lähetä", "{}", visitor.seen.text("main"));
        let check = visitor.seen.text("main");
        assert!(check.contains("Syntyvä lapsi"), "{check}");
        let order = ["Lapsi 1", "Lapsi 2", "Raskaana oleva", "Huoltaja 1", "Oiva", "C. Huoli"];
        let places = order.map(|shown| check.find(shown).unwrap_or_else(|| panic!("{shown} in {check}")));
        assert!(places.is_sorted(), "in the order of the form: {check}");
        assert!(!check.contains("Väärä"));
        visitor.press("send", &[]);
        let kinds = ["child_welfare", "child_welfare", "prenatal"].map(str::to_owned);
        assert_eq!(stored(&app), (1, kinds.to_vec()));
        let events: i64 = app.store
            .read("look", |tx| -> Result<_, StoreError> { Ok(case_events::table.count().get_result(tx.conn())?) })
            .unwrap();
        assert_eq!(events, 3);
    }

    fn a_page_of_ten_children_four_guardians_and_an_unborn_one_is_taken(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = at_the_report(&site);
        for _ in 1..10 {
            visitor.press("add_child", &[]);
        }
        for _ in 1..4 {
            visitor.press("add_guardian", &[]);
        }
        visitor.press("unborn", &[("concern.description", "Kaikkien huoli.")]);
        let mut typed = vec![("unborn_child.parents[0].name".to_owned(), "Helmi Mallinen")];
        for child in 0..10 {
            let of = |name: &str| format!("children[{child}].{name}");
            typed.extend([
                (of("first_names"), "Aino"), (of("residence.municipality"), "Vantaa"), (of("told"), "yes"),
                (of("whereabouts"), "Koulussa"), (of("whereabouts_municipality"), "Tampere"), (of("concerns_staff"), "yes"),
            ]);
        }
        for guardian in 0..4 {
            typed.extend([(format!("guardians[{guardian}].name"), "Oiva"), (format!("guardians[{guardian}].told"), "no")]);
        }
        let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        assert!(visitor.filled("continue", &typed).len() > 200);
        visitor.press("continue", &typed);
        assert_eq!(visitor.seen.heading(), "Tarkista ja lähetä", "{}", visitor.seen.text("main"));
        visitor.press("send", &[]);
        assert_eq!(visitor.seen.heading(), "Ilmoitus on lähetetty");
        assert_eq!(stored(&app).1.len(), 11);
    }

    fn a_long_pasted_text_and_another_language_lose_nothing(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = at_the_report(&site);
        let line = "”Lapsi sanoi: ’en mene kotiin’” – opettaja…\t•\u{a0}x\n";
        let mut text: String = line.chars().cycle().take(19_999).collect();
        text.push('.');
        visitor.press("lang:sv", &[
            ("concern.description", &text), ("children[0].personal_identity_code", "010516B903Y"),
            ("guardians[0].told", "no"), ("concern.urgency", "within_days"), (HOME, "Vanda"),
        ]);
        assert_eq!(visitor.seen.heading(), "Anmälan");
        let pasted = |seen: &Seen| seen.value("concern.description").concat();
        assert_eq!(pasted(&visitor.seen), text);
        assert_eq!(visitor.seen.value("guardians[0].told"), ["no"]);
        visitor.press("lang:fi", &[]).press("continue", &[]);
        assert_eq!(visitor.seen.status, 422, "a slip in an identity code is told once");
        assert_eq!(pasted(&visitor.seen), text);
        visitor.press("continue", &[]);
        assert_eq!(visitor.seen.heading(), "Tarkista ja lähetä");
        visitor.press("change:report", &[]);
        assert_eq!(pasted(&visitor.seen), text);
        text.push('!');
        visitor.press("continue", &[("concern.description", &text)]);
        assert_eq!(visitor.seen.status, 422, "one too many");
        assert_eq!(pasted(&visitor.seen), text);
    }
}
