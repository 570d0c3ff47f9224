//! Lists as files that spreadsheet programs open.

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures::{Stream, StreamExt, stream};

/// Rows read at once, so that a long list never stands in memory as a whole.
pub(super) const ROWS_AT_ONCE: u16 = 500;

/// Tells spreadsheet programs that the file is UTF-8; without it Excel garbles Japanese names.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A file whose beginning is there already and whose rest is read while it is sent.
pub(super) fn file<E>(
    name: &str,
    head: &str,
    rest: impl Stream<Item = Result<String, E>> + Send + 'static,
) -> Response
where
    E: std::error::Error + Send + Sync + 'static,
{
    let head = BYTE_ORDER_MARK.to_owned() + head;
    // Fused: the compression of answers asks once more after the end.
    let whole = stream::iter([Ok(head)]).chain(rest).map(|text| text.map(Bytes::from)).fuse();
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, Body::from_stream(whole)).into_response()
}

/// One line of the file (RFC 4180), every value in quotes.
pub(super) fn line(values: &[&str]) -> String {
    let quoted: Vec<_> = values
        .iter()
        .map(|value| format!("\"{}\"", harmless(value).replace('"', "\"\"")))
        .collect();
    quoted.join(",") + "\r\n"
}

/// The value so that no spreadsheet program takes it for a formula (OWASP, CSV injection): an
/// apostrophe goes before what begins like one.
fn harmless(value: &str) -> String {
    if value.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{value}")
    } else {
        value.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_is_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"] {
            assert!(line(&[formula]).starts_with("\"'"), "{formula}");
        }
        assert_eq!(line(&["a=b", "it's"]), "\"a=b\",\"it's\"\r\n");
    }

    #[test]
    fn quotes_and_line_breaks_stay_inside_their_value() {
        assert_eq!(line(&["a\"b", "c\nd,e"]), "\"a\"\"b\",\"c\nd,e\"\r\n");
    }
}
