use std::sync::Arc;

use domain::audit::AuditAction;
use domain::channel::Channel;
use domain::health::CheckResult;
use domain::ids::{NotificationId, TenantId};
use domain::mail::MailPurpose;
use domain::notification::{DeliveryState, NewsKind, Notification, WebhookEndpoint, WebhookUrl};
use domain::permissions::Role;
use domain::platform::Expiring;
use domain::platform::Reason;
use domain::sealing::{KeyId, Sealed, SealedPlace};
use domain::store::Store;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::bench::TestDatabase;
use crate::health::{bound_channel, claimed, nothing_new};
use crate::people::{at, email, is_noted};
use crate::samples::{Samples, noted};

fn notification(channel: &Channel, number: u128, kind: NewsKind) -> Notification {
    Notification {
        id: NotificationId::from_uuid(Uuid::from_u128((1 << 100) + number)),
        tenant: channel.tenant,
        channel: channel.id,
        channel_name: channel.name.clone(),
        channel_type: channel.channel_type,
        kind,
        reason: None,
        at: at(0),
    }
}

/// Tells these.
async fn tell(store: &dyn Store, channel: &Channel, notifications: Vec<Notification>) {
    let claimed = claimed(store, channel).await;
    let result = CheckResult { notifications, next_check_at: at(0), ..nothing_new() };
    assert!(store.finish_check(&claimed, &result).await.expect("an answer"));
}

async fn told(store: &dyn Store, tenant: TenantId) -> Vec<Notification> {
    store.notifications(tenant, None, 99).await.expect("an answer")
}

fn endpoint(tenant: TenantId, url: &str, byte: u8) -> WebhookEndpoint {
    WebhookEndpoint {
        tenant,
        url: WebhookUrl::parse(url).expect("an address"),
        sealed: Sealed { key: KeyId([byte; 8]), bytes: vec![byte; 80] },
        set_by: "ada@example.test".to_owned(),
        set_at: at(-1),
    }
}

async fn set_endpoint(store: &dyn Store, samples: &Samples, endpoint: &WebhookEndpoint) {
    let note = samples.note(endpoint.tenant, AuditAction::WebhookSet);
    store.set_webhook_endpoint(endpoint, &note).await.expect("an answer");
    assert!(is_noted(store, &note).await);
}

pub(crate) async fn what_people_are_told_comes_back_newest_first(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(920));
    let (channel, _) = bound_channel(database, &samples).await;
    let (other, _) = bound_channel(database, &samples).await;
    let end = NewsKind::Expires { what: Expiring::Authorisation, at: at(99), days: 14 };
    let kinds = [
        NewsKind::Down,
        NewsKind::Degraded,
        NewsKind::NeedsReauthorisation,
        NewsKind::Recovered,
        end,
        NewsKind::Quiet { since: at(-99) },
        NewsKind::HeardAgain,
    ];
    let mut all: Vec<_> = kinds
        .into_iter()
        .zip(0..)
        .map(|(kind, number)| notification(&channel, number, kind))
        .collect();
    all[0].reason = Some(Reason::AccountBlocked);
    tell(store, &channel, all.clone()).await;
    tell(store, &other, vec![notification(&other, 50, NewsKind::Down)]).await;
    all.reverse();
    assert_eq!(told(store, channel.tenant).await, all);
    let page = store.notifications(channel.tenant, Some(all[2].id), 2).await.expect("an answer");
    assert_eq!(page, all[3..5]);
    let one = store.notification(all[6].id).await.expect("an answer");
    assert_eq!(one.as_ref(), Some(&all[6]));
    let unknown = NotificationId::from_uuid(samples.uuid());
    assert_eq!(store.notification(unknown).await.expect("an answer"), None);
}

pub(crate) async fn somebody_has_read_up_to_where_they_say(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(921));
    let (channel, _) = bound_channel(database, &samples).await;
    let tenant = channel.tenant;
    let all: Vec<_> = (0..5).map(|one| notification(&channel, one, NewsKind::Down)).collect();
    tell(store, &channel, all.clone()).await;
    let ada = samples.stored_member(store, tenant, Role::Viewer).await.id;
    let bo = samples.stored_member(store, tenant, Role::Admin).await.id;
    let (_, adas) = samples.stored_session(store, ada, Some(tenant)).await;
    let (_, bos) = samples.stored_session(store, bo, Some(tenant)).await;
    let unread = async |session| {
        let found = store.signed_in(session).await.expect("an answer");
        found.expect("a session").unread
    };
    assert_eq!(unread(&adas).await, 5);
    for (until, left) in [(2, 2), (1, 2), (4, 0)] {
        store.set_read_until(tenant, ada, all[until].id).await.expect("an answer");
        assert_eq!(unread(&adas).await, left, "{until}");
    }
    let until = store.read_until(tenant, ada).await.expect("an answer");
    assert_eq!(until, Some(all[4].id));
    assert_eq!(store.read_until(tenant, bo).await.expect("an answer"), None);
    assert_eq!(unread(&bos).await, 5);
}

pub(crate) async fn an_endpoint_is_set_replaced_and_removed(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(922));
    let tenant = samples.stored_tenant(store).await;
    let other = samples.stored_tenant(store).await;
    let found = async |tenant| store.webhook_endpoint(tenant).await.expect("an answer");
    assert_eq!(found(tenant).await, None);
    let first = endpoint(tenant, "https://example.com/a", 1);
    set_endpoint(store, &samples, &first).await;
    assert_eq!(found(tenant).await, Some(first));
    let second = endpoint(tenant, "https://example.com/b", 2);
    set_endpoint(store, &samples, &second).await;
    assert_eq!(found(tenant).await, Some(second.clone()));
    assert_eq!(found(other).await, None);

    // It is sealed again like everything else.
    let place =
        SealedPlace { table: "webhook_endpoints", row: tenant.uuid(), owner: tenant.uuid() };
    let others = store.sealed_with_others(KeyId([9; 8]), 9).await.expect("an answer");
    assert_eq!(others, [(place, second.sealed.clone())]);
    assert_eq!(store.sealed_counts().await.expect("an answer"), [(KeyId([2; 8]), 1)]);
    let after = Sealed { key: KeyId([9; 8]), bytes: vec![7] };
    store.replace_sealed(&place, &second.sealed, &after).await.expect("an answer");
    assert_eq!(found(tenant).await.expect("an endpoint").sealed, after);

    let note = samples.note(tenant, AuditAction::WebhookRemove);
    assert!(store.delete_webhook_endpoint(tenant, &note).await.expect("an answer"));
    assert!(is_noted(store, &note).await);
    assert_eq!(found(tenant).await, None);
    let note = samples.note(tenant, AuditAction::WebhookRemove);
    assert!(!store.delete_webhook_endpoint(tenant, &note).await.expect("an answer"));
    assert!(!is_noted(store, &note).await);
}

pub(crate) async fn a_webhook_has_its_turn_in_one_server_at_a_time(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(923));
    let (channel, _) = bound_channel(database, &samples).await;
    let tenant = channel.tenant;
    tell(store, &channel, vec![notification(&channel, 0, NewsKind::Down)]).await;
    let claim =
        async |now, until| store.claim_delivery(at(now), at(until)).await.expect("an answer");
    assert_eq!(claim(0, 90).await, None, "there was no endpoint");
    set_endpoint(store, &samples, &endpoint(tenant, "https://example.com/a", 1)).await;
    let all: Vec<_> = (1..11).map(|one| notification(&channel, one, NewsKind::Down)).collect();
    tell(store, &channel, all.clone()).await;
    // What waits goes to where the tenant wants it now.
    set_endpoint(store, &samples, &endpoint(tenant, "https://example.com/b", 2)).await;

    let mut tasks = JoinSet::new();
    for _ in 0..20 {
        let store: Arc<dyn Store> = database.store.clone();
        tasks.spawn(async move { store.claim_delivery(at(0), at(90)).await.expect("an answer") });
    }
    let mut taken: Vec<_> = tasks.join_all().await.into_iter().flatten().collect();
    while let Some(claimed) = claim(0, 90).await {
        taken.push(claimed);
    }
    assert!(taken.iter().all(|one| one.turns == 1 && one.url.as_str().ends_with("/b")));
    assert!(taken.iter().all(|one| one.sealed.key == KeyId([2; 8])));
    taken.sort_by_key(|one| one.notification.id);
    let taken: Vec<_> = taken.into_iter().map(|one| one.notification).collect();
    assert_eq!(taken, all);

    // Whoever took them has died.
    assert_eq!(claim(89, 180).await, None);
    for (one, state) in [(0, DeliveryState::Sent), (1, DeliveryState::GivenUp)] {
        store.finish_delivery(tenant, all[one].id, state).await.expect("an answer");
    }
    for one in &all[2..9] {
        store.put_off_delivery(tenant, one.id, at(999)).await.expect("an answer");
    }
    let again = claim(90, 180).await.expect("a webhook");
    assert_eq!((again.notification.id, again.turns), (all[9].id, 2));
    assert_eq!(claim(90, 180).await, None);
    let newest = store.deliveries(tenant, 10).await.expect("an answer");
    let states: Vec<_> = newest.iter().map(|(_, state)| *state).collect();
    assert_eq!(states[8..], [DeliveryState::GivenUp, DeliveryState::Sent]);
    assert!(states[..8].iter().all(|state| *state == DeliveryState::Waiting));
}

pub(crate) async fn a_mail_about_a_channel_comes_back_and_goes_with_it(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(924));
    let (channel, _) = bound_channel(database, &samples).await;
    set_endpoint(store, &samples, &endpoint(channel.tenant, "https://example.com/a", 1)).await;
    let notification = notification(&channel, 0, NewsKind::Down);
    let mail = samples.mail(MailPurpose::Notification(notification.id, email("ada@example.test")));
    let claim = claimed(store, &channel).await;
    let result = CheckResult {
        notifications: vec![notification.clone()],
        mails: vec![mail.clone()],
        ..nothing_new()
    };
    assert!(store.finish_check(&claim, &result).await.expect("an answer"));
    let waiting = store.claim_mail(at(0), at(1)).await.expect("an answer").expect("a mail");
    assert_eq!(waiting.mail, mail);

    database.execute("DELETE FROM bindings").await.expect("no binding");
    database.execute("UPDATE channels SET lifecycle = 1").await.expect("a change");
    let note = samples.audit(&channel, AuditAction::ChannelDelete);
    store.delete_channel(channel.tenant, channel.id, 1, &note).await.expect("an answer");
    assert_eq!(noted(store, &channel).await, 1);
    assert_eq!(told(store, channel.tenant).await, []);
    assert_eq!(store.claim_mail(at(5), at(6)).await.expect("an answer"), None);
    assert_eq!(store.claim_delivery(at(5), at(6)).await.expect("an answer"), None);
}

pub(crate) async fn what_was_told_long_ago_is_taken_away(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(925));
    let (channel, _) = bound_channel(database, &samples).await;
    let (other, _) = bound_channel(database, &samples).await;
    set_endpoint(store, &samples, &endpoint(channel.tenant, "https://example.com/a", 1)).await;
    let told_at = |channel, number: i64| Notification {
        at: at(number),
        ..notification(channel, number.unsigned_abs().into(), NewsKind::Down)
    };
    let old = told_at(&channel, 3);
    let mail = samples.mail(MailPurpose::Notification(old.id, email("ada@example.test")));
    let claim = claimed(store, &channel).await;
    let result = CheckResult {
        notifications: vec![told_at(&channel, 1), told_at(&channel, 2), old, told_at(&channel, 5)],
        mails: vec![mail],
        ..nothing_new()
    };
    assert!(store.finish_check(&claim, &result).await.expect("an answer"));
    tell(store, &other, vec![told_at(&other, 4), told_at(&other, 6)]).await;
    // In pieces: the last one says that there is nothing more.
    let mut pieces = Vec::new();
    for _ in 0..3 {
        pieces.push(store.delete_old_notifications(at(5), 2).await.expect("an answer"));
    }
    assert_eq!(pieces, [true, true, false]);
    assert_eq!(told(store, channel.tenant).await, [told_at(&channel, 5)]);
    assert_eq!(told(store, other.tenant).await, [told_at(&other, 6)]);
    let waiting = store.deliveries(channel.tenant, 9).await.expect("an answer");
    assert_eq!(waiting.len(), 1, "its webhook went with it");
    assert_eq!(store.claim_mail(at(9), at(99)).await.expect("an answer"), None);
}
