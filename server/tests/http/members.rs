//! Who belongs to an organisation: inviting, joining, roles, leaving.

use std::time::Duration;

use domain::error_code::ErrorCode;
use domain::permissions::Role;
use futures::future::join_all;
use server::start::BUILT_IN_TENANT;

use crate::bad_forms::assert_refused;
use crate::bench::TestServer;
use crate::people::{self, ADMIN, PASSWORD};
use crate::support::answer::Answer;
use crate::support::client::{Client, SESSION_COOKIE};

const COLLEAGUE: &str = "colleague@example.com";

async fn page(client: Client, address: &str) -> Answer {
    let answer = client.get(address).send().await;
    assert_eq!(answer.status, 200, "{answer}");
    answer
}

/// Invites somebody, and returns the address that they are to open.
async fn invite(client: Client, email: &str, role: &str) -> String {
    let answer = client.post("/members/invite", &[("email", email), ("role", role)]).send().await;
    assert_eq!(answer.status, 200, "{answer}");
    let (_, link) = answer.text().split_once("http://suiro.example").expect("a link");
    link.split(['"', '<', '&']).next().expect("an address").to_owned()
}

async fn join_as_new(client: Client, address: &str) -> Answer {
    let form = [("person_name", "Charles Colleague"), ("new_password", PASSWORD)];
    client.post(address, &form).send().await
}

async fn may_create_channels(client: Client) -> bool {
    client.get("/channels/new").send().await.status == 200
}

pub(crate) async fn an_invitation_lets_somebody_new_in_once(server: &TestServer) {
    let (admin, client) = (server.client, server.anonymous());
    let address = invite(admin, COLLEAGUE, "operator").await;
    assert!(address.starts_with("/invitations/"), "{address}");
    let members = page(admin, "/members").await;
    assert!(members.text().contains(COLLEAGUE), "{members}");
    assert!(!members.text().contains(&address), "the link is shown once: {members}");

    let form = page(client, &address).await;
    for shown in [COLLEAGUE, "Example"] {
        assert!(form.text().contains(shown), "{shown}: {form}");
    }
    let mistakes = client.post(&address, &[("person_name", " "), ("new_password", "short")]);
    let mistakes = mistakes.send().await;
    assert_eq!(mistakes.status, 422, "{mistakes}");
    let joined = join_as_new(client, &address).await;
    assert_eq!((joined.status, joined.header("location")), (303, "/"), "{joined}");
    let colleague = client.with_session(&joined.token(SESSION_COOKIE).expect("a session"));
    assert!(may_create_channels(colleague).await);
    let members = page(colleague, "/members").await;
    for shown in [ADMIN, COLLEAGUE, "Charles Colleague"] {
        assert!(members.text().contains(shown), "{shown}: {members}");
    }
    for call in [client.get(&address), client.post(&address, &[])] {
        let answer = call.send().await;
        assert!(matches!(answer.status, 400 | 410), "{answer}");
    }
    assert_refused(&join_as_new(client, &address).await, ErrorCode::LinkInvalid, "used");
}

pub(crate) async fn somebody_known_signs_in_and_joins(server: &TestServer) {
    let stranger = server.as_stranger().await;
    let address = invite(server.client, "stranger@example.com", "viewer").await;
    // Nobody takes over an account by an invitation for it.
    let anonymous = server.anonymous();
    let form = page(anonymous, &address).await;
    assert!(form.text().contains("/sign-in?return_to="), "{form}");
    assert!(!form.text().contains("name=\"new_password\""), "{form}");
    let taken = join_as_new(anonymous, &address).await;
    assert_eq!(taken.status, ErrorCode::EmailTaken.http_status(), "{taken}");
    assert!(taken.token(SESSION_COOKIE).is_none(), "{taken}");

    let joined = stranger.post(&address, &[]).send().await;
    assert_eq!(joined.status, 303, "{joined}");
    let account = page(stranger, "/account").await;
    for shown in ["Example", "Another company"] {
        assert!(account.text().contains(shown), "{shown}: {account}");
    }
    assert!(!may_create_channels(stranger).await, "a viewer in the tenant just joined");
    let tenant = people::OTHER_TENANT.to_string();
    let switched = stranger.post("/account/tenant", &[("tenant", &*tenant)]).send().await;
    assert_eq!(switched.status, 303, "{switched}");
    assert!(may_create_channels(stranger).await, "an admin in the other");
    let tenant = BUILT_IN_TENANT.to_string();
    let foreign = domain::ids::TenantId::INSTALLATION.to_string();
    let refused = stranger.post("/account/tenant", &[("tenant", &*foreign)]).send().await;
    assert_refused(&refused, ErrorCode::PermissionDenied, "no tenant of theirs");
    assert!(may_create_channels(stranger).await);
    let switched = stranger.post("/account/tenant", &[("tenant", &*tenant)]).send().await;
    assert_eq!(switched.status, 303, "{switched}");
    assert!(!may_create_channels(stranger).await);
}

pub(crate) async fn an_invitation_is_for_one_person(server: &TestServer) {
    let viewer = server.as_role(Role::Viewer).await;
    let address = invite(server.client, COLLEAGUE, "admin").await;
    let answer = viewer.post(&address, &[]).send().await;
    assert_eq!(answer.status, 403, "{answer}");
    assert!(answer.text().contains("viewer@example.com"), "{answer}");
    assert!(!may_create_channels(viewer).await);
    assert_eq!(join_as_new(server.anonymous(), &address).await.status, 303, "it still works");
}

pub(crate) async fn an_invitation_ends(server: &TestServer) {
    let (admin, client) = (server.client, server.anonymous());
    let replaced = invite(admin, COLLEAGUE, "operator").await;
    let newer = invite(admin, COLLEAGUE, "viewer").await;
    assert_refused(&client.get(&replaced).send().await, ErrorCode::LinkInvalid, "replaced");

    let members = page(admin, "/members").await;
    let (_, rest) = members.text().split_once("/members/invitations/").expect("a button");
    let id = rest.split('/').next().expect("an id").to_owned();
    let revoke = format!("/members/invitations/{id}/revoke");
    assert_eq!(admin.post(&revoke, &[]).send().await.status, 303);
    assert_refused(&client.get(&newer).send().await, ErrorCode::LinkInvalid, "taken back");
    assert_eq!(admin.post(&revoke, &[]).send().await.status, 404, "it is gone");

    let old = invite(admin, COLLEAGUE, "viewer").await;
    server.clock.advance(Duration::from_hours(7 * 24 - 1));
    assert_eq!(client.get(&old).send().await.status, 200);
    server.clock.advance(Duration::from_hours(1));
    assert_refused(&join_as_new(client, &old).await, ErrorCode::LinkInvalid, "too old");
}

pub(crate) async fn mistakes_in_an_invitation_are_told(server: &TestServer) {
    let error = app::locale::Locale::English.texts().error;
    for (email, role, code) in [
        ("", "viewer", ErrorCode::EmailEmpty),
        ("colleague", "viewer", ErrorCode::EmailInvalid),
        (COLLEAGUE, "owner", ErrorCode::MemberRoleUnknown),
        (COLLEAGUE, "", ErrorCode::MemberRoleUnknown),
    ] {
        let form = [("email", email), ("role", role)];
        let answer = server.client.post("/members/invite", &form).send().await;
        assert_eq!(answer.status, 422, "{answer}");
        assert!(answer.unescaped().contains(error(code)), "{code:?}: {answer}");
    }
}

pub(crate) async fn a_role_counts_from_the_next_request_on(server: &TestServer) {
    let (admin, colleague) = (server.client, server.as_role(Role::Viewer).await);
    let user = server.user("viewer@example.com").await;
    let address = format!("/members/{user}/role");
    assert!(!may_create_channels(colleague).await);
    assert_eq!(admin.post(&address, &[("role", "operator")]).send().await.status, 303);
    assert!(may_create_channels(colleague).await);
    assert_eq!(admin.post(&address, &[("role", "viewer")]).send().await.status, 303);
    assert!(!may_create_channels(colleague).await);
    assert_eq!(admin.post(&address, &[("role", "owner")]).send().await.status, 422);
}

pub(crate) async fn whoever_is_removed_belongs_to_nobody(server: &TestServer) {
    let colleague = server.as_role(Role::Operator).await;
    let user = server.user("operator@example.com").await;
    let remove = format!("/members/{user}/remove");
    assert_eq!(server.client.post(&remove, &[]).send().await.status, 303);
    assert_eq!(server.client.post(&remove, &[]).send().await.status, 404, "they are gone");
    for address in ["/channels", "/channels.csv", "/channels/new", "/members"] {
        let answer = colleague.get(address).send().await;
        assert_eq!((answer.status, answer.header("location")), (303, "/account"), "{address}");
    }
    let account = page(colleague, "/account").await;
    assert!(!account.text().contains("Example"), "{account}");
    let members = page(server.client, "/members").await;
    assert!(!members.text().contains("operator@example.com"), "{members}");
}

pub(crate) async fn the_last_admin_stays(server: &TestServer) {
    let admin = server.client;
    let user = server.user(ADMIN).await;
    let calls = || {
        [
            admin.post(&format!("/members/{user}/remove"), &[]),
            admin.post(&format!("/members/{user}/role"), &[("role", "operator")]),
        ]
    };
    let error = app::locale::Locale::English.texts().error;
    for call in calls() {
        let answer = call.send().await;
        assert_eq!(answer.status, ErrorCode::MemberLastAdmin.http_status(), "{answer}");
        assert!(answer.unescaped().contains(error(ErrorCode::MemberLastAdmin)), "{answer}");
    }
    server.as_role(Role::Admin).await;
    let [_, demote] = calls();
    assert_eq!(demote.send().await.status, 303, "there is another one");
}

pub(crate) async fn two_admins_cannot_remove_each_other(server: &TestServer) {
    let ports = &server.ports;
    let second = people::member(ports, BUILT_IN_TENANT, COLLEAGUE, Role::Admin).await;
    let second_client = server.client.with_session(&second.token);
    let first = server.user(ADMIN).await;
    let answers = join_all([
        server.client.post(&format!("/members/{}/remove", second.user.id), &[]).send(),
        second_client.post(&format!("/members/{first}/remove"), &[]).send(),
    ])
    .await;
    let members = ports.store.members(BUILT_IN_TENANT).await.expect("members");
    let admins = members.iter().filter(|member| member.role == Role::Admin).count();
    assert_eq!(admins, 1, "{members:?} {} {}", answers[0], answers[1]);
}
