//! Test messages, what becomes of them, and what customers write: through simulated platforms.

use domain::callback::{DeliveryState, last_inbound, traffic_of};
use domain::channel::ChannelType;
use domain::field_errors::Field;
use domain::ids::ChannelId;
use domain::message::{MessageError, MessageForm, Progress, SendOutcome, messages_of, send_test};
use domain::platform::Reason;
use simulator::Fault;

use crate::bench::TestServer;
use crate::people::{self, OTHER_TENANT};
use crate::staged_platforms::Stage;

/// Those that a person binds by typing.
const TYPES: [ChannelType; 3] = [ChannelType::WhatsApp, ChannelType::Viber, ChannelType::Sms];

/// Received and sent in the last two weeks.
async fn traffic(stage: &Stage, channel: ChannelId) -> (u64, u64) {
    let hours = traffic_of(&stage.ports, &stage.caller, channel, 14).await.expect("traffic");
    hours.iter().fold((0, 0), |(received, sent), hour| (received + hour.received, sent + hour.sent))
}

pub(crate) async fn a_message_arrives_and_an_answer_comes_in(server: &TestServer) {
    let stage = Stage::around(server).await;
    for channel_type in TYPES {
        let channel = stage.bound(channel_type).await;
        let id = channel.id;
        let inbound = last_inbound(&stage.ports, &stage.caller, id).await.expect("an answer");
        assert_eq!(inbound, None, "{channel_type:?}");
        // It also opens the time for answers.
        stage.customer_writes(&channel, &["one", "two"]);
        stage.a_minute_passes().await;
        let inbound = last_inbound(&stage.ports, &stage.caller, id).await.expect("an answer");
        assert!(inbound.is_some(), "{channel_type:?}");
        assert_eq!(traffic(&stage, id).await, (2, 0), "{channel_type:?}");

        let sent = stage.send(id, channel.customer).await.expect("a message");
        assert_eq!(sent.outcome, SendOutcome::Accepted, "{channel_type:?}");
        stage.a_minute_passes().await;
        let newest = stage.newest(id).await;
        assert_eq!((newest.id, newest.recipient.as_str()), (sent.id, channel.customer));
        let Progress::Reached(state) = newest.progress(stage.ports.clock.now()) else {
            panic!("{channel_type:?}: {newest:?}")
        };
        assert!(state.number() >= DeliveryState::Delivered.number(), "{channel_type:?}: {state:?}");
        assert_eq!(traffic(&stage, id).await, (2, 1), "{channel_type:?}");
    }
}

pub(crate) async fn repeated_and_reordered_reports_make_no_difference(server: &TestServer) {
    let stage = Stage::around(server).await;
    for channel_type in TYPES {
        let channel = stage.bound(channel_type).await;
        stage.switch(&channel, &[Fault::DuplicateWebhooks, Fault::ReorderedWebhooks]);
        stage.customer_writes(&channel, &["one", "two", "three"]);
        stage.a_minute_passes().await;
        stage.send(channel.id, channel.customer).await.expect("a message");
        stage.a_minute_passes().await;
        assert_eq!(traffic(&stage, channel.id).await, (3, 1), "{channel_type:?}");
        let newest = stage.newest(channel.id).await;
        let state = &newest.parts[0].state;
        assert!(state.number() >= DeliveryState::Delivered.number(), "{channel_type:?}: {state:?}");
    }
}

pub(crate) async fn a_wrong_signature_changes_nothing(server: &TestServer) {
    let stage = Stage::around(server).await;
    for channel_type in TYPES {
        let channel = stage.bound(channel_type).await;
        stage.switch(&channel, &[Fault::WrongSignature]);
        stage.customer_writes(&channel, &["one"]);
        stage.a_minute_passes().await;
        let attempts = stage.simulator.attempts().into_iter();
        let its_own: Vec<_> = attempts.filter(|one| one.account == channel.account).collect();
        assert!(!its_own.is_empty(), "{channel_type:?}");
        assert!(its_own.iter().all(|one| one.status == Some(401)), "{its_own:?}");
        assert_eq!(traffic(&stage, channel.id).await, (0, 0), "{channel_type:?}");
    }
}

pub(crate) async fn a_message_that_a_platform_refuses_says_why(server: &TestServer) {
    let stage = Stage::around(server).await;
    for (channel_type, fault, wanted) in [
        (ChannelType::Viber, Fault::ExpiredToken, None),
        (ChannelType::WhatsApp, Fault::ConnectionReset, Some(Reason::OutcomeUnknown)),
    ] {
        let channel = stage.bound(channel_type).await;
        stage.customer_writes(&channel, &["one"]);
        stage.switch(&channel, &[fault]);
        let sent = stage.send(channel.id, channel.customer).await.expect("a message");
        let kept = stage.newest(channel.id).await;
        assert_eq!(kept, sent);
        match (&sent.outcome, wanted) {
            (SendOutcome::Unknown(problem), Some(reason)) => assert_eq!(problem.reason, reason),
            (SendOutcome::Refused(problem), None) => assert!(problem.is_authorisation()),
            other => panic!("{channel_type:?}: {other:?}"),
        }
    }
}

pub(crate) async fn only_a_bound_channel_of_ones_own_sends(server: &TestServer) {
    let stage = Stage::around(server).await;
    let channel = stage.bound(ChannelType::Viber).await;
    let unbound = stage.channel(ChannelType::Sms).await;
    let refused = stage.send(unbound, "+15550101234").await;
    assert!(matches!(refused, Err(MessageError::NotBound)), "{refused:?}");
    let form = MessageForm { recipient: String::new(), text: "Hello".to_owned() };
    let refused = send_test(&stage.ports, &stage.caller, channel.id, None, &form).await;
    let Err(MessageError::Invalid(errors)) = refused else { panic!("{refused:?}") };
    assert!(errors.of(Field::Recipient).is_some());
    people::other_tenant(&stage.ports).await;
    let stranger = people::host(OTHER_TENANT);
    let form = MessageForm { recipient: channel.customer.to_owned(), text: "Hello".to_owned() };
    let refused = send_test(&stage.ports, &stranger, channel.id, None, &form).await;
    assert!(matches!(refused, Err(MessageError::NotFound)), "{refused:?}");
    assert!(messages_of(&stage.ports, &stranger, channel.id).await.is_err());
    assert!(messages_of(&stage.ports, &stage.caller, channel.id).await.expect("none").is_empty());
}
