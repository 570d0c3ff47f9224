//! What the rules need from a database.

use async_trait::async_trait;
use thiserror::Error;

use crate::audit::AuditStore;
use crate::binding::BindingStore;
use crate::callback::CallbackStore;
use crate::channel::ChannelStore;
use crate::channel_request::ChannelRequestStore;
use crate::channel_settings::ChannelSettingsStore;
use crate::customer::CustomerStore;
use crate::email_change::EmailChangeStore;
use crate::health::HealthStore;
use crate::link::LinkStore;
use crate::listening::ListeningStore;
use crate::mail::MailStore;
use crate::member::MemberStore;
use crate::message::MessageStore;
use crate::notification::NotificationStore;
use crate::open_id::OpenIdStore;
use crate::passkey::PasskeyStore;
use crate::quota_request::QuotaRequestStore;
use crate::registration::RegistrationStore;
use crate::sealing::SealedStore;
use crate::second_factor::SecondFactorStore;
use crate::session::SessionStore;
use crate::sign_in::AttemptStore;
use crate::tenant::TenantStore;
use crate::user::UserStore;

/// A store call that did not come to an answer. Absence and expected conflicts are answers, and
/// have types of their own.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The database is away, locked for longer than its time limit, read-only or full. Nothing
    /// was changed; trying again later may help.
    #[error("the database is not available")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A stored value is outside what the rules allow: the row was written by something else.
    #[error("{table}.{column} holds a value outside the rules")]
    Corrupt {
        /// The table of the row.
        table: &'static str,
        /// The column whose value cannot be read.
        column: &'static str,
    },
    /// Anything else: an error of the program.
    #[error("a database statement failed")]
    Failed(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// The whole store: one implementation for each database engine, held as `Arc<dyn Store>`.
///
/// Each method of the parts is one transaction, durable when it returns.
#[async_trait]
pub trait Store:
    ChannelStore
    + BindingStore
    + TenantStore
    + CustomerStore
    + AuditStore
    + UserStore
    + SessionStore
    + AttemptStore
    + SecondFactorStore
    + PasskeyStore
    + SealedStore
    + LinkStore
    + MemberStore
    + RegistrationStore
    + QuotaRequestStore
    + ChannelRequestStore
    + ChannelSettingsStore
    + OpenIdStore
    + MailStore
    + EmailChangeStore
    + HealthStore
    + NotificationStore
    + CallbackStore
    + ListeningStore
    + MessageStore
{
    /// Whether the database answers and can be written to, for the readiness probe.
    async fn check_ready(&self) -> Result<(), StoreError>;

    /// A random secret of this installation, for signing what the console hands out. The first
    /// call stores `candidate`; every later call, from any server, returns that first one.
    async fn installation_secret(&self, candidate: [u8; 32]) -> Result<[u8; 32], StoreError>;

    /// Closes all connections after the running statements. The store is not used afterwards.
    async fn close(&self);
}
