//! Pages: the shell around them, the parts they are made of, and their view models.

pub mod component;
pub mod failure;
pub mod field;
pub mod pages;
pub mod picture;
pub mod prose;
#[cfg(test)]
mod samples;
pub mod shell;
#[cfg(test)]
mod tests;
pub mod view;
