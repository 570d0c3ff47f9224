use thiserror::Error;

use crate::error_code::ErrorCode;
use crate::field_errors::FieldErrors;
use crate::store::StoreError;

/// Why a use case about members did not do what was asked. Nothing was changed.
#[derive(Debug, Error)]
pub enum MemberError {
    /// Fields break their rules.
    #[error("the form has mistakes")]
    Invalid(FieldErrors),
    /// The caller may not do it, or not without another proof of who they are; or their tenant's
    /// standing does not allow it.
    #[error("the caller may not do this: {}", .0.code())]
    Denied(ErrorCode),
    /// The link has been used, has been replaced, or is too old.
    #[error("the link does not work")]
    LinkInvalid,
    /// Whoever the invitation is for can sign in already, and should.
    #[error("somebody signs in with this e-mail address already")]
    EmailTaken,
    /// The caller's tenant has no such member or invitation.
    #[error("no such member or invitation")]
    NotFound,
    /// The tenant would be left without an admin.
    #[error("a tenant keeps at least one admin")]
    LastAdmin,
    /// The invitation is for another address than that of whoever is signed in.
    #[error("the invitation is for somebody else")]
    OtherPerson,
    /// The store gave no answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}
