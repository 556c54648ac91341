//! What somebody comes back to, on the desk: promised calls, people to be told, births, contacts that are to begin.
//! References and dates only.

use crate::intake::reminders::{Kind, Reminder};
use crate::text::{FluentValue, dates};
use crate::web::page::component::Block;
use crate::web::page::view::Link;
use crate::web::staff::look::Look;

/// The reminders as links; nothing where there is none.
pub fn blocks(look: &Look, reminders: &[Reminder]) -> Vec<Block> {
    if reminders.is_empty() {
        return Vec::new();
    }
    let links = reminders.iter().map(|reminder| {
        let (key, page) = match reminder.kind {
            Kind::Call => ("reminder-call", "assessment"),
            Kind::Notice => ("reminder-notice", "notices"),
            Kind::Birth => ("reminder-birth", "birth"),
            Kind::Start => ("reminder-start", "contact"),
        };
        let when = match reminder.kind {
            Kind::Call => dates::short_moment(look.words, reminder.due_at),
            Kind::Notice | Kind::Birth | Kind::Start => {
                dates::short(look.words, dates::day_of(reminder.due_at))
            }
        };
        let text = look.words.format(
            key,
            &[
                ("reference", FluentValue::from(reminder.reference.to_string())),
                ("when", FluentValue::from(when)),
            ],
        );
        Link::new(format!("cases/{}/{page}", reminder.case), text)
    });
    vec![
        Block::Subheading(look.word("reminders-title")),
        Block::Links(links.collect()),
    ]
}
