//! kill -9 at each request to a platform: before the platform has heard of it, and after it has
//! carried it out but could not answer. Then the program starts again, says where the channel
//! stands, and an hour later somebody goes on or gives up.
//!
//! Deleting asks no platform and is one transaction; `kills` cuts into that.

use std::collections::BTreeMap;

use app::locale::Locale;
use domain::binding::{
    Binding, BindingState, Purpose, Releasing, authorise, begin, cancel, confirm, release_next,
    unbind,
};
use domain::caller::{AccountManager, Caller};
use domain::channel::{ChannelForm, ChannelType, Lifecycle, create_channel};
use domain::ids::{ChannelId, CreationKey, UserId};
use domain::permissions::Role;
use domain::ports::Ports;
use domain::tenant::{Reason, Standing};
use domain::time::Timestamp;
use server::start::BUILT_IN_TENANT;
use uuid::Uuid;

use crate::gate::{Cut, Later, Moment, Stage};
use crate::load::raise_quota;
use crate::support::client::Client;
use crate::support::database::TestDatabase;
use crate::support::holdings::{assert_legal, held};

const WABA: &str = "102290129340398";
const SYSTEM_USER: &str = "EAASystemUserOfHoshinoTea0000000000000001";
const TEA: Account = Account {
    channel_type: ChannelType::Viber,
    id: "pa:75346594275468546724",
    way: "token",
    typed: &[("token", "4f5d3a01b2c41d3c-8a7b6c5d4e3f2a1b-9c8d7e6f5a4b3c2d")],
};
const CLINIC: Account = Account {
    channel_type: ChannelType::Viber,
    id: "pa:75346594275468546725",
    way: "token",
    typed: &[("token", "4f5d3a01b2c41d3d-8a7b6c5d4e3f2a1c-9c8d7e6f5a4b3c2e")],
};
const NUMBER: Account = Account {
    channel_type: ChannelType::WhatsApp,
    id: "106540352242922",
    way: "system_user",
    typed: &[
        ("waba_id", WABA),
        ("phone_number_id", "106540352242922"),
        ("token", SYSTEM_USER),
        ("pin", "123456"),
    ],
};

/// More requests than any story makes.
const MOST_REQUESTS: u32 = 30;

struct Account {
    channel_type: ChannelType,
    id: &'static str,
    way: &'static str,
    typed: &'static [(&'static str, &'static str)],
}

/// What is being done when the server is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Bind,
    Reauthorise,
    Rebind,
    Unbind,
}

/// What is done, to a channel of which account, with which account.
struct Story {
    act: Act,
    before: &'static Account,
    account: &'static Account,
}

const STORIES: [Story; 6] = [
    Story { act: Act::Bind, before: &NUMBER, account: &NUMBER },
    Story { act: Act::Reauthorise, before: &NUMBER, account: &NUMBER },
    Story { act: Act::Unbind, before: &NUMBER, account: &NUMBER },
    Story { act: Act::Bind, before: &TEA, account: &TEA },
    Story { act: Act::Rebind, before: &TEA, account: &CLINIC },
    Story { act: Act::Unbind, before: &TEA, account: &TEA },
];

pub(crate) async fn whenever_a_server_is_killed_nothing_is_left_at_a_platform(
    database: &TestDatabase,
) {
    raise_quota(&database.url).await;
    let stage = Stage::open().await;
    let mut kills = 0;
    for story in &STORIES {
        let mut server = stage.start(database).await;
        server.sign_in().await;
        let person = server.client;
        server.stop().await;
        for moment in [Moment::Before, Moment::After] {
            let mut passing = 0;
            while is_cut(&stage, database, person, story, Cut { passing, moment }).await {
                kills += 1;
                passing += 1;
                assert!(passing < MOST_REQUESTS, "{:?} has no end", story.act);
            }
            assert!(passing > 0, "{:?} asks no platform {moment:?}", story.act);
        }
    }
    assert!(kills > 40, "only {kills} kills");
}

/// Tells the story until the cut; returns whether it came so far.
async fn is_cut(
    stage: &Stage,
    database: &TestDatabase,
    person: Client,
    story: &Story,
    cut: Cut,
) -> bool {
    let what = format!("{:?} {} {cut:?}", story.act, story.account.id);
    let later = stage.later(database).await;
    let channel = prepared(&later.ports, story).await;
    later.end().await;

    let server = stage.start(database).await;
    let person = person.at(server.client.address);
    stage.arm(cut);
    let is_cut = tokio::select! {
        () = tell(person, channel, story) => false,
        () = stage.reached() => true,
    };
    server.kill().await;
    stage.disarm();

    let server = stage.start(database).await;
    let said = Said::by(person.at(server.client.address), channel).await;
    server.kill().await;

    let later = stage.later(database).await;
    let ports = &later.ports;
    assert_legal(ports, channel, &what).await;
    said.assert_true(ports, channel, &what).await;
    assert_looked_after(stage, &later, channel, &what).await;
    if !is_cut {
        assert_done(ports, channel, story).await;
    }
    go_on(ports, channel, cut.passing.is_multiple_of(2)).await;
    release_all(ports).await;
    assert_legal(ports, channel, &what).await;
    assert_eq!(reporting(stage).await, reporting_of(ports, channel).await, "{what}");
    // The next story needs the accounts.
    let _ = unbind(ports, &manager(), BUILT_IN_TENANT, channel, &note()).await;
    release_all(ports).await;
    assert_eq!(reporting(stage).await, BTreeMap::new(), "{what}");
    later.end().await;
    is_cut
}

/// A channel that is where the story begins.
async fn prepared(ports: &Ports, story: &Story) -> ChannelId {
    let account = story.before;
    let form = ChannelForm {
        customer: None,
        channel_type: account.channel_type.slug().to_owned(),
        name: "Support".to_owned(),
        remarks: String::new(),
    };
    let caller = admin(UserId::from_uuid(Uuid::from_u128(0xa1)));
    let key = CreationKey::from_uuid(ports.ids.next());
    let channel = create_channel(ports, &caller, &form, key, true).await.expect("a channel").id;
    if story.act == Act::Bind {
        return channel;
    }
    let typed = account.typed.iter().map(|(name, value)| ((*name).into(), (*value).into()));
    let typed: Vec<(String, String)> = typed.collect();
    begin(ports, &caller, channel, Purpose::Bind).await.expect("a beginning");
    let version = open(ports, channel).await.expect("an open binding").version;
    let found = authorise(ports, &caller, channel, version, account.way, &typed).await;
    found.expect("an account");
    let version = open(ports, channel).await.expect("an open binding").version;
    confirm(ports, &caller, channel, version).await.expect("a bound channel");
    // Its health is not looked at before the hour has passed, so that only the story's requests
    // come to the gate.
    ports.store.watch_bound_channels(ports.clock.now()).await.expect("an answer");
    channel
}

/// Does it as a person does. The server may go away meanwhile.
async fn tell(person: Client, channel: ChannelId, story: &Story) {
    let purpose = match story.act {
        Act::Bind => "bind",
        Act::Reauthorise => "reauthorise",
        Act::Rebind => "rebind",
        Act::Unbind => {
            let desk = format!("/back-office/tenants/{BUILT_IN_TENANT}/channels/{channel}/unbind");
            let answer = person.post(&desk, &[("note", "a test")]).send().await;
            assert_eq!(answer.status, 303, "{answer}");
            let releasing = (Locale::English.texts().detail.next_action)(Lifecycle::Unbinding);
            // A server releases in the background.
            loop {
                let flow = person.get(&format!("/channels/{channel}/bind")).send().await;
                if !flow.text().contains(releasing) {
                    return;
                }
            }
        }
    };
    let flow = format!("/channels/{channel}/bind");
    let answer = person.post(&flow, &[("purpose", purpose)]).send().await;
    assert_eq!(answer.status, 303, "{answer}");
    let version = person.get(&flow).send().await.hidden_field("version");
    let mut form = vec![("version", &*version), ("way", story.account.way)];
    form.extend(story.account.typed);
    // What is held back has no answer until the server is killed.
    let Ok(answer) = person.post(&format!("{flow}/authorise"), &form).try_send().await else {
        return std::future::pending().await;
    };
    assert_eq!(answer.status, 303, "{answer}");
    let version = person.get(&flow).send().await.hidden_field("version");
    let form = [("version", &*version)];
    let Ok(answer) = person.post(&format!("{flow}/confirm"), &form).try_send().await else {
        return std::future::pending().await;
    };
    let bound = format!("/channels/{channel}?notice=bound");
    assert_eq!(answer.header("location"), bound, "{answer}");
}

/// What the console says when it has started again.
struct Said {
    flow: String,
}

impl Said {
    async fn by(person: Client, channel: ChannelId) -> Self {
        let flow = person.get(&format!("/channels/{channel}/bind")).send().await;
        assert_eq!(flow.status, 200, "{flow}");
        let page = person.get(&format!("/channels/{channel}")).send().await;
        assert_eq!(page.status, 200, "{page}");
        Self { flow: flow.unescaped() }
    }

    async fn assert_true(&self, ports: &Ports, channel: ChannelId, what: &str) {
        let texts = Locale::English.texts();
        let words = &texts.binding;
        let lifecycle = lifecycle(ports, channel).await;
        let sentences = match open(ports, channel).await {
            Some(open) if open.told_platform => vec![words.confirming],
            Some(open) if open.account.is_some() => vec![words.account_heading],
            Some(_) => vec![words.ways_heading],
            None if lifecycle == Lifecycle::Bound => vec![(texts.detail.next_action)(lifecycle)],
            // The server that was asked may have let the account go since.
            None => vec![(texts.detail.next_action)(Lifecycle::Unbinding), words.start],
        };
        let is_said = sentences.iter().any(|sentence| self.flow.contains(sentence));
        assert!(is_said, "{what}: none of {sentences:?} in {}", self.flow);
    }
}

/// Whatever reports to the console at a platform is known here, so that it can be let go.
async fn assert_looked_after(stage: &Stage, later: &Later, channel: ChannelId, what: &str) {
    let held = held(&later.ports, channel).await;
    for account in reporting(stage).await.into_keys() {
        let holds = |one: &&Binding| one.account.as_ref().is_some_and(|held| held.id == account);
        let holder = held
            .iter()
            .filter(holds)
            .find(|one| one.told_platform || !matches!(one.state, BindingState::Open(_)));
        assert!(holder.is_some(), "{what}: nobody looks after {account}: {held:?}");
    }
}

/// What was acknowledged has happened.
async fn assert_done(ports: &Ports, channel: ChannelId, story: &Story) {
    let held = held(ports, channel).await;
    let current = held.iter().find(|one| one.state == BindingState::Current);
    let account = current.and_then(|one| one.account.as_ref()).map(|account| account.id.as_str());
    let expected = (story.act != Act::Unbind).then_some(story.account.id);
    assert_eq!(account, expected, "{:?} was acknowledged", story.act);
}

/// Confirms what can be confirmed, or cancels it.
async fn go_on(ports: &Ports, channel: ChannelId, confirms: bool) {
    let Some(open) = open(ports, channel).await else { return };
    let caller = admin(open.started_by);
    if confirms && open.account.is_some() {
        confirm(ports, &caller, channel, open.version).await.expect("it is confirmed");
    } else {
        cancel(ports, &caller, channel).await.expect("it is cancelled");
    }
}

async fn release_all(ports: &Ports) {
    loop {
        match release_next(ports).await.expect("an answer") {
            Releasing::Nothing => return,
            Releasing::Released(_) => {}
            Releasing::PutOff(_, problem) => panic!("{problem}"),
        }
    }
}

async fn open(ports: &Ports, channel: ChannelId) -> Option<Binding> {
    held(ports, channel).await.into_iter().find(|one| one.purpose().is_some())
}

async fn lifecycle(ports: &Ports, channel: ChannelId) -> Lifecycle {
    let channel = ports.store.channel_by_id(BUILT_IN_TENANT, channel).await;
    channel.expect("an answer").expect("a channel").lifecycle
}

/// The accounts that report here by what the platforms say, and where to, if each has an address
/// of its own.
async fn reporting(stage: &Stage) -> BTreeMap<String, String> {
    let mut reporting = BTreeMap::new();
    let subscribed = format!("/graph.facebook.com/v25.0/{WABA}/subscribed_apps");
    let call = stage.platforms().get(&subscribed);
    let answer = call.header("authorization", &format!("Bearer {SYSTEM_USER}")).send().await;
    let body: serde_json::Value = serde_json::from_str(answer.text()).expect("JSON");
    if !body["data"].as_array().expect("a list").is_empty() {
        reporting.insert(NUMBER.id.to_owned(), String::new());
    }
    for bot in [&TEA, &CLINIC] {
        let call = stage.platforms().call("POST", "/chatapi.viber.com/pa/get_account_info");
        let call = call.header("x-viber-auth-token", bot.typed[0].1);
        let answer = call.body("application/json", "{}").send().await;
        let body: serde_json::Value = serde_json::from_str(answer.text()).expect("JSON");
        let webhook = body["webhook"].as_str().unwrap_or_default();
        if !webhook.is_empty() {
            reporting.insert(bot.id.to_owned(), webhook.to_owned());
        }
    }
    reporting
}

/// The same by what the channel holds.
async fn reporting_of(ports: &Ports, channel: ChannelId) -> BTreeMap<String, String> {
    let held = held(ports, channel).await;
    let reporting = held.iter().filter_map(|binding| {
        let account = binding.account.as_ref()?.id.clone();
        let endpoint = ports.platforms.endpoint(binding.channel_type, binding.id);
        let is_own = binding.channel_type == ChannelType::Viber;
        Some((account, if is_own { endpoint.url } else { String::new() }))
    });
    reporting.collect()
}

fn admin(user: UserId) -> Caller {
    Caller {
        user,
        tenant: BUILT_IN_TENANT,
        tenant_name: "Example".to_owned(),
        role: Role::Admin,
        standing: Standing::active(Timestamp::from_micros(0)),
        provider: None,
        fresh: true,
        actor: "a test".to_owned(),
    }
}

fn manager() -> AccountManager {
    AccountManager { fresh: true, actor: "manager@example.com".to_owned() }
}

fn note() -> Reason {
    Reason::parse("a test").expect("a reason")
}
