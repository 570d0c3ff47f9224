//! What the JSON of platforms has in common.

use serde::{Deserialize, Deserializer};

/// Reads `null` like a field that is not there: platforms write either.
pub(crate) fn or_default<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(
    value: D,
) -> Result<T, D::Error> {
    Option::deserialize(value).map(Option::unwrap_or_default)
}
