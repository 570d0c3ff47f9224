//! How a relation begins: a service provider asks, the tenant consents.

use domain::audit::AuditAction;
use domain::customer::{AcceptConsentOutcome, AskOutcome, ConsentRequest, MAX_CONSENT_REQUESTS};
use domain::ids::TenantId;
use domain::store::{Store, StoreError};
use domain::tenant::Tenant;

use crate::bench::TestDatabase;
use crate::customer::are_noted;
use crate::list::whole_list;
use crate::people::at;
use crate::samples::Samples;

fn request(provider: &Tenant, customer: TenantId) -> ConsentRequest {
    ConsentRequest { customer, provider: provider.organisation(), asked_at: at(3) }
}

async fn ask(
    store: &dyn Store,
    samples: &Samples,
    provider: &Tenant,
    customer: TenantId,
) -> AskOutcome {
    let notes = samples.notes(provider.id, customer, AuditAction::CustomerAsk);
    let outcome = store.ask_consent(&request(provider, customer), &notes).await;
    outcome.expect("an outcome")
}

async fn accept(
    store: &dyn Store,
    samples: &Samples,
    provider: &Tenant,
    customer: TenantId,
) -> AcceptConsentOutcome {
    let notes = samples.notes(provider.id, customer, AuditAction::CustomerAccept);
    let outcome = store.accept_consent_request(provider.id, customer, &notes).await;
    let outcome = outcome.expect("an outcome");
    let done = outcome == AcceptConsentOutcome::Accepted;
    assert_eq!(are_noted(store, &notes).await, [done; 2]);
    outcome
}

async fn in_list(store: &dyn Store, provider: &Tenant) -> usize {
    let page = store.channels_of_provider(provider.id, &whole_list()).await;
    page.expect("a page").channels.len()
}

pub(crate) async fn a_relation_begins_by_consent_and_ends(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(930));
    let provider = samples.stored_provider(store).await;
    let customer = samples.stored_tenant(store).await;
    samples.stored_channel(store, customer).await;
    let unasked = accept(store, &samples, &provider, customer).await;
    assert_eq!(unasked, AcceptConsentOutcome::NotFound);
    assert_eq!(in_list(store, &provider).await, 0);

    assert_eq!(ask(store, &samples, &provider, customer).await, AskOutcome::Asked);
    for side in [provider.id, customer] {
        let found = store.consent_requests(side).await.expect("requests");
        assert_eq!(found, [request(&provider, customer)]);
    }
    assert_eq!(in_list(store, &provider).await, 0, "nothing begins without consent");
    let accepted = accept(store, &samples, &provider, customer).await;
    assert_eq!(accepted, AcceptConsentOutcome::Accepted);
    assert_eq!(store.consent_requests(customer).await.expect("requests"), []);
    let tenant = store.tenant_by_id(customer).await.expect("an answer").expect("the tenant");
    assert_eq!(tenant.provider, Some(provider.id));
    samples.stored_channel(store, customer).await;
    assert_eq!(in_list(store, &provider).await, 2, "channels of before and after");
    let again = ask(store, &samples, &provider, customer).await;
    assert_eq!(again, AskOutcome::AlreadyCustomer);

    let notes = samples.notes(provider.id, customer, AuditAction::CustomerEnd);
    assert!(store.end_relation(provider.id, customer, &notes).await.expect("an answer"));
    assert_eq!(in_list(store, &provider).await, 0);
    assert_eq!(store.customer(provider.id, customer).await.expect("an answer"), None);
}

pub(crate) async fn a_tenant_has_one_provider(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(931));
    let one = samples.stored_provider(store).await;
    let other = samples.stored_provider(store).await;
    let customer = samples.stored_tenant(store).await;
    for provider in [&one, &other] {
        ask(store, &samples, provider, customer).await;
    }
    let (first, second) = tokio::join!(
        accept(store, &samples, &one, customer),
        accept(store, &samples, &other, customer)
    );
    let outcomes = [first, second];
    assert!(outcomes.contains(&AcceptConsentOutcome::Accepted), "{outcomes:?}");
    assert!(outcomes.contains(&AcceptConsentOutcome::HasProvider), "{outcomes:?}");
    // A provider is nobody's customer, nor is one that still has customers without the right.
    ask(store, &samples, &one, other.id).await;
    let refused = accept(store, &samples, &one, other.id).await;
    assert_eq!(refused, AcceptConsentOutcome::HasProvider);
    // Whoever has lost the right is not accepted, and has nothing to be accepted by.
    let lost = samples.stored_provider(store).await;
    let next = samples.stored_tenant(store).await;
    ask(store, &samples, &lost, next).await;
    let note = samples.note(lost.id, AuditAction::ProviderRevoke);
    store.set_provider_right(lost.id, false, &note).await.expect("an outcome");
    let refused = accept(store, &samples, &lost, next).await;
    assert_eq!(refused, AcceptConsentOutcome::NotFound);
    // Without the right and without customers it may become one.
    ask(store, &samples, &one, lost.id).await;
    let accepted = accept(store, &samples, &one, lost.id).await;
    assert_eq!(accepted, AcceptConsentOutcome::Accepted);
}

pub(crate) async fn asking_tells_nothing_about_a_tenant(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(932));
    let provider = samples.stored_provider(store).await;
    let other = samples.stored_provider(store).await;
    let taken = samples.stored_customer(store, other.id, "Taken").await.id;
    let (known, unknown) = (samples.stored_tenant(store).await, samples.tenant().id);
    for (id, exists) in [(known, true), (taken, true), (other.id, true), (unknown, false)] {
        for _ in 0..2 {
            assert_eq!(ask(store, &samples, &provider, id).await, AskOutcome::Asked);
        }
        let found = store.consent_requests(provider.id).await.expect("requests");
        assert!(found.contains(&request(&provider, id)));
        let notes = samples.notes(provider.id, id, AuditAction::CustomerWithdraw);
        let deleted = store.delete_consent_request(provider.id, id, &notes).await;
        assert!(deleted.expect("an answer"));
        assert_eq!(are_noted(store, &notes).await, [true, exists]);
        let deleted = store.delete_consent_request(provider.id, id, &notes).await;
        assert!(!deleted.expect("an answer"));
    }
    assert_eq!(store.consent_requests(provider.id).await.expect("requests"), []);
}

pub(crate) async fn a_provider_asks_a_hundred_tenants_at_most(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(933));
    let provider = samples.stored_provider(store).await;
    let first = samples.tenant().id;
    assert_eq!(ask(store, &samples, &provider, first).await, AskOutcome::Asked);
    for _ in 1..MAX_CONSENT_REQUESTS {
        let asked = ask(store, &samples, &provider, samples.tenant().id).await;
        assert_eq!(asked, AskOutcome::Asked);
    }
    let asked = ask(store, &samples, &provider, samples.tenant().id).await;
    assert_eq!(asked, AskOutcome::TooMany);
    assert_eq!(ask(store, &samples, &provider, first).await, AskOutcome::Asked);
    let other = samples.stored_provider(store).await;
    assert_eq!(ask(store, &samples, &other, first).await, AskOutcome::Asked);
}

pub(crate) async fn a_relation_that_cannot_be_noted_does_not_begin(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(934));
    let provider = samples.stored_provider(store).await;
    let customer = samples.stored_tenant(store).await;
    samples.stored_channel(store, customer).await;
    ask(store, &samples, &provider, customer).await;
    let notes = samples.notes(provider.id, customer, AuditAction::CustomerAccept);
    store.append_audit_entry(&notes[1]).await.expect("an entry");
    let outcome = store.accept_consent_request(provider.id, customer, &notes).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    assert_eq!(in_list(store, &provider).await, 0);
    assert_eq!(store.consent_requests(customer).await.expect("requests").len(), 1);
}
