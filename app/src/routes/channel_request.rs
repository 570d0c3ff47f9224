//! The addresses of what is asked and decided about channels.

use domain::ids::{ChannelId, ChannelRequestId, TenantId};

use super::{BACK_OFFICE, CHANNELS, channel, delete_channel, tenant};

/// Pattern of [`ask_for_unbinding`].
pub const ASK_FOR_UNBINDING_PATTERN: &str = "/channels/{id}/delete/unbinding";

/// Pattern of [`dossier`].
pub const DOSSIER_PATTERN: &str = "/channels/{id}/dossier";

/// Pattern of [`claim_account`].
pub const CLAIM_ACCOUNT_PATTERN: &str = "/channels/{id}/claim";

/// Pattern of [`withdraw_channel_request`].
pub const WITHDRAW_CHANNEL_REQUEST_PATTERN: &str = "/channels/{id}/requests/{request}/withdraw";

/// The open requests about channels of all organisations, for account managers.
pub const CHANNEL_REQUESTS: &str = "/back-office/channel-requests";

/// Pattern of [`tenant_channels`].
pub const TENANT_CHANNELS_PATTERN: &str = "/back-office/tenants/{id}/channels";

/// Pattern of [`tenant_channel`].
pub const TENANT_CHANNEL_PATTERN: &str = "/back-office/tenants/{id}/channels/{channel}";

/// Pattern of [`unbind_channel`].
pub const UNBIND_CHANNEL_PATTERN: &str = "/back-office/tenants/{id}/channels/{channel}/unbind";

/// Pattern of [`give_up_release`].
pub const GIVE_UP_RELEASE_PATTERN: &str = "/back-office/tenants/{id}/channels/{channel}/give-up";

/// Pattern of [`channel_request_action`] `approve`.
pub const APPROVE_CHANNEL_REQUEST_PATTERN: &str =
    "/back-office/tenants/{id}/channels/{channel}/requests/{request}/approve";

/// Pattern of [`channel_request_action`] `reject`.
pub const REJECT_CHANNEL_REQUEST_PATTERN: &str =
    "/back-office/tenants/{id}/channels/{channel}/requests/{request}/reject";

/// Takes the form that asks for a channel to be unbound. It stands on the page that would delete
/// the channel.
pub fn ask_for_unbinding(id: ChannelId) -> String {
    delete_channel(id) + "/unbinding"
}

/// Everything that is known of a channel, as a file.
pub fn dossier(id: ChannelId) -> String {
    channel(id) + "/dossier"
}

/// The form that asks for an account that another channel holds. It is also sent here.
pub fn claim_account(id: ChannelId) -> String {
    channel(id) + "/claim"
}

/// Takes a request about a channel back.
pub fn withdraw_channel_request(channel: ChannelId, id: ChannelRequestId) -> String {
    format!("{CHANNELS}/{channel}/requests/{id}/withdraw")
}

/// The channels of an organisation, for account managers.
pub fn tenant_channels(id: TenantId) -> String {
    tenant(id) + "/channels"
}

/// One of them.
pub fn tenant_channel(id: TenantId, channel: ChannelId) -> String {
    format!("{}/{channel}", tenant_channels(id))
}

/// The same, saying what was done: one of the words that the page knows.
pub fn tenant_channel_changed(id: TenantId, channel: ChannelId, notice: &str) -> String {
    format!("{}?notice={notice}", tenant_channel(id, channel))
}

/// Takes the form that unbinds a channel.
pub fn unbind_channel(id: TenantId, channel: ChannelId) -> String {
    tenant_channel(id, channel) + "/unbind"
}

/// Takes the form that ends a release which the platform does not let end.
pub fn give_up_release(id: TenantId, channel: ChannelId) -> String {
    tenant_channel(id, channel) + "/give-up"
}

/// Takes a decision about a request.
pub fn channel_request_action(
    tenant: TenantId,
    channel: ChannelId,
    id: ChannelRequestId,
    action: &str,
) -> String {
    format!("{}/requests/{id}/{action}", tenant_channel(tenant, channel))
}

/// The page of a form at one of these addresses, if it is one.
pub(super) fn page_of_request_form(address: &str) -> Option<&str> {
    let about_channel = address.starts_with(CHANNELS)
        || (address.starts_with(BACK_OFFICE) && address.contains("/channels/"));
    if !about_channel {
        return None;
    }
    let page = address.split_once("/requests/").map(|(page, _)| page);
    let below =
        ["/unbinding", "/unbind", "/give-up"].into_iter().find_map(|end| address.strip_suffix(end));
    page.or(below)
}
