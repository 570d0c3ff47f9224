use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use domain::sources::Clock;
use simulator::{Account, MailServer, Options, Simulator};
use tokio::net::TcpListener;

use crate::command::{CommandError, tell};
use crate::platforms::{BaseUrl, PlatformSettings};
use crate::sources::SystemClock;

/// What is repeated when a callback is set. Any text would do.
const VERIFY_TOKEN: &str = "suiro-demo";

/// Longer than a request may take, so that the fault is noticed.
const SLOWNESS: Duration = Duration::from_secs(30);

/// The platforms of the demo, and where they are.
pub(super) struct SimulatedPlatforms {
    simulator: Simulator,
    listener: TcpListener,
    address: SocketAddr,
    mail: MailServer,
}

impl SimulatedPlatforms {
    /// Listens on a free port of this machine.
    pub(super) async fn open() -> Result<Self, CommandError> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await;
        let listener = listener.map_err(CommandError::DemoPlatforms)?;
        let address = listener.local_addr().map_err(CommandError::DemoPlatforms)?;
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(crate::start::StartError::from)?;
        let options = Options { clock: Arc::new(RealTime), seed, slowness: SLOWNESS };
        let simulator = Simulator::new(options);
        let mail = MailServer::open(&simulator).await.map_err(CommandError::DemoPlatforms)?;
        Ok(Self { simulator, listener, address, mail })
    }

    /// Where people find the page with its accounts.
    pub(super) fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Settings that lead here and nowhere else.
    pub(super) fn settings(&self) -> Result<PlatformSettings, CommandError> {
        let base = |host: &str| {
            let url = format!("http://{}/{host}", self.address);
            BaseUrl::try_from(url).map(Some).map_err(|_| CommandError::NoExample)
        };
        let (meta, instagram) = (self.simulator.meta_app(), self.simulator.instagram_app());
        // The one for Embedded Signup, and the one that is enough for a Page and its Instagram.
        let configuration = |permission: &str| {
            let mut known = meta.configurations.iter();
            known.find(|(_, asked)| asked.iter().any(|one| one == permission)).map(|(id, _)| id)
        };
        Ok(PlatformSettings {
            meta_app_id: Some(meta.id.clone()),
            meta_app_secret: Some(meta.secret.clone()),
            meta_verify_token: Some(VERIFY_TOKEN.to_owned()),
            meta_whatsapp_configuration: configuration("whatsapp_business_messaging").cloned(),
            meta_login_configuration: configuration("instagram_manage_messages").cloned(),
            meta_graph_url: base("graph.facebook.com")?,
            meta_dialog_url: base("www.facebook.com")?,
            instagram_app_id: Some(instagram.id),
            instagram_app_secret: Some(instagram.secret),
            instagram_verify_token: Some(VERIFY_TOKEN.to_owned()),
            instagram_graph_url: base("graph.instagram.com")?,
            instagram_token_url: base("api.instagram.com")?,
            instagram_dialog_url: base("www.instagram.com")?,
            viber_url: base("chatapi.viber.com/pa")?,
            twilio_url: base("api.twilio.com")?,
            dns_server: self.mail.dns_address().ok(),
            trusted_certificates: vec![self.mail.authority().to_vec()],
            http_timeout_seconds: std::num::NonZeroU32::new(5),
            allowed_private_networks: "127.0.0.0/8,::1".parse().unwrap_or_default(),
            ..PlatformSettings::default()
        })
    }

    /// Says where they are and what opens their accounts.
    pub(super) fn announce(&self) {
        tell(&format!("Simulated platforms: accounts and their faults at {}", self.url()));
        for account in self.simulator.accounts() {
            tell(&format!("  {:<10} {}: {}", account.platform, account.name, opened_by(&account)));
        }
    }

    /// Answers, takes mail and sends webhooks, for ever.
    pub(super) async fn serve(self) -> std::io::Result<()> {
        tokio::select! {
            ended = self.mail.serve() => ended,
            ended = self.simulator.serve(self.listener) => ended,
        }
    }
}

fn opened_by(account: &Account) -> String {
    if account.credentials.is_empty() {
        return "agree in the dialog".to_owned();
    }
    let values = account.credentials.iter().map(|(name, value)| format!("{name} {value}"));
    values.collect::<Vec<_>>().join(", ")
}

#[derive(Debug)]
struct RealTime;

impl simulator::Clock for RealTime {
    fn now(&self) -> u64 {
        u64::try_from(SystemClock.now().micros() / 1000).unwrap_or(0)
    }
}
