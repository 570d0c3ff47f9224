//! What platforms deliver: kept before it is answered, whatever is killed.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use domain::callback::{Receipt, Request, process_callbacks, receive};
use domain::ports::Ports;
use tokio::task::JoinSet;

use crate::bound_channel::{VARIABLES, bind, delivery, ports, received};
use crate::load::raise_quota;
use crate::suiro::{Server, suiro};
use crate::support::client::Client;
use crate::support::database::{TestDatabase, new_folder};

const KILLS: u64 = 6;
const SENDERS: usize = 8;

#[derive(Default)]
struct Sent {
    next: AtomicU64,
    answered: Mutex<BTreeSet<u64>>,
}

impl Sent {
    fn answered(&self) -> BTreeSet<u64> {
        self.answered.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Sends one after the other until the server is gone.
    async fn until_gone(self: Arc<Self>, client: Client) {
        loop {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            let (signature, body) = delivery(number);
            let call = client.call("POST", "/webhooks/whatsapp");
            let call = call.body("application/json", body);
            match call.header("x-hub-signature-256", &signature).try_send().await {
                Ok(answer) if answer.status == 200 => {
                    let mut answered = self.answered.lock().unwrap_or_else(PoisonError::into_inner);
                    answered.insert(number);
                }
                Ok(answer) => assert_eq!(answer.status, 503, "{answer}"),
                Err(_) => return,
            }
        }
    }
}

pub(crate) async fn start(database: &TestDatabase) -> Server {
    let folder = new_folder();
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--database-url", &database.url];
    let mut command = suiro(&folder, &arguments);
    command.env("SUIRO_KEY_FILE", database.key_file()).envs(VARIABLES);
    Server::start_command(command, folder).await
}

/// Reads all that is left, as the next server would.
async fn read_all(ports: &Ports) {
    loop {
        let processing = process_callbacks(ports).await.expect("an answer");
        assert!(processing.failed.is_empty() && processing.unreadable.is_empty(), "{processing:?}");
        if processing.taken == 0 {
            return;
        }
    }
}

pub(crate) async fn what_was_answered_survives_kills_and_counts_once(database: &TestDatabase) {
    raise_quota(&database.url).await;
    let before = ports(&database.url, &database.key_file()).await;
    let channel = bind(&before).await;
    before.store.close().await;
    let sent = Arc::new(Sent::default());
    for kill in 1..=KILLS {
        let server = start(database).await;
        let mut senders = JoinSet::new();
        for _ in 0..SENDERS {
            senders.spawn(sent.clone().until_gone(server.client));
        }
        // A different moment each time, in the middle of keeping and of reading.
        let enough = sent.answered().len() + usize::try_from(30 * kill).expect("a small number");
        while sent.answered().len() < enough {
            tokio::task::yield_now().await;
        }
        server.kill().await;
        while let Some(ended) = senders.join_next().await {
            ended.expect("no surprise among the answers");
        }
    }
    let after = ports(&database.url, &database.key_file()).await;
    read_all(&after).await;
    let count = received(&after, channel).await;
    let answered = sent.answered();
    let asked = sent.next.load(Ordering::Relaxed);
    assert!(count >= answered.len() as u64 && count <= asked, "{count} of {asked}");
    // If one that was answered were lost, it would count now.
    for number in &answered {
        let (signature, body) = delivery(*number);
        let request = Request {
            channel_type: "whatsapp",
            binding: None,
            method: "POST",
            address: "/webhooks/whatsapp",
            headers: &[("x-hub-signature-256", &signature)],
            body: body.as_bytes(),
        };
        let receipt = receive(&after, request).await.expect("an answer");
        let Ok(Receipt::Keep(callback, _)) = receipt else { panic!("{receipt:?}") };
        after.store.keep_callbacks(&[*callback]).await.expect("kept");
    }
    read_all(&after).await;
    assert_eq!(received(&after, channel).await, count, "of {} answered", answered.len());
    after.store.close().await;
}
