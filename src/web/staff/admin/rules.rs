//! The rules of a county in the order in which they are asked, `/staff/admin/rules`, with buttons to move and delete.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};

use super::change::{self, Refusal};
use super::form::Fault;
use super::here::Here;
use super::words;
use crate::domain::access::Capability;
use crate::domain::places::CountyCode;
use crate::domain::rules::{DirectoryFault, RoutingRule};
use crate::intake::App;
use crate::intake::change_directory::Wanted;
use crate::intake::directory_state::DirectoryState;
use crate::web::error::WebError;
use crate::web::error_code::ErrorCode;
use crate::web::extract::csrf::{Csrf, Fields};
use crate::web::extract::session::{SignedIn, StaffSite};
use crate::web::page::component::{Block, Button, ButtonLook};
use crate::web::page::pages::{StaffForm, StaffPage};
use crate::web::page::view::{Colour, Column, Line, Link, Row, Table, Tag};
use crate::web::staff::look::answer;
use crate::web::staff::look::see_other;

/// `GET /staff/admin/rules`
///
/// # Errors
/// [`WebError::not_found`] for who may not see the county's directory.
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
    query: Query<Vec<(String, String)>>,
) -> Result<HttpResponse, WebError> {
    let here = Here::of_county(&request, &app, &site, signed)?;
    let state = here.state().await?;
    let mut page = page_of(&here, &state, &[]);
    page.banner = here.banner(Fields::new(query.into_inner()).get("done"));
    answer(&page, StatusCode::OK)
}

/// What a button of the table does to the rule at a place among those of its county.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pressed {
    Up(usize),
    Down(usize),
    Delete(usize),
}

impl Pressed {
    fn parse(go: &str) -> Option<Self> {
        let (what, place) = go.split_once(':')?;
        let place = place.parse().ok()?;
        match what {
            "up" => Some(Self::Up(place)),
            "down" => Some(Self::Down(place)),
            "delete" => Some(Self::Delete(place)),
            _ => None,
        }
    }

    /// Does it to the rules of `county`; false when there is no such rule or it stands at the end already.
    fn act(self, rules: &mut Vec<RoutingRule>, county: CountyCode) -> bool {
        let places: Vec<usize> = rules
            .iter()
            .enumerate()
            .filter(|(_, rule)| rule.county == county)
            .map(|(place, _)| place)
            .collect();
        let at = |place: usize| places.get(place).copied();
        let mut swap = |one: Option<usize>, two: Option<usize>| match (one, two) {
            (Some(one), Some(two)) => {
                rules.swap(one, two);
                true
            }
            _ => false,
        };
        match self {
            Self::Up(place) => swap(at(place), place.checked_sub(1).and_then(at)),
            Self::Down(place) => swap(at(place), place.checked_add(1).and_then(at)),
            Self::Delete(place) => at(place).map(|place| rules.remove(place)).is_some(),
        }
    }
}

/// `POST /staff/admin/rules`: moves or deletes one.
///
/// # Errors
/// [`WebError::not_found`] for who does not keep the county's directory.
pub async fn submit(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
) -> Result<HttpResponse, WebError> {
    let Csrf { signed, fields } = form;
    let here = Here::of_county(&request, &app, &site, signed)?;
    here.must(Capability::KeepDirectory, None)?;
    let bad = || WebError::new(ErrorCode::BadRequest);
    let pressed = Pressed::parse(fields.get("go")).ok_or_else(bad)?;
    if let Some(proof) = here.proof(&fields, "rules").await? {
        return Ok(proof);
    }
    let state = here.state().await?;
    let mut wanted = change::wanted(&state, &fields);
    let acted = pressed.act(&mut wanted.rules, here.county());
    let done = if acted {
        change::apply(&here, wanted).await?
    } else {
        Err(Refusal::Stale)
    };
    match done {
        Ok(()) => {
            let done = match pressed {
                Pressed::Delete(_) => "deleted",
                Pressed::Up(_) | Pressed::Down(_) => "saved",
            };
            let place = here.to(&format!("rules?done={done}"));
            Ok(see_other(place))
        }
        Err(refusal) => {
            let page = page_of(&here, &here.state().await?, &change::told(&here, &refusal));
            let status = match refusal {
                Refusal::Stale => StatusCode::CONFLICT,
                Refusal::Faults(..) | Refusal::SameCode => StatusCode::UNPROCESSABLE_ENTITY,
            };
            answer(&page, status)
        }
    }
}

fn page_of(here: &Here<'_>, state: &DirectoryState, faults: &[Fault]) -> StaffPage {
    let look = &here.look;
    let mut page = here.page(look.word("admin-rules"));
    page.shell.wide = true;
    page.errors = here.errors(faults);
    page.before
        .items
        .push(Block::Paragraph(look.word("admin-rules-text")));
    let table = table(here, state);
    let mut after = Vec::new();
    if table.rows.is_empty() {
        after.push(Block::Paragraph(look.word("admin-rules-empty")));
    } else if here.keeps_directory() {
        after.push(Block::Form(StaffForm {
            action: here.to("rules"),
            hidden: here.hidden(state.directory.version),
            blocks: vec![Block::Table(table)].into(),
            buttons: Vec::new(),
        }));
    } else {
        after.push(Block::Table(table));
    }
    if here.keeps_directory() {
        let links = [
            ("rules/new", "admin-rule-new"),
            ("areas/new", "admin-area-new"),
            ("routing", "admin-routing"),
        ];
        page.before.items.push(Block::Links(
            links
                .map(|(page, key)| Link::new(here.to(page), look.word(key)))
                .into(),
        ));
    }
    page.after = after.into();
    page
}

fn table(here: &Here<'_>, state: &DirectoryState) -> Table {
    let look = &here.look;
    let county = here.county();
    let own: Vec<(usize, &RoutingRule)> = state
        .directory
        .rules
        .iter()
        .enumerate()
        .filter(|(_, rule)| rule.county == county)
        .collect();
    let last = own.len().saturating_sub(1);
    let rows = own.iter().enumerate().map(|(number, (place, rule))| {
        let text = words::condition(look, &rule.condition, &state.directory.areas);
        let mut head = vec![Line::text(format!("{}. {text}", number + 1))];
        head.extend(wrong(here, state, *place));
        let mut cells = vec![head, vec![Line::text(here.office_name(state, rule.office))]];
        if here.keeps_directory() {
            let button = |go: &str, key: &str| {
                let button = Button::go(format!("{go}:{number}"), look.word(key));
                Line::Button(button.looking(ButtonLook::Link).hidden(text.clone()))
            };
            let mut buttons = Vec::new();
            if number > 0 {
                buttons.push(button("up", "admin-up"));
            }
            if number < last {
                buttons.push(button("down", "admin-down"));
            }
            buttons.push(button("delete", "admin-delete"));
            cells.push(buttons);
        }
        Row { cells }
    });
    let mut columns = vec![
        Column::plain(look.word("admin-column-rule")),
        Column::plain(look.word("admin-column-office")),
    ];
    if here.keeps_directory() {
        columns.push(Column::plain(look.word("admin-column-do")));
    }
    Table {
        caption: look.word("admin-rules"),
        caption_hidden: true,
        columns,
        rows: rows.collect(),
    }
}

/// What is wrong with the rule at `place` of the stored directory.
fn wrong(here: &Here<'_>, state: &DirectoryState, place: usize) -> Vec<Line> {
    let about = |fault: &&DirectoryFault| match fault {
        DirectoryFault::WrongOffice(rule)
        | DirectoryFault::WrongPlace(rule)
        | DirectoryFault::AreaUnknown(rule)
        | DirectoryFault::NothingToAsk { rule, .. }
        | DirectoryFault::Same { second: rule, .. }
        | DirectoryFault::Unreachable { rule, .. } => *rule == place,
        _ => false,
    };
    let wanted: &Wanted = &state.directory;
    let found = state.faults.iter().filter(about);
    found
        .flat_map(|fault| {
            let tag = Tag {
                text: here.look.word("admin-rule-wrong"),
                colour: Colour::Red,
            };
            [Line::Tag(tag), Line::Quiet(words::fault(here, wanted, fault))]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::office::OfficeId;
    use crate::domain::places::MunicipalityCode;
    use crate::domain::rules::Condition;

    #[test]
    fn a_button_moves_a_rule_among_those_of_its_county_alone() {
        let county = |code: &str| CountyCode::parse(code).unwrap();
        let rule = |code: &str, place: &str| RoutingRule {
            county: county(code),
            position: 0,
            condition: Condition::Municipality(MunicipalityCode::parse(place).unwrap()),
            office: OfficeId(Uuid::nil()),
        };
        let all = [
            rule("02", "001"),
            rule("03", "049"),
            rule("06", "002"),
            rule("03", "235"),
        ];
        let after = |go: &str| {
            let mut rules = all.to_vec();
            let acted = Pressed::parse(go).unwrap().act(&mut rules, county("03"));
            let places: Vec<String> = rules
                .iter()
                .map(|rule| rule.condition.municipality().unwrap().to_string())
                .collect();
            acted.then(|| places.join(" "))
        };
        assert_eq!(after("up:1").as_deref(), Some("001 235 002 049"));
        assert_eq!(after("down:0").as_deref(), Some("001 235 002 049"));
        assert_eq!(after("delete:1").as_deref(), Some("001 049 002"));
        for none in ["up:0", "down:1", "delete:2", "up:9", "down:18446744073709551615"] {
            assert_eq!(after(none), None, "{none}");
        }
        for other in ["", "up", "up:x", "left:1"] {
            assert_eq!(Pressed::parse(other), None, "{other}");
        }
    }
}
