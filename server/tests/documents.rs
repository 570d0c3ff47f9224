//! What the documents say is what the program does.

use std::path::Path;

use domain::error_code::ErrorCode;

const ERRORS: &str = include_str!("../../docs/errors.md");
const PERMISSIONS: &str = include_str!("../../docs/permissions.md");
const SECURITY: &str = include_str!("../../docs/security.md");

#[test]
fn the_table_of_errors_is_the_list_of_codes() {
    let mut rows = ERRORS.lines().filter(|line| line.starts_with("| `"));
    for code in ErrorCode::ALL {
        let row = rows.next().expect("a row for every code");
        let cells: Vec<_> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [name, status, meaning, advice] = cells[..] else {
            panic!("a row has four cells: {row}");
        };
        assert_eq!(name, format!("`{}`", code.code()));
        assert_eq!(status, code.http_status().to_string(), "{name}");
        assert_eq!(meaning, code.meaning(), "{name}");
        assert!(advice.len() > 10, "{name} says what to do: {advice}");
    }
    assert_eq!(rows.next(), None, "every row is about a code");
}

#[test]
fn the_table_of_permissions_is_the_matrix() {
    let rows: Vec<_> = PERMISSIONS.lines().filter(|line| line.starts_with('|')).collect();
    let matrix = domain::permissions::markdown();
    assert_eq!(rows, matrix.lines().collect::<Vec<_>>());
}

/// A file and a function in it, or a file alone.
fn is_there(reference: &str) -> bool {
    let (file, function) = reference.split_once("::").unwrap_or((reference, ""));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let Ok(source) = std::fs::read_to_string(root.join(file)) else { return false };
    function.is_empty() || source.contains(&format!("fn {function}("))
}

#[test]
fn every_requirement_names_its_tests_or_says_why_there_are_none() {
    let rows = SECURITY
        .lines()
        .filter(|line| line.starts_with("| "))
        .map(|row| row.trim_matches('|').split(" | ").map(str::trim).collect::<Vec<_>>());
    let mut requirements = 0;
    for row in rows.filter(|row| row[0].starts_with(|one: char| one.is_ascii_digit())) {
        let [number, _, _, proof] = row[..] else { panic!("a row has four cells: {row:?}") };
        let why_not = ["not yet", "not applicable: "].iter().any(|why| proof.starts_with(why));
        let tests: Vec<_> = proof.split(", ").map(|test| test.trim_matches('`')).collect();
        assert!(why_not || tests.iter().all(|test| is_there(test)), "{number}: {proof}");
        requirements += 1;
    }
    assert!(requirements > 70, "{requirements}");
    assert!(!is_there("server/tests/documents.rs::nothing"), "a function that is not there");
    assert!(!is_there("server/tests/nothing.rs"), "a file that is not there");
}
