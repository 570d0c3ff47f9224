//! Signing in through a provider: whom its word lets in, and for what.

use std::sync::Arc;

use domain::audit::AuditAction;
use domain::error_code::ErrorCode;
use domain::open_id::{
    ATTEMPT_LIFETIME, Answer, Browser, Claims, Finished, Identity, OpenId, OpenIdError, Purpose,
    Subject, begin, finish, has_identity, identities, unlink,
};
use domain::secrets::SecretToken;
use domain::session::{SignedIn, caller_of};
use domain::sign_in::{SignInSuccess, sign_in_with_code};
use domain::time::Timestamp;
use domain::user::{EmailAddress, User};

use crate::fake_identities::{CODE, FakeProvider, ISSUER};
use crate::second_factor;
use crate::world::{HOUR, MINUTE, World, changes, visitor};

pub(crate) const ADA: &str = "ada@example.com";

/// An installation with a provider.
pub(crate) struct Visit {
    pub(crate) world: World,
    provider: Arc<FakeProvider>,
}

impl Visit {
    pub(crate) fn new(link_by_email: bool) -> Self {
        let (mut world, provider) = (World::new(), Arc::<FakeProvider>::default());
        let name = "Example ID".to_owned();
        world.ports.open_id = Some(OpenId { name, link_by_email, provider: provider.clone() });
        Self { world, provider }
    }

    /// Somebody goes to the provider, who gives its word, and comes back.
    pub(crate) async fn go(
        &self,
        purpose: Purpose,
        claims: &Claims,
        session: Option<&SignedIn>,
        invitation: Option<&SecretToken>,
    ) -> Result<Finished, ErrorCode> {
        self.provider.vouch_for(claims);
        let begun = begin(&self.world.ports, purpose).await.expect("a visit");
        let browser = Browser { visitor: &visitor(), token: &begun.token, invitation, session };
        let finished = finish(&self.world.ports, browser, &answer(&begun.url)).await;
        finished.map_err(|error| error.code().expect("a code"))
    }

    pub(crate) async fn sign_in(&self, claims: &Claims) -> Result<SignInSuccess, ErrorCode> {
        match self.go(Purpose::SignIn, claims, None, None).await? {
            Finished::SignedIn(success) => Ok(success),
            other => panic!("{other:?}"),
        }
    }

    async fn link(&self, user: &User, claims: &Claims) -> Result<Finished, ErrorCode> {
        let signed_in = self.world.sign_in(user.email.as_str()).await;
        self.go(Purpose::Link(user.id), claims, Some(&signed_in), None).await
    }

    async fn identities(&self, user: &User) -> Vec<Identity> {
        self.world.ports.store.identities(user.id).await.expect("identities")
    }
}

/// What the provider says of somebody whose address it has verified just now.
pub(crate) fn claims(subject: &str, email: &str) -> Claims {
    Claims {
        subject: Subject::parse(subject).expect("a subject"),
        email: EmailAddress::parse(email).ok(),
        email_verified: true,
        name: Some("Ada Lovelace".to_owned()),
        authenticated_at: Some(Timestamp::from_micros(i64::MAX)),
    }
}

fn answer(url: &str) -> Answer {
    let state = url.rsplit('/').next().and_then(|rest| rest.split('?').next());
    let state = state.expect("a state").to_owned();
    Answer { state, code: Some(CODE.to_owned()), issuer: None }
}

#[tokio::test]
async fn a_linked_account_signs_its_user_in() {
    let visit = Visit::new(false);
    let ada = visit.world.add_person(ADA).await;
    // The address at the provider is not the one here, and need not be.
    let claims = claims("ada-1", "lovelace@example.org");
    assert_eq!(visit.sign_in(&claims).await, Err(ErrorCode::OpenIdIdentityUnknown));
    let entry = visit.world.refused(AuditAction::SessionStart, ErrorCode::OpenIdIdentityUnknown);
    assert_eq!(entry.actor, "lovelace@example.org");

    assert_eq!(visit.link(&ada, &claims).await, Ok(Finished::Linked));
    let entry = visit.world.done();
    assert_eq!((entry.action, entry.user), (AuditAction::IdentityLink, Some(ada.id)));
    assert_eq!(changes(&entry), [format!("identity:  -> {ISSUER} ada-1")]);

    let success = visit.sign_in(&claims).await.expect("a session");
    assert_eq!(success.user.id, ada.id);
    let entry = visit.world.done();
    assert_eq!(entry.action, AuditAction::SessionStart);
    assert_eq!(changes(&entry), [format!("identity:  -> {ISSUER} ada-1")]);
    assert!(visit.world.resume(&success.token).await.is_some());
}

#[tokio::test]
async fn an_answer_is_for_one_browser_and_one_use() {
    let visit = Visit::new(false);
    let ada = visit.world.add_person(ADA).await;
    let claims = claims("ada-1", ADA);
    visit.link(&ada, &claims).await.expect("a link");
    let ports = &visit.world.ports;
    let refusal = async |token: &SecretToken, answer: &Answer| {
        let visitor = visitor();
        let browser = Browser { visitor: &visitor, token, invitation: None, session: None };
        finish(ports, browser, answer).await.err().and_then(|error| error.code())
    };
    let mine = begin(ports, Purpose::SignIn).await.expect("a visit");
    let foreign = begin(ports, Purpose::SignIn).await.expect("a visit");
    let unknown = Some(ErrorCode::OpenIdAnswerUnknown);
    let before = visit.world.audit().len();
    // Somebody else's answer, and one that is made up, use nothing up.
    assert_eq!(refusal(&mine.token, &answer(&foreign.url)).await, unknown);
    assert_eq!(refusal(&mine.token, &Answer::default()).await, unknown);
    assert_eq!(visit.world.audit().len(), before);
    assert_eq!(refusal(&mine.token, &answer(&mine.url)).await, None);
    assert_eq!(refusal(&mine.token, &answer(&mine.url)).await, unknown, "a second time");
    visit.world.wait(ATTEMPT_LIFETIME);
    assert_eq!(refusal(&foreign.token, &answer(&foreign.url)).await, unknown, "too late");
}

#[tokio::test]
async fn whoever_is_not_let_in_there_is_not_let_in_here() {
    let visit = Visit::new(true);
    visit.world.add_person(ADA).await;
    for (code, told) in
        [(None, ErrorCode::OpenIdDenied), (Some("forged"), ErrorCode::OpenIdCodeRefused)]
    {
        let begun = begin(&visit.world.ports, Purpose::SignIn).await.expect("a visit");
        let visitor = visitor();
        let token = &begun.token;
        let browser = Browser { visitor: &visitor, token, invitation: None, session: None };
        let answer = Answer { code: code.map(str::to_owned), ..answer(&begun.url) };
        let error = finish(&visit.world.ports, browser, &answer).await.expect_err("a refusal");
        assert_eq!(error.code(), Some(told));
    }
    let without = World::new();
    let refusal = begin(&without.ports, Purpose::SignIn).await;
    assert!(matches!(refusal, Err(OpenIdError::NotConfigured)), "{refusal:?}");
}

#[tokio::test]
async fn a_verified_address_links_where_the_operator_allows_it() {
    let verified = claims("ada-1", ADA);
    let claimed = Claims { email_verified: false, ..verified.clone() };
    for (allowed, claims, lets_in) in
        [(true, &verified, true), (true, &claimed, false), (false, &verified, false)]
    {
        let visit = Visit::new(allowed);
        let ada = visit.world.add_person(ADA).await;
        let outcome = visit.sign_in(claims).await.map(|success| success.user.id);
        let wanted = if lets_in { Ok(ada.id) } else { Err(ErrorCode::OpenIdIdentityUnknown) };
        assert_eq!(outcome, wanted);
        assert_eq!(visit.identities(&ada).await.len(), usize::from(lets_in));
    }
}

#[tokio::test]
async fn an_address_given_to_somebody_new_opens_nothing() {
    let visit = Visit::new(true);
    let ada = visit.world.add_person(ADA).await;
    visit.sign_in(&claims("ada-1", ADA)).await.expect("a session");
    let outcome = visit.sign_in(&claims("somebody-new", ADA)).await;
    assert_eq!(outcome, Err(ErrorCode::OpenIdIdentityUnknown));
    assert_eq!(visit.identities(&ada).await.len(), 1);
}

#[tokio::test]
async fn whoever_is_disabled_stays_out() {
    let visit = Visit::new(true);
    let ada = visit.world.add_person(ADA).await;
    visit.sign_in(&claims("ada-1", ADA)).await.expect("a session");
    let otto = visit.world.add_person("otto@example.com").await;
    for user in [&ada, &otto] {
        visit.world.disable(user);
    }
    for claims in [claims("ada-1", ADA), claims("otto-1", "otto@example.com")] {
        assert_eq!(visit.sign_in(&claims).await, Err(ErrorCode::OpenIdIdentityUnknown));
    }
}

#[tokio::test]
async fn an_account_belongs_to_one_user_and_a_user_has_one() {
    let visit = Visit::new(false);
    let ada = visit.world.add_person(ADA).await;
    let otto = visit.world.add_person("otto@example.com").await;
    visit.link(&ada, &claims("ada-1", ADA)).await.expect("a link");
    for (user, subject) in [(&otto, "ada-1"), (&ada, "ada-2")] {
        let outcome = visit.link(user, &claims(subject, ADA)).await;
        assert_eq!(outcome, Err(ErrorCode::OpenIdIdentityTaken));
        visit.world.refused(AuditAction::IdentityLink, ErrorCode::OpenIdIdentityTaken);
    }
}

#[tokio::test]
async fn only_whoever_began_to_link_is_linked() {
    let visit = Visit::new(false);
    let ada = visit.world.add_person(ADA).await;
    let otto = visit.world.add_person("otto@example.com").await;
    let otto_in = visit.world.sign_in("otto@example.com").await;
    for session in [None, Some(&otto_in)] {
        let purpose = Purpose::Link(ada.id);
        let outcome = visit.go(purpose, &claims("x", ADA), session, None).await;
        assert_eq!(outcome, Err(ErrorCode::OpenIdAnswerUnknown));
    }
    assert!(visit.identities(&ada).await.is_empty() && visit.identities(&otto).await.is_empty());
}

#[tokio::test]
async fn a_proof_from_hours_ago_is_not_fresh() {
    let visit = Visit::new(true);
    let ada = visit.world.add_member(ADA, domain::permissions::Role::Admin).await;
    visit.world.wait(5 * HOUR);
    let now = visit.world.now();
    for (told, fresh) in
        [(Some(now), true), (Some(Timestamp::from_micros(0)), false), (None, false)]
    {
        let claims = Claims { authenticated_at: told, ..claims("ada-1", ADA) };
        let token = visit.sign_in(&claims).await.expect("a session").token;
        let signed_in = visit.world.resume(&token).await.expect("a session");
        assert_eq!(caller_of(&signed_in, now).expect("a caller").fresh, fresh, "{told:?}");

        let outcome = visit.go(Purpose::Confirm(ada.id), &claims, Some(&signed_in), None).await;
        let Ok(Finished::Confirmed(token)) = outcome else {
            assert_eq!((outcome, fresh), (Err(ErrorCode::OpenIdNotFresh), false));
            continue;
        };
        assert!(fresh && visit.world.resume(&token).await.is_some());
        let again = visit.world.resume(&token).await.expect("a session").session;
        assert_eq!(again.created_at, signed_in.session.created_at);
    }
}

#[tokio::test]
async fn whoever_has_a_second_factor_is_asked_for_it_here_too() {
    let visit = Visit::new(true);
    let (signed_in, _) = second_factor::set_up(&visit.world).await;
    let there = claims("ada-1", ADA);
    let outcome = visit.go(Purpose::SignIn, &there, None, None).await;
    let Ok(Finished::CodeNeeded(token)) = outcome else { panic!("{outcome:?}") };
    assert!(visit.world.resume(&token).await.is_none(), "what waits is no session");
    let code = second_factor::code(&visit.world);
    let ports = &visit.world.ports;
    let success = sign_in_with_code(ports, &visitor(), &token, &code, None).await;
    let session = visit.world.resume(&success.expect("a session").token).await;
    assert!(session.expect("a session").session.second_factor);

    let user = signed_in.user.id;
    let outcome = visit.go(Purpose::Confirm(user), &there, Some(&signed_in), None).await;
    let Ok(Finished::Confirmed(token)) = outcome else { panic!("{outcome:?}") };
    let again = visit.world.resume(&token).await.expect("a session");
    assert!(again.session.second_factor, "what the session has proved stays");
}

#[tokio::test]
async fn nobody_confirms_with_the_account_of_somebody_else() {
    let visit = Visit::new(true);
    let ada = visit.world.add_person(ADA).await;
    visit.world.add_person("otto@example.com").await;
    let otto_there = claims("otto-1", "otto@example.com");
    visit.sign_in(&otto_there).await.expect("a session");
    let signed_in = visit.world.sign_in(ADA).await;
    // Not even where an address would be enough to sign in.
    for claims in [otto_there, claims("ada-1", ADA)] {
        let outcome = visit.go(Purpose::Confirm(ada.id), &claims, Some(&signed_in), None).await;
        assert_eq!(outcome, Err(ErrorCode::OpenIdOtherPerson));
    }
}

#[tokio::test]
async fn an_account_is_unlinked_by_its_user_while_there_is_a_password() {
    let visit = Visit::new(false);
    let ports = &visit.world.ports;
    let ada = visit.world.add_person(ADA).await;
    visit.link(&ada, &claims("ada-1", ADA)).await.expect("a link");
    let signed_in = visit.world.sign_in(ADA).await;
    let id = identities(ports, &signed_in).await.expect("identities")[0].id;
    let code = async |signed_in: &SignedIn| {
        unlink(ports, signed_in, id).await.err().and_then(|error| error.code())
    };
    assert!(has_identity(ports, &signed_in).await.expect("an answer"));

    visit.world.add_person("otto@example.com").await;
    let otto = visit.world.sign_in("otto@example.com").await;
    assert_eq!(code(&otto).await, Some(ErrorCode::OpenIdIdentityNotFound));
    visit.world.store.tables().users[0].password = None;
    assert_eq!(code(&signed_in).await, Some(ErrorCode::OpenIdOnlyWayIn));
    visit.world.store.tables().users[0].password.clone_from(&ada.password);
    visit.world.wait(10 * MINUTE);
    assert_eq!(code(&signed_in).await, Some(ErrorCode::SessionNotFresh));
    visit.world.wait(-10 * MINUTE);
    assert_eq!(code(&signed_in).await, None);
    assert_eq!(changes(&visit.world.done()), [format!("identity: {ISSUER} ada-1 -> ")]);
    assert!(!has_identity(ports, &signed_in).await.expect("an answer"));
}
