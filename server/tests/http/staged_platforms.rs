//! Simulated platforms around one console, which they reach over the network.

use std::sync::Arc;
use std::time::Duration;

use domain::binding::{Purpose, authorise, begin, confirm, holdings};
use domain::callback::{Processing, process_callbacks};
use domain::caller::Caller;
use domain::channel::{ChannelForm, ChannelType, create_channel};
use domain::ids::{BindingId, ChannelId, CreationKey};
use domain::message::{Message, MessageError, MessageForm, messages_of, send_test};
use domain::ports::Ports;
use server::platforms::{BaseUrl, PlatformSettings};
use server::start::BUILT_IN_TENANT;
use simulator::{Fault, ManualClock, Options, Simulator};
use tokio::net::TcpListener;

use crate::bench::TestServer;
use crate::people;
use crate::support::client::Client;

/// 25 November 2026, in milliseconds.
const START: u64 = 1_795_600_000_000;

/// The app at Meta as the simulator has it.
pub(crate) const APP_SECRET: &str = "5a1e0c7d2b9f4836a1e0c7d2b9f48365";
pub(crate) const VERIFY_TOKEN: &str = "verify-me";

pub(crate) struct Stage {
    pub(crate) simulator: Simulator,
    clock: ManualClock,
    pub(crate) ports: Ports,
    /// In front of the console.
    pub(crate) client: Client,
    pub(crate) caller: Caller,
}

/// A channel with its account, and a customer of that.
pub(crate) struct BoundChannel {
    pub(crate) id: ChannelId,
    pub(crate) binding: BindingId,
    pub(crate) account: &'static str,
    pub(crate) customer: &'static str,
    /// What a customer writes to, where it is not the account.
    written_to: &'static str,
}

impl Stage {
    pub(crate) async fn around(server: &TestServer) -> Self {
        let clock = ManualClock::at(START);
        let slowness = Duration::from_mins(1);
        let options = Options { clock: Arc::new(clock.clone()), seed: [7; 32], slowness };
        let simulator = Simulator::new(options);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(simulator.clone().serve(listener));
        let base = |host: &str| {
            Some(BaseUrl::try_from(format!("http://{address}/{host}")).expect("an address"))
        };
        let settings = PlatformSettings {
            meta_app_id: Some("600100200300400".to_owned()),
            meta_app_secret: Some(APP_SECRET.to_owned()),
            meta_verify_token: Some(VERIFY_TOKEN.to_owned()),
            meta_graph_url: base("graph.facebook.com"),
            viber_url: base("chatapi.viber.com/pa"),
            twilio_url: base("api.twilio.com"),
            allowed_private_networks: "127.0.0.0/8".parse().expect("a network"),
            ..PlatformSettings::default()
        };
        let (ports, client) = server.with_platforms(&settings).await;
        Self { simulator, clock, ports, client, caller: people::host(BUILT_IN_TENANT) }
    }

    /// A channel without an account.
    pub(crate) async fn channel(&self, channel_type: ChannelType) -> ChannelId {
        let form = ChannelForm {
            customer: None,
            channel_type: channel_type.slug().to_owned(),
            name: channel_type.product_name().to_owned(),
            remarks: String::new(),
        };
        let key = CreationKey::from_uuid(self.ports.ids.next());
        let created = create_channel(&self.ports, &self.caller, &form, key, true).await;
        created.expect("a channel").id
    }

    /// A channel that is bound as a person binds it.
    pub(crate) async fn bound(&self, channel_type: ChannelType) -> BoundChannel {
        let id = self.channel(channel_type).await;
        let (way, typed, account, customer, written_to) = match channel_type {
            ChannelType::Viber => (
                "token",
                vec![("token", "4f5d3a01b2c41d3c-8a7b6c5d4e3f2a1b-9c8d7e6f5a4b3c2d")],
                "pa:75346594275468546724",
                "01234567890A=",
                "pa:75346594275468546724",
            ),
            ChannelType::Sms => (
                "twilio",
                vec![
                    ("account_sid", "AC00000000000000000000000000000001"),
                    ("auth_token", "5e0d3f1a2b4c6d7e8f90123456789ab1"),
                    ("sender", "+15550100000"),
                ],
                "AC00000000000000000000000000000001",
                "+15550101234",
                "+15550100000",
            ),
            _ => (
                "system_user",
                vec![
                    ("waba_id", "102290129340398"),
                    ("phone_number_id", "106540352242922"),
                    ("token", "EAASystemUserOfHoshinoTea0000000000000001"),
                    ("pin", "123456"),
                ],
                "106540352242922",
                "15550101234",
                "106540352242922",
            ),
        };
        let typed: Vec<_> =
            typed.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let (ports, caller) = (&self.ports, &self.caller);
        begin(ports, caller, id, Purpose::Bind).await.expect("a beginning");
        let version = self.open_version(id).await;
        let authorised = authorise(ports, caller, id, version, way, &typed).await;
        authorised.expect("an account");
        let version = self.open_version(id).await;
        confirm(ports, caller, id, version).await.expect("a binding");
        let held = holdings(ports, caller, id).await.expect("what it holds");
        let binding = held.current.expect("an account").id;
        BoundChannel { id, binding, account, customer, written_to }
    }

    async fn open_version(&self, id: ChannelId) -> i64 {
        let held = holdings(&self.ports, &self.caller, id).await.expect("what it holds");
        held.open.expect("an open binding").version
    }

    pub(crate) fn switch(&self, channel: &BoundChannel, faults: &[Fault]) {
        self.simulator.set_faults(channel.account, faults.iter().copied()).expect("an account");
    }

    pub(crate) fn customer_writes(&self, channel: &BoundChannel, texts: &[&str]) {
        let texts: Vec<_> = texts.iter().map(|text| (*text).to_owned()).collect();
        let written = self.simulator.customer_writes(channel.written_to, channel.customer, &texts);
        written.expect("an account");
    }

    /// Lets a minute pass for the platforms, and reads what they have sent.
    pub(crate) async fn a_minute_passes(&self) {
        for _ in 0..60 {
            self.clock.advance(Duration::from_secs(1));
            self.simulator.deliver_due().await;
        }
        self.read().await;
    }

    /// Reads everything that was kept.
    pub(crate) async fn read(&self) -> Processing {
        let mut all = Processing::default();
        loop {
            let some = process_callbacks(&self.ports).await.expect("an answer");
            if some.taken == 0 {
                return all;
            }
            assert!(some.failed.is_empty(), "{some:?}");
            all.taken += some.taken;
            all.unreadable.extend(some.unreadable);
        }
    }

    pub(crate) async fn send(
        &self,
        channel: ChannelId,
        recipient: &str,
    ) -> Result<Message, MessageError> {
        let form = MessageForm { recipient: recipient.to_owned(), text: "Hello".to_owned() };
        send_test(&self.ports, &self.caller, channel, None, &form).await
    }

    /// The newest message.
    pub(crate) async fn newest(&self, channel: ChannelId) -> Message {
        let messages = messages_of(&self.ports, &self.caller, channel).await.expect("messages");
        messages.into_iter().next().expect("a message")
    }
}
