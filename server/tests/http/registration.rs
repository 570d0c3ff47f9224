//! How a company becomes a tenant.

use std::collections::BTreeSet;

use domain::error_code::ErrorCode;
use domain::ids::TenantId;
use domain::permissions::Role;
use domain::tenant::TenantList;
use futures::future::join_all;

use crate::bad_forms::assert_refused;
use crate::bench::TestServer;
use crate::people::{self, ADMIN, PASSWORD};
use crate::support::answer::Answer;
use crate::support::client::{Call, Client, SESSION_COOKIE, creation_key};

const EMAIL: &str = "ren@example.com";

fn company(name: &str) -> Vec<(&str, &str)> {
    vec![
        ("organisation", name),
        ("country", "JP"),
        ("registration_number", "0100-01-234567"),
        ("contact", "+81 3 0000 0000"),
    ]
}

/// The form of somebody new, with this key.
fn register(client: Client, email: &str, key: u128) -> Call {
    let key = creation_key(key).to_string();
    let person = [
        ("person_name", "Ren <Rivers>"),
        ("email", email),
        ("new_password", PASSWORD),
        ("creation_key", &*key),
    ];
    client.post("/register", &[company("Rivers & Sons"), person.to_vec()].concat())
}

async fn page(client: Client, address: &str) -> Answer {
    let answer = client.get(address).send().await;
    assert_eq!(answer.status, 200, "{answer}");
    answer
}

/// The browser of whoever has just registered.
fn signed_in(server: &TestServer, answer: &Answer) -> Client {
    assert_eq!(answer.status, 303, "{answer}");
    assert_eq!(answer.header("location"), "/organisation?notice=registered", "{answer}");
    server.client.with_session(&answer.token(SESSION_COOKIE).expect("a session"))
}

async fn tenants(server: &TestServer) -> BTreeSet<TenantId> {
    let page = server.ports.store.tenants(&TenantList::default()).await.expect("tenants");
    page.tenants.iter().map(|tenant| tenant.id).collect()
}

async fn create(client: Client) -> Answer {
    let key = creation_key(1).to_string();
    let form = [("type", "sms"), ("name", "First"), ("remarks", ""), ("creation_key", &*key)];
    client.post("/channels/new", &form).send().await
}

/// What a company says about itself by the page of the back office.
fn statement(page: &Answer) -> String {
    page.hidden_field("seen").replace("&quot;", "\"").replace("&amp;", "&")
}

pub(crate) async fn a_company_registers_asks_again_and_creates_its_first_channel(
    server: &TestServer,
) {
    let before = tenants(server).await;
    let form = page(server.anonymous(), "/register").await;
    assert!(form.text().contains("<option value=\"JP\">Japan</option>"), "{form}");
    let answer = register(server.anonymous(), EMAIL, 1).send().await;
    let admin = signed_in(server, &answer);
    let own = page(admin, "/organisation?notice=registered").await;
    for shown in ["Rivers &amp; Sons", "Japan", "0100-01-234567", "Waiting for verification"] {
        assert!(own.text().contains(shown), "{shown}: {own}");
    }
    assert!(!own.text().contains("action=\"/organisation/ask-again\""), "{own}");
    assert_eq!(create(admin).await.status, 409);

    // The first admin of the installation is an account manager.
    let manager = server.client;
    let id = *tenants(server).await.difference(&before).next().expect("a new tenant");
    let queue = page(manager, "/back-office?state=pending").await;
    assert!(queue.text().contains("1 organisation is waiting for verification"), "{queue}");
    assert!(queue.text().contains(&id.to_string()), "{queue}");
    let tenant = format!("/back-office/tenants/{id}");
    let seen = page(manager, &tenant).await;
    for shown in ["Japan", "0100-01-234567", "+81 3 0000 0000", "tenant.register", EMAIL] {
        assert!(seen.text().contains(shown), "{shown}: {seen}");
    }
    let before = statement(&seen);
    let form = [("seen", &*before), ("reason", "Wrong number")];
    let reject = manager.post(&format!("{tenant}/reject"), &form);
    assert_eq!(reject.send().await.status, 303);
    for address in ["/channels", "/organisation"] {
        let told = page(admin, address).await;
        assert!(told.text().contains("Wrong number"), "{address}: {told}");
        assert!(told.text().contains("/organisation#correct"), "{address}: {told}");
    }
    let mut corrected = company("Rivers &amp; Sons");
    corrected[2].1 = "0100-01-999999";
    corrected[3].1 = " ";
    let wrong = admin.post("/organisation/ask-again", &corrected).send().await;
    assert_eq!(wrong.status, 422, "{wrong}");
    assert!(wrong.text().contains("0100-01-999999"), "what was typed is kept: {wrong}");
    corrected[3].1 = "ren@example.com";
    let asked = admin.post("/organisation/ask-again", &corrected).send().await;
    assert_eq!(asked.header("location"), "/organisation?notice=asked-again", "{asked}");
    let again = admin.post("/organisation/ask-again", &corrected).send().await;
    assert_eq!(again.status, 409, "{again}");

    // A page that was opened before the correction decides nothing.
    let stale = manager.post(&format!("{tenant}/verify"), &[("seen", &before)]).send().await;
    assert_eq!(stale.status, 409, "{stale}");
    let corrected = (app::locale::Locale::English.texts().error)(ErrorCode::TenantCorrected);
    assert!(stale.unescaped().contains(corrected), "{stale}");
    let now = statement(&stale);
    let verified = manager.post(&format!("{tenant}/verify"), &[("seen", &now)]).send().await;
    assert_eq!(verified.status, 303, "{verified}");
    assert_eq!(create(admin).await.status, 409);
    let activate = page(admin, "/organisation").await;
    assert!(activate.text().contains("action=\"/service/activate\""), "{activate}");
    assert_eq!(admin.post("/service/activate", &[]).send().await.status, 303);
    assert_eq!(create(admin).await.status, 303);
    let log = page(admin, "/audit-log").await;
    for shown in ["tenant.register", "tenant.ask_again", "Wrong number", "0100-01-999999"] {
        assert!(log.text().contains(shown), "{shown}: {log}");
    }
}

pub(crate) async fn a_form_sent_twice_registers_one_company(server: &TestServer) {
    let before = tenants(server).await.len();
    let first = register(server.anonymous(), EMAIL, 1).send().await;
    let admin = signed_in(server, &first);
    let second = register(server.anonymous(), EMAIL, 1).send().await;
    assert_eq!(second.header("location"), "/organisation?notice=registered", "{second}");
    assert_eq!(second.token(SESSION_COOKIE), None, "nobody is let in by a form: {second}");
    // Without the session of the first answer it leads to the sign-in form.
    let away = server.anonymous().get("/organisation?notice=registered").send().await;
    assert!(away.header("location").starts_with("/sign-in?return_to="), "{away}");
    assert_eq!(tenants(server).await.len(), before + 1);
    // In the name of whoever is signed in the key is another one: one more company, once.
    for _ in 0..2 {
        assert_eq!(register(admin, EMAIL, 2).send().await.status, 303);
    }
    assert_eq!(tenants(server).await.len(), before + 2);
}

pub(crate) async fn a_form_sent_many_times_at_once_registers_one_company(server: &TestServer) {
    let before = tenants(server).await.len();
    let calls = (0..8).map(|_| register(server.anonymous(), EMAIL, 1).send());
    let answers = join_all(calls).await;
    for answer in &answers {
        assert_eq!(answer.header("location"), "/organisation?notice=registered", "{answer}");
    }
    let let_in = answers.iter().filter(|answer| answer.token(SESSION_COOKIE).is_some());
    assert_eq!(let_in.count(), 1);
    assert_eq!(tenants(server).await.len(), before + 1);
}

pub(crate) async fn mistakes_are_told_and_kept(server: &TestServer) {
    let before = tenants(server).await;
    let key = creation_key(1).to_string();
    let form = [
        ("organisation", "水路 & <KK>"),
        ("country", "XX"),
        ("registration_number", ""),
        ("contact", "a\u{202e}b"),
        ("person_name", "Ren"),
        ("email", "ren@"),
        ("new_password", "short"),
        ("creation_key", &*key),
    ];
    let answer = server.anonymous().post("/register", &form).send().await;
    assert_eq!(answer.status, 422, "{answer}");
    let error = app::locale::Locale::English.texts().error;
    for code in [
        ErrorCode::CountryUnknown,
        ErrorCode::RegistrationNumberEmpty,
        ErrorCode::ContactInvalid,
        ErrorCode::EmailInvalid,
        ErrorCode::PasswordTooShort,
    ] {
        assert!(answer.unescaped().contains(error(code)), "{code:?}: {answer}");
    }
    for kept in ["水路 &amp; &lt;KK&gt;", "value=\"Ren\"", "value=\"ren@\"", &*key] {
        assert!(answer.text().contains(kept), "{kept}: {answer}");
    }
    assert!(!answer.text().contains("short\""), "{answer}");
    assert_eq!(tenants(server).await, before);
    for (form, code) in [
        (vec![("creation_key", "x")], ErrorCode::RequestMalformed),
        (vec![("creation_key", &*key)], ErrorCode::RequestFieldMissing),
        (vec![("account_manager", "true")], ErrorCode::RequestFieldUnknown),
    ] {
        let answer = server.anonymous().post("/register", &form).send().await;
        assert_refused(&answer, code, "a form that no page has");
    }
}

pub(crate) async fn a_known_address_is_told_to_sign_in(server: &TestServer) {
    let before = tenants(server).await;
    let answer = register(server.anonymous(), &ADMIN.to_uppercase(), 1).send().await;
    assert_eq!(answer.status, 409, "{answer}");
    let error = app::locale::Locale::English.texts().error;
    assert!(answer.unescaped().contains(error(ErrorCode::EmailTaken)), "{answer}");
    assert!(answer.text().contains("/sign-in?return_to=%2Fregister"), "{answer}");
    assert_eq!(answer.token(SESSION_COOKIE), None, "{answer}");
    assert_eq!(tenants(server).await, before);
    let log = page(server.client, "/back-office/audit-log?refused=only").await;
    assert!(log.text().contains("Email.Taken"), "{log}");
}

pub(crate) async fn a_flood_from_one_network_waits(server: &TestServer) {
    let from = |address: &str, email: &str, key: u128| {
        register(server.anonymous(), email, key).header("x-forwarded-for", address).send()
    };
    for number in 0..10 {
        let email = format!("ren{number}@example.com");
        assert_eq!(from("192.0.2.9", &email, number).await.status, 303);
    }
    let before = tenants(server).await;
    let waits = from("192.0.2.9", EMAIL, 99).await;
    assert_eq!((waits.status, waits.header("retry-after")), (429, "1"), "{waits}");
    assert!(waits.text().contains("Too many registrations from your network."), "{waits}");
    assert!(waits.text().contains("value=\"ren@example.com\""), "{waits}");
    assert_eq!(tenants(server).await, before);
    assert_eq!(from("192.0.2.10", EMAIL, 99).await.status, 303);
}

pub(crate) async fn whoever_is_signed_in_registers_another_company(server: &TestServer) {
    let viewer = server.as_role(Role::Viewer).await;
    let account = page(viewer, "/account").await;
    assert!(account.text().contains("href=\"/register\""), "{account}");
    let form = page(viewer, "/register").await;
    assert!(form.text().contains("viewer@example.com"), "{form}");
    assert!(!form.text().contains("new_password"), "{form}");
    let key = creation_key(1).to_string();
    let fields = [company("Second"), vec![("creation_key", &*key)]].concat();
    let answer = viewer.post("/register", &fields).send().await;
    assert_eq!(answer.header("location"), "/organisation?notice=registered", "{answer}");
    let own = page(viewer, "/organisation").await;
    assert!(own.text().contains("Second"), "{own}");
    let account = page(viewer, "/account").await;
    for shown in ["Second", "Example", "Admin", "Viewer"] {
        assert!(account.text().contains(shown), "{shown}: {account}");
    }
    // Signed out in between: the person is asked for, and what was typed is kept.
    let answer = server.anonymous().post("/register", &fields).send().await;
    assert_eq!(answer.status, 422, "{answer}");
    assert!(answer.text().contains("value=\"Second\""), "{answer}");
    assert!(answer.text().contains("name=\"new_password\""), "{answer}");
}

pub(crate) async fn nobody_registers_where_it_is_switched_off_or_not_set_up(server: &TestServer) {
    let offered = page(server.anonymous(), "/sign-in").await;
    assert!(offered.text().contains("href=\"/register\""), "{offered}");
    let empty = server.empty().await;
    for client in [server.without_registration().await, empty.anonymous()] {
        let sign_in = page(client, "/sign-in").await;
        assert!(!sign_in.text().contains("/register"), "{sign_in}");
        let answer = client.get("/register").send().await;
        assert_refused(&answer, ErrorCode::PageNotFound, "the form");
        let answer = register(client, EMAIL, 1).send().await;
        assert_refused(&answer, ErrorCode::PageNotFound, "the answer");
    }
    assert!(!empty.ports.store.has_users().await.expect("an answer"));
    let session = people::sign_in(&server.ports, ADMIN).await;
    let closed = server.without_registration().await.with_session(&session);
    let account = page(closed, "/account").await;
    assert!(!account.text().contains("/register"), "{account}");
}
