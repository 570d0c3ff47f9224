//! The one TLS stack: rustls with ring, and the certificates that the machine trusts.

use std::error::Error;
use std::io;
use std::sync::Arc;

use domain::platform::{End, Expiring, Problem, Reason};
use domain::time::Timestamp;
use rustls::ClientConfig;
use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls_platform_verifier::Verifier;
use x509_parser::prelude::{FromDer, X509Certificate};

/// How to encrypt connections to platforms. `others` are trusted beside what the machine trusts.
pub(crate) fn client_config(others: &[Vec<u8>]) -> Result<ClientConfig, rustls::Error> {
    let provider = Arc::new(ring::default_provider());
    let others = others.iter().map(|one| CertificateDer::from(one.clone()));
    let verifier = Verifier::new_with_extra_roots(others, provider.clone())?;
    Ok(ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        // The verifier of the machine; "dangerous" because it could be any.
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth())
}

/// When a certificate ends that a server has shown, and that was found good.
pub(crate) fn certificate_end(certificate: &[u8]) -> Option<End> {
    let (_, certificate) = X509Certificate::from_der(certificate).ok()?;
    let seconds = certificate.validity().not_after.timestamp();
    let at = Timestamp::from_micros(seconds.checked_mul(1_000_000)?);
    Some(End { what: Expiring::Certificate, at })
}

/// The part of an error that says why encryption could not be agreed on.
pub(crate) fn certificate_problem(error: &(dyn Error + 'static)) -> Option<Problem> {
    let refused = find::<rustls::Error>(error)?;
    Some(Problem::new(Reason::CertificateRefused).with_answer(&refused.to_string()))
}

/// The first error of this type among an error and its sources.
pub(crate) fn find<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref::<T>() {
            return Some(found);
        }
        // An input error hides what it was made of from `source`.
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        next = match inner {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    None
}
