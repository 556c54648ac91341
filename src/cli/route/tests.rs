//! What `huoli route` answers, and what it does not understand.

use clap::Parser;
use serde_json::{Value, json};

use super::*;

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    args: RouteArgs,
}

fn ask(line: &str) -> Result<String, CliError> {
    let mut out = Vec::new();
    // A Friday afternoon.
    let now = parse_local_or_offset("2026-11-20T14:05").unwrap();
    run(
        &Line::try_parse_from(line.split_whitespace()).unwrap().args,
        now,
        &mut out,
    )?;
    Ok(String::from_utf8(out).unwrap())
}

fn ask_json(line: &str) -> Value {
    let answer = ask(&format!("{line} --json")).unwrap();
    assert_eq!(answer.lines().count(), 1);
    serde_json::from_str(&answer).unwrap()
}

#[test]
fn json_names_county_office_rule_and_reason() {
    assert_eq!(
        ask_json("route --municipality 049 --postal-code 02770 --language fi --at 2026-12-24T18:00"),
        json!({
            "county": {"code": "03", "name": "Länsi-Uudenmaan hyvinvointialue"},
            "office": {
                "id": "33d09d1e-8bb3-4b05-97a1-b381c2444b21",
                "name": {"fi": "Espoon keskuksen lastensuojelu", "sv": "Esbo centrums barnskydd"},
            },
            "rule": "postal_code",
            "reason": "Espoo belongs to West Uusimaa wellbeing services county. The postal code 02770 is in the \
                       area of this office.",
            "candidates": [],
            "now": {"open": false, "answered_by": "duty", "phone": "000 000 2103", "opens": "2026-12-28T08:00:00+02:00"},
        })
    );
    let spans = ask_json("route --municipality Esbo --postal-code 02940");
    assert_eq!(spans["rule"], "default");
    assert_eq!(spans["candidates"].as_array().map(Vec::len), Some(2));
}

#[test]
fn aland_has_no_office_but_an_authority() {
    let answer = ask_json("route --municipality Mariehamn");
    assert_eq!(answer["county"]["code"], "91");
    assert_eq!(
        (&answer["office"], &answer["rule"]),
        (&Value::Null, &json!("default"))
    );
    assert_eq!(
        answer["contact"],
        json!({"name": "KST", "website": "https://www.kst.ax"})
    );
}

#[test]
fn without_json_it_reads_as_text() {
    assert_eq!(
        ask("route --municipality 588").unwrap(),
        "County  12 Etelä-Savon hyvinvointialue\n\
         Office  Etelä-Savon lastensuojelun vastaanotto / Södra Savolax barnskyddsmottagning\n\
         Rule    municipality\n\
         Why     Mäntyharju belongs to South Savo wellbeing services county. Mäntyharju is not shared among \
         offices; the county's default office takes it.\n\
             Now     the office is open until 2026-11-20 16:00; it answers 000 000 0119\n"
    );
    assert!(
        ask("route --municipality 478")
            .unwrap()
            .contains("Office  none here; turn to KST, https://")
    );
    assert!(
        ask("route --postal-code 02100")
            .unwrap()
            .contains("Rule    postal_code\n")
    );
}

#[test]
fn who_answers_depends_on_the_hour_and_on_who_asks() {
    for (line, now) in [
        (
            "--municipality 049 --postal-code 02770",
            json!({"open": true, "answered_by": "office", "phone": "000 000 0104", "opens": null}),
        ),
        (
            "--municipality 049 --postal-code 02770 --authority",
            json!({"open": true, "answered_by": "office", "phone": "000 000 1104", "opens": null}),
        ),
        (
            "--municipality 049 --postal-code 02770 --at 2026-12-31T13:00 --authority",
            json!({"open": false, "answered_by": "duty", "phone": "000 000 2103", "opens": "2027-01-04T08:00:00+02:00"}),
        ),
        (
            "--municipality 478",
            json!({"open": null, "answered_by": "emergency", "phone": "112", "opens": null}),
        ),
    ] {
        assert_eq!(ask_json(&format!("route {line}"))["now"], now, "{line}");
    }
    let night = ask("route --municipality 049 --at 2026-11-21T02:00").unwrap();
    assert!(
        night.ends_with(
            "Now     the office is closed and opens 2026-11-23 08:00; the duty service answers 000 000 2103\n"
        ),
        "{night}"
    );
    let aland = ask("route --municipality 478").unwrap();
    assert!(
        aland.ends_with("Now     no office here; in an emergency call 112\n"),
        "{aland}"
    );
}

#[test]
fn what_names_no_place_is_an_error_with_the_nearest() {
    for (line, message) in [
        (
            "--municipality 999",
            "--municipality 999: no municipality has this number or name",
        ),
        (
            "--municipality 49",
            "--municipality 49: a municipality's number has three digits; did you mean Espoo (049)?",
        ),
        (
            "--municipality Tanpere",
            "--municipality Tanpere: no municipality has this name; did you mean Tampere (837)?",
        ),
        (
            "--municipality 02770",
            "--municipality 02770: this is a postal code; give it as --postal-code",
        ),
        (
            "--municipality 049 --postal-code 277",
            "--postal-code 277: a Finnish postal code has five digits, such as 02770",
        ),
        (
            "--municipality 049 --language svenska",
            "--language svenska: write a language code of two or three letters, such as fi or sv",
        ),
    ] {
        let error = ask(&format!("route {line}")).unwrap_err();
        assert_eq!((error.to_string().as_str(), error.exit_code()), (message, 2));
    }
    assert!(ask("route --municipality 049 --at yesterday").is_err());
    assert!(Line::try_parse_from(["route"]).is_err());
}
