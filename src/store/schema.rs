//! The tables, as Diesel sees them; both trees of `migrations/` agree with this list.
