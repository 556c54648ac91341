//! Facts of a child that were completed: beside the reporter's words on the page of the case, and the form that completes more.

use crate::domain::assessment::Stopped;
use crate::domain::completed_facts::{CompletedFacts, Completion};
use crate::domain::text::Text;
use crate::intake::assessment::open::Written;
use crate::intake::facts::open::FactsPage;
use crate::intake::facts::{ChildFacts, Elsewhere};
use crate::intake::open_case::CaseFile;
use crate::text::{FluentValue, dates};
use crate::web::extract::session::SignedIn;
use crate::web::page::component::{Block, Button};
use crate::web::page::field::Width;
use crate::web::page::pages::StaffForm;
use crate::web::page::view::{Line, Link, SummaryList, SummaryRow};
use crate::web::staff::filled::{Controls, Filled, hidden};
use crate::web::staff::look::Look;

use super::{birth, identity_bar};

/// Facts are completed.
pub const COMPLETE: &str = "complete";

/// On the page of a case, below what the reporter told: each completion, and the way to the form. `cases` is the way from the
/// page to the folder of all cases.
pub fn in_case(look: &Look, file: &CaseFile, cases: &str) -> Vec<Block> {
    let facts = &file.facts;
    let mut blocks = completed(look, facts);
    blocks.extend(elsewhere(look, facts, &format!("{cases}/{}", file.case.id)));
    if facts.completes {
        blocks.push(way(look, file, cases));
    }
    blocks
}

/// The way from the page of a case to the form.
pub fn way(look: &Look, file: &CaseFile, cases: &str) -> Block {
    Block::Links(vec![Link::new(
        format!("{cases}/{}/facts", file.case.id),
        look.word("facts-link"),
    )])
}

/// The blocks of the page; `folder` is the way from it to the case, `filled` what was posted and not taken.
pub fn blocks(
    look: &Look,
    page: &FactsPage,
    signed: &SignedIn,
    folder: &str,
    filled: Option<&Filled>,
) -> Vec<Block> {
    let mut blocks = vec![
        Block::Links(vec![Link::new(folder, look.word("work-back"))]),
        identity_bar::block(
            look,
            &page.case,
            &page.life,
            &page.opened,
            Stopped::of(&page.life),
        ),
    ];
    blocks.extend(completed(look, &page.facts));
    blocks.extend(elsewhere(look, &page.facts, folder));
    if !page.facts.completes {
        blocks.push(Block::Paragraph(look.word("facts-not-now")));
        return blocks;
    }
    blocks.push(Block::Paragraph(look.word("facts-text")));
    if page.is_protected {
        blocks.push(Block::Inset(look.word("facts-protected")));
    }
    let version = [("version", page.case.version.to_string())];
    blocks.push(Block::Form(StaffForm {
        action: format!("{folder}/facts"),
        hidden: hidden(signed, &version),
        blocks: fields(look, page.is_protected, filled).into(),
        buttons: vec![Button::go(COMPLETE, look.word("facts-save"))],
    }));
    blocks
}

/// The controls, fewer of a child who is protected.
fn fields(look: &Look, is_protected: bool, filled: Option<&Filled>) -> Vec<Block> {
    let controls = Controls::of(look, filled, COMPLETE);
    let text = |name: &str, key: &str, width: Width| controls.text(name, key, "", width);
    let birth_date = text("birth_date", "facts-birth-date", Width::Ten);
    let language = text("language", "facts-language", Width::Twenty);
    let source = controls.area("source", "facts-source", 2);
    if is_protected {
        return vec![birth_date, language, source];
    }
    let municipality = controls.label("municipality", "facts-municipality");
    vec![
        text("first_names", "facts-first-names", Width::Full),
        text("last_name", "facts-last-name", Width::Full),
        birth_date,
        text("identity_code", "facts-identity-code", Width::Twenty),
        controls.select(municipality, birth::municipalities(look), ""),
        text("postal_code", "facts-postal-code", Width::Ten),
        text("street_address", "facts-street-address", Width::Full),
        language,
        source,
    ]
}

/// What was completed, each with who, when and from where; nothing where nothing was.
fn completed(look: &Look, facts: &ChildFacts) -> Vec<Block> {
    if facts.written.is_empty() {
        return Vec::new();
    }
    let each = facts.written.iter().flat_map(|one| completion(look, one));
    std::iter::once(Block::Heading(look.word("facts-heading")))
        .chain(each)
        .collect()
}

fn completion(look: &Look, written: &Written<Completion>) -> [Block; 2] {
    let when = dates::moment(look.words, written.at);
    let heading = look.words.format(
        "facts-written",
        &[
            ("who", FluentValue::from(written.author.clone())),
            ("when", FluentValue::from(when)),
        ],
    );
    let Completion { facts, source } = &written.what;
    let source = ("facts-source-row", source.expose().to_owned());
    let rows = told(look, facts).into_iter().chain([source]);
    let rows = rows.map(|(key, value)| SummaryRow {
        key: look.word(key),
        value: vec![Line::Text(value)],
        action: None,
    });
    [
        Block::Subheading(heading),
        Block::Summary(SummaryList { rows: rows.collect() }),
    ]
}

/// Each fact with the text that names it, in the order of the form.
pub fn told(look: &Look, facts: &CompletedFacts) -> Vec<(&'static str, String)> {
    let text = |text: &Option<Text>| text.as_ref().map(|text| text.expose().to_owned());
    let code = facts.identity_code.as_ref().map(|code| code.expose().to_owned());
    let all = [
        ("facts-first-names", text(&facts.first_names)),
        ("facts-last-name", text(&facts.last_name)),
        (
            "facts-birth-date",
            facts.birth_date.map(|day| dates::plain(look.words, day)),
        ),
        ("facts-identity-code", code),
        (
            "facts-municipality",
            facts.municipality.map(|code| look.municipality(code)),
        ),
        (
            "facts-postal-code",
            facts.postal_code.map(|code| code.to_string()),
        ),
        ("facts-street-address", text(&facts.street_address)),
        ("facts-language", text(&facts.language)),
    ];
    let known = all.into_iter().filter_map(|(key, value)| Some((key, value?)));
    known.collect()
}

/// That another office answers for the home that is known now, and the way to give the case on: nothing moves by itself.
fn elsewhere(look: &Look, facts: &ChildFacts, folder: &str) -> Vec<Block> {
    let Some(Elsewhere { county, office }) = facts.elsewhere else {
        return Vec::new();
    };
    let county = look.county(county);
    let who = match office.map(|office| look.office(office)) {
        Some(office) if !office.is_empty() => format!("{office}, {county}"),
        _ => county,
    };
    vec![
        Block::Inset(look.words.with("facts-elsewhere", "who", &who)),
        Block::Links(vec![Link::new(
            format!("{folder}/transfer"),
            look.word("transfer-to-page"),
        )]),
    ]
}
