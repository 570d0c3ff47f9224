//! What a statement for the list of a service provider sees on `PostgreSQL`.

use std::collections::BTreeSet;

use domain::audit::AuditAction;
use domain::customer::ConsentRequest;

use crate::people::at;
use crate::row_level_security::{in_scope, run, tenants_seen, with_two_tenants};
use crate::samples::Samples;
use crate::tenant_rows::OF_TENANTS;

/// The list of a provider, without any condition: its own rows and its customers', no others, and
/// none in which only a customer itself looks. Nothing is written in that scope.
#[tokio::test]
async fn a_providers_statement_sees_its_customers_and_nobody_else() {
    let Some((database, alone, customer_of_before)) = with_two_tenants().await else { return };
    let (store, samples) = (&*database.store, Samples::new(703));
    let provider = samples.stored_provider(store).await;
    let other = samples.stored_provider(store).await;
    let mut visible = BTreeSet::from([provider.id.uuid()]);
    for under in [&provider, &other] {
        let customer = samples.stored_customer(store, under.id, "Neu").await.id;
        samples.stored_channel(store, customer).await;
        if under.id == provider.id {
            visible.insert(customer.uuid());
        }
    }
    samples.stored_channel(store, provider.id).await;
    let notes = samples.notes(provider.id, customer_of_before, AuditAction::CustomerAsk);
    let organisation = provider.organisation();
    let request =
        ConsentRequest { customer: customer_of_before, provider: organisation, asked_at: at(0) };
    store.ask_consent(&request, &notes).await.expect("a request");
    let notes = samples.notes(provider.id, customer_of_before, AuditAction::CustomerAccept);
    store.accept_consent_request(provider.id, customer_of_before, &notes).await.expect("done");
    let notes = samples.notes(provider.id, customer_of_before, AuditAction::CustomerEnd);
    assert!(store.end_relation(provider.id, customer_of_before, &notes).await.expect("an end"));

    let mut connection = in_scope(&database, "provider").await;
    let set = format!("SET LOCAL suiro.provider = '{}'", provider.id.uuid());
    run(&mut connection, set).await.expect("the scope");
    for (table, column) in OF_TENANTS {
        let seen = tenants_seen(&mut connection, table, column).await;
        let wanted = if ["tenants", "channels"].contains(&table) {
            visible.clone()
        } else {
            BTreeSet::new()
        };
        assert_eq!(seen, wanted, "{table}");
    }
    // Without a provider there is nobody.
    let mut nobody = in_scope(&database, "provider").await;
    for (table, column) in OF_TENANTS {
        assert_eq!(tenants_seen(&mut nobody, table, column).await, BTreeSet::new(), "{table}");
    }
    assert!(!visible.contains(&alone.uuid()));
    drop((connection, nobody));
    database.remove().await;
}
