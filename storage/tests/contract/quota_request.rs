use std::sync::Arc;

use domain::audit::AuditAction;
use domain::ids::{QuotaRequestId, TenantId};
use domain::quota_request::{AskOutcome, CloseOutcome, Closed, Closing, QuotaRequest};
use domain::store::{Store, StoreError};
use domain::tenant::Reason;
use tokio::task::JoinSet;

use crate::bench::TestDatabase;
use crate::people::{at, is_noted};
use crate::samples::Samples;

fn reason(text: &str) -> Reason {
    Reason::parse(text).expect("a reason")
}

fn closed(how: Closing) -> Closed {
    Closed { how, by: "mika@example.test".to_owned(), at: at(9) }
}

impl Samples {
    fn quota_request(&self, tenant: TenantId) -> QuotaRequest {
        QuotaRequest {
            id: QuotaRequestId::from_uuid(self.uuid()),
            tenant,
            quota: 250,
            reason: reason("水\n'"),
            asked_by: "𠮷".repeat(200),
            asked_at: at(3),
            closed: None,
        }
    }

    async fn asked(&self, store: &dyn Store, tenant: TenantId) -> QuotaRequest {
        let request = self.quota_request(tenant);
        let note = self.note(tenant, AuditAction::QuotaAsk);
        let outcome = store.ask_for_quota(&request, &note).await.expect("an outcome");
        assert_eq!(outcome, AskOutcome::Asked);
        assert!(is_noted(store, &note).await);
        request
    }
}

async fn quota(store: &dyn Store, tenant: TenantId) -> u32 {
    store.tenant_by_id(tenant).await.expect("an answer").expect("the tenant").usage.quota
}

async fn timeline(store: &dyn Store, tenant: TenantId) -> Vec<QuotaRequest> {
    store.quota_requests(tenant, 100).await.expect("requests")
}

pub(crate) async fn a_request_ends_in_each_way(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(940));
    for (how, granted) in [
        (Closing::Withdrawn, 100),
        (Closing::Approved { quota: 250, note: None }, 250),
        (Closing::Approved { quota: 7, note: Some(reason("less")) }, 7),
        (Closing::Rejected { note: reason("𠮷\nno") }, 100),
    ] {
        let tenant = samples.stored_tenant(store).await;
        let mut request = samples.asked(store, tenant).await;
        assert_eq!(timeline(store, tenant).await, [request.clone()]);
        let (closed, note) = (closed(how), samples.note(tenant, AuditAction::QuotaApprove));
        let outcome = store.close_quota_request(tenant, request.id, &closed, &note).await;
        assert_eq!(outcome.expect("an outcome"), CloseOutcome::Closed);
        assert!(is_noted(store, &note).await);
        assert_eq!(quota(store, tenant).await, granted);
        request.closed = Some(closed);
        assert_eq!(timeline(store, tenant).await, [request]);
        samples.asked(store, tenant).await;
    }
}

pub(crate) async fn a_tenant_has_one_open_request(database: &TestDatabase) {
    let samples = Arc::new(Samples::new(941));
    let tenant = samples.stored_tenant(&*database.store).await;
    let mut tasks = JoinSet::new();
    for _ in 0..20 {
        let (store, samples) = (database.store.clone(), samples.clone());
        tasks.spawn(async move {
            let note = samples.note(tenant, AuditAction::QuotaAsk);
            let outcome = store.ask_for_quota(&samples.quota_request(tenant), &note).await;
            let outcome = outcome.expect("an outcome");
            assert_eq!(is_noted(&*store, &note).await, outcome == AskOutcome::Asked);
            outcome
        });
    }
    let outcomes = tasks.join_all().await;
    assert_eq!(outcomes.iter().filter(|one| **one == AskOutcome::Asked).count(), 1);
    assert_eq!(timeline(&*database.store, tenant).await.len(), 1);
    let other = samples.stored_tenant(&*database.store).await;
    samples.asked(&*database.store, other).await;
}

pub(crate) async fn of_many_decisions_one_counts(database: &TestDatabase) {
    let samples = Arc::new(Samples::new(942));
    let tenant = samples.stored_tenant(&*database.store).await;
    let id = samples.asked(&*database.store, tenant).await.id;
    let mut tasks = JoinSet::new();
    for number in 1..=20 {
        let (store, samples) = (database.store.clone(), samples.clone());
        tasks.spawn(async move {
            let how = match number % 3 {
                0 => Closing::Withdrawn,
                1 => Closing::Approved { quota: number, note: None },
                _ => Closing::Rejected { note: reason("no") },
            };
            let (closed, note) = (closed(how), samples.note(tenant, AuditAction::QuotaApprove));
            let outcome = store.close_quota_request(tenant, id, &closed, &note).await;
            let won = outcome.expect("an outcome") == CloseOutcome::Closed;
            assert_eq!(is_noted(&*store, &note).await, won);
            won.then_some(closed)
        });
    }
    let winners: Vec<_> = tasks.join_all().await.into_iter().flatten().collect();
    let [winner] = &winners[..] else { panic!("{winners:?}") };
    let store = &*database.store;
    assert_eq!(timeline(store, tenant).await[0].closed.as_ref(), Some(winner));
    let granted = match winner.how {
        Closing::Approved { quota, .. } => quota,
        Closing::Withdrawn | Closing::Rejected { .. } => 100,
    };
    assert_eq!(quota(store, tenant).await, granted);
}

pub(crate) async fn a_foreign_request_is_like_an_unknown_one(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(943));
    let owner = samples.stored_tenant(store).await;
    let stranger = samples.stored_tenant(store).await;
    let request = samples.asked(store, owner).await;
    let unknown = QuotaRequestId::from_uuid(samples.uuid());
    let note = samples.note(stranger, AuditAction::QuotaApprove);
    let approved = closed(Closing::Approved { quota: 9, note: None });
    for id in [request.id, unknown] {
        let outcome = store.close_quota_request(stranger, id, &approved, &note).await;
        assert_eq!(outcome.expect("an outcome"), CloseOutcome::NotOpen);
    }
    assert_eq!((quota(store, owner).await, quota(store, stranger).await), (100, 100));
    assert_eq!(timeline(store, stranger).await, []);
    assert_eq!(timeline(store, owner).await, [request]);
    assert!(!is_noted(store, &note).await);
}

pub(crate) async fn open_requests_wait_oldest_first(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(944));
    let mut waiting = Vec::new();
    for number in 0..9 {
        let tenant = samples.stored_tenant(store).await;
        let request = samples.asked(store, tenant).await;
        if number % 3 == 0 {
            let note = samples.note(tenant, AuditAction::QuotaWithdraw);
            let gone = closed(Closing::Withdrawn);
            let outcome = store.close_quota_request(tenant, request.id, &gone, &note).await;
            assert_eq!(outcome.expect("an outcome"), CloseOutcome::Closed);
        } else {
            waiting.push(request);
        }
    }
    waiting.sort_by_key(|request| request.id);
    assert_eq!(store.count_open_quota_requests().await.expect("a count"), 6);
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = store.open_quota_requests(after, 4).await.expect("requests");
        assert!(page.len() <= 4);
        let Some(last) = page.last() else { break };
        after = Some(last.request.id);
        for queued in page {
            assert_eq!((&*queued.tenant_name, queued.usage.quota), ("水路商会", 100));
            seen.push(queued.request);
        }
    }
    assert_eq!(seen, waiting);
}

pub(crate) async fn what_cannot_be_noted_about_a_quota_is_undone(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(945));
    let tenant = samples.stored_tenant(store).await;
    let note = samples.note(tenant, AuditAction::QuotaAsk);
    store.append_audit_entry(&note).await.expect("an entry");
    let outcome = store.ask_for_quota(&samples.quota_request(tenant), &note).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    assert_eq!(timeline(store, tenant).await, []);
    let request = samples.asked(store, tenant).await;
    let approved = closed(Closing::Approved { quota: 9, note: None });
    let outcome = store.close_quota_request(tenant, request.id, &approved, &note).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    assert_eq!(timeline(store, tenant).await, [request]);
    assert_eq!(quota(store, tenant).await, 100);
}
