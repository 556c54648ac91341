//! Every branch of the wizard from its start to its receipt: who is asked what, in which words, and that nothing typed is
//! lost and nothing hidden is sent.

use chrono::TimeDelta;
use huoli::forms::load;

use super::attachments::rename;
use super::budget::words;
use super::professional::WORK;
use crate::harness::app::{TestApp, at};
use crate::harness::db::{TestDb, on_both};
use crate::harness::site::Site;
use crate::harness::visitor::Visitor;

const HOME: &str = "children[0].residence.municipality";
const ROLE: &str = "reporter_role";

/// A button that is pressed, and what is typed before.
type Press<'a> = (&'a str, &'a [(&'a str, &'a str)]);

/// Somebody who helps their own child, one page after the other.
const GUARDIAN: [Press<'static>; 6] = [
    ("continue", &[(ROLE, "guardian")]),
    ("continue", &[(HOME, "Vantaa")]),
    (
        "continue",
        &[
            ("children[0].first_names", "Aino"),
            ("children[0].birth_date.day", "1"),
            ("children[0].birth_date.month", "5"),
            ("children[0].birth_date.year", "2016"),
        ],
    ),
    (
        "continue",
        &[
            ("concern.description", "En jaksa enää."),
            ("worker_only", "Pelkään toista huoltajaa."),
        ],
    ),
    ("continue", &[("children[0].told", "no")]),
    (
        "continue",
        &[
            ("reporter.name", "Helmi Mallinen"),
            ("safe_contact", "Tekstiviesti aamulla"),
        ],
    ),
];

const YOUNG: [Press<'static>; 4] = [
    ("continue", &[(ROLE, "young_person")]),
    ("continue", &[]),
    ("continue", &[("concern.description", "Isä juo ja huutaa.")]),
    (
        "continue",
        &[
            ("reporter.name", "Aino"),
            ("children[0].age_estimate", "13"),
            (HOME, "Vantaa"),
            ("safe_contact", "Viesti puhelimeen koulun jälkeen"),
            ("guardians_may_know", "no"),
            ("guardians_may_know_reason", "Isä suuttuu"),
        ],
    ),
];

const UNBORN_TOO: [Press<'static>; 8] = [
    ("continue", &[(ROLE, "private_person")]),
    ("continue", &[(HOME, "Vantaa")]),
    ("add_child", &[("children[0].first_names", "Aino")]),
    ("unborn", &[("children[1].first_names", "Eino")]),
    (
        "continue",
        &[
            ("unborn_child.expected_birth_text", "keväällä"),
            ("unborn_child.parents[0].name", "Helmi Mallinen"),
            ("unborn_child.parents[0].residence.municipality", "Vantaa"),
            ("unborn_child.parents[1].name", "Oiva Mallinen"),
            ("unborn_child.maternity_care_text", "Mallilan neuvola"),
        ],
    ),
    (
        "continue",
        &[
            ("concern.description", "Päihteitä raskauden aikana."),
            ("support_needs", "substances"),
            ("concern.reasons", "neglect"),
        ],
    ),
    ("continue", &[("family_told", "unknown")]),
    ("continue", &[("reporter.identity", "anonymous")]),
];

const NAMED: [Press<'static>; 7] = [
    ("continue", &[(ROLE, "private_person")]),
    ("continue", &[(HOME, "Vantaa")]),
    (
        "continue",
        &[
            ("children[0].protected_address", "yes"),
            ("children[0].whereabouts", "Mallilan koulu"),
        ],
    ),
    ("continue", &[("concern.description", "Huoli.")]),
    ("continue", &[]),
    ("continue", &[("reporter.identity", "named")]),
    (
        "continue",
        &[
            ("reporter.name", "Matti Mallinen"),
            ("reporter.secrecy_request", "yes"),
            ("reporter.secrecy_grounds", "Minua on uhattu"),
            ("reporter.contact_times", "iltaisin"),
        ],
    ),
];

/// Presses one after the other; on every page the languages are gone through before, and what was typed must stand there.
fn walk(visitor: &mut Visitor, presses: &[Press<'_>]) {
    visitor.press("continue", &[]);
    for (button, typed) in presses {
        for language in ["lang:sv", "lang:en", "lang:fi"] {
            let first = language == "lang:sv";
            visitor.press(language, if first { typed } else { &[] });
            assert_eq!(visitor.seen.status, 200);
            for (name, value) in *typed {
                assert_eq!(visitor.seen.value(name), [*value], "{name} after {language}");
            }
        }
        visitor.press(button, &[]);
        assert_eq!(visitor.seen.status, 200, "{}", visitor.seen.text("main"));
    }
    assert_eq!(visitor.seen.heading(), "Tarkista ja lähetä");
}

on_both! {
    fn each_branch_keeps_every_word_through_the_languages_and_ends_in_a_receipt(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        for (presses, title) in [
            (&GUARDIAN[..], "Pyyntösi on lähetetty"),
            (&YOUNG[..], "Viestisi on perillä"),
            (&UNBORN_TOO[..], "Ilmoitus on lähetetty"),
            (&NAMED[..], "Ilmoitus on lähetetty"),
        ] {
            let mut visitor = Visitor::open(&site.address, "/fi");
            walk(&mut visitor, presses);
            let check = visitor.seen.text("main");
            for (name, value) in presses.iter().flat_map(|(_, typed)| *typed) {
                let shown = value.contains(|letter: char| letter.is_uppercase() || letter == ' ');
                let dropped = *value == "Eino";
                assert!(!shown || dropped || check.contains(value), "{name}: {value} is not in {check}");
                assert!(!dropped || !check.contains(value));
            }
            visitor.press("send", &[]);
            assert_eq!(visitor.seen.status, 200);
            assert_eq!(visitor.seen.heading(), title);
            let receipt = visitor.seen.text("main");
            for word in ["Aino", "Eino", "Mallinen", "Mallila", "Isä", "jaksa", "Pelkään", "Päihteitä", "Tekstiviesti"] {
                assert!(!receipt.contains(word), "{word} in {receipt}");
            }
        }
    }

    fn a_child_reads_easy_words_on_three_pages_and_is_told_that_nobody_calls(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/fi");
        visitor.press("continue", &[]).press("continue", &[(ROLE, "young_person")]);
        assert_eq!(visitor.seen.heading(), "Hyvä, että kirjoitat");
        let first = visitor.seen.text("main");
        for said in ["Et ole tehnyt mitään väärää", "112", "116 111", "Kirjoita meille"] {
            assert!(first.contains(said), "{said} in {first}");
        }
        assert!(!visitor.seen.html.contains("<textarea") && !visitor.seen.html.contains("type=\"text\""));
        visitor.press("previous", &[]);
        assert_eq!(visitor.seen.value(ROLE), ["young_person"]);
        visitor.press("continue", &[]).press("continue", &[]);
        assert_eq!(visitor.seen.heading(), "Mitä on tapahtunut?");
        assert!(visitor.seen.text(".govuk-inset-text").contains("Vanhempasi saavat yleensä lukea"));
        visitor.press("continue", &[]);
        assert_eq!(visitor.seen.text(".govuk-error-summary li"), "Kirjoita, mitä on tapahtunut. Muutama sana riittää.");
        visitor.press("continue", &[("concern.description", "Isä lyö.")]);
        visitor.press("continue", &[]);
        assert_eq!(visitor.seen.heading(), "Tarkista ja lähetä", "three pages");
        let check = visitor.seen.text("main");
        assert!(check.contains("Soitto kotiin Ei"), "{check}");
        assert!(check.contains("Vanhempasi voivat nähdä nämä") && check.contains("Yleensä vain työntekijälle"));
        assert!(check.contains("Länsi-Uudenmaan lastensuojelun vastaanotto"), "the default office: {check}");
        // Who does not want it is not told that the parents will see it, nor that they will not.
        visitor.press("previous", &[]).press("continue", &[("guardians_may_know", "no")]);
        let check = visitor.seen.text("main");
        assert!(check.contains("Et halua, että vanhempasi näkevät nämä") && check.contains("Työntekijä saa tietää tämän ja päättää"), "{check}");
        assert!(!check.contains("Vanhempasi voivat nähdä"), "{check}");
        visitor.press("send", &[]);
        let receipt = visitor.seen.text("main");
        assert!(receipt.contains("Sinun tunnuksesi") && receipt.contains("116 111"), "{receipt}");
    }

    fn who_turns_out_to_be_a_child_takes_along_what_was_written_and_finds_the_rest_again(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/fi");
        visitor.press("continue", &[])
            .press("continue", &[(ROLE, "private_person")])
            .press("continue", &[(HOME, "Vantaa")])
            .press("add_child", &[("children[0].first_names", "Aino")])
            .press("continue", &[("children[1].first_names", "Eino")])
            .press("previous", &[("concern.description", "Huoli.")]);
        while visitor.seen.heading() != "Kenenä ilmoitat?" {
            visitor.press("previous", &[]);
        }
        visitor.press("continue", &[(ROLE, "young_person")]).press("continue", &[]);
        assert_eq!(visitor.seen.value("concern.description"), ["Huoli."]);
        visitor.press("continue", &[]);
        assert_eq!(visitor.seen.value(HOME), ["Vantaa"]);
        visitor.press("continue", &[]);
        let check = visitor.seen.text("main");
        assert!(!check.contains("Aino") && !check.contains("Eino"), "{check}");
        while visitor.seen.heading() != "Kenenä ilmoitat?" {
            visitor.press("previous", &[]);
        }
        visitor.press("continue", &[(ROLE, "private_person")]).press("continue", &[]).press("continue", &[]);
        assert_eq!(visitor.seen.value("children[1].first_names"), ["Eino"]);
    }

    fn a_guardian_who_leaves_no_way_to_be_reached_is_told_and_may_send(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/fi");
        visitor.press("continue", &[])
            .press("continue", &[(ROLE, "guardian")])
            .press("continue", &[(HOME, "Vantaa")]);
        assert_eq!(visitor.seen.heading(), "Kerro lapsestasi");
        visitor.press("continue", &[]);
        assert_eq!(visitor.seen.heading(), "Mihin tarvitsette apua?");
        assert!(visitor.seen.text(".govuk-inset-text").contains("Se koskee myös toista huoltajaa."));
        visitor.press("continue", &[("concern.description", "En jaksa enää.")]);
        assert_eq!(visitor.seen.heading(), "Tietääkö lapsi, että otat yhteyttä?");
        visitor.press("continue", &[]);
        assert_eq!(visitor.seen.heading(), "Miten tavoitamme sinut?");
        visitor.press("continue", &[]);
        assert!(visitor.seen.text("main").contains("Emme voi ottaa sinuun yhteyttä"));
        visitor.press("change:contact", &[]).press("continue", &[("reporter.phone", "050 000 0000")]);
        assert!(!visitor.seen.text("main").contains("Emme voi ottaa sinuun yhteyttä"));
        visitor.press("send", &[]);
        let receipt = visitor.seen.text("main");
        assert!(receipt.contains("Otamme sinuun yhteyttä.") && receipt.contains("Olet asianosainen"), "{receipt}");
        assert!(!receipt.contains("Emme saa kertoa ratkaisua"), "a party is told");
    }

    fn a_guardian_whom_nobody_can_reach_is_asked_to_call_and_promised_nothing(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/fi");
        visitor.press("continue", &[])
            .press("continue", &[(ROLE, "guardian")])
            .press("continue", &[(HOME, "Vantaa")])
            .press("continue", &[])
            .press("continue", &[("concern.description", "En jaksa enää.")])
            .press("continue", &[])
            .press("continue", &[]);
        assert!(visitor.seen.text("main").contains("Emme voi ottaa sinuun yhteyttä"), "{}", visitor.seen.text("main"));
        visitor.press("send", &[]);
        let receipt = visitor.seen.text("main");
        assert!(receipt.contains("Soita meille, niin kerromme, miten asia etenee."), "{receipt}");
        for promise in ["Kerromme sinulle", "Otamme sinuun yhteyttä"] {
            assert!(!receipt.contains(promise), "{promise} in {receipt}");
        }
        assert!(visitor.seen.text("aside").contains("000 000 "), "whom to call stands there");
    }

    fn a_guardian_is_asked_where_help_is_needed_and_told_of_a_request(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/fi");
        visitor.press("continue", &[]).press("continue", &[(ROLE, "guardian")]).press("continue", &[]);
        assert_eq!(visitor.seen.heading(), "Missä kunnassa tarvitsette apua?");
        assert!(words(&visitor.seen) <= 25, "{}", visitor.seen.text("main"));
        visitor.press("continue", &[]);
        assert_eq!(visitor.seen.heading(), "Emme tiedä, minne pyyntösi kuuluu");
        assert!(visitor.seen.text("main").contains("Voit silti pyytää apua. Selvitämme, kuka asian käsittelee."));
        visitor.press("previous", &[])
            .press("continue", &[("place_of_concern_municipality", "Vantaa")])
            .press("continue", &[])
            .press("continue", &[("concern.description", "En jaksa enää.")])
            .press("continue", &[])
            .press("continue", &[]);
        let check = visitor.seen.text("main");
        assert!(check.contains("Missä apua tarvitaan Vantaa"), "{check}");
        rename(&app, "ALTER TABLE case_events RENAME TO case_events_away");
        visitor.press("send", &[]);
        rename(&app, "ALTER TABLE case_events_away RENAME TO case_events");
        let told = visitor.seen.text(".govuk-error-summary");
        assert!(visitor.seen.status == 500 && told.contains("Pyyntöä ei voitu tallentaa"), "{told}");
        assert!(told.contains("Pyyntöä ei ole lähetetty. Vastauksesi ovat tallessa tällä sivulla."), "{told}");
        // The page is young, and what makes two sendings one is old.
        app.clock.advance(TimeDelta::hours(20));
        visitor.press("lang:sv", &[]).press("lang:fi", &[]);
        app.clock.advance(TimeDelta::hours(5));
        visitor.press("send", &[]);
        let told = visitor.seen.text(".govuk-error-summary");
        assert!(visitor.seen.status == 410 && told.contains("Pyyntöä ei ole lähetetty. Lähetä se uudelleen."), "{told}");
        visitor.press("send", &[]);
        assert_eq!(visitor.seen.heading(), "Pyyntösi on lähetetty");
    }

    fn of_a_child_who_is_born_and_one_who_is_not_no_two_questions_are_the_same(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        for (role, about_the_born) in [
            ("private_person", ["Mihin huoli liittyy?", "Vad handlar oron om?", "What is it about?"]),
            ("guardian", ["Mihin tarvitsette apua?", "Vad behöver ni hjälp med?", "What do you need help with?"]),
        ] {
            let about_the_unborn = [
                "Mihin vanhempien tuen tarve liittyy?",
                "Vad behöver föräldrarna stöd med?",
                "What do the parents need support with?",
            ];
            let mut visitor = Visitor::open(&site.address, "/fi");
            visitor.press("continue", &[])
                .press("continue", &[(ROLE, role)])
                .press("continue", &[(HOME, "Vantaa")])
                .press("add_child", &[("children[0].first_names", "Aino")])
                .press("unborn", &[])
                .press("continue", &[]);
            assert!(visitor.seen.html.contains("name=\"support_needs\""), "{}", visitor.seen.text("main"));
            assert!(visitor.seen.html.contains("name=\"concern.reasons\""), "{}", visitor.seen.text("main"));
            for (index, language) in ["lang:fi", "lang:sv", "lang:en"].into_iter().enumerate() {
                if index > 0 {
                    visitor.press(language, &[]);
                }
                let legends = visitor.seen.text("legend");
                for asked in [about_the_born[index], about_the_unborn[index]] {
                    assert_eq!(legends.matches(asked).count(), 1, "{role}: {asked} in {legends}");
                }
            }
        }
    }

    fn where_a_child_is_now_is_asked_in_what_the_parents_do_not_read(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/fi");
        visitor.press("continue", &[])
            .press("continue", &[(ROLE, "young_person")])
            .press("continue", &[])
            .press("continue", &[("concern.description", "Isä lyö.")]);
        let asked = visitor.seen.text("main");
        assert!(asked.contains("Missä olet nyt") && !asked.contains("paikka, jossa olet nyt"), "{asked}");
        visitor.press("continue", &[("safe_contact", "Mummolassa, illalla")]);
        let check = visitor.seen.text("main");
        let [parents, worker, safe] = ["Vanhempasi voivat nähdä", "Yleensä vain työntekijälle", "Mummolassa"]
            .map(|words| check.find(words).unwrap_or_else(|| panic!("{words} in {check}")));
        assert!(parents < worker && worker < safe, "{check}");
    }

    fn a_child_in_a_town_of_several_areas_is_asked_which_and_may_not_know(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/fi");
        visitor.press("continue", &[])
            .press("continue", &[(ROLE, "young_person")])
            .press("continue", &[])
            .press("continue", &[("concern.description", "Isä lyö.")])
            .press("continue", &[(HOME, "Espoo")]);
        assert_eq!(visitor.seen.heading(), "Missä päin asut?");
        assert!(visitor.seen.text("main").contains("En tiedä"));
        assert!(words(&visitor.seen) <= 25, "{}", visitor.seen.text("main"));
        visitor.press("continue", &[]);
        assert_eq!(visitor.seen.heading(), "Tarkista ja lähetä", "no answer is an answer");
        visitor.press("change:area", &[]).press("continue", &[("children[0].residence.area", "suur-leppavaara")]);
        let check = visitor.seen.text("main");
        assert!(check.contains("Leppävaara"), "{check}");
        visitor.press("send", &[]);
        assert_eq!(visitor.seen.heading(), "Viestisi on perillä");
    }

    fn the_check_page_of_a_guardian_is_short_whatever_was_answered(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let about: [&[(&str, &str)]; 3] = [
            &[],
            &[("children[0].first_names", "Aino")],
            &[("children[0].first_names", "Aino"), ("children[0].age_estimate", "6")],
        ];
        let reached: [&[(&str, &str)]; 3] = [
            &[],
            &[("reporter.name", "Helmi Mallinen"), ("reporter.email", "helmi@example.org"), ("safe_contact", "aamulla")],
            &[("reporter.phone", "050 000 0000")],
        ];
        for (child, contact) in about.into_iter().flat_map(|child| reached.map(|contact| (child, contact))) {
            let mut visitor = Visitor::open(&site.address, "/fi");
            visitor.press("continue", &[])
                .press("continue", &[(ROLE, "guardian")])
                .press("continue", &[(HOME, "Vantaa")])
                .press("continue", child)
                .press("continue", &[("concern.description", "Väsymys.")])
                .press("continue", &[])
                .press("continue", contact);
            let check = visitor.seen.text("main");
            assert!(words(&visitor.seen) <= 45, "{}: {check}", words(&visitor.seen));
            assert_eq!(check.contains("Emme voi ottaa sinuun yhteyttä."), contact.is_empty(), "{check}");
            // What was left out can be filled in from here.
            visitor.press("change:contact", &[]);
            assert_eq!(visitor.seen.heading(), "Miten tavoitamme sinut?");
            visitor.press("continue", &[("safe_contact", "Vain aamulla")]);
            let check = visitor.seen.text("main");
            assert!(check.contains("Yleensä vain työntekijälle") && check.contains("Vain aamulla"), "{check}");
        }
    }

    fn a_child_who_lives_with_the_one_before_has_no_row_for_a_place(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        for (flag, row) in [("same_address", "Sama osoite Kyllä"), ("same_municipality", "Sama kunta Kyllä")] {
            let flag = format!("children[1].{flag}");
            let mut visitor = Visitor::open(&site.address, "/fi");
            visitor.press("continue", &[])
                .press("continue", &[(ROLE, "private_person")])
                .press("continue", &[(HOME, "Vantaa")])
                .press("add_child", &[])
                .press("continue", &[(&flag, "yes")])
                .press("continue", &[("concern.description", "Huoli.")])
                .press("continue", &[])
                .press("continue", &[("reporter.identity", "anonymous")]);
            let check = visitor.seen.text("main");
            assert!(check.contains(row), "{check}");
            assert!(!check.contains("Kunta Ei annettu"), "{check}");
            assert_eq!(check.matches("Vantaan lastensuojelu").count(), 2, "{check}");
        }
    }

    fn a_guardian_of_several_is_asked_of_each_child_whether_it_knows(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/fi");
        visitor.press("continue", &[])
            .press("continue", &[(ROLE, "guardian")])
            .press("continue", &[(HOME, "Vantaa")])
            .press("add_child", &[])
            .press("continue", &[("children[1].same_address", "yes")])
            .press("continue", &[("concern.description", "En jaksa enää."), ("children[1].own_concern", "Eino karkailee.")]);
        assert!(visitor.seen.text("main").contains("Tietääkö lapsi 2, että otat yhteyttä?"));
        visitor.press("continue", &[("children[0].told", "yes"), ("children[1].told", "unknown")])
            .press("continue", &[]);
        let check = visitor.seen.text("main");
        assert!(check.contains("Eino karkailee.") && check.contains("En tiedä"), "{check}");
    }

    fn what_is_no_date_is_pointed_out_once_and_kept_in_words(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/fi");
        visitor.press("continue", &[])
            .press("continue", &[(ROLE, "private_person")])
            .press("continue", &[(HOME, "Vantaa")]);
        let day = "children[0].birth_date.day";
        visitor.press("continue", &[(day, "31"), ("children[0].birth_date.month", "2"), ("children[0].birth_date.year", "2016")]);
        assert_eq!(visitor.seen.status, 422);
        assert!(visitor.seen.text(".govuk-error-message").contains("Jos jatkat, tieto tallentuu niin kuin kirjoitit sen."));
        visitor.press("continue", &[]);
        assert_eq!(visitor.seen.status, 200);
        visitor.press("previous", &[]).press("continue", &[(day, "30")]);
        assert_eq!(visitor.seen.status, 422, "another slip is another word");
        visitor.press("continue", &[])
            .press("continue", &[("concern.description", "Huoli.")])
            .press("continue", &[])
            .press("continue", &[("reporter.identity", "anonymous")]);
        assert!(visitor.seen.text("main").contains("30.2.2016"));
        visitor.press("send", &[]);
        assert_eq!(visitor.seen.heading(), "Ilmoitus on lähetetty");
    }

    fn a_slip_that_another_button_put_off_is_told_where_it_is_met_again(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/fi");
        visitor.press("continue", &[])
            .press("continue", &[(ROLE, "private_person")])
            .press("continue", &[(HOME, "Vantaa")])
            .press("add_child", &[("children[0].personal_identity_code", "010516B903Y")]);
        assert_eq!(visitor.seen.status, 200, "a button takes what is typed as it is");
        visitor.press("continue", &[])
            .press("continue", &[("concern.description", "Huoli.")])
            .press("continue", &[])
            .press("continue", &[("reporter.identity", "anonymous")]);
        assert_eq!(visitor.seen.status, 422);
        assert_eq!(visitor.seen.heading(), "Kenestä lapsesta olet huolissasi?");
        assert!(visitor.seen.text(".govuk-error-message").contains("ei täsmää"));
        visitor.press("continue", &[]);
        assert_eq!(visitor.seen.heading(), "Tarkista ja lähetä");
    }

    fn a_further_child_s_place_is_looked_at_like_the_first_one_s(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/fi");
        let other = "children[1].residence.municipality";
        visitor.press("continue", &[])
            .press("continue", &[(ROLE, "private_person")])
            .press("continue", &[(HOME, "Vantaa")])
            .press("add_child", &[])
            .press("continue", &[(other, "uimahalli")]);
        assert_eq!(visitor.seen.status, 422);
        assert!(visitor.seen.text(".govuk-error-message").contains("Kuntaa ei löydy."));
        visitor.press("continue", &[(other, "Mariehamn")]);
        assert!(visitor.seen.text("main").contains("Ahvenanmaalla"), "{}", visitor.seen.text("main"));
        visitor.press("previous", &[]).press("continue", &[(other, " ")])
            .press("continue", &[("concern.description", "Huoli.")])
            .press("continue", &[])
            .press("continue", &[("reporter.identity", "anonymous")]);
        let check = visitor.seen.text("main");
        assert_eq!(check.matches("Vantaan lastensuojelu").count(), 2, "it goes where the other one goes: {check}");
    }

    fn nothing_hidden_is_shown_on_the_check_page(db: TestDb) {
        let app = TestApp::new(db);
        let site = Site::start(&app);
        let mut visitor = Visitor::open(&site.address, "/fi");
        walk(&mut visitor, &NAMED);
        visitor.press("change:you", &[]).press("continue", &[("reporter.identity", "anonymous")]);
        let check = visitor.seen.text("main");
        for word in ["Matti", "uhattu", "iltaisin"] {
            assert!(!check.contains(word), "{word} in {check}");
        }
        visitor.press("change:you", &[]).press("continue", &[("reporter.identity", "named")]);
        assert!(visitor.seen.text("main").contains("Minua on uhattu"), "typed once, never lost");
    }
}

#[test]
fn no_page_of_a_branch_has_more_words_than_its_definition_allows() {
    let app = TestApp::new(TestDb::sqlite());
    let site = Site::start(&app);
    for (form, presses, pages) in [
        (
            "concern",
            &GUARDIAN[..],
            &["who", "where", "child", "concern", "told", "contact"][..],
        ),
        ("young_person", &YOUNG[1..], &["young", "young_what", "young_you"]),
        (
            "concern",
            &NAMED[..],
            &["who", "where", "child", "concern", "family", "you", "you_details"],
        ),
    ] {
        let mut visitor = Visitor::open(&site.address, "/fi");
        visitor.press("continue", &[]);
        if form == "young_person" {
            visitor.press("continue", &[(ROLE, form)]);
        }
        let allowed = |page: &str| usize::from(load::form(form).unwrap().page(page).unwrap().words);
        for ((_, typed), page) in presses.iter().zip(pages) {
            let counted = words(&visitor.seen);
            assert!(
                counted <= allowed(page),
                "{form} {page}: {counted}, {}",
                visitor.seen.text("main")
            );
            let required: Vec<_> = typed
                .iter()
                .filter(|(key, _)| {
                    ["reporter_role", HOME, "concern.description", "reporter.identity"].contains(key)
                })
                .copied()
                .collect();
            visitor.press("continue", &required);
        }
        // The main path's budget counts on few rows; a child's has no more than these.
        let counted = words(&visitor.seen);
        assert!(
            form == "concern" || counted <= allowed("check"),
            "{form} check: {counted}, {}",
            visitor.seen.text("main")
        );
        visitor.press("send", &[]);
        let counted = words(&visitor.seen);
        assert!(counted <= 60, "{form} receipt: {counted}");
    }
}

/// A page's heading, which page it is and how many words it may have (`None`: that is counted elsewhere), and what is
/// pressed there.
type Met<'a> = (&'a str, Option<(&'a str, u16)>, Press<'a>);

const ROLES: Met<'static> = (
    "Kenenä ilmoitat?",
    None,
    ("continue", &[(ROLE, "private_person")]),
);
const AREA: &str = "Missä päin kuntaa lapsi asuu tai oleskelee?";
const PLACE: &str = "Missä näit tai kuulit tämän?";
const SECOND_HOME: &str = "children[1].residence.municipality";

/// Ways that lead to pages that few meet: a place that is not known or has several areas, an unborn child, somebody's work.
const SELDOM_MET: [(&str, &str, &[Met<'static>]); 4] = [
    (
        "/fi",
        "concern",
        &[
            ("Kerro huolesi lapsesta", None, ("continue", &[])),
            ROLES,
            (
                "Missä kunnassa lapsi asuu tai oleskelee?",
                None,
                ("continue", &[]),
            ),
            (PLACE, Some(("place", 25)), ("continue", &[])),
            ("Emme tiedä, minne ilmoitus kuuluu", None, ("continue", &[])),
            ("Kenestä lapsesta olet huolissasi?", None, ("add_child", &[])),
            ("Lapsi 2", None, ("continue", &[(SECOND_HOME, "Espoo")])),
            (AREA, Some(("child_area", 25)), ("continue", &[])),
        ],
    ),
    (
        "/fi",
        "concern",
        &[
            ("Kerro huolesi lapsesta", None, ("continue", &[])),
            ROLES,
            (
                "Missä kunnassa lapsi asuu tai oleskelee?",
                None,
                ("continue", &[(HOME, "Espoo")]),
            ),
            (AREA, Some(("area", 25)), ("continue", &[])),
            ("Kenestä lapsesta olet huolissasi?", None, ("unborn", &[])),
            (
                "Kerro syntyvästä lapsesta",
                Some(("unborn", 40)),
                ("continue", &[]),
            ),
        ],
    ),
    (
        "/professional",
        "professional",
        &[
            ("Ilmoita työsi puolesta", None, ("continue", &[])),
            ("Tiedot työstäsi", Some(("work", 60)), ("continue", &WORK)),
            (
                "Ilmoitus",
                Some(("report", 150)),
                (
                    "continue",
                    &[
                        (HOME, "Espoo"),
                        ("concern.description", "Huoli."),
                        ("concern.urgency", "today"),
                    ],
                ),
            ),
            (AREA, Some(("area", 25)), ("continue", &[])),
            (
                "Soita ensin",
                Some(("call", 45)),
                ("continue", &[("not_called", "yes")]),
            ),
        ],
    ),
    (
        "/professional",
        "professional",
        &[
            ("Ilmoita työsi puolesta", None, ("continue", &[])),
            ("Tiedot työstäsi", None, ("continue", &WORK)),
            (
                "Ilmoitus",
                None,
                ("add_child", &[("concern.description", "Huoli.")]),
            ),
            ("Ilmoitus", None, ("continue", &[(SECOND_HOME, "Espoo")])),
            (AREA, Some(("child_area", 25)), ("continue", &[])),
            (PLACE, Some(("place", 25)), ("continue", &[])),
        ],
    ),
];

#[test]
fn no_page_that_few_meet_has_more_words_than_it_may_by_day_or_by_night() {
    for moment in ["2026-11-20T14:05", "2026-11-20T22:00"] {
        let app = TestApp::new(TestDb::sqlite());
        app.clock.advance_to(at(moment));
        let site = Site::start(&app);
        for (path, form, pages) in SELDOM_MET {
            let mut visitor = Visitor::open(&site.address, path);
            for (heading, budget, (button, typed)) in pages {
                let seen = &visitor.seen;
                let text = seen.text("main");
                assert_eq!(
                    (seen.status, seen.heading().as_str()),
                    (200, *heading),
                    "{form}: {text}"
                );
                if let Some((page, most)) = budget {
                    let told = load::form(form).unwrap().page(page).unwrap().words;
                    assert_eq!(told, *most, "the budget of {form} {page}");
                    let counted = words(seen);
                    assert!(
                        counted <= usize::from(*most),
                        "{form} {page} at {moment}: {counted}, {text}"
                    );
                }
                visitor.press(button, typed);
            }
        }
    }
}
