//! The notes and the contact log, each with the form for a new entry.

use crate::domain::assessment::{is_written, takes_contacts};
use crate::domain::contact::{Channel, Reached, With};
use crate::intake::assessment::open::{LoggedContact, Written};
use crate::text::dates;
use crate::web::page::component::{Block, Details};
use crate::web::page::field::Width;
use crate::web::page::view::{Colour, Column, Line, Row, Table, Tag};
use crate::web::staff::filled::hidden;
use crate::web::staff::typed;

use super::{Drawer, form};

impl Drawer<'_> {
    /// The notes, the newest last, and the form for one.
    pub(super) fn notes(&self) -> Vec<Block> {
        let look = self.look;
        let mut blocks = vec![Block::Heading(look.word("work-notes"))];
        if self.work.notes.is_empty() {
            blocks.push(Block::Paragraph(look.word("work-notes-none")));
        }
        for note in &self.work.notes {
            let when = dates::moment(look.words, note.at);
            blocks.push(Block::Subheading(format!("{when} · {}", note.author)));
            blocks.push(Block::Words {
                text: note.what.expose().to_owned(),
                lang: None,
            });
        }
        if is_written(self.work.life.status()) {
            let controls = self.controls(form::NOTE);
            let entry = [("entry", self.entry.clone())];
            let inside = self.form(
                form::NOTE,
                "work-note-save",
                hidden(self.signed, &entry),
                vec![controls.area("note_text", "work-note", 5)],
            );
            blocks.push(Block::Details(Details {
                summary: look.word("work-note-add"),
                open: controls.is_back(),
                inside: vec![inside].into(),
            }));
        }
        blocks
    }

    /// The contacts, the newest last, and the form for one.
    pub(super) fn contacts(&self) -> Vec<Block> {
        let look = self.look;
        let mut blocks = vec![Block::Heading(look.word("work-contacts"))];
        if self.work.contacts.is_empty() {
            blocks.push(Block::Paragraph(look.word("work-contacts-none")));
        } else {
            let columns = ["when", "with", "result", "note", "next"];
            blocks.push(Block::Table(Table {
                caption: look.word("work-contacts"),
                caption_hidden: true,
                columns: columns
                    .map(|name| Column::plain(look.word(&format!("contact-column-{name}"))))
                    .to_vec(),
                rows: self
                    .work
                    .contacts
                    .iter()
                    .map(|contact| self.contact(contact))
                    .collect(),
            }));
        }
        if takes_contacts(self.work.life.status()) {
            blocks.push(self.new_contact());
        }
        blocks
    }

    fn contact(&self, written: &Written<LoggedContact>) -> Row {
        let look = self.look;
        let contact = &written.what.contact;
        let word = |list: &str, code: &str| look.words.code(list, code).into_owned();
        let dash = || Line::Quiet("–".to_owned());
        let next = contact.next_at.map_or_else(dash, |at| {
            let when = dates::short_moment(look.words, at);
            match written.what.promised {
                true if at <= look.now => Line::Tag(Tag {
                    text: when,
                    colour: Colour::Red,
                }),
                true => Line::Tag(Tag {
                    text: when,
                    colour: Colour::Yellow,
                }),
                false => Line::Quiet(when),
            }
        });
        let note = contact.note.as_ref();
        Row {
            cells: vec![
                vec![
                    Line::Text(dates::moment(look.words, contact.at)),
                    Line::Quiet(written.author.clone()),
                ],
                vec![
                    Line::Text(word("contact_with", contact.with.as_str())),
                    Line::Quiet(word("contact_channel", contact.channel.as_str())),
                ],
                vec![Line::Text(word("contact_result", contact.result.as_str()))],
                vec![note.map_or_else(dash, |note| Line::text(note.expose()))],
                vec![next],
            ],
        }
    }

    fn new_contact(&self) -> Block {
        let look = self.look;
        let controls = self.controls(form::CONTACT);
        let today = typed::written(look.today());
        let entry = [("entry", self.entry.clone())];
        let blocks = vec![
            controls.radios(
                "contact_with",
                "contact-with",
                "contact_with",
                &With::ALL.map(With::as_str),
            ),
            controls.radios(
                "contact_channel",
                "contact-channel",
                "contact_channel",
                &Channel::ALL.map(Channel::as_str),
            ),
            controls.text("contact_date", "contact-date", &today, Width::Ten),
            controls.text("contact_time", "contact-time", "", Width::Ten),
            controls.radios(
                "contact_result",
                "contact-result",
                "contact_result",
                &Reached::ALL.map(Reached::as_str),
            ),
            controls.area("contact_note", "contact-note", 3),
            controls.text("contact_next_date", "contact-next-date", "", Width::Ten),
            controls.text("contact_next_time", "contact-next-time", "", Width::Ten),
        ];
        let inside = self.form(form::CONTACT, "contact-save", hidden(self.signed, &entry), blocks);
        Block::Details(Details {
            summary: look.word("contact-add"),
            open: controls.is_back(),
            inside: vec![inside].into(),
        })
    }
}
