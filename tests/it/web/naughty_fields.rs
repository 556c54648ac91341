//! Text that breaks programs, through every field of every form: nothing fails, and everything stands
//! on the page as it was typed. Which fields there are, the form definitions say: one that no walk meets fails a test.

use std::collections::{BTreeMap, BTreeSet};

use huoli::forms::{key, load};
use reqwest::Method;
use scraper::{ElementRef, Html};

use super::naughty::held;
use crate::harness::app::TestApp;
use crate::harness::db::TestDb;
use crate::harness::naughty::NAUGHTY;
use crate::harness::site::Site;
use crate::harness::visitor::{Seen, Visitor, select};

/// A button that is pressed, and what is typed before.
type Press = (&'static str, &'static [(&'static str, &'static str)]);

/// A way through a form.
struct Walk {
    /// The form.
    form: &'static str,
    /// The page it begins on.
    from: &'static str,
    presses: &'static [Press],
}

const HOME: &str = "children[0].residence.municipality";
const ROLE: &str = "reporter_role";
const NEXT: Press = ("continue", &[]);

const SEVERAL: Walk = Walk {
    form: "concern",
    from: "/fi",
    presses: &[
        NEXT,
        ("continue", &[(ROLE, "private_person")]),
        ("continue", &[(HOME, "Espoo")]),
        ("continue", &[("children[0].residence.area", "leppavaara")]),
        ("add_child", &[]),
        ("continue", &[("children[1].residence.municipality", "Espoo")]),
        ("continue", &[("children[1].residence.area", "leppavaara")]),
        ("continue", &[("concern.description", "Huoli")]),
        NEXT,
        ("continue", &[("reporter.identity", "named")]),
        NEXT,
    ],
};

const UNBORN: Walk = Walk {
    form: "concern",
    from: "/fi",
    presses: &[
        NEXT,
        ("continue", &[(ROLE, "private_person")]),
        NEXT,
        ("continue", &[("place_of_concern_municipality", "Vantaa")]),
        ("add_child", &[]),
        ("unborn", &[]),
        NEXT,
        ("continue", &[("concern.description", "Huoli")]),
        NEXT,
        ("continue", &[("reporter.identity", "anonymous")]),
    ],
};

const GUARDIAN: Walk = Walk {
    form: "concern",
    from: "/fi",
    presses: &[
        NEXT,
        ("continue", &[(ROLE, "guardian")]),
        ("continue", &[(HOME, "Vantaa")]),
        NEXT,
        ("continue", &[("concern.description", "Huoli")]),
        NEXT,
        NEXT,
    ],
};

const YOUNG: Walk = Walk {
    form: "young_person",
    from: "/fi",
    presses: &[
        NEXT,
        ("continue", &[(ROLE, "young_person")]),
        NEXT,
        ("continue", &[("concern.description", "Huoli")]),
        ("continue", &[(HOME, "Espoo")]),
        ("continue", &[("children[0].residence.area", "leppavaara")]),
    ],
};

const PROFESSIONAL: Walk = Walk {
    form: "professional",
    from: "/professional",
    presses: &[
        NEXT,
        (
            "continue",
            &[
                ("reporter.authority", "education"),
                ("reporter.organisation", "Mallilan koulu"),
                ("reporter.name", "Oiva Esimerkki"),
                ("reporter.phone", "050 000 0000"),
            ],
        ),
        ("add_child", &[]),
        ("add_guardian", &[]),
        ("unborn", &[]),
        (
            "continue",
            &[
                ("children[1].residence.municipality", "Espoo"),
                ("concern.description", "Huoli"),
                ("concern.urgency", "today"),
            ],
        ),
        ("continue", &[("children[1].residence.area", "leppavaara")]),
        ("continue", &[("place_of_concern_municipality", "Vantaa")]),
        ("continue", &[("not_called", "yes")]),
    ],
};

const WALKS: [&Walk; 5] = [&SEVERAL, &UNBORN, &GUARDIAN, &YOUNG, &PROFESSIONAL];

/// The fields of a page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Fields {
    /// Into which one types.
    boxes: Vec<String>,
    /// Of which one chooses.
    choices: BTreeSet<String>,
}

impl Fields {
    fn of(seen: &Seen) -> Self {
        let page = Html::parse_document(&seen.html);
        let names = |css: &str| {
            let all = select(&page, css).into_iter();
            all.filter_map(|field| field.attr("name").map(str::to_owned))
                .collect::<Vec<_>>()
        };
        let kinds =
            ["radio", "checkbox", "hidden", "file", "password"].map(|kind| format!(":not([type={kind}])"));
        Self {
            boxes: names(&format!("#step input{}, #step textarea", kinds.concat())),
            choices: names("#step input[type=radio], #step input[type=checkbox], #step select")
                .into_iter()
                .collect(),
        }
    }

    fn names(&self) -> impl Iterator<Item = &String> {
        self.boxes.iter().chain(&self.choices)
    }
}

/// Goes the way, and calls `see` with the fields of every page that has any.
fn walk(walk: &Walk, site: &Site, mut see: impl FnMut(&Visitor, Fields)) {
    let mut visitor = Visitor::open(&site.address, walk.from);
    for (go, typed) in walk.presses {
        visitor.press(go, typed);
        assert_eq!(
            visitor.seen.status,
            200,
            "{}",
            visitor.seen.text(".govuk-error-summary")
        );
        let fields = Fields::of(&visitor.seen);
        if fields.names().next().is_some() {
            see(&visitor, fields);
        }
    }
    assert!(
        visitor.seen.offers("send"),
        "{}: {}",
        walk.form,
        visitor.seen.heading()
    );
}

/// How many strings stand in one box together.
const TOGETHER: usize = 12;

/// What stands in each box of the page, by its name.
fn values(seen: &Seen) -> BTreeMap<String, String> {
    let page = Html::parse_document(&seen.html);
    let value = |field: &ElementRef<'_>| match field.value().name() {
        "textarea" => field.text().collect(),
        _ => field.attr("value").unwrap_or_default().to_owned(),
    };
    let all = select(
        &page,
        "#step input:not([type=radio]):not([type=checkbox]), #step textarea",
    );
    all.iter()
        .filter_map(|field| Some((field.attr("name")?.to_owned(), value(field))))
        .collect()
}

/// Posts the page with `typed` in its boxes; what comes back when the language is changed (which checks nothing) or when
/// one goes on (which may refuse, and still shows it) is what was typed.
fn types(visitor: &Visitor, walk: &Walk, go: &str, typed: &[(&String, &str)]) {
    let mut form = visitor.filled(go, &[]);
    form.retain(|(name, _)| typed.iter().all(|(known, _)| *known != name));
    form.extend(
        typed
            .iter()
            .map(|(name, text)| ((*name).clone(), (*text).to_owned())),
    );
    let seen = visitor.ask(&Method::POST, walk.from, &form);
    assert!(
        [200, 422].contains(&seen.status),
        "{go} {typed:?}: {}",
        seen.status
    );
    if go == "continue" && seen.status == 200 {
        return;
    }
    let shown = values(&seen);
    for (name, text) in typed {
        // Of choices the page shows its own alone.
        if let Some(value) = shown.get(*name) {
            assert_eq!(*value, held(text), "{go} {name}");
        }
    }
}

/// Every string of the list through every field of the page: a few together, as nothing is checked, then as many alone as
/// there are boxes for in a few rounds, each in another box.
fn through(visitor: &Visitor, walk: &Walk, fields: &Fields) -> usize {
    let together: Vec<String> = NAUGHTY.chunks(TOGETHER).map(|some| some.join(" · ")).collect();
    let texts: Vec<&str> = together.iter().map(String::as_str).collect();
    let single: Vec<&str> = NAUGHTY.iter().map(String::as_str).collect();
    let names: Vec<&String> = fields.names().collect();
    let mut posted = 0;
    let mut round = |go: &str, texts: &[&str], begin: usize| {
        let around = texts.iter().cycle().skip(begin % texts.len());
        let typed: Vec<(&String, &str)> = names.iter().copied().zip(around.copied()).collect();
        types(visitor, walk, go, &typed);
        posted += 1;
    };
    for begin in 0..texts.len() {
        round("lang:sv", &texts, begin);
    }
    // The last page goes on by being sent.
    let goes_on = visitor.seen.offers("continue");
    let rounds = if goes_on {
        single.len().div_ceil(names.len()).min(20)
    } else {
        0
    };
    for begin in 0..rounds {
        round("continue", &single, begin * names.len());
    }
    posted
}

/// Every page of the way that differs from those before.
fn every_page_of(way: &Walk) {
    let app = TestApp::new(TestDb::sqlite());
    let site = Site::start(&app);
    let mut seen = BTreeSet::new();
    let mut posted = 0;
    walk(way, &site, |visitor, fields| {
        if seen.insert(fields.clone()) {
            posted += through(visitor, way, &fields);
        }
    });
    assert!(posted > 40 * seen.len(), "{posted} posts to {} pages", seen.len());
}

#[test]
fn the_walks_meet_every_field_of_every_form() {
    let app = TestApp::new(TestDb::sqlite());
    let site = Site::start(&app);
    let mut met = BTreeSet::new();
    for way in WALKS {
        walk(way, &site, |_, fields| {
            for name in fields.names() {
                met.extend([(way.form, name.clone()), (way.form, key::pattern(name))]);
            }
        });
    }
    let missed: Vec<(&str, &str)> = load::all()
        .iter()
        // Workers alone meet it, at an address of their own.
        .filter(|form| form.id != "recorded")
        .flat_map(|form| form.fields().map(|(_, field)| (form.id.as_str(), field)))
        .filter(|(_, field)| field.kind.is_asked())
        .map(|(form, field)| (form, field.key.as_str()))
        .filter(|(form, wanted)| {
            // Of a date there are three boxes.
            let of = |name: &String| {
                let rest = name.strip_prefix(wanted);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            };
            !met.iter().any(|(known, name)| known == form && of(name))
        })
        .collect();
    assert!(missed.is_empty(), "{missed:?}");
}

#[test]
fn the_report_about_several_children_takes_everything() {
    every_page_of(&SEVERAL);
}

#[test]
fn the_report_about_an_unborn_child_takes_everything() {
    every_page_of(&UNBORN);
}

#[test]
fn the_report_of_a_guardian_takes_everything() {
    every_page_of(&GUARDIAN);
}

#[test]
fn the_report_of_a_young_person_takes_everything() {
    every_page_of(&YOUNG);
}

#[test]
fn the_report_of_somebody_in_their_work_takes_everything() {
    every_page_of(&PROFESSIONAL);
}
