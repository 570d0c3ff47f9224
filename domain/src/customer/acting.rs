//! Acting for a customer. An id in a request is only a choice among what the database says are
//! the customers of the caller's own tenant.

use crate::caller::Caller;
use crate::ids::{ChannelId, TenantId};
use crate::ports::Ports;
use crate::store::StoreError;
use crate::tenant::Tenant;

/// The caller as they act in this tenant: themselves in their own, somebody of its service
/// provider in a customer's. Nothing in any other tenant, nor in one that does not exist.
pub async fn acting_in(
    ports: &Ports,
    caller: &Caller,
    tenant: TenantId,
) -> Result<Option<Caller>, StoreError> {
    if tenant == caller.tenant {
        return Ok(Some(caller.clone()));
    }
    let Some(provider) = &caller.provider else { return Ok(None) };
    let customer = ports.store.customer(provider.organisation.id, tenant).await?;
    Ok(customer.map(|customer| in_customer(caller, customer)))
}

/// The caller as they act in the tenant of this channel. Themselves if they have no such customer:
/// in their own tenant, the channel is found or it is not.
pub async fn acting_on(
    ports: &Ports,
    caller: &Caller,
    channel: ChannelId,
) -> Result<Caller, StoreError> {
    let Some(provider) = &caller.provider else { return Ok(caller.clone()) };
    let customer = ports.store.customer_of_channel(provider.organisation.id, channel).await?;
    Ok(customer.map_or_else(|| caller.clone(), |customer| in_customer(caller, customer)))
}

fn in_customer(caller: &Caller, customer: Tenant) -> Caller {
    Caller {
        tenant: customer.id,
        tenant_name: customer.name,
        standing: customer.standing,
        ..caller.clone()
    }
}
