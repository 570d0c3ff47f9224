use std::sync::Arc;

use domain::audit::{AuditAction, AuditEntry};
use domain::email_change::{EmailChange, EmailChangeOutcome, NewEmail};
use domain::ids::{TenantId, UserId};
use domain::mail::MailPurpose;
use domain::secrets::TokenHash;
use domain::store::{Store, StoreError};
use domain::time::Timestamp;
use domain::user::{EmailAddress, User};
use tokio::task::JoinSet;

use crate::bench::TestDatabase;
use crate::people::{at, email, is_noted, is_signed_in, known_password, password, reset, works};
use crate::samples::Samples;

const INSTALLATION: TenantId = TenantId::INSTALLATION;

async fn wish(store: &dyn Store, token: &TokenHash, now: Timestamp) -> Option<EmailChange> {
    store.email_change_by_token(token, now).await.expect("an answer")
}

async fn stored_email(store: &dyn Store, user: UserId) -> EmailAddress {
    store.user_by_id(user).await.expect("an answer").expect("the user").email
}

fn new_email<'a>(
    user: &'a User,
    after: &'a EmailAddress,
    link: Option<(&'a TokenHash, Timestamp)>,
) -> NewEmail<'a> {
    NewEmail { user: user.id, before: &user.email, after, link, keep: None }
}

async fn set_email(store: &dyn Store, new: NewEmail<'_>, note: &AuditEntry) -> EmailChangeOutcome {
    let outcome = store.set_email(new, None, note).await.expect("an outcome");
    assert_eq!(is_noted(store, note).await, outcome == EmailChangeOutcome::Done);
    outcome
}

pub(crate) async fn a_mailed_token_opens_the_newest_wish_until_its_end(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(510));
    let user = samples.stored_user(store).await;
    let colleague = samples.stored_user(store).await;
    let (_, old) = samples.stored_email_change(store, user.id, "one@example.test").await;
    let (_, foreign) = samples.stored_email_change(store, colleague.id, "one@example.test").await;
    let (wanted, first) = samples.stored_email_change(store, user.id, "two@example.test").await;
    assert_eq!(wish(store, &old, at(0)).await, None);
    assert!(wish(store, &foreign, at(0)).await.is_some());
    assert_eq!(wish(store, &first, at(EmailChange::LIFETIME - 1)).await, Some(wanted.clone()));
    assert_eq!(wish(store, &first, wanted.expires_at).await, None);

    let token = samples.token();
    let late = store.mail_email_change(user.id, &token, wanted.expires_at).await;
    assert_eq!(late.expect("an answer"), None);
    let again = store.mail_email_change(user.id, &token, at(0)).await.expect("an answer");
    assert_eq!(again, Some(wanted));
    assert_eq!(wish(store, &first, at(0)).await, None, "the newer mail counts");
    let nobody = UserId::from_uuid(samples.uuid());
    let none = store.mail_email_change(nobody, &samples.token(), at(0)).await;
    assert_eq!(none.expect("an answer"), None);
}

pub(crate) async fn a_new_address_ends_what_belonged_to_the_old_one(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(511));
    let user = samples.stored_user(store).await;
    let colleague = samples.stored_user(store).await;
    let (kept, kept_token) = samples.stored_session(store, user.id, None).await;
    let (_, ended) = samples.stored_session(store, user.id, None).await;
    let (_, foreign) = samples.stored_session(store, colleague.id, None).await;
    let (_, resets) = samples.stored_link(store, reset(user.id)).await;
    let (_, foreign_resets) = samples.stored_link(store, reset(colleague.id)).await;
    let (change, token) = samples.stored_email_change(store, user.id, "new@example.test").await;

    let last_moment = at(EmailChange::LIFETIME - 1);
    let new = NewEmail {
        keep: Some(kept.id),
        ..new_email(&user, &change.email, Some((&token, last_moment)))
    };
    let told = samples.mail(MailPurpose::EmailChanged(user.email.clone()));
    let note = samples.note(INSTALLATION, AuditAction::EmailChange);
    let outcome = store.set_email(new, Some(&told), &note).await.expect("an outcome");
    assert_eq!(outcome, EmailChangeOutcome::Done);
    assert!(is_noted(store, &note).await);
    assert_eq!(stored_email(store, user.id).await, change.email);
    assert_eq!(store.user_by_email(&user.email).await.expect("an answer"), None);
    assert_eq!(stored_email(store, colleague.id).await, colleague.email);
    assert!(is_signed_in(store, &kept_token).await && is_signed_in(store, &foreign).await);
    assert!(!is_signed_in(store, &ended).await);
    assert!(!works(store, &resets).await && works(store, &foreign_resets).await);
    assert_eq!(wish(store, &token, at(0)).await, None);
    // The mail with the link is gone, that for the old address waits.
    let next = store.claim_mail(at(0), at(1)).await.expect("an answer").expect("a mail");
    assert_eq!(next.mail, told);
    assert_eq!(store.claim_mail(at(0), at(1)).await.expect("an answer"), None);

    let renamed = User { email: change.email.clone(), ..user };
    let note = samples.note(INSTALLATION, AuditAction::EmailChange);
    let again = new_email(&renamed, &renamed.email, Some((&token, at(0))));
    assert_eq!(set_email(store, again, &note).await, EmailChangeOutcome::LinkInvalid);
}

pub(crate) async fn an_address_that_somebody_has_is_not_given(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(512));
    let user = samples.stored_user(store).await;
    let colleague = samples.stored_user(store).await;
    let taken = colleague.email.as_str();
    let (change, token) = samples.stored_email_change(store, user.id, taken).await;
    let (_, session) = samples.stored_session(store, user.id, None).await;
    for link in [Some((&token, at(0))), None] {
        let note = samples.note(INSTALLATION, AuditAction::EmailChange);
        let new = new_email(&user, &change.email, link);
        assert_eq!(set_email(store, new, &note).await, EmailChangeOutcome::EmailTaken);
    }
    assert_eq!(stored_email(store, user.id).await, user.email);
    assert!(is_signed_in(store, &session).await);
    assert_eq!(wish(store, &token, at(0)).await, Some(change), "nothing was used up");
}

pub(crate) async fn only_a_valid_link_gives_an_address(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(513));
    let user = samples.stored_user(store).await;
    let colleague = samples.stored_user(store).await;
    let (change, token) = samples.stored_email_change(store, user.id, "new@example.test").await;
    let (unknown, other) = (samples.token(), email("other@example.test"));
    let (late, before) = (at(EmailChange::LIFETIME), email("before@example.test"));
    let new = new_email(&user, &change.email, Some((&token, at(0))));
    for wrong in [
        NewEmail { link: Some((&unknown, at(0))), ..new },
        NewEmail { link: Some((&token, late)), ..new },
        NewEmail { after: &other, ..new },
        NewEmail { before: &before, ..new },
        NewEmail { user: colleague.id, before: &colleague.email, ..new },
    ] {
        let note = samples.note(INSTALLATION, AuditAction::EmailChange);
        assert_eq!(set_email(store, wrong, &note).await, EmailChangeOutcome::LinkInvalid);
    }
    let note = samples.note(INSTALLATION, AuditAction::UserDisable);
    assert!(store.set_disabled(user.id, Some(at(0)), &note).await.expect("an answer"));
    let note = samples.note(INSTALLATION, AuditAction::EmailChange);
    assert_eq!(set_email(store, new, &note).await, EmailChangeOutcome::LinkInvalid);
    // An operator may.
    let note = samples.note(INSTALLATION, AuditAction::EmailChange);
    let new = NewEmail { link: None, ..new };
    assert_eq!(set_email(store, new, &note).await, EmailChangeOutcome::Done);
    assert_eq!(stored_email(store, user.id).await, change.email);
}

pub(crate) async fn one_of_many_who_want_an_address_gets_it(database: &TestDatabase) {
    let samples = Arc::new(Samples::new(514));
    let mut tasks = JoinSet::new();
    for _ in 0..8 {
        let store = database.store.clone();
        let user = samples.stored_user(&*store).await;
        let wanted = samples.stored_email_change(&*store, user.id, "wanted@example.test").await;
        let samples = samples.clone();
        tasks.spawn(async move {
            let (change, token) = wanted;
            let note = samples.note(INSTALLATION, AuditAction::EmailChange);
            let new = new_email(&user, &change.email, Some((&token, at(0))));
            set_email(&*store, new, &note).await
        });
    }
    let outcomes = tasks.join_all().await;
    let done = outcomes.iter().filter(|one| **one == EmailChangeOutcome::Done).count();
    assert_eq!(done, 1, "{outcomes:?}");
    let rest = outcomes.iter().filter(|one| **one == EmailChangeOutcome::EmailTaken).count();
    assert_eq!(rest, 7, "{outcomes:?}");
}

pub(crate) async fn another_password_takes_the_wish_away(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(515));
    for through_link in [true, false] {
        let user = samples.stored_user(store).await;
        let (_, token) = samples.stored_email_change(store, user.id, "new@example.test").await;
        let told = samples.mail(MailPurpose::PasswordChanged(user.email.clone()));
        let (new, note) =
            (password("new"), samples.note(INSTALLATION, AuditAction::PasswordChange));
        let changed = if through_link {
            let (_, link) = samples.stored_link(store, reset(user.id)).await;
            store.reset_password(&link, &new, at(0), Some(&told), &note).await
        } else {
            let checked = known_password();
            store.set_password(user.id, Some(&checked), &new, None, Some(&told), &note).await
        };
        assert!(changed.expect("an answer"));
        assert_eq!(wish(store, &token, at(0)).await, None);
        let next = store.claim_mail(at(0), at(1)).await.expect("an answer").expect("a mail");
        assert_eq!(next.mail, told, "and the mail with the link is gone");
        assert_eq!(store.claim_mail(at(0), at(1)).await.expect("an answer"), None);
    }
}

pub(crate) async fn a_change_of_address_that_cannot_be_noted_is_undone(database: &TestDatabase) {
    let (store, samples) = (&*database.store, Samples::new(516));
    let user = samples.stored_user(store).await;
    let (change, token) = samples.stored_email_change(store, user.id, "new@example.test").await;
    let (_, session) = samples.stored_session(store, user.id, None).await;
    let note = samples.used_note(store, AuditAction::EmailChange).await;
    let new = new_email(&user, &change.email, Some((&token, at(0))));
    let outcome = store.set_email(new, None, &note).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    let mail = samples.mail(MailPurpose::EmailChange(user.id));
    let outcome = store.insert_email_change(&change, &mail, &note).await;
    assert!(matches!(outcome, Err(StoreError::Failed(_))), "{outcome:?}");
    assert_eq!(stored_email(store, user.id).await, user.email);
    assert!(is_signed_in(store, &session).await);
    assert_eq!(wish(store, &token, at(0)).await, Some(change));
}
