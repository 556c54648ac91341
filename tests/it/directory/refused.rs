//! A file with mistakes is refused whole, each mistake told with its line.

use std::fs;

use super::{desk, exported, run};
use crate::harness::app::TestApp;
use crate::harness::db::{TestDb, on_both};

/// Twenty mistakes in the directory of West Uusimaa. Everything else in it is in order.
const MISTAKES: &str = "\
record,county,code,kind,name_fi,name_sv,name_en,languages,phones,hours,mailbox,default_office,duty_office,looks_at,value,municipality,office,hour
county,,03,,,,,,,,,uusi,paivystys,,,,,
county,,24,,,,,,,,,,,,,,,
county,,03,,,,,,,,,uusi,paivystys,,,,,
ofice,03,x,,X,X,,,,,,,,,,,,
office,03,uusi,regionaalinen,Uusi,Ny,,fi sv,050 000 0101,Mo-Fr 8-16,,,,,,,,
office,03,kaksi,regional,Kaksi,Två,,fi suomi,call us,Mo-Fr 08:00-16:00,lasu,,,,,,,
office,03,paivystys,duty,Päivystys,,,fi sv,000 000 0199,24/7,,,,,,,,
office,03,kaksi,regional,Taas,Igen,,,,,,,,,,,,
office,08,leppavaara,regional,Muutto,Flytt,,,,,,,,,,,,
office,03,Tapiola X,regional,Tapiola,Hagalund,,,,,,,,,,,,
area,08,etela,,Etelä,Söder,,,,,,,,,,Espoo,,
rule,03,,,,,,,,,,,,postal_code,2770,,kaksi,
rule,03,,,,,,,,,,,,weather,rain,,kaksi,
rule,03,,,,,,,,,,,,municipality,Tampere,,kaksi,
rule,03,,,,,,,,,,,,municipality,Hanko,,nowhere,
rule,03,,,,,,,,,,,,municipality,Kauniainen,,uusi,
rule,03,,,,,,,,,,,,postal_code,02700,,kaksi,
rule,03,,,,,,,,,,,,prenatal,yes,,kaksi,
";

/// Where each mistake stands and a word of what is said of it.
const TOLD: [(&str, &str); 20] = [
    ("line 1: ", "there is no column \"hour\" (did you mean hours?)"),
    ("line 3, code: ", "no county is called \"24\""),
    ("line 4, code: ", "county 03 has a row already: line 2"),
    (
        "line 5: ",
        "record is \"ofice\"; write county, office, area or rule",
    ),
    ("line 6, kind: ", "write regional, or duty"),
    ("line 6, hours: ", "write times as 08:00-16:00"),
    ("line 7, languages: ", "\"suomi\" is no language"),
    ("line 7, phones: ", "write a number such as 050 000 0101"),
    ("line 7, mailbox: ", "write one plain mail address"),
    ("line 8, name_sv: ", "write the Swedish name"),
    (
        "line 9, code: ",
        "the code kaksi stands already on another row: line 7",
    ),
    ("line 10, county: ", "county 08 has no row of its own"),
    ("line 11, code: ", "small letters a–z, digits and hyphens"),
    ("line 12, county: ", "Espoo (049) lies in county 03"),
    ("line 13, value: ", "five digits, such as 02770"),
    ("line 14, looks_at: ", "nothing that a rule looks at"),
    ("line 15, value: ", "Tampere (837) lies in county 08"),
    ("line 16, office: ", "no office has the code nowhere"),
    ("line 18: ", "never asked"),
    ("line 19, value: ", "prenatal takes no value"),
];

on_both! {
    fn twenty_mistakes_are_twenty_lines_and_nothing_is_stored(db: TestDb) {
        let app = TestApp::new(db);
        let folder = desk(&app);
        let before = exported(folder.path(), &app);
        fs::write(folder.path().join("wrong.csv"), MISTAKES).unwrap();
        for arguments in [
            &["offices", "check", "wrong.csv"][..],
            &["offices", "import", "wrong.csv"],
            &["offices", "import", "wrong.csv", "--apply"],
        ] {
            let (code, told, errors) = run(folder.path(), &app, arguments);
            assert_eq!(code, Some(1), "{told}{errors}");
            assert!(errors.contains("wrong.csv: 20 faults; nothing was stored"), "{errors}{told}");
            let lines: Vec<&str> = told.lines().collect();
            assert_eq!(lines.len(), TOLD.len(), "{told}");
            for (line, (place, what)) in lines.iter().zip(TOLD) {
                assert!(line.starts_with(place) && line.contains(what), "{line}\nwanted: {place}{what}");
            }
        }
        assert_eq!(exported(folder.path(), &app), before);
    }
}

#[test]
fn what_only_the_whole_directory_shows_is_told_by_its_lines() {
    let app = TestApp::new(TestDb::sqlite());
    let folder = desk(&app);
    let head = "record,county,code,kind,name_fi,name_sv,default_office,duty_office,looks_at,value,municipality,office\n";
    let offices =
        "office,04,a,regional,A,A,,,,,,\noffice,04,b,regional,B,B,,,,,,\noffice,04,d,duty,D,D,,,,,,\n";
    for (rows, told) in [
        (
            "county,,04,,,,a,d,,,,\nrule,,,,,,,,municipality,Vantaa,,b\n",
            "line 2: county 04 has several offices, and no rule says which serves Kerava (245)",
        ),
        (
            "county,,04,,,,,d,,,,\n",
            "line 2, default_office: the county has offices: write the code",
        ),
        (
            "county,,04,,,,d,d,,,,\n",
            "line 2, default_office: the default office must be one of county 04 of the kind regional",
        ),
        (
            "county,,04,,,,a,b,,,,\n",
            "line 2, duty_office: the duty service must be an office of county 04 of the kind duty",
        ),
        (
            "county,,04,,,,a,d,,,,\nrule,,,,,,,,prenatal,,,a\nrule,,,,,,,,prenatal,,,a\n",
            "line 4: the same condition stands in another rule: line 3",
        ),
        (
            "county,,04,,,,a,d,,,,\nrule,,,,,,,,prenatal,,,a\nrule,,,,,,,,prenatal,,245,a\n",
            "line 4: this rule is never asked, as an earlier one decides everything that it could: line 3",
        ),
        (
            "county,,04,,,,a,d,,,,\nrule,,,,,,,,prenatal,,,d\n",
            "line 3, office: a rule leads to an office of its own county, and never to a duty service",
        ),
        (
            "county,,04,,,,a,d,,,,\nrule,,,,,,,,area,x,Vantaa,a\n",
            "line 3, value: the municipality has no such area",
        ),
        (
            "county,,04,,,,a,d,,,,\narea,,x,,X,X,,,,,245,\n",
            "line 3: no rule says which office serves the area x",
        ),
        (
            "county,,04,,,,a,d,,,,\nrule,,,,,,,,municipality,Vantaa,,a\nrule,,,,,,,,postal_code,04200,,a\n\
             rule,,,,,,,,postal_code,04200,,b\n",
            "line 4, value: 04200 leads to several offices, and Kerava (245) has no areas to ask about",
        ),
    ] {
        fs::write(folder.path().join("one.csv"), format!("{head}{rows}{offices}")).unwrap();
        let (code, lines, _) = run(folder.path(), &app, &["offices", "check", "one.csv"]);
        assert_eq!(code, Some(1), "{told}");
        assert!(
            lines.starts_with(told) && lines.lines().count() == 1,
            "{lines}\nwanted: {told}"
        );
    }
}

#[test]
fn a_file_that_is_no_directory_is_refused_in_a_word() {
    let app = TestApp::new(TestDb::sqlite());
    let folder = desk(&app);
    for (bytes, told) in [
        (&b""[..], "the file: it is empty"),
        (b"\xff\xfer\0", "this is UTF-16"),
        (b"record,code\ncounty,\xe4", "line 2: a letter that is not UTF-8"),
        (b"a,b\n", "no column is called record"),
        (b"record,code\n", "it names no county"),
        (b"{", "line 1: not JSON"),
        (b"{\"counties\": []}", "it names no county"),
        (
            b"{\"counties\": [{\"code\": \"03\"}], \"offices\": [{\"county\": \"03\", \"code\": \"espoonlahti\", \"hours\": \"x\"}]}",
            "/offices/0/hours: \"x\": begin with days",
        ),
    ] {
        fs::write(folder.path().join("one"), bytes).unwrap();
        let (code, lines, _) = run(folder.path(), &app, &["offices", "check", "one"]);
        assert_eq!(code, Some(1), "{told}");
        assert!(lines.contains(told), "{lines}\nwanted: {told}");
    }
    let (code, _, errors) = run(folder.path(), &app, &["offices", "check", "missing.csv"]);
    assert_eq!(code, Some(1));
    assert!(errors.contains("missing.csv cannot be read"), "{errors}");
}
