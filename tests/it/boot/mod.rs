//! The program as a process: demo, serve, keys, refusals, the end.

mod crowd;
mod demo;
mod heads;
mod init;
mod judged;
mod refusals;
pub mod serve;
mod slow;
mod stop;
