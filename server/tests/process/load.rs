//! Clients that write as quickly as they can, and remember what they were told.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use domain::tenant::{ChannelUsage, Company, Standing, Tenant};
use domain::time::Timestamp;
use server::start::BUILT_IN_TENANT;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::support::client::{Client, creation_key};

const CLIENTS: usize = 8;

/// More channels than any test creates.
const QUOTA: u32 = 1_000_000;

/// What is known about one channel.
#[derive(Debug)]
struct Known {
    name: String,
    /// The remarks that were acknowledged last.
    remarks: String,
    /// Remarks that were sent; whether they arrived is not known.
    attempted: Option<String>,
    deleted: Deletion,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deletion {
    No,
    Attempted,
    Acknowledged,
}

/// What was acknowledged, by whatever server.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    known: Mutex<BTreeMap<String, Known>>,
    next: AtomicU64,
}

/// Clients at work.
pub(crate) struct Load {
    tasks: JoinSet<()>,
    enough: Arc<AtomicBool>,
    /// How many changes were acknowledged, and how many refused for the time being.
    pub(crate) counts: watch::Receiver<(u64, u64)>,
}

/// Lets the built-in tenant have as many channels as the clients can create.
pub(crate) async fn raise_quota(database_url: &str) {
    let database = storage::connect(database_url).await.expect("the database opens");
    database.migrate().await.expect("the migrations run");
    let tenant = Tenant {
        id: BUILT_IN_TENANT,
        name: "A large company".to_owned(),
        usage: ChannelUsage { used: 0, quota: QUOTA },
        standing: Standing::active(Timestamp::from_micros(1_700_000_000_000_000)),
        company: Company::default(),
        service_provider: false,
        provider: None,
        created_at: Timestamp::from_micros(1_700_000_000_000_000),
    };
    let store = database.store();
    assert!(store.insert_tenant(&tenant, &[]).await.expect("an answer"), "the first tenant");
    store.close().await;
}

impl Ledger {
    fn change(&self, id: &str, change: impl FnOnce(&mut Known)) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        change(known.get_mut(id).expect("a channel that was created"));
    }

    fn add(&self, id: String, name: String) {
        let known = Known { name, remarks: String::new(), attempted: None, deleted: Deletion::No };
        let mut all = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        assert!(all.insert(id, known).is_none(), "every channel has an id of its own");
    }

    /// Compares what is stored with what was acknowledged. What was in doubt is known afterwards.
    pub(crate) async fn check(&self, client: Client) {
        let stored: BTreeMap<_, _> = client
            .exported()
            .await
            .into_iter()
            .map(|(id, name, remarks)| (id, (name, remarks)))
            .collect();
        assert_eq!(client.used().await, stored.len(), "the count is the number of channels");
        let names: BTreeSet<_> = stored.values().map(|(name, _)| name).collect();
        assert_eq!(names.len(), stored.len(), "no creation happened twice");

        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|id, known| {
            let Some((name, remarks)) = stored.get(id) else {
                assert_ne!(known.deleted, Deletion::No, "{id} is lost: {known:?}");
                return false;
            };
            assert_ne!(known.deleted, Deletion::Acknowledged, "{id} is back: {known:?}");
            assert_eq!(*name, known.name, "{id}");
            let attempted = known.attempted.take();
            let as_told = *remarks == known.remarks || Some(remarks) == attempted.as_ref();
            assert!(as_told, "{id} has {remarks:?} after {attempted:?}: {known:?}");
            known.remarks.clone_from(remarks);
            known.deleted = Deletion::No;
            true
        });
    }

    /// How many channels are known to exist.
    pub(crate) fn len(&self) -> usize {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

impl Load {
    /// Sets clients to work on this server. A connection may break; an answer says that the
    /// change was made, or that the database is away.
    pub(crate) fn start(client: Client, ledger: &Arc<Ledger>) -> Self {
        let (count, counts) = watch::channel((0, 0));
        let enough = Arc::new(AtomicBool::new(false));
        let mut tasks = JoinSet::new();
        for _ in 0..CLIENTS {
            let (ledger, count, enough) = (ledger.clone(), count.clone(), enough.clone());
            tasks.spawn(async move {
                let worker = Worker { client, ledger, count };
                while !enough.load(Ordering::Relaxed) && worker.one_life().await.is_some() {}
            });
        }
        Self { tasks, enough, counts }
    }

    /// Waits until this many more changes were acknowledged.
    pub(crate) async fn until_acknowledged(&mut self, more: u64) {
        let (before, _) = *self.counts.borrow();
        let waiting = self.counts.wait_for(|(acknowledged, _)| *acknowledged >= before + more);
        waiting.await.expect("clients at work");
    }

    /// Waits until a change was refused because the database is away.
    pub(crate) async fn until_refused(&mut self) {
        let (_, before) = *self.counts.borrow();
        let waiting = self.counts.wait_for(|(_, refused)| *refused > before);
        waiting.await.expect("clients at work");
    }

    /// Lets the clients finish what they have begun.
    pub(crate) async fn stop(mut self) {
        self.enough.store(true, Ordering::Relaxed);
        while let Some(outcome) = self.tasks.join_next().await {
            outcome.expect("no surprise among the answers");
        }
    }
}

struct Worker {
    client: Client,
    ledger: Arc<Ledger>,
    count: watch::Sender<(u64, u64)>,
}

impl Worker {
    /// Creates a channel, edits it, and deletes every third. Absent when the server is gone.
    async fn one_life(&self) -> Option<()> {
        let number = self.ledger.next.fetch_add(1, Ordering::Relaxed);
        let name = format!("Channel {number}");
        let call = self.client.create(creation_key(number.into()), &name);
        let answer = call.try_send().await.ok()?;
        if !self.is_done(answer.status) {
            return Some(());
        }
        let id = answer.created_id();
        self.ledger.add(id.clone(), name.clone());
        let address = format!("/channels/{id}");

        let remarks = format!("edited {number}");
        self.ledger.change(&id, |known| known.attempted = Some(remarks.clone()));
        let fields = [("name", &*name), ("remarks", &*remarks), ("version", "1")];
        let answer = self.client.post(&address, &fields).try_send().await.ok()?;
        if self.is_done(answer.status) {
            self.ledger.change(&id, |known| {
                known.attempted = None;
                known.remarks = remarks;
            });
        }
        if number.is_multiple_of(3) {
            self.ledger.change(&id, |known| known.deleted = Deletion::Attempted);
            let fields = [("confirm_name", &*name), ("no_business", "on"), ("backed_up", "on")];
            let call = self.client.post(&format!("{address}/delete"), &fields);
            let answer = call.try_send().await.ok()?;
            if self.is_done(answer.status) {
                self.ledger.change(&id, |known| known.deleted = Deletion::Acknowledged);
            }
        }
        Some(())
    }

    fn is_done(&self, status: u16) -> bool {
        assert!(matches!(status, 303 | 503), "a change was answered with {status}");
        let done = status == 303;
        self.count.send_modify(|(acknowledged, refused)| {
            *acknowledged += u64::from(done);
            *refused += u64::from(!done);
        });
        done
    }
}
