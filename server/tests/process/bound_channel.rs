//! A channel that holds an account before any server runs, and what its platform sends.

use std::path::Path;
use std::sync::Arc;

use data_encoding::HEXLOWER;
use domain::audit::{AuditAction, AuditEntry, AuditOutcome};
use domain::binding::{
    Binding, BindingState, Bound, Hold, Purpose, account_fingerprint, seal_credentials,
};
use domain::channel::{
    Channel, ChannelHealth, ChannelName, ChannelType, InsertOutcome, Lifecycle, Remarks,
};
use domain::ids::{AuditEntryId, BindingId, ChannelId, CreationKey, UserId};
use domain::platform::{Account, Credentials};
use domain::ports::Ports;
use domain::sources::FixedClock;
use domain::time::Timestamp;
use hmac::{Hmac, KeyInit, Mac};
use server::key_file::KeyFile;
use server::platforms::PlatformSettings;
use server::public_url::PublicUrl;
use server::start::{self, BUILT_IN_TENANT};
use sha2::Sha256;

const APP_SECRET: &str = "5a1e0c7d2b9f4836a1e0c7d2b9f48365";
const NUMBER_ID: &str = "106540352242922";
const PUBLIC_URL: &str = "https://suiro.example";

/// What a server has to be told to believe [`delivery`].
pub(crate) const VARIABLES: [(&str, &str); 4] = [
    ("SUIRO_PUBLIC_URL", PUBLIC_URL),
    ("SUIRO_PLATFORMS_META_APP_ID", "600100200300400"),
    ("SUIRO_PLATFORMS_META_APP_SECRET", APP_SECRET),
    ("SUIRO_PLATFORMS_META_VERIFY_TOKEN", "verify-me"),
];

/// A database as a server sees it, an hour later: what a server that was killed has taken is free
/// again.
pub(crate) async fn ports(database_url: &str, key_file: &Path) -> Ports {
    let settings = PlatformSettings {
        meta_app_id: Some("600100200300400".to_owned()),
        meta_app_secret: Some(APP_SECRET.to_owned()),
        meta_verify_token: Some("verify-me".to_owned()),
        ..PlatformSettings::default()
    };
    let public_url = PUBLIC_URL.parse().expect("a URL");
    ports_later(database_url, key_file, &settings, &public_url).await
}

/// The same with these platforms.
pub(crate) async fn ports_later(
    database_url: &str,
    key_file: &Path,
    settings: &PlatformSettings,
    public_url: &PublicUrl,
) -> Ports {
    let database = storage::connect(database_url).await.expect("the database opens");
    database.migrate().await.expect("the migrations run");
    let keys = KeyFile::at(key_file.to_owned());
    let ports = start::ports(database.store(), keys.clone()).expect("ports");
    keys.read_or_make(ports.clock.now()).expect("keys");
    let later = Timestamp::from_micros(ports.clock.now().micros() + 3_600 * 1_000_000);
    let platforms = server::platforms::platforms(settings, public_url, ports.clock.clone());
    let platforms = platforms.expect("adapters");
    Ports { platforms, clock: Arc::new(FixedClock(later)), ..ports }
}

/// A `WhatsApp` channel of the first tenant that is bound to a number.
pub(crate) async fn bind(ports: &Ports) -> ChannelId {
    let at = Timestamp::from_micros(1_700_000_000_000_000);
    let id = ChannelId::from_uuid(ports.ids.next());
    let channel = Channel {
        id,
        tenant: BUILT_IN_TENANT,
        channel_type: ChannelType::WhatsApp,
        name: ChannelName::parse("Support").expect("a name"),
        remarks: Remarks::default(),
        lifecycle: Lifecycle::Unbound,
        bound_account: None,
        health: ChannelHealth::NotMeasured,
        version: 1,
        created_at: at,
        updated_at: at,
    };
    let key = CreationKey::from_uuid(ports.ids.next());
    let inserted = ports.store.insert_channel(&channel, key, &note(ports, id)).await;
    assert_eq!(inserted.expect("an answer"), InsertOutcome::Inserted);

    let account = Account {
        id: NUMBER_ID.to_owned(),
        name: "Hoshino Tea".to_owned(),
        picture: None,
        facts: Vec::new(),
    };
    let mut binding = Binding {
        id: BindingId::from_uuid(ports.ids.next()),
        tenant: BUILT_IN_TENANT,
        channel: id,
        channel_type: ChannelType::WhatsApp,
        state: BindingState::Open(Purpose::Bind),
        version: 1,
        way: Some("system_user".to_owned()),
        account: Some(account.clone()),
        sealed: None,
        checks: Vec::new(),
        problem: None,
        told_platform: false,
        started_by: UserId::from_uuid(ports.ids.next()),
        started_by_name: "a test".to_owned(),
        started_at: at,
        changed_at: at,
        due_at: None,
        turns: 0,
    };
    let credentials = Credentials::default().with("phone_number_id", NUMBER_ID);
    binding.sealed = seal_credentials(ports, &binding, &credentials).await.expect("a seal");
    let store = &ports.store;
    store.start_binding(&binding, &note(ports, id)).await.expect("a beginning");
    let fingerprint = account_fingerprint(ports, ChannelType::WhatsApp, NUMBER_ID).await;
    let hold = Hold { account: fingerprint.expect("a fingerprint"), unit: None };
    let until = Timestamp::from_micros(at.micros() + 1);
    store.claim_account(&binding, Some(&hold), at, until).await.expect("a claim");
    let claimed = store.binding_by_id(binding.id).await.expect("an answer").expect("a binding");
    let sealed = claimed.sealed.clone().expect("credentials");
    let bound = Bound { account, sealed, at, kept_until: at };
    store.finish_binding(&claimed, &bound, &note(ports, id)).await.expect("an end");
    let holder = store.binding_by_account(&hold.account).await.expect("an answer");
    assert_eq!(holder.expect("a binding").state, BindingState::Current);
    id
}

fn note(ports: &Ports, channel: ChannelId) -> AuditEntry {
    AuditEntry {
        id: AuditEntryId::from_uuid(ports.ids.next()),
        tenant: BUILT_IN_TENANT,
        at: Timestamp::from_micros(1_700_000_000_000_000),
        actor: "a test".to_owned(),
        provider: None,
        action: AuditAction::ChannelCreate,
        channel: Some(channel),
        user: None,
        outcome: AuditOutcome::Done,
        changes: Vec::new(),
    }
}

/// The body that tells of a message, and its signature.
pub(crate) fn delivery(number: u64) -> (String, String) {
    let body = format!(
        r#"{{"object":"whatsapp_business_account","entry":[{{"id":"102290129340398","changes":[{{"value":{{"messaging_product":"whatsapp","metadata":{{"display_phone_number":"15550100000","phone_number_id":"{NUMBER_ID}"}},"contacts":[{{"profile":{{"name":"Customer"}},"wa_id":"15550101234"}}],"messages":[{{"from":"15550101234","id":"wamid.{number:032}","timestamp":"1795600000","text":{{"body":"Where is my order number {number}?"}},"type":"text"}}]}},"field":"messages"}}]}}]}}"#
    );
    let mac = Hmac::<Sha256>::new_from_slice(APP_SECRET.as_bytes()).expect("a key");
    let signature = mac.chain_update(body.as_bytes()).finalize().into_bytes();
    (format!("sha256={}", HEXLOWER.encode(&signature)), body)
}

/// How many messages have come in.
pub(crate) async fn received(ports: &Ports, channel: ChannelId) -> u64 {
    let since = Timestamp::from_micros(0);
    let hours = ports.store.channel_traffic(BUILT_IN_TENANT, channel, since).await;
    hours.expect("an answer").iter().map(|hour| hour.received).sum()
}
