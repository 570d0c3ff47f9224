use std::sync::Arc;

use domain::audit::AuditAction;
use domain::ids::{LinkId, MailId, TenantId, UserId};
use domain::mail::{ClaimedMail, Mail, MailPurpose, MailState};
use domain::member::{AcceptOutcome, Invitee};
use domain::permissions::Role;
use domain::secrets::TokenHash;
use domain::sign_in::FORGOTTEN_AFTER;
use domain::store::{Store, StoreError};
use domain::time::Timestamp;
use tokio::task::JoinSet;

use crate::bench::TestDatabase;
use crate::people::{at, email, invitation, is_noted, works};
use crate::samples::Samples;

/// The mail whose turn it is at the moment of the samples.
async fn claimed(store: &dyn Store, until: Timestamp) -> Option<ClaimedMail> {
    store.claim_mail(at(0), until).await.expect("an answer")
}

/// An invitation, and the mail that brings it.
async fn stored_invitation(
    store: &dyn Store,
    samples: &Samples,
    tenant: TenantId,
    address: &str,
) -> (LinkId, TokenHash, Mail) {
    let link = samples.link(invitation(tenant, &email(address), Role::Viewer));
    let (token, mail) = (samples.token(), samples.mail(MailPurpose::Invitation(link.id)));
    let note = samples.note(tenant, AuditAction::MemberInvite);
    store.insert_link(&link, &token, Some(&mail), &note).await.expect("an insertion");
    assert!(is_noted(store, &note).await);
    (link.id, token, mail)
}

pub(crate) async fn a_mail_comes_back_as_it_was_when_it_is_its_turn(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(500));
    let tenant = samples.stored_tenant(store).await;
    let user = samples.stored_user(store).await;
    let (_, _, invites) = stored_invitation(store, &samples, tenant, "bo@example.test").await;
    assert_eq!(claimed(store, at(1)).await, Some(ClaimedMail { mail: invites, turns: 1 }));
    samples.stored_email_change(store, user.id, "new@example.test").await;
    let changes = claimed(store, at(2)).await.expect("a mail").mail;
    assert_eq!(changes.purpose, MailPurpose::EmailChange(user.id));
    let address = email("ada@example.test");
    for purpose in [
        MailPurpose::PasswordReset(address.clone()),
        MailPurpose::PasswordChanged(address.clone()),
        MailPurpose::EmailChanged(address),
    ] {
        let mail = samples.mail(purpose);
        store.insert_mail(&mail).await.expect("an insertion");
        assert_eq!(claimed(store, at(3)).await, Some(ClaimedMail { mail, turns: 1 }));
    }
    assert_eq!(claimed(store, at(9)).await, None);
}

pub(crate) async fn a_mail_has_its_turn_in_one_server_at_a_time(database: &TestDatabase) {
    let samples = Samples::new(501);
    let store = &*database.store;
    let mut mails = Vec::new();
    for number in 0..10_i64 {
        let purpose = MailPurpose::PasswordReset(email(&format!("a{number}@example.test")));
        let mail = Mail { created_at: at(-number), ..samples.mail(purpose) };
        store.insert_mail(&mail).await.expect("an insertion");
        mails.push(mail.id);
    }
    let mut tasks = JoinSet::new();
    for _ in 0..20 {
        let store: Arc<dyn Store> = database.store.clone();
        tasks.spawn(async move { claimed(&*store, at(60)).await });
    }
    let mut taken: Vec<_> = tasks.join_all().await.into_iter().flatten().collect();
    // PostgreSQL passes over what another one is just taking, so that some may come back empty.
    while let Some(claimed) = claimed(store, at(60)).await {
        taken.push(claimed);
    }
    assert!(taken.iter().all(|claimed| claimed.turns == 1), "{taken:?}");
    let mut ids: Vec<_> = taken.into_iter().map(|claimed| claimed.mail.id).collect();
    ids.sort();
    mails.sort();
    assert_eq!(ids, mails);

    // Whoever took them has died.
    let again = store.claim_mail(at(60), at(120)).await.expect("an answer").expect("a mail");
    assert_eq!(again.turns, 2);
    store.put_off_mail(again.mail.id, at(61)).await.expect("an answer");
    for _ in 0..9 {
        let next = store.claim_mail(at(60), at(120)).await.expect("an answer").expect("a mail");
        assert_ne!(next.mail.id, again.mail.id);
    }
    assert_eq!(store.claim_mail(at(60), at(120)).await.expect("an answer"), None);
    let later = store.claim_mail(at(61), at(120)).await.expect("an answer").expect("a mail");
    assert_eq!((later.mail.id, later.turns), (again.mail.id, 3));
}

pub(crate) async fn a_mail_that_is_finished_has_no_other_turn(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(502));
    let tenant = samples.stored_tenant(store).await;
    let other = samples.stored_tenant(store).await;
    let mut wanted = Vec::new();
    for (state, address) in [
        (MailState::Sent, "sent@example.test"),
        (MailState::GivenUp, "given-up@example.test"),
        (MailState::Waiting, "waiting@example.test"),
    ] {
        let (link, _, mail) = stored_invitation(store, &samples, tenant, address).await;
        store.finish_mail(mail.id, state).await.expect("an answer");
        wanted.push((link, state));
    }
    stored_invitation(store, &samples, other, "foreign@example.test").await;
    // An invitation without a mail has no state.
    let unmailed = invitation(tenant, &email("unmailed@example.test"), Role::Viewer);
    samples.stored_link(store, unmailed).await;
    let mut states = store.invitation_mails(tenant).await.expect("an answer");
    states.sort_by_key(|(link, _)| *link);
    wanted.sort_by_key(|(link, _)| *link);
    assert_eq!(states, wanted);
    for _ in 0..2 {
        assert_eq!(claimed(store, at(9)).await.expect("a mail").turns, 1);
    }
    assert_eq!(claimed(store, at(9)).await, None);
    store.finish_mail(MailId::from_uuid(samples.uuid()), MailState::Sent).await.expect("no harm");
}

pub(crate) async fn an_invitation_is_followed_with_either_token(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(503));
    let tenant = samples.stored_tenant(store).await;
    for mailed in [true, false] {
        let user = samples.stored_user(store).await;
        let address = user.email.as_str();
        let (link, shown, _) = stored_invitation(store, &samples, tenant, address).await;
        let (first, second) = (samples.token(), samples.token());
        for token in [first, second] {
            let found = store.mail_invitation(link, &token, at(0)).await.expect("an answer");
            assert_eq!(found.expect("the invitation").id, link);
            assert!(works(store, &token).await && works(store, &shown).await);
        }
        assert!(!works(store, &first).await, "the newer mail counts");
        let used = if mailed { second } else { shown };
        let note = samples.note(tenant, AuditAction::MemberJoin);
        let joined = store.accept_invitation(&used, Invitee::Known(user.id), at(0), &note).await;
        assert_eq!(joined.expect("an outcome"), AcceptOutcome::Joined(tenant));
        assert!(!works(store, &second).await && !works(store, &shown).await);
        let gone = store.mail_invitation(link, &first, at(0)).await.expect("an answer");
        assert_eq!(gone, None);
    }
    let address = email("late@example.test");
    let (late, _) = samples.stored_link(store, invitation(tenant, &address, Role::Viewer)).await;
    let found = store.mail_invitation(late.id, &samples.token(), late.expires_at).await;
    assert_eq!(found.expect("an answer"), None);
    let unknown = LinkId::from_uuid(samples.uuid());
    let found = store.mail_invitation(unknown, &samples.token(), at(0)).await;
    assert_eq!(found.expect("an answer"), None);
}

pub(crate) async fn the_mail_of_an_invitation_goes_with_it(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(504));
    let tenant = samples.stored_tenant(store).await;
    let (revoked, ..) = stored_invitation(store, &samples, tenant, "one@example.test").await;
    stored_invitation(store, &samples, tenant, "two@example.test").await;
    let (_, _, newer) = stored_invitation(store, &samples, tenant, "two@example.test").await;
    let note = samples.note(tenant, AuditAction::InvitationRevoke);
    assert!(store.delete_invitation(tenant, revoked, &note).await.expect("an answer"));
    assert_eq!(claimed(store, at(9)).await.expect("a mail").mail, newer);
    assert_eq!(claimed(store, at(9)).await, None);

    // All or nothing.
    let link = samples.link(invitation(tenant, &email("three@example.test"), Role::Viewer));
    let mail = samples.mail(MailPurpose::Invitation(link.id));
    let note = samples.used_note(store, AuditAction::MemberInvite).await;
    let outcome = store.insert_link(&link, &samples.token(), Some(&mail), &note).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    assert_eq!(claimed(store, at(9)).await, None);
}

pub(crate) async fn old_mails_are_taken_away(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(505));
    let tenant = samples.stored_tenant(store).await;
    stored_invitation(store, &samples, tenant, "one@example.test").await;
    for age in [FORGOTTEN_AFTER - 1, FORGOTTEN_AFTER, FORGOTTEN_AFTER + 1] {
        let purpose = MailPurpose::PasswordReset(email("ada@example.test"));
        let mail = Mail { created_at: at(-age), ..samples.mail(purpose) };
        store.insert_mail(&mail).await.expect("an insertion");
    }
    let user = samples.stored_user(store).await;
    let (wish, token) = samples.stored_email_change(store, user.id, "new@example.test").await;
    let ever = Timestamp::from_micros(i64::MIN);
    store.delete_expired(ever, ever, at(0)).await.expect("an answer");
    let count = "UPDATE mails SET turns = turns";
    assert_eq!(database.execute(count).await.expect("a number of rows"), 3);
    store.delete_expired(ever, ever, wish.expires_at).await.expect("an answer");
    assert_eq!(store.email_change_by_token(&token, ever).await.expect("an answer"), None);
}

pub(crate) async fn a_mail_outside_the_rules_is_corrupt_or_refused(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(506));
    let mail = samples.mail(MailPurpose::PasswordReset(email("ada@example.test")));
    store.insert_mail(&mail).await.expect("an insertion");
    for change in [
        "state = 0",
        "state = 4",
        "purpose = 'else'",
        "purpose = 'invitation'",
        "purpose = 'email_change'",
        "email = NULL",
        "email = 'Ada@example.test'",
        "language = ''",
        "turns = -1",
    ] {
        let refused = database.execute(format!("UPDATE mails SET {change}")).await;
        assert!(refused.is_err(), "{change}");
    }
    // Nobody's invitation, nobody's wish.
    let nobody = UserId::from_uuid(samples.uuid());
    for purpose in [
        MailPurpose::Invitation(LinkId::from_uuid(samples.uuid())),
        MailPurpose::EmailChange(nobody),
    ] {
        let outcome = store.insert_mail(&samples.mail(purpose)).await;
        assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    }
    database.execute("UPDATE mails SET email = 'a b@example.test'").await.expect("an update");
    let corrupt = store.claim_mail(at(0), at(1)).await;
    assert!(
        matches!(corrupt, Err(StoreError::Corrupt { table: "mails", column: "email" })),
        "{corrupt:?}"
    );
}
