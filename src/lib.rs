//! Huoli takes in Finnish child-welfare reports.
