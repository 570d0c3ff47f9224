//! A platform whose accounts do what a case says.

use std::collections::{BTreeSet, HashMap};
use std::future::pending;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use async_trait::async_trait;
use domain::binding::{Purpose, authorise, begin, confirm};
use domain::channel::{Channel, ChannelForm, ChannelType, create_channel};
use domain::channel_settings::ChannelSettings;
use domain::ids::CreationKey;
use domain::platform::{
    Account, Authorisation, Callback, CallbackRefused, Candidate, Check, CodeGrant,
    CredentialField, Credentials, Endpoint, Health, Platform, PlatformSetting, Platforms, Probe,
    Problem, Reading, Reason, ReleaseScope, Reply, Sent, Setting, TextMessage, Way,
};
use domain::ports::Ports;
use server::start::BUILT_IN_TENANT;

use crate::bench::TestServer;
use crate::people::host;

pub(crate) static WAYS: [Way; 1] = [Way {
    name: "token",
    authorisation: Authorisation::Form,
    fields: &[CredentialField::line("account"), CredentialField::secret("token")],
}];

static SETTINGS: [PlatformSetting; 3] = [
    PlatformSetting::of_messages(Setting::DisplayName).at_most(28),
    PlatformSetting::of_account(Setting::About),
    PlatformSetting::of_account(Setting::Email),
];

/// What an account does when it is asked how it is.
#[derive(Debug, Clone)]
pub(crate) enum Mood {
    /// It says this.
    Is(Box<Health>),
    /// It never answers.
    Hangs,
    /// It meets an error of the program.
    Panics,
}

impl Mood {
    pub(crate) fn is(health: Health) -> Self {
        Self::Is(Box::new(health))
    }
}

/// A platform of one type, all of whose accounts exist.
#[derive(Default)]
pub(crate) struct FakePlatform {
    moods: Mutex<HashMap<String, Mood>>,
    /// The credentials that come next when somebody prolongs some.
    renewed: Mutex<Option<Credentials>>,
    checks: AtomicU32,
    /// The accounts that report to the console.
    registered: Mutex<BTreeSet<String>>,
    /// When each account was asked.
    asked: Mutex<HashMap<String, Vec<Instant>>>,
    /// What each account was told of its channel.
    told: Mutex<HashMap<String, ChannelSettings>>,
    /// The accounts that take no settings, and why.
    refusing: Mutex<HashMap<String, Reason>>,
}

impl FakePlatform {
    /// The console of a case with this platform in it.
    pub(crate) fn in_front_of(server: &TestServer) -> (Arc<Self>, Ports) {
        let platform = Arc::new(Self::default());
        let platforms = Platforms::new("https://suiro.example", vec![platform.clone() as _]);
        (platform, Ports { platforms, ..server.ports.clone() })
    }

    pub(crate) fn set(&self, account: &str, mood: Mood) {
        let mut moods = self.moods.lock().unwrap_or_else(PoisonError::into_inner);
        moods.insert(account.to_owned(), mood);
    }

    /// From now on the account has this problem.
    pub(crate) fn fails(&self, account: &str, reason: Reason) {
        self.set(account, Mood::is(Health::of_problem(&reason.into())));
    }

    pub(crate) fn renews(&self, credentials: Credentials) {
        *self.renewed.lock().unwrap_or_else(PoisonError::into_inner) = Some(credentials);
    }

    /// How often accounts were asked how they are.
    pub(crate) fn checks(&self) -> u32 {
        self.checks.load(Ordering::SeqCst)
    }

    /// The accounts that report to the console.
    pub(crate) fn registered(&self) -> BTreeSet<String> {
        self.registered.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// When each account was asked how it is.
    pub(crate) fn asked(&self) -> HashMap<String, Vec<Instant>> {
        std::mem::take(&mut self.asked.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What the account has of the settings of its channel.
    pub(crate) fn settings_of(&self, account: &str) -> ChannelSettings {
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.get(account).cloned().unwrap_or_default()
    }

    /// What somebody has set at the platform itself.
    pub(crate) fn has_settings(&self, account: &str, settings: ChannelSettings) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.insert(account.to_owned(), settings);
    }

    /// From now on the account takes no settings because of this, or takes them again.
    pub(crate) fn refuses_settings(&self, account: &str, reason: Option<Reason>) {
        let mut refusing = self.refusing.lock().unwrap_or_else(PoisonError::into_inner);
        match reason {
            Some(reason) => refusing.insert(account.to_owned(), reason),
            None => refusing.remove(account),
        };
    }

    fn refusal(&self, credentials: &Credentials) -> Result<(), Problem> {
        let refusing = self.refusing.lock().unwrap_or_else(PoisonError::into_inner);
        let account = credentials.get("account").unwrap_or_default();
        refusing.get(account).map_or(Ok(()), |reason| Err((*reason).into()))
    }

    fn note(&self, credentials: &Credentials) {
        self.checks.fetch_add(1, Ordering::SeqCst);
        let account = credentials.get("account").unwrap_or_default().to_owned();
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.entry(account).or_default().push(Instant::now());
    }

    fn mood(&self, credentials: &Credentials) -> Mood {
        let account = credentials.get("account").unwrap_or_default();
        let moods = self.moods.lock().unwrap_or_else(PoisonError::into_inner);
        moods.get(account).cloned().unwrap_or_else(|| Mood::is(working()))
    }
}

/// An account in best health.
pub(crate) fn working() -> Health {
    Health {
        authorisation: Probe::Works,
        outbound: Probe::Works,
        inbound: Probe::Works,
        callback: Probe::Works,
        facts: Vec::new(),
        ends: Vec::new(),
    }
}

/// A channel that is bound to this account by the use cases themselves.
pub(crate) async fn bound(ports: &Ports, account: &str, key: u128) -> Channel {
    bound_as(ports, ChannelType::Viber, account, key).await
}

/// The same of another type.
pub(crate) async fn bound_as(
    ports: &Ports,
    channel_type: ChannelType,
    account: &str,
    key: u128,
) -> Channel {
    let caller = &host(BUILT_IN_TENANT);
    let form = ChannelForm {
        customer: None,
        channel_type: channel_type.slug().to_owned(),
        name: account.to_owned(),
        remarks: String::new(),
    };
    let key = CreationKey::from_uuid(uuid::Uuid::from_u128(key));
    let channel = create_channel(ports, caller, &form, key, false).await.expect("a channel");
    let id = channel.id;
    begin(ports, caller, id, Purpose::Bind).await.expect("a begin");
    let version = async || {
        let bindings = ports.store.bindings_of_channel(BUILT_IN_TENANT, id).await;
        bindings.expect("an answer")[0].version
    };
    let typed = [("account".to_owned(), account.to_owned()), ("token".to_owned(), "t".to_owned())];
    authorise(ports, caller, id, version().await, "token", &typed).await.expect("an account");
    confirm(ports, caller, id, version().await).await.expect("a binding");
    channel
}

#[async_trait]
impl Platform for FakePlatform {
    fn channel_type(&self) -> ChannelType {
        ChannelType::Viber
    }

    fn ways(&self) -> &'static [Way] {
        &WAYS
    }

    fn authorisation_url(&self, _: &Way, _: &str, _: &str) -> Option<String> {
        None
    }

    async fn exchange_code(&self, _: &Way, _: &CodeGrant) -> Result<Vec<Candidate>, Problem> {
        Err(Reason::CodeRefused.into())
    }

    async fn find_account(&self, credentials: &Credentials) -> Result<Candidate, Problem> {
        let id = credentials.get("account").unwrap_or_default().to_owned();
        let account = Account { name: id.clone(), id, picture: None, facts: Vec::new() };
        Ok(Candidate { account, credentials: credentials.clone() })
    }

    async fn check_prerequisites(&self, _: &Credentials, _: &Endpoint) -> Vec<Check> {
        Vec::new()
    }

    async fn bind(&self, credentials: &Credentials, _: &Endpoint) -> Result<Candidate, Problem> {
        let account = credentials.get("account").unwrap_or_default().to_owned();
        self.registered.lock().unwrap_or_else(PoisonError::into_inner).insert(account);
        self.find_account(credentials).await
    }

    async fn check_health(&self, credentials: &Credentials, _: &Endpoint) -> Health {
        self.note(credentials);
        match self.mood(credentials) {
            Mood::Is(health) => *health,
            Mood::Hangs => pending().await,
            Mood::Panics => panic!("an error of the program"),
        }
    }

    async fn renew(&self, _: &Credentials) -> Result<Option<Credentials>, Problem> {
        Ok(self.renewed.lock().unwrap_or_else(PoisonError::into_inner).take())
    }

    fn settings(&self) -> &'static [PlatformSetting] {
        &SETTINGS
    }

    async fn read_settings(&self, credentials: &Credentials) -> Result<ChannelSettings, Problem> {
        self.refusal(credentials)?;
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let account = credentials.get("account").unwrap_or_default();
        Ok(told.get(account).cloned().unwrap_or_default())
    }

    /// It forgets nothing that is not named.
    async fn apply_settings(
        &self,
        credentials: &Credentials,
        settings: &ChannelSettings,
        named: &[Setting],
    ) -> Result<(), Problem> {
        self.refusal(credentials)?;
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let account = credentials.get("account").unwrap_or_default();
        let has = told.entry(account.to_owned()).or_default();
        if named.contains(&Setting::About) {
            has.about.clone_from(&settings.about);
        }
        if named.contains(&Setting::Email) {
            has.email.clone_from(&settings.email);
        }
        Ok(())
    }

    async fn send_text(&self, _: &Credentials, _: &TextMessage) -> Result<Sent, Problem> {
        Ok(Sent { ids: Vec::new(), facts: Vec::new() })
    }

    fn read_callback(
        &self,
        _: &Callback<'_>,
        _: Option<&Credentials>,
    ) -> Result<Reading, CallbackRefused> {
        Ok(Reading { events: Vec::new(), reply: Reply::empty() })
    }

    async fn release(
        &self,
        credentials: &Credentials,
        _: &Endpoint,
        _: ReleaseScope,
    ) -> Result<(), Problem> {
        let account = credentials.get("account").unwrap_or_default();
        self.registered.lock().unwrap_or_else(PoisonError::into_inner).remove(account);
        Ok(())
    }
}
