use axum::extract::{RawQuery, State};
use axum::response::Response;
use domain::channel::{ChannelHealth, ChannelList, ChannelPage, list_channels};
use futures::stream;

use super::channel::list_query;
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
    let query = list_query(&mut fields, &caller)?;
    let texts = context.texts();
    let first = ChannelList { limit: ROWS_AT_ONCE, ..query.list(None) };
    // The first rows are read before the answer begins, so that a failing database is an error
    // page and not a broken file.
    let page = list_channels(&console.ports, &caller, &first).await?;
    let with_customers = caller.provider.is_some();
    let head = heading(texts, with_customers) + &rows(texts, &page, with_customers);
    let rest = stream::unfold(page.next, move |position| {
        let (console, caller) = (console.clone(), caller.clone());
        let list = ChannelList { position: position.clone(), ..first.clone() };
        async move {
            position?;
            match list_channels(&console.ports, &caller, &list).await {
                Ok(page) => Some((Ok(rows(texts, &page, with_customers)), page.next)),
                Err(error) => {
                    tracing::error!(%error, "the export broke off");
                    Some((Err(error), None))
                }
            }
        }
    });
    Ok(csv::file("channels.csv", &head, rest))
}

/// A service provider's file has one column more, the last.
fn heading(texts: &Texts, with_customers: bool) -> String {
    let list = &texts.list;
    let mut line = vec![
        list.id,
        list.channel_name,
        list.channel_type,
        list.status,
        list.bound_resource,
        list.remarks,
        list.created,
        texts.health.heading,
    ];
    if with_customers {
        line.push(texts.customers.customer);
    }
    csv::line(&line)
}

fn rows(texts: &Texts, page: &ChannelPage, with_customers: bool) -> String {
    page.channels
        .iter()
        .map(|channel| {
            let id = channel.id.to_string();
            let created = time::iso_8601(channel.created_at);
            let mut line = vec![
                id.as_str(),
                channel.name.as_str(),
                channel.channel_type.product_name(),
                (texts.lifecycle)(channel.lifecycle),
                channel.bound_account.as_deref().unwrap_or_default(),
                channel.remarks.as_str(),
                created.as_str(),
                health_word(texts, channel.health),
            ];
            if with_customers {
                line.push(page.customers.get(&channel.tenant).map_or("", String::as_str));
            }
            csv::line(&line)
        })
        .collect()
}

/// Empty for what was never measured, as in the table.
fn health_word(texts: &Texts, health: ChannelHealth) -> &'static str {
    match health {
        ChannelHealth::NotMeasured => "",
        _ => (texts.health.level)(health),
    }
}
