//! Unbinding and claims: asked for by a tenant, decided by an account manager.

use std::time::Duration;

use domain::audit::{AuditAction, AuditEntry, AuditOutcome};
use domain::binding::{
    Binding, BindingState, Bound, ClaimOutcome, Hold, Progress, Purpose, StartOutcome, StepOutcome,
    account_fingerprint,
};
use domain::channel::{ChannelForm, ChannelType, Lifecycle, create_channel};
use domain::error_code::ErrorCode;
use domain::ids::{AuditEntryId, BindingId, ChannelId, CreationKey, TenantId, UserId};
use domain::permissions::Role;
use domain::platform::Account;
use domain::ports::Ports;
use domain::sealing::{KeyId, Sealed};
use futures::future::join_all;
use server::start::BUILT_IN_TENANT;

use crate::bench::TestServer;
use crate::people::{self, OTHER_TENANT};
use crate::support::answer::Answer;
use crate::support::client::Client;

const MANAGER: &str = "manager@example.com";

/// An account manager who belongs to no tenant, and has just signed in.
async fn manager(server: &TestServer) -> Client {
    people::account_manager(&server.ports, MANAGER).await;
    server.client.with_session(&people::sign_in(&server.ports, MANAGER).await)
}

async fn page(client: Client, address: &str) -> Answer {
    let answer = client.get(address).send().await;
    assert_eq!(answer.status, 200, "{answer}");
    answer
}

fn has(answer: &Answer, code: ErrorCode) -> bool {
    answer.unescaped().contains((app::locale::Locale::English.texts().error)(code))
}

/// A channel of this tenant that somebody has begun to bind, with this account chosen.
pub(crate) async fn binding_to(ports: &Ports, tenant: TenantId, account: &str) -> ChannelId {
    let form = ChannelForm {
        customer: None,
        channel_type: ChannelType::Sms.slug().to_owned(),
        name: "Support".to_owned(),
        remarks: String::new(),
    };
    let key = CreationKey::from_uuid(ports.ids.next());
    let host = people::host(tenant);
    let channel = create_channel(ports, &host, &form, key, true).await.expect("a channel");
    let now = ports.clock.now();
    let binding = Binding {
        id: BindingId::from_uuid(ports.ids.next()),
        tenant,
        channel: channel.id,
        channel_type: channel.channel_type,
        state: BindingState::Open(Purpose::Bind),
        version: 1,
        way: Some("twilio".to_owned()),
        account: None,
        sealed: None,
        checks: Vec::new(),
        problem: None,
        told_platform: false,
        started_by: UserId::from_uuid(ports.ids.next()),
        started_by_name: "Ada Admin".to_owned(),
        started_at: now,
        changed_at: now,
        due_at: None,
        turns: 0,
    };
    let started = ports.store.start_binding(&binding, &note(ports, &binding)).await;
    assert_eq!(started.expect("an outcome"), StartOutcome::Started);
    let chosen = Progress {
        account: Some(Account {
            id: account.to_owned(),
            name: format!("Shop {account}"),
            picture: None,
            facts: Vec::new(),
        }),
        sealed: Some(Sealed { key: KeyId([7; 8]), bytes: vec![1] }),
        ..Progress::of(&binding, now)
    };
    let done = ports.store.progress_binding(&binding, &chosen, None).await.expect("an outcome");
    assert_eq!(done, StepOutcome::Done);
    channel.id
}

/// A channel of this tenant that is bound to this account.
pub(crate) async fn bound_to(ports: &Ports, tenant: TenantId, account: &str) -> ChannelId {
    let channel = binding_to(ports, tenant, account).await;
    let now = ports.clock.now();
    let binding = only_binding(ports, tenant, channel).await;
    let account = account_fingerprint(ports, binding.channel_type, account).await;
    let hold = Hold { account: account.expect("a fingerprint"), unit: None };
    let claimed = ports.store.claim_account(&binding, Some(&hold), now, now).await;
    assert_eq!(claimed.expect("an outcome"), ClaimOutcome::Claimed);
    let binding = only_binding(ports, tenant, channel).await;
    let bound = Bound {
        account: binding.account.clone().expect("an account"),
        sealed: binding.sealed.clone().expect("credentials"),
        at: now,
        kept_until: now,
    };
    let done = ports.store.finish_binding(&binding, &bound, &note(ports, &binding)).await;
    assert_eq!(done.expect("an outcome"), StepOutcome::Done);
    channel
}

async fn only_binding(ports: &Ports, tenant: TenantId, channel: ChannelId) -> Binding {
    let bindings = ports.store.bindings_of_channel(tenant, channel).await.expect("bindings");
    let [binding] = bindings.try_into().expect("one binding");
    binding
}

fn note(ports: &Ports, binding: &Binding) -> AuditEntry {
    AuditEntry {
        id: AuditEntryId::from_uuid(ports.ids.next()),
        tenant: binding.tenant,
        at: ports.clock.now(),
        actor: "a test".to_owned(),
        provider: None,
        action: AuditAction::ChannelBind,
        channel: Some(binding.channel),
        user: None,
        outcome: AuditOutcome::Done,
        changes: Vec::new(),
    }
}

async fn lifecycle(server: &TestServer, tenant: TenantId, channel: ChannelId) -> Lifecycle {
    let channel = server.ports.store.channel_by_id(tenant, channel).await.expect("an answer");
    channel.expect("the channel").lifecycle
}

fn desk(tenant: TenantId, channel: ChannelId) -> String {
    format!("/back-office/tenants/{tenant}/channels/{channel}")
}

async fn ask(client: Client, channel: ChannelId, what: &str, reason: &str) -> Answer {
    client.post(&format!("/channels/{channel}/{what}"), &[("reason", reason)]).send().await
}

/// Asks for an unbinding, and returns the address below which it is decided.
async fn asked(server: &TestServer, channel: ChannelId) -> String {
    let answer = ask(server.client, channel, "delete/unbinding", "The shop closes").await;
    let address = format!("/channels/{channel}?notice=request-asked");
    assert_eq!(answer.header("location"), address, "{answer}");
    decided_at(server, BUILT_IN_TENANT, channel).await
}

async fn decided_at(server: &TestServer, tenant: TenantId, channel: ChannelId) -> String {
    let newest = server.ports.store.requests_about_channel(tenant, channel, 1).await;
    let id = newest.expect("requests").pop().expect("the request").id;
    format!("{}/requests/{id}", desk(tenant, channel))
}

async fn decide(client: Client, address: &str, note: &str) -> Answer {
    client.post(address, &[("note", note)]).send().await
}

pub(crate) async fn an_unbinding_is_asked_for_and_approved(server: &TestServer) {
    let (manager, admin) = (manager(server).await, server.client);
    let channel = bound_to(&server.ports, BUILT_IN_TENANT, "a1").await;
    let empty = page(manager, "/back-office/channel-requests").await;
    assert!(empty.text().contains("No request is waiting"), "{empty}");
    let delete = page(admin, &format!("/channels/{channel}/delete")).await;
    assert!(delete.text().contains("Request unbinding"), "{delete}");
    let without = ask(admin, channel, "delete/unbinding", " ").await;
    assert_eq!(without.status, 422, "{without}");
    assert!(has(&without, ErrorCode::ReasonEmpty), "{without}");

    let address = asked(server, channel).await;
    let twice = ask(admin, channel, "delete/unbinding", "More").await;
    assert_eq!(twice.status, 409, "{twice}");
    assert!(has(&twice, ErrorCode::ChannelRequestOpen), "{twice}");
    let start = page(manager, "/back-office").await;
    assert!(start.text().contains("1 request about a channel is waiting"), "{start}");
    let queue = page(manager, "/back-office/channel-requests").await;
    let here = desk(BUILT_IN_TENANT, channel);
    for shown in ["Support", "The shop closes", "Unbinding", &here] {
        assert!(queue.text().contains(shown), "{shown}: {queue}");
    }
    let seen = page(manager, &here).await;
    for shown in ["Shop a1", "The shop closes", "Approve", "Ada Admin", "Messages in"] {
        assert!(seen.text().contains(shown), "{shown}: {seen}");
    }
    let done = decide(manager, &format!("{address}/approve"), "Good bye").await;
    assert_eq!(done.header("location"), format!("{here}?notice=approved"), "{done}");
    assert_eq!(lifecycle(server, BUILT_IN_TENANT, channel).await, Lifecycle::Unbinding);

    let own = page(admin, &format!("/channels/{channel}")).await;
    let theirs = page(manager, &here).await;
    for shown in ["The shop closes", "Good bye", MANAGER, "Unbinding begun", "Approved"] {
        assert!(own.text().contains(shown), "{shown}: {own}");
        assert!(theirs.text().contains(shown), "{shown}: {theirs}");
    }
    for late in ["approve", "reject"] {
        let late = decide(manager, &format!("{address}/{late}"), "late").await;
        assert_eq!(late.status, 404, "{late}");
        assert!(has(&late, ErrorCode::ChannelRequestNotOpen), "{late}");
    }
}

pub(crate) async fn a_request_about_a_channel_is_rejected_or_withdrawn(server: &TestServer) {
    let (manager, admin) = (manager(server).await, server.client);
    let channel = bound_to(&server.ports, BUILT_IN_TENANT, "a1").await;
    let address = asked(server, channel).await;
    let without = decide(manager, &format!("{address}/reject"), "").await;
    assert_eq!(without.status, 422, "{without}");
    let done = decide(manager, &format!("{address}/reject"), "Not <now>").await;
    assert_eq!(done.status, 303, "{done}");
    let told = page(admin, &format!("/channels/{channel}")).await;
    assert!(told.text().contains("Not &lt;now&gt;"), "{told}");
    assert_eq!(lifecycle(server, BUILT_IN_TENANT, channel).await, Lifecycle::Bound);

    let address = asked(server, channel).await;
    let id = address.rsplit('/').next().expect("an id");
    let withdraw = format!("/channels/{channel}/requests/{id}/withdraw");
    let shown = page(admin, &format!("/channels/{channel}/delete")).await;
    assert!(shown.text().contains(&withdraw), "{shown}");
    let answer = admin.post(&withdraw, &[]).send().await;
    let here = format!("/channels/{channel}?notice=request-withdrawn");
    assert_eq!(answer.header("location"), here, "{answer}");
    let again = admin.post(&withdraw, &[]).send().await;
    assert_eq!(again.status, 404, "{again}");
    let late = decide(manager, &format!("{address}/approve"), "").await;
    assert_eq!(late.status, 404, "{late}");
    assert_eq!(lifecycle(server, BUILT_IN_TENANT, channel).await, Lifecycle::Bound);
    let operator = server.as_role(Role::Operator).await;
    let refused = ask(operator, channel, "delete/unbinding", "a").await;
    assert_eq!(refused.status, 403, "{refused}");
}

pub(crate) async fn a_claim_never_names_the_holder(server: &TestServer) {
    let (manager, admin) = (manager(server).await, server.client);
    people::other_tenant(&server.ports).await;
    let channel = binding_to(&server.ports, BUILT_IN_TENANT, "a1").await;
    let free = page(admin, &format!("/channels/{channel}/claim")).await;
    assert!(free.text().contains("There is nothing to claim"), "{free}");
    let refused = ask(admin, channel, "claim", "Ours").await;
    assert_eq!(refused.status, 409, "{refused}");
    assert!(has(&refused, ErrorCode::ChannelRequestAccountFree), "{refused}");

    let held = bound_to(&server.ports, OTHER_TENANT, "a1").await;
    let form = page(admin, &format!("/channels/{channel}/claim")).await;
    assert!(form.text().contains("Shop a1 is bound to another channel"), "{form}");
    let answer = ask(admin, channel, "claim", "Ours since 2020").await;
    let here = format!("/channels/{channel}?notice=request-asked");
    assert_eq!(answer.header("location"), here, "{answer}");
    let own = page(admin, &here).await;
    let log = page(admin, "/audit-log").await;
    for hidden in [&held.to_string(), &OTHER_TENANT.to_string(), "Another company"] {
        for answer in [&form, &answer, &own, &log] {
            assert!(!answer.text().contains(hidden), "{hidden}: {answer}");
        }
    }
    let seen = page(manager, &desk(BUILT_IN_TENANT, channel)).await;
    for shown in [&*desk(OTHER_TENANT, held), "Another company", "Claim of Shop a1"] {
        assert!(seen.text().contains(shown), "{shown}: {seen}");
    }
    let address = decided_at(server, BUILT_IN_TENANT, channel).await;
    let done = decide(manager, &format!("{address}/approve"), "Proved").await;
    assert_eq!(done.status, 303, "{done}");
    assert_eq!(lifecycle(server, OTHER_TENANT, held).await, Lifecycle::Unbinding);
    assert_eq!(lifecycle(server, BUILT_IN_TENANT, channel).await, Lifecycle::Binding);
    let stranger = server.as_stranger().await;
    let told = page(stranger, &format!("/channels/{held}")).await;
    assert!(told.text().contains("Unbinding begun"), "{told}");
    for hidden in [&channel.to_string(), &BUILT_IN_TENANT.to_string(), "Ours since 2020"] {
        assert!(!told.text().contains(hidden), "{hidden}: {told}");
    }
}

pub(crate) async fn a_claim_waits_while_the_account_is_on_its_way_out(server: &TestServer) {
    let (manager, admin) = (manager(server).await, server.client);
    people::other_tenant(&server.ports).await;
    let channel = binding_to(&server.ports, BUILT_IN_TENANT, "a1").await;
    let held = bound_to(&server.ports, OTHER_TENANT, "a1").await;
    assert_eq!(ask(admin, channel, "claim", "Ours").await.status, 303);
    let unbound = decide(manager, &(desk(OTHER_TENANT, held) + "/unbind"), "Ended").await;
    assert_eq!(unbound.status, 303, "{unbound}");
    let address = decided_at(server, BUILT_IN_TENANT, channel).await;
    let busy = decide(manager, &format!("{address}/approve"), "").await;
    assert_eq!(busy.status, 409, "{busy}");
    assert!(has(&busy, ErrorCode::ChannelRequestHolderBusy), "{busy}");
    let releasing = only_binding(&server.ports, OTHER_TENANT, held).await;
    let gone = note(&server.ports, &releasing);
    let done = server.ports.store.finish_release(&releasing, &gone).await;
    assert_eq!(done.expect("an outcome"), StepOutcome::Done);
    let done = decide(manager, &format!("{address}/approve"), "").await;
    assert_eq!(done.status, 303, "there is nothing left to unbind: {done}");
}

pub(crate) async fn an_account_manager_unbinds_without_being_asked(server: &TestServer) {
    let (manager, admin) = (manager(server).await, server.client);
    let channel = bound_to(&server.ports, BUILT_IN_TENANT, "a1").await;
    let list = page(manager, &format!("/back-office/tenants/{BUILT_IN_TENANT}/channels")).await;
    let here = desk(BUILT_IN_TENANT, channel);
    for shown in [&*here, "Shop a1"] {
        assert!(list.text().contains(shown), "{shown}: {list}");
    }
    let without = decide(manager, &format!("{here}/unbind"), " ").await;
    assert_eq!(without.status, 422, "{without}");
    let asked = asked(server, channel).await;
    let done = decide(manager, &format!("{here}/unbind"), "Contract ended").await;
    assert_eq!(done.header("location"), format!("{here}?notice=unbound"), "{done}");
    assert_eq!(lifecycle(server, BUILT_IN_TENANT, channel).await, Lifecycle::Unbinding);
    let told = page(admin, &format!("/channels/{channel}")).await;
    assert!(told.text().contains("Contract ended"), "{told}");
    let late = decide(manager, &format!("{asked}/reject"), "late").await;
    assert_eq!(late.status, 404, "an open request has its answer: {late}");
    let again = decide(manager, &format!("{here}/unbind"), "Again").await;
    assert_eq!(again.status, 409, "{again}");
    assert!(has(&again, ErrorCode::BindingOtherState), "{again}");
    let next = format!("/back-office/tenants/{BUILT_IN_TENANT}/channels?status=unbinding");
    assert!(page(manager, &next).await.text().contains(&here));
    server.clock.advance(Duration::from_mins(11));
    let other = bound_to(&server.ports, BUILT_IN_TENANT, "a2").await;
    let late = decide(manager, &(desk(BUILT_IN_TENANT, other) + "/unbind"), "a").await;
    assert!(late.header("location").starts_with("/confirm?return_to="), "{late}");
}

pub(crate) async fn of_two_decisions_about_a_channel_at_once_one_counts(server: &TestServer) {
    let manager = manager(server).await;
    let channel = bound_to(&server.ports, BUILT_IN_TENANT, "a1").await;
    let address = asked(server, channel).await;
    let (approve, reject) = (format!("{address}/approve"), format!("{address}/reject"));
    let decisions = [
        decide(manager, &approve, ""),
        decide(manager, &reject, "no"),
        decide(manager, &approve, "yes"),
        decide(manager, &reject, "never"),
    ];
    let answers = join_all(decisions).await;
    let done = answers.iter().filter(|answer| answer.status == 303).count();
    let late = answers.iter().filter(|answer| matches!(answer.status, 404 | 409)).count();
    assert_eq!((done, late), (1, 3));
}

pub(crate) async fn a_foreign_request_about_a_channel_is_unknown(server: &TestServer) {
    let manager = manager(server).await;
    let stranger = server.as_stranger().await;
    let channel = bound_to(&server.ports, BUILT_IN_TENANT, "a1").await;
    let own = bound_to(&server.ports, OTHER_TENANT, "b1").await;
    let address = asked(server, channel).await;
    let id = address.rsplit('/').next().expect("an id").to_owned();
    for id in [&*id, "cr_00000000000000000000000000", "nonsense"] {
        for below in [channel, own] {
            let withdraw = format!("/channels/{below}/requests/{id}/withdraw");
            let answer = stranger.post(&withdraw, &[]).send().await;
            assert_eq!(answer.status, 404, "{withdraw}: {answer}");
        }
        let elsewhere = format!("{}/requests/{id}/approve", desk(OTHER_TENANT, own));
        let answer = decide(manager, &elsewhere, "a").await;
        assert_eq!(answer.status, 404, "{id}: {answer}");
    }
    let ask = ask(stranger, channel, "delete/unbinding", "a").await;
    assert_eq!(ask.status, 404, "{ask}");
    let claim = stranger.get(&format!("/channels/{channel}/claim")).send().await;
    assert_eq!(claim.status, 404, "{claim}");
    let wrong = manager.get(&desk(OTHER_TENANT, channel)).send().await;
    assert_eq!(wrong.status, 404, "{wrong}");
    assert_eq!(lifecycle(server, BUILT_IN_TENANT, channel).await, Lifecycle::Bound);
    assert_eq!(lifecycle(server, OTHER_TENANT, own).await, Lifecycle::Bound);
}
