use uuid::Uuid;

use super::*;
use crate::caller::ServiceProvider;
use crate::ids::UserId;
use crate::tenant::{Organisation, Standing, Verification};
use crate::time::Timestamp;

const HERE: TenantId = TenantId::from_uuid(Uuid::from_u128(1));
const NOW: Timestamp = Timestamp::from_micros(0);
const ELSEWHERE: TenantId = TenantId::from_uuid(Uuid::from_u128(2));

fn caller(role: Role, fresh: bool) -> Caller {
    let user = UserId::from_uuid(Uuid::from_u128(3));
    Caller {
        user,
        tenant: HERE,
        tenant_name: "Suiro KK".to_owned(),
        role,
        standing: Standing::active(NOW),
        provider: None,
        fresh,
        actor: "ada@example.com".to_owned(),
    }
}

fn provider(id: TenantId) -> ServiceProvider {
    let organisation = Organisation { id, name: "Waterways".to_owned() };
    ServiceProvider { organisation, suspended: false }
}

/// Somebody of another tenant, whose customer the tenant is.
fn acting(role: Role, fresh: bool) -> Caller {
    Caller { provider: Some(provider(ELSEWHERE)), ..caller(role, fresh) }
}

#[test]
fn slugs_and_numbers_lead_back_to_their_role() {
    for role in Role::ALL {
        assert_eq!(Role::from_slug(role.slug()), Some(role));
        assert_eq!(Role::from_number(role.number()), Some(role));
    }
    assert_eq!(Role::from_slug("Admin"), None);
    assert_eq!(Role::from_slug(""), None);
    assert_eq!(Role::from_number(0), None);
    assert_eq!(Role::from_number(4), None);
}

#[test]
fn a_role_may_do_what_the_matrix_says() {
    use ErrorCode::{PermissionDenied as Denied, SessionNotFresh as NotFresh};
    // For a viewer, an operator and an admin of a service provider, without a fresh proof.
    let expected = [
        (Action::SeeChannels, [Ok(()), Ok(()), Ok(())]),
        (Action::CreateChannel, [Err(Denied), Ok(()), Ok(())]),
        (Action::EditChannel, [Err(Denied), Ok(()), Ok(())]),
        (Action::BindChannel, [Err(Denied), Ok(()), Ok(())]),
        (Action::AskForUnbinding, [Err(Denied), Err(Denied), Ok(())]),
        (Action::DeleteChannel, [Err(Denied), Err(Denied), Err(NotFresh)]),
        (Action::SeeMembers, [Ok(()), Ok(()), Ok(())]),
        (Action::ManageMembers, [Err(Denied), Err(Denied), Err(NotFresh)]),
        (Action::SeeAuditLog, [Err(Denied), Err(Denied), Ok(())]),
        (Action::SeeTenant, [Ok(()), Ok(()), Ok(())]),
        (Action::ChangeTenant, [Err(Denied), Err(Denied), Ok(())]),
        (Action::SetNotifications, [Err(Denied), Err(Denied), Err(NotFresh)]),
        (Action::SeeProvider, [Ok(()), Ok(()), Ok(())]),
        (Action::ChooseProvider, [Err(Denied), Err(Denied), Err(NotFresh)]),
        (Action::SeeCustomers, [Ok(()), Ok(()), Ok(())]),
        (Action::ManageCustomers, [Err(Denied), Err(Denied), Err(NotFresh)]),
        (Action::RunBackOffice, [Err(Denied), Err(Denied), Err(Denied)]),
        (Action::LimitTenants, [Err(Denied), Err(Denied), Err(Denied)]),
        (Action::UnbindChannels, [Err(Denied), Err(Denied), Err(Denied)]),
    ];
    assert_eq!(expected.map(|(action, _)| action), Action::ALL);
    for (action, answers) in expected {
        for (role, answer) in Role::ALL.into_iter().zip(answers) {
            let caller = |fresh| Caller { provider: Some(provider(HERE)), ..caller(role, fresh) };
            assert_eq!(caller(false).may(action, HERE), answer, "{role:?} {action:?}");
            let when_fresh = if answer == Err(NotFresh) { Ok(()) } else { answer };
            assert_eq!(caller(true).may(action, HERE), when_fresh, "{role:?} {action:?}");
        }
    }
}

#[test]
fn a_provider_looks_after_the_channels_of_its_customers_and_nothing_else() {
    use ErrorCode::{PermissionDenied as Denied, SessionNotFresh as NotFresh};
    for action in Action::ALL {
        let expected = match action {
            Action::SeeChannels => [Ok(()), Ok(()), Ok(())],
            Action::CreateChannel | Action::EditChannel | Action::BindChannel => {
                [Err(Denied), Ok(()), Ok(())]
            }
            Action::AskForUnbinding => [Err(Denied), Err(Denied), Ok(())],
            Action::DeleteChannel => [Err(Denied), Err(Denied), Err(NotFresh)],
            _ => [Err(Denied); 3],
        };
        for (role, answer) in Role::ALL.into_iter().zip(expected) {
            let caller = acting(role, false);
            assert_eq!(caller.may(action, HERE), answer, "{role:?} {action:?}");
            assert_eq!(caller.may(action, ELSEWHERE), Err(Denied), "{role:?} {action:?}");
        }
    }
}

#[test]
fn nobody_has_customers_without_the_right() {
    for action in [Action::SeeCustomers, Action::ManageCustomers] {
        let answer = caller(Role::Admin, true).may(action, HERE);
        assert_eq!(answer, Err(ErrorCode::ProviderRightMissing), "{action:?}");
    }
}

#[test]
fn neither_a_suspended_customer_nor_a_suspended_provider_is_changed() {
    let mut of_customer = acting(Role::Admin, true);
    of_customer.standing.suspended_at = Some(NOW);
    let mut of_provider = acting(Role::Admin, true);
    of_provider.provider.as_mut().expect("a provider").suspended = true;
    for (caller, code) in
        [(&of_customer, ErrorCode::CustomerSuspended), (&of_provider, ErrorCode::TenantSuspended)]
    {
        assert_eq!(caller.may(Action::SeeChannels, HERE), Ok(()));
        for action in [Action::CreateChannel, Action::EditChannel, Action::DeleteChannel] {
            assert_eq!(caller.may(action, HERE), Err(code), "{action:?}");
        }
    }
}

#[test]
fn a_customer_without_the_service_gets_no_channel() {
    let mut caller = acting(Role::Admin, true);
    caller.standing.activated_at = None;
    let answer = caller.may(Action::CreateChannel, HERE);
    assert_eq!(answer, Err(ErrorCode::CustomerNotActivated));
    caller.standing.verification = Verification::Pending;
    let answer = caller.may(Action::CreateChannel, HERE);
    assert_eq!(answer, Err(ErrorCode::CustomerNotVerified));
}

#[test]
fn nobody_may_do_anything_in_a_tenant_that_is_not_theirs() {
    for action in Action::ALL {
        let answer = caller(Role::Admin, true).may(action, ELSEWHERE);
        assert_eq!(answer, Err(ErrorCode::PermissionDenied), "{action:?}");
    }
}

#[test]
fn a_suspended_tenant_is_only_looked_at() {
    let mut caller = caller(Role::Admin, false);
    caller.provider = Some(provider(HERE));
    caller.standing.suspended_at = Some(NOW);
    for action in Action::ALL {
        let expected = match action {
            Action::SeeChannels
            | Action::SeeMembers
            | Action::SeeAuditLog
            | Action::SeeTenant
            | Action::SeeProvider
            | Action::SeeCustomers => Ok(()),
            Action::RunBackOffice | Action::LimitTenants | Action::UnbindChannels => {
                Err(ErrorCode::PermissionDenied)
            }
            _ => Err(ErrorCode::TenantSuspended),
        };
        assert_eq!(caller.may(action, HERE), expected, "{action:?}");
    }
}

#[test]
fn a_tenant_without_the_service_creates_nothing() {
    let mut caller = caller(Role::Admin, true);
    caller.provider = Some(provider(HERE));
    caller.standing.activated_at = None;
    for action in Action::ALL.into_iter().filter(|action| action.rule().own.is_some()) {
        let expected = match action {
            Action::CreateChannel | Action::BindChannel => Err(ErrorCode::ServiceNotActivated),
            _ => Ok(()),
        };
        assert_eq!(caller.may(action, HERE), expected, "{action:?}");
    }
}

#[test]
fn an_account_manager_runs_the_back_office_and_nothing_else() {
    for fresh in [false, true] {
        let manager = AccountManager { fresh, actor: String::new() };
        for action in Action::ALL {
            let expected = match action {
                Action::RunBackOffice => Ok(()),
                Action::LimitTenants | Action::UnbindChannels if fresh => Ok(()),
                Action::LimitTenants | Action::UnbindChannels => Err(ErrorCode::SessionNotFresh),
                _ => Err(ErrorCode::PermissionDenied),
            };
            assert_eq!(manager.may(action), expected, "{action:?}");
        }
    }
}
