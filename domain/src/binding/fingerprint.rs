use crate::channel::ChannelType;
use crate::platform::{Account, Credentials};
use crate::ports::Ports;
use crate::sealing::{Sealed, SealedPlace};
use crate::store::StoreError;
use uuid::Uuid;

/// Stands for an account, or for what accounts share, in the database: the same for the same one
/// in the whole installation, and of no use to whoever has only the database. Phone numbers can be
/// tried out, so a plain hash would tell them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub [u8; 32]);

/// Where the key of fingerprints is sealed.
pub const FINGERPRINT_KEY: SealedPlace =
    SealedPlace { table: "installation", row: Uuid::nil(), owner: Uuid::nil() };

/// The fingerprint of an account of a platform.
pub async fn account_fingerprint(
    ports: &Ports,
    channel_type: ChannelType,
    account: &str,
) -> Result<Fingerprint, StoreError> {
    fingerprint(ports, &format!("account {} {account}", channel_type.slug())).await
}

/// The fingerprint of what an account shares with others: callbacks about it concern all of them,
/// and its subscription stays as long as one of them is bound.
pub async fn unit_fingerprint(
    ports: &Ports,
    channel_type: ChannelType,
    account: &Account,
    credentials: &Credentials,
) -> Result<Option<Fingerprint>, StoreError> {
    let unit = match channel_type {
        ChannelType::WhatsApp => credentials.get("waba_id").map(|id| format!("waba {id}")),
        ChannelType::Messenger => Some(format!("page {}", account.id)),
        ChannelType::Instagram => credentials.get("page_id").map(|id| format!("page {id}")),
        ChannelType::Viber | ChannelType::Sms | ChannelType::Email => None,
    };
    match unit {
        Some(unit) => Ok(Some(fingerprint(ports, &unit).await?)),
        None => Ok(None),
    }
}

/// The fingerprint of a WhatsApp Business Account, as its callbacks name it.
pub async fn waba_fingerprint(ports: &Ports, id: &str) -> Result<Fingerprint, StoreError> {
    fingerprint(ports, &format!("waba {id}")).await
}

async fn fingerprint(ports: &Ports, text: &str) -> Result<Fingerprint, StoreError> {
    let key = match ports.fingerprint_key.get() {
        Some(key) => *key,
        None => {
            let key = key(ports).await?;
            *ports.fingerprint_key.get_or_init(|| key)
        }
    };
    Ok(Fingerprint(ports.secrets.keyed_hash(&key, text.as_bytes())))
}

/// The key, which the first who asks makes.
async fn key(ports: &Ports) -> Result<[u8; 32], StoreError> {
    let candidate = ports.secrets.token();
    let sealed: Sealed = ports.sealing.seal(&FINGERPRINT_KEY, candidate.bytes()).await?;
    let stored = ports.store.fingerprint_key(&sealed).await?;
    let key = ports.sealing.open(&FINGERPRINT_KEY, &stored).await?;
    let corrupt = StoreError::Corrupt { table: "installation", column: "fingerprint_sealed" };
    key.try_into().map_err(|_| corrupt)
}
