//! Middleware, one a file. Outermost first: the edge, the log, security headers, (compression), failures, the time of
//! bodies, bounds.

pub mod access_log;
pub mod body_time;
pub mod bounds;
pub mod edge;
pub mod failures;
pub mod security_headers;
pub mod source;
