//! Signing in with a passkey, and a person's passkeys.

use domain::ids::PasskeyId;

/// Says what to ask the browser for, to sign in with a passkey.
pub const START_SIGN_IN_WITH_PASSKEY: &str = "/sign-in/passkey/start";

/// Takes a passkey's answer.
pub const SIGN_IN_WITH_PASSKEY: &str = "/sign-in/passkey";

/// A person's passkeys. The form with another one is sent here, too.
pub const PASSKEYS: &str = "/account/passkeys";

/// Says what to ask the browser for, to add a passkey.
pub const START_PASSKEY: &str = "/account/passkeys/start";

/// Pattern of [`remove_passkey`].
pub const REMOVE_PASSKEY_PATTERN: &str = "/account/passkeys/{id}/remove";

/// Takes a passkey of a person away.
pub fn remove_passkey(id: PasskeyId) -> String {
    format!("{PASSKEYS}/{id}/remove")
}

/// The page with the passkeys, saying what was done: one of the words that it knows.
pub fn passkeys_changed(notice: &str) -> String {
    format!("{PASSKEYS}?notice={notice}")
}
