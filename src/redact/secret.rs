//! A value that cannot be printed by accident.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use super::MASK;

/// A secret that the program itself holds: `Debug` and `Display` show [`MASK`]. Once secret, always
/// secret: whoever needs the value says so with [`Secret::expose`].
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Secret<T>(T);

impl<T> Secret<T> {
    /// Makes a value secret.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// Returns the value, in clear.
    pub fn expose(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(MASK)
    }
}

impl<T> fmt::Display for Secret<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(MASK)
    }
}

impl FromStr for Secret<String> {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_never_shown() {
        let secret = Secret::new("hunter2".to_owned());
        assert_eq!(
            format!("{secret} {secret:?} {:#?}", Some(&secret)),
            "***** ***** Some(\n    *****,\n)"
        );
        assert_eq!(secret.expose(), "hunter2");
    }
}
