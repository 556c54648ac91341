//! What stands above the queue: the saved views as links, and the form that narrows a list. All of it stands in the address,
//! and none of it says anything of a person.

use crate::domain::access::StaffId;
use crate::domain::worklist::{DueBy, Holder, View, Wanted};
use crate::intake::list_queue::QueuePage;
use crate::web::extract::csrf::Fields;
use crate::web::page::component::{Block, Button, ButtonLook, Details};
use crate::web::page::field::{Choice, Choices, Label};
use crate::web::page::pages::{Hidden, StaffForm};
use crate::web::page::view::{Link, Pagination};
use crate::web::staff::cursor;
use crate::web::staff::look::Look;

use super::counts;

/// What an address asks for; `None` for one that this program never linked to.
pub fn read(query: &Fields) -> Option<Wanted> {
    fn chosen<T>(text: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, ()> {
        match text {
            "" => Ok(None),
            text => parse(text).map(Some).ok_or(()),
        }
    }
    Some(Wanted {
        view: chosen(query.get("view"), View::parse).ok()?,
        office: chosen(query.get("office"), |text| {
            text.parse().ok().map(crate::domain::office::OfficeId)
        })
        .ok()?,
        holder: chosen(query.get("holder"), Holder::parse).ok()?,
        due: chosen(query.get("due"), DueBy::parse).ok()?,
    })
}

/// The names and values that say `wanted` in an address or in a form.
pub fn parts(wanted: &Wanted) -> Vec<(&'static str, String)> {
    let view = wanted.view.map(|view| ("view", view.to_string()));
    let office = wanted.office.map(|office| ("office", office.to_string()));
    let holder = wanted.holder.map(|holder| ("holder", holder.to_string()));
    let due = wanted.due.map(|due| ("due", due.to_string()));
    view.into_iter().chain(office).chain(holder).chain(due).collect()
}

/// The address of the list `wanted`, with what is `more`, from a page beside the queue.
pub fn address(wanted: &Wanted, more: &[(&str, String)]) -> String {
    let parts = parts(wanted);
    let all = parts.iter().chain(more);
    let query: Vec<String> = all.map(|(name, value)| format!("{name}={value}")).collect();
    if query.is_empty() {
        "queue".to_owned()
    } else {
        format!("queue?{}", query.join("&"))
    }
}

/// What a view is called.
pub fn name(look: &Look, view: Option<View>) -> String {
    view.map_or_else(
        || look.word("queue-view-all"),
        |view| look.word(&format!("queue-view-{}", view.as_str().replace('_', "-"))),
    )
}

/// The lists to choose from; `rechecks` tells whether the person looks decisions through.
pub fn links(look: &Look, shown: &Wanted, rechecks: bool) -> Block {
    let mut views: Vec<Option<View>> = std::iter::once(None).chain(View::ALL.map(Some)).collect();
    views.retain(|view| rechecks || *view != Some(View::Recheck));
    let views = views.into_iter();
    let links = views.map(|view| {
        let wanted = Wanted {
            view,
            ..Wanted::of_office(shown.office)
        };
        Link {
            current: shown.view == view,
            ..Link::new(address(&wanted, &[]), name(look, view))
        }
    });
    Block::LinkRow {
        label: look.word("queue-views"),
        links: links.collect(),
    }
}

/// The form that narrows the list by office, holder and due day.
pub fn filter(look: &Look, listed: &QueuePage, shown: &Wanted) -> Block {
    let select = |name: &'static str, key: &str, items: Vec<Choice>| {
        Block::Select(Choices::new(Label::new(name, look.word(key)), items))
    };
    let choice = |value: String, label: String, checked: bool| Choice {
        value,
        label,
        hint: None,
        checked,
    };
    let any = |chosen: bool| choice(String::new(), look.word("queue-filter-any"), chosen);
    let mut blocks = Vec::new();
    if listed.counts.offices.len() > 1 {
        let each = listed.counts.offices.iter().map(|(id, counted)| {
            let label = format!("{} ({})", look.office(*id), counts::number(look, counted.all));
            choice(id.to_string(), label, shown.office == Some(*id))
        });
        let items = std::iter::once(any(shown.office.is_none())).chain(each);
        blocks.push(select("office", "queue-filter-office", items.collect()));
    }
    let holders = Holder::ALL.map(|holder| {
        let label = look.word(&format!("queue-holder-{holder}"));
        choice(holder.to_string(), label, shown.holder == Some(holder))
    });
    let holders = std::iter::once(any(shown.holder.is_none())).chain(holders);
    blocks.push(select("holder", "queue-column-holder", holders.collect()));
    let days = DueBy::ALL.map(|due| {
        let label = look.word(&format!("queue-due-{due}"));
        choice(due.to_string(), label, shown.due == Some(due))
    });
    let days = std::iter::once(any(shown.due.is_none())).chain(days);
    blocks.push(select("due", "queue-filter-due", days.collect()));
    let kept = shown.view.map(|view| Hidden {
        name: "view".into(),
        value: view.to_string(),
    });
    let narrowed = shown.holder.is_some() || shown.due.is_some() || shown.office.is_some();
    Block::Details(Details {
        summary: look.word("queue-filter"),
        open: narrowed,
        inside: vec![Block::Filter(StaffForm {
            action: "queue".to_owned(),
            hidden: kept.into_iter().collect(),
            blocks: blocks.into(),
            buttons: vec![
                Button::go("filter", look.word("queue-filter-button")).looking(ButtonLook::Secondary),
            ],
        })]
        .into(),
    })
}

/// The form below a list by which ticked cases are given to somebody; `to` is who was chosen.
pub fn assign(look: &Look, listed: &QueuePage, label: Label, to: Option<StaffId>) -> Block {
    let nobody = Choice {
        value: String::new(),
        label: look.word("assign-choose"),
        hint: None,
        checked: to.is_none(),
    };
    let each = listed.colleagues.iter().map(|colleague| Choice {
        value: colleague.id.to_string(),
        label: colleague.name.clone(),
        hint: None,
        checked: to == Some(colleague.id),
    });
    let items = std::iter::once(nobody).chain(each).collect();
    Block::Select(Choices::new(label, items))
}

/// On and back to the beginning.
pub fn pagination(look: &Look, listed: &QueuePage, shown: &Wanted, later: bool) -> Pagination {
    Pagination {
        label: look.word("queue-title"),
        previous: later.then(|| Link::new(address(shown, &[]), look.word("queue-first"))),
        next: listed.next.map(|place| {
            let after = [("after", cursor::write(place))];
            Link::new(address(shown, &after), look.word("queue-next"))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_address_says_is_what_was_wanted_and_nothing_else_is_read() {
        let fields = |text: &str| {
            let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
            Fields::new(
                pairs
                    .map(|(name, value)| (name.to_owned(), value.to_owned()))
                    .collect(),
            )
        };
        for text in [
            "",
            "view=unassessed",
            "view=child_self&holder=nobody",
            "office=7f4c1f4e-5a0e-4d36-9b68-0f4a1f6e2d11&due=today",
        ] {
            let wanted = read(&fields(text)).unwrap();
            let address = address(&wanted, &[]);
            assert_eq!(address.trim_start_matches("queue").trim_start_matches('?'), text);
        }
        for text in ["view=nimi", "holder=pekka", "due=2026-12-01", "office=espoo"] {
            assert_eq!(read(&fields(text)), None, "{text}");
        }
        assert_eq!(read(&fields("go=filter&view=&due=")), Some(Wanted::default()));
    }
}
