//! Everybody who asks for every address.

use domain::back_office::{QuotaForm, set_quota};
use domain::caller::AccountManager;
use domain::ids::TenantId;
use domain::permissions::Role;
use domain::ports::Ports;
use server::start::BUILT_IN_TENANT;

use crate::people::{OTHER_TENANT, PROVIDER, RIVAL};

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Person {
    Nobody,
    /// Was signed in when they were disabled.
    Disabled,
    Viewer,
    Operator,
    Admin,
    /// Proved who they are 11 minutes ago.
    AdminOfBefore,
    /// An admin of another tenant.
    Stranger,
    /// An account manager, who belongs to no tenant.
    Manager,
    /// The same, who proved who they are 11 minutes ago.
    ManagerOfBefore,
    /// Of the service provider whose customer the first tenant is.
    ProviderViewer,
    ProviderOperator,
    ProviderAdmin,
    /// Proved who they are 11 minutes ago.
    ProviderAdminOfBefore,
    /// An admin of a service provider whose customer it is not.
    Rival,
}

impl Person {
    pub(crate) const ALL: [Self; 14] = [
        Self::Nobody,
        Self::Disabled,
        Self::Viewer,
        Self::Operator,
        Self::Admin,
        Self::AdminOfBefore,
        Self::Stranger,
        Self::Manager,
        Self::ManagerOfBefore,
        Self::ProviderViewer,
        Self::ProviderOperator,
        Self::ProviderAdmin,
        Self::ProviderAdminOfBefore,
        Self::Rival,
    ];

    pub(crate) fn email(self) -> &'static str {
        match self {
            Self::Nobody => "nobody@example.com",
            Self::Disabled => "disabled@example.com",
            Self::Viewer => "viewer@example.com",
            Self::Operator => "operator@example.com",
            Self::Admin | Self::AdminOfBefore => "second-admin@example.com",
            Self::Stranger => "stranger@example.com",
            Self::Manager | Self::ManagerOfBefore => "manager@example.com",
            Self::ProviderViewer => "provider-viewer@example.com",
            Self::ProviderOperator => "provider-operator@example.com",
            Self::ProviderAdmin | Self::ProviderAdminOfBefore => "provider-admin@example.com",
            Self::Rival => "rival@example.com",
        }
    }

    pub(crate) fn is_manager(self) -> bool {
        matches!(self, Self::Manager | Self::ManagerOfBefore)
    }

    pub(crate) fn is_signed_in(self) -> bool {
        !matches!(self, Self::Nobody | Self::Disabled)
    }

    pub(crate) fn is_of_before(self) -> bool {
        matches!(self, Self::AdminOfBefore | Self::ManagerOfBefore | Self::ProviderAdminOfBefore)
    }

    /// Whether their tenant is a service provider.
    pub(crate) fn is_provider(self) -> bool {
        self.tenant() == PROVIDER || self.tenant() == RIVAL
    }

    /// Absent for those who are not signed in, or belong to no tenant.
    pub(crate) fn role(self) -> Option<Role> {
        match self {
            Self::Nobody | Self::Disabled | Self::Manager | Self::ManagerOfBefore => None,
            Self::Viewer | Self::ProviderViewer => Some(Role::Viewer),
            Self::Operator | Self::ProviderOperator => Some(Role::Operator),
            Self::Admin
            | Self::AdminOfBefore
            | Self::Stranger
            | Self::ProviderAdmin
            | Self::ProviderAdminOfBefore
            | Self::Rival => Some(Role::Admin),
        }
    }

    pub(crate) fn tenant(self) -> TenantId {
        match self {
            Self::Stranger => OTHER_TENANT,
            Self::Rival => RIVAL,
            Self::ProviderViewer
            | Self::ProviderOperator
            | Self::ProviderAdmin
            | Self::ProviderAdminOfBefore => PROVIDER,
            _ => BUILT_IN_TENANT,
        }
    }
}

/// Nearly every row about a channel makes one of its own.
pub(crate) async fn room_for_channels(ports: &Ports) {
    let form = QuotaForm { quota: "5000".to_owned(), note: "a".to_owned() };
    let manager = AccountManager { fresh: true, actor: "a test".to_owned() };
    set_quota(ports, &manager, BUILT_IN_TENANT, &form).await.expect("a larger quota");
}
