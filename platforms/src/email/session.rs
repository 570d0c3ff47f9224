//! A conversation with a mail server, over a connection that has been checked.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use domain::platform::{Credentials, End, Problem, Reason};
use lettre::Address;
use lettre::transport::smtp::authentication::{Credentials as Login, Mechanism};
use lettre::transport::smtp::client::{
    AsyncSmtpConnection, AsyncTokioStream, Certificate, TlsParameters,
};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension};
use lettre::transport::smtp::{self, response::Response};
use rustls::ClientConfig;
use tokio::time::timeout;

use super::field;
use super::reply::{Step, problem};
use crate::connection::{Bounded, connect};
use crate::network::NetworkPolicy;
use crate::settings::EmailSettings;
use crate::tls::certificate_end;

pub(super) struct Session {
    connection: AsyncSmtpConnection,
    certificate_end: Option<End>,
    limit: Duration,
}

impl Session {
    /// Connects, encrypts as wished and signs in.
    pub(super) async fn open(
        settings: &EmailSettings,
        policy: &NetworkPolicy,
        tls: &Arc<ClientConfig>,
        credentials: &Credentials,
    ) -> Result<Self, Problem> {
        let value = |name| credentials.get(name).unwrap_or_default();
        let host = value(field::HOST);
        let port = value(field::PORT).parse().map_err(|_| Problem::new(Reason::SettingsWrong))?;
        let is_starttls = value(field::ENCRYPTION) != field::TLS;
        let from_start = (!is_starttls).then(|| tls.clone());
        let limit = settings.timeout;
        let stream =
            connect(policy, (host, port), from_start, limit, settings.longest_answer).await?;
        let certificate_end = stream.certificate_end();
        let hello = ClientId::Domain(settings.hello_name.clone());
        let greeting = AsyncSmtpConnection::connect_with_transport(Box::new(stream), &hello);
        let connection = within(limit, Step::Greeting, greeting).await?;
        let mut session = Self { connection, certificate_end, limit };
        if is_starttls {
            session.encrypt(host, &hello, &settings.trusted_certificates).await?;
        }
        session.sign_in(credentials).await?;
        Ok(session)
    }

    /// Never goes on unencrypted.
    async fn encrypt(
        &mut self,
        host: &str,
        hello: &ClientId,
        others: &[Vec<u8>],
    ) -> Result<(), Problem> {
        if !self.connection.server_info().supports_feature(Extension::StartTls) {
            return Err(Reason::EncryptionMissing.into());
        }
        let mut parameters = TlsParameters::builder(host.to_owned());
        for der in others {
            let certificate = Certificate::from_der(der.clone());
            parameters = parameters.add_root_certificate(
                certificate.map_err(|error| problem(&error, Step::Encryption))?,
            );
        }
        let parameters = parameters.build().map_err(|error| problem(&error, Step::Encryption))?;
        let upgrade = self.connection.starttls(parameters, hello);
        within(self.limit, Step::Encryption, upgrade).await?;
        let shown = self.connection.peer_certificate().ok();
        self.certificate_end = shown.and_then(|certificate| certificate_end(&certificate));
        Ok(())
    }

    async fn sign_in(&mut self, credentials: &Credentials) -> Result<(), Problem> {
        let value = |name| credentials.get(name).unwrap_or_default().to_owned();
        let mechanisms: &[Mechanism] = match credentials.get(field::MECHANISM) {
            Some(field::XOAUTH2) => &[Mechanism::Xoauth2],
            _ => &[Mechanism::Plain, Mechanism::Login],
        };
        if self.connection.server_info().get_auth_mechanism(mechanisms).is_none() {
            return Err(Reason::MechanismRefused.into());
        }
        let login = Login::new(value(field::USERNAME), value(field::PASSWORD));
        let answer = self.connection.auth(mechanisms, &login);
        within(self.limit, Step::SignIn, answer).await.map(drop)
    }

    /// What the server calls itself.
    pub(super) fn server_name(&self) -> String {
        self.connection.server_info().name().to_owned()
    }

    /// When the certificate of the server ends.
    pub(super) const fn certificate_end(&self) -> Option<End> {
        self.certificate_end
    }

    /// Asks whether the sender's address may be used, and takes it back.
    pub(super) async fn try_sender(&mut self, sender: &Address) -> Result<(), Problem> {
        self.command(Mail::new(Some(sender.clone()), Vec::new()), Step::Sender).await?;
        self.command(Rset, Step::Sender).await.map(drop)
    }

    /// Sends one message to one recipient. Returns what the server says about it.
    pub(super) async fn send(
        &mut self,
        sender: &Address,
        recipient: &Address,
        message: &[u8],
    ) -> Result<String, Problem> {
        self.command(Mail::new(Some(sender.clone()), Vec::new()), Step::Sender).await?;
        self.command(Rcpt::new(recipient.clone(), Vec::new()), Step::Recipient).await?;
        self.command(Data, Step::Data).await?;
        let answer = self.connection.message(message);
        let answer = within(self.limit, Step::Message, answer).await?;
        Ok(answer.first_line().unwrap_or_default().to_owned())
    }

    /// Says good-bye; whether it is heard does not matter.
    pub(super) async fn close(mut self) {
        let _ = timeout(self.limit, self.connection.quit()).await;
    }

    async fn command(
        &mut self,
        command: impl std::fmt::Display,
        step: Step,
    ) -> Result<Response, Problem> {
        let answer = self.connection.command(command);
        within(self.limit, step, answer).await
    }
}

async fn within<T>(
    limit: Duration,
    step: Step,
    answer: impl Future<Output = Result<T, smtp::Error>>,
) -> Result<T, Problem> {
    match timeout(limit, answer).await {
        Ok(answer) => answer.map_err(|error| problem(&error, step)),
        Err(_) if step == Step::Message => Err(Reason::OutcomeUnknown.into()),
        Err(_) => Err(Reason::TimedOut.into()),
    }
}

impl AsyncTokioStream for Bounded {
    fn peer_addr(&self) -> std::io::Result<SocketAddr> {
        Ok(self.peer())
    }
}
