//! From arrival to the lawful dates, `/staff/admin/deadlines`: each counted day, and the holidays of the next years.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use chrono::{Datelike, NaiveDate};

use super::form::{Fault, Form};
use super::here::Here;
use super::hours_view;
use super::when::When;
use crate::domain::deadline;
use crate::domain::workdays::Holiday;
use crate::intake::App;
use crate::text::dates;
use crate::web::error::WebError;
use crate::web::extract::csrf::Csrf;
use crate::web::extract::session::{SignedIn, StaffSite};
use crate::web::page::component::{Block, Button, Details};
use crate::web::page::pages::StaffForm;
use crate::web::page::view::{Line, SummaryList, SummaryRow};
use crate::web::staff::look::{Look, answer};
use crate::web::staff::view::deadlines as deadline_words;

/// So many years of holidays are listed.
const YEARS: i32 = 5;

/// `GET /staff/admin/deadlines`
///
/// # Errors
/// [`WebError::not_found`] for who may not see the directory.
pub async fn show(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    signed: SignedIn,
) -> Result<HttpResponse, WebError> {
    let here = Here::of(&request, &app, &site, signed)?;
    let when = When::now(&here.look);
    draw(&here, &when, &[], Vec::new(), StatusCode::OK)
}

/// `POST /staff/admin/deadlines`
///
/// # Errors
/// As [`show`].
pub async fn ask(
    request: HttpRequest,
    app: Data<App>,
    site: Data<StaffSite>,
    form: Csrf,
) -> Result<HttpResponse, WebError> {
    let Csrf { signed, fields } = form;
    let here = Here::of(&request, &app, &site, signed)?;
    let when = When::of(&fields);
    match when.read(&here.look) {
        Ok(arrived) => {
            let clocks = deadline::clocks(deadline::pending_since(arrived));
            let look = &here.look;
            let row = |key: &str, date| SummaryRow {
                key: look.word(key),
                value: vec![Line::text(dates::full(look.words, date))],
                action: None,
            };
            let rows = vec![
                row("deadline-start-by", clocks.start_by.target),
                row("deadline-complete-by", clocks.complete_by.target),
            ];
            let mut result = vec![
                Block::Heading(look.word("admin-result")),
                Block::Summary(SummaryList { rows }),
            ];
            result.push(Block::Details(Details {
                summary: look.word("deadline-how"),
                open: true,
                inside: deadline_words::how(look, &clocks).into(),
            }));
            draw(&here, &when, &[], result, StatusCode::OK)
        }
        Err(fault) => draw(
            &here,
            &when,
            &[fault],
            Vec::new(),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
    }
}

fn draw(
    here: &Here<'_>,
    when: &When,
    faults: &[Fault],
    result: Vec<Block>,
    status: StatusCode,
) -> Result<HttpResponse, WebError> {
    let look = &here.look;
    let mut page = here.page(look.word("admin-deadlines"));
    page.errors = here.errors(faults);
    page.before.items.extend(result);
    let form = Form { look, faults };
    page.form = Some(StaffForm {
        action: here.to("deadlines"),
        hidden: here.hidden_alone(),
        blocks: when.blocks(&form).into(),
        buttons: vec![Button::go("ask", look.word("admin-deadlines-ask"))],
    });
    let mut after = vec![
        Block::Heading(look.word("admin-holidays")),
        Block::Paragraph(look.word("admin-holidays-text")),
    ];
    let this = look.today().year();
    after.extend((this..this + YEARS).map(|year| {
        Block::Details(Details {
            summary: year.to_string(),
            open: false,
            inside: year_blocks(look, year).into(),
        })
    }));
    page.after = after.into();
    answer(&page, status)
}

/// The holidays of `year`, then its eves.
fn year_blocks(look: &Look, year: i32) -> Vec<Block> {
    let days = || {
        let first = NaiveDate::from_ymd_opt(year, 1, 1).into_iter();
        first
            .flat_map(|first| first.iter_days())
            .take_while(move |day| day.year() == year)
            .filter_map(|day| Some((day, hours_view::special(look, day)?)))
    };
    let line = |(day, name): (NaiveDate, String)| format!("{}: {name}", dates::full(look.words, day));
    vec![
        Block::Subheading(look.word("admin-holidays-free")),
        Block::List(
            days()
                .filter(|(day, _)| Holiday::on(*day).is_some())
                .map(line)
                .collect(),
        ),
        Block::Subheading(look.word("admin-holidays-eves")),
        Block::List(
            days()
                .filter(|(day, _)| Holiday::on(*day).is_none())
                .map(line)
                .collect(),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::staff::look::tests::look;

    #[test]
    fn a_year_has_thirteen_holidays_and_five_eves() {
        let look = look("2026-11-20T12:00:00Z");
        for year in 2026..2026 + YEARS {
            let lists: Vec<usize> = year_blocks(&look, year)
                .into_iter()
                .filter_map(|block| match block {
                    Block::List(lines) => Some(lines.len()),
                    _ => None,
                })
                .collect();
            // May Day and Ascension Day may fall on one day, and an eve on a holiday never does.
            assert_eq!(lists, [13, 5], "{year}");
        }
    }
}
