//! Whatever somebody sends: no panic, and no error of the server.

use std::cell::Cell;

use axum::body::Body;
use axum::http::Request;
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any};
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use proptest::{prop_assert, prop_oneof};

use crate::bench::{APP_TOKEN, BOT_TOKEN, Bench, INSTAGRAM, SMS_ACCOUNT, SMS_TOKEN, SYSTEM_USER};
use crate::instagram;
use crate::login::page_tokens;

/// Who asks: each stands for a way to authenticate.
#[derive(Debug, Clone, Copy)]
enum Who {
    Nobody,
    Business,
    App,
    Page,
    Instagram,
    SmsAccount,
}

const ALL: [Who; 6] =
    [Who::Nobody, Who::Business, Who::App, Who::Page, Who::Instagram, Who::SmsAccount];

/// Where noise alone does not lead, and who is at home there.
const STEMS: [(&str, Who); 15] = [
    ("/graph.facebook.com/v25.0", Who::App),
    ("/graph.facebook.com/v25.0/me", Who::Business),
    ("/graph.facebook.com/v25.0/102290129340398", Who::Business),
    ("/graph.facebook.com/v25.0/106540352242922", Who::Business),
    ("/graph.facebook.com/v25.0/104000000000001", Who::Page),
    ("/graph.facebook.com/v25.0/600100200300400", Who::App),
    ("/graph.instagram.com/v25.0/me", Who::Instagram),
    ("/api.instagram.com/oauth", Who::Nobody),
    ("/www.instagram.com/oauth", Who::Nobody),
    ("/chatapi.viber.com/pa", Who::Nobody),
    ("/api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000001", Who::SmsAccount),
    ("/www.facebook.com/v25.0/dialog", Who::Nobody),
    ("/control", Who::Nobody),
    ("/control/accounts/106540352242922", Who::Nobody),
    ("", Who::Nobody),
];

const WORDS: [&str; 24] = [
    "oauth",
    "access_token",
    "debug_token",
    "accounts",
    "permissions",
    "subscriptions",
    "subscribed_apps",
    "phone_numbers",
    "message_templates",
    "register",
    "deregister",
    "messages",
    "whatsapp_business_profile",
    "conversations",
    "set_webhook",
    "get_account_info",
    "send_message",
    "Messages.json",
    "Balance.json",
    "IncomingPhoneNumbers.json",
    "faults",
    "inbound",
    "webhooks",
    "17841400000000001",
];

const BODIES: [&str; 10] = [
    "{}",
    r#"{"messaging_product":"whatsapp","to":15550101234,"type":"text","text":{"body":[]}}"#,
    r#"{"messaging_product":"whatsapp","to":"+1","type":"template","template":{"components":{"type":"body"}}}"#,
    r#"{"messaging_product":"whatsapp","pin":123456,"websites":[{}],"about":{}}"#,
    r#"{"recipient":{"id":6512345678900001},"message":{"text":"a"},"messaging_type":7}"#,
    r#"{"receiver":{},"sender":"a","type":["text"],"min_api_version":-1}"#,
    r#"{"url":"http://[::1","event_types":[1]}"#,
    "From=%2B15550100000&To=%FF&Body=%00&StatusCallback=a",
    "fields=id{id{id{&limit=-1&after=%F0&input_token=&SmsUrl=http://",
    r#"{"from":"","texts":["",""]}"#,
];

#[derive(Debug, Clone)]
struct Soup {
    method: &'static str,
    path: String,
    who: Who,
    content_type: &'static str,
    body: Vec<u8>,
}

fn soup() -> impl Strategy<Value = Soup> {
    let word = prop_oneof![
        6 => proptest::sample::select(WORDS.to_vec()).prop_map(str::to_owned),
        1 => "[!-~]{0,12}".prop_map(|text| text.replace(['?', '#'], "%3F")),
        1 => Just("%FF%00".to_owned()),
    ];
    let query = ["", "?", "?fields=id,{name},,a{", "?limit=1&limit=x", "?%", "?fields=id{id{"];
    let query = proptest::sample::select(query.to_vec());
    let stem = proptest::sample::select(STEMS.to_vec());
    let who =
        prop_oneof![4 => Just(None), 1 => proptest::sample::select(ALL.to_vec()).prop_map(Some)];
    let path =
        (stem, vec(word, 0..3), query, who).prop_map(|((stem, at_home), words, query, who)| {
            (format!("{stem}/{}{query}", words.join("/")), who.unwrap_or(at_home))
        });
    let body = prop_oneof![
        vec(any::<u8>(), 0..200),
        proptest::sample::select(BODIES.to_vec()).prop_map(|text| text.as_bytes().to_vec()),
    ];
    let method = proptest::sample::select(vec!["GET", "POST", "PUT", "DELETE", "PATCH"]);
    let content_type = proptest::sample::select(vec![
        "application/json",
        "application/x-www-form-urlencoded",
        "text/plain",
    ]);
    (method, path, content_type, body).prop_map(|(method, (path, who), content_type, body)| Soup {
        method,
        path,
        who,
        content_type,
        body,
    })
}

#[test]
fn no_bytes_break_it() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    let bench = Bench::new();
    let (_, page) = runtime.block_on(page_tokens(&bench));
    let instagram = runtime.block_on(instagram::log_in(&bench, INSTAGRAM));
    let basic = data_encoding::BASE64.encode(format!("{SMS_ACCOUNT}:{SMS_TOKEN}").as_bytes());
    let authorization = |who| match who {
        Who::Nobody => String::new(),
        Who::Business => format!("Bearer {SYSTEM_USER}"),
        Who::App => format!("Bearer {APP_TOKEN}"),
        Who::Page => format!("Bearer {page}"),
        Who::Instagram => format!("Bearer {instagram}"),
        Who::SmsAccount => format!("Basic {basic}"),
    };
    let config = Config { cases: 20_000, failure_persistence: None, ..Config::default() };
    let carried_out = Cell::new(0_u32);
    let result = TestRunner::new(config).run(&soup(), |soup| {
        let request = Request::builder()
            .method(soup.method)
            .uri(&soup.path)
            .header("authorization", authorization(soup.who))
            .header("content-type", soup.content_type)
            .header("x-viber-auth-token", BOT_TOKEN)
            .body(Body::from(soup.body.clone()));
        // What is no request at all never reaches the simulator.
        let Ok(request) = request else { return Ok(()) };
        let answer = runtime.block_on(bench.send(request));
        prop_assert!(!answer.status.is_server_error(), "{answer:?}");
        if answer.status.is_success() {
            carried_out.set(carried_out.get() + 1);
        }
        Ok::<(), TestCaseError>(())
    });
    assert!(result.is_ok(), "{result:?}");
    assert!(carried_out.get() > 500, "the soup reaches what it is about: {carried_out:?}");
}
