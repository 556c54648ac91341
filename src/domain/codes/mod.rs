//! The closed code lists of a report.
//!
//! The code names are those of the JSON API and of the forms; they are never renamed.

pub mod reason;
pub mod reporter;
pub mod telling;

pub use reason::{Reason, SupportNeed};
pub use reporter::{Authority, Relation, ReporterRole};
pub use telling::{Kind, ObservedBy, Ongoing, ParentRole, PoliceTold, ReportedUrgency, Told, YesNoUnknown};

/// Defines a closed code list: the enum, `ALL` in the order of the source, `as_str` and `parse`. A macro, because
/// the variant and its code name must stand side by side in one place and Rust has no other way to list variants.
macro_rules! code_list {
    ($(#[$doc:meta])* $name:ident, $list:literal, { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $code)] $variant),+
        }

        impl $name {
            /// The list's name, as the forms and the API call it.
            pub const LIST: &'static str = $list;
            /// Every value, in the order of the source.
            pub const ALL: [Self; [$($code),+].len()] = [$(Self::$variant),+];

            /// The code name.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $code),+
                }
            }

            /// The value with this code name.
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|value| value.as_str() == code)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use code_list;
