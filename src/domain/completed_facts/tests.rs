use super::*;

const TODAY: &str = "2026-11-20";

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn words(raw: &str) -> Option<Text> {
    Text::parse(raw, LONGEST).unwrap()
}

fn place(code: &str) -> Option<MunicipalityCode> {
    MunicipalityCode::parse(code)
}

fn draft() -> Draft {
    Draft {
        source: "Huoltaja puhelimessa".to_owned().into(),
        ..Draft::default()
    }
}

fn nobody() -> ChildIdentity {
    ChildIdentity::default()
}

fn lacks(draft: &Draft) -> Vec<Lack> {
    draft.check(&nobody(), false, date(TODAY)).unwrap_err()
}

#[test]
fn a_code_tells_the_birth_date_and_must_agree_with_one() {
    let code = Draft {
        identity_code: " 010516b903x ".to_owned().into(),
        ..draft()
    };
    let facts = code.check(&nobody(), false, date(TODAY)).unwrap().facts;
    assert_eq!(facts.identity_code.unwrap().expose(), "010516B903X");
    assert_eq!(facts.birth_date, Some(date("2016-05-01")));
    let other = Draft {
        birth_date: Typed::Value(date("2016-05-02")),
        ..code.clone()
    };
    assert_eq!(lacks(&other), [Lack::OtherDay]);
    let same = Draft {
        birth_date: Typed::Value(date("2016-05-01")),
        ..code.clone()
    };
    assert!(same.check(&nobody(), false, date(TODAY)).is_ok());
    assert_eq!(
        code.check(&nobody(), false, date("2016-04-30")).unwrap_err(),
        [Lack::IdentityCode],
        "nobody has a code before they are born"
    );
}

#[test]
fn a_date_alone_must_agree_with_the_code_that_is_known() {
    let known = |code: &str| ChildIdentity {
        personal_identity_code: words(code).map(GivenIdentityCode::new),
        birth_date: PartialDate::parse("2016-05-01").ok(),
        ..ChildIdentity::default()
    };
    let day = |text: &str| Draft {
        birth_date: Typed::Value(date(text)),
        ..draft()
    };
    let checked = |draft: &Draft, code: &str| draft.check(&known(code), false, date(TODAY));
    assert_eq!(
        checked(&day("2016-05-02"), "010516B903X").unwrap_err(),
        [Lack::OtherDay]
    );
    assert!(checked(&day("2016-05-01"), "010516B903X").is_ok());
    assert!(
        checked(&day("2016-05-02"), "010516B903Y").is_ok(),
        "a slip of the pen is no code"
    );
    assert!(day("2016-05-02").check(&nobody(), false, date(TODAY)).is_ok());
    // What stands beside it on the page counts, not what it takes the place of.
    let both = Draft {
        identity_code: "010516B903X".to_owned().into(),
        ..day("2016-05-01")
    };
    let other = known("020516B903K");
    assert!(both.check(&other, false, date(TODAY)).is_ok());
    // A code alone tells the date anew, whatever was known of it.
    let code = Draft {
        identity_code: "010516B903X".to_owned().into(),
        ..draft()
    };
    let before = ChildIdentity {
        birth_date: PartialDate::parse("2016-05-02").ok(),
        ..nobody()
    };
    let facts = code.check(&before, false, date(TODAY)).unwrap().facts;
    assert_eq!(facts.birth_date, Some(date("2016-05-01")));
}

#[test]
fn everything_that_lacks_is_told_in_the_order_of_the_page() {
    assert_eq!(lacks(&draft()), [Lack::Nothing]);
    assert_eq!(lacks(&Draft::default()), [Lack::Nothing, Lack::Source]);
    let long = Sensitive::new("x".repeat(LONGEST + 1));
    let wrong = Draft {
        first_names: long.clone(),
        last_name: long.clone(),
        birth_date: Typed::Unreadable,
        identity_code: "010516B903Y".to_owned().into(),
        municipality: Typed::Unreadable,
        postal_code: "0277".to_owned().into(),
        street_address: long.clone(),
        language: long,
        source: "x".repeat(LONGEST_SOURCE + 1).into(),
    };
    let all = [
        Lack::FirstNames,
        Lack::LastName,
        Lack::BirthDate,
        Lack::IdentityCode,
        Lack::Municipality,
        Lack::PostalCode,
        Lack::StreetAddress,
        Lack::Language,
        Lack::Source,
    ];
    assert_eq!(lacks(&wrong), all);
    let early = Draft {
        birth_date: Typed::Value(date("2026-11-21")),
        ..draft()
    };
    assert_eq!(lacks(&early), [Lack::BornInFuture]);
}

#[test]
fn of_somebody_protected_only_birth_date_and_language_are_kept() {
    let open = Draft {
        birth_date: Typed::Value(date("2016-05-01")),
        language: "somali".to_owned().into(),
        ..draft()
    };
    assert!(open.check(&nobody(), true, date(TODAY)).is_ok());
    for secret in [
        Draft {
            first_names: "Aino".to_owned().into(),
            ..open.clone()
        },
        Draft {
            identity_code: "010516B903X".to_owned().into(),
            ..open.clone()
        },
        Draft {
            municipality: Typed::Value(place("049").unwrap()),
            ..open.clone()
        },
        Draft {
            street_address: "Mallikuja 5".to_owned().into(),
            ..open.clone()
        },
    ] {
        assert_eq!(
            secret.check(&nobody(), true, date(TODAY)).unwrap_err(),
            [Lack::Protected]
        );
    }
}

#[test]
fn the_newest_of_each_fact_counts_and_what_was_told_stays_where_nothing_is_newer() {
    let told = ChildIdentity {
        first_names: words("Poika"),
        birth_date: PartialDate::parse("2015").ok(),
        residence: Residence {
            municipality: place("049"),
            street_address: words("Mallikuja 5"),
            ..Residence::default()
        },
        ..ChildIdentity::default()
    };
    let first = CompletedFacts {
        last_name: words("Mallinen"),
        birth_date: Some(date("2016-05-01")),
        ..CompletedFacts::default()
    };
    let second = CompletedFacts {
        first_names: words("Eino"),
        last_name: words("Esimerkki"),
        ..CompletedFacts::default()
    };
    let newest = first.clone().then(second);
    let known = newest.over(&told);
    assert_eq!(known.first_names, words("Eino"));
    assert_eq!(known.last_name, words("Esimerkki"));
    assert_eq!(known.birth_date.and_then(PartialDate::full), first.birth_date);
    assert_eq!(known.residence, told.residence);
    assert_eq!(CompletedFacts::default().over(&told), told);
}

#[test]
fn another_municipality_is_another_home() {
    let home = |code: &str, street: &str| CompletedFacts {
        municipality: place(code),
        street_address: words(street),
        ..CompletedFacts::default()
    };
    let moved = home("049", "Mallikuja 5").then(home("092", ""));
    assert_eq!((moved.municipality, moved.street_address), (place("092"), None));
    let stayed = home("049", "Mallikuja 5").then(home("049", ""));
    assert_eq!(stayed.street_address, words("Mallikuja 5"));
    let told = ChildIdentity {
        residence: Residence {
            municipality: place("049"),
            area: words("leppavaara"),
            postal_code: PostalCode::parse("02770"),
            street_address: words("Mallikuja 5"),
        },
        ..ChildIdentity::default()
    };
    let elsewhere = home("092", "").over(&told).residence;
    assert_eq!((elsewhere.area, elsewhere.postal_code), (None, None));
    assert_eq!(home("049", "").over(&told), told);
}

#[test]
fn nothing_of_it_prints() {
    let draft = Draft {
        first_names: "Kanarialintu".to_owned().into(),
        municipality: Typed::Value(place("049").unwrap()),
        ..draft()
    };
    let completion = draft.check(&nobody(), false, date(TODAY)).unwrap();
    let printed = format!("{draft:?} {completion:?}");
    assert!(
        !printed.contains("Kanarialintu") && !printed.contains("049"),
        "{printed}"
    );
}
