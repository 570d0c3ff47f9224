//! Changes that another site asks for in a person's name.

use domain::error_code::ErrorCode;

use crate::bad_forms::assert_refused;
use crate::bench::TestServer;
use crate::support::client::creation_key;

pub(crate) async fn changes_from_other_sites_are_refused(server: &TestServer) {
    let client = server.client;
    let id = client.create(creation_key(0), "Support").send().await.created_id();
    let forms = [
        "/channels/new".to_owned(),
        format!("/channels/{id}"),
        format!("/channels/{id}/delete"),
        "/preferences".to_owned(),
        "/sign-in".to_owned(),
        "/sign-out".to_owned(),
        "/confirm".to_owned(),
        "/members/invite".to_owned(),
        "/account/password".to_owned(),
        "/account/sessions/end-others".to_owned(),
        "/nothing".to_owned(),
    ];
    let own = format!("http://{}", client.address);
    let other_port = format!("http://{}:1", client.address.ip());
    let lookalike = format!("http://{}.evil.example", client.address);
    for address in &forms {
        for headers in [
            &[("sec-fetch-site", "cross-site")][..],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "")],
            &[("sec-fetch-site", "cross-site"), ("origin", &*own)],
            &[("origin", "http://evil.example")],
            &[("origin", "null")],
            &[("origin", "")],
            &[("origin", &*other_port)],
            &[("origin", &*lookalike)],
        ] {
            let mut call = client.create(creation_key(1), "Forged");
            call = call.to(address);
            for (name, value) in headers {
                call = call.header(name, value);
            }
            let what = format!("{address} {headers:?}");
            assert_refused(&call.send().await, ErrorCode::RequestCrossSite, &what);
        }
    }
    assert_eq!(client.exported().await, [(id, "Support".to_owned(), String::new())]);
}

pub(crate) async fn changes_from_the_console_itself_are_taken(server: &TestServer) {
    let client = server.client;
    let own = format!("http://{}", client.address);
    for (number, headers) in [
        &[][..],
        &[("sec-fetch-site", "same-origin")],
        &[("sec-fetch-site", "same-origin"), ("origin", &*own)],
        &[("sec-fetch-site", "none")],
        &[("origin", &*own)],
    ]
    .into_iter()
    .enumerate()
    {
        let mut call = client.create(creation_key(number as u128), &format!("Channel {number}"));
        for (name, value) in headers {
            call = call.header(name, value);
        }
        call.send().await.created_id();
    }
}

pub(crate) async fn reading_from_other_sites_is_not_a_change(server: &TestServer) {
    for address in ["/channels", "/channels/new?type=sms", "/help"] {
        let call = server.client.get(address).header("sec-fetch-site", "cross-site");
        assert_eq!(call.send().await.status, 200, "{address}");
    }
}
