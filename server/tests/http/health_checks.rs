//! The scheduler of two servers, on a real database.

use std::time::Duration;

use domain::audit::{AuditAction, AuditEntry};
use domain::back_office::revoke_provider_right;
use domain::binding::credentials_of;
use domain::callback::{
    CallbackOutcome, ChannelEvent, ChannelEventKind, EventKey, ProcessedCallback, TrafficHour,
};
use domain::caller::AccountManager;
use domain::channel::{Channel, ChannelHealth};
use domain::health::{HealthError, Side, check_now};
use domain::ids::CallbackId;
use domain::mail::{Sending, send_next};
use domain::notification::NewsKind;
use domain::permissions::Role;
use domain::platform::{Credentials, End, Health, Reason};
use domain::ports::Ports;
use domain::time::Timestamp;
use server::health_checks::HealthChecks;
use server::start::BUILT_IN_TENANT;

use crate::bench::TestServer;
use crate::fake_platform::{FakePlatform, Mood, bound, working};
use crate::people::{self, host};

/// Longer than any pause between two checks of a channel that answers.
pub(crate) const PERIOD: Duration = Duration::from_mins(6);

/// Two servers look at the same moment and make what checks are due. Returns how many results
/// were kept.
pub(crate) async fn check_in_two_servers(ports: &Ports) -> usize {
    let (mut one, mut other) = (HealthChecks::new(ports.clone()), HealthChecks::new(ports.clone()));
    let (first, second) = tokio::join!(one.turn(true), other.turn(true));
    first.expect("an answer");
    second.expect("an answer");
    one.finish().await + other.finish().await
}

async fn news(ports: &Ports) -> Vec<(NewsKind, Option<Reason>)> {
    let told = ports.store.notifications(BUILT_IN_TENANT, None, 99).await.expect("an answer");
    told.into_iter().rev().map(|one| (one.kind, one.reason)).collect()
}

async fn level(ports: &Ports, channel: &Channel) -> ChannelHealth {
    let found = ports.store.channel_by_id(BUILT_IN_TENANT, channel.id).await.expect("an answer");
    found.expect("the channel").health
}

async fn timeline(ports: &Ports, channel: &Channel) -> Vec<AuditEntry> {
    let entries = ports.store.audit_entries_of_channel(BUILT_IN_TENANT, channel.id, 99).await;
    let of_health = |entry: &AuditEntry| entry.action == AuditAction::ChannelHealth;
    entries.expect("an answer").into_iter().filter(of_health).collect()
}

/// How many mails are sent now.
async fn mails(server: &TestServer) -> usize {
    let mut sent = 0;
    while let Sending::Sent(_) = send_next(&server.ports, &*server.mailer).await.expect("an answer")
    {
        sent += 1;
    }
    sent
}

pub(crate) async fn a_change_is_told_once_by_two_servers(server: &TestServer) {
    let (platform, ports) = FakePlatform::in_front_of(server);
    let channel = bound(&ports, "acme", 1).await;
    assert_eq!(check_in_two_servers(&ports).await, 1);
    assert_eq!(check_in_two_servers(&ports).await, 0, "nothing is due");
    assert_eq!(level(&ports, &channel).await, ChannelHealth::Healthy);
    assert_eq!(news(&ports).await, [], "that it works is no news");

    platform.fails("acme", Reason::AccountBlocked);
    for _ in 0..3 {
        server.clock.advance(PERIOD);
        assert_eq!(check_in_two_servers(&ports).await, 1);
    }
    assert_eq!(level(&ports, &channel).await, ChannelHealth::Down);
    let down = (NewsKind::Down, Some(Reason::AccountBlocked));
    assert_eq!(news(&ports).await, [down]);
    assert_eq!(mails(server).await, 1, "one admin, one mail");

    platform.set("acme", Mood::is(working()));
    for _ in 0..2 {
        server.clock.advance(PERIOD);
        assert_eq!(check_in_two_servers(&ports).await, 1);
    }
    assert_eq!(level(&ports, &channel).await, ChannelHealth::Healthy);
    assert_eq!(news(&ports).await, [down, (NewsKind::Recovered, None)]);
    assert_eq!(mails(server).await, 1);
    assert_eq!(platform.checks(), 6);
    let timeline = timeline(&ports, &channel).await;
    let texts: Vec<_> = timeline.iter().map(text).collect();
    assert_eq!(
        texts,
        [
            "Suiro: down -> healthy",
            "Suiro: healthy -> down Account.Blocked",
            "Suiro: not_measured -> healthy",
        ]
    );
}

pub(crate) async fn the_admins_of_the_provider_are_told_as_long_as_it_may_act(server: &TestServer) {
    let (platform, ports) = FakePlatform::in_front_of(server);
    let provider = people::OTHER_TENANT;
    people::provider(&ports, provider, "Provider KK").await;
    people::member(&ports, provider, "pia@example.com", Role::Admin).await;
    people::member(&ports, provider, "otto@example.com", Role::Operator).await;
    bound(&ports, "acme", 1).await;
    check_in_two_servers(&ports).await;
    server.send_mails().await;
    let told = async |reason: Option<Reason>| {
        match reason {
            Some(reason) => platform.fails("acme", reason),
            None => platform.set("acme", Mood::is(working())),
        }
        server.clock.advance(PERIOD);
        check_in_two_servers(&ports).await;
        let mails = server.send_mails().await.into_iter();
        let mut told: Vec<_> = mails.map(|(to, mail)| (to, mail.text)).collect();
        told.sort();
        told
    };
    let names = |told: &[(String, String)]| -> Vec<_> {
        told.iter().map(|(to, _)| to.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(&told(Some(Reason::AccountBlocked)).await), [people::ADMIN]);

    people::relation(&ports, provider, BUILT_IN_TENANT).await;
    let both = told(None).await;
    assert_eq!(names(&both), [people::ADMIN, "pia@example.com"]);
    assert_eq!(both[0].1, both[1].1, "both read whose channel it is");
    assert_eq!(told(None).await, [], "once");

    // Without the right it does not act for its customers, and is not told about them.
    let manager = AccountManager { fresh: true, actor: "a test".to_owned() };
    revoke_provider_right(&ports, &manager, provider).await.expect("it has the right");
    assert_eq!(names(&told(Some(Reason::AccountClosed)).await), [people::ADMIN]);
}

/// An entry of the timeline in short.
fn text(entry: &AuditEntry) -> String {
    let value = |value: &Option<String>| value.clone().unwrap_or_default();
    let level = &entry.changes[0];
    let change = format!("{}: {} -> {}", entry.actor, value(&level.before), value(&level.after));
    match entry.changes.get(1) {
        Some(reason) => format!("{change} {}", value(&reason.after)),
        None => change,
    }
}

pub(crate) async fn two_refusals_need_a_person_and_failed_connections_nobody(server: &TestServer) {
    let (platform, ports) = FakePlatform::in_front_of(server);
    let channel = bound(&ports, "acme", 1).await;
    check_in_two_servers(&ports).await;
    platform.fails("acme", Reason::Unreachable);
    for _ in 0..2 {
        server.clock.advance(Duration::from_mins(12));
        check_in_two_servers(&ports).await;
        assert_eq!(level(&ports, &channel).await, ChannelHealth::Healthy);
    }
    platform.fails("acme", Reason::TokenRevoked);
    server.clock.advance(Duration::from_mins(12));
    assert_eq!(check_in_two_servers(&ports).await, 1);
    assert_eq!(level(&ports, &channel).await, ChannelHealth::Healthy);
    // It is looked at again soon.
    server.clock.advance(Duration::from_secs(70));
    assert_eq!(check_in_two_servers(&ports).await, 1);
    assert_eq!(level(&ports, &channel).await, ChannelHealth::NeedsReauthorisation);
    let told = (NewsKind::NeedsReauthorisation, Some(Reason::TokenRevoked));
    assert_eq!(news(&ports).await, [told]);
}

pub(crate) async fn no_channel_holds_up_another(server: &TestServer) {
    let (platform, ports) = FakePlatform::in_front_of(server);
    let slow = bound(&ports, "slow", 1).await;
    let broken = bound(&ports, "broken", 2).await;
    let good = bound(&ports, "good", 3).await;
    platform.set("slow", Mood::Hangs);
    platform.set("broken", Mood::Panics);
    // What hangs is waited for so long; what answers, answers at once on any machine.
    let longest = Duration::from_secs(2);
    let mut checks = HealthChecks::new(ports.clone()).with_longest_check(longest);
    checks.turn(true).await.expect("an answer");
    assert_eq!(checks.finish().await, 2);
    assert_eq!(level(&ports, &good).await, ChannelHealth::Healthy);
    let known = async |channel: &Channel| {
        let found = ports.store.watched_channel(BUILT_IN_TENANT, channel.id).await;
        found.expect("an answer").expect("a watched channel").health
    };
    let error = known(&slow).await.side(Side::Outbound).last_error.clone();
    assert_eq!(error.expect("an error").problem.reason, Reason::TimedOut);
    assert_eq!(known(&broken).await.checked_at, None);

    // What broke down is looked at again as soon as its lease ends.
    platform.set("broken", Mood::is(working()));
    checks.turn(true).await.expect("an answer");
    assert_eq!(checks.finish().await, 0);
    server.clock.advance(Duration::from_secs(181));
    checks.turn(true).await.expect("an answer");
    assert_eq!(checks.finish().await, 1);
    assert_eq!(level(&ports, &broken).await, ChannelHealth::Healthy);
}

pub(crate) async fn a_channel_is_checked_at_somebodys_wish(server: &TestServer) {
    let (platform, ports) = FakePlatform::in_front_of(server);
    let channel = bound(&ports, "acme", 1).await;
    let caller = host(BUILT_IN_TENANT);
    check_now(&ports, &caller, channel.id).await.expect("a check");
    assert_eq!(level(&ports, &channel).await, ChannelHealth::Healthy);
    let again = check_now(&ports, &caller, channel.id).await;
    assert!(matches!(again, Err(HealthError::TooSoon)), "{again:?}");
    assert_eq!(check_in_two_servers(&ports).await, 0, "it is not due");
    server.clock.advance(Duration::from_secs(11));
    platform.fails("acme", Reason::AccountSuspended);
    check_now(&ports, &caller, channel.id).await.expect("a check");
    assert_eq!(level(&ports, &channel).await, ChannelHealth::Down);
    let stranger = host(people::OTHER_TENANT);
    let foreign = check_now(&ports, &stranger, channel.id).await;
    assert!(matches!(foreign, Err(HealthError::NotFound)), "{foreign:?}");
    assert_eq!(platform.checks(), 2);
}

pub(crate) async fn an_end_is_warned_of_and_a_renewal_puts_it_off(server: &TestServer) {
    let (platform, ports) = FakePlatform::in_front_of(server);
    let channel = bound(&ports, "acme", 1).await;
    let days = |days: i64| {
        let micros = ports.clock.now().micros() + days * 24 * 3_600 * 1_000_000;
        Timestamp::from_micros(micros)
    };
    let ends = End::of_authorisation(Some(days(20)));
    platform.set("acme", Mood::is(Health { ends, ..working() }));
    check_in_two_servers(&ports).await;
    server.clock.advance(PERIOD);
    check_in_two_servers(&ports).await;
    let kinds = |told: Vec<(NewsKind, Option<Reason>)>| -> Vec<_> {
        let days = told.into_iter().map(|(kind, _)| match kind {
            NewsKind::Expires { days, .. } => days,
            other => panic!("{other:?}"),
        });
        days.collect()
    };
    assert_eq!(kinds(news(&ports).await), [30]);
    server.clock.advance(Duration::from_hours(24 * 14));
    check_in_two_servers(&ports).await;
    assert_eq!(kinds(news(&ports).await), [30, 7], "the one in between would be late");

    platform.set("acme", Mood::is(working()));
    let renewed = Credentials::default()
        .with(Credentials::WAY, "token")
        .with("account", "acme")
        .with("token", "new")
        .with(Credentials::EXPIRES_AT, days(60).micros().to_string());
    platform.renews(renewed.clone());
    server.clock.advance(PERIOD);
    check_in_two_servers(&ports).await;
    assert_eq!(kinds(news(&ports).await), [30, 7]);
    let bindings = ports.store.bindings_of_channel(BUILT_IN_TENANT, channel.id).await;
    let binding = &bindings.expect("an answer")[0];
    let kept = credentials_of(&ports, binding).await.expect("an answer");
    assert_eq!(kept, Some(renewed));
}

/// A message came in this long ago, for each of these numbers of hours.
async fn received(ports: &Ports, channel: &Channel, hours_ago: impl Iterator<Item = i64>) {
    let now = ports.clock.now();
    let callbacks: Vec<_> = hours_ago
        .map(|hours| {
            let received_at = Timestamp::from_micros(now.micros() - hours * TrafficHour::LENGTH);
            let mut key = [0; 32];
            key[..16].copy_from_slice(ports.ids.next().as_bytes());
            let event = ChannelEvent {
                tenant: channel.tenant,
                channel: channel.id,
                key: EventKey(key),
                at: received_at,
                kind: ChannelEventKind::Received,
            };
            ProcessedCallback {
                id: CallbackId::from_uuid(ports.ids.next()),
                received_at,
                outcome: CallbackOutcome::Read,
                events: vec![event],
            }
        })
        .collect();
    ports.store.finish_callbacks(&callbacks, now).await.expect("an answer");
}

pub(crate) async fn an_unusual_silence_is_told_and_its_end(server: &TestServer) {
    let (_, ports) = FakePlatform::in_front_of(server);
    let channel = bound(&ports, "acme", 1).await;
    let little = bound(&ports, "little", 2).await;
    // One an hour for four weeks; and one a day.
    received(&ports, &channel, 20..28 * 24).await;
    received(&ports, &little, (48..28 * 24).step_by(24)).await;
    for _ in 0..2 {
        check_in_two_servers(&ports).await;
        server.clock.advance(Duration::from_mins(61));
    }
    let told = news(&ports).await;
    let [(NewsKind::Quiet { since }, None)] = told[..] else { panic!("{told:?}") };
    let hours = (ports.clock.now().micros() - since.micros()) / TrafficHour::LENGTH;
    assert!((20..=23).contains(&hours), "{hours} hours");
    // Hours have passed.
    let client = server.client.with_session(&people::sign_in(&ports, people::ADMIN).await);
    let page = client.get(&format!("/channels/{}", channel.id)).send().await;
    assert!(page.text().contains("Unusually quiet since"), "{page}");
    assert!(page.unescaped().contains("messages come in at these hours"), "{page}");

    received(&ports, &channel, std::iter::once(0)).await;
    check_in_two_servers(&ports).await;
    let told = news(&ports).await;
    assert_eq!(told[1..], [(NewsKind::HeardAgain, None)]);
}
