//! Every address, asked for by everybody: who is let through, and how the others are turned away.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::time::Duration;

use app::api::{ROUTES, Who};
use domain::ids::{ChannelId, CreationKey, PasskeyId, QuotaRequestId, TenantId};
use domain::link::new_password_reset;
use domain::permissions::Role;
use domain::quota_request::{self, QuotaRequestForm};
use domain::secrets::SecretToken;
use domain::session::{SessionLimits, resume};
use domain::tenant::{Standing, TenantList, Verification};
use domain::user::set_user_disabled;
use server::start::BUILT_IN_TENANT;

use crate::bench::TestServer;
use crate::people::{self, ADMIN, PASSWORD, PROVIDER, RIVAL};
use crate::permission_people::{Person, room_for_channels};
use crate::permission_places::{new_channel, place_of_request};
use crate::permission_rows::{Least, ROWS, Row};
use crate::support::answer::Answer;
use crate::support::client::{Client, creation_key};

/// What came of a request.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    Through(u16),
    /// Asked to sign in.
    Away,
    /// Asked for the password.
    NotFresh,
    Denied,
}

impl Outcome {
    fn of(answer: &Answer) -> Self {
        let location = answer.header("location");
        match answer.status {
            401 => Self::Away,
            // Whoever comes back from the provider in vain is told why.
            303 if location.contains("&problem=OpenId.") => Self::Through(303),
            303 if location.starts_with("/sign-in?return_to=")
                && !location.ends_with("notice=expired") =>
            {
                Self::Away
            }
            303 if location.starts_with("/confirm?return_to=") => Self::NotFresh,
            403 if answer.text().contains("Permission.Denied") => Self::Denied,
            status => Self::Through(status),
        }
    }

    fn expected(row: &Row, person: Person) -> Self {
        let Row(method, pattern, least, _, status) = *row;
        // The invitation is for somebody else: an account manager stays without a tenant.
        if person.is_manager() && (method, pattern) == ("POST", "/invitations/{token}") {
            return Self::Through(403);
        }
        if least == Least::Nothing {
            return Self::Through(status);
        }
        if !person.is_signed_in() {
            return Self::Away;
        }
        // What belongs to another tenant is answered as if it were not there.
        let owner = if pattern.starts_with("/customers") { PROVIDER } else { BUILT_IN_TENANT };
        let is_theirs = person.tenant() == owner
            || (person.tenant() == PROVIDER && pattern.starts_with("/channels"));
        let foreign = pattern.contains('{') && !is_theirs;
        match (least, person.role()) {
            // To everybody else there is no back office.
            (Least::AccountManager | Least::FreshAccountManager, _) if !person.is_manager() => {
                Self::Through(404)
            }
            // Whoever belongs to no tenant is led to what is theirs.
            (
                Least::Member(_) | Least::Fresh(_) | Least::Provider(_) | Least::FreshProvider(_),
                None,
            ) => Self::Through(303),
            (
                Least::Member(least)
                | Least::Fresh(least)
                | Least::Provider(least)
                | Least::FreshProvider(least),
                Some(role),
            ) if role < least => Self::Denied,
            // Told which right is missing.
            (Least::Provider(_) | Least::FreshProvider(_), _) if !person.is_provider() => {
                Self::Through(403)
            }
            (
                Least::Fresh(_)
                | Least::FreshProvider(_)
                | Least::FreshAccountManager
                | Least::FreshSession,
                _,
            ) if person.is_of_before() => Self::NotFresh,
            (Least::Session, _)
                if person.is_of_before()
                    && (pattern == "/account/email"
                        || pattern.starts_with("/account/second-factor")
                        || pattern == "/account/passkeys/{id}/remove") =>
            {
                Self::NotFresh
            }
            (Least::Nothing | Least::Session | Least::FreshSession | Least::AccountManager, _)
                if foreign =>
            {
                Self::Through(status)
            }
            (_, Some(_)) if foreign => Self::Through(404),
            // A customer of others is a mistake in the form, like one that does not exist.
            _ if person == Person::Rival && (method, pattern) == ("POST", "/channels/new") => {
                Self::Through(422)
            }
            // Nobody can act for a tenant that is not theirs.
            (Least::Session, None) if pattern == "/account/tenant" => Self::Denied,
            _ => Self::Through(status),
        }
    }
}

pub(crate) async fn the_table_has_a_row_for_every_address(_: &TestServer) {
    let rows: BTreeSet<_> =
        ROWS.iter().map(|Row(method, pattern, ..)| (*method, *pattern)).collect();
    let routes: BTreeSet<_> =
        ROUTES.iter().map(|route| (route.method.as_str(), route.pattern)).collect();
    assert_eq!(rows, routes);
    assert_eq!(rows.len(), ROWS.len(), "each address once");
    for route in ROUTES {
        let row = ROWS.iter().find(|row| (row.0, row.1) == (route.method.as_str(), route.pattern));
        let told = match route.who {
            Who::Anyone => Least::Nothing,
            Who::SignedIn => Least::Session,
            Who::SignedInFresh => Least::FreshSession,
            Who::May(action) => {
                let rule = action.rule();
                match (rule.own, rule.provider, rule.fresh) {
                    (Some(role), true, true) => Least::FreshProvider(role),
                    (Some(role), true, false) => Least::Provider(role),
                    (Some(role), false, true) => Least::Fresh(role),
                    (Some(role), false, false) => Least::Member(role),
                    (None, _, true) => Least::FreshAccountManager,
                    (None, _, false) => Least::AccountManager,
                }
            }
        };
        assert_eq!(row.expect("a row").2, told, "{route:?}");
    }
}

pub(crate) async fn everybody_gets_as_far_as_they_may(server: &TestServer) {
    people::other_tenant(&server.ports).await;
    people::provider(&server.ports, PROVIDER, "Provider KK").await;
    people::provider(&server.ports, RIVAL, "Rival KK").await;
    people::account_manager(&server.ports, Person::Manager.email()).await;
    let members = Person::ALL.into_iter().filter(|one| !one.is_of_before() && !one.is_manager());
    for person in members {
        let role = person.role().unwrap_or(Role::Admin);
        people::member(&server.ports, person.tenant(), person.email(), role).await;
    }
    room_for_channels(&server.ports).await;
    for (number, row) in ROWS.iter().enumerate() {
        for person in Person::ALL {
            let what = format!("{} {} {person:?}", row.0, row.1);
            // Some requests end it.
            people::relation(&server.ports, PROVIDER, BUILT_IN_TENANT).await;
            if row.1 == "/register" {
                // They all come from one network address, which has to wait after a few.
                server.clock.advance(Duration::from_mins(1));
            }
            let client = browser_of(server, person).await;
            let (address, channel) = address(server, row.1, person).await;
            let key = creation_key((number * Person::ALL.len() + person as usize) as u128);
            let before = state(server, channel).await;
            let new_tenant = TenantId::from_uuid(server.ports.ids.next());
            let new = (new_tenant, CreationKey::from_uuid(new_tenant.uuid()));
            let answer = request(client, row, person, &address, &key.to_string(), new).await;
            let expected = Outcome::expected(row, person);
            assert_eq!(Outcome::of(&answer), expected, "{what}: {answer}");
            if !matches!(expected, Outcome::Through(200..400)) {
                assert_eq!(state(server, channel).await, before, "{what} has changed something");
            }
        }
    }
}

async fn request(
    client: Client,
    row: &Row,
    person: Person,
    address: &str,
    key: &str,
    (new_tenant, new_key): (TenantId, CreationKey),
) -> Answer {
    let Row(method, _, _, form, _) = *row;
    if method == "GET" {
        return client.get(address).send().await;
    }
    let form = form
        .replace("{admin}", ADMIN)
        .replace("{password}", &PASSWORD.replace(' ', "+"))
        .replace("{tenant}", &person.tenant().to_string())
        .replace("{new_tenant}", &new_tenant.to_string())
        .replace("{new_key}", &new_key.to_string())
        .replace("{key}", key);
    // Whoever has customers says for which one.
    let form = if person.is_provider() && address == "/channels/new" {
        format!("{form}&customer={BUILT_IN_TENANT}")
    } else {
        form
    };
    let fields: Vec<_> = form_urlencoded::parse(form.as_bytes()).collect();
    let fields: Vec<_> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    client.post(address, &fields).send().await
}

/// A browser in which the person has just signed in, as far as they can.
async fn browser_of(server: &TestServer, person: Person) -> Client {
    let ports = &server.ports;
    match person {
        Person::Nobody => return server.anonymous(),
        Person::Disabled => {
            set_user_disabled(ports, person.email(), false).await.expect("a user");
        }
        _ => {}
    }
    let client = server.client.with_session(&people::sign_in(ports, person.email()).await);
    match person {
        Person::Disabled => {
            set_user_disabled(ports, person.email(), true).await.expect("a user");
        }
        Person::AdminOfBefore | Person::ManagerOfBefore | Person::ProviderAdminOfBefore => {
            server.clock.advance(Duration::from_mins(11));
        }
        _ => {}
    }
    client
}

/// The address with something behind it that nobody has used yet; and the channel, if it is one.
/// Channels and members are those of the first tenant.
async fn address(
    server: &TestServer,
    pattern: &str,
    person: Person,
) -> (String, Option<ChannelId>) {
    let ports = &server.ports;
    if let Some(place) = place_of_request(server, pattern).await {
        return place;
    }
    let somebody = format!("{}@example.com", ports.ids.next().simple());
    let fill = |name: &str, value: &dyn Display| {
        (pattern.replace(&format!("{{{name}}}"), &value.to_string()), None)
    };
    match pattern {
        _ if pattern.starts_with("/channels/{id}") => {
            let id = new_channel(server).await;
            (fill("id", &id).0, Some(id))
        }
        "/channels/name-check" => (format!("{pattern}?type=sms&name=a"), None),
        "/set-up/{token}" => fill("token", &SecretToken::from_bytes([0; 32]).reveal()),
        "/invitations/{token}" | "/invitations/{token}/openid" => {
            // Whoever is signed in joins with their own address.
            let email = if person.role().is_some() { person.email() } else { &somebody };
            let tenant = person.tenant();
            let (_, token) = people::invitation(ports, tenant, email, Role::Viewer).await;
            fill("token", &token.reveal())
        }
        "/password-reset/{token}" => {
            let user = people::member(ports, BUILT_IN_TENANT, &somebody, Role::Viewer).await.user;
            let token = new_password_reset(ports, "a test", &user).await.expect("a link");
            fill("token", &token.reveal())
        }
        "/email-change/{token}" => {
            fill("token", &people::email_change(ports, &somebody).await.reveal())
        }
        "/members/{user}/role" | "/members/{user}/remove" => {
            let user = people::member(ports, BUILT_IN_TENANT, &somebody, Role::Viewer).await.user;
            fill("user", &user.id)
        }
        "/members/invitations/{id}/revoke" => {
            let (link, _) =
                people::invitation(ports, BUILT_IN_TENANT, &somebody, Role::Viewer).await;
            fill("id", &link.id)
        }
        "/account/passkeys/{id}/remove" => fill("id", &PasskeyId::from_uuid(ports.ids.next())),
        "/account/sessions/{id}/end" => {
            let email = if person.is_signed_in() { person.email() } else { ADMIN };
            let other = people::sign_in(ports, email).await;
            let other = resume(ports, &SessionLimits::default(), &other).await.expect("an answer");
            fill("id", &other.expect("a session").session.id)
        }
        "/organisation/quota-requests" => {
            no_open_request(server, person.tenant()).await;
            (pattern.to_owned(), None)
        }
        "/organisation/quota-requests/{id}/withdraw" => {
            no_open_request(server, BUILT_IN_TENANT).await;
            fill("id", &open_request(server, BUILT_IN_TENANT).await)
        }
        _ if pattern.contains("{request}") => {
            let tenant = new_tenant(server, pattern).await;
            let request = open_request(server, tenant).await;
            (fill("id", &tenant).0.replace("{request}", &request.to_string()), None)
        }
        "/account/openid/{id}/unlink" => {
            let email = if person.is_signed_in() { person.email() } else { ADMIN };
            let user = server.user(email).await;
            fill("id", &people::identity(ports, user).await)
        }
        "/customers/requests/{id}/withdraw" => {
            let unknown = TenantId::from_uuid(ports.ids.next());
            people::request(ports, PROVIDER, unknown).await;
            fill("id", &unknown)
        }
        _ if pattern.starts_with("/customers/{id}") => {
            fill("id", &people::new_customer(ports, PROVIDER).await)
        }
        "/provider/{id}/end" => fill("id", &PROVIDER),
        "/provider/{id}/accept" | "/provider/{id}/decline" => {
            people::request(ports, RIVAL, BUILT_IN_TENANT).await;
            fill("id", &RIVAL)
        }
        _ if pattern.starts_with("/back-office/tenants/{id}") => {
            fill("id", &new_tenant(server, pattern).await)
        }
        _ => {
            assert!(!pattern.contains('{'), "{pattern} needs something behind it");
            (pattern.to_owned(), None)
        }
    }
}

async fn open_request(server: &TestServer, tenant: TenantId) -> QuotaRequestId {
    let form = QuotaRequestForm { quota: "6000".to_owned(), reason: "a".to_owned() };
    let host = people::host(tenant);
    quota_request::ask(&server.ports, &host, &form).await.expect("a request");
    let newest = server.ports.store.quota_requests(tenant, 1).await.expect("requests").pop();
    newest.expect("the request").id
}

async fn no_open_request(server: &TestServer, tenant: TenantId) {
    for request in server.ports.store.quota_requests(tenant, 100).await.expect("requests") {
        if request.closed.is_none() {
            let host = people::host(tenant);
            quota_request::withdraw(&server.ports, &host, request.id).await.expect("a withdrawal");
        }
    }
}

/// A tenant in the state that the form at this address is for.
pub(crate) async fn new_tenant(server: &TestServer, pattern: &str) -> TenantId {
    let now = server.ports.clock.now();
    let id = TenantId::from_uuid(server.ports.ids.next());
    let mut standing = Standing::active(now);
    match pattern.rsplit('/').next() {
        Some("verify" | "reject") => standing.verification = Verification::Pending,
        Some("resume") => standing.suspended_at = Some(now),
        _ => {}
    }
    if pattern.ends_with("/revoke-provider") {
        people::provider(&server.ports, id, "Another provider").await;
    } else {
        people::tenant(&server.ports, id, standing).await;
    }
    id
}

/// What a request might have changed in the first tenant, and in the standing of all.
async fn state(server: &TestServer, channel: Option<ChannelId>) -> String {
    let (store, tenant) = (&server.ports.store, BUILT_IN_TENANT);
    let channel = match channel {
        Some(id) => store.channel_by_id(tenant, id).await.expect("an answer"),
        None => None,
    };
    let members = store.members(tenant).await.expect("members");
    let invitations = store.invitations(tenant, server.ports.clock.now()).await;
    let usage = store.tenant_by_id(tenant).await.expect("an answer").expect("a tenant").usage;
    let tenants = store.tenants(&TenantList::default()).await.expect("tenants").tenants;
    let tenants: Vec<_> = tenants
        .iter()
        .map(|one| (&one.standing, one.usage, one.service_provider, one.provider))
        .collect();
    let requests = store.consent_requests(tenant).await.expect("requests");
    let invitations = invitations.expect("invitations");
    let quota = store.count_open_quota_requests().await.expect("a count");
    let open = (quota, store.count_open_channel_requests().await.expect("a count"));
    format!("{channel:?} {members:?} {invitations:?} {usage:?} {tenants:?} {requests:?} {open:?}")
}
