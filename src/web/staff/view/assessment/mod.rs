//! The workspace of a case: whom it is about, the tasks, the notes and contacts, how it ends.

pub(super) mod ending;
mod logs;
mod tasks;
mod urgency;

use crate::domain::assessment::is_written;
use crate::domain::lifecycle::CaseStatus;
use crate::intake::assessment::open::Workspace;
use crate::web::extract::session::SignedIn;
use crate::web::page::component::{Block, Button, ButtonLook};
use crate::web::page::pages::{Hidden, StaffForm};
use crate::web::page::view::Link;
use crate::web::staff::filled::{Controls, Filled};
use crate::web::staff::look::Look;

use super::{identity_bar, unsaved};

/// The forms of the page, each by the word that its button sends and its field names start with.
pub mod form {
    /// A note.
    pub const NOTE: &str = "note";
    /// A contact.
    pub const CONTACT: &str = "contact";
    /// The tasks.
    pub const TASKS: &str = "tasks";
    /// The urgency, assessed once more.
    pub const URGENCY: &str = "urgency";
    /// Who answers for the child.
    pub const RESPONSIBLE: &str = "responsible";
    /// The conclusion.
    pub const FINISH: &str = "finish";
    /// Closing.
    pub const CLOSE: &str = "close";

    /// A field of a form in which words are written or chosen: its name, the key of its label, the list of its codes.
    pub(super) type Field = (&'static str, &'static str, Option<&'static str>);

    /// The fields of `form` whose words must not be lost.
    pub(super) fn fields(form: &str) -> &'static [Field] {
        match form {
            NOTE => &[("note_text", "work-note", None)],
            CONTACT => &[
                ("contact_with", "contact-with", Some("contact_with")),
                ("contact_channel", "contact-channel", Some("contact_channel")),
                ("contact_date", "contact-date", None),
                ("contact_time", "contact-time", None),
                ("contact_result", "contact-result", Some("contact_result")),
                ("contact_note", "contact-note", None),
                ("contact_next_date", "contact-next-date", None),
                ("contact_next_time", "contact-next-time", None),
            ],
            URGENCY => &[
                ("urgency_need", "triage-urgency", Some("triage_urgency")),
                ("urgency_called_at", "triage-called-at", None),
                ("urgency_why", "work-urgency-why", None),
            ],
            FINISH => &[
                ("finish_outcome", "work-outcome", Some("outcome")),
                ("finish_on", "work-completed-on", None),
                ("finish_reason", "work-reason", None),
                ("finish_start_text", "work-delay-text", None),
                ("finish_complete_text", "work-delay-text", None),
            ],
            _ => &[],
        }
    }
}

/// What the page is drawn with.
pub struct Drawer<'a> {
    /// Language and time.
    pub look: &'a Look,
    /// What is shown.
    pub work: &'a Workspace,
    /// Who looks.
    pub signed: &'a SignedIn,
    /// The way from the page to the case.
    pub folder: &'a str,
    /// What was posted and not taken.
    pub filled: Option<&'a Filled>,
    /// The page's own id of what is written on it.
    pub entry: String,
}

impl Drawer<'_> {
    /// The blocks of the page.
    pub fn blocks(&self) -> Vec<Block> {
        let (look, work) = (self.look, self.work);
        let mut blocks = vec![
            Block::Links(vec![Link::new(self.folder, look.word("work-back"))]),
            identity_bar::block(look, &work.case, &work.life, &work.opened, work.stopped),
        ];
        blocks.extend(self.tasks());
        blocks.extend(self.notes());
        blocks.extend(self.contacts());
        blocks.extend(self.ending());
        blocks
    }

    /// What was typed into a form that the page has no more, as words; `None` where every form that was posted still stands.
    pub fn unsaved(&self) -> Option<Vec<Block>> {
        let filled = self.filled.filter(|filled| !self.has(&filled.form))?;
        let typed = form::fields(&filled.form).iter().map(|(name, key, list)| {
            let typed = filled.typed(name).unwrap_or_default().replace("\r\n", "\n");
            let text = match list {
                Some(list) => self.look.words.code(list, &typed).into_owned(),
                None => typed,
            };
            (self.look.word(key), text)
        });
        Some(unsaved::blocks(self.look, typed.collect()))
    }

    /// Whether `form` stands on the page as the case stands now. What holds no words is not asked.
    fn has(&self, form: &str) -> bool {
        let status = self.work.life.status();
        match form {
            form::NOTE | form::CONTACT => is_written(status),
            form::URGENCY => self.work.signs && status.can_be_reassessed(),
            form::FINISH => self.work.signs && status == CaseStatus::UnderAssessment,
            _ => true,
        }
    }

    fn controls(&self, form: &str) -> Controls<'_> {
        Controls::of(self.look, self.filled, form)
    }

    /// A form of the page, with a button that says `key`.
    fn form(&self, name: &'static str, key: &str, hidden: Vec<Hidden>, blocks: Vec<Block>) -> Block {
        let button = Button::go(name, self.look.word(key));
        Block::Form(StaffForm {
            action: format!("{}/assessment", self.folder),
            hidden,
            blocks: blocks.into(),
            buttons: vec![button.looking(ButtonLook::Secondary)],
        })
    }
}
