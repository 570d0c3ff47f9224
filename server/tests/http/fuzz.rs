//! Random requests, the same in every run.

use std::collections::BTreeMap;
use std::iter::repeat_with;

use fastrand::Rng;
use futures::future::join_all;

use crate::bench::TestServer;
use crate::support::client::{Call, Client, FORM, creation_key};

const REQUESTS: usize = 2000;
const AT_ONCE: usize = 16;
const SEED: u64 = 20_261_122;

const METHODS: [&str; 9] =
    ["GET", "GET", "POST", "POST", "POST", "HEAD", "PUT", "OPTIONS", "X-RANDOM"];

/// Not the part that ends the session of the one who asks.
const PARTS: [&str; 24] = [
    "account",
    "confirm",
    "invitations",
    "invite",
    "members",
    "password",
    "password-reset",
    "sessions",
    "set-up",
    "sign-in",
    "channels",
    "channels.csv",
    "new",
    "delete",
    "name-check",
    "help",
    "preferences",
    "healthz",
    "readyz",
    "pkg",
    "ch_01h455vb4pex5vsknk084sn02q",
    "%00",
    "%2e%2e",
    "",
];

const NAMES: [&str; 24] = [
    "email",
    "new_password",
    "organisation",
    "password",
    "person_name",
    "role",
    "q",
    "type",
    "status",
    "sort",
    "dir",
    "limit",
    "after",
    "created",
    "notice",
    "name",
    "remarks",
    "creation_key",
    "name_seen",
    "version",
    "confirm_name",
    "locale",
    "theme",
    "return_to",
];

const VALUES: [&str; 20] = [
    "",
    "1",
    "-1",
    "sms",
    "fax",
    "unbound",
    "name",
    "created",
    "desc",
    "25",
    "1e9",
    "%ff",
    "%00",
    "%E6%B0%B4",
    "%F0%9F%92%A9",
    "%E2%80%AE",
    "ck_00000000000000000000000001",
    "/",
    "//evil",
    "on",
];

const HEADERS: [(&str, &str); 8] = [
    ("accept-language", "ja,zh;q=0.5"),
    ("accept-encoding", "br, gzip"),
    ("cookie", "suiro_locale=ja; suiro_theme=dark"),
    ("sec-fetch-site", "cross-site"),
    ("origin", "null"),
    ("range", "bytes=0-10"),
    ("expect", "200-ok"),
    ("content-encoding", "gzip"),
];

pub(crate) async fn random_requests_never_break_the_server(server: &TestServer) {
    let client = server.client;
    let id = client.create(creation_key(0), "Support").send().await.created_id();
    let mut random = Rng::with_seed(SEED);
    let mut statuses = BTreeMap::new();
    for _ in 0..REQUESTS / AT_ONCE {
        let calls: Vec<_> = repeat_with(|| call(client, &id, &mut random)).take(AT_ONCE).collect();
        join_all(calls.into_iter().map(|call| async {
            let what = format!("{call:?}");
            (what, call.send().await)
        }))
        .await
        .into_iter()
        .for_each(|(what, answer)| {
            assert!(answer.status < 500, "{what}: {answer}");
            *statuses.entry(answer.status).or_insert(0) += 1;
        });
    }
    // The requests reach the handlers, and not only the refusals before them.
    for status in [200, 303, 400, 403, 404, 405, 415, 422] {
        assert!(statuses.contains_key(&status), "{status} is not among {statuses:?}");
    }
    for _ in 0..REQUESTS / 4 {
        let request = broken_head(client, &mut random);
        let answer = client.raw(&request).await;
        let what = String::from_utf8_lossy(&request);
        assert!(answer.status < 500, "{what}: {answer}");
    }
    assert_eq!(client.get("/channels").send().await.status, 200);
    assert_eq!(client.get("/readyz").send().await.status, 200);
}

fn pick<'a>(random: &mut Rng, from: &[&'a str]) -> &'a str {
    from[random.usize(..from.len())]
}

fn call(client: Client, id: &str, random: &mut Rng) -> Call {
    let known = [
        "/channels",
        "/channels.csv",
        "/channels/new",
        "/preferences",
        "/help",
        "/members",
        "/account",
        "/sign-in",
    ];
    let mut address = match random.u8(..4) {
        0 => format!("/channels/{id}"),
        1 => format!("/channels/{id}/delete"),
        2 => pick(random, &known).to_owned(),
        _ => repeat_with(|| format!("/{}", pick(random, &PARTS))).take(3).collect(),
    };
    if random.bool() {
        address = format!("{address}?{}", pairs(random));
    }
    let mut call = client.call(pick(random, &METHODS), &address);
    if random.u8(..4) == 0 {
        let (name, value) = HEADERS[random.usize(..HEADERS.len())];
        call = call.header(name, value);
    }
    match random.u8(..5) {
        0 => call,
        1 => {
            let length = random.usize(..5000);
            call.body(FORM, repeat_with(|| random.u8(..)).take(length).collect::<Vec<_>>())
        }
        2 => call.body("application/json", pairs(random)),
        _ => call.body(FORM, form(random)),
    }
}

/// A form that is nearly right.
fn form(random: &mut Rng) -> String {
    let mut fields = match random.u8(..6) {
        0 => vec!["type=sms", "name=a", "remarks=", "creation_key=ck_00000000000000000000000002"],
        1 => vec!["name=b", "remarks=c", "version=1"],
        2 => vec!["confirm_name=Support", "no_business=on"],
        3 => vec!["email=a@b.example", "password=x", "return_to=/help"],
        4 => vec!["email=a@b.example", "role=viewer"],
        _ => vec!["locale=ja", "return_to=/help"],
    };
    let one_more = pairs(random);
    match random.u8(..4) {
        0 => drop(fields.swap_remove(random.usize(..fields.len()))),
        1 => fields.push(&one_more),
        _ => (),
    }
    fields.join("&")
}

fn pairs(random: &mut Rng) -> String {
    let count = random.usize(1..4);
    let pairs = repeat_with(|| {
        let value = match random.u8(..4) {
            0 => repeat_with(|| random.alphanumeric()).take(20).collect(),
            _ => pick(random, &VALUES).to_owned(),
        };
        format!("{}={value}", pick(random, &NAMES))
    });
    pairs.take(count).collect::<Vec<_>>().join("&")
}

/// A request with some bytes changed, and a right one after it, so that the answer has an end
/// whatever became of the first.
fn broken_head(client: Client, random: &mut Rng) -> Vec<u8> {
    let last = b"\r\n\r\nGET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    let mut request = format!(
        "GET /channels?q=a&type=sms HTTP/1.1\r\nHost: a\r\nCookie: {}\r\nAccept-Language: ja\r\n",
        client.cookie()
    )
    .into_bytes();
    for _ in 0..random.usize(1..6) {
        let place = random.usize(..request.len());
        match random.u8(..3) {
            0 => request[place] = random.u8(..),
            1 => request.insert(place, random.u8(..)),
            _ => drop(request.remove(place)),
        }
    }
    request.extend(last);
    request
}
