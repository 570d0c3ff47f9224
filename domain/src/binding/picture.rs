use super::Binding;
use crate::caller::Caller;
use crate::channel::{ChannelError, channel};
use crate::error_code::ErrorCode;
use crate::ids::{BindingId, ChannelId};
use crate::platform::Picture;
use crate::ports::Ports;
use crate::time::Timestamp;

/// How long a platform is not asked again for a picture that it did not give, in microseconds.
const PAUSE: i64 = 60 * 60 * 1_000_000;

/// What is known of the picture of a binding's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptPicture {
    /// Where it was asked for. The account may have another one by now.
    pub address: String,
    /// The picture. `None`: there was none to be had.
    pub picture: Option<Picture>,
    /// When it was asked for.
    pub asked_at: Timestamp,
}

/// The picture of the account that a binding of this channel holds or is about to.
///
/// Fetched once and kept: addresses of pictures end after some days at Meta, and a browser that
/// fetched it there would tell the platform who looks.
pub async fn picture(
    ports: &Ports,
    caller: &Caller,
    id: ChannelId,
    binding: BindingId,
) -> Result<Picture, ChannelError> {
    let (caller, _) = channel(ports, caller, id).await?;
    let of_channel = ports.store.bindings_of_channel(caller.tenant, id).await?;
    let found = of_channel.into_iter().find(|one| one.id == binding);
    let found = match found {
        Some(binding) => of_binding(ports, &binding).await?,
        None => None,
    };
    found.ok_or(ChannelError::Denied(ErrorCode::PageNotFound))
}

async fn of_binding(ports: &Ports, binding: &Binding) -> Result<Option<Picture>, ChannelError> {
    let address = binding.account.as_ref().and_then(|account| account.picture.as_deref());
    let (Some(address), Some(source)) = (address, ports.platforms.pictures()) else {
        return Ok(None);
    };
    let now = ports.clock.now();
    if let Some(kept) = ports.store.kept_picture(binding).await? {
        let is_fresh = now.micros().saturating_sub(kept.asked_at.micros()) < PAUSE;
        if kept.address == address && (kept.picture.is_some() || is_fresh) {
            return Ok(kept.picture);
        }
    }
    let picture = source.fetch(address).await.ok();
    let kept = KeptPicture { address: address.to_owned(), picture, asked_at: now };
    ports.store.keep_picture(binding, &kept).await?;
    Ok(kept.picture)
}
