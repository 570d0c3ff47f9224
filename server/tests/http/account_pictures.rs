//! Pictures of accounts, on pages and by themselves.

use domain::channel::ChannelType;
use domain::ids::BindingId;
use domain::platform::Picture;
use server::start::BUILT_IN_TENANT;

use crate::bench::TestServer;
use crate::staged_platforms::Stage;

pub(crate) async fn an_account_shows_its_picture_to_who_sees_the_channel(server: &TestServer) {
    let stage = Stage::around(server).await;
    let client = server.client.at(stage.client.address);
    let channel = stage.bound(ChannelType::Viber).await;
    let address = format!("/channels/{}/pictures/{}", channel.id, channel.binding);
    let page = client.get(&format!("/channels/{}", channel.id)).send().await;
    assert!(page.text().contains(&format!("src=\"{address}\"")), "{page}");

    let found = client.get(&address).send().await;
    assert_eq!(found.status, 200, "{found}");
    assert_eq!(found.header("content-type"), "image/png");
    assert_eq!(found.header("x-content-type-options"), "nosniff");
    assert_eq!(found.header("cache-control"), "private, max-age=86400");
    assert!(Picture::parse(found.body.to_vec()).is_some());

    let bindings = stage.ports.store.bindings_of_channel(BUILT_IN_TENANT, channel.id).await;
    let binding = bindings.expect("bindings").remove(0);
    let kept = stage.ports.store.kept_picture(&binding).await.expect("an answer");
    let kept = kept.and_then(|kept| kept.picture).expect("a picture");
    assert_eq!(kept.bytes(), found.body);

    let stranger = server.as_stranger().await.at(client.address);
    let foreign = stranger.get(&address).send().await;
    assert_eq!(foreign.status, 404, "{foreign}");
    let other = BindingId::from_uuid(stage.ports.ids.next());
    for unknown in [other.to_string(), "7".to_owned()] {
        let address = format!("/channels/{}/pictures/{unknown}", channel.id);
        let answer = client.get(&address).send().await;
        assert_eq!(answer.status, 404, "{answer}");
    }
}

pub(crate) async fn an_account_without_a_picture_shows_none(server: &TestServer) {
    let stage = Stage::around(server).await;
    let client = server.client.at(stage.client.address);
    let channel = stage.bound(ChannelType::WhatsApp).await;
    let page = client.get(&format!("/channels/{}", channel.id)).send().await;
    assert_eq!(page.status, 200, "{page}");
    assert!(!page.text().contains("/pictures/"), "{page}");
    let address = format!("/channels/{}/pictures/{}", channel.id, channel.binding);
    let answer = client.get(&address).send().await;
    assert_eq!(answer.status, 404, "{answer}");
}
