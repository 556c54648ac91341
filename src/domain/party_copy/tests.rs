use super::*;
use crate::domain::codes::YesNoUnknown;
use crate::domain::person::{Child, Guardian};
use crate::domain::report::{Channel as Came, Concern, Facts, NewReport, Reporter, Subject, WorkerOnly};

fn text(words: &str) -> Text {
    Text::parse(words, 5_000).unwrap().unwrap()
}

fn child(first: &str, concern: &str) -> Child {
    let mut child = Child::default();
    child.identity.first_names = Some(text(first));
    child.identity.last_name = Some(text("Mallinen"));
    child.identity.residence.street_address = Some(text("Mallikuja 5"));
    child.identity.whereabouts = Some(text("Esimerkkilän päiväkoti"));
    child.facts.own_concern = Some(text(concern));
    child
}

fn report(description: &str) -> NewReport {
    let concern = Concern {
        description: text(description),
        reasons: Vec::new(),
        observed: Some(text("eilen portaissa")),
        ongoing: None,
        urgency: None,
    };
    NewReport {
        channel: Came::Web,
        form: None,
        language: Language::Fi,
        reporter: Reporter {
            name: Some(text("Naapuri Salainen")),
            phone: Some(text("000 123 4567")),
            unit: Some(text("Mallilan koulu")),
            ..Reporter::default()
        },
        children: vec![child("Aino", "vain Ainosta"), child("Eino", "vain Einosta")],
        unborn_child: None,
        guardians: vec![Guardian::default()],
        facts: Facts {
            reporter_role: None,
            concern,
            support_needs: Vec::new(),
            family_told: None,
            observed_by: None,
            observed_by_name: Some(text("Kollega Kallio")),
            history_text: None,
            support_tried_text: None,
            other_services_text: None,
            child_view_text: None,
            family_view_text: None,
            police_told: None,
            joint_contact: false,
            called_at: None,
        },
        worker_only: WorkerOnly::default(),
    }
}

fn everything(source: &Source) -> Decisions {
    Decisions {
        shown: (0..source.items.len()).collect(),
        ..Decisions::default()
    }
}

/// The copy as one text, "▒" for what is covered.
fn read(copy: &PartyCopy) -> String {
    let mut all = String::new();
    for item in &copy.items {
        match &item.shown {
            Shown::Value(value) => all.push_str(if *value == Value::Masked {
                "masked"
            } else {
                "value"
            }),
            Shown::Words(pieces) => {
                for piece in pieces {
                    match piece {
                        Piece::Kept(words) => all.push_str(words.expose()),
                        Piece::Covered => all.push('▒'),
                    }
                }
            }
        }
        all.push('\n');
    }
    all
}

#[test]
fn a_copy_holds_one_child_and_nobody_who_reported() {
    let report = report("Lapsi itkee.");
    let source = Source::of(Parts::of(&report, Subject::Child(0)));
    let copy = read(&source.copy(&everything(&source)));
    for there in [
        "Mallinen",
        "Aino",
        "Mallikuja 5",
        "päiväkoti",
        "vain Ainosta",
        "Lapsi itkee.",
    ] {
        assert!(copy.contains(there), "{there} in {copy}");
    }
    for absent in ["Eino", "Salainen", "000 123", "koulu", "Kallio"] {
        assert!(!copy.contains(absent), "{absent} in {copy}");
    }
}

#[test]
fn a_protected_address_is_one_masked_line() {
    let mut report = report("Kuljin ohi: Mallikuja 5, siellä Mallikujalla Espoossa huudetaan.");
    if let Some(child) = report.children.first_mut() {
        child.identity.protected_address = true;
    }
    let source = Source::of(Parts::of(&report, Subject::Child(0)));
    let mut decisions = everything(&source);
    let clues = Clues::of(&report, Subject::Child(0));
    for (place, item) in source.items.iter().enumerate() {
        if let Value::Text(text) = &item.value {
            let marks = clues.marks(text.expose(), &["Espoo".to_owned()]);
            decisions.cuts.extend(marks.into_iter().map(|(range, clue)| {
                assert_eq!(clue, Clue::Place, "{}", &text.expose()[range.clone()]);
                Cut {
                    item: place,
                    start: range.start,
                    end: range.end,
                }
            }));
        }
    }
    let copy = source.copy(&decisions);
    let text = read(&copy);
    assert!(text.contains("masked") && copy.keeps_back, "{text}");
    assert!(text.contains("Kuljin ohi: ▒, siellä ▒ huudetaan."), "{text}");
    for absent in ["Mallikuja", "päiväkoti"] {
        assert!(!text.contains(absent), "{absent} in {text}");
    }
}

#[test]
fn names_and_workplaces_are_found_bent_and_the_childs_own_are_not() {
    let report = report("x");
    let clues = Clues::of(&report, Subject::Child(0));
    let seen = |text: &str| -> Vec<(String, Clue)> {
        let marks = clues.marks(text, &[]);
        marks
            .into_iter()
            .map(|(range, clue)| (text[range].to_owned(), clue))
            .collect()
    };
    assert_eq!(
        seen("Aino Mallinen kertoi: naapurin Salaisen luona Einon kanssa, Kalliolle kerrottu"),
        [
            ("naapurin".to_owned(), Clue::Name),
            ("Salaisen".to_owned(), Clue::Name),
            ("Einon".to_owned(), Clue::Name),
            ("Kalliolle".to_owned(), Clue::Name),
        ]
    );
    assert_eq!(
        seen("Mallilassa koulussa"),
        [
            ("Mallilassa".to_owned(), Clue::Work),
            ("koulussa".to_owned(), Clue::Work)
        ]
    );
    assert_eq!(
        seen("Soita 000 123 4567!"),
        [("000 123 4567".to_owned(), Clue::Contact)]
    );
    assert_eq!(seen("Ääni kuului."), []);
    let places = |text: &str, place: &str| {
        let marks = clues.marks(text, &[place.to_owned()]);
        marks
            .iter()
            .map(|(range, _)| text[range.clone()].to_owned())
            .collect::<Vec<_>>()
    };
    for (place, text) in [
        ("Turku", "Turussa"),
        ("Lahti", "Lahden"),
        ("Helsinki", "Helsingistä"),
        ("Seinäjoki", "seinäjoella"),
        ("Kauniainen", "Kauniaisissa"),
        ("Espoo", "Espooseen"),
    ] {
        assert_eq!(places(text, place), [text], "{place}");
    }
}

#[test]
fn covered_words_leave_no_trace_and_broken_covers_cover_all() {
    let report = report("Näin Äidin lyövän. ÄIDIN huuto.");
    let source = Source::of(Parts::of(&report, Subject::Child(0)));
    let place = source
        .items
        .iter()
        .position(|item| item.field == Field::Description)
        .unwrap();
    let with = |cuts: &[(usize, usize)], words: &[&str]| {
        let decisions = Decisions {
            shown: [place].into(),
            cuts: cuts
                .iter()
                .map(|(start, end)| Cut {
                    item: place,
                    start: *start,
                    end: *end,
                })
                .collect(),
            words: words.iter().map(ToString::to_string).collect(),
        };
        read(&source.copy(&decisions))
    };
    assert_eq!(with(&[], &["äidin"]), "Näin ▒ lyövän. ▒ huuto.\n");
    assert_eq!(with(&[(0, 5), (6, 12), (8, 21)], &[]), "▒. ÄIDIN huuto.\n");
    assert_eq!(with(&[(0, 2)], &[]), "▒\n", "in the middle of a letter");
    assert_eq!(with(&[(0, 999)], &[]), "▒\n");
    assert_eq!(
        with(&[(5, 5), (9, 3)], &[" "]),
        "Näin Äidin lyövän. ÄIDIN huuto.\n"
    );
}

fn typed(decisions: Decisions) -> TypedDraft {
    TypedDraft {
        recipient: Some(Recipient::Guardian),
        language: Language::Fi,
        decisions,
        words_too_long: false,
        withheld: Vec::new(),
    }
}

#[test]
fn what_is_kept_back_needs_its_ground() {
    let report = report("Lapsi itkee.");
    let source = Source::of(Parts::of(&report, Subject::Child(0)));
    let whole = Draft::of(&source, &typed(everything(&source))).unwrap();
    assert!(!whole.copy.keeps_back && whole.withheld.is_empty());
    let nothing = TypedDraft {
        recipient: None,
        ..typed(Decisions::default())
    };
    assert_eq!(
        Draft::of(&source, &nothing),
        Err(vec![Lack::Recipient, Lack::Withheld])
    );
    let grounded = TypedDraft {
        withheld: vec![Withheld::SomebodyElse],
        ..typed(Decisions::default())
    };
    assert!(Draft::of(&source, &grounded).unwrap().copy.keeps_back);
}

#[test]
fn a_copy_is_given_after_its_release_and_not_by_a_call() {
    let at: DateTime<Utc> = "2026-11-20T12:00:00Z".parse().unwrap();
    let released = "2026-11-18".parse().unwrap();
    let given = |day: &str, channel| TypedGiven {
        to: "Helmi Mallinen".to_owned(),
        on: Typed::Value(day.parse().unwrap()),
        channel: Some(channel),
    };
    let check = |typed: TypedGiven| typed.check(released, Uuid::nil(), at);
    assert!(check(given("2026-11-18", Channel::Letter)).is_ok());
    assert!(check(given("2026-11-20", Channel::Meeting)).is_ok());
    assert_eq!(
        check(given("2026-11-17", Channel::Letter)),
        Err(vec![Lack::GivenOff])
    );
    assert_eq!(
        check(given("2026-11-21", Channel::Letter)),
        Err(vec![Lack::GivenOff])
    );
    assert_eq!(
        check(given("2026-11-20", Channel::Call)),
        Err(vec![Lack::Channel])
    );
    let nothing = TypedGiven {
        to: " ".to_owned(),
        on: Typed::Nothing,
        channel: None,
    };
    assert_eq!(
        check(nothing),
        Err(vec![Lack::GivenTo, Lack::GivenOn, Lack::Channel])
    );
}

#[test]
fn a_childs_wish_is_weighed_before_what_it_told_reaches_its_guardians() {
    let mut told = report("Lapsi itkee.");
    assert!(Forbids::of(&told).is_none());
    told.worker_only.guardians_may_know = Some(YesNoUnknown::Unknown);
    assert!(Forbids::of(&told).is_none(), "not knowing forbids nothing");
    told.worker_only.guardians_may_know = Some(YesNoUnknown::No);
    told.worker_only.guardians_may_know_reason = Some(text("Isä suuttuu"));
    let forbids = Forbids::of(&told).unwrap();
    assert_eq!(forbids.why, Some(text("Isä suuttuu")));
    assert!(!format!("{forbids:?}").contains("Isä"));

    let typed = |ground, weighed| TypedRelease { ground, weighed };
    let party = Some(Ground::Party);
    for recipient in [Recipient::Guardian, Recipient::Representative] {
        assert_eq!(typed(party, true).check(recipient, true), Ok(Ground::Party));
        assert_eq!(typed(party, false).check(recipient, false), Ok(Ground::Party));
        assert_eq!(
            typed(party, false).check(recipient, true),
            Err(vec![Lack::Forbids])
        );
        assert_eq!(
            typed(None, false).check(recipient, true),
            Err(vec![Lack::Ground, Lack::Forbids])
        );
    }
    for recipient in [Recipient::Child, Recipient::Parent] {
        assert_eq!(typed(party, false).check(recipient, true), Ok(Ground::Party));
        assert_eq!(typed(None, true).check(recipient, true), Err(vec![Lack::Ground]));
    }
}
