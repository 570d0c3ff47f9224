//! TLS of its own.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use nix::sys::signal::Signal;
use rcgen::CertifiedKey;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, SupportedProtocolVersion};

use crate::suiro::{EMAIL, PASSWORD, Server, outcome, suiro};
use crate::support::answer::Answer;
use crate::support::client::FORM;
use crate::support::database::new_folder;

/// A certificate that nobody vouches for but a test.
type Certificate = CertificateDer<'static>;

/// Writes a new certificate and its key.
fn certify(folder: &Path) -> Certificate {
    let CertifiedKey { cert, signing_key } =
        rcgen::generate_simple_self_signed(["suiro.example".to_owned()]).expect("a certificate");
    // What has issued it comes second, as it does from a real issuer.
    std::fs::write(folder.join("cert.pem"), cert.pem()).expect("a file");
    std::fs::write(folder.join("key.pem"), signing_key.serialize_pem()).expect("a file");
    cert.der().clone()
}

const FILES: [&str; 4] = ["--tls-certificate", "cert.pem", "--tls-key", "key.pem"];

async fn start(folder: PathBuf) -> Server {
    let command = suiro(&folder, &[&["--listen", "127.0.0.1:0"], &FILES[..]].concat());
    Server::start_command(command, folder).await
}

/// Sends a request to whoever has this certificate. Absent when it is somebody else.
async fn send(
    address: SocketAddr,
    trusted: &Certificate,
    version: &'static SupportedProtocolVersion,
    request: &str,
) -> Option<Answer> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.clone()).expect("a certificate");
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(&[version])
        .expect("a version")
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("suiro.example").expect("a name");
    let stream = TcpStream::connect(address).await.expect("a connection");
    let mut stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await.ok()?;
    stream.write_all(request.as_bytes()).await.expect("the request");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("an answer");
    Some(Answer::from_bytes(&answer))
}

const PROBE: &str = "GET /healthz HTTP/1.1\r\nHost: suiro.example\r\nConnection: close\r\n\r\n";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_console_is_served_by_https() {
    let folder = new_folder();
    let certificate = certify(&folder);
    let mut server = start(folder).await;
    let address = server.client.address;
    for version in [&TLS12, &TLS13] {
        let answer = send(address, &certificate, version, PROBE).await.expect("an answer");
        assert_eq!(answer.status, 200, "{answer}");
        assert!(answer.header("strict-transport-security").contains("max-age=31536000"));
    }
    let line = server.line().await;
    let begin = format!("Set up Suiro here, within an hour: https://{address}");
    let path = line.strip_prefix(&begin).expect("a link");
    let form = [
        ("person_name", "Ada Admin"),
        ("email", EMAIL),
        ("new_password", PASSWORD),
        ("organisation", "Example"),
    ];
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: suiro.example\r\nConnection: close\r\n\
         Content-Type: {FORM}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer = send(address, &certificate, &TLS13, &request).await.expect("an answer");
    let cookie = answer.cookie("__Host-suiro_session").expect("a cookie for https alone");
    assert!(cookie.contains("Secure"), "{cookie}");

    // Whoever does not encrypt gets nothing, and is in nobody's way.
    let mut plain = TcpStream::connect(address).await.expect("a connection");
    plain.write_all(PROBE.as_bytes()).await.expect("the server listens");
    let mut answer = Vec::new();
    let _ = plain.read_to_end(&mut answer).await;
    assert!(!String::from_utf8_lossy(&answer).contains("HTTP/1.1 200"), "{answer:?}");
    let again = send(address, &certificate, &TLS13, PROBE).await.expect("an answer");
    assert_eq!(again.status, 200);
    let _silent = TcpStream::connect(address).await.expect("a connection");
    server.terminate();
    assert!(server.end().await.success(), "{}", server.log());
    assert!(!server.log().contains("cut off"), "{}", server.log());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_renewed_certificate_is_taken_without_a_restart() {
    let folder = new_folder();
    let old = certify(&folder);
    let server = start(folder.clone()).await;
    let address = server.client.address;
    assert!(send(address, &old, &TLS13, PROBE).await.is_some());

    // Half of a pair is not taken; the one before stays.
    std::fs::write(folder.join("key.pem"), "no key").expect("a file");
    server.signal(Signal::SIGHUP);
    until(|| server.log().contains("the old certificate stays in use")).await;
    assert!(send(address, &old, &TLS13, PROBE).await.is_some());

    let new = certify(&folder);
    server.signal(Signal::SIGHUP);
    until(|| server.log().contains("the certificate was read again")).await;
    assert!(send(address, &new, &TLS13, PROBE).await.is_some());
    assert!(send(address, &old, &TLS13, PROBE).await.is_none());
    server.stop().await;
}

#[tokio::test]
async fn a_certificate_that_cannot_be_used_is_told() {
    let folder = new_folder();
    certify(&folder);
    let (other, empty) = (folder.join("other"), folder.join("empty.pem"));
    std::fs::create_dir(&other).expect("a folder");
    certify(&other);
    std::fs::write(&empty, "").expect("a file");
    for (certificate, key, told) in [
        ("missing.pem", "key.pem", "cannot read a certificate from missing.pem"),
        ("cert.pem", "missing.pem", "cannot read a private key from missing.pem"),
        ("empty.pem", "key.pem", "cannot read a certificate from empty.pem"),
        ("key.pem", "key.pem", "cannot read a certificate from key.pem"),
        ("cert.pem", "cert.pem", "cannot read a private key from cert.pem"),
        ("cert.pem", "other/key.pem", "cannot be used together"),
    ] {
        let files = ["--tls-certificate", certificate, "--tls-key", key];
        for command in ["serve", "doctor"] {
            let arguments = [&[command, "--listen", "127.0.0.1:0"], &files[..]].concat();
            let refusal = outcome(suiro(&folder, &arguments)).await;
            assert!(!refusal.success, "{refusal:?}");
            let all = format!("{}{}", refusal.output, refusal.errors);
            assert!(all.contains(told), "{told}: {refusal:?}");
        }
    }
    let half = outcome(suiro(&folder, &["serve", "--tls-key", "key.pem"])).await;
    assert!(!half.success && half.errors.contains("tls_certificate"), "{half:?}");
    std::fs::remove_dir_all(folder).expect("the folder goes");
}

/// Looks until it is so.
async fn until(is_so: impl Fn() -> bool) {
    let begin = Instant::now();
    while !is_so() {
        assert!(begin.elapsed() < Duration::from_mins(1), "it never came to that");
        tokio::task::yield_now().await;
    }
}
