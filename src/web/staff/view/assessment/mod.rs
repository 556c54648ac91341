//! The workspace of a case (EXPERIENCE 4.6): whom it is about, the tasks, the notes and contacts, how it ends.

pub(super) mod ending;
mod logs;
mod tasks;
mod urgency;

use crate::intake::assessment::open::Workspace;
use crate::web::extract::session::SignedIn;
use crate::web::page::component::{Block, Button, ButtonLook};
use crate::web::page::pages::{Hidden, StaffForm};
use crate::web::page::view::Link;
use crate::web::staff::filled::{Controls, Filled};
use crate::web::staff::look::Look;

use super::identity_bar;

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
