//! The names of the countries, in the order in which each language sorts them.
//!
//! Source: the names of regions in Unicode CLDR 48 for `en`, `ja` and `zh-Hans`, sorted by its
//! collation for the language; `LICENSE` stands beside them. A line has the code of ISO 3166-1 and
//! the name.

use std::sync::LazyLock;

use domain::tenant::Country;

/// Every country with its name.
pub type Countries = [(Country, &'static str)];

static ENGLISH: LazyLock<Vec<(Country, &str)>> = LazyLock::new(|| read(include_str!("en.txt")));
static JAPANESE: LazyLock<Vec<(Country, &str)>> = LazyLock::new(|| read(include_str!("ja.txt")));
static CHINESE: LazyLock<Vec<(Country, &str)>> = LazyLock::new(|| read(include_str!("zh.txt")));

pub(super) fn english() -> &'static Countries {
    &ENGLISH
}

pub(super) fn japanese() -> &'static Countries {
    &JAPANESE
}

pub(super) fn chinese() -> &'static Countries {
    &CHINESE
}

/// Leaves out what is no country: a test says that there is nothing.
fn read(lines: &'static str) -> Vec<(Country, &'static str)> {
    let named = |line: &'static str| {
        let (code, name) = line.split_once(' ')?;
        Some((Country::parse(code).ok()?, name))
    };
    lines.lines().filter_map(named).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_country_has_one_name_in_each_language() {
        let all: BTreeSet<_> = Country::all().collect();
        for (named, japan) in [(english(), "Japan"), (japanese(), "日本"), (chinese(), "日本")]
        {
            assert_eq!(named.len(), all.len());
            assert_eq!(named.iter().map(|(country, _)| *country).collect::<BTreeSet<_>>(), all);
            let names: BTreeSet<_> = named.iter().map(|(_, name)| *name).collect();
            assert_eq!(names.len(), all.len(), "no two have the same name");
            assert!(named.iter().any(|one| *one == (Country::parse("JP").expect("Japan"), japan)));
        }
    }
}
