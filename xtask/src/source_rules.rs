//! Rules on the sources that the compiler does not know.

use anyhow::{Context, Result};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

const LONGEST_FILE: usize = 400;

/// Words that SQL begins with. Sentences for people are not written in capitals.
const SQL: [&str; 7] = [
    "SELECT ",
    "INSERT INTO ",
    "UPDATE ",
    "DELETE FROM ",
    "CREATE TABLE ",
    "ALTER TABLE ",
    "DROP TABLE ",
];

/// One sentence for each broken rule.
pub(crate) fn broken() -> Result<Vec<String>> {
    let mut broken = Vec::new();
    let mut sources = Vec::new();
    collect_sources(Path::new("."), &mut sources)?;
    sources.sort();
    for path in &sources {
        let text = fs::read_to_string(path)?;
        broken.extend(broken_in_source(path, &text));
    }
    broken.extend(broken_migrations()?);
    broken.extend(broken_lints()?);
    Ok(broken)
}

fn collect_sources(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).context("not UTF-8")?;
        if path.is_dir() {
            if !name.starts_with('.') && name != "target" && name != "node_modules" {
                collect_sources(&path, found)?;
            }
        } else if path.extension().is_some_and(|end| end == "rs" || end == "ts" || end == "css") {
            found.push(path.strip_prefix(".").unwrap_or(&path).to_path_buf());
        }
    }
    Ok(())
}

fn broken_in_source(path: &Path, text: &str) -> Vec<String> {
    let shown = path.display();
    let mut broken = Vec::new();
    let lines = text.lines().count();
    if lines > LONGEST_FILE {
        broken.push(format!(
            "{shown} has {lines} lines: over {LONGEST_FILE} a file does more than one thing."
        ));
    }

    // Product code only: tests and builds may look at the machine and at the database.
    let is_product = path.extension().is_some_and(|end| end == "rs")
        && path.components().nth(1).is_some_and(|folder| folder.as_os_str() == "src")
        && !path.ends_with("tests.rs")
        && !path.starts_with("xtask");
    if is_product && !path.starts_with("storage") {
        for (number, line) in code_lines(text) {
            if line.contains("sqlx::") || SQL.iter().any(|word| line.contains(word)) {
                broken.push(format!(
                    "{shown}:{number} holds SQL, which belongs into storage, where each statement \
                     is tested on both engines."
                ));
            }
        }
    }
    if is_product && !path.starts_with("server") {
        for (number, line) in code_lines(text) {
            if line.contains("std::env") || line.contains("env::var") {
                broken.push(format!(
                    "{shown}:{number} reads the environment, but only the server's configuration \
                     does, so that every setting is documented and checked in one place."
                ));
            }
        }
    }
    broken
}

/// Numbered lines up to the tests at the end of the file, without comments.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .take_while(|(_, line)| line.trim() != "#[cfg(test)]")
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(index, line)| (index + 1, line))
}

fn broken_migrations() -> Result<Option<String>> {
    let names = |engine: &str| -> Result<BTreeSet<_>> {
        let folder = Path::new("migrations").join(engine);
        let entries = fs::read_dir(&folder)
            .with_context(|| format!("cannot list the migrations in {}", folder.display()))?;
        entries.map(|entry| Ok(entry?.file_name())).collect()
    };
    let (sqlite, postgres) = (names("sqlite")?, names("postgres")?);
    let different: Vec<_> = sqlite.symmetric_difference(&postgres).collect();
    Ok((!different.is_empty()).then(|| {
        format!("{different:?} is in one migration folder only, but both engines move together.")
    }))
}

/// `forbid` reaches only crates that take part in the workspace's lints. The frontend may not:
/// wasm-bindgen's macro writes `unsafe` there.
fn broken_lints() -> Result<Vec<String>> {
    let mut broken = Vec::new();
    for entry in fs::read_dir(".")? {
        let folder = entry?.path();
        let manifest = folder.join("Cargo.toml");
        if !manifest.exists() {
            continue;
        }
        let text = fs::read_to_string(&manifest)?;
        let has_lints = text.contains("[lints]\nworkspace = true");
        let is_frontend = folder.ends_with("frontend") && text.contains("[lints.");
        if !has_lints && !is_frontend {
            broken.push(format!(
                "{} does not take the workspace's lints, which forbid unsafe code.",
                manifest.display()
            ));
        }
    }
    Ok(broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(path: &str, text: &str) -> usize {
        broken_in_source(Path::new(path), text).len()
    }

    #[test]
    fn sql_belongs_into_storage() {
        let sql = "let rows = query(\"SELECT id FROM channel\");";
        assert_eq!(count("server/src/api.rs", sql), 1);
        assert_eq!(count("app/src/a.rs", "use sqlx::Row;"), 1);
        assert_eq!(count("storage/src/sqlite/channel.rs", sql), 0);
        assert_eq!(count("server/tests/faults.rs", sql), 0);
        assert_eq!(count("server/src/api.rs", "/// SELECT is not used here"), 0);
    }

    #[test]
    fn the_environment_belongs_to_the_server() {
        let read = "let port = std::env::var(\"PORT\");";
        assert_eq!(count("domain/src/time.rs", read), 1);
        assert_eq!(count("server/src/config.rs", read), 0);
        assert_eq!(count("storage/build.rs", read), 0);
        assert_eq!(count("storage/src/sqlite/tests.rs", read), 0);
        assert_eq!(count("storage/src/a.rs", &format!("#[cfg(test)]\nmod tests {{ {read} }}")), 0);
    }

    #[test]
    fn long_files_are_listed() {
        assert_eq!(count("style/main.css", &"a\n".repeat(400)), 0);
        assert_eq!(count("style/main.css", &"a\n".repeat(401)), 1);
    }
}
