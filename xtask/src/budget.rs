//! The byte budgets of what the browser loads first.

use anyhow::{Result, bail};
use serde_json::{Value, json};
use std::{collections::BTreeMap, fs};

/// The tests read this file, add the HTML and check the total.
const REPORT: &str = "target/site-sizes.json";

/// Bytes after brotli.
const CSS: usize = 15_000;
const SCRIPT: usize = 105_000;
const FIRST_ROUTE: usize = 135_000;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Sizes {
    pub(crate) raw: usize,
    pub(crate) gzip: usize,
    pub(crate) brotli: usize,
}

/// Prints the sizes, writes them down for the tests and fails when there is too much.
pub(crate) fn check(sizes: &BTreeMap<String, Sizes>) -> Result<()> {
    let css = total(sizes, &["css"]);
    let script = total(sizes, &["js", "wasm"]);
    print(sizes);
    fs::write(REPORT, serde_json::to_string_pretty(&report(sizes, css, script))? + "\n")?;

    for (what, size, budget) in [("style sheet", css, CSS), ("JS and WASM", script, SCRIPT)] {
        if size >= budget {
            bail!("{what}: {size} bytes after brotli, which must stay under {budget}");
        }
    }
    Ok(())
}

fn total(sizes: &BTreeMap<String, Sizes>, extensions: &[&str]) -> usize {
    let counts = |path: &str| {
        path.starts_with("pkg/")
            && path.rsplit_once('.').is_some_and(|(_, extension)| extensions.contains(&extension))
    };
    sizes.iter().filter(|(path, _)| counts(path)).map(|(_, size)| size.brotli).sum()
}

fn print(sizes: &BTreeMap<String, Sizes>) {
    println!("{:<24}{:>10}{:>10}{:>10}", "bytes", "raw", "gzip", "brotli");
    for (path, size) in sizes {
        println!("{path:<24}{:>10}{:>10}{:>10}", size.raw, size.gzip, size.brotli);
    }
}

fn report(sizes: &BTreeMap<String, Sizes>, css: usize, script: usize) -> Value {
    let files: BTreeMap<_, _> = sizes
        .iter()
        .map(|(path, size)| {
            (path, json!({ "raw": size.raw, "gzip": size.gzip, "brotli": size.brotli }))
        })
        .collect();
    json!({
        "files": files,
        "brotli": { "css": css, "script": script },
        "budget": { "css": CSS, "script": SCRIPT, "firstRoute": FIRST_ROUTE },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_package_folder_counts() {
        let size = |brotli| Sizes { raw: 9, gzip: 9, brotli };
        let sizes = BTreeMap::from([
            ("pkg/suiro.css".to_owned(), size(1)),
            ("pkg/suiro.js".to_owned(), size(2)),
            ("pkg/suiro.wasm".to_owned(), size(3)),
            ("favicon.svg".to_owned(), size(4)),
            ("print.css".to_owned(), size(5)),
        ]);
        assert_eq!(total(&sizes, &["css"]), 1);
        assert_eq!(total(&sizes, &["js", "wasm"]), 5);
    }
}
