//! What may depend on what, read from cargo's own view of the workspace.

use crate::command::cargo_output;
use anyhow::Result;
use std::{collections::BTreeSet, fs};

/// Crates that a part of the program must not contain, with the reason.
struct TreeRule {
    arguments: &'static [&'static str],
    /// A name that ends in `*` stands for all names with that start.
    forbidden: &'static [&'static str],
    reason: &'static str,
}

const TREE_RULES: [TreeRule; 6] = [
    TreeRule {
        arguments: &["--package", "domain", "--target", "all"],
        forbidden: &["leptos*", "axum*", "sqlx*", "tokio*"],
        reason: "the domain is plain Rust without input and output, so that it runs in the browser \
                 and is tested without a database",
    },
    TreeRule {
        arguments: &["--package", "app", "--target", "all", "--features", "ssr,hydrate"],
        forbidden: &["sqlx*", "storage", "platforms"],
        reason: "pages reach data only through the domain's use cases, which check permissions",
    },
    TreeRule {
        arguments: &["--package", "simulator", "--target", "all"],
        forbidden: &["domain", "storage", "app", "platforms", "server"],
        reason: "what talks to the platforms is to meet somebody who agrees with it only by the \
                 platforms' documents",
    },
    TreeRule {
        arguments: &["--package", "platforms", "--target", "all"],
        forbidden: &["app", "axum*", "leptos*", "server", "simulator", "sqlx*", "storage"],
        reason: "adapters know the domain's words and the wire formats of the platforms, and \
                 nothing of the database, of pages or of the simulator that tests them",
    },
    TreeRule {
        arguments: &["--package", "frontend", "--target", "wasm32-unknown-unknown"],
        forbidden: &["tokio*", "axum*", "hyper*", "sqlx*", "jiff*", "tower*"],
        reason: "the browser's program holds nothing of the server",
    },
    TreeRule {
        // Leptos names them itself; the site build checks that nothing of them is linked.
        arguments: &[
            "--package",
            "frontend",
            "--target",
            "wasm32-unknown-unknown",
            "--prune",
            "leptos",
        ],
        forbidden: &["regex*", "icu_*", "idna*", "url"],
        reason: "tables of characters and patterns weigh more than a whole page in the browser",
    },
];

/// Not `schannel`: on Windows rustls reads the machine's certificates through it.
const FORBIDDEN_PACKAGES: [&str; 5] =
    ["aws-lc-rs", "aws-lc-sys", "native-tls", "openssl", "openssl-sys"];

/// One sentence for each broken rule.
pub(crate) fn broken() -> Result<Vec<String>> {
    let mut broken = Vec::new();
    for rule in TREE_RULES {
        for found in crates(rule.arguments)? {
            if rule.forbidden.iter().any(|pattern| matches(pattern, &found)) {
                let part = rule.arguments[1];
                broken.push(format!("{part} contains {found}, but {}.", rule.reason));
            }
        }
    }
    let lock = fs::read_to_string("Cargo.lock")?;
    broken.extend(broken_in_lock(&lock_packages(&lock)));
    Ok(broken)
}

/// Names of the crates that end up in the program; what procedural macros use does not.
fn crates(arguments: &[&str]) -> Result<BTreeSet<String>> {
    let tree = ["tree", "--locked", "--edges", "normal,no-proc-macro"];
    let form = ["--prefix", "none", "--format", "{p}"];
    let output = cargo_output(&[&tree, &form, arguments].concat())?;
    Ok(output.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect())
}

fn matches(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == pattern,
    }
}

fn lock_packages(lock: &str) -> Vec<(&str, &str)> {
    let value = |line: &'_ str, key: &str| -> Option<(usize, usize)> {
        let quoted = line.strip_prefix(key)?.strip_suffix('"')?;
        Some((line.len() - 1 - quoted.len(), line.len() - 1))
    };
    let mut packages = Vec::new();
    let mut name = "";
    for line in lock.lines() {
        if let Some((from, to)) = value(line, "name = \"") {
            name = &line[from..to];
        } else if let Some((from, to)) = value(line, "version = \"") {
            packages.push((name, &line[from..to]));
        }
    }
    packages
}

fn broken_in_lock(packages: &[(&str, &str)]) -> Vec<String> {
    let versions = |wanted: &str| -> Vec<&str> {
        packages.iter().filter(|(name, _)| *name == wanted).map(|(_, version)| *version).collect()
    };
    let mut broken = Vec::new();
    for name in FORBIDDEN_PACKAGES {
        if !versions(name).is_empty() {
            broken.push(format!(
                "Cargo.lock contains {name}, but the program has one TLS stack, rustls with ring, \
                 so that it needs no system library and one place is to be updated."
            ));
        }
    }
    if versions("rustls").len() > 1 {
        broken.push(
            "Cargo.lock contains several versions of rustls: one TLS stack is enough.".to_owned(),
        );
    }
    if versions("libsqlite3-sys") != ["0.37.0"] {
        broken.push(
            "libsqlite3-sys is not exactly 0.37.0 (SQLite 3.51.3): versions up to 3.51.2 can lose \
             committed writes."
                .to_owned(),
        );
    }
    if versions("wasm-bindgen").len() != 1
        || versions("wasm-bindgen") != versions("wasm-bindgen-cli-support")
    {
        broken.push(
            "wasm-bindgen and wasm-bindgen-cli-support differ in version: the generator \
             understands only programs of its own version."
                .to_owned(),
        );
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"
version = 4

[[package]]
name = "libsqlite3-sys"
version = "0.37.0"

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
dependencies = [
 "cfg-if",
]

[[package]]
name = "wasm-bindgen-cli-support"
version = "0.2.130"
"#;

    #[test]
    fn a_good_lock_file_breaks_no_rule() {
        assert_eq!(broken_in_lock(&lock_packages(LOCK)), Vec::<String>::new());
    }

    #[test]
    fn a_second_tls_stack_and_other_versions_are_found() {
        let bad = LOCK.replace("0.37.0", "0.36.0").replacen("0.2.130", "0.2.131", 1)
            + "\n[[package]]\nname = \"native-tls\"\nversion = \"0.2.0\"\n";
        assert_eq!(broken_in_lock(&lock_packages(&bad)).len(), 3);
    }

    #[test]
    fn a_pattern_stands_for_a_start_only_with_a_star() {
        assert!(matches("icu_*", "icu_properties"));
        assert!(matches("url", "url"));
        assert!(!matches("url", "url-escape"));
    }
}
