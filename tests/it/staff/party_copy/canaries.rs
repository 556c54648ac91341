//! Values of their own in every place that a copy must not hold, and a search for them.

use askama::Template;
use chrono::NaiveDate;
use diesel::prelude::*;
use huoli::domain::access::Role;
use huoli::domain::codes::{Authority, Relation};
use huoli::domain::language::Language;
use huoli::domain::party_copy::{
    Clues, Decisions, Draft, Ground, Parts, Recipient, Source, TypedDraft, Withheld,
};
use huoli::domain::report::Subject;
use huoli::intake::party_copy::Material;
use huoli::store::StoreError;
use huoli::store::schema::{access_log, cases};
use huoli::text::Texts;
use huoli::web::staff::view::party_copy::{copy, marks};
use serde_json::{Value, json};

use super::super::assessment::{fill, logged};
use super::super::{espoo, served, worker};
use super::{Dice, FOR_A_GUARDIAN, draft_of};
use crate::harness::app::{TestApp, report};
use crate::harness::db::on_both;

/// A report with a value of its own in every place that tells of its reporter, of other children or only to workers.
struct Telling {
    document: Value,
    subject: Subject,
    /// What no copy of this case may hold.
    canaries: Vec<String>,
    /// Those of them that stand in the words of the report, where only covering keeps them out.
    in_words: Vec<String>,
}

fn telling(number: u64, dice: &mut Dice) -> Telling {
    let mut canaries = Vec::new();
    let mut canary = |place: &str| {
        let value = format!("Kanaria{place}{number:05}");
        canaries.push(value.clone());
        value
    };
    let (name, unit) = (canary("nimi"), canary("yksikko"));
    let roles = ["private_person", "professional", "guardian", "young_person"];
    let role = roles[usize::try_from(dice.roll(4)).unwrap()];
    // Theirs is the child's home too.
    let is_family = ["guardian", "young_person"].contains(&role);
    let mut document = json!({
        "reporter_role": role,
        "concern": {"description": "", "reasons": ["neglect"], "urgency": "within_days"},
        "worker_only": canary("tyontekijalle"),
        "safe_contact": canary("turvallinen"),
        "place_of_concern": canary("paikka"),
        "guardians_may_know_reason": canary("eikotiin"),
        "called_at": canary("soitettu"),
        "observed_by_name": canary("kollega"),
        "family_view_text": "Perhe toivoo apua.",
        "guardians": [{"name": "Helmi Mallinen", "phone": canary("huoltajanpuhelin")}],
    });
    let phone = format!("000 77{number:05}");
    let email = format!("kanaria.posti{number:05}@posti.example");
    canaries.extend([phone.clone(), email.clone()]);
    let mut canary = |place: &str| {
        let value = format!("Kanaria{place}{number:05}");
        canaries.push(value.clone());
        value
    };
    let anonymous = dice.roll(5) == 0;
    if !anonymous {
        document["reporter"] = json!({
            "name": name, "unit": unit, "phone": phone, "email": email,
            "organisation": canary("laitos"), "title": canary("nimike"), "business_id": canary("ytunnus"),
            "contact_times": canary("tavoittaa"), "secrecy_grounds": canary("peruste"),
            "secrecy_request": true, "protected_address": !is_family && dice.roll(3) == 0,
        });
        if role == "professional" {
            let authority = Authority::ALL[usize::try_from(dice.roll(6)).unwrap()];
            document["reporter"]["authority"] = json!(authority.as_str());
        } else {
            let relation = Relation::ALL[usize::try_from(dice.roll(4)).unwrap()];
            document["reporter"]["relation"] = json!(relation.as_str());
        }
    }
    let children = 1 + dice.roll(3);
    let own = dice.roll(children);
    let protected = dice.roll(3) == 0;
    let mut of_children = Vec::new();
    for child in 0..children {
        let mut one = json!({
            "first_names": "Aino", "last_name": "Mallinen", "birth_date": "2016-05-01",
            "residence": {"municipality": "049", "postal_code": "02770"},
        });
        if child == own {
            one["own_concern"] = json!("Vain Ainosta.");
            if protected {
                one["protected_address"] = json!(true);
                one["whereabouts"] = json!(canary("salainenkoulu"));
                one["residence"]["street_address"] = json!(canary("salainenkatu"));
            }
        } else {
            one["first_names"] = json!(canary(&format!("sisarus{child}")));
            one["own_concern"] = json!(canary(&format!("sisaruksesta{child}")));
            one["whereabouts"] = json!(canary(&format!("sisaruksenkoulu{child}")));
            one["residence"]["street_address"] = json!(canary(&format!("sisaruksenkatu{child}")));
        }
        of_children.push(one);
    }
    document["children"] = json!(of_children);
    let subject = Subject::Child(usize::try_from(own).unwrap());
    let mut in_words = Vec::new();
    let mut description = "Lapsi on usein yksin.".to_owned();
    if !anonymous && dice.roll(2) == 0 {
        description = format!("Olen {name}, soita {phone} tai {email}. {unit} tietää. Lapsi on usein yksin.");
        in_words.extend([name, phone, email, unit]);
    }
    if protected {
        let street = format!("Kanariasalainenkatu{number:05}");
        description = format!("{description} Hän on osoitteessa {street} Espoossa.");
        in_words.push(street);
    }
    document["concern"]["description"] = json!(description);
    Telling {
        document,
        subject,
        canaries,
        in_words,
    }
}

/// The page that is printed of `material`, decided so.
fn printed(material: &Material, decisions: Decisions, language: Language) -> String {
    let typed = TypedDraft {
        recipient: Some(Recipient::Guardian),
        language,
        decisions,
        words_too_long: false,
        withheld: vec![Withheld::PrivateInterest],
    };
    let draft = Draft::of(&material.source, &typed).expect("nothing lacks");
    // What is read is what was sealed.
    let sealed = serde_json::to_string(&draft).expect("it is sealed as JSON");
    let draft: Draft = serde_json::from_str(&sealed).expect("and read back");
    let around = copy::Around {
        path: "/staff/cases/x/party-copy/y/print",
        county: "Mallilan hyvinvointialue".to_owned(),
        reference: "LS-2345-6789",
        reported_on: NaiveDate::default(),
        ground: Ground::Party,
        released_on: NaiveDate::default(),
        back: "..".to_owned(),
    };
    let page = copy::print(Texts::embedded().words(language), &draft, around);
    page.render().expect("the page is drawn")
}

/// Which of `canaries` stand in `page`, whatever their capitals.
fn found<'a>(page: &str, canaries: &'a [String]) -> Vec<&'a String> {
    let page = page.to_lowercase();
    let there = canaries
        .iter()
        .filter(|canary| page.contains(&canary.to_lowercase()));
    there.collect()
}

#[test]
fn a_thousand_copies_hold_nobody_who_reported() {
    let mut dice = Dice(20_261_122);
    let (mut searched, mut revealed, mut hidden) = (0, 0, 0);
    for number in 0..1_000 {
        let telling = telling(number, &mut dice);
        let report = report(&telling.document);
        let source = Source::of(Parts::of(&report, telling.subject));
        let clues = Clues::of(&report, telling.subject);
        let material = Material {
            source,
            clues,
            forbids: None,
            from_child: false,
            sealed: false,
        };
        let language = Language::ALL[usize::try_from(dice.roll(3)).unwrap()];
        // As a worker finds it: covered where it tells.
        let page = printed(&material, marks::cautious(&material), language);
        assert!(
            page.contains("Mallinen") && page.contains("Vain Ainosta."),
            "{number}: {page}"
        );
        assert_eq!(
            found(&page, &telling.canaries),
            Vec::<&String>::new(),
            "{number}: {page}"
        );
        searched += telling.canaries.len();
        // As the boldest worker could make it: every part shown, nothing covered. Then nothing but the words themselves
        // tell, and the same search finds it.
        let bold = Decisions {
            shown: (0..material.source.items.len()).collect(),
            ..Decisions::default()
        };
        let page = printed(&material, bold, language);
        let mut told = found(&page, &telling.canaries);
        told.sort();
        let mut in_words: Vec<&String> = telling.in_words.iter().collect();
        in_words.sort();
        assert_eq!(told, in_words, "{number}: {page}");
        revealed += told.len();
        hidden += usize::from(page.contains("[peitetty]") || page.contains("turva"));
    }
    assert!(
        searched > 14_000 && revealed > 1_000 && hidden > 0,
        "{searched} {revealed} {hidden}"
    );
}

on_both! {
    fn copies_of_many_cases_hold_their_own_child_alone(db: TestDb) {
        let app = TestApp::new(db);
        let maija = worker(&app, "maija", Role::SocialWorker, &[&espoo(&app)]);
        let elli = worker(&app, "elli", Role::Supervisor, &[&espoo(&app)]);
        let mut dice = Dice(99);
        let tellings: Vec<Telling> = (0..12).map(|number| telling(number, &mut dice)).collect();
        let mut whole = 0;
        served(&app, async |site| {
            let browser = site.signed_in(&app, &maija).await;
            let second = site.signed_in(&app, &elli).await;
            for telling in &tellings {
                let receipt = app.file(&telling.document);
                let at = match telling.subject {
                    Subject::Child(at) => at,
                    Subject::Unborn => 0,
                };
                let case = case_of(&app, &receipt.cases[at].reference);
                let list = format!("/staff/cases/{case}/party-copy");
                let mut page = browser.get(&list).await;
                assert_eq!(page.status, 200, "{}", page.words());
                let protected = telling.document.to_string().contains("salainenkatu");
                assert_eq!(page.words().contains("Avaa suljetut tiedot"), protected, "{}", page.words());
                if protected {
                    second.get("/staff/").await;
                    for person in [&browser, &second] {
                        let opened = person.post(&format!("/staff/cases/{case}/identity"), &[("reason", "Kopio huoltajalle")]).await;
                        assert_eq!(opened.status, 303, "{}", opened.words());
                    }
                    page = browser.get(&list).await;
                }
                let done = draft_of(&browser, &list, &page, &FOR_A_GUARDIAN).await;
                assert_eq!(done.status, 303, "{}", done.words());
                let id = done.location().rsplit('/').next().expect("an id").to_owned();
                let path = format!("{list}/{id}");
                let page = second.get(&path).await;
                let done = fill(&second, &path, &page, "release", &[("ground", "hearing")]).await;
                assert_eq!(done.status, 303, "{}", done.words());
                let paper = second.get(&format!("{path}/print")).await;
                assert!(paper.words().contains("Vain Ainosta.") && paper.words().contains("Aino"), "{}", paper.words());
                assert_eq!(found(&paper.text, &telling.canaries), Vec::<&String>::new(), "{}", paper.words());
                assert_eq!(paper.words().contains("Salattu (turvakielto)"), protected, "{}", paper.words());
                whole += 1;
            }
        });
        assert_eq!((whole, logged(&app, "party_copy_printed")), (12, 12));
        let refused = app.store.read("look", |tx| -> Result<i64, StoreError> {
            Ok(access_log::table.filter(access_log::result.eq("refused")).count().get_result(tx.conn())?)
        });
        assert_eq!(refused.expect("the log is read"), 0);
    }
}

/// The id of the case with `reference`.
fn case_of(app: &TestApp, reference: &str) -> String {
    let found = app.store.read("look", |tx| -> Result<String, StoreError> {
        let own = cases::table.filter(cases::reference.eq(reference));
        Ok(own.select(cases::id).first(tx.conn())?)
    });
    found.expect("the case is there")
}
