//! Service providers and the customers they have.

use std::sync::Arc;

use domain::audit::{AuditAction, AuditEntry};
use domain::channel::{DeleteOutcome, InsertOutcome, UpdateOutcome};
use domain::customer::{CustomerList, InsertCustomerOutcome, InviteAdminOutcome, OwnProvider};
use domain::ids::TenantId;
use domain::permissions::Role;
use domain::store::{Store, StoreError};
use domain::tenant::{
    Organisation, Standing, Tenant, TenantList, TenantOutcome, TenantState, Verification,
};
use tokio::task::JoinSet;

use crate::bench::TestDatabase;
use crate::people::{at, email, invitation, is_noted, works};
use crate::samples::{Samples, edit, used};

impl Samples {
    /// A service provider that the store knows.
    pub(crate) async fn stored_provider(&self, store: &dyn Store) -> Tenant {
        let tenant = Tenant { service_provider: true, ..self.tenant() };
        assert!(store.insert_tenant(&tenant, &[]).await.expect("an insertion"));
        tenant
    }

    /// A customer that the store knows.
    pub(crate) async fn stored_customer(
        &self,
        store: &dyn Store,
        provider: TenantId,
        name: &str,
    ) -> Tenant {
        let tenant = Tenant { name: name.to_owned(), provider: Some(provider), ..self.tenant() };
        assert!(store.insert_tenant(&tenant, &[]).await.expect("an insertion"));
        tenant
    }

    /// An entry for the log of the provider, and one for that of the customer.
    pub(crate) fn notes(
        &self,
        provider: TenantId,
        customer: TenantId,
        action: AuditAction,
    ) -> [AuditEntry; 2] {
        [self.note(provider, action), self.note(customer, action)]
    }
}

pub(crate) async fn are_noted(store: &dyn Store, notes: &[AuditEntry; 2]) -> [bool; 2] {
    [is_noted(store, &notes[0]).await, is_noted(store, &notes[1]).await]
}

async fn find(store: &dyn Store, id: TenantId) -> Tenant {
    store.tenant_by_id(id).await.expect("an answer").expect("the tenant")
}

pub(crate) async fn the_right_is_granted_to_those_who_use_the_service(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(920));
    let pending = Verification::Pending;
    let waiting = Standing { verification: pending, activated_at: None, suspended_at: None };
    for (standing, allowed) in [(Standing::active(at(0)), true), (waiting, false)] {
        let tenant = Tenant { standing, ..samples.tenant() };
        store.insert_tenant(&tenant, &[]).await.expect("an insertion");
        let note = samples.note(tenant.id, AuditAction::ProviderGrant);
        let outcome = store.set_provider_right(tenant.id, true, &note).await;
        let wanted = if allowed { TenantOutcome::Done } else { TenantOutcome::OtherState };
        assert_eq!(outcome.expect("an outcome"), wanted);
        assert_eq!(is_noted(store, &note).await, allowed);
        let after = find(store, tenant.id).await;
        assert_eq!(after, Tenant { service_provider: allowed, ..tenant.clone() });
        for (granted, wanted) in [
            (true, TenantOutcome::OtherState),
            (false, if allowed { TenantOutcome::Done } else { TenantOutcome::OtherState }),
            (false, TenantOutcome::OtherState),
        ] {
            let note = samples.note(tenant.id, AuditAction::ProviderRevoke);
            let outcome = store.set_provider_right(tenant.id, granted, &note).await;
            assert_eq!(outcome.expect("an outcome"), wanted, "{granted}");
        }
        assert_eq!(find(store, tenant.id).await, tenant);
    }
    let note = samples.note(samples.tenant().id, AuditAction::ProviderGrant);
    let outcome = store.set_provider_right(note.tenant, true, &note).await;
    assert_eq!(outcome.expect("an outcome"), TenantOutcome::NotFound);
}

pub(crate) async fn a_customer_is_created_with_an_invitation(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(921));
    let provider = samples.stored_provider(store).await;
    let tenant = Tenant { provider: Some(provider.id), ..samples.tenant() };
    let address = email("new@example.test");
    let link = samples.link(invitation(tenant.id, &address, Role::Admin));
    let token = samples.token();
    let notes = samples.notes(provider.id, tenant.id, AuditAction::CustomerCreate);
    let outcome = store.insert_customer(&tenant, &link, &token, &notes).await;
    assert_eq!(outcome.expect("an outcome"), InsertCustomerOutcome::Inserted);
    assert_eq!(are_noted(store, &notes).await, [true; 2]);
    assert_eq!(find(store, tenant.id).await, tenant);
    assert!(works(store, &token).await);
    let Tenant { id, name, .. } = provider.clone();
    let wanted = OwnProvider { organisation: Organisation { id, name }, has_right: true };
    assert_eq!(store.provider_of(tenant.id).await.expect("an answer"), Some(wanted));
    assert_eq!(store.provider_of(provider.id).await.expect("an answer"), None);

    // The same form once more.
    let link = samples.link(invitation(tenant.id, &address, Role::Admin));
    let other = samples.token();
    let notes = samples.notes(provider.id, tenant.id, AuditAction::CustomerCreate);
    let outcome = store.insert_customer(&tenant, &link, &other, &notes).await;
    assert_eq!(outcome.expect("an outcome"), InsertCustomerOutcome::IdUsed);
    assert_eq!(are_noted(store, &notes).await, [false; 2]);
    assert!(works(store, &token).await && !works(store, &other).await);
}

pub(crate) async fn the_first_admin_is_invited_until_somebody_belongs_to_it(
    database: &TestDatabase,
) {
    let (store, samples) = (&*database.store, Samples::new(922));
    let provider = samples.stored_provider(store).await;
    let stranger = samples.stored_provider(store).await;
    let customer = samples.stored_customer(store, provider.id, "Neu").await;
    let invite = async |by: TenantId, address: &str| {
        let link = samples.link(invitation(customer.id, &email(address), Role::Admin));
        let token = samples.token();
        let notes = samples.notes(by, customer.id, AuditAction::CustomerInvite);
        let outcome = store.invite_first_admin(by, &link, &token, &notes).await;
        let outcome = outcome.expect("an outcome");
        let done = outcome == InviteAdminOutcome::Invited;
        assert_eq!(are_noted(store, &notes).await, [done; 2]);
        (outcome, token)
    };
    assert_eq!(invite(stranger.id, "a@example.test").await.0, InviteAdminOutcome::NotFound);
    let (_, first) = invite(provider.id, "a@example.test").await;
    assert!(works(store, &first).await);
    let (_, second) = invite(provider.id, "b@example.test").await;
    assert!(works(store, &second).await && !works(store, &first).await);
    samples.stored_member(store, customer.id, Role::Admin).await;
    let (outcome, _) = invite(provider.id, "c@example.test").await;
    assert_eq!(outcome, InviteAdminOutcome::HasMembers);
    assert!(works(store, &second).await, "a refusal takes nothing away");
}

pub(crate) async fn a_provider_finds_its_customers_and_nothing_else(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(923));
    let provider = samples.stored_provider(store).await;
    let other = samples.stored_provider(store).await;
    let own = samples.stored_customer(store, provider.id, "Own").await;
    let foreign = samples.stored_customer(store, other.id, "Foreign").await;
    let alone = samples.stored_tenant(store).await;
    let mut channels = Vec::new();
    for tenant in [own.id, foreign.id, alone, provider.id] {
        channels.push(samples.stored_channel(store, tenant).await.0);
    }
    let ids = [own.id, foreign.id, alone, provider.id, samples.tenant().id];
    for (index, id) in ids.into_iter().enumerate() {
        let found = store.customer(provider.id, id).await.expect("an answer");
        assert_eq!(found.is_some(), index == 0, "{index}");
    }
    for (index, channel) in channels.iter().enumerate() {
        let found = store.customer_of_channel(provider.id, channel.id).await.expect("an answer");
        assert_eq!(found.map(|tenant| tenant.id), (index == 0).then_some(own.id), "{index}");
    }
    let page = store.channels_of_provider(provider.id, &crate::list::whole_list()).await;
    let mut seen: Vec<_> =
        page.expect("a page").channels.iter().map(|channel| channel.tenant).collect();
    seen.sort();
    let mut wanted = [own.id, provider.id];
    wanted.sort();
    assert_eq!(seen, wanted);
    let page = store.customers(provider.id, &CustomerList::default()).await.expect("a page");
    assert_eq!(page.customers.iter().map(|tenant| tenant.id).collect::<Vec<_>>(), [own.id]);
    for (tenant, named) in [(own.id, true), (alone, false)] {
        let list = TenantList { search: tenant.to_string(), ..TenantList::default() };
        let page = store.tenants(&list).await.expect("a page");
        let wanted = named.then(|| (provider.id, provider.name.clone()));
        assert_eq!(page.providers, wanted.into_iter().collect(), "the back office");
    }
    assert!(
        !store
            .end_relation(
                provider.id,
                foreign.id,
                &samples.notes(provider.id, foreign.id, AuditAction::CustomerEnd),
            )
            .await
            .expect("an answer")
    );
}

pub(crate) async fn customers_come_by_name_page_by_page(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(924));
    let provider = samples.stored_provider(store).await.id;
    let mut wanted = Vec::new();
    for name in ["水路", "alpha", "Beta", "ALPHA", "Ärger", "zeta", "beta"] {
        wanted.push(samples.stored_customer(store, provider, name).await);
    }
    wanted.sort_by_key(|tenant| (tenant.name.to_lowercase(), tenant.id));
    let mut list = CustomerList { limit: 2, ..CustomerList::default() };
    let mut seen = Vec::new();
    loop {
        let page = store.customers(provider, &list).await.expect("a page");
        assert!(page.customers.len() <= 2);
        seen.extend(page.customers.iter().map(|customer| customer.id));
        list.after = page.next;
        if list.after.is_none() {
            break;
        }
    }
    assert_eq!(seen, wanted.iter().map(|customer| customer.id).collect::<Vec<_>>());
    let id = wanted[0].id.to_string();
    for (search, count) in
        [("ALPH", 2), ("är", 1), ("路", 1), (&*id, 1), ("%", 0), ("\0", 0), ("", 7)]
    {
        let list = CustomerList { search: search.to_owned(), ..CustomerList::default() };
        let page = store.customers(provider, &list).await.expect("a page");
        assert_eq!(page.customers.len(), count, "{search:?}");
    }
    let state = Some(TenantState::Suspended);
    let list = CustomerList { state, ..CustomerList::default() };
    assert_eq!(store.customers(provider, &list).await.expect("a page").customers, []);
}

pub(crate) async fn no_customer_has_customers(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(925));
    let provider = samples.stored_provider(store).await.id;
    let customer = samples.stored_customer(store, provider, "Neu").await.id;
    let note = samples.note(customer, AuditAction::ProviderGrant);
    let outcome = store.set_provider_right(customer, true, &note).await;
    assert_eq!(outcome.expect("an outcome"), TenantOutcome::OtherState);
    // Past the store, too: under a customer, and a provider under somebody else.
    let other = samples.stored_provider(store).await.id;
    let below = Tenant { provider: Some(customer), ..samples.tenant() };
    store.insert_tenant(&below, &[]).await.expect_err("a refusal");
    for (tenant, under) in [(samples.stored_tenant(store).await, customer), (provider, other)] {
        let [tenant, under] = [tenant, under].map(|id| database.literal(id.uuid()));
        let sql = format!(
            "UPDATE tenants SET service_provider = FALSE, provider_id = {under}, \
             customer_key = 'a' WHERE id = {tenant}"
        );
        let scope = if sql.contains("::uuid") {
            "SET suiro.tenant = 'installation'; "
        } else {
            "PRAGMA foreign_keys = ON; "
        };
        database.execute(format!("{scope}{sql}")).await.expect_err("a refusal");
    }
}

pub(crate) async fn nothing_is_done_in_the_name_of_a_provider_of_before(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(926));
    let provider = samples.stored_provider(store).await;
    let customer = samples.stored_customer(store, provider.id, "Neu").await;
    let (channel, _) = samples.stored_channel(store, customer.id).await;
    let acting = |action| AuditEntry {
        provider: Some(provider.organisation()),
        ..samples.audit(&channel, action)
    };
    let note = acting(AuditAction::ChannelEdit);
    let change = edit("Sales", "", 1);
    let outcome = store.update_channel(customer.id, channel.id, &change, at(1), &note).await;
    assert!(matches!(outcome.expect("an outcome"), UpdateOutcome::Updated(_)));
    let entries = store.audit_entries_of_channel(customer.id, channel.id, 10).await;
    assert!(entries.expect("entries").contains(&note));

    let notes = samples.notes(provider.id, customer.id, AuditAction::CustomerEnd);
    assert!(store.end_relation(provider.id, customer.id, &notes).await.expect("an answer"));
    assert_eq!(are_noted(store, &notes).await, [true; 2]);
    assert!(!store.end_relation(provider.id, customer.id, &notes).await.expect("an answer"));
    let late = |outcome: Result<(), StoreError>| {
        assert!(matches!(outcome, Err(StoreError::Unavailable(_))), "{outcome:?}");
    };
    let note = acting(AuditAction::ChannelEdit);
    let change = edit("Later", "", 2);
    late(store.update_channel(customer.id, channel.id, &change, at(2), &note).await.map(drop));
    let note = acting(AuditAction::ChannelDelete);
    late(store.delete_channel(customer.id, channel.id, 2, &note).await.map(drop));
    let note = acting(AuditAction::ChannelCreate);
    let another = samples.channel(customer.id);
    late(store.insert_channel(&another, samples.key(), &note).await.map(drop));
    late(store.append_audit_entry(&acting(AuditAction::ChannelEdit)).await);
    let stored = store.channel_by_id(customer.id, channel.id).await.expect("an answer");
    assert_eq!(stored.map(|channel| channel.version), Some(2));
    assert_eq!(used(store, customer.id).await, 1);
    // The customer itself goes on.
    let note = samples.audit(&channel, AuditAction::ChannelDelete);
    let outcome = store.delete_channel(customer.id, channel.id, 2, &note).await;
    assert_eq!(outcome.expect("an outcome"), DeleteOutcome::Deleted);
}

pub(crate) async fn channels_follow_their_tenant_under_parallel_insertions(
    database: &TestDatabase,
) {
    let samples = Arc::new(Samples::new(927));
    let store = &*database.store;
    let provider = samples.stored_provider(store).await;
    let customer = samples.stored_customer(store, provider.id, "Neu").await.id;
    let mut tasks = JoinSet::new();
    for _ in 0..30 {
        let (store, samples) = (database.store.clone(), samples.clone());
        tasks.spawn(async move {
            let channel = samples.channel(customer);
            let audit = samples.audit(&channel, AuditAction::ChannelCreate);
            let outcome = store.insert_channel(&channel, samples.key(), &audit).await;
            assert_eq!(outcome.expect("an outcome"), InsertOutcome::Inserted);
        });
    }
    let notes = samples.notes(provider.id, customer, AuditAction::CustomerEnd);
    assert!(store.end_relation(provider.id, customer, &notes).await.expect("an answer"));
    tasks.join_all().await;
    let list = crate::list::whole_list();
    let left = store.channels_of_provider(provider.id, &list).await.expect("a page");
    assert_eq!(left.channels, []);
    assert_eq!(used(store, customer).await, 30);
}
