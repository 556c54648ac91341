//! The page itself: one field, what was found for it, and the counties.

use chrono::{DateTime, Utc};

use super::card::card;
use super::find::{Place, Served, Serving, served};
use super::list;
use crate::domain::language::{Language, Offered};
use crate::domain::office::Office;
use crate::domain::phone::Audience;
use crate::domain::places::{CountyCode, MunicipalityCode, PostalCode};
use crate::places::County;
use crate::text::{FluentValue, Words};
use crate::web::page::component::Block;
use crate::web::page::field::{Choice, Choices, Label, TextField};
use crate::web::page::pages::{Hidden, StepPage};
use crate::web::page::shell::{Shell, relative_root};
use crate::web::page::view::Link;
use crate::web::public::around::Around;
use crate::web::public::calls::Calls;
use crate::web::public::look;
use crate::web::public::saying::Saying;
use crate::web::public::visit::NONE_OF_THESE;

/// The key of the page's heading.
const TITLE: &str = "contact-title";
/// The field with the place.
const PLACE: &str = "place";
/// The choice between the places that may be meant.
const MEANT: &str = "meant";
/// The text for which that choice was offered.
const ASKED: &str = "asked";
/// The municipality that is shown.
const SHOWN: &str = "shown";
/// The language of the page.
const SPOKEN: &str = "in";

/// A search as it was posted.
pub struct Search {
    language: Language,
    typed: String,
    chosen: Option<String>,
}

impl Search {
    /// Reads the posted fields; `spoken` is the language of the address or of the browser, `languages` are offered.
    pub fn posted(fields: &[(String, String)], spoken: Language, languages: &Offered) -> Self {
        let value = |wanted: &str| {
            let field = fields.iter().find(|(name, _)| name == wanted);
            field.map_or("", |(_, value)| value.trim())
        };
        let typed = value(PLACE);
        let spoken = languages.by_code(value(SPOKEN)).unwrap_or(spoken);
        let other = value("go").strip_prefix("lang:");
        let other = other.and_then(|code| languages.by_code(code));
        // In another language the same is shown; else a choice counts only for the text for which it was offered.
        let chosen = match (other, value(MEANT), value(SHOWN)) {
            (Some(_), _, shown) if !shown.is_empty() => Some(shown),
            (_, meant, _) if !meant.is_empty() && value(ASKED) == typed => Some(meant),
            _ => None,
        };
        Self {
            language: other.unwrap_or(spoken),
            typed: typed.to_owned(),
            chosen: chosen.map(str::to_owned),
        }
    }

    /// The language of the answer.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// What is meant. `None`: nothing was typed.
    fn place(&self, around: &Around<'_>) -> Option<Place> {
        match self.chosen.as_deref() {
            Some(NONE_OF_THESE) => return Some(Place::Unknown),
            Some(code) => {
                if let Some(code) = around.municipality(code) {
                    return Some(Place::municipality(code));
                }
            }
            None => {}
        }
        (!self.typed.is_empty()).then(|| Place::typed(&self.typed, around.places))
    }
}

/// The page at `path` below the mount point; without a search the own county and every other.
pub fn page(path: &str, search: Option<&Search>, mut around: Around<'_>, words: Words<'_>) -> StepPage {
    let say = Saying::below(TITLE, words);
    let mut hidden = vec![(SPOKEN, words.language().code().to_owned())];
    let mut choice = None;
    let mut result = Vec::new();
    let asked = search.and_then(|search| Some((search, search.place(&around)?)));
    match &asked {
        None => {
            if search.is_none() {
                result.extend(own_county(&around, words));
            }
            result.extend(all(path, &around, words));
        }
        Some((_, Place::Unknown)) => {
            result.push(say.inset("contacts-unknown"));
            result.extend(all(path, &around, words));
        }
        Some((search, Place::Several(codes))) => {
            hidden.push((ASKED, search.typed.clone()));
            choice = Some(did_you_mean(codes, &around, words));
        }
        Some((
            search,
            Place::Known {
                municipality,
                postal_code,
                proposed,
            },
        )) => {
            if let Some(served) = served(*municipality, *postal_code, around.places, around.rules) {
                if search.chosen.is_some() {
                    hidden.push((SHOWN, municipality.to_string()));
                }
                around.calls = Calls::by([&served.decision], around.rules, Audience::Anyone);
                let proposal = postal_code.filter(|_| *proposed);
                result.extend(found(&served, proposal, &around, words));
            }
            result.push(Block::Links(vec![to_all(path, words)]));
        }
    }
    let shell = look::shell_at(path, &around, words, false)
        .headed(TITLE, words)
        .leading_to_start(words);
    let shell = match search {
        // Buttons, so that the place need not be typed again.
        Some(_) => shell.step(true, false),
        None => Shell {
            enter_continues: true,
            ..shell.in_each_language("contacts")
        },
    };
    StepPage {
        shell,
        caption: None,
        errors: None,
        heading: Some(words.get(TITLE).into_owned()),
        blocks: field(search.map_or("", |search| &search.typed), choice, words).into(),
        hidden: hidden
            .into_iter()
            .map(|(name, value)| Hidden {
                name: name.into(),
                value,
            })
            .collect(),
        buttons: vec![say.button("continue", "contacts-find")],
        files: false,
        after: result.into(),
    }
}

/// The field, and what must be known before it is used.
fn field(typed: &str, choice: Option<Choices>, words: Words<'_>) -> Vec<Block> {
    let mut label = Label::new(PLACE, words.get("contacts-place"));
    label.hint = Some(words.get("contacts-place-hint").into_owned());
    let mut blocks = warning(words);
    let field = Block::Text(TextField::new(label, typed));
    blocks.push(Saying::below(TITLE, words).of("contacts-place", field));
    blocks.extend(choice.map(Block::Radios));
    blocks
}

/// That 112 is for danger, and that nobody reads by night what is sent in the web.
pub fn warning(words: Words<'_>) -> Vec<Block> {
    ["contacts-danger", "contacts-night", "contact-children"]
        .map(|key| Saying::below(TITLE, words).prose(key))
        .into()
}

/// "Did you mean": each with its county, as there are places of the same name.
fn did_you_mean(codes: &[MunicipalityCode], around: &Around<'_>, words: Words<'_>) -> Choices {
    let language = words.language();
    let choice = |value: String, label: String, hint: Option<String>| Choice {
        value,
        label,
        hint,
        checked: false,
    };
    let places = codes.iter().filter_map(|code| around.places.municipality(*code));
    let mut items: Vec<Choice> = places
        .map(|place| {
            let county = around.places.county(place.county);
            let county = county.map(|county| county.names.get(language).to_owned());
            choice(
                place.code.to_string(),
                place.names.get(language).to_owned(),
                county,
            )
        })
        .collect();
    let none = words.get("place-none-of-these").into_owned();
    items.push(choice(NONE_OF_THESE.to_owned(), none, None));
    Choices::new(Label::new(MEANT, words.get("place-did-you-mean")), items)
}

/// Who serves a place; `proposal` is the postal code that alone was typed.
fn found(
    served: &Served<'_>,
    proposal: Option<PostalCode>,
    around: &Around<'_>,
    words: Words<'_>,
) -> Vec<Block> {
    let language = words.language();
    let place = served.municipality.names.get(language);
    let county = served.county.names.get(language);
    let mut blocks = vec![Block::Heading(words.format(
        "contacts-found",
        &[
            ("place", FluentValue::from(place)),
            ("county", FluentValue::from(county)),
        ],
    ))];
    if let Some(code) = proposal {
        blocks.push(Block::Inset(words.format(
            "contacts-postal-code-proposes",
            &[
                ("code", FluentValue::from(code.to_string())),
                ("place", FluentValue::from(place)),
            ],
        )));
    }
    if served.offices.is_empty() {
        blocks.extend(nobody_here(served.county, words));
    } else if served.needs_area() {
        blocks.push(Saying::below(TITLE, words).paragraph("contacts-several-offices"));
    }
    for serving in &served.offices {
        blocks.extend(card(serving, served.duty, Some(around.now), words));
    }
    blocks.extend(duty_card(served.duty, Some(around.now), words));
    blocks
}

/// The own county: its default office and its duty service.
fn own_county(around: &Around<'_>, words: Words<'_>) -> Vec<Block> {
    let home = around.rules.home_county();
    let name = around.county.get(words.language()).to_owned();
    let mut blocks = vec![Block::Heading(name)];
    let duty = around.rules.duty(home);
    if let Some(office) = around.rules.fallback_office(home) {
        let serving = Serving {
            office,
            of: Vec::new(),
        };
        blocks.extend(card(&serving, duty, Some(around.now), words));
    }
    blocks.extend(duty_card(duty, Some(around.now), words));
    blocks
}

/// The duty service of a county, whoever else answers.
pub fn duty_card(duty: Option<&Office>, now: Option<DateTime<Utc>>, words: Words<'_>) -> Vec<Block> {
    let serving = duty.map(|office| Serving {
        office,
        of: Vec::new(),
    });
    serving.map_or_else(Vec::new, |serving| card(&serving, None, now, words))
}

/// A county without an office here: its own site, to read and not to follow. Åland has an authority of its own.
pub fn nobody_here(county: &County, words: Words<'_>) -> Vec<Block> {
    let aland = county.code == CountyCode::ALAND;
    let text = if aland {
        "calls-aland"
    } else {
        "contacts-no-office"
    };
    let site = Block::Paragraph(county.website.clone());
    vec![Saying::below(TITLE, words).prose(text), site]
}

/// Every county in a table; each name leads to the county's offices.
fn all(path: &str, around: &Around<'_>, words: Words<'_>) -> Vec<Block> {
    let root = relative_root(path);
    let link = |code: CountyCode| Some(format!("{root}/{}/contacts/{code}", words.language().path()));
    let table = list::table(around.places, around.rules, words, &link);
    vec![
        Saying::below(TITLE, words).heading("contacts-all"),
        Block::Table(table),
    ]
}

/// The way to the counties.
pub fn to_all(path: &str, words: Words<'_>) -> Link {
    let root = relative_root(path);
    let page = format!("{root}/{}/contacts", words.language().path());
    Saying::below(TITLE, words).link(page, "contacts-all")
}
