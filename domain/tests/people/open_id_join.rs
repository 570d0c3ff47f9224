//! Following an invitation with an account at a provider.

use domain::audit::AuditAction;
use domain::error_code::ErrorCode;
use domain::ids::UserId;
use domain::member::{InvitationForm, invite};
use domain::open_id::{Claims, Finished, Purpose};
use domain::permissions::Role;
use domain::secrets::SecretToken;
use domain::session::caller_of;
use domain::user::User;

use crate::open_id::{ADA, Visit, claims};
use crate::world::{TENANT, World, changes};

/// Invites this address as an operator.
async fn invited(world: &World, email: &str) -> SecretToken {
    let host = world.caller("host@example.com", Role::Admin).await;
    let form = InvitationForm { email: email.to_owned(), role: "operator".to_owned() };
    invite(&world.ports, &host, &form, "en").await.expect("an invitation").1
}

async fn join(visit: &Visit, claims: &Claims, token: &SecretToken) -> Result<User, ErrorCode> {
    match visit.go(Purpose::Join, claims, None, Some(token)).await? {
        Finished::SignedIn(success) => {
            let signed_in = visit.world.resume(&success.token).await.expect("a session");
            let caller = caller_of(&signed_in, visit.world.now()).expect("a member");
            assert_eq!((caller.tenant, caller.role), (TENANT, Role::Operator));
            Ok(success.user)
        }
        other => panic!("{other:?}"),
    }
}

fn role(visit: &Visit, user: UserId) -> Option<Role> {
    visit.world.store.tables().role(TENANT, user)
}

#[tokio::test]
async fn somebody_new_joins_without_a_password() {
    for (told, name) in
        [(Some("Ada Lovelace"), "Ada Lovelace"), (Some(" \n"), "ada"), (None, "ada")]
    {
        let visit = Visit::new(false);
        let token = invited(&visit.world, ADA).await;
        let claims = Claims { name: told.map(str::to_owned), ..claims("ada-1", ADA) };
        let user = join(&visit, &claims, &token).await.expect("a member");
        assert_eq!((user.email.as_str(), user.name.as_str()), (ADA, name));
        assert_eq!((user.password.as_ref(), user.account_manager), (None, false));
        let joined =
            visit.world.audit().into_iter().rfind(|one| one.action == AuditAction::MemberJoin);
        let joined = changes(&joined.expect("an entry"));
        assert!(joined[0].ends_with("operator") && joined[1].ends_with("ada-1"), "{joined:?}");
        assert_eq!(visit.sign_in(&claims).await.expect("a session").user.id, user.id);
        let again = join(&visit, &claims, &token).await;
        assert_eq!(again.map(|user| user.id), Err(ErrorCode::LinkInvalid), "the link is used up");
    }
}

#[tokio::test]
async fn the_provider_has_to_confirm_the_invited_address() {
    let visit = Visit::new(true);
    let token = invited(&visit.world, ADA).await;
    let unverified = Claims { email_verified: false, ..claims("ada-1", ADA) };
    let nameless = Claims { email: None, ..claims("ada-1", ADA) };
    for claims in [unverified, nameless, claims("otto-1", "otto@example.com")] {
        let outcome = join(&visit, &claims, &token).await;
        assert_eq!(outcome.map(|user| user.id), Err(ErrorCode::OpenIdEmailUnconfirmed));
    }
    assert_eq!(visit.world.store.tables().users.len(), 1, "the host alone");
    join(&visit, &claims("ada-1", ADA), &token).await.expect("a member");
}

#[tokio::test]
async fn somebody_known_joins_with_the_account_that_is_theirs() {
    // Where an address is enough, the invitation is followed at once.
    let visit = Visit::new(true);
    let token = invited(&visit.world, ADA).await;
    let ada = visit.world.add_person(ADA).await;
    assert_eq!(join(&visit, &claims("ada-1", ADA), &token).await.expect("a member").id, ada.id);

    // Elsewhere only with an account that is linked.
    let visit = Visit::new(false);
    let token = invited(&visit.world, ADA).await;
    let ada = visit.world.add_person(ADA).await;
    let outcome = join(&visit, &claims("ada-1", ADA), &token).await;
    assert_eq!(outcome.map(|user| user.id), Err(ErrorCode::OpenIdIdentityUnknown));
    assert_eq!(role(&visit, ada.id), None);
}

#[tokio::test]
async fn an_invitation_is_for_one_person() {
    let visit = Visit::new(true);
    let token = invited(&visit.world, ADA).await;
    let otto = visit.world.add_person("otto@example.com").await;
    visit.sign_in(&claims("otto-1", "otto@example.com")).await.expect("a session");
    // Whoever has an account here is who they are here, whatever the provider says today.
    let outcome = join(&visit, &claims("otto-1", ADA), &token).await;
    assert_eq!(outcome.map(|user| user.id), Err(ErrorCode::OpenIdOtherPerson));
    assert_eq!(role(&visit, otto.id), None);

    visit.world.disable(&visit.world.add_person(ADA).await);
    let outcome = join(&visit, &claims("ada-1", ADA), &token).await;
    assert_eq!(outcome.map(|user| user.id), Err(ErrorCode::OpenIdIdentityUnknown));
}
