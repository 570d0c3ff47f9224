use std::sync::Arc;

use domain::audit::AuditAction;
use domain::callback::{CallbackOutcome, ChannelEventKind, PAUSE_BEFORE_CHECK, ProcessedCallback};
use domain::channel::{Channel, ChannelHealth, ChannelType, Lifecycle};
use domain::health::{
    CheckResult, ClaimOutcome, ClaimedCheck, Expiry, KnownHealth, SideError, SideHealth, Verdict,
    WatchedChannel,
};
use domain::ids::{BindingId, NotificationId};
use domain::mail::MailPurpose;
use domain::notification::{NewsKind, Notification};
use domain::platform::{Expiring, Fact, Problem, Reason};
use domain::store::{Store, StoreError};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::bench::TestDatabase;
use crate::people::{at, email};
use crate::samples::Samples;

/// A channel that is bound, and what binds it. Past the store: how that comes about is none of
/// the health's business.
pub(crate) async fn bound_channel(
    database: &TestDatabase,
    samples: &Samples,
) -> (Channel, BindingId) {
    let channel = samples.tenant_with_channel(&*database.store, Lifecycle::Bound).await;
    let binding = bind(database, samples, &channel, 2).await;
    (channel, binding)
}

/// Adds a binding in this state.
pub(crate) async fn bind(
    database: &TestDatabase,
    samples: &Samples,
    channel: &Channel,
    state: i16,
) -> BindingId {
    let id = samples.uuid();
    let bytes = if database.url.starts_with("sqlite") { "X'" } else { "'\\x" };
    let fingerprint = format!("{}{}", samples.uuid().simple(), samples.uuid().simple());
    let sql = format!(
        "INSERT INTO bindings (tenant_id, id, channel_id, channel_type, state, version, account, \
         account_fingerprint, key_id, sealed, checks, told_platform, started_by, started_by_name, \
         started_at, changed_at, due_at, turns) VALUES ({}, {}, {}, {}, {state}, 1, '{{}}', \
         {bytes}{fingerprint}', '0123456789abcdef', {bytes}00', '[]', TRUE, {}, 'ada', 0, 0, 0, 0)",
        database.literal(channel.tenant.uuid()),
        database.literal(id),
        database.literal(channel.id.uuid()),
        channel.channel_type.number(),
        database.literal(samples.uuid()),
    );
    database.execute(sql).await.expect("a binding");
    BindingId::from_uuid(id)
}

/// What a check leads to that finds nothing new.
pub(crate) fn nothing_new() -> CheckResult {
    CheckResult {
        health: KnownHealth { checked_at: Some(at(0)), ..KnownHealth::default() },
        level: ChannelHealth::NotMeasured,
        next_check_at: at(300),
        audit: None,
        notifications: Vec::new(),
        mails: Vec::new(),
    }
}

async fn claim_due(store: &dyn Store, lease: u128, now: i64) -> Vec<ClaimedCheck> {
    let lease = Uuid::from_u128(lease);
    store.claim_due_checks(lease, at(now), at(now + 180), 100).await.expect("an answer")
}

/// A check of this channel at the beginning.
pub(crate) async fn claimed(store: &dyn Store, channel: &Channel) -> ClaimedCheck {
    store.watch_bound_channels(at(0)).await.expect("an answer");
    let (tenant, lease) = (channel.tenant, Uuid::from_u128(1));
    let claim = store.claim_check(tenant, channel.id, lease, at(0), at(180), at(0)).await;
    let ClaimOutcome::Claimed(claimed) = claim.expect("an answer") else {
        panic!("nobody checks it")
    };
    *claimed
}

async fn watched(store: &dyn Store, channel: &Channel) -> Option<WatchedChannel> {
    store.watched_channel(channel.tenant, channel.id).await.expect("an answer")
}

async fn level(store: &dyn Store, channel: &Channel) -> ChannelHealth {
    let found = store.channel_by_id(channel.tenant, channel.id).await.expect("an answer");
    found.expect("the channel").health
}

/// Everything that can be known.
fn known() -> KnownHealth {
    let problem = |reason| Problem {
        retry_after_seconds: Some(7),
        ..Problem::new(reason).with_code("190/463").with_answer("「期限」 \"切れ\"")
    };
    let error = |reason| SideError { problem: problem(reason), at: at(-3) };
    KnownHealth {
        sides: [
            SideHealth {
                verdict: Verdict::Fails(problem(Reason::TokenExpired)),
                last_success: Some(at(-9)),
                last_error: Some(error(Reason::TokenExpired)),
                unanswered: None,
            },
            SideHealth {
                verdict: Verdict::Warns(problem(Reason::QualityLow)),
                unanswered: Some(error(Reason::TimedOut)),
                ..SideHealth::default()
            },
            SideHealth { verdict: Verdict::Works, ..SideHealth::default() },
            SideHealth { verdict: Verdict::NotObservable, ..SideHealth::default() },
        ],
        refusals: 2,
        unanswered: 3,
        facts: vec![Fact::new("quality_rating", "GREEN"), Fact::new("名前", "水路")],
        expiries: vec![Expiry { warned: Some(14), ..Expiry::new(Expiring::SenderId, at(99)) }],
        quiet_since: Some(at(-7)),
        checked_at: Some(at(0)),
    }
}

pub(crate) async fn bound_channels_are_watched_and_no_others(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(900));
    let (channel, binding) = bound_channel(database, &samples).await;
    let unbound = samples.tenant_with_channel(store, Lifecycle::Unbound).await;
    bind(database, &samples, &unbound, 4).await;
    assert_eq!(store.watch_bound_channels(at(5)).await.expect("an answer"), 1);
    assert_eq!(store.watch_bound_channels(at(6)).await.expect("an answer"), 0);
    let expected = WatchedChannel {
        tenant: channel.tenant,
        channel: channel.id,
        channel_type: ChannelType::Sms,
        binding,
        health: KnownHealth::default(),
        next_check_at: at(5),
    };
    assert_eq!(watched(store, &channel).await, Some(expected));
    assert_eq!(watched(store, &unbound).await, None);
    let foreign = store.watched_channel(unbound.tenant, channel.id).await;
    assert_eq!(foreign.expect("an answer"), None);

    database.execute("UPDATE channels SET health = 3").await.expect("a change");
    database.execute("UPDATE bindings SET state = 4").await.expect("a change");
    assert_eq!(store.watch_bound_channels(at(7)).await.expect("an answer"), 1);
    assert_eq!(watched(store, &channel).await, None);
    assert_eq!(level(store, &channel).await, ChannelHealth::NotMeasured);
}

pub(crate) async fn what_is_known_comes_back_as_it_was(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(901));
    let (channel, _) = bound_channel(database, &samples).await;
    let claimed = claimed(store, &channel).await;
    let result = CheckResult {
        health: known(),
        level: ChannelHealth::NeedsReauthorisation,
        ..nothing_new()
    };
    assert!(store.finish_check(&claimed, &result).await.expect("an answer"));
    let found = watched(store, &channel).await.expect("a watched channel");
    assert_eq!(found.health, known());
    assert_eq!(found.next_check_at, at(300));
    assert_eq!(level(store, &channel).await, ChannelHealth::NeedsReauthorisation);
}

pub(crate) async fn a_check_is_claimed_by_one_server_at_a_time(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(902));
    let mut channels = Vec::new();
    for _ in 0..20 {
        channels.push(bound_channel(database, &samples).await.0.id);
    }
    assert_eq!(store.watch_bound_channels(at(0)).await.expect("an answer"), 20);
    let mut tasks = JoinSet::new();
    for lease in 0..10 {
        let store: Arc<dyn Store> = database.store.clone();
        tasks.spawn(async move {
            let lease = Uuid::from_u128(lease);
            store.claim_due_checks(lease, at(0), at(180), 3).await.expect("an answer")
        });
    }
    let mut taken = tasks.join_all().await;
    assert!(taken.iter().all(|claims| claims.len() <= 3));
    // PostgreSQL passes over what another one is just taking, so that some may come back empty.
    taken.push(claim_due(store, 99, 0).await);
    let mut ids: Vec<_> = taken.into_iter().flatten().map(|one| one.watched.channel).collect();
    ids.sort();
    channels.sort();
    assert_eq!(ids, channels);
    assert_eq!(claim_due(store, 100, 179).await, []);
    // Whoever took them has died.
    assert_eq!(claim_due(store, 101, 180).await.len(), 20);
}

pub(crate) async fn a_result_counts_while_its_claim_holds(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(903));
    let (channel, _) = bound_channel(database, &samples).await;
    let late = claimed(store, &channel).await;
    let other = claim_due(store, 2, 180).await.remove(0);
    let result = CheckResult { level: ChannelHealth::Down, ..nothing_new() };
    assert!(!store.finish_check(&late, &result).await.expect("an answer"));
    assert_eq!(level(store, &channel).await, ChannelHealth::NotMeasured);
    assert!(store.finish_check(&other, &result).await.expect("an answer"));
    assert!(!store.finish_check(&other, &result).await.expect("an answer"), "it counts once");
    assert_eq!(level(store, &channel).await, ChannelHealth::Down);

    // One that was let go meanwhile.
    let last = claim_due(store, 3, 300).await.remove(0);
    database.execute("UPDATE bindings SET state = 4").await.expect("a change");
    assert!(!store.finish_check(&last, &nothing_new()).await.expect("an answer"));
}

pub(crate) async fn nobody_checks_at_once_with_somebody_else(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(904));
    let (channel, _) = bound_channel(database, &samples).await;
    let claim = async |lease: u128, now: i64| {
        let (tenant, lease) = (channel.tenant, Uuid::from_u128(lease));
        let claim =
            store.claim_check(tenant, channel.id, lease, at(now), at(now + 180), at(now - 10));
        claim.await.expect("an answer")
    };
    assert_eq!(claim(1, 0).await, ClaimOutcome::NotBound, "it is not watched yet");
    store.watch_bound_channels(at(0)).await.expect("an answer");
    let ClaimOutcome::Claimed(first) = claim(2, 0).await else { panic!("nobody checks it") };
    assert_eq!(claim(3, 1).await, ClaimOutcome::TooSoon, "somebody checks it");
    assert_eq!(claim_due(store, 4, 1).await, []);
    assert!(store.finish_check(&first, &nothing_new()).await.expect("an answer"));
    assert_eq!(claim(5, 9).await, ClaimOutcome::TooSoon, "it was checked at 0");
    let ClaimOutcome::Claimed(_) = claim(6, 10).await else { panic!("it is time") };

    let other = samples.stored_tenant(store).await;
    let foreign = store.claim_check(other, channel.id, Uuid::nil(), at(99), at(99), at(99)).await;
    assert_eq!(foreign.expect("an answer"), ClaimOutcome::NotBound);
}

pub(crate) async fn what_is_bound_anew_is_checked_at_once(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(905));
    let (channel, _) = bound_channel(database, &samples).await;
    let first = claimed(store, &channel).await;
    let result = CheckResult { health: known(), ..nothing_new() };
    assert!(store.finish_check(&first, &result).await.expect("an answer"));
    assert_eq!(claim_due(store, 2, 60).await, []);

    // Authorised again.
    database.execute("UPDATE bindings SET version = 2").await.expect("a change");
    assert_eq!(store.watch_bound_channels(at(60)).await.expect("an answer"), 1);
    let again = claim_due(store, 3, 60).await.remove(0);
    assert_eq!(again.watched.health, known(), "what was told before is not forgotten");

    // Another account, while the check goes on.
    database.execute("UPDATE bindings SET state = 3").await.expect("a change");
    let other = bind(database, &samples, &channel, 2).await;
    assert_eq!(store.watch_bound_channels(at(61)).await.expect("an answer"), 1);
    assert!(!store.finish_check(&again, &result).await.expect("an answer"));
    assert_eq!(claim_due(store, 4, 61).await.remove(0).watched.binding, other);
}

pub(crate) async fn a_result_that_cannot_be_noted_is_undone(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(906));
    let (channel, _) = bound_channel(database, &samples).await;
    let claimed = claimed(store, &channel).await;
    let note = samples.audit(&channel, AuditAction::ChannelHealth);
    store.append_audit_entry(&note).await.expect("an entry");
    let notification = Notification {
        id: NotificationId::from_uuid(samples.uuid()),
        tenant: channel.tenant,
        channel: channel.id,
        channel_name: channel.name.clone(),
        channel_type: channel.channel_type,
        kind: NewsKind::Down,
        reason: None,
        at: at(0),
    };
    let address = email("ada@example.test");
    let result = CheckResult {
        level: ChannelHealth::Down,
        audit: Some(note),
        mails: vec![samples.mail(MailPurpose::Notification(notification.id, address))],
        notifications: vec![notification],
        ..nothing_new()
    };
    let error = store.finish_check(&claimed, &result).await.expect_err("the entry is there");
    assert!(matches!(error, StoreError::Failed(_)), "{error:?}");
    assert_eq!(level(store, &channel).await, ChannelHealth::NotMeasured);
    let told = store.notifications(channel.tenant, None, 9).await.expect("an answer");
    assert_eq!(told, []);
    assert_eq!(store.claim_mail(at(9), at(10)).await.expect("an answer"), None);
    let still = CheckResult { audit: None, ..result };
    assert!(store.finish_check(&claimed, &still).await.expect("an answer"), "the claim holds");
}

pub(crate) async fn health_goes_with_its_channel(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(907));
    let (channel, _) = bound_channel(database, &samples).await;
    claimed(store, &channel).await;
    database.execute("DELETE FROM bindings").await.expect("no binding");
    database.execute("UPDATE channels SET lifecycle = 1").await.expect("a change");
    let note = samples.audit(&channel, AuditAction::ChannelDelete);
    let deleted = store.delete_channel(channel.tenant, channel.id, 1, &note).await;
    assert_eq!(deleted.expect("an answer"), domain::channel::DeleteOutcome::Deleted);
    assert_eq!(watched(store, &channel).await, None);
}

pub(crate) async fn a_row_of_health_outside_the_rules_keeps_no_other_from_its_check(
    database: &TestDatabase,
) {
    let (store, samples) = (&*database.store, Samples::new(908));
    let (broken, _) = bound_channel(database, &samples).await;
    store.watch_bound_channels(at(0)).await.expect("an answer");
    database.execute("UPDATE channel_health SET sides = '[1]'").await.expect("a change");
    let (channel, _) = bound_channel(database, &samples).await;
    store.watch_bound_channels(at(0)).await.expect("an answer");
    let claimed = claim_due(store, 1, 0).await;
    let channels: Vec<_> = claimed.iter().map(|one| one.watched.channel).collect();
    assert_eq!(channels, [channel.id]);
    let error = store.watched_channel(broken.tenant, broken.id).await.expect_err("no rules");
    assert!(matches!(error, StoreError::Corrupt { table: "channel_health", .. }), "{error:?}");
}

pub(crate) async fn the_platforms_word_brings_a_check_forward(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(919));
    let (channel, _) = bound_channel(database, &samples).await;
    let (bystander, _) = bound_channel(database, &samples).await;
    let next = async |channel: &Channel| {
        let watched = store.watched_channel(channel.tenant, channel.id).await.expect("an answer");
        watched.expect("it is watched").next_check_at
    };
    let checked = async |channel: &Channel, checked_at, next_check_at| {
        let claim = store.claim_check(
            channel.tenant,
            channel.id,
            Uuid::from_u128(1),
            checked_at,
            checked_at,
            checked_at,
        );
        let ClaimOutcome::Claimed(claim) = claim.await.expect("an answer") else {
            panic!("nobody checks it")
        };
        let health = KnownHealth { checked_at: Some(checked_at), ..KnownHealth::default() };
        let result = CheckResult { health, next_check_at, ..nothing_new() };
        assert!(store.finish_check(&claim, &result).await.expect("an answer"));
    };
    let told = async |now| {
        let callback = samples.callback();
        store.keep_callbacks(std::slice::from_ref(&callback)).await.expect("kept");
        let processed = ProcessedCallback {
            id: callback.id,
            received_at: now,
            outcome: CallbackOutcome::Read,
            events: vec![samples.event(&channel, ChannelEventKind::AccountChanged)],
        };
        store.finish_callbacks(&[processed], now).await.expect("an end");
    };
    let pause = PAUSE_BEFORE_CHECK;
    store.watch_bound_channels(at(0)).await.expect("an answer");
    checked(&channel, at(0), at(9 * pause)).await;
    checked(&bystander, at(0), at(9 * pause)).await;
    // A minute has passed since the last check, and again.
    told(at(2 * pause)).await;
    assert_eq!(next(&channel).await, at(2 * pause));
    assert_eq!(next(&bystander).await, at(9 * pause));
    told(at(3 * pause)).await;
    assert_eq!(next(&channel).await, at(2 * pause), "it is due already");
    // Less than a minute: many notices bring one check a minute.
    checked(&channel, at(4 * pause), at(9 * pause)).await;
    for early in [1, pause / 2, pause - 1] {
        told(at(4 * pause + early)).await;
        assert_eq!(next(&channel).await, at(5 * pause));
    }
    // Never later than it would be anyway.
    checked(&channel, at(6 * pause), at(6 * pause + 5)).await;
    told(at(6 * pause + 1)).await;
    assert_eq!(next(&channel).await, at(6 * pause + 5));
}
