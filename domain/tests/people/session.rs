use std::sync::atomic::Ordering;

use domain::audit::AuditAction;
use domain::error_code::ErrorCode;
use domain::permissions::Role;
use domain::secrets::SecretToken;
use domain::session::{
    FRESH_FOR, SessionLimits, caller_of, end_other_sessions, end_session, resume, sessions,
    sign_out, switch_tenant,
};
use domain::time::Timestamp;

use crate::world::{HOUR, MINUTE, OTHER_TENANT, PASSWORD, SECOND, TENANT, World, visitor};

async fn token(world: &World) -> SecretToken {
    let success = world.try_sign_in(&visitor(), "ada@example.com", PASSWORD).await;
    success.expect("a sign-in").token
}

#[tokio::test]
async fn a_session_ends_after_half_an_hour_without_a_request() {
    let world = World::new();
    world.add_person("ada@example.com").await;
    let token = token(&world).await;
    world.wait(30 * MINUTE - 1);
    assert!(world.resume(&token).await.is_some(), "which is a request");
    world.wait(30 * MINUTE);
    assert_eq!(world.resume(&token).await, None);
    assert_eq!(world.resume(&SecretToken::from_bytes([0xee; 32])).await, None);
}

#[tokio::test]
async fn a_session_ends_after_half_a_day_however_busy_it_is() {
    let world = World::new();
    world.add_person("ada@example.com").await;
    let token = token(&world).await;
    for _ in 0..47 {
        world.wait(15 * MINUTE);
        assert!(world.resume(&token).await.is_some());
    }
    world.wait(15 * MINUTE - 1);
    assert!(world.resume(&token).await.is_some());
    world.wait(1);
    assert_eq!(world.now().micros(), 12 * HOUR);
    assert_eq!(world.resume(&token).await, None);
}

#[tokio::test]
async fn the_use_of_a_session_is_noted_once_a_minute() {
    let world = World::new();
    world.add_person("ada@example.com").await;
    let token = token(&world).await;
    let seen_at = || world.store.tables().sessions[0].1.seen_at.micros();
    world.wait(MINUTE - 1);
    world.resume(&token).await.expect("a session");
    assert_eq!(seen_at(), 0);
    world.wait(1);
    let resumed = world.resume(&token).await.expect("a session");
    assert_eq!(seen_at(), MINUTE);
    assert_eq!(resumed.session.seen_at, world.now());
}

#[tokio::test]
async fn a_short_idle_time_is_noted_more_often() {
    let world = World::new();
    world.add_person("ada@example.com").await;
    let token = token(&world).await;
    let limits = SessionLimits { idle: 10 * SECOND, ..SessionLimits::default() };
    for _ in 0..10 {
        world.wait(6 * SECOND);
        assert!(resume(&world.ports, &limits, &token).await.expect("a store").is_some());
    }
    world.wait(10 * SECOND);
    assert_eq!(resume(&world.ports, &limits, &token).await.expect("a store"), None);
}

#[tokio::test]
async fn people_stay_signed_in_while_nothing_can_be_written() {
    let world = World::new();
    world.add_person("ada@example.com").await;
    let token = token(&world).await;
    world.store.is_read_only.store(true, Ordering::Relaxed);
    world.wait(5 * MINUTE);
    let resumed = world.resume(&token).await.expect("a session");
    assert_eq!(resumed.session.seen_at, Timestamp::from_micros(0));
}

#[tokio::test]
async fn a_disabled_user_is_out_at_once() {
    let world = World::new();
    let ada = world.add_person("ada@example.com").await;
    let token = token(&world).await;
    world.disable(&ada);
    assert_eq!(world.resume(&token).await, None);
}

#[tokio::test]
async fn a_proof_is_fresh_for_ten_minutes() {
    let world = World::new();
    world.add_member("ada@example.com", Role::Admin).await;
    let signed_in = world.sign_in("ada@example.com").await;
    assert_eq!(FRESH_FOR, 10 * MINUTE);
    for (after, fresh) in [(0, true), (FRESH_FOR - 1, true), (FRESH_FOR, false)] {
        let caller = caller_of(&signed_in, Timestamp::from_micros(after)).expect("a caller");
        assert_eq!(caller.fresh, fresh, "{after}");
    }
}

#[tokio::test]
async fn whoever_signs_out_is_out() {
    let world = World::new();
    let ada = world.add_member("ada@example.com", Role::Viewer).await;
    let token = token(&world).await;
    let signed_in = world.resume(&token).await.expect("a session");
    sign_out(&world.ports, &signed_in).await.expect("a store");
    assert_eq!(world.resume(&token).await, None);
    let entry = world.done();
    assert_eq!((entry.action, entry.tenant), (AuditAction::SessionEnd, TENANT));
    assert_eq!(entry.user, Some(ada.id));
    sign_out(&world.ports, &signed_in).await.expect("again does no harm");
}

#[tokio::test]
async fn people_end_their_own_sessions_and_no_others() {
    let world = World::new();
    world.add_person("ada@example.com").await;
    world.add_person("eve@example.com").await;
    let ada = world.sign_in("ada@example.com").await;
    let eve = world.sign_in("eve@example.com").await;
    assert!(!end_session(&world.ports, &eve, ada.session.id).await.expect("a store"));
    world.refused(AuditAction::SessionEnd, ErrorCode::SessionNotFound);
    assert_eq!(end_other_sessions(&world.ports, &eve).await.expect("a store"), 0);

    let other = world.sign_in("ada@example.com").await;
    assert!(end_session(&world.ports, &ada, other.session.id).await.expect("a store"));
    world.sign_in("ada@example.com").await;
    world.sign_in("ada@example.com").await;
    assert_eq!(end_other_sessions(&world.ports, &ada).await.expect("a store"), 2);
    let left: Vec<_> = world.store.tables().sessions.iter().map(|(_, one)| one.id).collect();
    assert_eq!(left, [ada.session.id, eve.session.id]);
}

#[tokio::test]
async fn sessions_that_have_ended_are_not_listed() {
    let world = World::new();
    world.add_person("ada@example.com").await;
    let first = world.sign_in("ada@example.com").await;
    world.wait(20 * MINUTE);
    let second = world.sign_in("ada@example.com").await;
    let limits = SessionLimits::default();
    let ids = |listed: Vec<domain::session::Session>| -> Vec<_> {
        listed.into_iter().map(|session| session.id).collect()
    };
    let both = sessions(&world.ports, &limits, &second).await.expect("a store");
    assert_eq!(ids(both), [first.session.id, second.session.id]);
    world.wait(10 * MINUTE);
    let left = sessions(&world.ports, &limits, &second).await.expect("a store");
    assert_eq!(ids(left), [second.session.id]);
}

#[tokio::test]
async fn a_session_acts_for_tenants_of_its_user() {
    let world = World::new();
    let ada = world.add_member("ada@example.com", Role::Admin).await;
    let token = token(&world).await;
    let signed_in = world.resume(&token).await.expect("a session");
    assert!(!switch_tenant(&world.ports, &signed_in, OTHER_TENANT).await.expect("a store"));
    world.store.tables().members.push((OTHER_TENANT, ada.id, Role::Viewer));
    assert!(switch_tenant(&world.ports, &signed_in, OTHER_TENANT).await.expect("a store"));
    let signed_in = world.resume(&token).await.expect("a session");
    let caller = caller_of(&signed_in, world.now()).expect("a caller");
    assert_eq!((caller.tenant, caller.role), (OTHER_TENANT, Role::Viewer));
}
