//! Passkeys through `webauthn-rs`, which knows the protocol and its rules.

use domain::passkey::{Challenge, Credential, PasskeyRefused, Passkeys};
use domain::user::User;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

use crate::public_url::PublicUrl;

/// Passkeys for the site under which people reach the console.
#[derive(Debug)]
pub struct WebauthnPasskeys(Webauthn);

impl WebauthnPasskeys {
    /// None where people reach the console under an IP address, for which there are no passkeys
    /// (WebAuthn, 5.1.3, step 7), or by http, but on this machine (Secure Contexts, 3.1).
    pub fn new(public_url: &PublicUrl) -> Option<Self> {
        if !public_url.is_https() && !public_url.is_loopback() {
            return None;
        }
        let origin = Url::parse(public_url.as_str()).ok()?;
        let id = origin.domain()?;
        let webauthn = WebauthnBuilder::new(id, &origin).ok()?.rp_name("Suiro").build().ok()?;
        Some(Self(webauthn))
    }
}

impl Passkeys for WebauthnPasskeys {
    fn start_adding(&self, user: &User, known: &[Credential]) -> Result<Challenge, PasskeyRefused> {
        let known = known.iter().map(|one| one.id.clone()).collect();
        let (id, email, name) = (user.id.uuid(), user.email.as_str(), user.name.as_str());
        let (options, state) =
            self.0.start_passkey_registration(id, email, name, Some(known)).map_err(refused)?;
        let mut options = serde_json::to_value(options).map_err(refused)?;
        // The library asks for one that is only found by somebody's name. Here it is asked for
        // before it is known who sits there.
        let selection = &mut options["publicKey"]["authenticatorSelection"];
        selection["residentKey"] = json!("required");
        selection["requireResidentKey"] = json!(true);
        Ok(Challenge { options: public_key(&mut options)?, state: text(&state)? })
    }

    fn add(&self, state: &str, answer: &str) -> Result<Credential, PasskeyRefused> {
        let state: PasskeyRegistration = read(state)?;
        let answer: RegisterPublicKeyCredential = read(answer)?;
        let passkey = self.0.finish_passkey_registration(&answer, &state).map_err(refused)?;
        credential(&passkey)
    }

    fn start_sign_in(&self) -> Result<Challenge, PasskeyRefused> {
        let (options, state) = self.0.start_discoverable_authentication().map_err(refused)?;
        let mut options = serde_json::to_value(options).map_err(refused)?;
        Ok(Challenge { options: public_key(&mut options)?, state: text(&state)? })
    }

    fn credential_id(&self, answer: &str) -> Result<Vec<u8>, PasskeyRefused> {
        let answer: PublicKeyCredential = read(answer)?;
        Ok(answer.get_credential_id().to_vec())
    }

    fn sign_in(
        &self,
        state: &str,
        answer: &str,
        before: &Credential,
    ) -> Result<Credential, PasskeyRefused> {
        let state: DiscoverableAuthentication = read(state)?;
        let answer: PublicKeyCredential = read(answer)?;
        let mut passkey: Passkey = read(&before.data)?;
        // Also refuses a counter that has not grown, by which a copy is noticed.
        let result = self
            .0
            .finish_discoverable_authentication_v2(&answer, state, &passkey)
            .map_err(refused)?;
        passkey.update_credential(&result);
        credential(&passkey)
    }
}

fn credential(passkey: &Passkey) -> Result<Credential, PasskeyRefused> {
    Ok(Credential { id: passkey.cred_id().clone(), data: text(passkey)? })
}

/// What the browser's own function takes.
fn public_key(options: &mut Value) -> Result<String, PasskeyRefused> {
    text(&options["publicKey"].take())
}

fn text(value: &impl Serialize) -> Result<String, PasskeyRefused> {
    serde_json::to_string(value).map_err(refused)
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, PasskeyRefused> {
    serde_json::from_str(text).map_err(refused)
}

fn refused(error: impl std::error::Error + Send + Sync + 'static) -> PasskeyRefused {
    PasskeyRefused(error.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passkeys(url: &str) -> Option<WebauthnPasskeys> {
        WebauthnPasskeys::new(&url.parse().expect("a URL"))
    }

    #[test]
    fn there_are_passkeys_for_names_and_not_for_addresses() {
        for (url, there_are) in [
            ("https://suiro.example", true),
            ("https://suiro.example:8443", true),
            ("http://localhost:3000", true),
            ("http://suiro.example", false),
            ("http://127.0.0.1:3000", false),
            ("https://192.0.2.1", false),
            ("https://[2001:db8::1]", false),
        ] {
            assert_eq!(passkeys(url).is_some(), there_are, "{url}");
        }
    }

    #[test]
    fn a_passkey_is_asked_for_that_knows_whose_it_is() {
        let passkeys = passkeys("https://suiro.example").expect("passkeys");
        let challenge = passkeys.start_sign_in().expect("a challenge");
        let options: Value = serde_json::from_str(&challenge.options).expect("JSON");
        assert_eq!(options["rpId"], "suiro.example");
        assert_eq!(options["userVerification"], "required");
        assert_eq!(options["allowCredentials"], json!([]));
        let again = passkeys.start_sign_in().expect("a challenge");
        assert_ne!(challenge.options, again.options, "a challenge of its own each time");
        assert!(challenge.state.len() < 8_000);
    }

    #[test]
    fn what_is_no_answer_is_refused() {
        let passkeys = passkeys("https://suiro.example").expect("passkeys");
        let Challenge { state, .. } = passkeys.start_sign_in().expect("a challenge");
        for answer in ["", "{}", "null", "[]", "{\"id\":\"a\",\"rawId\":\"a\"}"] {
            assert!(passkeys.credential_id(answer).is_err(), "{answer}");
            assert!(passkeys.add(&state, answer).is_err(), "{answer}");
        }
    }
}
