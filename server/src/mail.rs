//! Mail over SMTP.

use std::sync::Arc;
use std::time::Duration;

use app::mail::{Written, write};
use async_trait::async_trait;
use domain::mail::{Letter, Mail, Mailer, MailerError};
use domain::user::EmailAddress;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{self, AsyncSmtpTransport};
use lettre::{AsyncTransport, Message, Tokio1Executor};

use crate::config::Config;
use crate::public_url::PublicUrl;
use crate::smtp_url::{MailFrom, Security, SmtpUrl};

/// How long a mail may take in all: a mail server that is too slow is tried again. Less than the
/// lease of a mail (`domain::mail::send_next`).
const MAIL_TIME: Duration = Duration::from_secs(30);

/// The answers that are about the mail or its recipient (RFC 5321, 4.2.3). With other permanent
/// ones, such as 535 for a wrong password, a server has something against us, which an operator
/// can mend while the mail waits.
const ABOUT_THE_MAIL: std::ops::RangeInclusive<u16> = 550..=553;

/// Sends mail through one mail server, with a connection for each mail.
pub struct SmtpMailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    public_url: String,
    time: Duration,
}

impl std::fmt::Debug for SmtpMailer {
    fn fmt(&self, text: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(text, "SmtpMailer({})", self.from)
    }
}

/// The way to the mail server that is set, if one is. Links lead to this public URL.
pub fn mailer(
    config: &Config,
    public_url: &PublicUrl,
) -> Result<Option<Arc<dyn Mailer>>, smtp::Error> {
    let Some((url, from)) = config.mail() else { return Ok(None) };
    Ok(Some(Arc::new(SmtpMailer::new(url, from, public_url, MAIL_TIME)?)))
}

/// Whether the mail server that is set lets us in, if one is set. Says what it found.
pub async fn check(config: &Config) -> Result<String, Box<dyn std::error::Error>> {
    let Some((url, from)) = config.mail() else {
        return Ok("no mail server is set: links are copied by hand".to_owned());
    };
    let mailer = SmtpMailer::new(url, from, &config.public_url(config.listen), MAIL_TIME)?;
    if tokio::time::timeout(mailer.time, mailer.transport.test_connection()).await?? {
        Ok(format!("{url} takes mail from {from}"))
    } else {
        Err(format!("{url} does not answer as a mail server does").into())
    }
}

impl SmtpMailer {
    fn new(
        url: &SmtpUrl,
        from: &MailFrom,
        public_url: &PublicUrl,
        time: Duration,
    ) -> Result<Self, smtp::Error> {
        let tls = || TlsParameters::new(url.host.clone());
        let tls = match url.security {
            Security::Tls => Tls::Wrapper(tls()?),
            Security::StartTls => Tls::Required(tls()?),
            Security::None => Tls::None,
        };
        let from = from.0.clone();
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&url.host)
            .port(url.port)
            .tls(tls)
            .hello_name(ClientId::Domain(from.email.domain().to_owned()))
            .timeout(Some(time));
        if let Some((user, password)) = url.credentials.clone() {
            builder = builder.credentials(Credentials::new(user, password));
        }
        let public_url = public_url.as_str().to_owned();
        Ok(Self { transport: builder.build(), from, public_url, time })
    }

    fn message(
        &self,
        mail: &Mail,
        to: &EmailAddress,
        letter: &Letter,
    ) -> Result<Message, Box<dyn std::error::Error + Send + Sync>> {
        let Written { subject, text } = write(letter, &mail.language, &self.public_url);
        // Not answered by out-of-office programs (RFC 3834).
        let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to.as_str().parse()?))
            .subject(subject)
            .message_id(Some(format!("<{}@{}>", mail.id, self.from.email.domain())))
            .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()))
            .singlepart(SinglePart::plain(text))?;
        Ok(message)
    }
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(
        &self,
        mail: &Mail,
        to: &EmailAddress,
        letter: &Letter,
    ) -> Result<(), MailerError> {
        let message = self.message(mail, to, letter).map_err(MailerError::Refused)?;
        match tokio::time::timeout(self.time, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) if is_about_the_mail(&error) => Err(MailerError::Refused(error.into())),
            Ok(Err(error)) => Err(MailerError::Unavailable(error.into())),
            Err(elapsed) => Err(MailerError::Unavailable(elapsed.into())),
        }
    }
}

fn is_about_the_mail(error: &smtp::Error) -> bool {
    error.status().is_some_and(|code| ABOUT_THE_MAIL.contains(&code.into()))
}

#[cfg(test)]
mod tests;
