//! Page positions in addresses.

use std::collections::BTreeSet;

use domain::error_code::ErrorCode;
use futures::future::join_all;

use crate::bad_forms::assert_refused;
use crate::bench::TestServer;
use crate::support::answer::Answer;
use crate::support::client::{Client, creation_key};

const COLUMNS: [&str; 4] = ["name", "type", "status", "created"];

async fn fill(client: Client, count: u128) {
    for number in 0..count {
        let name = format!("Channel {number}");
        client.create(creation_key(number), &name).send().await.created_id();
    }
}

/// Where a link of this kind leads, if there is one.
fn link(page: &Answer, relation: &str) -> Option<String> {
    let (_, rest) = page.text().split_once(&format!("rel=\"{relation}\" href=\""))?;
    Some(rest.split('"').next()?.replace("&amp;", "&"))
}

fn ids(page: &Answer) -> Vec<String> {
    let links = page.text().split("<a href=\"/channels/ch_").skip(1);
    let ids = links.filter_map(|rest| rest.split('"').next());
    // Other links to a channel have something after its id.
    ids.filter(|id| id.len() == 26).map(str::to_owned).collect()
}

fn position(address: &str) -> &str {
    address.split("after=").nth(1).expect("a position")
}

pub(crate) async fn a_page_position_leads_through_the_whole_list(server: &TestServer) {
    let client = server.client;
    fill(client, 60).await;
    for column in COLUMNS {
        let mut address = format!("/channels?sort={column}&dir=desc");
        let mut seen = Vec::new();
        let mut pages = Vec::new();
        loop {
            let page = client.get(&address).send().await;
            assert_eq!(page.status, 200, "{address}: {page}");
            let ids = ids(&page);
            seen.extend(ids.clone());
            pages.push(ids);
            let Some(next) = link(&page, "next") else {
                let back = link(&page, "prev").expect("a way back");
                let before = client.get(&back).send().await;
                assert_eq!(Some(&self::ids(&before)), pages.iter().nth_back(1), "{back}");
                break;
            };
            address = next;
        }
        assert_eq!((pages.len(), seen.len()), (3, 60), "{column}");
        assert_eq!(seen.into_iter().collect::<BTreeSet<_>>().len(), 60, "{column}");
    }
}

pub(crate) async fn a_forged_position_is_refused(server: &TestServer) {
    let client = server.client;
    fill(client, 26).await;
    let mut positions = Vec::new();
    for column in COLUMNS {
        let page = client.get(&format!("/channels?sort={column}")).send().await;
        let next = link(&page, "next").expect("a next page");
        positions.push((column, position(&next).to_owned()));
    }
    let mut forged = Vec::new();
    for (column, text) in &positions {
        for index in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[index] = if bytes[index] == b'A' { b'B' } else { b'A' };
            forged.push((*column, String::from_utf8(bytes).expect("ASCII")));
        }
        for end in (1..text.len()).step_by(7) {
            forged.push((*column, text[..end].to_owned()));
        }
        forged.push((*column, format!("{text}A")));
        forged.push((*column, format!("{text}{text}")));
        forged.push((*column, format!("{text}%00")));
        // A true position, but of a list in another order.
        for (_, other) in positions.iter().filter(|(other, _)| other != column) {
            forged.push((*column, other.clone()));
        }
    }
    for forged in forged.chunks(16) {
        join_all(forged.iter().map(|(column, text)| async move {
            let address = format!("/channels?sort={column}&after={text}");
            let answer = client.get(&address).send().await;
            assert_refused(&answer, ErrorCode::ListCursorInvalid, &address);
        }))
        .await;
    }
    let (column, text) = &positions[0];
    let true_one = client.get(&format!("/channels?sort={column}&after={text}")).send().await;
    assert_eq!(ids(&true_one).len(), 1, "{true_one}");
}
