//! Mails to offices. There are typed messages only, and none of them can hold anything of a report; how one is sent is
//! the transport's business.

pub mod failure;
pub mod folder;
pub mod letter;
pub mod memory;
pub mod message;
pub mod oversight;
pub mod smtp;
pub mod transport;

pub use failure::MailFailure;
pub use letter::Letter;
pub use message::{ArrivalNotice, MessageNotice};
pub use oversight::{EmergencyNotice, TransferNotice};
pub use transport::{Post, Transport};
