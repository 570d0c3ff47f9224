//! kill -9 in the middle of writing.

use std::sync::Arc;

use crate::load::{Ledger, Load, raise_quota};
use crate::suiro::Server;
use crate::support::database::TestDatabase;

const KILLS: u64 = 20;

pub(crate) async fn whatever_was_acknowledged_survives_twenty_kills(database: &TestDatabase) {
    raise_quota(&database.url).await;
    let ledger = Arc::new(Ledger::default());
    let mut server = Server::start(&database.url).await;
    for number in 0..KILLS {
        let mut load = Load::start(server.client, &ledger);
        // A different moment each time.
        load.until_acknowledged(20 + 3 * number).await;
        server.kill().await;
        load.stop().await;
        server = Server::start(&database.url).await;
        ledger.check(server.client).await;
    }
    assert!(ledger.len() > 200, "{} channels are left", ledger.len());
    server.stop().await;
}
