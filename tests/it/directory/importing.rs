//! Good files: stored whole, given back as they were, and old cases stay what they are.

use std::fmt::Write;
use std::fs;

use diesel::prelude::*;
use huoli::clock::Clock;
use huoli::domain::access::Role;
use huoli::domain::office::Office;
use huoli::domain::places::{CountyCode, MunicipalityCode};
use huoli::domain::rules::Condition;
use huoli::intake::change_directory::{ChangeError, Editor, Wanted, apply};
use huoli::intake::{destinations, open_case};
use huoli::places::Places;
use huoli::store::StoreError;
use huoli::store::directory;
use huoli::store::schema::directory_changes;

use super::{desk, done, exported, import, run};
use crate::harness::app::{TestApp, report};
use crate::harness::db::{TestDb, on_both};
use crate::log::{about, filed, worker};

/// The columns of the files of these stories.
const HEAD: &str = "record,county,code,kind,name_fi,name_sv,languages,phones,hours,mailbox,default_office,duty_office,\
                    looks_at,value,municipality,office\n";

/// A directory of the whole country in 2,000 rows: offices, areas, municipalities and postal codes. `word` stands in
/// every name, and `turn` says to which offices the rules lead.
pub fn large(word: &str, turn: usize) -> String {
    let places = Places::embedded();
    let mut file = HEAD.to_owned();
    let mut rows = 0;
    let mut add = |row: String| {
        writeln!(file, "{row}").unwrap();
        rows += 1;
    };
    let mut postal_codes =
        csv::Reader::from_reader(include_str!("../../../data/postal_codes.csv").as_bytes());
    let listed: Vec<(String, Option<CountyCode>)> = postal_codes
        .records()
        .map(|row| {
            let row = row.unwrap();
            let municipality = MunicipalityCode::parse(&row[3]).unwrap();
            (row[0].to_owned(), places.geography().county_of(municipality))
        })
        .collect();
    let counties: Vec<CountyCode> = places.counties().map(|county| county.code).collect();
    let served = || counties.iter().filter(|county| **county != CountyCode::ALAND);
    let of = |county: &CountyCode| -> Vec<String> {
        let inside = places.geography().municipalities_of(*county);
        inside.map(|code| code.to_string()).collect()
    };
    for county in served() {
        add(format!(
            "county,,{county},,,,,,,,iso-{county}-0,iso-{county}-3,,,,"
        ));
        for (number, kind) in [(0, "regional"), (1, "regional"), (2, "regional"), (3, "duty")] {
            add(format!(
                "office,{county},iso-{county}-{number},{kind},{word} {county} {number},{word} {county},fi sv,\
                 '+358 50 000 0{county}{number},Mo-Fr 08:00-1{turn}:00,lasu{number}@county{county}.example,,,,,,"
            ));
        }
        let first = &of(county)[0];
        for (area, office) in [("etela", 1), ("pohjoinen", 2)] {
            add(format!(
                "area,{county},{area},,{area} {word},{area},,,,,,,,,{first},"
            ));
            add(format!(
                "rule,{county},,,,,,,,,,,area,{area},{first},iso-{county}-{office}"
            ));
        }
    }
    // Every municipality has its row at the end, so that the postal codes are asked before.
    let total: usize = served().map(|county| of(county).len()).sum();
    let mut postal = Vec::new();
    for county in served() {
        for (number, (code, _)) in listed
            .iter()
            .filter(|(_, of)| of.as_ref() == Some(county))
            .enumerate()
        {
            let office = (number + turn) % 3;
            postal.push(format!(
                "rule,{county},,,,,,,,,,,postal_code,{code},,iso-{county}-{office}"
            ));
        }
    }
    let room = 2_000 - total - 22 * 9;
    for row in postal.into_iter().take(room) {
        add(row);
    }
    for county in served() {
        for (number, municipality) in of(county).into_iter().enumerate() {
            let office = (number + turn) % 3;
            add(format!(
                "rule,{county},,,,,,,,,,,municipality,{municipality},,iso-{county}-{office}"
            ));
        }
    }
    assert_eq!(rows, 2_000);
    file
}

fn office(app: &TestApp, code: &str) -> Office {
    let all = app.store.read("look", directory::offices).expect("the offices");
    all.into_iter()
        .find(|office| office.code.as_str() == code)
        .expect("the office")
}

on_both! {
    fn two_thousand_rows_are_stored_and_given_back_without_a_change(db: TestDb) {
        let app = TestApp::new(db);
        let folder = desk(&app);
        let here = folder.path();
        let file = large("Iso", 1);
        fs::write(here.join("offices.csv"), &file).unwrap();
        let checked = done(here, &app, &["offices", "check", "offices.csv"]);
        assert!(checked.starts_with("Nothing is wrong. Counties: 22, offices: 88, areas: 44, rules: 1846.\n"), "{checked}");
        let before = exported(here, &app);
        let dry = done(here, &app, &["offices", "import", "offices.csv"]);
        assert!(dry.contains("offices added 88,") && dry.contains("Nothing was stored."), "{dry}");
        assert!(dry.contains("  + office iso-03-1 Iso 03 1\n") && dry.contains("  − office espoonlahti "), "{dry}");
        assert_eq!(exported(here, &app), before);

        let told = import(here, &app, &file);
        assert!(told.contains("Stored.") && told.contains("A new office is inactive"), "{told}");
        assert_eq!(office(&app, "iso-03-1").active_since, None, "nobody reads it yet");
        let again = done(here, &app, &["offices", "import", "offices.csv", "--apply"]);
        assert!(again.contains("0 changes:") && !again.contains("Stored."), "{again}");
        for (name, format) in [("back.csv", "csv"), ("back.json", "json")] {
            done(here, &app, &["offices", "export", "--output", name]);
            let text = fs::read_to_string(here.join(name)).unwrap();
            assert_eq!(text.starts_with('{'), format == "json");
            let back = done(here, &app, &["offices", "import", name, "--apply"]);
            assert!(back.contains("0 changes:"), "{name}: {back}");
            assert!(text.contains("+358 50 000 0031"), "the plus of a number is not lost");
        }
        // Every change is kept with what was there before.
        let kept: i64 = app
            .store
            .read("look", |tx| -> Result<_, StoreError> {
                Ok(directory_changes::table.count().get_result(tx.conn())?)
            })
            .unwrap();
        assert_eq!(kept, 88 + 22 + 22, "each office, each county, the rules of each county");
    }

    fn an_old_case_keeps_its_office_its_rule_and_its_reason(db: TestDb) {
        let app = TestApp::new(db);
        let folder = desk(&app);
        let old = destinations::of(&app, &report(&about("Huoli"))).unwrap().remove(0).office;
        assert_eq!(old.code.as_str(), "espoon-keskus");
        let maija = worker(&app, "maija", Role::SocialWorker, &[&old]);
        let case = filed(&app, "Ennen");
        let before = open_case::open(&app, &maija, case, app.clock.now()).unwrap().unwrap();
        // From now on the postal code belongs to another office, and the old one is not in the file.
        let file = exported(folder.path(), &app);
        let rest: Vec<&str> = file.lines().filter(|line| !line.contains("espoon-keskus")).collect();
        let mut rest = rest.join("\n");
        rest.push_str("\nrule,03,,,,,,,,,,,,,,,,postal_code,02770,,leppavaara\n");
        let areas = ["vanha-espoo", "suur-kauklahti", "pohjois-espoo"];
        for area in areas {
            writeln!(rest, "rule,03,,,,,,,,,,,,,,,,area,{area},049,leppavaara").unwrap();
        }
        let told = import(folder.path(), &app, &rest);
        assert!(told.contains("  − office espoon-keskus "), "{told}");
        app.catch_up().unwrap();
        let new = destinations::of(&app, &report(&about("Huoli"))).unwrap().remove(0);
        assert_eq!((new.office.code.as_str(), new.rule.as_str()), ("leppavaara", "postal_code"));
        let after = open_case::open(&app, &maija, case, app.clock.now()).unwrap().unwrap();
        assert_eq!((after.case.office, after.case.routing_rule), (before.case.office, before.case.routing_rule));
        assert_eq!(after.routing, before.routing);
        assert!(exported(folder.path(), &app).contains("\noffice,03,espoon-keskus,"), "it is not taken away");
    }

    fn whoever_comes_second_is_told_that_the_directory_is_another_now(db: TestDb) {
        let app = TestApp::new(db);
        let (mut first, mut second) = (Wanted::current(&app).unwrap(), Wanted::current(&app).unwrap());
        first.offices[0].address = "Ensimmäinen katu 1".to_owned();
        second.offices[0].address = "Toinen katu 2".to_owned();
        let now = app.clock.now();
        assert_eq!(apply(&app, first.clone(), Editor::Operator, now).unwrap().lines.len(), 1);
        assert!(matches!(apply(&app, second, Editor::Operator, now), Err(ChangeError::Stale)));
        let stored = Wanted::current(&app).unwrap();
        assert_eq!(stored.offices[0].address, "Ensimmäinen katu 1");
    }

    fn a_file_says_nothing_of_what_it_has_no_column_for(db: TestDb) {
        let app = TestApp::new(db);
        let folder = desk(&app);
        let here = folder.path();
        done(here, &app, &["offices", "mailbox", "vantaa", "lasu@vantaa.example"]);
        let before = office(&app, "vantaa");
        // As a Finnish spreadsheet writes it.
        let short = "\u{feff}record;code;county;default_office;hours\r\ncounty;04;;vantaa;\r\n\
                     office;vantaa;04;;Mo-Th 09:00-15:00\r\n";
        // The duty service that is stored is not in the file: nobody shall lose it unawares.
        fs::write(here.join("short.csv"), short).unwrap();
        let (code, told, _) = run(here, &app, &["offices", "import", "short.csv", "--apply"]);
        assert_eq!(code, Some(1));
        assert!(told.starts_with("line 2, duty_office: the office that is stored here is not in this file"), "{told}");
        let short = format!("{short}office;vantaa-and-kerava-duty;04;;24/7\r\n");
        import(here, &app, &short);
        let after = office(&app, "vantaa");
        assert_eq!(after.hours.as_str(), "Mo-Th 09:00-15:00");
        assert_eq!(Office { hours: before.hours.clone(), ..after }, before);
        // With a column for it, an empty cell takes the mailbox away.
        let text = "record;code;county;mailbox\ncounty;04;;\noffice;vantaa;04;\noffice;vantaa-and-kerava-duty;04;a@b.example\n";
        import(here, &app, text);
        assert_eq!(office(&app, "vantaa").mailbox, None);
        // Those of supervisors and auditors are columns of their own.
        let text = "record;code;county;supervisor_mailbox;auditor_mailbox\ncounty;04;;;t@a.example\n\
                    office;vantaa;04;e@v.example;\noffice;vantaa-and-kerava-duty;04;;\n";
        import(here, &app, text);
        assert_eq!(office(&app, "vantaa").supervisor_mailbox.unwrap().as_str(), "e@v.example");
        let whole = exported(here, &app);
        assert!(whole.contains("e@v.example") && whole.contains("t@a.example"), "{whole}");
        assert!(import(here, &app, &whole).contains("0 changes:"));
    }

    fn a_county_without_offices_leaves_its_reports_to_the_installations_own(db: TestDb) {
        let app = TestApp::new(db);
        let folder = desk(&app);
        let told = import(folder.path(), &app, "record,code,default_office,duty_office\ncounty,08,,\n");
        assert!(told.contains("  − office pirkanmaa "), "{told}");
        app.catch_up().unwrap();
        let tampere = serde_json::json!({
            "children": [{"residence": {"municipality": "837"}}], "concern": {"description": "Huoli"},
        });
        let found = destinations::of(&app, &report(&tampere)).unwrap().remove(0);
        assert_eq!((found.county.to_string().as_str(), found.office.code.as_str()), ("03", "west-uusimaa"));
        let again = exported(folder.path(), &app);
        assert!(again.contains("\ncounty,,08,,") && !again.contains("\noffice,08,"), "{again}");
        assert!(import(folder.path(), &app, &again).contains("0 changes:"));
    }
}

#[test]
fn the_order_of_the_rows_is_the_order_in_which_rules_are_asked() {
    let app = TestApp::new(TestDb::sqlite());
    let folder = desk(&app);
    let file = |first: &str, second: &str| {
        format!(
            "record,code,county,default_office,duty_office,looks_at,value,office\ncounty,90,,helsinki,,,,\n\
             office,helsinki,90,,,,,\noffice,southern-helsinki,90,,,,,\nrule,,,,,{first}\nrule,,,,,{second}\n\
             rule,,,,,municipality,Helsingfors,helsinki\n"
        )
    };
    let (language, authority) = ("language,sv,southern-helsinki", "authority,,helsinki");
    import(folder.path(), &app, &file(language, authority));
    let turned = file(authority, language);
    let told = import(folder.path(), &app, &turned);
    assert!(told.contains("their order is another: rules"), "{told}");
    let county = CountyCode::parse("90").unwrap();
    let stored = Wanted::current(&app).unwrap();
    let own: Vec<_> = stored
        .rules
        .iter()
        .filter(|rule| rule.county == county)
        .map(|rule| &rule.condition)
        .collect();
    assert!(matches!(
        own.as_slice(),
        [
            Condition::Authority(None),
            Condition::Language(..),
            Condition::Municipality(_)
        ]
    ));
}
