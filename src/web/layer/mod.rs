//! Middleware, one a file. Outermost first: the log, security headers, (compression), failures.

pub mod access_log;
pub mod failures;
pub mod security_headers;
