use std::time::Duration;

use domain::callback::process_callbacks;
use domain::ports::Ports;

use super::Journal;

/// How often it is looked whether a callback waits that this server was not told of: one of
/// another server, or one that has another turn.
const PERIOD: Duration = Duration::from_secs(1);

/// How long nothing is read after the database has given no answer.
const PAUSE: Duration = Duration::from_secs(10);

/// Reads what was kept, for ever. Any number of servers may do it at once.
pub async fn keep_processing(ports: &Ports, journal: &Journal) {
    loop {
        match process_callbacks(ports).await {
            Ok(processing) => {
                for callback in &processing.unreadable {
                    tracing::warn!(%callback, "a callback is not in the form of its platform");
                }
                for (callback, error) in &processing.failed {
                    let error = error as &dyn std::error::Error;
                    tracing::error!(%callback, error, "a callback was not read; tried again");
                }
                if processing.taken == 0 {
                    let _ = tokio::time::timeout(PERIOD, journal.something_kept()).await;
                }
            }
            Err(error) => {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(error, "cannot look for callbacks; tried again in {PAUSE:?}");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}
