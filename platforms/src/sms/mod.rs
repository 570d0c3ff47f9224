//! SMS: a provider with Twilio's HTTP interface, or a carrier's SMPP server. There is no account to
//! choose: the service is configured.

mod registration;
mod smpp;
mod twilio;

use async_trait::async_trait;
use domain::channel::ChannelType;
use domain::platform::{
    Arrival, Authorisation, Callback, CallbackRefused, Candidate, Check, CodeGrant,
    CredentialField, Credentials, Endpoint, Event, Health, Inbox, Listens, Platform, Problem,
    Reading, Reason, ReleaseScope, Sent, TextMessage, Way,
};

use crate::http::{ClientError, Http};
use crate::network::NetworkPolicy;
use crate::settings::SmsSettings;
use smpp::Smpp;
use twilio::{Twilio, field};

const TWILIO: Way = Way {
    name: "twilio",
    authorisation: Authorisation::Form,
    fields: &[
        CredentialField::line(field::ACCOUNT_SID),
        // Also the key of the provider's signatures, so it is needed beside an API key, too.
        CredentialField::secret(field::AUTH_TOKEN),
        CredentialField::line(field::API_KEY).optional(),
        CredentialField::secret(field::API_KEY_SECRET).optional(),
        CredentialField::line(field::SENDER),
        CredentialField::line(field::BASE_URL).optional(),
        registration::STATE,
        registration::COUNTRY,
        registration::REFERENCE,
        registration::UNTIL,
    ],
};

const SMPP: Way = Way {
    name: "smpp",
    authorisation: Authorisation::Form,
    fields: &[
        CredentialField::line(smpp::field::HOST),
        CredentialField::line(smpp::field::PORT),
        CredentialField::choice(smpp::field::ENCRYPTION, &[smpp::field::TLS, smpp::field::NONE]),
        CredentialField::line(smpp::field::SYSTEM_ID),
        CredentialField::secret(smpp::field::PASSWORD),
        CredentialField::line(smpp::field::SYSTEM_TYPE).optional(),
        CredentialField::line(smpp::field::SENDER),
        smpp::message_id::FIELD,
        registration::STATE,
        registration::COUNTRY,
        registration::REFERENCE,
        registration::UNTIL,
    ],
};

const WAYS: [Way; 2] = [TWILIO, SMPP];

/// The adapter for channels of the type SMS.
#[derive(Debug)]
pub struct Sms {
    usual: Http,
    guarded: Http,
    twilio_url: String,
    smpp: Smpp,
}

fn is_smpp(credentials: &Credentials) -> bool {
    credentials.get(Credentials::WAY) == Some(SMPP.name)
}

impl Sms {
    /// An adapter with these settings, which connects to hosts of tenants within this policy.
    pub fn new(settings: &SmsSettings, policy: &NetworkPolicy) -> Result<Self, ClientError> {
        Ok(Self {
            usual: Http::new(&settings.http)?,
            guarded: Http::guarded(&settings.http, policy)?,
            twilio_url: settings.twilio_url.clone(),
            smpp: Smpp::new(&settings.smpp, policy)?,
        })
    }

    fn twilio<'a>(&'a self, credentials: &'a Credentials) -> Twilio<'a> {
        Twilio::new(&self.usual, &self.guarded, &self.twilio_url, credentials)
    }
}

#[async_trait]
impl Platform for Sms {
    fn channel_type(&self) -> ChannelType {
        ChannelType::Sms
    }

    fn ways(&self) -> &'static [Way] {
        &WAYS
    }

    fn authorisation_url(&self, _: &Way, _: &str, _: &str) -> Option<String> {
        None
    }

    async fn exchange_code(&self, _: &Way, _: &CodeGrant) -> Result<Vec<Candidate>, Problem> {
        Err(Reason::MechanismRefused.into())
    }

    async fn find_account(&self, credentials: &Credentials) -> Result<Candidate, Problem> {
        if is_smpp(credentials) {
            return self.smpp.find_account(credentials).await;
        }
        self.twilio(credentials).find_account().await
    }

    async fn check_prerequisites(
        &self,
        credentials: &Credentials,
        endpoint: &Endpoint,
    ) -> Vec<Check> {
        if is_smpp(credentials) {
            return self.smpp.check_prerequisites(credentials).await;
        }
        self.twilio(credentials).check_prerequisites(endpoint).await
    }

    async fn bind(
        &self,
        credentials: &Credentials,
        endpoint: &Endpoint,
    ) -> Result<Candidate, Problem> {
        if is_smpp(credentials) {
            return self.smpp.find_account(credentials).await;
        }
        self.twilio(credentials).bind(endpoint).await
    }

    async fn check_health(&self, credentials: &Credentials, endpoint: &Endpoint) -> Health {
        let mut health = if is_smpp(credentials) {
            self.smpp.check_health(credentials).await
        } else {
            self.twilio(credentials).check_health(endpoint).await
        };
        health.ends.extend(registration::end(credentials));
        health
    }

    async fn check_health_in_session(&self, credentials: &Credentials, _: &Endpoint) -> Health {
        let mut health = self.smpp.check_health_in_session(credentials).await;
        health.ends.extend(registration::end(credentials));
        health
    }

    async fn renew(&self, _: &Credentials) -> Result<Option<Credentials>, Problem> {
        Ok(None)
    }

    async fn send_text(
        &self,
        credentials: &Credentials,
        message: &TextMessage,
    ) -> Result<Sent, Problem> {
        if is_smpp(credentials) {
            return self.smpp.send_text(credentials, message).await;
        }
        self.twilio(credentials).send_text(message).await
    }

    fn read_callback(
        &self,
        callback: &Callback<'_>,
        credentials: Option<&Credentials>,
    ) -> Result<Reading, CallbackRefused> {
        // Without a token, as with SMPP, nothing is believed.
        let token = credentials.and_then(|one| one.get(field::AUTH_TOKEN));
        twilio::callback::read(callback, token.ok_or(CallbackRefused::Signature)?)
    }

    fn listens(&self, credentials: &Credentials) -> Listens {
        if is_smpp(credentials) { Listens::Everything } else { Listens::Never }
    }

    async fn listen(&self, credentials: &Credentials, inbox: &dyn Inbox) -> Problem {
        self.smpp.listen(credentials, inbox).await
    }

    fn read_arrival(
        &self,
        arrival: &Arrival<'_>,
        credentials: &Credentials,
    ) -> Result<Vec<Event>, CallbackRefused> {
        let event = Smpp::read_arrival(arrival, credentials).ok_or(CallbackRefused::Unreadable)?;
        Ok(vec![event])
    }

    async fn release(
        &self,
        credentials: &Credentials,
        endpoint: &Endpoint,
        _: ReleaseScope,
    ) -> Result<(), Problem> {
        // The session ends with the binding, and only the carrier can take an SMPP account away.
        if is_smpp(credentials) {
            return Ok(());
        }
        self.twilio(credentials).release(endpoint).await
    }
}
