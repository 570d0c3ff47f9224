//! What stands behind the addresses of requests about channels.

use domain::channel::{ChannelForm, create_channel};
use domain::channel_request::{ChannelRequestForm, ask_for_unbinding};
use domain::ids::{ChannelId, ChannelRequestId, CreationKey, TenantId};
use server::start::BUILT_IN_TENANT;

use crate::bench::TestServer;
use crate::permissions::new_tenant;
use crate::{channel_requests, people};

/// The address with something behind it; and the channel, if it is one of the first tenant.
pub(crate) async fn place_of_request(
    server: &TestServer,
    pattern: &str,
) -> Option<(String, Option<ChannelId>)> {
    let (tenant, channel) = match pattern {
        "/channels/{id}/claim" => (BUILT_IN_TENANT, new_channel(server).await),
        "/channels/{id}/delete/unbinding" | "/channels/{id}/requests/{request}/withdraw" => {
            (BUILT_IN_TENANT, bound_channel(server, BUILT_IN_TENANT).await)
        }
        _ if pattern.contains("{channel}") => {
            let tenant = new_tenant(server, "").await;
            (tenant, bound_channel(server, tenant).await)
        }
        _ => return None,
    };
    let mut address = pattern.to_owned();
    if pattern.contains("{request}") {
        let request = open_channel_request(server, tenant, channel).await;
        address = address.replace("{request}", &request.to_string());
    }
    Some(if pattern.contains("{channel}") {
        let address = address.replace("{channel}", &channel.to_string());
        (address.replace("{id}", &tenant.to_string()), None)
    } else {
        (address.replace("{id}", &channel.to_string()), Some(channel))
    })
}

/// A channel with an account that no other one has.
async fn bound_channel(server: &TestServer, tenant: TenantId) -> ChannelId {
    let account = server.ports.ids.next().simple().to_string();
    channel_requests::bound_to(&server.ports, tenant, &account).await
}

async fn open_channel_request(
    server: &TestServer,
    tenant: TenantId,
    channel: ChannelId,
) -> ChannelRequestId {
    let form = ChannelRequestForm { reason: "a".to_owned() };
    let (ports, host) = (&server.ports, people::host(tenant));
    ask_for_unbinding(ports, &host, channel, &form).await.expect("a request");
    let newest = ports.store.requests_about_channel(tenant, channel, 1).await.expect("requests");
    newest.first().expect("the request").id
}

pub(crate) async fn new_channel(server: &TestServer) -> ChannelId {
    let form = ChannelForm {
        customer: None,
        channel_type: "sms".to_owned(),
        name: "Support".to_owned(),
        remarks: String::new(),
    };
    let key = CreationKey::from_uuid(server.ports.ids.next());
    let host = people::host(BUILT_IN_TENANT);
    create_channel(&server.ports, &host, &form, key, true).await.expect("a channel").id
}
