//! What workers write down beside a case. The functions take a case that was found with the scope of the person who
//! asks; every text is sealed before it comes here.

mod assessments;
mod entries;
pub mod hand_outs;
mod notices;
pub mod party_copies;
pub mod party_refusals;
mod people;
pub mod reminders;
mod triages;

pub use assessments::{Assessment, Progress, assessment, begin, put_assessment};
pub use entries::{Entry, Log, NewEntry, entries, insert};
pub use notices::{StoredNotice, notices, put_notice};
pub use people::{names, social_workers};
pub use triages::signed_triages;
