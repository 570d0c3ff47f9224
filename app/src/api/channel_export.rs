use axum::extract::{RawQuery, State};
use axum::response::Response;
use domain::channel::{Channel, ChannelList, list_channels};
use futures::stream;

use super::channel_list_query::ChannelListQuery;
use super::csv::{self, ROWS_AT_ONCE};
use super::fields::Fields;
use super::{Console, CurrentCaller, Failure, RequestContext};
use crate::components::time;
use crate::locale::Texts;

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
    let head = heading(texts) + &rows(texts, &page.channels);
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
    Ok(csv::file("channels.csv", &head, rest))
}

fn heading(texts: &Texts) -> String {
    let list = &texts.list;
    csv::line(&[
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
            csv::line(&[
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
