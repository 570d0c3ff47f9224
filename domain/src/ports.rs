//! Everything the use cases need from outside.

use std::sync::{Arc, OnceLock};

use crate::mail::Mailer;
use crate::open_id::OpenId;
use crate::platform::Platforms;
use crate::sealing::Sealing;
use crate::secrets::Secrets;
use crate::sources::{Clock, IdSource};
use crate::store::Store;

/// What the use cases need from outside.
#[derive(Clone)]
pub struct Ports {
    /// The database.
    pub store: Arc<dyn Store>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// New ids.
    pub ids: Arc<dyn IdSource>,
    /// Tokens and passwords.
    pub secrets: Arc<dyn Secrets>,
    /// Keys that seal what has to be read again.
    pub sealing: Arc<dyn Sealing>,
    /// The key of account fingerprints, once it is known. Starts empty.
    pub fingerprint_key: Arc<OnceLock<[u8; 32]>>,
    /// The provider that people may sign in with, if one is set.
    pub open_id: Option<OpenId>,
    /// The way to a mail server. Without one no mail is kept to be sent.
    pub mailer: Option<Arc<dyn Mailer>>,
    /// The platforms that channels are bound to.
    pub platforms: Platforms,
}

impl std::fmt::Debug for Ports {
    fn fmt(&self, text: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        text.write_str("Ports")
    }
}
