use domain::channel::ChannelType;
use domain::platform::{Probe, Reason, ReasonKind};
use simulator::Fault;

use crate::stage::{Stage, TYPES};

/// What came of sending.
async fn sending(stage: &Stage) -> Reason {
    let message = stage.message("Hello");
    let sent = stage.adapter.send_text(&stage.credentials, &message).await;
    sent.expect_err("a problem").reason
}

#[tokio::test]
async fn an_expired_token_is_an_authorisation() {
    for channel_type in TYPES {
        let stage = Stage::bound(channel_type).await;
        stage.customer_writes("Hello");
        stage.switch([Fault::ExpiredToken]);
        let health = stage.adapter.check_health(&stage.credentials, &stage.endpoint).await;
        assert!(matches!(health.authorisation, Probe::Fails(_)), "{channel_type:?} {health:?}");
        let kind = sending(&stage).await.kind();
        assert_eq!(kind, ReasonKind::Authorisation, "{channel_type:?}");
    }
}

#[tokio::test]
async fn a_closed_account_is_not_an_authorisation() {
    for channel_type in TYPES {
        let stage = Stage::bound(channel_type).await;
        stage.customer_writes("Hello");
        stage.switch([Fault::DisabledAccount]);
        let health = stage.adapter.check_health(&stage.credentials, &stage.endpoint).await;
        assert!(!matches!(health.authorisation, Probe::Fails(_)), "{channel_type:?} {health:?}");
        if channel_type == ChannelType::Sms {
            // Taken, and reported as failed afterwards.
            let message = stage.message("Hello");
            stage.adapter.send_text(&stage.credentials, &message).await.expect("taken");
            let kind = Some(ReasonKind::AccountStatus);
            stage.until(|told| told.failure().map(|problem| problem.reason.kind()) == kind).await;
        } else {
            let kind = sending(&stage).await.kind();
            assert_eq!(kind, ReasonKind::AccountStatus, "{channel_type:?}");
        }
    }
}

#[tokio::test]
async fn a_rate_limit_passes() {
    for channel_type in TYPES {
        let stage = Stage::bound(channel_type).await;
        stage.customer_writes("Hello");
        stage.switch([Fault::RateLimit]);
        assert_eq!(sending(&stage).await, Reason::RateLimited, "{channel_type:?}");
        let health = stage.adapter.check_health(&stage.credentials, &stage.endpoint).await;
        assert!(!matches!(health.authorisation, Probe::Fails(_)), "{channel_type:?} {health:?}");
    }
}

#[tokio::test]
async fn a_good_status_with_an_error_inside_is_an_error() {
    for channel_type in TYPES {
        let stage = Stage::bound(channel_type).await;
        stage.customer_writes("Hello");
        stage.switch([Fault::ErrorInSuccess]);
        sending(&stage).await;
    }
}

#[tokio::test]
async fn a_lost_answer_leaves_it_open_whether_a_message_was_sent() {
    for channel_type in TYPES {
        for fault in [Fault::ConnectionReset, Fault::BadGateway, Fault::Slow] {
            let stage = Stage::bound(channel_type).await;
            stage.customer_writes("Hello");
            stage.switch([fault]);
            let reason = sending(&stage).await;
            assert_eq!(reason, Reason::OutcomeUnknown, "{channel_type:?} {fault:?}");
        }
    }
}

#[tokio::test]
async fn trouble_of_the_connection_says_nothing_about_the_authorisation() {
    for channel_type in TYPES {
        for fault in [Fault::ConnectionReset, Fault::BadGateway] {
            let stage = Stage::bound(channel_type).await;
            stage.switch([fault]);
            let health = stage.adapter.check_health(&stage.credentials, &stage.endpoint).await;
            let failed = matches!(health.authorisation, Probe::Fails(_));
            assert!(!failed, "{channel_type:?} {fault:?} {health:?}");
        }
    }
}

#[tokio::test]
async fn an_address_that_the_platform_refuses_is_a_prerequisite() {
    for channel_type in TYPES {
        // Twilio does not look at the address.
        if channel_type == ChannelType::Sms {
            continue;
        }
        let stage = Stage::of(channel_type).await;
        stage.switch([Fault::WebhookRefused]);
        let problem = stage.adapter.bind(&stage.credentials, &stage.endpoint).await;
        let problem = problem.expect_err("refused");
        assert_ne!(problem.reason.kind(), ReasonKind::Authorisation, "{channel_type:?}");
    }
}
