//! What stands around every answer.

use crate::bench::TestServer;
use crate::faulty_store::Fault;
use crate::support::answer::Answer;
use crate::support::client::{FORM, creation_key};

fn assert_protected(answer: &Answer, what: &str) {
    let policy = answer.header("content-security-policy");
    for part in [
        "default-src 'none'",
        "script-src 'nonce-",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ] {
        assert!(policy.contains(part), "{what} {part}: {answer}");
    }
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ] {
        assert_eq!(answer.header(name), value, "{what}: {answer}");
    }
    if !answer.body.is_empty() {
        assert!(!answer.header("content-type").is_empty(), "{what}: {answer}");
    }
    let trace_id = answer.header("x-request-id");
    assert!(trace_id.len() == 32 && trace_id.bytes().all(|one| one.is_ascii_hexdigit()), "{what}");
    assert_eq!(answer.header("server"), "", "{what}");
    assert_eq!(answer.header("access-control-allow-origin"), "", "{what}");
}

pub(crate) async fn every_answer_is_protected_and_traced(server: &TestServer) {
    let client = server.client;
    let id = client.create(creation_key(0), "Support").send().await.created_id();
    let large = "x".repeat(100_000);
    let long = format!("/channels?{}", "x".repeat(5000));
    let own = [("name", ""), ("remarks", ""), ("version", "1")];
    for (call, status) in [
        (client.get("/"), 303),
        (client.get("/channels"), 200),
        (client.get("/channels.csv"), 200),
        (client.get("/channels/new"), 200),
        (client.get("/channels/name-check?type=sms&name=a"), 200),
        (client.get(&format!("/channels/{id}")), 200),
        (client.get(&format!("/channels/{id}/delete")), 200),
        (client.get("/help"), 200),
        (client.get("/members"), 200),
        (client.get("/account"), 200),
        (client.get("/confirm"), 200),
        (server.anonymous().get("/sign-in"), 200),
        (server.anonymous().get("/channels"), 303),
        (client.get("/healthz"), 200),
        (client.get("/readyz"), 200),
        (client.call("HEAD", "/channels"), 200),
        (client.create(creation_key(1), "Another"), 303),
        (client.post("/preferences", &[("theme", "dark"), ("return_to", "/")]), 303),
        (client.get("/channels?q=%ff"), 400),
        (server.anonymous().create(creation_key(1), "Another"), 401),
        (client.create(creation_key(2), "a").header("origin", "null"), 403),
        (client.get("/pkg/0/suiro.js"), 404),
        (client.get("/nothing"), 404),
        (client.call("DELETE", "/channels"), 405),
        (client.call("TRACE", "/pkg/0/suiro.js"), 405),
        (client.create(creation_key(1), "Yet another"), 409),
        (client.get("/set-up/0"), 410),
        (client.call("POST", "/channels/new").body(FORM, large), 413),
        (client.get(&long), 414),
        (client.call("POST", "/channels/new"), 415),
        (client.post(&format!("/channels/{id}"), &own), 422),
    ] {
        let what = format!("{call:?}");
        let answer = call.send().await;
        assert_eq!(answer.status, status, "{what}: {answer}");
        assert_protected(&answer, &what);
        assert_eq!(answer.header("cache-control"), "no-store", "{what}");
    }
    let page = client.get("/help").send().await;
    let (_, style) = page.text().split_once("href=\"/pkg/").expect("a style sheet");
    let style = format!("/pkg/{}", style.split('"').next().expect("its address"));
    // They are there only when the site has been built.
    for (address, kept) in [
        ("/favicon.svg", "public, max-age=86400"),
        (&*style, "public, max-age=31536000, immutable"),
    ] {
        let file = client.get(address).send().await;
        assert_protected(&file, address);
        let kept = if file.status == 200 { kept } else { "no-store" };
        assert_eq!(file.header("cache-control"), kept, "{address}");
    }

    for (fault, status) in [(Fault::Failed, 500), (Fault::Panic, 500), (Fault::Unavailable, 503)] {
        server.store.set(fault);
        let answer = client.get("/channels").send().await;
        assert_eq!(answer.status, status, "{answer}");
        assert_protected(&answer, "an error of the server");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    server.store.set(Fault::None);
}

/// Browsers then ask for nothing by http any more; by http they do not listen to it.
pub(crate) async fn https_is_kept_to(server: &TestServer) {
    let https = server.reached_by("https://suiro.example").await;
    for (client, policy) in
        [(https, "max-age=31536000; includeSubDomains"), (server.anonymous(), "")]
    {
        for address in ["/", "/help", "/channels", "/nothing", "/healthz", "/favicon.svg"] {
            let answer = client.get(address).send().await;
            assert_eq!(answer.header("strict-transport-security"), policy, "{address}");
        }
        let refused = client.post("/preferences", &[]).header("origin", "null").send().await;
        assert_eq!(refused.header("strict-transport-security"), policy, "{refused}");
    }
}

pub(crate) async fn nothing_stays_after_signing_out(server: &TestServer) {
    for client in [server.client, server.anonymous()] {
        let answer = client.post("/sign-out", &[]).send().await;
        assert_eq!(answer.status, 303, "{answer}");
        assert_eq!(answer.header("clear-site-data"), "\"cache\", \"storage\"");
    }
    let page = server.anonymous().get("/sign-in").send().await;
    assert_eq!(page.header("clear-site-data"), "", "only then");
}

pub(crate) async fn every_page_has_a_nonce_of_its_own(server: &TestServer) {
    let mut nonces = Vec::new();
    for address in ["/channels", "/channels", "/channels/new", "/help", "/nothing"] {
        let page = server.client.get(address).send().await;
        let policy = page.header("content-security-policy");
        let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next());
        let nonce = nonce.expect("a nonce").to_owned();
        assert!(nonce.len() >= 22, "128 bits: {nonce}");
        let scripts: Vec<_> = page.text().split("<script").skip(1).collect();
        assert!(!scripts.is_empty(), "{page}");
        for script in scripts {
            let tag = script.split('>').next().expect("a tag");
            assert!(tag.contains(&format!("nonce=\"{nonce}\"")), "{address}: {tag} {policy}");
        }
        assert!(!page.text().contains(" style=\""), "{address} has a style that is not allowed");
        assert!(!page.text().contains(" onclick="), "{address} has code that is not allowed");
        assert!(!nonces.contains(&nonce), "{nonce} came twice");
        nonces.push(nonce);
    }
}

pub(crate) async fn a_trace_id_is_never_the_senders(server: &TestServer) {
    let forged = "0123456789abcdef0123456789abcdef";
    let call = server.client.get("/nothing").header("x-request-id", forged);
    let answer = call.send().await;
    assert_ne!(answer.header("x-request-id"), forged);
    assert!(!answer.text().contains(forged), "{answer}");
    let other = server.client.get("/nothing").send().await;
    assert_ne!(answer.header("x-request-id"), other.header("x-request-id"));
}

pub(crate) async fn answers_are_compressed_when_asked(server: &TestServer) {
    for (accepted, encoding) in [("br", "br"), ("gzip, deflate", "gzip"), ("identity", "")] {
        for (address, status) in [("/channels", 200), ("/help", 200), ("/nothing", 404)] {
            let call = server.client.get(address).header("accept-encoding", accepted);
            let answer = call.send().await;
            assert_eq!((answer.status, answer.header("content-encoding")), (status, encoding));
            assert!(answer.header("vary").contains("accept-encoding"), "{address}");
            assert_eq!(answer.body.starts_with(b"<!DOCTYPE html>"), encoding.is_empty());
        }
    }
}
