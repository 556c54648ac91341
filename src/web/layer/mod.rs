//! Middleware, one a file. Outermost first: security headers, (compression), failures.

pub mod failures;
pub mod security_headers;
