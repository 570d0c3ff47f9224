//! Random requests that name what belongs to another tenant: in the path, in the query, in forms,
//! headers and cookies, in positions of lists and filters of files, by everybody. The same in
//! every run.
//!
//! Nothing of the other tenant comes out, nothing there changes, and whoever asks cannot even
//! tell that it exists: each request is made a second time with something of the same shape that
//! is nobody's, and has to be answered in the same way.

use std::collections::BTreeMap;
use std::iter::repeat_with;

use domain::ids::TenantId;
use domain::permissions::Role;
use domain::tenant::Standing;
use domain::user::set_user_disabled;
use fastrand::Rng;
use futures::future::join_all;
use server::start::BUILT_IN_TENANT;
use uuid::Uuid;

use crate::bench::TestServer;
use crate::canaries::{Canaries, Canary};
use crate::people::{self, PASSWORD, PROVIDER};
use crate::permission_rows::{Least, ROWS, Row};
use crate::support::answer::Answer;
use crate::support::client::{Client, FORM};

/// Each is made twice: 10,000 requests over both engines. `SUIRO_TEST_REQUESTS` sets another number.
const REQUESTS: usize = 2_500;
const AT_ONCE: usize = 16;
const SEED: u64 = 20_261_125;

/// What ends the asker's own session, shows what is made anew, or is counted for their own account
/// or network address, so that not each answer is like the one before. None takes an id; other tests look at them.
const ABOUT_ONESELF: [&str; 5] =
    ["/account", "/confirm", "/forgot-password", "/sign-in", "/sign-out"];

const PARAMETERS: [&str; 18] = [
    "action",
    "actor",
    "after",
    "channel",
    "created",
    "customer",
    "id",
    "name",
    "notice",
    "q",
    "refused",
    "return_to",
    "session",
    "state",
    "status",
    "tenant",
    "type",
    "user",
];

const HEADERS: [&str; 14] = [
    "authorization",
    "accept-language",
    "if-none-match",
    "referer",
    "user-agent",
    "x-account",
    "x-forwarded-host",
    "x-forwarded-user",
    "x-original-url",
    "x-real-ip",
    "x-rewrite-url",
    "x-tenant",
    "x-tenant-id",
    "x-user",
];

const COOKIES: [&str; 6] =
    ["suiro_session", "__Host-suiro_session", "suiro_device", "suiro_locale", "tenant", "user"];

/// Somebody who is not of the other tenant.
struct Asker<'a> {
    who: &'static str,
    client: Client,
    /// What is not their own.
    foreign: Vec<&'a Canary>,
}

/// A request in parts, in which something foreign can be replaced.
#[derive(Debug, Clone)]
struct Request {
    method: &'static str,
    address: String,
    headers: Vec<(&'static str, String)>,
    form: String,
}

pub(crate) async fn random_requests_find_nothing_of_others(server: &TestServer) {
    let canaries = Canaries::release(server).await;
    canaries.assert_seen_by_their_owner().await;
    let askers = everybody(server, &canaries).await;
    let before = canaries.state(server).await;
    let mut random = Rng::with_seed(SEED);
    let mut statuses = BTreeMap::new();
    let requests = std::env::var("SUIRO_TEST_REQUESTS").ok();
    let requests = requests.map_or(REQUESTS, |number| number.parse().expect("a number"));
    for _ in 0..requests.div_ceil(AT_ONCE) {
        let requests: Vec<_> = repeat_with(|| {
            let asker = &askers[random.usize(..askers.len())];
            (asker, request(asker, &mut random))
        })
        .take(AT_ONCE)
        .collect();
        let asked = requests.iter().map(|(asker, request)| ask(asker, request));
        for status in join_all(asked).await {
            *statuses.entry(status).or_insert(0) += 1;
        }
    }
    assert_eq!(canaries.state(server).await, before);
    // The requests reach the handlers, and not only the refusals before them.
    for status in [200, 303, 400, 401, 403, 404, 410, 422] {
        assert!(statuses.contains_key(&status), "{status} is not among {statuses:?}");
    }
}

/// See every tenant in the back office, and may.
const MANAGERS: [&str; 2] = ["first admin", "manager"];

async fn everybody<'a>(server: &TestServer, canaries: &'a Canaries) -> Vec<Asker<'a>> {
    let ports = &server.ports;
    let suspended = TenantId::from_uuid(Uuid::from_u128(0xc3));
    let now = ports.clock.now();
    let standing = Standing { suspended_at: Some(now), ..Standing::active(now) };
    people::tenant(ports, suspended, standing).await;
    people::provider(ports, PROVIDER, "Provider KK").await;
    people::relation(ports, PROVIDER, BUILT_IN_TENANT).await;
    people::account_manager(ports, "manager@example.com").await;
    let manager = people::sign_in(ports, "manager@example.com").await;
    let all: Vec<_> = canaries.all.iter().collect();
    let of_others = |canary: &&Canary| !canaries.of_removed.contains(&canary.mark);
    let of_others: Vec<_> = canaries.all.iter().filter(of_others).collect();
    let asker = |who, client| Asker { who, client, foreign: all.clone() };
    let mut askers = vec![
        asker("nobody", server.anonymous()),
        asker("first admin", server.client),
        asker("manager", server.client.with_session(&manager)),
        Asker { who: "removed from there", client: canaries.removed, foreign: of_others },
    ];
    for (who, tenant, role) in [
        ("viewer", BUILT_IN_TENANT, Role::Viewer),
        ("operator", BUILT_IN_TENANT, Role::Operator),
        ("second-admin", BUILT_IN_TENANT, Role::Admin),
        ("disabled", BUILT_IN_TENANT, Role::Admin),
        ("suspended", suspended, Role::Admin),
        ("provider of others", PROVIDER, Role::Admin),
    ] {
        let email = format!("{}@example.com", who.replace(' ', "-"));
        let signed_in = people::member(ports, tenant, &email, role).await;
        askers.push(asker(who, server.client.with_session(&signed_in.token)));
    }
    set_user_disabled(ports, "disabled@example.com", true).await.expect("a user");
    askers
}

fn request(asker: &Asker<'_>, random: &mut Rng) -> Request {
    let canaries = &asker.foreign;
    let row = loop {
        let row = &ROWS[random.usize(..ROWS.len())];
        let in_back_office = matches!(row.2, Least::AccountManager | Least::FreshAccountManager);
        // Asking is meant to reach the other tenant; that it is answered alike, others test.
        let asks = row.1 == "/customers/ask";
        let manages = in_back_office && MANAGERS.contains(&asker.who);
        if !(asks || manages || is_about_oneself(row)) {
            break row;
        }
    };
    let Row(method, pattern, _, form, _) = *row;
    let mut address = String::new();
    for part in pattern.split_inclusive('}') {
        let (fixed, name) = part.split_once('{').unwrap_or((part, ""));
        address += fixed;
        if !name.is_empty() {
            address += &foreign(canaries, kind_at(pattern), random);
        }
    }
    let names_something = pattern.contains('{');
    // The log grows while the requests run; these parts of it stay as they are.
    if pattern.starts_with("/audit-log") {
        let older = pattern == "/audit-log" && random.bool();
        let (name, kind) = if older { ("after", "au_") } else { ("actor", "") };
        address = format!("{address}?{name}={}", foreign(canaries, kind, random));
    } else if pattern == "/channels" && random.u8(..4) == 0 {
        let position = canaries.iter().find(|one| one.value.starts_with("AA"));
        address += "?sort=name&after=";
        address += &position.expect("a position").value;
    } else if method == "GET" || random.u8(..4) == 0 {
        address += "?";
        for _ in 0..random.usize(1..4) {
            let name = PARAMETERS[random.usize(..PARAMETERS.len())];
            let kind = if name == "created" { "ch_" } else { "" };
            address = format!("{address}{name}={}&", foreign(canaries, kind, random));
        }
    }
    let mut headers = Vec::new();
    match random.u8(..4) {
        0 => headers.push((HEADERS[random.usize(..HEADERS.len())], foreign(canaries, "", random))),
        1 => {
            let name = COOKIES[random.usize(..COOKIES.len())];
            headers.push(("cookie", format!("{name}={}", foreign(canaries, "", random))));
        }
        _ => {}
    }
    let form = if names_something && random.u8(..4) != 0 {
        form.replace("{password}", &PASSWORD.replace(' ', "+"))
    } else {
        let names = form.split('&').filter_map(|field| field.split('=').next());
        let names = names.filter(|name| !name.is_empty());
        let kind = if pattern == "/account/tenant" { "tn_" } else { "" };
        let fields = names.map(|name| format!("{name}={}", foreign(canaries, kind, random)));
        fields.collect::<Vec<_>>().join("&")
    };
    Request { method, address, headers, form }
}

fn is_about_oneself(Row(_, pattern, _, form, _): &Row) -> bool {
    let takes_an_id = pattern.contains('{') || form.contains("{tenant}");
    !takes_an_id && ABOUT_ONESELF.iter().any(|begin| pattern.starts_with(begin))
}

/// The beginning of the ids that are looked for at this address.
fn kind_at(pattern: &str) -> &'static str {
    [
        ("/channels/", "ch_"),
        ("/members/invitations/", "ln_"),
        ("/members/", "us_"),
        ("/organisation/quota-requests/", "qr_"),
        ("/account/sessions/", "se_"),
        ("/back-office/tenants/", "tn_"),
        ("/customers/", "tn_"),
        ("/provider/", "tn_"),
    ]
    .into_iter()
    .find_map(|(begin, kind)| pattern.starts_with(begin).then_some(kind))
    .unwrap_or("")
}

/// Mostly something of the kind that is looked for, otherwise anything.
fn foreign(canaries: &[&Canary], kind: &str, random: &mut Rng) -> String {
    let of_kind: Vec<_> = canaries.iter().filter(|one| one.value.starts_with(kind)).collect();
    if random.u8(..4) == 0 {
        canaries[random.usize(..canaries.len())].value.clone()
    } else {
        of_kind[random.usize(..of_kind.len())].value.clone()
    }
}

/// Asks twice, the second time for nobody's, and returns the status.
async fn ask(asker: &Asker<'_>, request: &Request) -> u16 {
    let (used, unused): (Vec<_>, Vec<_>) =
        asker.foreign.iter().copied().partition(|one| request.contains(&one.mark));
    let what = format!("{}: {request:?}", asker.who);
    let foreign = request.send(asker.client).await;
    let shown = seen(&foreign, &used);
    for canary in unused {
        assert!(!shown.contains(&canary.mark), "{what} shows {canary:?}: {foreign}");
    }
    let unknown = request.with_nobodys(&used).send(asker.client).await;
    assert_eq!(shown, seen(&unknown, &used), "{what} is not answered like what is not there");
    foreign.status
}

impl Request {
    fn contains(&self, text: &str) -> bool {
        let mut headers = self.headers.iter();
        self.address.contains(text)
            || self.form.contains(text)
            || headers.any(|(_, value)| value.contains(text))
    }

    fn with_nobodys(&self, used: &[&Canary]) -> Self {
        let mut other = self.clone();
        for one in used {
            other.address = other.address.replace(&one.mark, &one.nobodys);
            other.form = other.form.replace(&one.mark, &one.nobodys);
            for (_, value) in &mut other.headers {
                *value = value.replace(&one.mark, &one.nobodys);
            }
        }
        other
    }

    async fn send(&self, client: Client) -> Answer {
        let mut call = client.call(self.method, &self.address);
        for (name, value) in &self.headers {
            call = call.header(name, value);
        }
        if self.method == "POST" {
            call = call.body(FORM, self.form.clone());
        }
        call.send().await
    }
}

/// The answer without what is the sender's own, or another one in every answer.
fn seen(answer: &Answer, used: &[&Canary]) -> String {
    let policy = answer.header("content-security-policy");
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next());
    let mut text = format!("{}\n", answer.status);
    for (name, value) in &answer.headers {
        let value = value.to_str().expect("a readable header");
        match name.as_str() {
            "date" => {}
            // A cookie that is taken away expires a year ago, to the second.
            "set-cookie" => text += value.split("; Expires=").next().expect("a cookie"),
            _ => text = format!("{text}{name}: {value}\n"),
        }
    }
    text += answer.text();
    for changing in [nonce.expect("a nonce"), answer.header("x-request-id")] {
        text = text.replace(changing, "");
    }
    // Each form to create a channel has a key of its own.
    let mut parts = text.split("ck_");
    let mut text = parts.next().expect("a beginning").to_owned();
    for part in parts {
        text += part.get(26..).unwrap_or(part);
    }
    for one in used {
        text = text.replace(&one.mark, "").replace(&one.nobodys, "");
    }
    text
}
