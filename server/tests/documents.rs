//! What the documents say is what the program does.

use domain::error_code::ErrorCode;

const ERRORS: &str = include_str!("../../docs/errors.md");
const PERMISSIONS: &str = include_str!("../../docs/permissions.md");

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
