//! The sender's mailbox, by IMAP: what comes in is read from it, and nothing in it is changed.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use async_imap::error::Error;
use async_imap::types::Fetch;
use async_imap::{Authenticator, Client, Session};
use data_encoding::HEXLOWER;
use domain::platform::{Credentials, Inbox, Problem, Reason};
use futures::TryStreamExt;
use rustls::ClientConfig;
use sha2::{Digest, Sha256};
use tokio::time::{sleep, timeout};

use super::field;
use crate::connection::{Bounded, connect};
use crate::network::NetworkPolicy;
use crate::settings::EmailSettings;

/// How much of a mail is read, in bytes. What a report says stands before the returned mail, and
/// of a reply only the text is of interest.
const LONGEST_MAIL: usize = 256 * 1024;

/// What answers have beside that.
const OVERHEAD: usize = 64 * 1024;

/// How many mails are asked for at once.
const BATCH: usize = 50;

/// A mailbox that is open for reading.
pub(super) struct Mailbox {
    session: Session<Bounded>,
    limit: Duration,
    place: Place,
}

/// Up to where a mailbox is read. Numbers count within one validity only.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    /// Which mailbox of which server it is, in short.
    mailbox: String,
    validity: u32,
    /// The last one that was read.
    last: u32,
}

impl Place {
    /// As it is kept.
    fn text(&self) -> String {
        format!("{} {} {}", self.mailbox, self.validity, self.last)
    }

    /// The last one that was read, if this is about the same mailbox.
    fn last_in(&self, kept: &str) -> Option<u32> {
        let mut words = kept.split(' ');
        let is_same = words.next() == Some(&self.mailbox)
            && words.next().and_then(|word| word.parse().ok()) == Some(self.validity);
        words.next()?.parse().ok().filter(|_| is_same)
    }
}

impl Mailbox {
    /// Connects with TLS, signs in, and opens the inbox for reading only.
    pub(super) async fn open(
        settings: &EmailSettings,
        policy: &NetworkPolicy,
        tls: &Arc<ClientConfig>,
        credentials: &Credentials,
    ) -> Result<Self, Problem> {
        let value = |name| credentials.get(name).unwrap_or_default();
        let (host, user) = (value(field::IMAP_HOST), value(field::USERNAME));
        let port = credentials.get(field::IMAP_PORT).unwrap_or("993");
        let port = port.parse().map_err(|_| Problem::new(Reason::SettingsWrong))?;
        let limit = settings.timeout;
        let most = LONGEST_MAIL + OVERHEAD;
        let stream = connect(policy, (host, port), Some(tls.clone()), limit, most).await?;
        let mut client = Client::new(stream);
        let greeting = async { Ok(client.read_response().await?) };
        within(limit, greeting).await?.ok_or(Problem::new(Reason::Unreachable))?;
        let signing_in = async {
            let session = match credentials.get(field::MECHANISM) {
                Some(field::XOAUTH2) => {
                    let bearer = Bearer::new(user, value(field::PASSWORD));
                    client.authenticate("XOAUTH2", bearer).await
                }
                _ => client.login(user, value(field::PASSWORD)).await,
            };
            session.map_err(|(error, _)| error)
        };
        let mut session = match timeout(limit, signing_in).await {
            Ok(Ok(session)) => session,
            Ok(Err(error)) => return Err(sign_in_problem(&error)),
            Err(_) => return Err(Reason::TimedOut.into()),
        };
        let inbox = within(limit, session.examine("INBOX")).await?;
        let (Some(validity), Some(next)) = (inbox.uid_validity, inbox.uid_next) else {
            // Every server of this century has both. Source: RFC 3501, 2.3.1.1.
            return Err(Reason::AnswerUnreadable.into());
        };
        let digest = Sha256::digest(format!("{}:{port}/{user}", host.to_ascii_lowercase()));
        let mailbox = HEXLOWER.encode(&digest[..8]);
        let place = Place { mailbox, validity, last: next.saturating_sub(1) };
        Ok(Self { session, limit, place })
    }

    /// Reads what comes in until the connection breaks, and returns why: at first from now on,
    /// later from where it was read to.
    pub(super) async fn listen(mut self, inbox: &dyn Inbox, period: Duration) -> Problem {
        match inbox.position().and_then(|kept| self.place.last_in(kept)) {
            Some(last) => self.place.last = last,
            // What came before is somebody else's to read.
            None if inbox.move_to(&self.place.text()).await.is_err() => return not_kept(),
            None => {}
        }
        if inbox.connected().await.is_err() {
            return not_kept();
        }
        loop {
            if let Err(problem) = self.read(inbox).await {
                return problem;
            }
            sleep(period).await;
        }
    }

    /// Keeps everything that is there now, and moves on only behind what is kept.
    async fn read(&mut self, inbox: &dyn Inbox) -> Result<(), Problem> {
        loop {
            self.allow(OVERHEAD);
            // Some servers look for what is new only when they are asked for nothing else.
            within(self.limit, self.session.noop()).await?;
            let from = self.place.last.saturating_add(1);
            let search = self.session.uid_search(format!("UID {from}:*"));
            let found = within(self.limit, search).await?;
            // "*" is the last one, also where it has a smaller number.
            let mut numbers: Vec<_> = found.into_iter().filter(|uid| *uid >= from).collect();
            if numbers.is_empty() {
                return Ok(());
            }
            numbers.sort_unstable();
            for uid in numbers.into_iter().take(BATCH) {
                // One that was taken away meanwhile is passed over.
                if let Some(mail) = self.fetch(uid).await? {
                    inbox.keep(mail).await.map_err(|_| not_kept())?;
                }
                self.place.last = uid;
                inbox.move_to(&self.place.text()).await.map_err(|_| not_kept())?;
            }
        }
    }

    /// The beginning of a mail. Looking at it does not mark it as seen.
    async fn fetch(&mut self, uid: u32) -> Result<Option<Vec<u8>>, Problem> {
        self.allow(LONGEST_MAIL + OVERHEAD);
        let mut query = String::new();
        let _ = write!(query, "(UID BODY.PEEK[]<0.{LONGEST_MAIL}>)");
        let fetching = async {
            let answers = self.session.uid_fetch(uid.to_string(), query).await?;
            answers.try_collect::<Vec<Fetch>>().await
        };
        let answers = within(self.limit, fetching).await?;
        Ok(answers
            .iter()
            .find(|one| one.uid == Some(uid))
            .and_then(Fetch::body)
            .map(<[u8]>::to_vec))
    }

    /// The limit is for each answer, not for a connection that stays for weeks.
    fn allow(&mut self, longest_answer: usize) {
        self.session.get_mut().allow(longest_answer);
    }

    /// Says good-bye; whether it is heard does not matter.
    pub(super) async fn close(mut self) {
        let _ = timeout(self.limit, self.session.logout()).await;
    }
}

/// What could not be kept is read again by the next session.
fn not_kept() -> Problem {
    Reason::PlatformTrouble.into()
}

async fn within<T>(
    limit: Duration,
    answer: impl Future<Output = Result<T, Error>>,
) -> Result<T, Problem> {
    match timeout(limit, answer).await {
        Ok(answer) => answer.map_err(|error| problem(&error)),
        Err(_) => Err(Reason::TimedOut.into()),
    }
}

fn problem(error: &Error) -> Problem {
    match error {
        Error::Io(_) | Error::ConnectionLost => Reason::Unreachable.into(),
        Error::No(answer) | Error::Bad(answer) => {
            Problem::new(Reason::PlatformTrouble).with_answer(answer)
        }
        Error::Validate(_) => Reason::SettingsWrong.into(),
        _ => Reason::AnswerUnreadable.into(),
    }
}

/// Source of the codes: RFC 5530, 3.
fn sign_in_problem(error: &Error) -> Problem {
    let (Error::No(answer) | Error::Bad(answer)) = error else { return problem(error) };
    let reason = if answer.contains("[UNAVAILABLE]") || answer.contains("[INUSE]") {
        Reason::PlatformTrouble
    } else if answer.contains("[LIMIT]") {
        Reason::RateLimited
    } else {
        Reason::CredentialsRefused
    };
    Problem::new(reason).with_answer(answer)
}

/// Signs in with an access token. Source: Google's "OAuth 2.0 Mechanism", which Microsoft shares.
struct Bearer(Option<String>);

impl Bearer {
    fn new(user: &str, token: &str) -> Self {
        Self(Some(format!("user={user}\x01auth=Bearer {token}\x01\x01")))
    }
}

impl Authenticator for Bearer {
    type Response = String;

    /// A second challenge tells why it was refused, and wants an empty answer.
    fn process(&mut self, _: &[u8]) -> String {
        self.0.take().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_in_its_own_mailbox_only() {
        let place = Place { mailbox: "ab".to_owned(), validity: 7, last: 41 };
        assert_eq!(place.text(), "ab 7 41");
        assert_eq!(place.last_in("ab 7 12"), Some(12));
        for other in ["ab 8 12", "cd 7 12", "ab 7", "ab 7 x", ""] {
            assert_eq!(place.last_in(other), None, "{other}");
        }
    }

    #[test]
    fn only_a_refusal_is_one_of_the_authorisation() {
        let no = |answer: &str| sign_in_problem(&Error::No(answer.to_owned())).reason;
        assert_eq!(no("[AUTHENTICATIONFAILED] Authentication failed."), Reason::CredentialsRefused);
        assert_eq!(no("[UNAVAILABLE] Temporary authentication failure."), Reason::PlatformTrouble);
        assert_eq!(no("[LIMIT] Too many connections"), Reason::RateLimited);
        assert_eq!(sign_in_problem(&Error::ConnectionLost).reason, Reason::Unreachable);
    }
}
