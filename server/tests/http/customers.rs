//! Service providers and their customers, as both see them.

use domain::back_office::{
    ReasonForm, grant_provider_right, resume, revoke_provider_right, suspend,
};
use domain::caller::AccountManager;
use domain::channel::{ChannelForm, create_channel};
use domain::customer::{end_with_customer, end_with_provider};
use domain::error_code::ErrorCode;
use domain::ids::{ChannelId, CreationKey};
use domain::permissions::Role;
use server::start::BUILT_IN_TENANT;

use crate::bench::TestServer;
use crate::people::{self, OTHER_TENANT, PROVIDER, RIVAL, host, provider_host};
use crate::support::answer::Answer;
use crate::support::client::{Client, creation_key, csv_rows};

/// Somebody with this role in the service provider of the first tenant.
async fn of_provider(server: &TestServer, role: Role) -> Client {
    people::provider(&server.ports, PROVIDER, "Provider KK").await;
    people::relation(&server.ports, PROVIDER, BUILT_IN_TENANT).await;
    let email = format!("provider-{}@example.com", role.slug());
    let member = people::member(&server.ports, PROVIDER, &email, role).await;
    server.client.with_session(&member.token)
}

async fn channel_of(server: &TestServer, tenant: domain::ids::TenantId, name: &str) -> ChannelId {
    let form = ChannelForm {
        customer: None,
        channel_type: "sms".to_owned(),
        name: name.to_owned(),
        remarks: String::new(),
    };
    let key = CreationKey::from_uuid(server.ports.ids.next());
    let channel = create_channel(&server.ports, &host(tenant), &form, key, true).await;
    channel.expect("a channel").id
}

async fn page(client: Client, address: &str) -> Answer {
    let answer = client.get(address).send().await;
    assert_eq!(answer.status, 200, "{address}: {answer}");
    answer
}

fn manager() -> AccountManager {
    AccountManager { fresh: true, actor: "mika@example.com".to_owned() }
}

/// Every address of the customer's channel, and the status for whoever may use it.
async fn statuses(client: Client, channel: ChannelId, number: u128) -> Vec<u16> {
    let own = format!("/channels/{channel}");
    let key = creation_key(number).to_string();
    let tenant = BUILT_IN_TENANT.to_string();
    let create = [
        ("customer", &*tenant),
        ("type", "sms"),
        ("name", &key),
        ("remarks", ""),
        ("creation_key", &key),
    ];
    let edit = [("name", "Support"), ("remarks", "by somebody else"), ("version", "1")];
    let delete = [("confirm_name", "Support"), ("no_business", "on"), ("backed_up", "on")];
    let mut statuses = Vec::new();
    for call in [
        client.get(&own),
        client.get(&format!("{own}/delete")),
        client.get(&format!("/channels?customer={tenant}")),
        client.post("/channels/new", &create),
        client.post(&own, &edit),
        client.post(&format!("{own}/delete"), &delete),
    ] {
        statuses.push(call.send().await.status);
    }
    statuses
}

pub(crate) async fn whoever_is_no_provider_any_more_finds_nothing(server: &TestServer) {
    let client = of_provider(server, Role::Admin).await;
    let ports = &server.ports;
    let channel = channel_of(server, BUILT_IN_TENANT, "Support").await;
    let before = channel_of(server, BUILT_IN_TENANT, "Support").await;
    let found = [200, 200, 200, 303, 303, 303];
    assert_eq!(statuses(client, before, 1).await, found);

    // Nothing tells the channel of a customer of before from one that never was.
    revoke_provider_right(ports, &manager(), PROVIDER).await.expect("a change");
    assert_eq!(statuses(client, channel, 2).await, [404, 404, 400, 403, 404, 404]);
    let list = page(client, "/channels").await;
    assert!(list.text().contains("Channel Management") && !list.text().contains("Support"));
    assert!(!client.get("/channels.csv").send().await.text().contains("Support"));
    assert_eq!(client.get("/customers").send().await.status, 403);
    grant_provider_right(ports, &manager(), PROVIDER).await.expect("a change");
    assert_eq!(page(client, "/customers").await.text().matches("/customers/tn_").count(), 1);

    end_with_provider(ports, &host(BUILT_IN_TENANT), PROVIDER).await.expect("an end");
    let gone = [404, 404, 404, 422, 404, 404];
    assert_eq!(statuses(client, channel, 3).await, gone);
    let unknown = ChannelId::from_uuid(ports.ids.next());
    assert_eq!(statuses(client, unknown, 4).await, gone);
    assert!(!page(client, "/channels").await.text().contains("Support"));
    let log = ports.store.channel_by_id(BUILT_IN_TENANT, channel).await.expect("an answer");
    assert_eq!(log.expect("the channel").version, 1);

    people::relation(ports, PROVIDER, BUILT_IN_TENANT).await;
    assert_eq!(client.get(&format!("/channels/{channel}")).send().await.status, 200);
    end_with_customer(ports, &provider_host(PROVIDER), BUILT_IN_TENANT).await.expect("an end");
    assert_eq!(statuses(client, channel, 5).await, gone);
}

pub(crate) async fn nothing_changes_in_a_suspended_customer_or_by_a_suspended_provider(
    server: &TestServer,
) {
    let client = of_provider(server, Role::Admin).await;
    let ports = &server.ports;
    let channel = channel_of(server, BUILT_IN_TENANT, "Support").await;
    let error = app::locale::Locale::English.texts().error;
    let reason = ReasonForm { reason: "unpaid".to_owned() };
    for (tenant, code) in
        [(BUILT_IN_TENANT, ErrorCode::CustomerSuspended), (PROVIDER, ErrorCode::TenantSuspended)]
    {
        suspend(ports, &manager(), tenant, &reason).await.expect("a change");
        let found = statuses(client, channel, 1).await;
        assert_eq!(found, [200, 409, 200, 409, 409, 409], "{code:?}");
        let create = client.get(&format!("/channels/new?customer={BUILT_IN_TENANT}"));
        let told = create.send().await;
        assert!(told.unescaped().contains(error(code)), "{told}");
        let told = page(client, &format!("/channels/{channel}")).await;
        assert!(told.unescaped().contains(error(code)), "{told}");
        resume(ports, &manager(), tenant).await.expect("a change");
    }
    assert_eq!(statuses(client, channel, 2).await, [200, 200, 200, 303, 303, 303]);
}

pub(crate) async fn a_provider_manages_its_customers_and_they_see_who(server: &TestServer) {
    let client = of_provider(server, Role::Operator).await;
    people::other_tenant(&server.ports).await;
    channel_of(server, OTHER_TENANT, "Foreign").await;
    channel_of(server, PROVIDER, "Its own").await;
    let key = creation_key(1).to_string();
    let tenant = BUILT_IN_TENANT.to_string();
    let form = |customer| {
        let fields = [("customer", customer), ("type", "sms"), ("name", "For a customer")];
        [fields.as_slice(), &[("remarks", ""), ("creation_key", &*key)]].concat()
    };
    let told = client.post("/channels/new", &form("")).send().await;
    assert_eq!(told.status, 422, "{told}");
    let sentence = (app::locale::Locale::English.texts().error)(ErrorCode::CustomerMissing);
    assert!(told.unescaped().contains(sentence), "{told}");
    assert!(told.text().contains("For a customer"), "nothing typed is lost: {told}");
    let id = client.post("/channels/new", &form(&tenant)).send().await.created_id();

    let list = page(client, "/channels").await;
    assert!(list.text().contains("<h1>Customer Management</h1>"), "{list}");
    for shown in ["For a customer", "Its own", "Example", "Provider KK"] {
        assert!(list.text().contains(shown), "{shown}: {list}");
    }
    assert!(!list.text().contains("Foreign"), "{list}");
    assert!(!list.text().contains("<meter"), "each customer has a quota of its own");
    let filtered = page(client, &format!("/channels?customer={tenant}&sort=customer")).await;
    assert!(filtered.text().contains("1 of 100 channels"), "{filtered}");
    assert!(filtered.text().contains("You are acting for your customer Example."), "{filtered}");
    assert!(!filtered.text().contains("Its own"), "{filtered}");
    let file = page(client, "/channels.csv").await;
    let rows: Vec<_> = csv_rows(file.text()).collect();
    assert_eq!(rows[0].last().map(String::as_str), Some("Customer"));
    let customers: Vec<_> =
        rows[1..].iter().map(|row| (&*row[1], row.last().map_or("", String::as_str))).collect();
    assert_eq!(customers, [("For a customer", "Example"), ("Its own", "Provider KK")]);

    let detail = page(client, &format!("/channels/{id}")).await;
    assert!(detail.text().contains("You are acting for your customer Example."), "{detail}");
    for address in [&*format!("/channels/{id}"), "/audit-log"] {
        let log = page(server.client, address).await;
        assert!(log.text().contains("provider-operator@example.com"), "{log}");
        assert!(log.text().contains("Provider KK"), "{log}");
    }
    let own = page(server.client, "/channels").await;
    assert!(own.text().contains("<h1>Channel Management</h1>"), "{own}");
    assert!(!own.text().contains("filter-customer"), "{own}");
    for address in ["/channels?sort=customer", &format!("/channels.csv?customer={tenant}")] {
        let refused = server.client.get(address).send().await;
        assert_eq!(refused.status, 400, "{refused}");
    }
}

pub(crate) async fn a_name_is_looked_up_at_the_customer(server: &TestServer) {
    let client = of_provider(server, Role::Operator).await;
    people::provider(&server.ports, RIVAL, "Rival KK").await;
    channel_of(server, BUILT_IN_TENANT, "Support").await;
    channel_of(server, RIVAL, "Support").await;
    for (customer, answer) in [
        (BUILT_IN_TENANT.to_string(), "used"),
        (PROVIDER.to_string(), "free"),
        (RIVAL.to_string(), "free"),
        ("nobody".to_owned(), "invalid"),
    ] {
        let address = format!("/channels/name-check?type=sms&name=Support&customer={customer}");
        assert_eq!(page(client, &address).await.text(), answer, "{customer}");
    }
}

pub(crate) async fn a_form_sent_twice_creates_one_customer(server: &TestServer) {
    let client = of_provider(server, Role::Admin).await;
    let new = page(client, "/customers/new").await;
    let key = new.hidden_field("creation_key");
    let form = [("organisation", "Neu AG"), ("email", "nina@example.com"), ("creation_key", &*key)];
    let created = client.post("/customers/new", &form).send().await;
    assert_eq!(created.status, 200, "{created}");
    assert!(created.text().contains("http://suiro.example/invitations/"), "{created}");
    let id = key.replace("ck_", "tn_");
    let again = client.post("/customers/new", &form).send().await;
    assert_eq!((again.status, again.header("location")), (303, &*format!("/customers/{id}")));
    let list = page(client, "/customers?q=neu").await;
    assert_eq!(list.text().matches(&format!("/customers/{id}")).count(), 1, "{list}");
    let mistakes = [("organisation", " "), ("email", "nina@"), ("creation_key", &*key)];
    let told = client.post("/customers/new", &mistakes).send().await;
    assert_eq!(told.status, 422, "{told}");
    assert!(told.text().contains("value=\"nina@\""), "{told}");
}
