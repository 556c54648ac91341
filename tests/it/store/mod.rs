//! The two doors to the database, on both databases.

mod broken;
mod conflicts;
mod doors;
mod group;
mod opening;
mod rows;
mod rules;
mod tls;
