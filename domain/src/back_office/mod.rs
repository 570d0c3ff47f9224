//! What account managers do with tenants, and the one thing that is left to a tenant's admin:
//! activating the service.

mod channels;
mod error;
mod form;
mod impact;
mod quota_requests;
mod service;

pub use channels::{
    ChannelRequestQueue, Holder, ManagedChannel, approve_channel_request, channel_of,
    channel_request_queue, channels_of, give_up_release, reject_channel_request, unbind,
};
pub use error::BackOfficeError;
pub use form::{DecisionForm, QuotaDraft, QuotaForm, ReasonForm};
pub use impact::Impact;
pub use quota_requests::{RequestQueue, approve, reject_request, request_queue, requests_of};
pub use service::{
    Waiting, activate, grant_provider_right, history, provider_of, reject, resume,
    revoke_provider_right, set_quota, suspend, tenant, tenants, verify, waiting,
};
