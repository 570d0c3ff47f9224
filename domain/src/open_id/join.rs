//! Following an invitation with an account at the provider.

use super::finish::{Arrival, Finished};
use super::{Claims, OpenIdError};
use crate::error_code::ErrorCode;
use crate::ids::UserId;
use crate::member::{AcceptOutcome, Invitee, MemberError, invited, join_entry};
use crate::user::{EmailAddress, PersonName, User};

impl Arrival<'_> {
    /// Makes the invitee a member and signs them in. Somebody new becomes a user if the provider
    /// confirms that the invited address is theirs; they have no password then.
    pub(super) async fn join(self) -> Result<Finished, OpenIdError> {
        let link_invalid = || OpenIdError::Refused(ErrorCode::LinkInvalid);
        let token = self.browser.invitation.ok_or_else(link_invalid)?;
        let (tenant, email, role) = match invited(self.ports, token).await {
            Ok(invitation) => invitation,
            Err(MemberError::Store(error)) => return Err(error.into()),
            Err(_) => return Err(link_invalid()),
        };
        let store = &self.ports.store;
        let known = self.user().await?;
        let code = match &known {
            Some(user) if user.email != email => Some(ErrorCode::OpenIdOtherPerson),
            None if self.claims.verified_email() != Some(&email) => {
                Some(ErrorCode::OpenIdEmailUnconfirmed)
            }
            // They have to sign in once in their old way, and link the account.
            None if store.user_by_email(&email).await?.is_some() => {
                Some(ErrorCode::OpenIdIdentityUnknown)
            }
            _ => None,
        };
        if let Some(code) = code {
            return self.refuse(code).await;
        }
        let now = self.ports.clock.now();
        let is_new = known.is_none();
        let user = known.unwrap_or_else(|| User {
            id: UserId::from_uuid(self.ports.ids.next()),
            name: name(&self.claims, &email),
            email: email.clone(),
            password: None,
            account_manager: false,
            disabled_at: None,
            created_at: now,
        });
        let mut audit = join_entry(self.ports, tenant, &email, role);
        audit.user = Some(user.id);
        audit.changes.push(self.change());
        let identity = self.identity(user.id);
        let invitee = if is_new {
            Invitee::NewWithIdentity(&user, &identity)
        } else {
            Invitee::Known(user.id)
        };
        let hash = self.ports.secrets.hash_token(token);
        match store.accept_invitation(&hash, invitee, now, &audit).await? {
            AcceptOutcome::Joined(tenant) => self.let_in(user, Some(tenant)).await,
            AcceptOutcome::LinkInvalid => Err(link_invalid()),
            // Somebody was quicker, perhaps another browser of theirs.
            AcceptOutcome::EmailTaken => self.refuse(ErrorCode::OpenIdIdentityUnknown).await,
        }
    }
}

/// What the provider calls them; without a name that can be one here, the part of their address
/// before the `@`.
fn name(claims: &Claims, email: &EmailAddress) -> PersonName {
    let told = claims.name.as_deref().and_then(|name| PersonName::parse(name).ok());
    told.unwrap_or_else(|| PersonName::of_address(email))
}
