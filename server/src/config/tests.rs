use figment::Jail;

use super::*;

fn read(flags: &Flags) -> Result<Config, ConfigError> {
    Config::read(flags)
}

#[test]
#[expect(clippy::result_large_err, reason = "The type is figment's.")]
fn flags_go_before_the_environment_before_the_file_before_the_defaults() {
    Jail::expect_with(|jail| {
        jail.clear_env();
        assert_eq!(read(&Flags::default()).expect("defaults").listen.port(), 3000);
        jail.create_file("suiro.toml", "listen = \"127.0.0.1:1\"\nlog = \"warn\"")?;
        assert_eq!(read(&Flags::default()).expect("file").listen.port(), 1);
        jail.set_env("SUIRO_LISTEN", "127.0.0.1:2");
        assert_eq!(read(&Flags::default()).expect("environment").listen.port(), 2);
        let flags = Flags { listen: "127.0.0.1:3".parse().ok(), ..Flags::default() };
        let config = read(&flags).expect("flags");
        assert_eq!((config.listen.port(), config.log.as_str()), (3, "warn"));
        Ok(())
    });
}

#[test]
#[expect(clippy::result_large_err, reason = "The type is figment's.")]
fn an_unknown_key_is_an_error_wherever_it_stands() {
    Jail::expect_with(|jail| {
        jail.clear_env();
        jail.create_file("suiro.toml", "listne = \"127.0.0.1:1\"")?;
        let error = read(&Flags::default()).expect_err("a misspelt key").to_string();
        assert!(error.contains("listne"), "{error}");
        jail.create_file("suiro.toml", "")?;
        jail.set_env("SUIRO_LISTNE", "x");
        let error = read(&Flags::default()).expect_err("a misspelt variable").to_string();
        assert!(error.contains("listne"), "{error}");
        Ok(())
    });
}

#[test]
#[expect(clippy::result_large_err, reason = "The type is figment's.")]
fn a_secret_may_stand_in_a_file() {
    Jail::expect_with(|jail| {
        jail.clear_env();
        jail.create_file("secret", "postgres://a:b@c/d\n")?;
        jail.set_env("SUIRO_DATABASE_URL_FILE", "secret");
        let config = read(&Flags::default()).expect("a configuration");
        assert_eq!(config.database_url, "postgres://a:b@c/d");
        jail.set_env("SUIRO_DATABASE_URL", "sqlite://x");
        assert!(matches!(read(&Flags::default()), Err(ConfigError::SetTwice(_))));
        Ok(())
    });
}

#[test]
#[expect(clippy::result_large_err, reason = "The type is figment's.")]
fn proxies_stand_in_a_list_or_between_commas() {
    Jail::expect_with(|jail| {
        jail.clear_env();
        let proxies = |flags: &Flags| {
            read(flags).map(|config| config.trusted_proxies.to_string()).expect("proxies")
        };
        jail.create_file("suiro.toml", "trusted_proxies = [\"10.0.0.0/8\", \"::1\"]")?;
        assert_eq!(proxies(&Flags::default()), "10.0.0.0/8,::1/128");
        jail.set_env("SUIRO_TRUSTED_PROXIES", "10.1.0.0/16, 10.2.0.0/16");
        assert_eq!(proxies(&Flags::default()), "10.1.0.0/16,10.2.0.0/16");
        jail.set_env("SUIRO_TRUSTED_PROXIES", "10.3.0.0/16");
        assert_eq!(proxies(&Flags::default()), "10.3.0.0/16");
        let flags = Flags { trusted_proxies: "10.4.0.0/16".parse().ok(), ..Flags::default() };
        assert_eq!(proxies(&flags), "10.4.0.0/16");
        jail.set_env("SUIRO_TRUSTED_PROXIES", "proxy.example");
        let error = read(&Flags::default()).expect_err("no network").to_string();
        assert!(error.contains("proxy.example") && error.contains("PROXIES"), "{error}");
        Ok(())
    });
}

#[test]
#[expect(clippy::result_large_err, reason = "The type is figment's.")]
fn the_public_url_is_where_it_listens_unless_it_is_set() {
    Jail::expect_with(|jail| {
        jail.clear_env();
        let url = || read(&Flags::default()).map(|config| config.public_url(config.listen));
        assert_eq!(url().expect("a default").as_str(), "http://127.0.0.1:3000");
        jail.set_env("SUIRO_LISTEN", "[::1]:80");
        assert_eq!(url().expect("a default").as_str(), "http://[::1]:80");
        jail.set_env("SUIRO_PUBLIC_URL", "https://suiro.example/");
        assert_eq!(url().expect("a URL").as_str(), "https://suiro.example");
        // That of another proxy than TLS of its own.
        jail.set_env("SUIRO_TLS_KEY", "key.pem");
        assert!(matches!(url(), Err(ConfigError::HalfOfTls("tls_key", "tls_certificate"))));
        jail.set_env("SUIRO_TLS_CERTIFICATE", "certificate.pem");
        assert_eq!(url().expect("a URL").as_str(), "https://suiro.example");
        jail.set_env("SUIRO_PUBLIC_URL", "https://suiro.example/console");
        let error = url().expect_err("a path").to_string();
        assert!(error.contains("without a path"), "{error}");
        Ok(())
    });
}

#[test]
#[expect(clippy::result_large_err, reason = "The type is figment's.")]
fn the_keys_are_beside_the_database_unless_it_is_set() {
    Jail::expect_with(|jail| {
        jail.clear_env();
        let key_file = || read(&Flags::default()).expect("a configuration").key_file();
        assert_eq!(key_file(), Path::new("data/suiro.keys"));
        jail.set_env("SUIRO_DATABASE_URL", "sqlite:///srv/console.db");
        assert_eq!(key_file(), Path::new("/srv/console.keys"));
        jail.set_env("SUIRO_DATABASE_URL", "postgres://host/db");
        assert_eq!(key_file(), Path::new("data/suiro.keys"));
        jail.set_env("SUIRO_KEY_FILE", "/run/secrets/suiro");
        assert_eq!(key_file(), Path::new("/run/secrets/suiro"));
        Ok(())
    });
}

#[test]
#[expect(clippy::result_large_err, reason = "The type is figment's.")]
fn a_session_lasts_as_long_as_it_is_set() {
    Jail::expect_with(|jail| {
        jail.clear_env();
        let config = read(&Flags::default()).expect("defaults");
        assert_eq!(config.session_limits(), SessionLimits::default());
        jail.create_file("suiro.toml", "session_idle_minutes = 5\nsession_hours = 1")?;
        let limits = read(&Flags::default()).expect("limits").session_limits();
        assert_eq!((limits.idle, limits.absolute), (300_000_000, 3_600_000_000));
        jail.create_file("suiro.toml", "session_hours = 0")?;
        let error = read(&Flags::default()).expect_err("no time at all").to_string();
        assert!(error.contains("session_hours"), "{error}");
        Ok(())
    });
}

#[test]
fn passwords_are_not_shown() {
    for (url, shown) in [
        ("postgres://u:p@host/db", "postgres://u:***@host/db"),
        ("postgres://u:p@ss@host/db?password=p", "postgres://u:***@host/db?***"),
        ("postgres://host/db", "postgres://host/db"),
        ("sqlite://data/suiro.db", "sqlite://data/suiro.db"),
    ] {
        assert_eq!(without_password(url), shown);
    }
    let config = Config { database_url: "postgres://u:hunter2@h/d".into(), ..Config::default() };
    assert!(!format!("{config:?}").contains("hunter2"));
}

#[test]
#[expect(clippy::result_large_err, reason = "The type is figment's.")]
fn what_the_platforms_need_stands_in_a_table_of_its_own() {
    Jail::expect_with(|jail| {
        jail.clear_env();
        let platforms = || read(&Flags::default()).map(|config| config.platforms);
        assert!(platforms().expect("defaults").meta_app_id.is_none());
        let table = "[platforms]\nmeta_app_id = \"1\"\nhttp_retries = 1\nallowed_ports = [25]";
        jail.create_file("suiro.toml", table)?;
        // As digits and as something that looks like a number, which they are not.
        jail.set_env("SUIRO_PLATFORMS_META_APP_ID", "0600100200300400");
        jail.set_env("SUIRO_PLATFORMS_META_VERIFY_TOKEN", "12e5");
        jail.create_file("secret", "c3d2e1f0\n")?;
        jail.set_env("SUIRO_PLATFORMS_META_APP_SECRET_FILE", "secret");
        jail.set_env("SUIRO_PLATFORMS_HTTP_TIMEOUT_SECONDS", "7");
        jail.set_env("SUIRO_PLATFORMS_ALLOWED_PRIVATE_NETWORKS", "10.0.0.0/8, fd00::/8");
        let set = platforms().expect("settings");
        assert_eq!(set.meta_app_id.as_deref(), Some("0600100200300400"));
        assert_eq!(set.meta_verify_token.as_deref(), Some("12e5"));
        assert_eq!(set.meta_app_secret.as_deref(), Some("c3d2e1f0"));
        assert_eq!(set.http_timeout_seconds.map(NonZeroU32::get), Some(7));
        assert_eq!((set.http_retries, set.allowed_ports.as_deref()), (Some(1), Some(&[25][..])));
        assert_eq!(set.allowed_private_networks.to_string(), "10.0.0.0/8,fd00::/8");

        let shown = read(&Flags::default()).expect("settings").to_public_toml();
        assert!(shown.contains("\n\n[platforms]\n"), "{shown}");
        assert!(shown.contains("meta_app_id = \"0600100200300400\""), "{shown}");
        assert!(!shown.contains("c3d2e1f0") && !shown.contains("12e5"), "{shown}");
        jail.clear_env();
        jail.create_file("suiro.toml", &shown)?;
        assert_eq!(platforms().expect("what is shown is read").allowed_ports, Some(vec![25]));
        Ok(())
    });
}

#[test]
#[expect(clippy::result_large_err, reason = "The type is figment's.")]
fn wrong_settings_of_platforms_are_named() {
    Jail::expect_with(|jail| {
        for (variable, value, named) in [
            ("META_APP_ID", "1", "platforms.meta_app_secret"),
            ("INSTAGRAM_APP_SECRET", "s", "platforms.instagram_app_id"),
            ("META_AP_ID", "1", "meta_ap_id"),
            ("VIBER_URL", "http://chatapi.viber.com", "viber_url"),
            ("HTTP_TIMEOUT_SECONDS", "0", "http_timeout_seconds"),
            ("DNS_SERVER", "dns.example", "dns_server"),
            ("ALLOWED_PRIVATE_NETWORKS", "mail.example", "mail.example"),
        ] {
            jail.clear_env();
            jail.set_env(format!("SUIRO_PLATFORMS_{variable}"), value);
            let error = read(&Flags::default()).expect_err(variable).to_string();
            assert!(error.contains(named), "{variable}: {error}");
        }
        Ok(())
    });
}
