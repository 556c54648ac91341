//! Sealing: the cryptography of what is stored, and nothing but that. No table and no connection is known here;
//! every function takes its keys and its randomness as arguments.
//!
//! ```text
//! K_m  master key, in the key file     master, key_file, canary
//!  ├─ wraps office, identity and other keys     wrap, aad
//!  │   └─ wraps one key per report or person block
//!  │       └─ seals blobs     blob, padding
//!  ├─ K_x  blind indexes      blind
//!  ├─ K_c  follow-up codes    code
//!  ├─ K_f  form tokens        token
//!  ├─ K_s  wizard state       state
//!  └─ K_g  signed receipts    proof
//! ```

pub mod aad;
pub mod blind;
pub mod blob;
pub mod canary;
pub mod chunk;
pub mod code;
pub mod envelope;
pub mod key_file;
pub mod mac;
pub mod master;
pub mod padding;
pub mod proof;
pub mod secret;
pub mod state;
pub mod token;
pub mod wrap;
