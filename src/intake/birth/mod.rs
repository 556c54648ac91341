//! A case that waits for a birth: when it is expected, that the child is born, that the family moved (LsL 25 c §, K11).

pub mod expect;
pub mod follow_family;
pub mod open;
pub mod record;
