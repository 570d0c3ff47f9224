use domain::audit::AuditAction;
use domain::ids::{SessionId, TenantId};
use domain::permissions::Role;
use domain::session::{Session, SignedIn};
use domain::sign_in::{AttemptSubject, FORGOTTEN_AFTER};
use domain::store::StoreError;
use domain::time::Timestamp;

use crate::bench::TestDatabase;
use crate::people::{at, email, invitation, is_noted, is_signed_in, known_password, works};
use crate::samples::Samples;

const INSTALLATION: TenantId = TenantId::INSTALLATION;

pub(crate) async fn a_token_tells_session_user_and_membership(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(420));
    let tenant = samples.stored_tenant(store).await;
    let other = samples.stored_tenant(store).await;
    let user = samples.stored_member(store, tenant, Role::Operator).await;
    samples.join(store, other, &user, Role::Admin).await;
    samples.stored_channel(store, tenant).await;
    let stored_tenant = store.tenant_by_id(tenant).await.expect("an answer").expect("the tenant");

    let (session, token) = samples.stored_session(store, user.id, Some(tenant)).await;
    let membership = Some((stored_tenant, Role::Operator));
    let wanted = SignedIn { session, user: user.clone(), membership, unread: 0 };
    assert_eq!(store.signed_in(&token).await.expect("an answer"), Some(wanted));

    let (session, token) = samples.stored_session(store, user.id, None).await;
    let wanted = SignedIn { session, user: user.clone(), membership: None, unread: 0 };
    assert_eq!(store.signed_in(&token).await.expect("an answer"), Some(wanted));

    // A tenant that is not theirs, whoever wrote it there.
    let foreign = samples.stored_tenant(store).await;
    samples.stored_member(store, foreign, Role::Admin).await;
    let (session, token) = samples.stored_session(store, user.id, Some(foreign)).await;
    let wanted = SignedIn { session, user, membership: None, unread: 0 };
    assert_eq!(store.signed_in(&token).await.expect("an answer"), Some(wanted));

    assert_eq!(store.signed_in(&samples.token()).await.expect("an answer"), None);
}

pub(crate) async fn a_new_session_is_noted_and_replaces_another(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(421));
    let user = samples.stored_user(store).await;
    let (first, first_token) = samples.stored_session(store, user.id, None).await;
    let (kept, kept_token) = samples.stored_session(store, user.id, None).await;
    let longest = Session {
        address: "水".repeat(45),
        agent: "𠮷".repeat(300),
        seen_at: at(1),
        ..samples.session(user.id, None)
    };
    let token = samples.token();
    let note = samples.note(INSTALLATION, AuditAction::SessionStart);
    let added = store
        .insert_session(&longest, &token, Some(&known_password()), Some(first.id), &note)
        .await;
    assert!(added.expect("an answer"));
    assert!(is_noted(store, &note).await);
    assert!(!is_signed_in(store, &first_token).await);
    assert!(is_signed_in(store, &kept_token).await);
    assert_eq!(store.sessions_of_user(user.id).await.expect("sessions"), [longest, kept]);

    // The one it replaces may have ended, and two sessions never have the same token.
    let next = samples.session(user.id, None);
    let note = samples.note(INSTALLATION, AuditAction::SessionStart);
    let outcome =
        store.insert_session(&next, &token, Some(&known_password()), Some(first.id), &note).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    let added = store
        .insert_session(&next, &samples.token(), Some(&known_password()), Some(first.id), &note)
        .await;
    assert!(added.expect("an answer"));
}

pub(crate) async fn a_session_that_cannot_be_noted_is_undone(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(422));
    let user = samples.stored_user(store).await;
    let (first, first_token) = samples.stored_session(store, user.id, None).await;
    let (second, second_token) = samples.stored_session(store, user.id, None).await;
    let note = samples.used_note(store, AuditAction::SessionStart).await;
    let (new, token) = (samples.session(user.id, None), samples.token());
    let outcome =
        store.insert_session(&new, &token, Some(&known_password()), Some(first.id), &note).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    let outcome = store.end_session(user.id, first.id, &note).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    let outcome = store.end_other_sessions(user.id, second.id, &note).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    assert!(!is_signed_in(store, &token).await);
    assert!(is_signed_in(store, &first_token).await && is_signed_in(store, &second_token).await);
}

pub(crate) async fn a_session_is_seen_later_and_never_earlier(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(423));
    let user = samples.stored_user(store).await;
    let (session, token) = samples.stored_session(store, user.id, None).await;
    let (other, other_token) = samples.stored_session(store, user.id, None).await;
    for (now, wanted) in [(at(70), at(70)), (at(60), at(70)), (at(71), at(71))] {
        store.touch_session(session.id, now).await.expect("an answer");
        let found = store.signed_in(&token).await.expect("an answer").expect("the session");
        assert_eq!(found.session, Session { seen_at: wanted, ..session.clone() });
    }
    store.touch_session(SessionId::from_uuid(samples.uuid()), at(99)).await.expect("an answer");
    let found = store.signed_in(&other_token).await.expect("an answer").expect("the session");
    assert_eq!(found.session, other);
}

pub(crate) async fn sessions_come_last_used_first_up_to_the_limit(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(424));
    let user = samples.stored_user(store).await.id;
    let colleague = samples.stored_user(store).await.id;
    samples.stored_session(store, colleague, None).await;
    let mut sessions = Vec::new();
    for number in 0..101_i64 {
        // 37 and 101 have no common divisor: each moment once, in no order.
        let seen_at = at(number * 37 % 101);
        let session = Session { seen_at, ..samples.session(user, None) };
        let note = samples.note(INSTALLATION, AuditAction::SessionStart);
        let added = store
            .insert_session(&session, &samples.token(), Some(&known_password()), None, &note)
            .await;
        assert!(added.expect("an answer"));
        sessions.push(session);
    }
    sessions.sort_by_key(|session| std::cmp::Reverse(session.seen_at));
    sessions.truncate(100);
    assert_eq!(store.sessions_of_user(user).await.expect("sessions"), sessions);
}

pub(crate) async fn a_session_acts_for_tenants_of_its_user_only(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(425));
    let first = samples.stored_tenant(store).await;
    let second = samples.stored_tenant(store).await;
    let foreign = samples.stored_tenant(store).await;
    let user = samples.stored_member(store, first, Role::Admin).await;
    samples.join(store, second, &user, Role::Viewer).await;
    let stranger = samples.stored_member(store, foreign, Role::Admin).await;
    let (session, token) = samples.stored_session(store, user.id, Some(first)).await;

    let unknown = TenantId::from_uuid(samples.uuid());
    for (user, tenant) in
        [(user.id, foreign), (user.id, unknown), (stranger.id, foreign), (stranger.id, second)]
    {
        let switched = store.switch_tenant(session.id, user, tenant).await;
        assert!(!switched.expect("an answer"));
    }
    let acts_for = async || {
        let signed_in = store.signed_in(&token).await.expect("an answer").expect("the session");
        signed_in.membership.map(|(tenant, role)| (tenant.id, role))
    };
    assert_eq!(acts_for().await, Some((first, Role::Admin)));
    assert!(store.switch_tenant(session.id, user.id, second).await.expect("an answer"));
    assert_eq!(acts_for().await, Some((second, Role::Viewer)));
}

pub(crate) async fn a_session_is_ended_by_its_user_once(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(426));
    let user = samples.stored_user(store).await.id;
    let stranger = samples.stored_user(store).await.id;
    let (session, token) = samples.stored_session(store, user, None).await;
    let (_, kept) = samples.stored_session(store, user, None).await;
    let note = samples.note(INSTALLATION, AuditAction::SessionEnd);
    assert!(!store.end_session(stranger, session.id, &note).await.expect("an answer"));
    assert!(!is_noted(store, &note).await);
    assert!(is_signed_in(store, &token).await);

    assert!(store.end_session(user, session.id, &note).await.expect("an answer"));
    assert!(is_noted(store, &note).await);
    assert!(!is_signed_in(store, &token).await);
    assert!(is_signed_in(store, &kept).await);
    let again = samples.note(INSTALLATION, AuditAction::SessionEnd);
    assert!(!store.end_session(user, session.id, &again).await.expect("an answer"));
    assert!(!is_noted(store, &again).await);
}

pub(crate) async fn all_other_sessions_of_a_user_end_at_once(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(427));
    let user = samples.stored_user(store).await.id;
    let colleague = samples.stored_user(store).await.id;
    let (kept, _) = samples.stored_session(store, user, None).await;
    let (foreign, _) = samples.stored_session(store, colleague, None).await;
    for _ in 0..3 {
        samples.stored_session(store, user, None).await;
    }
    for ended in [3, 0] {
        let note = samples.note(INSTALLATION, AuditAction::SessionEnd);
        let outcome = store.end_other_sessions(user, kept.id, &note).await;
        assert_eq!(outcome.expect("an answer"), ended);
        assert!(is_noted(store, &note).await);
    }
    assert_eq!(store.sessions_of_user(user).await.expect("sessions"), [kept]);
    assert_eq!(store.sessions_of_user(colleague).await.expect("sessions"), [foreign]);
}

pub(crate) async fn what_has_expired_is_taken_away_and_nothing_else(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(428));
    let tenant = samples.stored_tenant(store).await;
    let user = samples.stored_member(store, tenant, Role::Admin).await;
    let device = samples.token();
    store.remember_device(user.id, &device, at(-9_999)).await.expect("an answer");
    let (idle_since, begun_before) = (at(-30), at(-100));

    let mut sessions = Vec::new();
    for (created_at, seen_at, stays) in
        [(-10, -5, true), (-100, -30, true), (-99, -31, false), (-101, 0, false)]
    {
        let new = samples.session(user.id, Some(tenant));
        let session = Session { created_at: at(created_at), seen_at: at(seen_at), ..new };
        let (token, note) =
            (samples.token(), samples.note(INSTALLATION, AuditAction::SessionStart));
        store
            .insert_session(&session, &token, Some(&known_password()), None, &note)
            .await
            .expect("an answer");
        sessions.push((token, stays));
    }
    let mut links = Vec::new();
    for (expires_at, stays) in [(1, true), (0, false), (-1, false)] {
        let address = email(&format!("mika{expires_at}@example.test"));
        let mut link = samples.link(invitation(tenant, &address, Role::Viewer));
        link.expires_at = at(expires_at);
        let (token, note) = (samples.token(), samples.note(tenant, AuditAction::MemberInvite));
        store.insert_link(&link, &token, None, &note).await.expect("an insertion");
        links.push((token, stays));
    }
    for age in [0, FORGOTTEN_AFTER - 1, FORGOTTEN_AFTER, FORGOTTEN_AFTER + 1] {
        let subject = AttemptSubject::Address(format!("aged {age}"));
        store.begin_attempt(&[subject], at(-age)).await.expect("an outcome");
    }

    store.delete_expired(idle_since, begun_before, at(0)).await.expect("an answer");
    for (token, stays) in &sessions {
        assert_eq!(is_signed_in(store, token).await, *stays);
    }
    let ever = Timestamp::from_micros(i64::MIN);
    for (token, stays) in &links {
        let found = store.link_by_token(token, ever).await.expect("an answer");
        assert_eq!(found.is_some(), *stays);
        assert_eq!(works(store, token).await, *stays);
    }
    let count = "UPDATE sign_in_attempts SET attempts = attempts";
    assert_eq!(database.execute(count).await.expect("a number of rows"), 2);
    assert!(store.is_known_device(user.id, &device).await.expect("an answer"));
    assert_eq!(store.members(tenant).await.expect("members").len(), 1);
}
