//! Sends the mails that wait in the database.

use std::future::pending;
use std::time::Duration;

use domain::mail::{Sending, send_next};
use domain::ports::Ports;
use tokio::time::MissedTickBehavior;

/// How often it is looked whether a mail waits.
const PERIOD: Duration = Duration::from_secs(1);

/// How long nothing is sent after the database has given no answer.
const PAUSE: Duration = Duration::from_secs(10);

/// Sends what waits, one mail after the other, for ever. Any number of servers may do it at once.
pub async fn keep_sending(ports: &Ports) {
    let Some(mailer) = &ports.mailer else { return pending().await };
    let mut ticks = tokio::time::interval(PERIOD);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        match send_next(ports, &**mailer).await {
            Ok(Sending::Nothing) => {
                ticks.tick().await;
            }
            Ok(sending) => log(&sending),
            Err(error) => {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(error, "cannot look for mails; tried again in {PAUSE:?}");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

fn log(sending: &Sending) {
    match sending {
        Sending::Nothing => {}
        Sending::Sent(mail) => tracing::info!(%mail, "a mail was sent"),
        Sending::Dropped(mail) => tracing::info!(%mail, "a mail had nothing to tell any more"),
        Sending::PutOff(mail, error) => {
            let error = error as &dyn std::error::Error;
            tracing::warn!(%mail, error, "a mail was not sent; tried again later");
        }
        Sending::GivenUp(mail, error) => {
            let error = error as &dyn std::error::Error;
            tracing::error!(%mail, error, "a mail was given up");
        }
    }
}
