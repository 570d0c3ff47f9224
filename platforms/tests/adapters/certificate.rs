//! Certificates for servers on this machine, of an authority that nobody else trusts.

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};

pub(crate) struct Certificate {
    /// The authority, for who shall trust it.
    pub(crate) authority: Vec<u8>,
    /// The certificate itself, in PEM.
    pub(crate) chain: String,
    pub(crate) key: String,
}

impl Certificate {
    /// A certificate for this host name.
    pub(crate) fn of(host: &str) -> Self {
        Self::ending(host, (2090, 3, 31))
    }

    /// The same with the first moment of this day as its end.
    pub(crate) fn ending(host: &str, (year, month, day): (i32, u8, u8)) -> Self {
        let authority_key = KeyPair::generate().expect("a key");
        let mut authority = CertificateParams::new(Vec::new()).expect("an authority");
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let der = authority.self_signed(&authority_key).expect("a certificate").der().to_vec();
        let issuer = Issuer::new(authority, authority_key);
        let key = KeyPair::generate().expect("a key");
        let mut host = CertificateParams::new(vec![host.to_owned()]).expect("a host");
        host.not_after = date_time_ymd(year, month, day);
        let certificate = host.signed_by(&key, &issuer).expect("a certificate");
        Self { authority: der, chain: certificate.pem(), key: key.serialize_pem() }
    }
}
