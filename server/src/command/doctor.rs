use domain::sealing::KeyId;
use std::sync::Arc;

use super::{CommandError, tell};
use crate::config::Config;
use crate::key_file::{KeyFile, KeyFileError};
use crate::open_id;
use crate::sources::SystemClock;
use crate::tls::Tls;
use crate::{assets, mail};

/// Checks everything the server needs. Changes nothing, and may run beside a server.
pub(super) async fn run(config: &Config) -> Result<(), CommandError> {
    let mut failed = 0;
    let mut check = |name: &str, result: Result<String, String>| match result {
        Ok(found) => tell(&format!("ok      {name}: {found}")),
        Err(problem) => {
            failed += 1;
            tell(&format!("FAILED  {name}: {problem}"));
        }
    };
    check("configuration", Ok(format!("listens on {}", config.listen)));
    check("site", site());
    check("address", address(config).await);
    check("mail", mail::check(config).await.map_err(|error| with_causes(&*error)));
    if let Some((certificate, key)) = config.tls_files() {
        let loaded = Tls::load(certificate, key);
        let shown = certificate.display();
        check(
            "certificate",
            loaded.map(|_| shown.to_string()).map_err(|error| with_causes(&error)),
        );
    }
    let mut sealed = Vec::new();
    if let Some(found) = open_id(config).await {
        check("OpenID provider", found);
    }
    match storage::inspect(&config.database_url).await {
        Ok(found) => {
            sealed.clone_from(&found.sealed);
            check("database", Ok(format!("{} {}", found.engine, found.version)));
            check("schema", schema(&found));
        }
        Err(error) => check("database", Err(with_causes(&error))),
    }
    check("keys", keys(&KeyFile::at(config.key_file()), &sealed));
    if failed == 0 { Ok(()) } else { Err(CommandError::Unhealthy(failed)) }
}

fn site() -> Result<String, String> {
    let missing = assets::missing();
    if missing.is_empty() {
        return Ok(format!("style and code are in the program ({})", assets::paths().package));
    }
    Err(format!("{} not in the program: build it with `make build`", missing.join(", ")))
}

async fn address(config: &Config) -> Result<String, String> {
    match tokio::net::TcpListener::bind(config.listen).await {
        Ok(_) => Ok(format!("{} is free", config.listen)),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => Err(format!(
            "{} is in use: either the server runs already, or set another one with --listen",
            config.listen
        )),
        Err(error) => Err(error.to_string()),
    }
}

/// Whether the provider answers, if one is set. Whether it knows the console is only seen when
/// somebody signs in.
async fn open_id(config: &Config) -> Option<Result<String, String>> {
    let settings = config.open_id().ok().flatten()?;
    let public_url = config.public_url(config.listen);
    let provider = match open_id::provider(&settings, &public_url, Arc::new(SystemClock)) {
        Ok(provider) => provider,
        Err(error) => return Some(Err(with_causes(&error))),
    };
    let answers = provider.check().await.map_err(|error| with_causes(&error));
    Some(answers.map(|()| format!("{} answers", settings.issuer)))
}

fn schema(found: &storage::Description) -> Result<String, String> {
    let (is, known) = (found.schema_version, found.known_schema_version);
    match is.cmp(&known) {
        std::cmp::Ordering::Equal => Ok(format!("version {is}, up to date")),
        std::cmp::Ordering::Less => {
            Ok(format!("version {is}; the next start brings it to version {known}"))
        }
        std::cmp::Ordering::Greater => Err(format!(
            "version {is} is newer than this program, which knows {known}: use the newer program"
        )),
    }
}

fn keys(file: &KeyFile, sealed: &[(KeyId, u64)]) -> Result<String, String> {
    let path = file.path().display();
    match file.read() {
        Err(KeyFileError::Unreadable { source, .. })
            if source.kind() == std::io::ErrorKind::NotFound && sealed.is_empty() =>
        {
            Ok(format!("{path} is not there yet; the first start makes it"))
        }
        Err(error) => Err(with_causes(&error)),
        Ok(_) if file.is_open_to_others().unwrap_or(true) => {
            Err(format!("others on this machine can read {path}: chmod o= {path}"))
        }
        Ok(keys) if sealed.iter().any(|(id, _)| keys.get(*id).is_none()) => {
            let missing = sealed.iter().filter(|(id, _)| keys.get(*id).is_none());
            let missing: Vec<_> = missing.map(|(id, _)| id.to_string()).collect();
            Err(format!(
                "{path} lacks what has sealed a part of the database: {}",
                missing.join(", ")
            ))
        }
        Ok(keys) => Ok(format!("{path} has {}, {} seals", keys.iter().count(), keys.newest().id)),
    }
}

fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}
