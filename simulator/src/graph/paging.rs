//! Lists that are read page by page.

use serde_json::{Value, json};

use super::error::GraphError;
use super::fields;
use crate::call::Call;

const USUAL_LIMIT: usize = 25;

/// One page of `nodes`, by `limit` and `after`, each with the `fields` asked for, or with the
/// usual ones.
pub(crate) fn page(call: &Call, nodes: &[Value], usual: &str) -> Result<Value, GraphError> {
    let asked = call.text("fields");
    let limit = match call.text("limit").map(|text| text.parse()) {
        None => USUAL_LIMIT,
        Some(Ok(limit @ 1..=500)) => limit,
        Some(_) => return Err(GraphError::parameter("Invalid limit")),
    };
    let start = match call.text("after") {
        None => 0,
        Some(cursor) => position(&cursor).ok_or_else(|| GraphError::parameter("Invalid cursor"))?,
    };
    let shown = nodes.iter().skip(start).take(limit);
    let shown = shown.map(|node| fields::select(node, asked.as_deref().unwrap_or(usual)));
    let shown: Vec<Value> = shown.collect::<Result<_, _>>()?;
    let end = start.saturating_add(shown.len());
    if shown.is_empty() {
        return Ok(json!({ "data": [] }));
    }
    let mut answer = json!({
        "data": shown,
        "paging": { "cursors": { "before": cursor(start), "after": cursor(end) } },
    });
    if end < nodes.len() {
        answer["paging"]["next"] = json!(next(call, &cursor(end)));
    }
    Ok(answer)
}

/// A cursor means nothing to a caller.
fn cursor(position: usize) -> String {
    data_encoding::BASE64URL_NOPAD.encode(position.to_string().as_bytes())
}

fn position(cursor: &str) -> Option<usize> {
    let bytes = data_encoding::BASE64URL_NOPAD.decode(cursor.as_bytes()).ok()?;
    String::from_utf8(bytes).ok()?.parse().ok()
}

/// The whole address of the next page, with the token if it was in the address before.
fn next(call: &Call, after: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for name in ["access_token", "fields", "limit"] {
        if let Some(value) = call.text(name) {
            query.append_pair(name, &value);
        }
    }
    query.append_pair("after", after);
    let (origin, path) = (call.origin(), call.path.join("/"));
    format!("{origin}/graph.facebook.com/{path}?{}", query.finish())
}
