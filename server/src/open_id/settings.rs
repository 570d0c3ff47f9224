use super::Issuer;
use crate::config::{Config, ConfigError};

/// Everything that has to be set for one provider.
#[derive(Clone)]
pub struct OpenIdSettings {
    /// Which provider.
    pub issuer: Issuer,
    /// What this console is called there.
    pub client_id: String,
    /// With what it proves there that it is.
    pub client_secret: String,
    /// What people call the provider.
    pub name: String,
    /// Whether a verified e-mail address is enough to link an account.
    pub link_by_email: bool,
}

impl std::fmt::Debug for OpenIdSettings {
    fn fmt(&self, text: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        text.debug_struct("OpenIdSettings").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

impl Config {
    /// The provider, if one is set. It is set with all three of issuer, client id and secret.
    pub fn open_id(&self) -> Result<Option<OpenIdSettings>, ConfigError> {
        let filled = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        let (id, secret) = (filled(&self.oidc_client_id), filled(&self.oidc_client_secret));
        let missing = match (&self.oidc_issuer, id, secret) {
            (Some(issuer), Some(client_id), Some(client_secret)) => {
                return Ok(Some(OpenIdSettings {
                    issuer: issuer.clone(),
                    client_id,
                    client_secret,
                    name: filled(&self.oidc_name).unwrap_or_else(|| issuer.host()),
                    link_by_email: self.oidc_link_by_email,
                }));
            }
            (None, None, None) => return Ok(None),
            (None, ..) => "oidc_issuer",
            (_, None, _) => "oidc_client_id",
            _ => "oidc_client_secret",
        };
        Err(ConfigError::Incomplete(missing))
    }

    /// The same as TOML, without the secret. Empty when nothing of it is set.
    pub(crate) fn open_id_toml(&self) -> String {
        let issuer = self.oidc_issuer.as_ref().map(Issuer::to_string);
        let secret = self.oidc_client_secret.as_ref().map(|_| "***".to_owned());
        let link_by_email = self.oidc_link_by_email.then_some("oidc_link_by_email = true\n");
        [
            ("oidc_issuer", issuer.as_ref()),
            ("oidc_client_id", self.oidc_client_id.as_ref()),
            ("oidc_client_secret", secret.as_ref()),
            ("oidc_name", self.oidc_name.as_ref()),
        ]
        .into_iter()
        .filter_map(|(key, value)| Some(format!("{key} = {:?}\n", value?)))
        .chain(link_by_email.map(str::to_owned))
        .collect()
    }
}
