//! What is set, and what must not be.

use crate::suiro::{outcome, run, suiro};
use crate::support::database::new_folder;

#[tokio::test]
async fn an_address_that_others_can_reach_is_refused() {
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:80"] {
        let refusal = run(&["--listen", address]).await;
        assert!(!refusal.success, "{refusal:?}");
        assert!(refusal.errors.contains("refusing to listen on"), "{refusal:?}");
        assert!(refusal.errors.contains("loopback"), "{refusal:?}");
    }
    let folder = new_folder();
    let mut command = suiro(&folder, &["serve"]);
    command.env("SUIRO_LISTEN", "0.0.0.0:3000");
    let refusal = outcome(command).await;
    assert!(!refusal.success && refusal.errors.contains("refusing to listen"), "{refusal:?}");
    assert!(!folder.join("data").exists(), "refused before anything was made");
    std::fs::remove_dir_all(folder).expect("the folder goes");
}

#[tokio::test]
async fn an_unknown_key_is_refused_by_its_name() {
    let folder = new_folder();
    for command in ["serve", "migrate", "check-config", "doctor"] {
        std::fs::write(folder.join("suiro.toml"), "listne = \"127.0.0.1:1\"\n").expect("a file");
        let refusal = outcome(suiro(&folder, &[command])).await;
        assert!(!refusal.success && refusal.errors.contains("listne"), "{refusal:?}");
        std::fs::remove_file(folder.join("suiro.toml")).expect("the file goes");

        let mut misspelt = suiro(&folder, &[command]);
        misspelt.env("SUIRO_DATABSE_URL", "sqlite://x.db");
        let refusal = outcome(misspelt).await;
        assert!(!refusal.success && refusal.errors.contains("databse_url"), "{refusal:?}");
    }
    std::fs::remove_dir_all(folder).expect("the folder goes");
}

#[tokio::test]
async fn a_wrong_value_is_refused_by_its_name() {
    for (name, value, told) in [
        ("SUIRO_LISTEN", "3000", "LISTEN"),
        ("SUIRO_LOG_FORMAT", "xml", "LOG_FORMAT"),
        ("SUIRO_LOG", "storage=[", "log filter"),
        ("SUIRO_DATABASE_URL", "mysql://u:geheim@h/d", "sqlite:// or postgres://"),
        ("SUIRO_DATABASE_URL_FILE", "/nowhere/secret", "/nowhere/secret"),
    ] {
        let folder = new_folder();
        let mut command = suiro(&folder, &["migrate"]);
        command.env(name, value);
        let refusal = outcome(command).await;
        assert!(!refusal.success && refusal.errors.contains(told), "{name}: {refusal:?}");
        assert!(!refusal.errors.contains("geheim"), "{refusal:?}");
        std::fs::remove_dir_all(folder).expect("the folder goes");
    }
    let missing = run(&["check-config", "--config", "nowhere.toml"]).await;
    assert!(!missing.success && missing.errors.contains("nowhere.toml"), "{missing:?}");
}

#[tokio::test]
async fn the_configuration_is_shown_without_its_password() {
    let folder = new_folder();
    std::fs::write(folder.join("secret"), "postgres://suiro:geheim@db.example/console\n")
        .expect("a file");
    std::fs::write(folder.join("suiro.toml"), "listen = \"127.0.0.1:4000\"\nlog = \"warn\"\n")
        .expect("a file");
    let mut command = suiro(&folder, &["check-config", "--log-format", "json"]);
    command.env("SUIRO_DATABASE_URL_FILE", "secret").env("SUIRO_LOG", "debug");
    let shown = outcome(command).await;
    assert!(shown.success, "{shown:?}");
    assert_eq!(
        shown.output,
        "database_url = \"postgres://suiro:***@db.example/console\"\n\
         listen = \"127.0.0.1:4000\"\nlog = \"debug\"\nlog_format = \"json\"\n"
    );
    // What is shown may be used as a file.
    let file = folder.join("shown.toml");
    std::fs::write(&file, &shown.output).expect("a file");
    let file = file.to_str().expect("UTF-8");
    let again = outcome(suiro(&folder, &["check-config", "--config", file])).await;
    assert_eq!(again.output, shown.output, "{again:?}");
    std::fs::remove_dir_all(folder).expect("the folder goes");
}
