//! Requests that no page of the console leads to.

use std::collections::BTreeMap;

use app::api::ROUTES;
use app::locale::Locale;
use domain::error_code::ErrorCode;

use crate::bad_forms::assert_refused;
use crate::bench::TestServer;
use crate::support::client::creation_key;

const NO_CHANNEL: &str = "ch_01h455vb4pex5vsknk084sn02q";

pub(crate) async fn every_bad_address_is_refused_with_its_code(server: &TestServer) {
    use ErrorCode::{
        ChannelNotFound, LinkInvalid, ListCursorInvalid, ListFilterInvalid, PageNotFound,
        RequestFieldMissing, RequestMalformed,
    };

    let client = server.client;
    client.create(creation_key(0), "Support").send().await.created_id();
    let long_search = format!("/channels?q={}", "%F0%A0%AE%B7".repeat(151));
    let long_id = format!("/channels/ch_{}", "0".repeat(3000));
    let unknown = [format!("/channels/{NO_CHANNEL}"), format!("/channels/{NO_CHANNEL}/delete")];
    for (address, code) in [
        ("/nothing", PageNotFound),
        ("/favicon.ico", PageNotFound),
        ("//channels", PageNotFound),
        ("/channels/", PageNotFound),
        ("/Channels", PageNotFound),
        ("/channels.json", PageNotFound),
        ("/channels/a/b", PageNotFound),
        ("/channels/a/delete/b", PageNotFound),
        ("/.git/config", PageNotFound),
        ("/%2e%2e/%2e%2e/etc/passwd", PageNotFound),
        ("/%ff%fe", PageNotFound),
        ("/pkg/suiro.css", PageNotFound),
        ("/pkg/0/suiro.css", PageNotFound),
        ("/pkg/../Cargo.toml", PageNotFound),
        ("/pkg/..%2f..%2fetc/passwd", PageNotFound),
        ("/pkg/%ff/suiro.css", RequestMalformed),
        ("/set-up", PageNotFound),
        ("/set-up/", PageNotFound),
        ("/set-up/a/b", PageNotFound),
        ("/members/", PageNotFound),
        ("/members/us_01h455vb4pex5vsknk084sn02q", PageNotFound),
        ("/account/sessions", PageNotFound),
        ("/set-up/1", LinkInvalid),
        ("/set-up/%00", LinkInvalid),
        ("/invitations/ln_01h455vb4pex5vsknk084sn02q", LinkInvalid),
        ("/password-reset/'%20OR%201=1--", LinkInvalid),
        ("/set-up/%ff", RequestMalformed),
        ("/invitations/%ff", RequestMalformed),
        ("/sign-in?return_to=%ff", RequestMalformed),
        ("/members?notice=%ff", RequestMalformed),
        ("/account?notice=%ff", RequestMalformed),
        (&*unknown[0], ChannelNotFound),
        (&*unknown[1], ChannelNotFound),
        (&*unknown[0].to_uppercase().replace("/CHANNELS", "/channels"), ChannelNotFound),
        ("/channels/1", ChannelNotFound),
        ("/channels/-1", ChannelNotFound),
        ("/channels/ch_", ChannelNotFound),
        ("/channels/tn_01h455vb4pex5vsknk084sn02q", ChannelNotFound),
        ("/channels/ch_8zzzzzzzzzzzzzzzzzzzzzzzzz", ChannelNotFound),
        ("/channels/ch_%E6%B0%B4", ChannelNotFound),
        ("/channels/%00", ChannelNotFound),
        ("/channels/..%2f..%2fetc%2fpasswd", ChannelNotFound),
        ("/channels/'%20OR%201=1--", ChannelNotFound),
        (&*long_id, ChannelNotFound),
        ("/channels/%ff", RequestMalformed),
        ("/channels/%ff/delete", RequestMalformed),
        ("/channels?type=fax", ListFilterInvalid),
        ("/channels?type=1", ListFilterInvalid),
        ("/channels?status=deleted", ListFilterInvalid),
        ("/channels?sort=remarks", ListFilterInvalid),
        ("/channels?sort=name;drop", ListFilterInvalid),
        ("/channels?sort=name&dir=sideways", ListFilterInvalid),
        ("/channels?limit=0", ListFilterInvalid),
        ("/channels?limit=-1", ListFilterInvalid),
        ("/channels?limit=26", ListFilterInvalid),
        ("/channels?limit=99999999999999999999", ListFilterInvalid),
        (&*long_search, ListFilterInvalid),
        (&*long_search.replace("/channels", "/channels.csv"), ListFilterInvalid),
        ("/channels.csv?sort=x", ListFilterInvalid),
        ("/channels?after=x", ListCursorInvalid),
        ("/channels?after=%E6%B0%B4", ListCursorInvalid),
        ("/channels?after=AAAAAAAAAAA", ListCursorInvalid),
        ("/channels?q=%ff", RequestMalformed),
        ("/channels?%ff=1", RequestMalformed),
        ("/channels?created=%c3%28", RequestMalformed),
        ("/channels.csv?q=%ff", RequestMalformed),
        ("/channels/new?type=%ff", RequestMalformed),
        ("/channels/name-check?type=sms&name=%ff", RequestMalformed),
        ("/channels/name-check?type=sms", RequestFieldMissing),
        ("/channels/name-check", RequestFieldMissing),
    ] {
        assert_refused(&client.get(address).send().await, code, address);
        let head = client.call("HEAD", address).send().await;
        assert_eq!((head.status, head.body.len()), (code.http_status(), 0), "HEAD {address}");
    }
}

pub(crate) async fn every_foreign_method_is_refused_on_every_address(server: &TestServer) {
    let client = server.client;
    client.create(creation_key(0), "Support").send().await.created_id();
    let mut addresses: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for address in ["/healthz", "/readyz", "/favicon.svg", "/pkg/0/suiro.css"] {
        addresses.insert(address, vec!["GET"]);
    }
    for route in ROUTES {
        // A name in braces is an address like any other.
        addresses.entry(route.pattern).or_default().push(route.method.as_str());
    }
    for (address, allowed) in addresses {
        let address = &*address.replace('{', "%7B").replace('}', "%7D");
        for method in
            ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "PROPFIND", "get", "X-Y"]
        {
            if allowed.contains(&method) {
                continue;
            }
            let what = format!("{method} {address}");
            let answer = client.call(method, address).send().await;
            assert_refused(&answer, ErrorCode::RequestMethodNotAllowed, &what);
            // RFC 9110, 15.5.6: the answer says which methods there are.
            for method in &allowed {
                assert!(answer.header("allow").contains(method), "{what}: {answer}");
            }
        }
    }
    for method in ["PUT", "DELETE", "OPTIONS", "FOO"] {
        let answer = client.call(method, "/nothing").send().await;
        assert_refused(&answer, ErrorCode::PageNotFound, method);
    }
    assert_eq!(client.used().await, 1);
}

pub(crate) async fn a_long_address_is_refused(server: &TestServer) {
    let client = server.client;
    let address_of = |path: &str, length: usize| {
        let begin = format!("{path}?x=");
        let rest = "x".repeat(length - begin.len());
        begin + &rest
    };
    assert_eq!(client.get(&address_of("/channels", 4096)).send().await.status, 200);
    for path in ["/", "/channels", "/channels.csv", "/channels/new", "/nothing", "/healthz"] {
        for method in ["GET", "POST", "PUT"] {
            for length in [4097, 60_000] {
                let answer = client.call(method, &address_of(path, length)).send().await;
                assert_refused(&answer, ErrorCode::RequestAddressTooLong, path);
            }
        }
    }
    // Longer than the parser of HTTP itself allows: no page, and yet an answer.
    let head = format!("GET {} HTTP/1.1\r\nHost: a\r\n\r\n", address_of("/channels", 70_000));
    assert_eq!(client.raw(head.as_bytes()).await.status, 414);
}

pub(crate) async fn a_deep_query_is_read_or_refused(server: &TestServer) {
    let client = server.client;
    client.create(creation_key(0), "Support").send().await.created_id();
    let deep = format!("x{}=1", "[a]".repeat(1000));
    let many = "q=a&".repeat(1000);
    let ampersands = "&".repeat(4000);
    let equals = "=".repeat(4000);
    for query in [
        deep.as_str(),
        &many,
        &ampersands,
        &equals,
        "q=%00",
        "q=a%00b",
        "q=%0a%0d%09%1b",
        "q=%25_%5C'%22;--",
        "q=%E2%80%AE",
        "q=%F3%A0%81%81",
        "q[]=a&q[0][1]=b",
        "created=",
        "created=ch_",
        "notice=saved&notice=deleted",
        "after=&limit=&sort=&dir=desc",
        "utm_source=x#after",
    ] {
        for path in ["/channels", "/channels.csv", "/channels/new", "/help"] {
            let answer = client.get(&format!("{path}?{query}")).send().await;
            assert_eq!(answer.status, 200, "{path}?{query}: {answer}");
        }
        let answer = client.get(&format!("/channels/name-check?{query}")).send().await;
        assert_refused(&answer, ErrorCode::RequestFieldMissing, query);
    }
}

pub(crate) async fn odd_headers_do_no_harm(server: &TestServer) {
    let client = server.client;
    let commas = ",".repeat(8000);
    let cookies = "a=b; ".repeat(1500);
    for (name, value) in [
        ("accept-language", &b"\xff\xfe"[..]),
        ("accept-language", b"ja;q=nan, zh;q=-1, en;q=1e999"),
        ("accept-language", commas.as_bytes()),
        ("accept-encoding", b"\x80, br;q=nonsense"),
        ("accept", b"\xff"),
        ("cookie", b"suiro_locale=\xff; suiro_theme=\x80"),
        ("cookie", b"suiro_locale=xx; suiro_theme=pink"),
        ("cookie", b"suiro_locale=%ff; suiro_theme=\"\"; ;;=;="),
        ("cookie", cookies.as_bytes()),
        ("range", b"bytes=0-1,5-,-1"),
        ("if-none-match", b"*"),
        ("if-modified-since", b"\xe6\xb0\xb4"),
        ("host", b"evil.example\xff"),
        ("x-forwarded-for", b"1.2.3.4\xff"),
        ("content-type", b"\xff"),
        ("x-request-id", b"\xff"),
    ] {
        let answer = client.get("/channels").header_bytes(name, value).send().await;
        assert_eq!(answer.status, 200, "{name} {value:?}: {answer}");
    }
    let form = |name: &str| client.create(creation_key(0), "a").header_bytes(name, b"\xff");
    let odd = form("content-type").send().await;
    assert_refused(&odd, ErrorCode::RequestMediaTypeUnsupported, "content-type");
    for name in ["origin", "sec-fetch-site"] {
        assert_refused(&form(name).send().await, ErrorCode::RequestCrossSite, name);
    }
    assert_eq!(client.used().await, 0);
}

/// These never become a request, so there is no page; but there is an answer, and a server after.
pub(crate) async fn what_is_not_http_is_refused(server: &TestServer) {
    let client = server.client;
    let many_headers = format!("GET / HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(300));
    let long_header = format!("GET / HTTP/1.1\r\nHost: a\r\nX: {}\r\n\r\n", "x".repeat(1_000_000));
    for request in [
        &b"\0\0\0\0\r\n\r\n"[..],
        b"GET\r\n\r\n",
        b"GE T / HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: \r\n\x01: a\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: minus one\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03\r\n\r\n",
        many_headers.as_bytes(),
        long_header.as_bytes(),
    ] {
        let answer = client.raw(request).await;
        let what = String::from_utf8_lossy(&request[..request.len().min(60)]);
        assert!((400..500).contains(&answer.status), "{what}: {answer}");
    }
    // Odd, but requests all the same.
    for (request, status) in [
        (&b"OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"[..], 404),
        (b"CONNECT a.example:80 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 404),
        (b"GET http://a.example/nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 404),
        (b"GET /nothing HTTP/1.0\r\n\r\n", 404),
        (b"GET /nothing HTTP/1.1\r\nConnection: close\r\n\r\n", 404),
    ] {
        let answer = client.raw(request).await;
        assert_eq!(answer.status, status, "{}: {answer}", String::from_utf8_lossy(request));
        assert_eq!(answer.header("x-request-id").len(), 32, "{answer}");
    }
    assert_eq!(client.get("/healthz").send().await.status, 200);
}

pub(crate) async fn an_error_page_speaks_the_language_of_the_person(server: &TestServer) {
    for locale in Locale::ALL {
        for (address, code) in [
            ("/nothing", ErrorCode::PageNotFound),
            ("/channels/1", ErrorCode::ChannelNotFound),
            ("/channels?after=1", ErrorCode::ListCursorInvalid),
            ("/channels?q=%ff", ErrorCode::RequestMalformed),
        ] {
            let call = server.client.get(address).header("accept-language", locale.tag());
            let answer = call.send().await;
            assert_refused(&answer, code, address);
            let sentence = (locale.texts().error)(code);
            assert!(answer.unescaped().contains(sentence), "{locale:?} {address}: {answer}");
        }
    }
}
