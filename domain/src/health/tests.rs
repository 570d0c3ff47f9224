use proptest::prelude::*;

use super::*;
use crate::channel::ChannelHealth;
use crate::platform::{
    Credentials, End, Expiring, Fact, Health, Probe, Problem, Reason, ReasonKind,
};
use crate::time::Timestamp;

const MINUTE: i64 = 60 * 1_000_000;
const DAY: i64 = 24 * 60 * MINUTE;

fn at(minutes: i64) -> Timestamp {
    Timestamp::from_micros(minutes * MINUTE)
}

fn working() -> Health {
    Health {
        authorisation: Probe::Works,
        outbound: Probe::Works,
        inbound: Probe::Works,
        callback: Probe::NotObservable,
        facts: vec![Fact::new("quality_rating", "GREEN")],
        ends: Vec::new(),
    }
}

fn problem(reason: Reason) -> Health {
    Health::of_problem(&reason.into())
}

/// What is known after these measurements, five minutes apart.
fn after(measured: &[Health]) -> KnownHealth {
    let mut health = KnownHealth::default();
    for (one, index) in measured.iter().zip(0..) {
        health = health.after(one, &Credentials::default(), at(5 * index));
    }
    health
}

fn level(measured: &[Health]) -> ChannelHealth {
    after(measured).level().0
}

#[test]
fn one_refusal_changes_nothing_and_two_need_a_person() {
    let refused = || problem(Reason::TokenRevoked);
    assert_eq!(level(&[working(), refused()]), ChannelHealth::Healthy);
    assert_eq!(level(&[working(), refused(), refused()]), ChannelHealth::NeedsReauthorisation);
    let between = [working(), refused(), working(), refused()];
    assert_eq!(level(&between), ChannelHealth::Healthy, "they were not in a row");
    assert_eq!(level(&[refused()]), ChannelHealth::NotMeasured);
    let last = after(&[working(), refused()]);
    let error = last.side(Side::Authorisation).last_error.as_ref().expect("an error");
    assert_eq!((error.problem.reason, error.at), (Reason::TokenRevoked, at(5)));
    assert_eq!(last.side(Side::Authorisation).last_success, Some(at(0)));
    assert_eq!(last.facts, working().facts);
}

#[test]
fn a_failed_connection_neither_confirms_nor_forgives_a_refusal() {
    let refused = || problem(Reason::TokenExpired);
    let away = || problem(Reason::TimedOut);
    assert_eq!(level(&[working(), refused(), away()]), ChannelHealth::Healthy);
    let confirmed = [working(), refused(), away(), refused()];
    assert_eq!(level(&confirmed), ChannelHealth::NeedsReauthorisation);
    let still = [working(), refused(), refused(), away()];
    assert_eq!(level(&still), ChannelHealth::NeedsReauthorisation);
    let again = [working(), refused(), refused(), away(), working()];
    assert_eq!(level(&again), ChannelHealth::Healthy);
}

#[test]
fn what_fails_decides_how_bad_it_is() {
    let low = || Problem::new(Reason::QualityLow);
    let degraded = [
        Health { outbound: Probe::Warns(low()), ..working() },
        Health { inbound: Probe::Fails(Reason::SubscriptionMissing.into()), ..working() },
        Health { callback: Probe::Fails(Reason::CallbackElsewhere.into()), ..working() },
    ];
    for one in degraded {
        assert_eq!(level(&[one]), ChannelHealth::Degraded);
    }
    let blocked = after(&[problem(Reason::AccountBlocked)]);
    assert_eq!(blocked.level(), (ChannelHealth::Down, Some(&Reason::AccountBlocked.into())));
    let expiring = Probe::Warns(Reason::TokenExpiring.into());
    assert_eq!(level(&[Health { authorisation: expiring, ..working() }]), ChannelHealth::Healthy);
}

#[test]
fn a_platform_that_is_away_for_long_makes_a_channel_degraded_and_no_more() {
    let mut measured = vec![working()];
    measured.extend(std::iter::repeat_n(problem(Reason::Unreachable), 6));
    assert_eq!(level(&measured), ChannelHealth::Healthy);
    measured.push(problem(Reason::TimedOut));
    let before = after(&measured);
    assert_eq!(before.level(), (ChannelHealth::Degraded, Some(&Reason::Unreachable.into())));
    assert_eq!(before.side(Side::Outbound).last_success, Some(at(0)));
    measured.push(problem(Reason::RateLimited));
    assert_eq!(after(&measured).change_since(&before), None, "it is the same trouble");
    measured.push(working());
    assert_eq!(level(&measured), ChannelHealth::Healthy);
}

#[test]
fn a_change_is_found_once_and_its_end_once() {
    let trouble = || Health { outbound: Probe::Warns(Reason::QualityLow.into()), ..working() };
    let blocked = || problem(Reason::AccountBlocked);
    let story = [working(), trouble(), trouble(), blocked(), blocked(), working(), working()];
    let mut health = KnownHealth::default();
    let mut told = Vec::new();
    for (measured, index) in story.iter().zip(0..) {
        let next = health.after(measured, &Credentials::default(), at(5 * index));
        let change = next.change_since(&health);
        told.extend(change.map(|one| (index, one.to, one.is_news(), one.is_recovery())));
        health = next;
    }
    assert_eq!(
        told,
        [
            (0, ChannelHealth::Healthy, false, false),
            (1, ChannelHealth::Degraded, true, false),
            (3, ChannelHealth::Down, true, false),
            (5, ChannelHealth::Healthy, true, true),
        ]
    );
}

#[test]
fn another_reason_for_the_same_level_is_a_change() {
    let before = after(&[problem(Reason::AccountBlocked)]);
    let now = before.after(&problem(Reason::AccountClosed), &Credentials::default(), at(5));
    let change = now.change_since(&before).expect("a change");
    assert_eq!((change.from, change.to), (ChannelHealth::Down, ChannelHealth::Down));
    assert_eq!(change.problem, Some(Reason::AccountClosed.into()));
}

#[test]
fn an_end_is_taken_from_the_platform_or_else_from_the_credentials() {
    let end = Timestamp::from_micros(40 * DAY);
    let credentials = Credentials::default().with(Credentials::EXPIRES_AT, (50 * DAY).to_string());
    let told = Health { ends: End::of_authorisation(Some(end)), ..working() };
    let expiries = |measured| KnownHealth::default().after(measured, &credentials, at(0)).expiries;
    assert_eq!(expiries(&told), [Expiry::new(Expiring::Authorisation, end)]);
    assert_eq!(expiries(&working())[0].at.micros(), 50 * DAY);
}

#[test]
fn what_is_not_told_ends_as_before_where_nothing_is_told() {
    let end = |what, days: i64| End { what, at: Timestamp::from_micros(days * DAY) };
    let both = vec![end(Expiring::Certificate, 20), end(Expiring::SenderId, 300)];
    let before = after(&[Health { ends: both.clone(), ..working() }]);
    let what = |measured: &Health| {
        let known = before.after(measured, &Credentials::default(), at(5));
        known.expiries.into_iter().map(|one| (one.what, one.at.micros() / DAY)).collect::<Vec<_>>()
    };
    let (certificate, sender) = ((Expiring::Certificate, 20), (Expiring::SenderId, 300));
    // The server was away; what is known without it is told all the same.
    let away = Health { ends: vec![end(Expiring::SenderId, 400)], ..problem(Reason::Unreachable) };
    assert_eq!(what(&away), [(Expiring::SenderId, 400), certificate]);
    assert_eq!(what(&problem(Reason::CredentialsRefused)), [certificate, sender]);
    // The server was there, and has no certificate any more.
    assert_eq!(what(&Health { ends: both[1..].to_vec(), ..working() }), [sender]);
    assert_eq!(what(&working()), []);
}

#[test]
fn each_warning_is_given_once() {
    let mut expiry = Expiry::new(Expiring::Authorisation, Timestamp::from_micros(40 * DAY));
    let mut given = Vec::new();
    for hour in 0..45 * 24 {
        let now = at(60 * hour);
        if let Some(days) = expiry.warning(now) {
            given.push((days, expiry.days_left(now)));
            expiry.warned = Some(days);
        }
    }
    assert_eq!(given, [(30, 30), (14, 14), (7, 7), (1, 1)]);
}

#[test]
fn who_comes_late_is_warned_once() {
    let expiry = Expiry::new(Expiring::SenderId, Timestamp::from_micros(5 * DAY));
    assert_eq!(expiry.warning(at(0)), Some(7));
    assert_eq!(Expiry { warned: Some(7), ..expiry }.warning(at(0)), None);
    assert_eq!(expiry.warning(Timestamp::from_micros(6 * DAY)), None, "it has ended");
}

#[test]
fn an_end_that_is_put_off_is_warned_of_anew() {
    let ends_in = |days: i64, seconds: i64| Health {
        ends: End::of_authorisation(Some(Timestamp::from_micros(days * DAY + seconds * 1_000_000))),
        ..working()
    };
    let mut health = after(&[ends_in(10, 0)]);
    health.expiries[0].warned = Some(14);
    let same = health.after(&ends_in(10, 30), &Credentials::default(), at(5));
    assert_eq!(same.expiries[0].warned, Some(14));
    let renewed = same.after(&ends_in(12, 0), &Credentials::default(), at(10));
    assert_eq!(renewed.expiries[0].warned, None);
}

fn probes() -> impl Strategy<Value = Probe> {
    let problem = prop::sample::select(Reason::ALL).prop_map(Problem::new);
    prop_oneof![
        Just(Probe::Works),
        Just(Probe::NotObservable),
        problem.clone().prop_map(Probe::Warns),
        problem.prop_map(Probe::failed),
    ]
}

fn healths() -> impl Strategy<Value = Health> {
    (probes(), probes(), probes(), probes()).prop_map(
        |(authorisation, outbound, inbound, callback)| Health {
            authorisation,
            outbound,
            inbound,
            callback,
            facts: Vec::new(),
            ends: Vec::new(),
        },
    )
}

fn is_refused(health: &Health) -> bool {
    [&health.authorisation, &health.outbound, &health.inbound, &health.callback].iter().any(
        |probe| matches!(probe, Probe::Fails(one) if one.reason.kind() == ReasonKind::Authorisation),
    )
}

proptest! {
    #[test]
    fn only_two_refusals_need_a_person(story in prop::collection::vec(healths(), 1..30)) {
        let mut health = KnownHealth::default();
        let mut refusals = 0;
        for (measured, index) in story.iter().zip(0..) {
            health = health.after(measured, &Credentials::default(), at(5 * index));
            refusals += usize::from(is_refused(measured));
            if health.level().0 == ChannelHealth::NeedsReauthorisation {
                prop_assert!(refusals >= 2);
            }
        }
    }

    #[test]
    fn connections_alone_never_do_more_than_degrade(
        start in healths(),
        reasons in prop::collection::vec(
            prop::sample::select(vec![
                Reason::Unreachable, Reason::TimedOut, Reason::RateLimited,
                Reason::PlatformTrouble, Reason::AnswerUnreadable,
            ]),
            1..30,
        ),
    ) {
        let mut health = KnownHealth::default().after(&start, &Credentials::default(), at(0));
        let before = health.level().0;
        for (reason, index) in reasons.into_iter().zip(1..) {
            health = health.after(&problem(reason), &Credentials::default(), at(5 * index));
            let now = health.level().0;
            prop_assert!(now == before || now == ChannelHealth::Degraded);
        }
    }

    #[test]
    fn recovery_is_immediate(story in prop::collection::vec(healths(), 0..20)) {
        let before = after(&story);
        let now = before.after(&working(), &Credentials::default(), at(1_000));
        prop_assert_eq!(now.level(), (ChannelHealth::Healthy, None));
    }

    #[test]
    fn the_same_measurement_twice_more_is_no_news(
        story in prop::collection::vec(healths(), 0..10),
        last in healths(),
    ) {
        // Twice, because a refusal is believed the second time.
        let mut twice = after(&story);
        for _ in 0..2 {
            twice = twice.after(&last, &Credentials::default(), at(100));
        }
        let again = twice.after(&last, &Credentials::default(), at(101));
        prop_assert_eq!(again.change_since(&twice), None);
    }
}
