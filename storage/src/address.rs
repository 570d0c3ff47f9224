//! What a database URL says.

use std::path::PathBuf;
use std::str::FromStr;

use sqlx::postgres::PgConnectOptions;

use crate::error::ConnectError;

/// Where a database is.
pub(crate) enum Address {
    /// A file.
    Sqlite(PathBuf),
    /// A server.
    Postgres(Box<PgConnectOptions>),
}

impl Address {
    pub(crate) fn parse(url: &str) -> Result<Self, ConnectError> {
        if let Some(path) = url.strip_prefix("sqlite://") {
            return parse_path(path).map(Self::Sqlite);
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            // The error of sqlx is left out: it may repeat a part of the URL.
            return PgConnectOptions::from_str(url)
                .map(|options| Self::Postgres(Box::new(options)))
                .map_err(|_| {
                    ConnectError::InvalidUrl(
                        "it must look like postgres://user:password@host:5432/database, with \
                         special characters of the password percent-encoded",
                    )
                });
        }
        Err(ConnectError::UnknownScheme)
    }
}

fn parse_path(path: &str) -> Result<PathBuf, ConnectError> {
    if path.is_empty() || path.ends_with('/') {
        return Err(ConnectError::InvalidUrl("it names no file after sqlite://"));
    }
    if path.contains(":memory:") {
        return Err(ConnectError::InvalidUrl("a database in memory would be lost at every stop"));
    }
    if path.contains('?') {
        return Err(ConnectError::InvalidUrl("a sqlite:// URL takes no parameters after a `?`"));
    }
    Ok(PathBuf::from(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(url: &str) -> Option<PathBuf> {
        match Address::parse(url) {
            Ok(Address::Sqlite(path)) => Some(path),
            _ => None,
        }
    }

    #[test]
    fn a_sqlite_url_names_a_file() {
        assert_eq!(file("sqlite://data/suiro.db"), Some("data/suiro.db".into()));
        assert_eq!(file("sqlite:///var/lib/a b%20c.db"), Some("/var/lib/a b%20c.db".into()));
        for wrong in ["sqlite://", "sqlite:///", "sqlite://data/", "sqlite://:memory:"] {
            assert_eq!(file(wrong), None, "{wrong}");
        }
        assert_eq!(file("sqlite://data/suiro.db?mode=rwc"), None);
    }

    #[test]
    fn both_names_of_postgres_are_known() {
        for url in ["postgres://u:p@h:1/d", "postgresql://u:p@h:1/d"] {
            assert!(matches!(Address::parse(url), Ok(Address::Postgres(_))), "{url}");
        }
    }

    #[test]
    fn no_error_repeats_the_url() {
        for url in [
            "mysql://user:geheim@host/database",
            "user:geheim@host",
            "postgres://user:geheim@host:port/database",
            "postgres://user:geheim#@host/database",
            "postgres://user@host/database?sslmode=geheim",
            "",
        ] {
            let Err(error) = Address::parse(url) else { panic!("{url} is not an address") };
            assert!(!format!("{error} {error:?}").contains("geheim"), "{error}");
        }
    }
}
