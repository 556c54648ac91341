//! A wrapper for personal data that cannot be printed by accident.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Personal data. It has no `Display`, its `Debug` shows nothing, and reading it takes an explicit
/// [`expose`](Sensitive::expose), which is easy to find in a review. Serialisation is plain: it exists to be
/// sealed, never to be logged.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sensitive<T>(T);

impl<T> Sensitive<T> {
    /// Marks `value` as personal data.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself. Every caller must be about to seal it or to show it to somebody who may see it.
    pub const fn expose(&self) -> &T {
        &self.0
    }

    /// The value itself, taken out.
    pub fn into_exposed(self) -> T {
        self.0
    }
}

impl<T> From<T> for Sensitive<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> fmt::Debug for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[personal data]")
    }
}

/// Gives types a `Debug` that names the type and nothing of what is in it: for those that hold personal data beside
/// [`Sensitive`], such as where a child lives.
macro_rules! debug_hidden {
    ($($name:ident),+ $(,)?) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "([personal data])"))
            }
        }
    )+};
}
pub(crate) use debug_hidden;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_data_does_not_print() {
        let name = Sensitive::new("Aino Mallinen".to_owned());
        assert_eq!(
            format!("{name:?} {:#?}", Some(&name)),
            "[personal data] Some(\n    [personal data],\n)"
        );
    }
}
