//! Who is told of what a carrier delivers, and which sessions stand.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::platform::Credentials;
use rusmpp::Pdu;
use tokio::sync::{mpsc, oneshot};

use super::field;
use super::pdu::take_apart;
use super::session::Link;

/// Everything that a session is opened with. Whoever does not know the password does not find the
/// session.
pub(super) type Access = [String; 6];

pub(super) fn access(credentials: &Credentials) -> Access {
    [
        field::HOST,
        field::PORT,
        field::ENCRYPTION,
        field::SYSTEM_ID,
        field::PASSWORD,
        field::SYSTEM_TYPE,
    ]
    .map(|name| credentials.get(name).unwrap_or_default().to_owned())
}

/// A delivery that waits to be kept.
pub(super) struct Delivered {
    pub(super) bytes: Vec<u8>,
    pub(super) kept: oneshot::Sender<bool>,
}

/// The channels that a session delivers to. Several may share an account, with other senders.
#[derive(Default)]
pub(super) struct Listeners(Mutex<Vec<Listener>>);

struct Listener {
    /// Without a plus sign.
    sender: String,
    deliveries: mpsc::Sender<Delivered>,
}

/// How many deliveries wait for a channel. Beyond that the session waits.
const QUEUE: usize = 100;

fn digits(address: &str) -> &str {
    address.trim_start_matches('+')
}

impl Listeners {
    fn all(&self) -> MutexGuard<'_, Vec<Listener>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Passes a delivery on, and says later whether it is kept. It is for the channel whose
    /// sender it is addressed to; one that names none of them is for the first.
    pub(super) fn keep(&self, bytes: &[u8]) -> impl Future<Output = bool> + Send + 'static {
        let destination = match take_apart(bytes) {
            Some(Pdu::DeliverSm(deliver)) => deliver.destination_addr.as_str().to_owned(),
            _ => String::new(),
        };
        let found = {
            let all = self.all();
            let its_own = all.iter().find(|one| one.sender == digits(&destination));
            its_own.or(all.first()).map(|one| one.deliveries.clone())
        };
        let bytes = bytes.to_vec();
        async move {
            let (kept, answer) = oneshot::channel();
            match found {
                Some(deliveries) if deliveries.send(Delivered { bytes, kept }).await.is_ok() => {
                    answer.await.unwrap_or(false)
                }
                _ => false,
            }
        }
    }
}

/// The sessions that stand, for whoever has something to send.
#[derive(Default)]
pub(super) struct Standing(Mutex<HashMap<Access, Link>>);

impl Standing {
    fn all(&self) -> MutexGuard<'_, HashMap<Access, Link>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The session that stands for this account.
    pub(super) fn link(&self, access: &Access) -> Option<Link> {
        self.all().get(access).filter(|link| !link.is_over()).cloned()
    }

    /// Adds a listener to the session that stands for this account, if there is one.
    pub(super) fn join(self: &Arc<Self>, credentials: &Credentials) -> Option<Listening> {
        let access = access(credentials);
        let all = self.all();
        let link = all.get(&access).filter(|link| !link.is_over())?.clone();
        Some(self.listening(link, access, credentials))
    }

    /// A session from now on stands for this account, as long as somebody listens.
    pub(super) fn add(self: &Arc<Self>, listening: &Listening) {
        self.all().insert(listening.access.clone(), listening.link.clone());
    }

    /// Listens to a session, before it is bound.
    pub(super) fn listening(
        self: &Arc<Self>,
        link: Link,
        access: Access,
        credentials: &Credentials,
    ) -> Listening {
        let (deliveries, delivered) = mpsc::channel(QUEUE);
        let sender = digits(credentials.get(field::SENDER).unwrap_or_default()).to_owned();
        link.listeners.all().push(Listener { sender, deliveries: deliveries.clone() });
        Listening { link, delivered, deliveries, access, standing: self.clone() }
    }
}

/// One channel's part in a session. The last one ends it.
pub(super) struct Listening {
    pub(super) link: Link,
    pub(super) delivered: mpsc::Receiver<Delivered>,
    deliveries: mpsc::Sender<Delivered>,
    access: Access,
    standing: Arc<Standing>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        let mut standing = self.standing.all();
        let mut all = self.link.listeners.all();
        all.retain(|one| !one.deliveries.same_channel(&self.deliveries));
        let is_this_one = |link: &Link| Arc::ptr_eq(&link.listeners, &self.link.listeners);
        if all.is_empty() && standing.get(&self.access).is_some_and(is_this_one) {
            standing.remove(&self.access);
        }
    }
}
