use domain::channel::ChannelType;
use domain::platform::{EventKind, Probe, ReleaseScope};
use simulator::Fault;

use crate::stage::{Stage, TYPES};

const ALONE: ReleaseScope = ReleaseScope { shares_subscription: false };

#[tokio::test]
async fn every_type_is_bound_receives_sends_and_is_let_go() {
    for channel_type in TYPES {
        let stage = Stage::bound(channel_type).await;
        let health = stage.adapter.check_health(&stage.credentials, &stage.endpoint).await;
        for probe in [&health.authorisation, &health.outbound, &health.inbound, &health.callback] {
            assert_eq!(*probe, Probe::Works, "{channel_type:?} {health:?}");
        }

        stage.customer_writes("Is the shop open? 営業中?");
        stage.until(|told| told.texts() == ["Is the shop open? 営業中?"]).await;

        let message = stage.message("Yes, until six. 水路 & Söhne");
        let sent = stage.adapter.send_text(&stage.credentials, &message).await;
        let sent = sent.unwrap_or_else(|problem| panic!("{channel_type:?}: {problem:?}"));
        // Instagram tells only that a message was read.
        if channel_type != ChannelType::Instagram {
            stage.until(|told| told.is_delivered(&sent.ids[0])).await;
        }

        for _ in 0..2 {
            stage.adapter.release(&stage.credentials, &stage.endpoint, ALONE).await.expect("free");
        }
        let health = stage.adapter.check_health(&stage.credentials, &stage.endpoint).await;
        assert!(matches!(health.inbound, Probe::Fails(_)), "{channel_type:?} {health:?}");
    }
}

#[tokio::test]
async fn binding_again_changes_nothing() {
    for channel_type in TYPES {
        let stage = Stage::bound(channel_type).await;
        let first = stage.adapter.find_account(&stage.credentials).await.expect("an account");
        let again = stage.adapter.bind(&stage.credentials, &stage.endpoint).await.expect("bound");
        assert_eq!(first.account.id, again.account.id);
    }
}

#[tokio::test]
async fn what_is_sent_twice_has_the_same_key() {
    for channel_type in TYPES {
        let stage = Stage::bound(channel_type).await;
        stage.switch([Fault::DuplicateWebhooks]);
        stage.customer_writes("Once");
        stage.until(|told| told.texts().len() == 2).await;
        let told = stage.told.lock().expect("what was told");
        let received =
            told.events.iter().filter(|event| matches!(event.kind, EventKind::Received { .. }));
        let keys: Vec<_> = received.map(|event| (&event.account, &event.key)).collect();
        assert_eq!(keys[0], keys[1], "{channel_type:?}");
    }
}

#[tokio::test]
async fn what_is_wrongly_signed_is_not_believed() {
    for channel_type in TYPES {
        let stage = Stage::bound(channel_type).await;
        let before = stage.told.lock().expect("what was told").events.len();
        stage.switch([Fault::WrongSignature]);
        stage.customer_writes("Believe me");
        stage.until(|told| told.refused > 0).await;
        let told = stage.told.lock().expect("what was told");
        assert_eq!(told.events.len(), before, "{channel_type:?} {told:?}");
    }
}
