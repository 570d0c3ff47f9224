//! The ways to the OpenID provider and back.

use domain::ids::IdentityId;
use domain::secrets::SecretToken;

use super::invitation;

/// Sends somebody to the OpenID provider to sign in.
pub const OPEN_ID_SIGN_IN: &str = "/sign-in/openid";

/// Where the OpenID provider sends people back to.
pub const OPEN_ID_CALLBACK: &str = "/sign-in/openid/callback";

/// Sends somebody who is signed in to the OpenID provider to prove it once more.
pub const OPEN_ID_CONFIRM: &str = "/confirm/openid";

/// Pattern of [`open_id_join`].
pub const OPEN_ID_JOIN_PATTERN: &str = "/invitations/{token}/openid";

/// Sends somebody to the OpenID provider to link their account there.
pub const OPEN_ID_LINK: &str = "/account/openid";

/// Pattern of [`open_id_unlink`].
pub const OPEN_ID_UNLINK_PATTERN: &str = "/account/openid/{id}/unlink";

/// Sends somebody to the OpenID provider to follow an invitation.
pub fn open_id_join(token: &SecretToken) -> String {
    invitation(token) + "/openid"
}

/// The invitation of which this is the address.
pub fn invitation_at(address: &str) -> Option<SecretToken> {
    SecretToken::parse(address.strip_prefix("/invitations/")?)
}

/// Takes an account at an OpenID provider away from a person.
pub fn open_id_unlink(id: IdentityId) -> String {
    format!("{OPEN_ID_LINK}/{id}/unlink")
}
