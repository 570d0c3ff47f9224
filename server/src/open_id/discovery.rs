//! What a provider says about itself.

use domain::open_id::ProviderError;
use domain::time::Timestamp;
use openidconnect::core::{
    CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClient, CoreClientAuthMethod, CoreGrantType,
    CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm,
    CoreResponseMode, CoreResponseType, CoreSubjectIdentifierType,
};
use openidconnect::{
    AdditionalProviderMetadata, AuthType, ClientId, ClientSecret, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, IssuerUrl, ProviderMetadata, RedirectUrl,
};
use serde::{Deserialize, Serialize};

use super::Http;

/// How the provider knows the console.
pub(super) struct Registration {
    pub(super) issuer: IssuerUrl,
    pub(super) client_id: ClientId,
    pub(super) client_secret: ClientSecret,
    /// Where it sends people back to.
    pub(super) redirect: RedirectUrl,
}

/// What RFC 9207 adds to the description of a provider.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct IssuerInAnswers {
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for IssuerInAnswers {}

type Metadata = ProviderMetadata<
    IssuerInAnswers,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

pub(super) type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What a provider says about itself.
pub(super) struct Discovered {
    pub(super) client: Client,
    pub(super) names_itself_in_answers: bool,
    /// When it said so.
    pub(super) at: Timestamp,
}

impl Discovered {
    /// Asks the provider.
    pub(super) async fn by(
        http: &Http,
        console: &Registration,
        at: Timestamp,
    ) -> Result<Self, ProviderError> {
        let metadata = Metadata::discover_async(console.issuer.clone(), http);
        let metadata = metadata.await.map_err(unavailable)?;
        http.check(metadata.authorization_endpoint().as_str()).map_err(unavailable)?;
        let names_itself_in_answers =
            metadata.additional_metadata().authorization_response_iss_parameter_supported;
        // Basic is what a provider takes that says nothing (OpenID Connect Discovery 1.0, 3).
        let only_in_body = metadata.token_endpoint_auth_methods_supported().is_some_and(|known| {
            !known.contains(&CoreClientAuthMethod::ClientSecretBasic)
                && known.contains(&CoreClientAuthMethod::ClientSecretPost)
        });
        let (id, secret) = (console.client_id.clone(), Some(console.client_secret.clone()));
        let client = CoreClient::from_provider_metadata(metadata, id, secret)
            .set_auth_type(if only_in_body { AuthType::RequestBody } else { AuthType::BasicAuth })
            .set_redirect_uri(console.redirect.clone());
        Ok(Self { client, names_itself_in_answers, at })
    }
}

pub(super) fn unavailable(error: impl std::error::Error + Send + Sync + 'static) -> ProviderError {
    ProviderError::Unavailable(error.into())
}
