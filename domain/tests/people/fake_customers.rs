//! Customers in memory. What a database has to promise is tested in `storage`.

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

use crate::fake_store::{FakeStore, Tables};

/// The one channel of a customer that there is: its id is that of the customer.
fn owner(channel: ChannelId) -> TenantId {
    TenantId::from_uuid(channel.uuid())
}

impl Tables {
    fn tenant(&mut self, id: TenantId) -> Option<&mut Tenant> {
        self.tenants.iter_mut().find(|tenant| tenant.id == id)
    }

    fn note_both(&mut self, [provider, customer]: &[AuditEntry; 2]) {
        self.audit.push(provider.clone());
        if self.tenant(customer.tenant).is_some() {
            self.audit.push(customer.clone());
        }
    }

    fn take_request(&mut self, provider: TenantId, customer: TenantId) -> bool {
        let before = self.requests.len();
        self.requests.retain(|one| (one.provider.id, one.customer) != (provider, customer));
        self.requests.len() < before
    }
}

#[async_trait]
impl CustomerStore for FakeStore {
    async fn set_provider_right(
        &self,
        tenant: TenantId,
        granted: bool,
        audit: &AuditEntry,
    ) -> Result<TenantOutcome, StoreError> {
        let mut tables = self.tables();
        let Some(tenant) = tables.tenant(tenant) else { return Ok(TenantOutcome::NotFound) };
        if tenant.service_provider == granted {
            return Ok(TenantOutcome::OtherState);
        }
        tenant.service_provider = granted;
        tables.audit.push(audit.clone());
        Ok(TenantOutcome::Done)
    }

    async fn customer(
        &self,
        provider: TenantId,
        id: TenantId,
    ) -> Result<Option<Tenant>, StoreError> {
        let found = self.tables().tenant(id).cloned();
        Ok(found.filter(|tenant| tenant.provider == Some(provider)))
    }

    async fn customer_of_channel(
        &self,
        provider: TenantId,
        channel: ChannelId,
    ) -> Result<Option<Tenant>, StoreError> {
        self.customer(provider, owner(channel)).await
    }

    async fn customers(
        &self,
        provider: TenantId,
        list: &CustomerList,
    ) -> Result<CustomerPage, StoreError> {
        let tables = self.tables();
        let customers = tables.tenants.iter().filter(|tenant| tenant.provider == Some(provider));
        Ok(CustomerPage::from_rows(list, customers.cloned().collect()))
    }

    async fn insert_customer(
        &self,
        tenant: &Tenant,
        link: &Link,
        token: &TokenHash,
        audit: &[AuditEntry; 2],
    ) -> Result<InsertCustomerOutcome, StoreError> {
        let mut tables = self.tables();
        if tables.tenant(tenant.id).is_some() {
            return Ok(InsertCustomerOutcome::IdUsed);
        }
        tables.tenants.push(tenant.clone());
        tables.links.push((*token, link.clone()));
        tables.note_both(audit);
        Ok(InsertCustomerOutcome::Inserted)
    }

    async fn invite_first_admin(
        &self,
        provider: TenantId,
        link: &Link,
        token: &TokenHash,
        audit: &[AuditEntry; 2],
    ) -> Result<InviteAdminOutcome, StoreError> {
        let customer = audit[1].tenant;
        if self.customer(provider, customer).await?.is_none() {
            return Ok(InviteAdminOutcome::NotFound);
        }
        let mut tables = self.tables();
        if tables.members.iter().any(|(tenant, ..)| *tenant == customer) {
            return Ok(InviteAdminOutcome::HasMembers);
        }
        tables.links.push((*token, link.clone()));
        tables.note_both(audit);
        Ok(InviteAdminOutcome::Invited)
    }

    async fn end_relation(
        &self,
        provider: TenantId,
        customer: TenantId,
        audit: &[AuditEntry; 2],
    ) -> Result<bool, StoreError> {
        if self.customer(provider, customer).await?.is_none() {
            return Ok(false);
        }
        let mut tables = self.tables();
        tables.tenant(customer).expect("a customer").provider = None;
        tables.note_both(audit);
        Ok(true)
    }

    async fn provider_of(&self, customer: TenantId) -> Result<Option<OwnProvider>, StoreError> {
        let mut tables = self.tables();
        let provider = tables.tenant(customer).and_then(|tenant| tenant.provider);
        let provider = provider.and_then(|id| tables.tenant(id).cloned());
        Ok(provider.map(|provider| OwnProvider {
            organisation: provider.organisation(),
            has_right: provider.service_provider,
        }))
    }

    async fn ask_consent(
        &self,
        request: &ConsentRequest,
        audit: &[AuditEntry; 2],
    ) -> Result<AskOutcome, StoreError> {
        if self.customer(request.provider.id, request.customer).await?.is_some() {
            return Ok(AskOutcome::AlreadyCustomer);
        }
        let mut tables = self.tables();
        tables.requests.push(request.clone());
        tables.note_both(audit);
        Ok(AskOutcome::Asked)
    }

    async fn consent_requests(&self, tenant: TenantId) -> Result<Vec<ConsentRequest>, StoreError> {
        let tables = self.tables();
        let about = |one: &&ConsentRequest| [one.customer, one.provider.id].contains(&tenant);
        Ok(tables.requests.iter().filter(about).cloned().collect())
    }

    async fn delete_consent_request(
        &self,
        provider: TenantId,
        customer: TenantId,
        audit: &[AuditEntry; 2],
    ) -> Result<bool, StoreError> {
        let mut tables = self.tables();
        let taken = tables.take_request(provider, customer);
        if taken {
            tables.note_both(audit);
        }
        Ok(taken)
    }

    async fn accept_consent_request(
        &self,
        provider: TenantId,
        customer: TenantId,
        audit: &[AuditEntry; 2],
    ) -> Result<AcceptConsentOutcome, StoreError> {
        let mut tables = self.tables();
        if !tables.take_request(provider, customer) {
            return Ok(AcceptConsentOutcome::NotFound);
        }
        let tenant = tables.tenant(customer).expect("a customer");
        if tenant.provider.is_some() || tenant.service_provider {
            return Ok(AcceptConsentOutcome::HasProvider);
        }
        tenant.provider = Some(provider);
        tables.note_both(audit);
        Ok(AcceptConsentOutcome::Accepted)
    }
}
