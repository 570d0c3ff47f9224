//! A session that stays, with an SMS centre that allows one.

use std::time::Duration;

use domain::platform::{
    Credentials, Event, EventKind, MessageState, Platform, Probe, Problem, Reason,
};
use platforms::Sms;
use platforms::settings::SmppSettings;
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::fake_inbox::{Arrived, FakeInbox};
use crate::peer::Peer;
use crate::sms_smpp::{adapter, adapter_with, credentials, message};

/// Longer than anything takes.
const PATIENCE: Duration = Duration::from_secs(20);

async fn centre(config: Value) -> Option<Peer> {
    Peer::start("smpp.mjs", &config).await
}

fn endpoint() -> domain::platform::Endpoint {
    domain::platform::Endpoint { url: String::new() }
}

/// Runs a case while a session stands, and returns why the session ended if it did before.
async fn while_listening<T>(
    adapter: &Sms,
    credentials: &Credentials,
    case: impl AsyncFnOnce(Arrived) -> T,
) -> Result<T, Problem> {
    let (inbox, arrived) = FakeInbox::new(None);
    let case = async {
        arrived.connected().await;
        case(arrived).await
    };
    tokio::select! {
        biased;
        result = timeout(PATIENCE, case) => Ok(result.expect("an end in time")),
        problem = adapter.listen(credentials, &inbox) => Err(problem),
    }
}

fn state(events: &[Event]) -> (&str, &MessageState) {
    match &events[0].kind {
        EventKind::State { message, state } => (message, state),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn receipts_and_messages_come_in_and_are_confirmed_when_they_are_kept() {
    let Some(mut peer) = centre(json!({ "asks": true })).await else { return };
    let adapter = adapter(None);
    let others = [("message_ids", "hex_answers")];
    let credentials = &credentials(&adapter, peer.port, &others);
    let listening = while_listening(&adapter, credentials, async |mut arrived| {
        assert_eq!(peer.said().await, json!({ "there": true }), "it is asked and answers");
        // A receipt that comes before the answer, and once more.
        let sent = adapter.send_text(credentials, &message("4910", "Hello")).await.expect("sent");
        assert_eq!(sent.ids, ["early"]);
        let first = arrived.events(&adapter, credentials).await;
        assert_eq!(state(&first), ("early", &MessageState::Delivered));
        assert_eq!(arrived.events(&adapter, credentials).await, first, "the same event");
        for expected in [None, Some(0), Some(0)] {
            let said = peer.said().await;
            assert_eq!(said.get("confirmed").and_then(Value::as_i64), expected, "{said}");
        }

        // The receipt has the number in another base.
        let sent = adapter.send_text(credentials, &message("4911", "Hello")).await.expect("sent");
        assert_eq!(sent.ids, ["426"]);
        let failed = arrived.events(&adapter, credentials).await;
        let problem = Problem::new(Reason::RecipientUnreachable).with_code("UNDELIV");
        assert_eq!(state(&failed), ("426", &MessageState::Failed(problem)));

        // Somebody writes.
        adapter.send_text(credentials, &message("4912", "Hello")).await.expect("sent");
        let received = arrived.events(&adapter, credentials).await;
        let expected = EventKind::Received {
            from: "+4917612345".to_owned(),
            what: "text".to_owned(),
            text: Some("Hello 水路".to_owned()),
        };
        assert_eq!(received[0].kind, expected);
    });
    listening.await.expect("the session stands");
}

#[tokio::test]
async fn what_is_sent_goes_through_the_only_session() {
    let Some(mut peer) = centre(json!({ "tells": true })).await else { return };
    let adapter = adapter(None);
    let good = &credentials(&adapter, peer.port, &[]);
    let wrong = &credentials(&adapter, peer.port, &[("password", "wrong")]);
    let listening = while_listening(&adapter, good, async |_| {
        // Answers may come in another order than the requests.
        let (one, other) = (message("4915", "first"), message("4916", "second"));
        let (first, second) =
            tokio::join!(adapter.send_text(good, &one), adapter.send_text(good, &other));
        assert_eq!(first.expect("sent").ids, ["first"]);
        assert_eq!(second.expect("sent").ids, ["second"]);
        let health = adapter.check_health(good, &endpoint()).await;
        assert_eq!((health.authorisation, health.outbound), (Probe::Works, Probe::Works));
        // Whoever does not know the password does not find the session.
        let problem = adapter.find_account(wrong).await.expect_err("refused");
        assert_eq!(problem.reason, Reason::CredentialsRefused);
    });
    listening.await.expect("the session stands");
    // It takes leave when nobody listens any more, and others can have a session.
    assert_eq!(peer.said().await, json!({ "bound": "acme" }));
    for _ in 0..2 {
        assert!(peer.said().await.get("text").is_some());
    }
    assert_eq!(peer.said().await, json!({ "unbound": true }));
    adapter.find_account(good).await.expect("an account");
}

#[tokio::test]
async fn what_cannot_be_kept_is_brought_again() {
    let Some(mut peer) = centre(json!({})).await else { return };
    let adapter = adapter(None);
    let credentials = &credentials(&adapter, peer.port, &[]);
    let (inbox, mut arrived) = FakeInbox::new(None);
    inbox.set_full(true);
    let case = async {
        arrived.connected().await;
        adapter.send_text(credentials, &message("4912", "Hello")).await.expect("sent");
        peer.said().await;
        assert_eq!(peer.said().await, json!({ "confirmed": 0x64 }));
        inbox.set_full(false);
        adapter.send_text(credentials, &message("4912", "Hello")).await.expect("sent");
        peer.said().await;
        assert_eq!(peer.said().await, json!({ "confirmed": 0 }));
        arrived.events(&adapter, credentials).await;
    };
    tokio::select! {
        () = case => (),
        problem = adapter.listen(credentials, &inbox) => panic!("{problem}"),
    }
}

#[tokio::test]
async fn two_senders_of_one_account_share_its_session() {
    let Some(peer) = centre(json!({})).await else { return };
    let adapter = adapter(None);
    let acme = &credentials(&adapter, peer.port, &[("sender", "+4912345678")]);
    let other = &credentials(&adapter, peer.port, &[("sender", "OTHER")]);
    let both = while_listening(&adapter, acme, async |mut of_acme| {
        while_listening(&adapter, other, async |mut of_other| {
            adapter.send_text(other, &message("4910", "Hello")).await.expect("sent");
            assert_eq!(state(&of_other.events(&adapter, other).await).0, "early");
            adapter.send_text(acme, &message("4912", "Hello")).await.expect("sent");
            let event = &of_acme.events(&adapter, acme).await[0];
            assert!(matches!(event.kind, EventKind::Received { .. }), "{event:?}");
        })
        .await
    });
    both.await.expect("a session").expect("the same session");
}

#[tokio::test]
async fn a_session_ends_when_the_centre_says_so_or_is_gone() {
    for recipient in ["4913", "4914"] {
        let Some(peer) = centre(json!({})).await else { return };
        let adapter = adapter(None);
        let credentials = &credentials(&adapter, peer.port, &[]);
        let listening = while_listening(&adapter, credentials, async |_| {
            adapter.send_text(credentials, &message(recipient, "Hello")).await.expect("sent");
            std::future::pending::<()>().await;
        });
        let problem = listening.await.expect_err("it has ended");
        assert_eq!(problem.reason, Reason::Unreachable);
        // What is sent then has a session of its own.
        adapter.send_text(credentials, &message("4999", "Hello")).await.expect("sent");
    }
}

#[tokio::test]
async fn a_centre_that_says_nothing_any_more_is_given_up() {
    let Some(peer) = centre(json!({ "deaf": true })).await else { return };
    let patience = Duration::from_millis(200);
    let settings = SmppSettings { timeout: patience, quiet: patience, ..SmppSettings::default() };
    let adapter = adapter_with(None, settings);
    let credentials = &credentials(&adapter, peer.port, &[]);
    let pending = async |_| std::future::pending::<()>().await;
    let problem = while_listening(&adapter, credentials, pending).await.expect_err("given up");
    assert_eq!(problem.reason, Reason::TimedOut);
}

#[tokio::test]
async fn a_session_that_is_refused_says_why() {
    let Some(peer) = centre(json!({})).await else { return };
    let (adapter, elsewhere) = (adapter(None), adapter(None));
    let wrong = &credentials(&adapter, peer.port, &[("password", "wrong")]);
    let refused = while_listening(&adapter, wrong, async |_| ()).await;
    assert_eq!(refused.expect_err("refused").reason, Reason::CredentialsRefused);
    // Another process holds the only session.
    let good = &credentials(&adapter, peer.port, &[]);
    let listening = while_listening(&elsewhere, good, async |_| {
        let refused = while_listening(&adapter, good, async |_| ()).await;
        assert_eq!(refused.expect_err("refused").reason, Reason::SessionElsewhere);
    });
    listening.await.expect("the session stands");
}
