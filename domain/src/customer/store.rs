use async_trait::async_trait;

use super::{ConsentRequest, CustomerList, CustomerPage, OwnProvider};
use crate::audit::AuditEntry;
use crate::ids::{ChannelId, TenantId};
use crate::link::Link;
use crate::secrets::TokenHash;
use crate::store::StoreError;
use crate::tenant::{Tenant, TenantOutcome};

/// Service providers and their customers in the database.
///
/// A tenant has one provider at most, and no customer has customers, under any number of
/// simultaneous calls. What concerns both sides is noted in the logs of both: the first of two
/// entries is for the provider's, the second for the customer's.
#[async_trait]
pub trait CustomerStore: Send + Sync {
    /// Grants a tenant the right to act for customers, if it uses the service, has no right yet and
    /// is nobody's customer; or takes it back, if it has it; and writes the audit entry. The customers stay what they are:
    /// without the right, nobody acts for them.
    async fn set_provider_right(
        &self,
        tenant: TenantId,
        granted: bool,
        audit: &AuditEntry,
    ) -> Result<TenantOutcome, StoreError>;

    /// The customer with this id, if it is one of this provider.
    async fn customer(
        &self,
        provider: TenantId,
        id: TenantId,
    ) -> Result<Option<Tenant>, StoreError>;

    /// The customer of this provider that has this channel.
    async fn customer_of_channel(
        &self,
        provider: TenantId,
        channel: ChannelId,
    ) -> Result<Option<Tenant>, StoreError>;

    /// A page of the provider's customers.
    async fn customers(
        &self,
        provider: TenantId,
        list: &CustomerList,
    ) -> Result<CustomerPage, StoreError>;

    /// Adds a tenant as a customer of its [`Tenant::provider`], with the invitation for its first
    /// admin.
    async fn insert_customer(
        &self,
        tenant: &Tenant,
        link: &Link,
        token: &TokenHash,
        audit: &[AuditEntry; 2],
    ) -> Result<InsertCustomerOutcome, StoreError>;

    /// Adds an invitation for the first admin of a customer that has no member, in the place of
    /// those before.
    async fn invite_first_admin(
        &self,
        provider: TenantId,
        link: &Link,
        token: &TokenHash,
        audit: &[AuditEntry; 2],
    ) -> Result<InviteAdminOutcome, StoreError>;

    /// Ends the relation. Returns whether there was one.
    async fn end_relation(
        &self,
        provider: TenantId,
        customer: TenantId,
        audit: &[AuditEntry; 2],
    ) -> Result<bool, StoreError>;

    /// The provider of a tenant.
    async fn provider_of(&self, customer: TenantId) -> Result<Option<OwnProvider>, StoreError>;

    /// Notes that a provider asks for consent; at most
    /// [`super::MAX_CONSENT_REQUESTS`] at a time. The second entry is written if there is such a
    /// tenant; nothing else depends on that.
    async fn ask_consent(
        &self,
        request: &ConsentRequest,
        audit: &[AuditEntry; 2],
    ) -> Result<AskOutcome, StoreError>;

    /// The open requests of a tenant and those to it, the oldest first, at most 100 of each.
    async fn consent_requests(&self, tenant: TenantId) -> Result<Vec<ConsentRequest>, StoreError>;

    /// Takes a request away. The second entry is written if there is such a tenant. Returns
    /// whether there was a request.
    async fn delete_consent_request(
        &self,
        provider: TenantId,
        customer: TenantId,
        audit: &[AuditEntry; 2],
    ) -> Result<bool, StoreError>;

    /// Begins the relation that was asked for.
    async fn accept_consent_request(
        &self,
        provider: TenantId,
        customer: TenantId,
        audit: &[AuditEntry; 2],
    ) -> Result<AcceptConsentOutcome, StoreError>;
}

/// What came of adding a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InsertCustomerOutcome {
    /// It is there.
    Inserted,
    /// There is a tenant with this id; nothing was changed.
    IdUsed,
}

/// What came of inviting the first admin of a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InviteAdminOutcome {
    /// The invitation is there.
    Invited,
    /// The provider has no such customer; nothing was changed.
    NotFound,
    /// Somebody belongs to the customer; nothing was changed.
    HasMembers,
}

/// What came of asking for consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskOutcome {
    /// It is noted, or was before.
    Asked,
    /// The tenant is a customer of the provider; nothing was changed.
    AlreadyCustomer,
    /// The provider has as many open requests as it may have; nothing was changed.
    TooMany,
}

/// What came of consenting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AcceptConsentOutcome {
    /// The relation has begun.
    Accepted,
    /// There is no such request, or whoever made it has no right any more; nothing was changed.
    NotFound,
    /// The tenant has a provider, or is one; nothing was changed.
    HasProvider,
}
