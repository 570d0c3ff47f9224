//! Sessions with a platform that does not call, held by two servers, on a real database.

use std::time::Duration;

use domain::audit::AuditEntry;
use domain::binding::{Purpose, StepOutcome, authorise, begin, confirm};
use domain::callback::{DeliveryState, last_inbound, process_callbacks};
use domain::channel::{Channel, ChannelType};
use domain::health::{Side, Verdict, channel_health, check_now};
use domain::ids::AuditEntryId;
use domain::message::{MessageForm, messages_of, send_test};
use domain::platform::{Problem, Reason};
use domain::ports::Ports;
use server::callbacks::Journal;
use server::listening::Sessions;
use server::start::BUILT_IN_TENANT;
use tokio::task::JoinHandle;

use crate::bench::TestServer;
use crate::fake_listener::FakeListener;
use crate::fake_platform::bound_as;
use crate::faulty_store::Fault;
use crate::people::host;

/// A server that holds sessions, and what writes its journal.
struct Holder {
    sessions: Sessions,
    writer: JoinHandle<()>,
}

impl Holder {
    fn new(ports: &Ports) -> Self {
        let (journal, writer) = Journal::new();
        let writer = tokio::spawn(writer.keep_writing(ports.store.clone()));
        Self { sessions: Sessions::new(ports.clone(), journal), writer }
    }

    async fn turn(&mut self) {
        self.sessions.turn(true).await.expect("an answer");
    }

    /// Turns until there are so many sessions with the platform.
    async fn turn_until(&mut self, platform: &FakeListener, count: u32) {
        self.turn().await;
        platform.sessions(count).await;
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        self.writer.abort();
    }
}

async fn bound(ports: &Ports) -> Channel {
    bound_as(ports, ChannelType::Sms, "acme", 1).await
}

async fn inbound(ports: &Ports, channel: &Channel) -> Verdict {
    let caller = host(BUILT_IN_TENANT);
    check_now(ports, &caller, channel.id).await.expect("a check");
    let known = channel_health(ports, &caller, channel.id).await.expect("an answer");
    known.expect("a bound channel").health.side(Side::Inbound).verdict.clone()
}

pub(crate) async fn what_a_session_brings_is_kept_before_it_is_confirmed_and_then_read(
    server: &TestServer,
) {
    let (platform, ports) = FakeListener::in_front_of(server);
    let (channel, caller) = (bound(&ports).await, host(BUILT_IN_TENANT));
    let form = MessageForm { recipient: "+4917612345".to_owned(), text: "Hello".to_owned() };
    send_test(&ports, &caller, channel.id, None, &form).await.expect("a message");
    let mut holder = Holder::new(&ports);
    holder.turn_until(&platform, 1).await;

    server.store.set(Fault::Unavailable);
    assert!(platform.bring("Is anybody there?").await.is_err(), "it was not kept");
    server.store.set(Fault::None);
    assert_eq!(process_callbacks(&ports).await.expect("an answer").taken, 0);
    for text in ["Is anybody there?", "delivered sent", "delivered sent"] {
        platform.bring(text).await.expect("kept");
    }
    assert_eq!(process_callbacks(&ports).await.expect("an answer").taken, 3);
    assert_eq!(platform.arrivals_read(), 3);
    let last = last_inbound(&ports, &caller, channel.id).await.expect("an answer");
    assert!(last.is_some());
    let messages = messages_of(&ports, &caller, channel.id).await.expect("an answer");
    assert_eq!(messages[0].parts[0].state, DeliveryState::Delivered);
    assert_eq!(inbound(&ports, &channel).await, Verdict::Works);
}

pub(crate) async fn a_session_is_held_by_one_server_and_taken_over_when_it_dies(
    server: &TestServer,
) {
    let (platform, ports) = FakeListener::in_front_of(server);
    bound(&ports).await;
    let (mut one, mut other) = (Holder::new(&ports), Holder::new(&ports));
    one.turn_until(&platform, 1).await;
    other.turn().await;
    server.clock.advance(Duration::from_secs(20));
    one.turn().await;
    server.clock.advance(Duration::from_secs(20));
    other.turn().await;
    assert_eq!(platform.secrets().len(), 1, "its lease was prolonged");

    // It is killed: nothing is given back.
    drop(one);
    platform.sessions(0).await;
    other.turn().await;
    assert_eq!(platform.secrets().len(), 1, "the lease still runs");
    server.clock.advance(Duration::from_secs(31));
    other.turn_until(&platform, 1).await;
    platform.bring("Hello").await.expect("kept");

    // One that stops gives its sessions back.
    other.sessions.leave().await;
    platform.sessions(0).await;
    let mut third = Holder::new(&ports);
    third.turn_until(&platform, 1).await;

    // One that has lost its lease without knowing, since its clock stood still, finds out.
    server.clock.advance(Duration::from_secs(31));
    let mut fourth = Holder::new(&ports);
    fourth.turn_until(&platform, 2).await;
    third.turn().await;
    platform.sessions(1).await;
    assert_eq!(platform.secrets().len(), 4);
}

pub(crate) async fn a_session_ends_with_its_account_and_begins_anew_with_other_credentials(
    server: &TestServer,
) {
    let (platform, ports) = FakeListener::in_front_of(server);
    let (channel, caller) = (bound(&ports).await, host(BUILT_IN_TENANT));
    let mut holder = Holder::new(&ports);
    holder.turn_until(&platform, 1).await;

    begin(&ports, &caller, channel.id, Purpose::Reauthorise).await.expect("a begin");
    let version = async || {
        let bindings = ports.store.bindings_of_channel(BUILT_IN_TENANT, channel.id).await;
        bindings.expect("an answer")[0].version
    };
    let typed = [("account", "acme"), ("token", "new")];
    let typed = typed.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let version_now = version().await;
    authorise(&ports, &caller, channel.id, version_now, "token", &typed).await.expect("an account");
    confirm(&ports, &caller, channel.id, version().await).await.expect("a binding");
    holder.turn_until(&platform, 0).await;
    holder.turn_until(&platform, 1).await;
    assert_eq!(platform.secrets(), ["t", "new"]);

    let entries = ports.store.audit_entries_of_channel(BUILT_IN_TENANT, channel.id, 1).await;
    let id = AuditEntryId::from_uuid(ports.ids.next());
    let audit = AuditEntry { id, ..entries.expect("an answer").remove(0) };
    let now = ports.clock.now();
    let unbound = ports.store.unbind_channel(BUILT_IN_TENANT, channel.id, now, &audit).await;
    assert_eq!(unbound.expect("an answer"), StepOutcome::Done);
    holder.turn_until(&platform, 0).await;
    holder.turn().await;
    server.clock.advance(Duration::from_hours(1));
    holder.turn().await;
    assert_eq!(platform.secrets().len(), 2, "there is nothing to listen to");
}

pub(crate) async fn a_session_that_breaks_is_tried_again_later_and_told_in_the_health(
    server: &TestServer,
) {
    let (platform, ports) = FakeListener::in_front_of(server);
    let channel = bound(&ports).await;
    let mut holder = Holder::new(&ports);
    holder.turn_until(&platform, 1).await;
    let refused = Problem::new(Reason::AccountSuspended).with_code("0x0D");
    platform.set_problem(Some(refused.clone()));
    holder.sessions.ended().await;
    assert_eq!(inbound(&ports, &channel).await, Verdict::Fails(refused));
    platform.set_problem(None);
    holder.turn().await;
    assert_eq!(platform.secrets().len(), 1, "not at once");
    server.clock.advance(Duration::from_mins(1));
    holder.turn_until(&platform, 1).await;
    assert_eq!(inbound(&ports, &channel).await, Verdict::Works);
}

pub(crate) async fn no_request_passes_for_what_a_session_has_brought(server: &TestServer) {
    let (platform, ports) = FakeListener::in_front_of(server);
    let channel = bound(&ports).await;
    let client = server.in_front_of(&ports).await;
    let bindings = ports.store.bindings_of_channel(BUILT_IN_TENANT, channel.id).await;
    let binding = bindings.expect("an answer")[0].id;
    for path in [
        format!("/webhooks/sms/{binding}"),
        format!("/webhooks/sms/{binding}?session:"),
        format!("/webhooks/sms/{binding}#session:"),
    ] {
        let body = path.clone().into_bytes();
        let answer = client.call("POST", &path).body("text/plain", body).send().await;
        assert_eq!(answer.status, 200, "{answer}");
    }
    assert_eq!(process_callbacks(&ports).await.expect("an answer").taken, 3);
    assert_eq!(platform.arrivals_read(), 0, "each was read as a request");
}
