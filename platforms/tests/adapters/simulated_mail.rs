//! E-mail through the simulator: what `suiro demo` offers.

use std::sync::Arc;
use std::time::Duration;

use domain::channel_settings::ChannelSettings;
use domain::platform::{Credentials, Endpoint, Outcome, Platform, Probe, Reason, TextMessage};
use platforms::settings::EmailSettings;
use platforms::{Email, NetworkPolicy};
use simulator::{Fault, MailServer, ManualClock, Options, Simulator};

const SENDER: &str = "news@hoshinotea.example";

struct Stage {
    simulator: Simulator,
    adapter: Email,
    credentials: Credentials,
}

impl Stage {
    /// An account, by its sender, as the simulator says that it is opened.
    async fn of(sender: &str) -> Self {
        let clock = Arc::new(ManualClock::at(1_795_600_000_000));
        let options = Options { clock, seed: [7; 32], slowness: Duration::from_mins(1) };
        let simulator = Simulator::new(options);
        let mail = MailServer::open(&simulator).await.expect("a mail server");
        let settings = EmailSettings {
            dns_server: mail.dns_address().ok(),
            trusted_certificates: vec![mail.authority().to_vec()],
            timeout: Duration::from_secs(5),
            ..EmailSettings::default()
        };
        tokio::spawn(mail.serve());
        let allowed_networks =
            ["127.0.0.0/8", "::1/128"].map(|one| one.parse().expect("a network")).to_vec();
        let policy = NetworkPolicy { allowed_networks, ..NetworkPolicy::default() };
        let accounts = simulator.accounts();
        let account = accounts.iter().find(|account| account.id == sender).expect("an account");
        let typed: Vec<_> = account
            .credentials
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect();
        let adapter = Email::new(&settings, &policy).expect("an adapter");
        let credentials = Credentials::parse(&adapter.ways()[0], &typed).expect("credentials");
        Self { simulator, adapter, credentials }
    }

    async fn send(&self, to: &str) -> Result<(), Reason> {
        let message = TextMessage {
            recipient: to.to_owned(),
            text: "Hello from the tea shop".to_owned(),
            reference: "msg-42".to_owned(),
            settings: ChannelSettings::default(),
        };
        let sent = self.adapter.send_text(&self.credentials, &message).await;
        sent.map(drop).map_err(|problem| problem.reason)
    }
}

#[tokio::test]
async fn an_account_in_order_passes_every_check_and_sends() {
    let stage = Stage::of(SENDER).await;
    let endpoint = Endpoint { url: String::new() };
    let checks = stage.adapter.check_prerequisites(&stage.credentials, &endpoint).await;
    assert!(checks.iter().all(|check| check.outcome == Outcome::Pass), "{checks:#?}");
    assert_eq!(checks.len(), 6);
    stage.send("customer@example.com").await.expect("sent");
    let messages = stage.simulator.messages(SENDER);
    assert_eq!(messages[0].recipient, "customer@example.com");
    assert_eq!(messages[0].text, "Hello from the tea shop");
    assert_eq!(stage.send("nobody@example.com").await, Err(Reason::RecipientUnknown));
}

#[tokio::test]
async fn a_domain_without_records_is_told_which_ones() {
    let stage = Stage::of("clinic@riverside.example").await;
    let endpoint = Endpoint { url: String::new() };
    let checks = stage.adapter.check_prerequisites(&stage.credentials, &endpoint).await;
    let failed = checks.iter().filter(|check| matches!(check.outcome, Outcome::Fail(_)));
    assert_eq!(failed.clone().count(), 3, "{checks:#?}");
    assert!(failed.into_iter().all(|check| check.record.is_some()));
}

#[tokio::test]
async fn faults_show_as_a_mail_server_shows_them() {
    let stage = Stage::of(SENDER).await;
    let endpoint = Endpoint { url: String::new() };
    let switch = |fault| stage.simulator.set_faults(SENDER, [fault]).expect("an account");
    switch(Fault::ExpiredToken);
    let health = stage.adapter.check_health(&stage.credentials, &endpoint).await;
    assert!(matches!(health.authorisation, Probe::Fails(_)), "{health:?}");
    switch(Fault::DisabledAccount);
    assert!(stage.send("customer@example.com").await.is_err());
    switch(Fault::RateLimit);
    assert_eq!(stage.send("customer@example.com").await, Err(Reason::RateLimited));
    switch(Fault::ConnectionReset);
    assert_eq!(stage.send("customer@example.com").await, Err(Reason::OutcomeUnknown));
}
