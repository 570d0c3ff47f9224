//! Who may not do something with a channel does not get as far as the store.

use domain::audit::AuditAction;
use domain::caller::Caller;
use domain::channel::{
    ChannelError, ChannelForm, DeletionForm, EditForm, create_channel, delete_channel, edit_channel,
};
use domain::error_code::ErrorCode;
use domain::ids::{ChannelId, CreationKey};
use domain::member::{InvitationForm, MemberError, invite};
use domain::permissions::Role;
use domain::tenant::{Standing, Verification};
use uuid::Uuid;

use crate::world::{TENANT, World};

const CHANNEL: ChannelId = ChannelId::from_uuid(Uuid::from_u128(7));

fn assert_denied<T: std::fmt::Debug>(answer: &Result<T, ChannelError>, code: ErrorCode) {
    assert!(matches!(answer, Err(ChannelError::Denied(why)) if *why == code), "{answer:?}");
}

#[tokio::test]
async fn a_viewer_neither_creates_nor_edits_channels() {
    let world = World::new();
    let viewer = world.caller("ada@example.com", Role::Viewer).await;
    let key = CreationKey::from_uuid(Uuid::from_u128(8));
    let form = ChannelForm::default();
    let denied = create_channel(&world.ports, &viewer, &form, key, false).await;
    assert_denied(&denied, ErrorCode::PermissionDenied);
    let entry = world.refused(AuditAction::ChannelCreate, ErrorCode::PermissionDenied);
    assert_eq!((entry.tenant, entry.channel), (TENANT, None));
    assert_eq!(entry.actor, "ada@example.com");

    let denied = edit_channel(&world.ports, &viewer, CHANNEL, &EditForm::default()).await;
    assert_denied(&denied, ErrorCode::PermissionDenied);
    let entry = world.refused(AuditAction::ChannelEdit, ErrorCode::PermissionDenied);
    assert_eq!(entry.channel, Some(CHANNEL));
}

#[tokio::test]
async fn a_deletion_takes_an_admin_with_a_fresh_proof() {
    let world = World::new();
    for (role, fresh, code) in [
        (Role::Operator, true, ErrorCode::PermissionDenied),
        (Role::Admin, false, ErrorCode::SessionNotFresh),
    ] {
        let email = format!("{}@example.com", role.slug());
        let caller = Caller { fresh, ..world.caller(&email, role).await };
        let form = DeletionForm::default();
        let denied = delete_channel(&world.ports, &caller, CHANNEL, &form).await;
        assert_denied(&denied, code);
        let entry = world.refused(AuditAction::ChannelDelete, code);
        assert_eq!((entry.channel, entry.actor), (Some(CHANNEL), email));
    }
}

#[tokio::test]
async fn a_suspended_tenant_changes_neither_channels_nor_members() {
    let world = World::new();
    let mut admin = world.caller("ada@example.com", Role::Admin).await;
    admin.standing.suspended_at = Some(world.now());
    let key = CreationKey::from_uuid(Uuid::from_u128(8));
    let form = ChannelForm::default();
    let denied = create_channel(&world.ports, &admin, &form, key, false).await;
    assert_denied(&denied, ErrorCode::TenantSuspended);
    let denied = edit_channel(&world.ports, &admin, CHANNEL, &EditForm::default()).await;
    assert_denied(&denied, ErrorCode::TenantSuspended);
    let denied = delete_channel(&world.ports, &admin, CHANNEL, &DeletionForm::default()).await;
    assert_denied(&denied, ErrorCode::TenantSuspended);
    let denied = invite(&world.ports, &admin, &InvitationForm::default(), "en").await;
    let suspended = matches!(denied, Err(MemberError::Denied(ErrorCode::TenantSuspended)));
    assert!(suspended, "{denied:?}");
    world.refused(AuditAction::MemberInvite, ErrorCode::TenantSuspended);
}

#[tokio::test]
async fn a_tenant_without_the_service_creates_no_channels() {
    let world = World::new();
    let mut admin = world.caller("ada@example.com", Role::Admin).await;
    let key = CreationKey::from_uuid(Uuid::from_u128(8));
    for (verification, code) in [
        (Verification::Verified, ErrorCode::ServiceNotActivated),
        (Verification::Pending, ErrorCode::TenantNotVerified),
    ] {
        admin.standing = Standing { verification, activated_at: None, suspended_at: None };
        let form = ChannelForm::default();
        let denied = create_channel(&world.ports, &admin, &form, key, false).await;
        assert_denied(&denied, code);
        world.refused(AuditAction::ChannelCreate, code);
    }
}
