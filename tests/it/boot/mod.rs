//! The program as a process: demo, serve, keys, refusals, the end.

mod demo;
mod init;
mod judged;
mod refusals;
pub mod serve;
