//! A tenant whose every text and id can be recognised wherever it comes out.

use domain::audit::AuditFilter;
use domain::channel::{ChannelForm, ChannelList, create_channel};
use domain::channel_request::{ChannelRequestForm, ask_for_unbinding};
use domain::ids::{
    AuditEntryId, ChannelId, ChannelRequestId, CreationKey, LinkId, QuotaRequestId, SessionId,
    TenantId, UserId,
};
use domain::permissions::Role;
use domain::quota_request::{self, QuotaRequestForm};
use domain::secrets::{SecretToken, TokenHash};
use domain::tenant::{
    ChannelUsage, Company, Contact, Country, DEFAULT_CHANNEL_QUOTA, RegistrationNumber, Standing,
    Tenant,
};

use crate::bench::TestServer;
use crate::channel_requests::bound_to;
use crate::people::{self, OTHER_TENANT};
use crate::support::client::Client;

/// More than a page of channels, so that there is a position in the list.
const CHANNELS: usize = 30;

/// Something of the tenant, and something of the same shape that is nobody's.
#[derive(Debug)]
pub(crate) struct Canary {
    /// As a request may name it.
    pub(crate) value: String,
    /// The part that no escaping changes.
    pub(crate) mark: String,
    /// What makes it nobody's when it stands in the place of the mark. Of the same length.
    pub(crate) nobodys: String,
}

impl Canary {
    /// A text that holds the word.
    fn text(value: String, word: &str) -> Self {
        Self { value, mark: word.to_owned(), nobodys: word.replace("canary", "nobody") }
    }

    /// An id, and that of the next moment. It lies beside it in every order.
    fn id(value: String, next: &str) -> Self {
        let (_, mark) = value.split_once('_').expect("a prefix");
        let (_, nobodys) = next.split_once('_').expect("a prefix");
        Self { mark: mark.to_owned(), nobodys: nobodys.to_owned(), value }
    }

    /// Letters and digits that mean nothing when one of them is another.
    fn digits(value: String) -> Self {
        let other = if value.starts_with('0') { "1" } else { "0" };
        Self { mark: value.clone(), nobodys: other.to_owned() + &value[1..], value }
    }
}

macro_rules! id {
    ($kind:ident, $id:expr) => {{
        let (id, beside): ($kind, _) = ($id, $id.uuid().as_u128() ^ 1);
        let beside = $kind::from_uuid(uuid::Uuid::from_u128(beside));
        Canary::id(id.to_string(), &beside.to_string())
    }};
}

/// The tenant, with people, channels, invitations and a log.
pub(crate) struct Canaries {
    pub(crate) all: Vec<Canary>,
    /// An admin of the tenant, who may see all of it.
    pub(crate) owner: Client,
    /// Somebody whom the tenant has removed.
    pub(crate) removed: Client,
    /// The marks of what is their own: their name and their session.
    pub(crate) of_removed: Vec<String>,
    tokens: Vec<TokenHash>,
    channel_name: String,
}

impl Canaries {
    pub(crate) async fn release(server: &TestServer) -> Self {
        let ports = &server.ports;
        let mut all = vec![id!(TenantId, OTHER_TENANT)];
        let mut word = {
            let mut number = 0;
            move || {
                number += 1;
                format!("canary{number:04}")
            }
        };
        let mut words = Vec::new();
        let mut text = |format: &dyn Fn(&str) -> String| {
            let word = word();
            let value = format(&word);
            words.push(Canary::text(value.clone(), &word));
            value
        };
        insert_tenant(server, &mut text).await;
        let mut channel_name = String::new();
        for _ in 0..CHANNELS {
            let form = ChannelForm {
                customer: None,
                channel_type: "sms".to_owned(),
                name: text(&str::to_owned),
                remarks: text(&str::to_owned),
            };
            let key = CreationKey::from_uuid(ports.ids.next());
            let host = people::host(OTHER_TENANT);
            let channel = create_channel(ports, &host, &form, key, true).await.expect("a channel");
            all.extend([id!(ChannelId, channel.id), id!(CreationKey, key)]);
            channel_name = form.name;
        }
        let form = QuotaRequestForm { quota: "200".to_owned(), reason: text(&str::to_owned) };
        let host = people::host(OTHER_TENANT);
        quota_request::ask(ports, &host, &form).await.expect("a request");
        let requests = ports.store.quota_requests(OTHER_TENANT, 1).await.expect("requests");
        all.push(id!(QuotaRequestId, requests[0].id));
        let bound = bound_to(ports, OTHER_TENANT, &text(&str::to_owned)).await;
        let form = ChannelRequestForm { reason: text(&str::to_owned) };
        let asked = ask_for_unbinding(ports, &host, bound, &form).await;
        asked.expect("a request about a channel");
        let about = ports.store.requests_about_channel(OTHER_TENANT, bound, 1).await;
        let about = about.expect("requests")[0].id;
        all.extend([id!(ChannelId, bound), id!(ChannelRequestId, about)]);
        let mut clients = Vec::new();
        let mut tokens = Vec::new();
        let mut of_removed = Vec::new();
        for role in [Role::Admin, Role::Viewer, Role::Viewer] {
            let email = text(&|word| format!("{word}@example.com"));
            let signed_in = people::member(ports, OTHER_TENANT, &email, role).await;
            let token = ports.secrets.hash_token(&signed_in.token);
            let session = ports.store.signed_in(&token).await.expect("an answer");
            let session = session.expect("a session").session;
            // Hashes as somebody has them who has read the database.
            let device = ports.secrets.hash_token(&signed_in.device);
            let own = [
                Canary::digits(in_digits(token)),
                Canary::digits(in_digits(device)),
                id!(UserId, signed_in.user.id),
                id!(SessionId, session.id),
            ];
            of_removed = own.iter().map(|canary| canary.mark.clone()).collect();
            of_removed.extend(email.split('@').next().map(str::to_owned));
            all.extend(own);
            clients.push(server.client.with_session(&signed_in.token));
            tokens.push(token);
            let email = text(&|word| format!("{word}@example.com"));
            let (link, token) = people::invitation(ports, OTHER_TENANT, &email, role).await;
            let hash = in_digits(ports.secrets.hash_token(&token));
            all.extend([id!(LinkId, link.id), Canary::digits(hash)]);
        }
        let removed = server.user(&words[words.len() - 2].value).await;
        let host = people::host(OTHER_TENANT);
        domain::member::remove_member(ports, &host, removed).await.expect("it goes");
        for entry in entries(server).await {
            all.push(id!(AuditEntryId, entry));
        }
        let page = clients[0].get("/channels?sort=name").send().await;
        let (_, position) = page.text().split_once("after=").expect("a next page");
        let end = position.find(['"', '&']).expect("the end of an address");
        all.push(Canary::digits(position[..end].to_owned()));
        all.extend(words);
        Self { all, owner: clients[0], removed: clients[2], of_removed, tokens, channel_name }
    }

    /// Otherwise it would be no wonder that nobody else sees anything.
    pub(crate) async fn assert_seen_by_their_owner(&self) {
        let of = |prefix| self.all.iter().find(|one| one.value.starts_with(prefix));
        let channel = &of("ch_").expect("a channel").value;
        for address in [
            "/channels",
            "/channels.csv",
            "/members",
            "/organisation",
            "/audit-log",
            "/audit-log.csv",
        ] {
            self.assert_seen_at(address).await;
        }
        self.assert_seen_at(&format!("/channels/{channel}")).await;
        let address = format!("/channels/name-check?type=sms&name={}", self.channel_name);
        assert_eq!(self.owner.get(&address).send().await.text(), "used");
    }

    async fn assert_seen_at(&self, address: &str) {
        let answer = self.owner.get(address).send().await;
        let seen = |one: &&Canary| answer.text().contains(&one.mark);
        assert!(self.all.iter().filter(seen).count() > 2, "{address}: {answer}");
    }

    /// All that is the tenant's.
    pub(crate) async fn state(&self, server: &TestServer) -> String {
        let (store, now) = (&server.ports.store, server.ports.clock.now());
        let tenant = store.tenant_by_id(OTHER_TENANT).await.expect("an answer");
        let (filter, order) = Default::default();
        let list = ChannelList { filter, order, limit: 1000, position: None };
        let channels = store.channels(OTHER_TENANT, &list).await.expect("channels");
        let members = store.members(OTHER_TENANT).await.expect("members");
        let invitations = store.invitations(OTHER_TENANT, now).await.expect("invitations");
        let requests = store.quota_requests(OTHER_TENANT, 100).await.expect("requests");
        let about = store.open_channel_requests(None, 100).await.expect("requests");
        let requests = (requests, about);
        let mut state = format!("{tenant:?} {channels:?} {members:?} {invitations:?} {requests:?}");
        for token in &self.tokens {
            let signed_in = store.signed_in(token).await.expect("an answer").expect("a session");
            state = format!("{state} {:?} {:?}", signed_in.user, signed_in.membership);
        }
        format!("{state} {:?}", entries(server).await)
    }
}

async fn insert_tenant(
    server: &TestServer,
    text: &mut impl FnMut(&dyn Fn(&str) -> String) -> String,
) {
    let tenant = Tenant {
        id: OTHER_TENANT,
        name: text(&str::to_owned),
        usage: ChannelUsage { used: 0, quota: DEFAULT_CHANNEL_QUOTA },
        standing: Standing::active(server.ports.clock.now()),
        company: Company {
            country: Country::parse("JP").ok(),
            registration_number: RegistrationNumber::parse(&text(&str::to_owned)).ok(),
            contact: Contact::parse(&text(&str::to_owned)).ok(),
        },
        service_provider: false,
        provider: None,
        created_at: server.ports.clock.now(),
    };
    assert!(server.ports.store.insert_tenant(&tenant, &[]).await.expect("an answer"));
}

async fn entries(server: &TestServer) -> Vec<AuditEntryId> {
    let filter = AuditFilter::default();
    let entries = server.ports.store.audit_entries(OTHER_TENANT, &filter, None, 1000).await;
    entries.expect("a log").iter().map(|entry| entry.id).collect()
}

fn in_digits(hash: TokenHash) -> String {
    SecretToken::from_bytes(hash.0).reveal()
}
