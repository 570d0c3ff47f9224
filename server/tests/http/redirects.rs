//! Ways back that somebody else has written. Where a browser would go is worked out by the parser
//! of the URL Standard, which browsers share.

use url::Url;

use crate::bench::TestServer;
use crate::people::{self, ADMIN, PASSWORD};
use crate::support::answer::Answer;

/// Spellings of another site, and of what is no address of the console.
const ELSEWHERE: [&str; 34] = [
    "https://evil.example",
    "http://evil.example/",
    "HTTPS:evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:\\\\evil.example",
    "//evil.example",
    "///evil.example",
    "//evil.example/channels",
    "//evil.example@suiro.example",
    "//suiro.example@evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "\\\\evil.example",
    "\\evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "/\\\t/evil.example",
    " //evil.example",
    "\u{1}//evil.example",
    "/\u{7f}/evil.example",
    "/\u{85}/evil.example",
    "/\r\nLocation: https://evil.example",
    "/\0",
    "javascript:alert(1)",
    "JavaScript://%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "evil.example",
    "channels",
    "@evil.example",
    ".evil.example",
    "",
];

/// Odd, but of the console.
const HERE: [&str; 12] = [
    "/channels?q=//evil.example",
    "/help#//evil.example",
    "/%2f%2fevil.example",
    "/%5cevil.example",
    "/%09/evil.example",
    "/.//evil.example",
    "/..//evil.example",
    "/../../evil.example",
    "/@evil.example",
    "/https://evil.example",
    "/水",
    "/a b?c=d e",
];

pub(crate) async fn no_way_back_leads_to_another_site(server: &TestServer) {
    for (number, address) in ELSEWHERE.into_iter().chain(HERE).enumerate() {
        let here = number >= ELSEWHERE.len();
        for answer in ask(server, address).await {
            assert!(answer.status < 500, "{address:?}: {answer}");
            let location = &answer.headers.get("location");
            let Some(location) = location.map(|value| String::from_utf8_lossy(value.as_bytes()))
            else {
                assert!(!here, "{address:?}: {answer}");
                continue;
            };
            let console = Url::parse("https://suiro.example/sign-in").expect("a URL");
            let leads_to = console.join(&location).expect("an address");
            assert_eq!(leads_to.origin(), console.origin(), "{address:?} leads to {leads_to}");
            // What leads elsewhere is forgotten, and not mended.
            assert_eq!(location == address, here, "{address:?}: {answer}");
        }
    }
}

/// The answers of every form that takes a way back.
async fn ask(server: &TestServer, address: &str) -> Vec<Answer> {
    let back = ("return_to", address);
    let anonymous = server.anonymous();
    // From an address of its own each time: attempts are counted.
    let from = format!("192.0.2.{}", server.ports.ids.next().as_bytes()[15]);
    let sign_in = [("email", ADMIN), ("password", PASSWORD), back];
    // Who proves who they are again gets another session.
    let session = people::sign_in(&server.ports, ADMIN).await;
    let signed_in = server.client.with_session(&session);
    let calls = [
        anonymous.post("/sign-in", &sign_in).header("x-forwarded-for", &from),
        signed_in.post("/confirm", &[("password", PASSWORD), back]),
        anonymous.post("/sign-out", &[back]),
        anonymous.post("/preferences", &[("locale", "ja"), back]),
    ];
    let mut answers = Vec::new();
    for call in calls {
        answers.push(call.send().await);
    }
    answers
}
