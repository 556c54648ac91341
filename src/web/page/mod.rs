//! Pages: the shell around them, the parts they are made of, and their view models.

pub mod component;
pub mod field;
pub mod pages;
pub mod shell;
pub mod view;
