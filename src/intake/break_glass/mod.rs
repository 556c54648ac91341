//! Opening a case of another office of the county in an emergency: for an hour, for reading, with a reason that is stored first
//! and that a supervisor of that office looks through. It never opens a case from which one is barred.

pub mod open;
pub mod review;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::domain::conflict::Emergency;
use crate::domain::text::Text;

/// For so long the person reads the case.
pub const LASTS: TimeDelta = TimeDelta::minutes(60);
/// The shortest reason, in characters.
pub const SHORTEST: usize = 20;
/// The longest reason, in characters.
pub const LONGEST: usize = 500;
/// An opening is to be looked through within so many days.
pub const REVIEWED_WITHIN: TimeDelta = TimeDelta::days(7);

/// Why a case was opened; sealed with it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Why {
    /// What kind of emergency.
    pub category: Emergency,
    /// In the person's own words.
    pub text: Text,
}
