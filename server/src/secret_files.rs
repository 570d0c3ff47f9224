//! Secrets that stand in files of their own.

use std::path::Path;

use serde::Serialize;

use crate::config::ConfigError;

/// Secrets that may stand in files of their own: `SUIRO_DATABASE_URL_FILE` names the file that
/// holds the database URL, `SUIRO_SMTP_URL_FILE` that of the mail server. A secret that is none but random characters is read here in any case:
/// figment would take one of digits for a number.
#[derive(Serialize)]
pub(crate) struct SecretFiles {
    #[serde(skip_serializing_if = "Option::is_none")]
    database_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    smtp_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    oidc_client_secret: Option<String>,
}

impl SecretFiles {
    /// What figment leaves to this.
    pub(crate) const VARIABLES: [&str; 4] =
        ["database_url_file", "smtp_url_file", "oidc_client_secret", "oidc_client_secret_file"];

    pub(crate) fn read() -> Result<Self, ConfigError> {
        let client_secret = "SUIRO_OIDC_CLIENT_SECRET";
        let file = secret_file(client_secret)?;
        Ok(Self {
            database_url: secret_file("SUIRO_DATABASE_URL")?,
            smtp_url: secret_file("SUIRO_SMTP_URL")?,
            oidc_client_secret: file.or_else(|| std::env::var(client_secret).ok()),
        })
    }
}

pub(crate) fn secret_file(variable: &str) -> Result<Option<String>, ConfigError> {
    let file_variable = format!("{variable}_FILE");
    let Some(path) = std::env::var_os(&file_variable) else { return Ok(None) };
    if std::env::var_os(variable).is_some() {
        return Err(ConfigError::SetTwice(variable.to_owned()));
    }
    let content = read_file(Path::new(&path), &file_variable)?;
    Ok(Some(content.trim_end().to_owned()))
}

pub(crate) fn read_file(path: &Path, named_by: &str) -> Result<String, ConfigError> {
    std::fs::read_to_string(path).map_err(|source| ConfigError::UnreadableFile {
        path: path.to_owned(),
        named_by: named_by.to_owned(),
        source,
    })
}
