//! Draws the read log: the form above it, the rows, and what a walk along the chain found.

use crate::domain::access::LogView;
use crate::intake::see_log::{Checked, LogLine, PRINTED, Page};
use crate::text::{FluentValue, dates};
use crate::web::extract::session::SignedIn;
use crate::web::page::component::{Block, Button, ButtonLook};
use crate::web::page::field::{Choice, Choices, FieldFault, Label, TextField, Width};
use crate::web::page::pages::{Hidden, StaffForm, StaffPage};
use crate::web::page::view::{
    Column, ErrorSummary, FaultLink, Line, Link, Pagination, Row, SummaryList, SummaryRow, Table,
};
use crate::web::staff::look::{Look, csrf};

use super::{CHECK, CHILD, CSV, JSON, Typed};

/// What the page of `view` is called.
pub const fn title(view: LogView) -> &'static str {
    match view {
        LogView::Own => "log-own-title",
        LogView::Offices => "log-office-title",
        LogView::County => "log-title",
    }
}

/// What is said of a case that the rows of `view` do not tell of.
pub const fn unknown_case(view: LogView) -> &'static str {
    match view {
        LogView::Own | LogView::Offices => "log-case-no-rows",
        LogView::County => "log-case-unknown",
    }
}

/// The last part of the path of the page of `view`, to which its form and its links lead.
pub const fn last(view: LogView) -> &'static str {
    match view {
        LogView::Own => "own",
        LogView::Offices => "office",
        LogView::County => "log",
    }
}

/// What a page of the log is drawn of.
pub struct Drawn<'a> {
    /// Words and names.
    pub look: &'a Look,
    /// Which rows there are.
    pub view: LogView,
    /// What they are narrowed by.
    pub typed: &'a Typed,
    /// What of that cannot be read.
    pub faults: Vec<FaultLink>,
}

impl Drawn<'_> {
    /// The page with everything on it.
    pub fn page(
        self,
        mut page: StaffPage,
        signed: &SignedIn,
        seen: &Page,
        checked: Option<&Checked>,
    ) -> StaffPage {
        let (look, view, typed) = (self.look, self.view, self.typed);
        page.shell.wide = true;
        let mut before = Vec::new();
        if typed.print {
            before.push(Block::Summary(asked(look, typed)));
        } else {
            before.push(Block::Paragraph(look.word(match view {
                LogView::Own => "log-own-help",
                LogView::Offices => "log-office-help",
                LogView::County => "log-help",
            })));
            before.extend(checked.into_iter().flat_map(|checked| chain(look, checked)));
            before.push(filter(look, view, typed, seen, &self.faults));
        }
        before.push(if seen.rows.is_empty() {
            Block::Paragraph(look.word("log-empty"))
        } else {
            Block::Table(table(look, view, &seen.rows))
        });
        if typed.print {
            before.push(Block::Paragraph(look.word("log-left-out")));
            if seen.next.is_some() {
                let text = look.words.count("log-cut", "count", PRINTED);
                before.push(Block::Inset(text));
            }
        } else {
            if view == LogView::County {
                before.push(Block::Links(vec![Link::new(
                    typed.address(view, None, true),
                    look.word("log-print"),
                )]));
                page.after = vec![Block::Form(files(look, signed, typed))].into();
            } else {
                before.push(Block::Paragraph(look.word("log-left-out")));
            }
            let earlier = !typed.before.is_empty();
            page.pages = Some(Pagination {
                label: look.word(title(view)),
                previous: earlier
                    .then(|| Link::new(typed.address(view, None, false), look.word("log-newest"))),
                next: seen
                    .next
                    .map(|seq| Link::new(typed.address(view, Some(seq), false), look.word("log-older"))),
            });
        }
        page.errors = (!self.faults.is_empty()).then(|| ErrorSummary {
            title: look.word("error-summary-title"),
            faults: self.faults,
        });
        page.before = before.into();
        page
    }
}

/// What a printed list is about.
fn asked(look: &Look, typed: &Typed) -> SummaryList {
    let parts = [
        ("log-filter-case", &typed.case),
        ("log-filter-person", &typed.person),
        ("log-filter-from", &typed.from),
        ("log-filter-to", &typed.to),
    ];
    let rows = parts.into_iter().filter(|(_, value)| !value.is_empty());
    let row = |key: &str, value: String| SummaryRow {
        key: look.word(key),
        value: vec![Line::Text(value)],
        action: None,
    };
    let made = row("log-made", dates::moment(look.words, look.now));
    let rows = rows.map(|(key, value)| row(key, value.clone()));
    let child = typed
        .child
        .then(|| row("log-filter-child", look.word("log-child-rows")));
    SummaryList {
        rows: rows.chain(child).chain([made]).collect(),
    }
}

fn filter(look: &Look, view: LogView, typed: &Typed, seen: &Page, faults: &[FaultLink]) -> Block {
    let label = |name: &str, key: &str| {
        let mut label = Label::new(name, look.word(key));
        let hint = format!("{key}-hint");
        label.hint = look.words.has(&hint).then(|| look.word(&hint));
        let fault = faults.iter().find(|fault| fault.id == name);
        label.error = fault.map(|fault| FieldFault {
            prefix: look.word("error-prefix"),
            text: fault.text.clone(),
        });
        label
    };
    let text = |name: &str, key: &str, value: &str| {
        let mut field = TextField::new(label(name, key), value.to_owned());
        field.width = Width::Twenty;
        Block::Text(field)
    };
    let choice = |value: &str, label: String| Choice {
        value: value.to_owned(),
        label,
        hint: None,
        checked: value == typed.person,
    };
    let each = seen.people.iter().map(|person| {
        choice(
            &person.user_name,
            format!("{} ({})", person.name, person.user_name),
        )
    });
    let people = std::iter::once(choice("", look.word("log-anybody"))).chain(each);
    let who = Block::Select(Choices::new(
        label("person", "log-filter-person"),
        people.collect(),
    ));
    let case = text("case", "log-filter-case", &typed.case);
    let days = [
        text("from", "log-filter-from", &typed.from),
        text("to", "log-filter-to", &typed.to),
    ];
    let who = (view != LogView::Own).then_some(who);
    let child = (view == LogView::County).then(|| {
        let tick = Choice {
            value: "yes".to_owned(),
            label: look.word("log-filter-child"),
            hint: Some(look.word("log-child-rows")),
            checked: typed.child,
        };
        Block::Flag(Choices {
            small: true,
            ..Choices::new(Label::new(CHILD, look.word("log-filter-child")), vec![tick])
        })
    });
    let blocks = std::iter::once(case).chain(child).chain(who).chain(days);
    let blocks: Vec<Block> = blocks.collect();
    Block::Filter(StaffForm {
        action: last(view).to_owned(),
        hidden: Vec::new(),
        blocks: blocks.into(),
        buttons: vec![Button::go("filter", look.word("log-filter-button")).looking(ButtonLook::Secondary)],
    })
}

/// The form whose buttons make files of what is asked for, and have the chain walked.
fn files(look: &Look, signed: &SignedIn, typed: &Typed) -> StaffForm {
    let parts = [
        ("case", &typed.case),
        ("person", &typed.person),
        ("from", &typed.from),
        ("to", &typed.to),
    ];
    let kept = parts.into_iter().map(|(name, value)| Hidden {
        name: name.into(),
        value: value.clone(),
    });
    let child = typed.child.then(|| Hidden {
        name: CHILD.into(),
        value: "yes".to_owned(),
    });
    let secondary = |go: &str, key: &str| Button::go(go, look.word(key)).looking(ButtonLook::Secondary);
    StaffForm {
        action: "log".to_owned(),
        hidden: csrf(signed).into_iter().chain(kept).chain(child).collect(),
        blocks: vec![Block::Paragraph(look.word("log-files-help"))].into(),
        buttons: vec![
            secondary(CSV, "log-csv"),
            secondary(JSON, "log-json"),
            secondary(CHECK, "log-check"),
        ],
    }
}

fn table(look: &Look, view: LogView, rows: &[LogLine]) -> Table {
    let all = [
        ("log-column-when", "log-column-time"),
        ("log-column-who", "log-column-who"),
        ("log-column-what", "log-column-what"),
        ("log-column-case", "log-column-case"),
        ("log-column-why", "log-column-why"),
        ("log-column-office", "log-column-office"),
    ];
    let columns = all.into_iter().filter(|(key, _)| is_shown(view, key));
    let columns = columns.map(|(all, some)| if view == LogView::County { all } else { some });
    Table {
        caption: look.word(title(view)),
        caption_hidden: true,
        columns: columns.map(|key| Column::plain(look.word(key))).collect(),
        rows: rows.iter().map(|row| cells(look, view, row)).collect(),
    }
}

/// Who did it is no question where everybody sees only what they did themselves.
fn is_shown(view: LogView, column: &str) -> bool {
    view != LogView::Own || column != "log-column-who"
}

fn cells(look: &Look, view: LogView, row: &LogLine) -> Row {
    let told = &row.told;
    let when = told.at.map_or_else(
        || {
            look.words.format(
                "event-in-hour",
                &[
                    ("date", FluentValue::from(dates::full(look.words, told.on))),
                    ("hour", FluentValue::from(told.hour)),
                ],
            )
        },
        |at| dates::moment(look.words, at.and_utc()),
    );
    let mut who = vec![Line::text(
        told.name.clone().unwrap_or_else(|| look.word("log-service")),
    )];
    who.extend(told.role.as_deref().map(|role| {
        let role = look.words.code("role", role).into_owned();
        let user = told.user_name.clone().unwrap_or_default();
        Line::Quiet(format!("{user}, {role}"))
    }));
    let mut what = vec![Line::text(coded(look, "log_action", &told.action))];
    if told.result != "done" {
        what.push(Line::Quiet(look.word("log-refused")));
    }
    let offices = row.offices.iter().map(|office| look.office(*office));
    let offices: Vec<Line> = offices.filter(|name| !name.is_empty()).map(Line::Text).collect();
    let why = told
        .purpose
        .as_deref()
        .map(|purpose| coded(look, "log_purpose", purpose));
    let mut first = vec![Line::text(when)];
    if view == LogView::County {
        // The number tells how much was done in the whole county.
        first.push(Line::Quiet(format!("{}", told.seq)));
    }
    let mut cells = vec![first];
    if is_shown(view, "log-column-who") {
        cells.push(who);
    }
    cells.extend([
        what,
        vec![Line::text(told.case.clone().unwrap_or_else(|| "–".to_owned()))],
        vec![Line::text(why.unwrap_or_else(|| "–".to_owned()))],
        if offices.is_empty() {
            vec![Line::text("–")]
        } else {
            offices
        },
    ]);
    Row { cells }
}

/// A code of the log in words; its own name, spaced, where there are none.
fn coded(look: &Look, list: &str, code: &str) -> String {
    let key = format!("code-{list}-{code}").replace('_', "-");
    if look.words.has(&key) {
        look.word(&key)
    } else {
        code.replace('_', " ")
    }
}

/// What a walk along the chain found, and the last anchors.
fn chain(look: &Look, checked: &Checked) -> Vec<Block> {
    let verified = &checked.verified;
    let number = |number: i64| number.to_string();
    let mut blocks = vec![Block::Heading(look.word("log-chain"))];
    blocks.push(match &verified.fault {
        None => Block::Paragraph(look.words.with("log-chain-whole", "rows", &number(verified.rows))),
        Some(fault) => {
            let place = fault.seq.map_or_else(|| "–".to_owned(), number);
            let parts = [
                ("row", FluentValue::from(place)),
                ("code", FluentValue::from(fault.what.code())),
            ];
            Block::Warning {
                prefix: look.word("error-prefix"),
                text: look.words.format("log-chain-broken", &parts),
            }
        }
    });
    blocks.push(Block::Paragraph(if checked.compared {
        let fit = i64::try_from(verified.anchors).unwrap_or(i64::MAX);
        look.words.with("log-anchors-fit", "count", &number(fit))
    } else {
        look.word("log-anchors-none")
    }));
    if !checked.anchors.is_empty() {
        let lines = checked.anchors.iter().map(|anchor| {
            let parts = [
                ("row", FluentValue::from(number(anchor.seq))),
                ("when", FluentValue::from(dates::moment(look.words, anchor.at))),
                (
                    "mac",
                    FluentValue::from(anchor.mac.get(..16).unwrap_or_default().to_owned()),
                ),
            ];
            look.words.format("log-anchor", &parts)
        });
        blocks.push(Block::Subheading(look.word("log-anchors")));
        blocks.push(Block::List(lines.collect()));
    }
    blocks
}
