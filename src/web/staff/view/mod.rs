//! What staff pages show, drawn from what the use cases return: pure functions, one subject a file.

pub mod account;
pub mod assessment;
pub mod birth;
pub mod counts;
pub mod deadlines;
pub mod file;
pub mod files;
pub mod floods;
pub mod heat;
pub mod identity_bar;
pub mod marks;
pub mod messages;
pub mod notice_log;
pub mod notices;
pub mod progress;
pub mod proposal;
pub mod queue_views;
pub mod reminders;
pub mod report;
pub mod routing;
pub mod row;
pub mod same;
pub mod search;
pub mod timeline;
pub mod triage_form;
pub mod urgent;
