//! Whom a case is about and its two dates, at the top of every page on which one works on it.

use chrono::NaiveDate;

use crate::domain::assessment::Stopped;
use crate::domain::birth;
use crate::domain::lifecycle::LifeCycle;
use crate::domain::partial_date::PartialDate;
use crate::domain::report::Subject;
use crate::intake::open_case::{Person, StoredCase};
use crate::intake::opening::OpenedReport;
use crate::text::dates;
use crate::web::page::component::Block;
use crate::web::page::view::{Line, SummaryList, SummaryRow, Tag};
use crate::web::staff::look::Look;

use super::{deadlines, marks};

/// The bar of `case`, which stands at `life` and whose clocks are `stopped`.
pub fn block(
    look: &Look,
    case: &StoredCase,
    life: &LifeCycle,
    opened: &OpenedReport,
    stopped: Stopped,
) -> Block {
    let row = |key: &str, value: Vec<Line>| SummaryRow {
        key: look.word(key),
        value,
        action: None,
    };
    let status = Tag {
        text: look.words.code("case_status", &case.state).into_owned(),
        colour: marks::colour(&case.state),
    };
    let mut rows = vec![row("bar-child", who(look, case, life, opened))];
    if let Some(expected) = birth::expected(life) {
        let date = dates::full(look.words, expected);
        rows.push(row("bar-expected", vec![Line::Text(date)]));
    }
    let restricted = case.restricted.then(|| marks::restricted(look));
    let tags = std::iter::once(status).chain(restricted);
    rows.push(row("bar-status", tags.map(Line::Tag).collect()));
    match &case.clocks {
        Some(clocks) => {
            rows.push(row("deadline-start-by", deadlines::start(look, clocks, stopped)));
            rows.push(row(
                "deadline-complete-by",
                deadlines::complete(look, clocks, stopped),
            ));
        }
        None => rows.push(row(
            "deadline-start-by",
            vec![Line::text(look.word("queue-no-clock"))],
        )),
    }
    Block::Summary(SummaryList { rows })
}

/// Name and age, as far as they are open.
fn who(look: &Look, case: &StoredCase, life: &LifeCycle, opened: &OpenedReport) -> Vec<Line> {
    let place = match case.subject {
        Subject::Child(index) => (Person::Child, index),
        Subject::Unborn => {
            let born = life.birth().map(|birth| aged(look, birth.born_on));
            return vec![born.map_or_else(|| Line::text(look.word("queue-unborn")), Line::Text)];
        }
    };
    if opened.hidden.contains(&place) {
        return vec![Line::Quiet(look.word("bar-sealed"))];
    }
    let name = child_name(opened, case.subject).unwrap_or_else(|| look.word("bar-unnamed"));
    let born = birth_date(opened, case.subject).map(|date| aged(look, date));
    [Line::Text(name)]
        .into_iter()
        .chain(born.map(Line::Quiet))
        .collect()
}

/// What the child of a case about `subject` is called; `None` where nobody said or that is sealed.
pub fn child_name(opened: &OpenedReport, subject: Subject) -> Option<String> {
    opened.known(subject)?.name()
}

fn birth_date(opened: &OpenedReport, subject: Subject) -> Option<NaiveDate> {
    let identity = opened.known(subject)?;
    let told = identity.birth_date.and_then(PartialDate::full);
    told.or_else(|| Some(identity.personal_identity_code.as_ref()?.valid()?.birth_date()))
}

/// A birth date and the age of today.
fn aged(look: &Look, born: NaiveDate) -> String {
    let date = dates::plain(look.words, born);
    let years = look.today().years_since(born).unwrap_or(0);
    look.words
        .format("bar-born", &[("date", date.into()), ("age", years.into())])
}
