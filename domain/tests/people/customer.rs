//! Service providers, their customers, and who acts for whom.

use domain::audit::{AuditAction, AuditOutcome};
use domain::back_office::{grant_provider_right, revoke_provider_right};
use domain::caller::{AccountManager, Caller};
use domain::channel::{ChannelError, ChannelForm, DeletionForm, create_channel, delete_channel};
use domain::customer::{
    AdminForm, ConsentForm, CustomerError, CustomerForm, CustomerList, accept, acting_in,
    acting_on, ask, create_customer, customers, decline, end_with_customer, end_with_provider,
    invite_first_admin, own_provider, requests_of, requests_to, withdraw,
};
use domain::error_code::ErrorCode;
use domain::field_errors::Field;
use domain::ids::{ChannelId, CreationKey, TenantId};
use domain::member::invitation;
use domain::permissions::Role;
use domain::session::caller_of;
use domain::tenant::TenantState;
use uuid::Uuid;

use crate::world::{OTHER_TENANT, TENANT, World, changes};

const NEW: TenantId = TenantId::from_uuid(Uuid::from_u128(3 << 100));

/// Somebody of [`TENANT`], which has the right.
async fn provider(world: &World, email: &str, role: Role) -> Caller {
    for tenant in &mut world.store.tables().tenants {
        tenant.service_provider = tenant.id == TENANT;
    }
    world.caller(email, role).await
}

/// An admin of [`OTHER_TENANT`].
async fn other_admin(world: &World) -> Caller {
    let user = world.add_person("otto@example.com").await;
    world.store.tables().members.push((OTHER_TENANT, user.id, Role::Admin));
    caller_of(&world.sign_in("otto@example.com").await, world.now()).expect("a caller")
}

fn make_customer(world: &World) {
    for tenant in &mut world.store.tables().tenants {
        if tenant.id == OTHER_TENANT {
            tenant.provider = Some(TENANT);
        }
    }
}

fn consent(id: &str) -> ConsentForm {
    ConsentForm { customer: id.to_owned() }
}

fn refused_for<T: std::fmt::Debug>(answer: Result<T, CustomerError>) -> ErrorCode {
    match answer {
        Err(CustomerError::Denied(code) | CustomerError::Refused(code)) => code,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_right_is_granted_and_taken_back_by_an_account_manager() {
    let world = World::new();
    let manager = AccountManager { fresh: true, actor: "mika@example.com".to_owned() };
    let admin = world.caller("ada@example.com", Role::Admin).await;
    assert_eq!(admin.provider, None);
    let list = CustomerList::default();
    let denied = customers(&world.ports, &admin, &list).await;
    assert_eq!(refused_for(denied), ErrorCode::ProviderRightMissing);

    grant_provider_right(&world.ports, &manager, TENANT).await.expect("a change");
    assert_eq!(world.done().action, AuditAction::ProviderGrant);
    let with = caller_of(&world.sign_in("ada@example.com").await, world.now());
    let with = with.expect("a caller");
    assert!(with.provider.is_some() && with.acts_as_provider().is_none());
    customers(&world.ports, &with, &list).await.expect("a page");

    let stale = AccountManager { fresh: false, ..manager.clone() };
    revoke_provider_right(&world.ports, &stale, TENANT).await.expect_err("a proof of before");
    world.refused(AuditAction::ProviderRevoke, ErrorCode::SessionNotFresh);
    revoke_provider_right(&world.ports, &manager, TENANT).await.expect("a change");
    let without = caller_of(&world.sign_in("ada@example.com").await, world.now());
    assert_eq!(without.expect("a caller").provider, None);
}

#[tokio::test]
async fn a_caller_acts_in_their_own_tenant_and_for_their_customers_only() {
    let world = World::new();
    let caller = provider(&world, "ada@example.com", Role::Operator).await;
    let channel = ChannelId::from_uuid(OTHER_TENANT.uuid());
    let own = acting_in(&world.ports, &caller, TENANT).await.expect("an answer");
    assert_eq!(own.as_ref(), Some(&caller));
    let foreign = acting_in(&world.ports, &caller, OTHER_TENANT).await.expect("an answer");
    assert_eq!(foreign, None);
    assert_eq!(acting_on(&world.ports, &caller, channel).await.expect("an answer"), caller);

    make_customer(&world);
    let acting = acting_in(&world.ports, &caller, OTHER_TENANT).await.expect("an answer");
    let acting = acting.expect("a customer");
    assert_eq!((acting.tenant, &*acting.tenant_name), (OTHER_TENANT, "Waterways"));
    assert_eq!(acting.acts_as_provider().map(|one| one.organisation.id), Some(TENANT));
    assert_eq!(acting_on(&world.ports, &caller, channel).await.expect("an answer"), acting);
    // Not from one customer to the next.
    let without = Caller { provider: None, ..caller.clone() };
    let lost = acting_in(&world.ports, &without, OTHER_TENANT).await.expect("an answer");
    assert_eq!(lost, None);
    assert_eq!(acting_on(&world.ports, &without, channel).await.expect("an answer"), without);
}

#[tokio::test]
async fn what_is_done_for_a_customer_stands_in_its_log_and_names_both() {
    let world = World::new();
    let viewer = provider(&world, "ada@example.com", Role::Viewer).await;
    make_customer(&world);
    let key = CreationKey::from_uuid(Uuid::from_u128(8));
    let form = ChannelForm { customer: Some(OTHER_TENANT.to_string()), ..ChannelForm::default() };
    let denied = create_channel(&world.ports, &viewer, &form, key, false).await;
    assert!(matches!(denied, Err(ChannelError::Denied(ErrorCode::PermissionDenied))));
    let channel = ChannelId::from_uuid(OTHER_TENANT.uuid());
    let denied = delete_channel(&world.ports, &viewer, channel, &DeletionForm::default()).await;
    assert!(matches!(denied, Err(ChannelError::Denied(ErrorCode::PermissionDenied))));
    let log = world.audit();
    for entry in &log[log.len() - 2..] {
        assert_eq!((entry.tenant, &*entry.actor), (OTHER_TENANT, "ada@example.com"));
        let by = entry.provider.as_ref().map(|by| (by.id, &*by.name));
        assert_eq!(by, Some((TENANT, "Suiro KK")));
    }
}

#[tokio::test]
async fn a_suspended_customer_is_told_as_the_customers() {
    let world = World::new();
    let admin = provider(&world, "ada@example.com", Role::Admin).await;
    make_customer(&world);
    for tenant in &mut world.store.tables().tenants {
        if tenant.id == OTHER_TENANT {
            tenant.standing.suspended_at = Some(tenant.created_at);
        }
    }
    let channel = ChannelId::from_uuid(OTHER_TENANT.uuid());
    let denied = delete_channel(&world.ports, &admin, channel, &DeletionForm::default()).await;
    assert!(matches!(denied, Err(ChannelError::Denied(ErrorCode::CustomerSuspended))));
}

#[tokio::test]
async fn an_unknown_customer_is_a_mistake_in_the_form() {
    let world = World::new();
    let admin = provider(&world, "ada@example.com", Role::Admin).await;
    let key = CreationKey::from_uuid(Uuid::from_u128(8));
    let before = world.audit().len();
    for id in [OTHER_TENANT, NEW] {
        let form = ChannelForm {
            customer: Some(id.to_string()),
            channel_type: "sms".to_owned(),
            name: "Support".to_owned(),
            remarks: String::new(),
        };
        let error = create_channel(&world.ports, &admin, &form, key, false).await;
        let Err(ChannelError::Invalid(errors)) = error else { panic!("{error:?}") };
        assert_eq!(errors.of(Field::Customer), Some(ErrorCode::CustomerUnknown));
    }
    assert_eq!(world.audit().len(), before);
}

#[tokio::test]
async fn a_customer_is_created_and_waits_for_its_own_admin() {
    let world = World::new();
    let admin = provider(&world, "ada@example.com", Role::Admin).await;
    let form =
        CustomerForm { organisation: " Neu AG ".to_owned(), email: "nina@example.com".to_owned() };
    let new = create_customer(&world.ports, &admin, &form, NEW).await.expect("a customer");
    let tenant = world.store.tables().tenants.last().cloned().expect("a tenant");
    assert_eq!((tenant.id, &*tenant.name, tenant.provider), (NEW, "Neu AG", Some(TENANT)));
    assert_eq!(tenant.standing.state(), TenantState::Pending);
    let open = invitation(&world.ports, &new.token).await.expect("an invitation");
    assert_eq!(open.tenant_name, "Neu AG");
    let log = world.audit();
    let [.., ours, theirs] = &log[..] else { panic!("two entries") };
    assert_eq!((ours.tenant, theirs.tenant), (TENANT, NEW));
    assert_eq!(changes(ours), ["customer:  -> Neu AG", "email:  -> nina@example.com"]);
    assert_eq!(changes(theirs), ["provider:  -> Suiro KK", "email:  -> nina@example.com"]);
    assert!(!format!("{log:?}").contains(&new.token.reveal()));

    let again = create_customer(&world.ports, &admin, &form, NEW).await;
    assert!(matches!(again, Err(CustomerError::AlreadyCreated(NEW))), "{again:?}");
    let form = AdminForm { email: "nora@example.com".to_owned() };
    invite_first_admin(&world.ports, &admin, NEW, &form).await.expect("an invitation");
    assert_eq!(world.done().action, AuditAction::CustomerInvite);
    let user = world.add_person("nina@example.com").await;
    world.store.tables().members.push((NEW, user.id, Role::Admin));
    let late = invite_first_admin(&world.ports, &admin, NEW, &form).await;
    assert_eq!(refused_for(late), ErrorCode::CustomerHasMembers);
    let entry = world.refused(AuditAction::CustomerInvite, ErrorCode::CustomerHasMembers);
    assert_eq!(entry.tenant, TENANT, "a refusal is nobody else's business");
}

#[tokio::test]
async fn a_tenant_consents_and_ends() {
    let world = World::new();
    let ours = provider(&world, "ada@example.com", Role::Admin).await;
    let theirs = other_admin(&world).await;
    ask(&world.ports, &ours, &consent(&OTHER_TENANT.to_string())).await.expect("a request");
    let open = requests_of(&world.ports, &ours).await.expect("requests");
    assert_eq!(open, requests_to(&world.ports, &theirs).await.expect("requests"));
    assert_eq!(own_provider(&world.ports, &theirs).await.expect("an answer"), None);

    accept(&world.ports, &theirs, TENANT).await.expect("consent");
    let log = world.audit();
    let [.., one, other] = &log[..] else { panic!("two entries") };
    assert_eq!((one.tenant, &*one.actor), (TENANT, "Waterways"), "not by the name of a person");
    assert_eq!(changes(one), ["customer:  -> Waterways"]);
    assert_eq!((other.tenant, &*other.actor), (OTHER_TENANT, "otto@example.com"));
    assert_eq!(changes(other), ["provider:  -> Suiro KK"]);
    let own = own_provider(&world.ports, &theirs).await.expect("an answer").expect("a provider");
    assert_eq!((own.organisation.id, own.has_right), (TENANT, true));

    end_with_provider(&world.ports, &theirs, TENANT).await.expect("an end");
    assert_eq!(changes(&world.done()), ["provider: Suiro KK -> "]);
    let late = end_with_customer(&world.ports, &ours, OTHER_TENANT).await;
    assert_eq!(refused_for(late), ErrorCode::CustomerNotFound);
    make_customer(&world);
    end_with_customer(&world.ports, &ours, OTHER_TENANT).await.expect("an end");
    assert_eq!(changes(&world.done()), ["provider: Suiro KK -> "]);
    assert_eq!(world.done().tenant, OTHER_TENANT);
    let late = end_with_provider(&world.ports, &theirs, TENANT).await;
    assert_eq!(refused_for(late), ErrorCode::ProviderNotFound);
}

#[tokio::test]
async fn whoever_asks_learns_nothing_but_the_answer() {
    let world = World::new();
    let ours = provider(&world, "ada@example.com", Role::Admin).await;
    let theirs = other_admin(&world).await;
    for id in [OTHER_TENANT, NEW] {
        ask(&world.ports, &ours, &consent(&id.to_string())).await.expect("a request");
    }
    assert_eq!(requests_of(&world.ports, &ours).await.expect("requests").len(), 2);
    let own_log: Vec<_> =
        world.audit().into_iter().filter(|entry| entry.tenant == TENANT).collect();
    assert!(!format!("{own_log:?}").contains("Waterways"));
    withdraw(&world.ports, &ours, NEW).await.expect("a request");
    decline(&world.ports, &theirs, TENANT).await.expect("a request");
    let mut told = world.audit().into_iter().filter(|entry| entry.tenant == TENANT);
    let told = told.next_back().expect("an entry");
    assert_eq!(
        (told.action, &*told.actor),
        (AuditAction::CustomerDecline, &*OTHER_TENANT.to_string())
    );
    for answer in
        [accept(&world.ports, &theirs, TENANT).await, decline(&world.ports, &theirs, NEW).await]
    {
        assert_eq!(refused_for(answer), ErrorCode::ProviderNotFound);
    }
    let before = world.audit().len();
    for wrong in ["", "tn_1", &TENANT.to_string(), "tn_00000000000000000000000000"] {
        let error = ask(&world.ports, &ours, &consent(wrong)).await;
        let Err(CustomerError::Invalid(errors)) = error else { panic!("{error:?}") };
        assert_eq!(errors.of(Field::Customer), Some(ErrorCode::CustomerIdInvalid), "{wrong}");
    }
    assert_eq!(world.audit().len(), before);
}

#[tokio::test]
async fn only_an_admin_with_a_fresh_proof_changes_a_relation() {
    let world = World::new();
    for (role, fresh, code) in [
        (Role::Operator, true, ErrorCode::PermissionDenied),
        (Role::Admin, false, ErrorCode::SessionNotFresh),
    ] {
        let email = format!("{}@example.com", role.slug());
        let caller = Caller { fresh, ..provider(&world, &email, role).await };
        let form = consent(&OTHER_TENANT.to_string());
        assert_eq!(refused_for(ask(&world.ports, &caller, &form).await), code);
        let entry = world.refused(AuditAction::CustomerAsk, code);
        assert_eq!((entry.tenant, entry.outcome), (TENANT, AuditOutcome::Refused(code)));
        let new = create_customer(&world.ports, &caller, &CustomerForm::default(), NEW).await;
        assert_eq!(refused_for(new), code);
        assert_eq!(refused_for(end_with_customer(&world.ports, &caller, NEW).await), code);
        assert_eq!(refused_for(accept(&world.ports, &caller, NEW).await), code);
        assert_eq!(refused_for(end_with_provider(&world.ports, &caller, NEW).await), code);
    }
}
