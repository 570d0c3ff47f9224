//! The calls about customers, as [`FaultyStore`] passes them on.

use async_trait::async_trait;
use domain::audit::AuditEntry;
use domain::customer::{
    AcceptConsentOutcome, AskOutcome, ConsentRequest, CustomerList, CustomerPage, CustomerStore,
    InsertCustomerOutcome, InviteAdminOutcome, OwnProvider,
};
use domain::ids::{ChannelId, TenantId};
use domain::link::Link;
use domain::secrets::TokenHash;
use domain::store::StoreError;
use domain::tenant::{Tenant, TenantOutcome};

use crate::faulty_store::FaultyStore;

#[async_trait]
impl CustomerStore for FaultyStore {
    async fn set_provider_right(
        &self,
        tenant: TenantId,
        granted: bool,
        audit: &AuditEntry,
    ) -> Result<TenantOutcome, StoreError> {
        self.working()?.set_provider_right(tenant, granted, audit).await
    }

    async fn customer(
        &self,
        provider: TenantId,
        id: TenantId,
    ) -> Result<Option<Tenant>, StoreError> {
        self.working()?.customer(provider, id).await
    }

    async fn customer_of_channel(
        &self,
        provider: TenantId,
        channel: ChannelId,
    ) -> Result<Option<Tenant>, StoreError> {
        self.working()?.customer_of_channel(provider, channel).await
    }

    async fn customers(
        &self,
        provider: TenantId,
        list: &CustomerList,
    ) -> Result<CustomerPage, StoreError> {
        self.working()?.customers(provider, list).await
    }

    async fn insert_customer(
        &self,
        tenant: &Tenant,
        link: &Link,
        token: &TokenHash,
        audit: &[AuditEntry; 2],
    ) -> Result<InsertCustomerOutcome, StoreError> {
        self.working()?.insert_customer(tenant, link, token, audit).await
    }

    async fn invite_first_admin(
        &self,
        provider: TenantId,
        link: &Link,
        token: &TokenHash,
        audit: &[AuditEntry; 2],
    ) -> Result<InviteAdminOutcome, StoreError> {
        self.working()?.invite_first_admin(provider, link, token, audit).await
    }

    async fn end_relation(
        &self,
        provider: TenantId,
        customer: TenantId,
        audit: &[AuditEntry; 2],
    ) -> Result<bool, StoreError> {
        self.working()?.end_relation(provider, customer, audit).await
    }

    async fn provider_of(&self, customer: TenantId) -> Result<Option<OwnProvider>, StoreError> {
        self.working()?.provider_of(customer).await
    }

    async fn ask_consent(
        &self,
        request: &ConsentRequest,
        audit: &[AuditEntry; 2],
    ) -> Result<AskOutcome, StoreError> {
        self.working()?.ask_consent(request, audit).await
    }

    async fn consent_requests(&self, tenant: TenantId) -> Result<Vec<ConsentRequest>, StoreError> {
        self.working()?.consent_requests(tenant).await
    }

    async fn delete_consent_request(
        &self,
        provider: TenantId,
        customer: TenantId,
        audit: &[AuditEntry; 2],
    ) -> Result<bool, StoreError> {
        self.working()?.delete_consent_request(provider, customer, audit).await
    }

    async fn accept_consent_request(
        &self,
        provider: TenantId,
        customer: TenantId,
        audit: &[AuditEntry; 2],
    ) -> Result<AcceptConsentOutcome, StoreError> {
        self.working()?.accept_consent_request(provider, customer, audit).await
    }
}
