use axum::body::{Body, Bytes};
use axum::extract::{RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::channel::{Channel, ChannelList, list_channels};
use futures::{StreamExt, stream};

use super::channel_list_query::ChannelListQuery;
use super::fields::Fields;
use super::{Console, CurrentCaller, Failure, RequestContext};
use crate::components::time;
use crate::locale::Texts;

/// Rows read at once, so that a long list never stands in memory as a whole.
const ROWS_AT_ONCE: u16 = 500;

/// Tells spreadsheet programs that the file is UTF-8; without it Excel garbles Japanese names.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The filtered list as a file, every page of it.
pub(super) async fn export(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let mut fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let query = ChannelListQuery::read(&mut fields)?;
    let texts = context.texts();
    let first = ChannelList { limit: ROWS_AT_ONCE, ..query.list(None) };
    // The first rows are read before the answer begins, so that a failing database is an error
    // page and not a broken file.
    let page = list_channels(&console.ports, &caller, &first).await?;
    let head = BYTE_ORDER_MARK.to_owned() + &heading(texts) + &rows(texts, &page.channels);
    let rest = stream::unfold(page.next, move |position| {
        let (console, caller) = (console.clone(), caller.clone());
        let list = ChannelList { position: position.clone(), ..first.clone() };
        async move {
            position?;
            match list_channels(&console.ports, &caller, &list).await {
                Ok(page) => Some((Ok(rows(texts, &page.channels)), page.next)),
                Err(error) => {
                    tracing::error!(%error, "the export broke off");
                    Some((Err(error), None))
                }
            }
        }
    });
    // Fused: the compression of answers asks once more after the end.
    let whole = stream::iter([Ok(head)]).chain(rest).map(|text| text.map(Bytes::from)).fuse();
    let body = Body::from_stream(whole);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"channels.csv\""),
    ];
    Ok((headers, body).into_response())
}

fn heading(texts: &Texts) -> String {
    let list = &texts.list;
    line(&[
        list.id,
        list.channel_name,
        list.channel_type,
        list.status,
        list.bound_resource,
        list.remarks,
        list.created,
    ])
}

fn rows(texts: &Texts, channels: &[Channel]) -> String {
    channels
        .iter()
        .map(|channel| {
            line(&[
                &channel.id.to_string(),
                channel.name.as_str(),
                channel.channel_type.product_name(),
                (texts.lifecycle)(channel.lifecycle),
                "",
                channel.remarks.as_str(),
                &time::iso_8601(channel.created_at),
            ])
        })
        .collect()
}

/// One line of the file (RFC 4180), every value in quotes.
fn line(values: &[&str]) -> String {
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
