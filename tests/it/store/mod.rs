//! The two doors to the database, on both databases.

mod doors;
mod opening;
mod rows;
