//! The first start.

use std::time::Duration;

use domain::error_code::ErrorCode;
use domain::ids::TenantId;
use domain::link::new_set_up_link;
use domain::tenant::{ChannelUsage, Company, Standing, Tenant};
use futures::future::join_all;
use server::start::BUILT_IN_TENANT;
use uuid::Uuid;

use crate::bad_forms::assert_refused;
use crate::bench::{TestServer, log_about};
use crate::people::{ADMIN, PASSWORD};
use crate::support::client::{Call, SESSION_COOKIE};

/// A console that nobody has seen yet, and the address of its set-up form.
async fn new_console(server: &TestServer) -> (TestServer, String) {
    let server = server.empty().await;
    let address = new_link(&server).await;
    (server, address)
}

async fn new_link(server: &TestServer) -> String {
    let token = new_set_up_link(&server.ports).await.expect("an answer").expect("a link");
    app::routes::set_up(&token)
}

fn send(server: &TestServer, address: &str, email: &str) -> Call {
    let form = [
        ("person_name", "Ada Admin"),
        ("email", email),
        ("new_password", PASSWORD),
        ("organisation", "水路 KK"),
    ];
    server.client.post(address, &form)
}

pub(crate) async fn the_link_makes_the_first_person_once(server: &TestServer) {
    let (server, address) = &new_console(server).await;
    let client = server.client;
    for _ in 0..2 {
        let form = client.get(address).send().await;
        assert_eq!(form.status, 200, "looking uses nothing up: {form}");
        assert_eq!(form.header("referrer-policy"), "strict-origin", "{form}");
    }
    assert_eq!(client.get("/channels").send().await.status, 303);
    let answer = send(server, address, ADMIN).send().await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (303, "/account/second-factor"),
        "{answer}"
    );
    let admin = client.with_session(&answer.token(SESSION_COOKIE).expect("a session"));
    let account = admin.get("/account").send().await;
    for shown in [ADMIN, "Ada Admin", "水路 KK"] {
        assert!(account.text().contains(shown), "{shown}: {account}");
    }
    assert_eq!(admin.used().await, 0);
    let invite = [("email", "colleague@example.com"), ("role", "viewer")];
    assert_eq!(admin.post("/members/invite", &invite).send().await.status, 200, "an admin");

    for call in [client.get(address), send(server, address, "second@example.com")] {
        assert_refused(&call.send().await, ErrorCode::LinkInvalid, "used");
    }
    let link = new_set_up_link(&server.ports).await.expect("an answer");
    assert!(link.is_none(), "there is somebody now");
    let form = [("email", "second@example.com"), ("password", PASSWORD), ("return_to", "/")];
    assert_eq!(client.post("/sign-in", &form).send().await.status, 422);
}

pub(crate) async fn a_wrong_link_opens_nothing(server: &TestServer) {
    let (server, address) = &new_console(server).await;
    let newer = new_link(server).await;
    let cut = &newer[..newer.len() - 1];
    let zeros = format!("/set-up/{}", "0".repeat(64));
    for wrong in [address, cut, &zeros, &newer.to_uppercase().replace("/SET-UP", "/set-up")] {
        for call in [server.client.get(wrong), send(server, wrong, ADMIN)] {
            assert_refused(&call.send().await, ErrorCode::LinkInvalid, wrong);
        }
    }
    // A link for something else is no link for this.
    let purpose = newer.replace("/set-up/", "/invitations/");
    assert_refused(&server.client.get(&purpose).send().await, ErrorCode::LinkInvalid, &purpose);
    let purpose = newer.replace("/set-up/", "/password-reset/");
    assert_refused(&server.client.get(&purpose).send().await, ErrorCode::LinkInvalid, &purpose);
    assert_eq!(send(server, &newer, ADMIN).send().await.status, 303);
}

pub(crate) async fn a_link_works_for_an_hour(server: &TestServer) {
    let (server, address) = &new_console(server).await;
    server.clock.advance(Duration::from_mins(59));
    assert_eq!(server.client.get(address).send().await.status, 200);
    server.clock.advance(Duration::from_mins(1));
    for call in [server.client.get(address), send(server, address, ADMIN)] {
        assert_refused(&call.send().await, ErrorCode::LinkInvalid, "too old");
    }
}

pub(crate) async fn mistakes_are_told_and_use_nothing_up(server: &TestServer) {
    let (server, address) = &new_console(server).await;
    let empty = [("person_name", ""), ("email", ""), ("new_password", ""), ("organisation", " ")];
    let answer = server.client.post(address, &empty).send().await;
    assert_eq!(answer.status, 422, "{answer}");
    let error = app::locale::Locale::English.texts().error;
    for code in [
        ErrorCode::PersonNameEmpty,
        ErrorCode::EmailEmpty,
        ErrorCode::PasswordEmpty,
        ErrorCode::TenantNameEmpty,
    ] {
        assert!(answer.unescaped().contains(error(code)), "{code:?}: {answer}");
    }
    let wrong = send(server, address, "ada").send().await;
    assert_eq!(wrong.status, 422, "{wrong}");
    for kept in ["Ada Admin", "value=\"ada\"", "水路 KK"] {
        assert!(wrong.text().contains(kept), "{kept}: {wrong}");
    }
    assert!(!wrong.text().contains(PASSWORD), "a password is never shown: {wrong}");
    assert_eq!(send(server, address, ADMIN).send().await.status, 303);
}

/// What was there before anybody could sign in belongs to whoever sets the console up.
pub(crate) async fn the_first_person_takes_over_what_is_there(server: &TestServer) {
    let (server, address) = &new_console(server).await;
    let other = TenantId::from_uuid(Uuid::from_u128(1));
    for (id, name) in [(BUILT_IN_TENANT, "Built-in"), (other, "Of somebody else")] {
        let usage = ChannelUsage { used: 0, quota: 7 };
        let created_at = server.ports.clock.now();
        let (standing, company) = (Standing::active(created_at), Company::default());
        let tenant = Tenant {
            id,
            name: name.to_owned(),
            usage,
            standing,
            company,
            service_provider: false,
            provider: None,
            created_at,
        };
        assert!(server.ports.store.insert_tenant(&tenant, &[]).await.expect("an answer"));
    }
    let channel = server.bound_channel("From before").await;
    let answer = send(server, address, ADMIN).send().await;
    let client = server.client.with_session(&answer.token(SESSION_COOKIE).expect("a session"));
    let list = client.get("/channels").send().await;
    for shown in [&*channel.to_string(), "From before", "1 of 7 channels"] {
        assert!(list.text().contains(shown), "{shown}: {list}");
    }
    let account = client.get("/account").send().await;
    assert!(
        account.text().contains("水路 KK") && !account.text().contains("Built-in"),
        "{account}"
    );
    assert!(!account.text().contains("Of somebody else"), "{account}");
}

pub(crate) async fn of_many_at_once_one_is_the_first(server: &TestServer) {
    let (server, address) = &new_console(server).await;
    let calls =
        (0..20).map(|number| send(server, address, &format!("person{number}@example.com")).send());
    let answers = join_all(calls).await;
    let first = answers.iter().filter(|answer| answer.status == 303).count();
    let late = answers.iter().filter(|answer| answer.status == 410).count();
    assert_eq!((first, late), (1, 19));
    let users = server.ports.store.users(None, 100).await.expect("users");
    assert_eq!(users.len(), 1);
}

/// Whoever reads the log must not be able to use a link.
pub(crate) async fn a_token_is_never_logged(server: &TestServer) {
    let (server, address) = &new_console(server).await;
    let token = address.strip_prefix("/set-up/").expect("a token");
    let mistyped = format!("{address}/");
    let foreign = format!("/password-reset/{token}?{token}");
    for (call, shown) in [
        (server.client.get(address), "path=\"/set-up/{token}\""),
        (server.client.call("PUT", address), "path=\"/set-up/{token}\""),
        (server.client.get(&mistyped), "path=\"/set-up/{token}/\""),
        (server.client.get(&foreign), "path=\"/password-reset/{token}\""),
        (server.client.post(address, &[]), "path=\"/set-up/{token}\""),
    ] {
        let answer = call.send().await;
        let log = log_about(answer.header("x-request-id"));
        assert!(log.iter().any(|line| line.contains(shown)), "{shown}: {log:?}");
        assert!(!log.iter().any(|line| line.contains(&token[..16])), "{shown}: {log:?}");
    }
}
