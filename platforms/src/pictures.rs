//! Pictures of accounts, from wherever platforms keep them.

use async_trait::async_trait;
use domain::platform::{Picture, PictureSource, Problem, Reason};

use crate::http::{ClientError, Http};
use crate::network::NetworkPolicy;
use crate::settings::HttpSettings;

/// Fetches pictures over HTTPS. Their addresses come in answers of platforms, so no other host is
/// asked than one that a tenant might name as well.
#[derive(Debug)]
pub struct HttpPictures(Http);

impl HttpPictures {
    /// A source with these limits, which connects within this policy.
    pub fn new(settings: &HttpSettings, policy: &NetworkPolicy) -> Result<Self, ClientError> {
        let settings =
            HttpSettings { longest_answer: Picture::MAX_BYTES, retries: 0, ..settings.clone() };
        Http::guarded(&settings, policy).map(Self)
    }
}

#[async_trait]
impl PictureSource for HttpPictures {
    async fn fetch(&self, address: &str) -> Result<Picture, Problem> {
        let bytes = self.0.file(address).await?;
        Picture::parse(bytes).ok_or_else(|| Reason::AnswerUnreadable.into())
    }
}
