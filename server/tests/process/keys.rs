//! The keys that seal secrets.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use totp_rs::{Builder, Secret};

use crate::suiro::{EMAIL, Outcome, PASSWORD, Server, outcome, suiro};
use crate::support::database::{TestDatabase, new_folder};

async fn run_in(folder: &Path, arguments: &[&str]) -> Outcome {
    outcome(suiro(folder, arguments)).await
}

/// The names of the keys, and which of them seals.
async fn listed(folder: &Path) -> (Vec<String>, Option<usize>) {
    let list = run_in(folder, &["keys", "list"]).await;
    assert!(list.success, "{list:?}");
    let lines: Vec<_> = list.output.lines().collect();
    let id = |line: &&str| line.split('\t').next().expect("a name").to_owned();
    (lines.iter().map(id).collect(), lines.iter().position(|line| line.ends_with("\tseals")))
}

#[tokio::test]
async fn the_first_start_makes_a_key_and_rotation_adds_one() {
    let folder = new_folder();
    let none = run_in(&folder, &["keys", "list"]).await;
    assert!(!none.success && none.errors.contains("data/suiro.keys"), "{none:?}");

    let start = || suiro(&folder, &["--listen", "127.0.0.1:0"]);
    let server = Server::start_command(start(), new_folder()).await;
    let file = folder.join("data/suiro.keys");
    let mode = std::fs::metadata(&file).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let (first, seals) = listed(&folder).await;
    assert_eq!((first.len(), seals), (1, Some(0)));

    // While the server runs.
    let rotated = run_in(&folder, &["keys", "rotate"]).await;
    assert!(rotated.success, "{rotated:?}");
    let (keys, seals) = listed(&folder).await;
    assert_eq!((keys.len(), seals), (2, Some(1)));
    assert_eq!(keys[0], first[0]);
    assert!(rotated.output.contains(&keys[1]), "{rotated:?}");
    server.stop().await;

    let server = Server::start_command(start(), new_folder()).await;
    assert_eq!(listed(&folder).await.0, keys, "a start changes nothing");
    server.stop().await;
    let secrets = std::fs::read_to_string(&file).expect("a file");
    let secret = secrets.lines().last().and_then(|line| line.split(' ').nth(1)).expect("a key");
    let list = run_in(&folder, &["keys", "list"]).await;
    assert!(!list.output.contains(secret) && secret.len() == 64, "{list:?}");
    std::fs::remove_dir_all(folder).expect("the folder goes");
}

#[tokio::test]
async fn a_key_file_that_is_none_is_told() {
    let folder = new_folder();
    let file = folder.join("my.keys");
    let settings = ["--listen", "127.0.0.1:0", "--key-file", "my.keys"];
    std::fs::write(&file, "secret\n").expect("a file");
    for command in ["serve", "doctor"] {
        let refusal = run_in(&folder, &[&[command], &settings[..]].concat()).await;
        assert!(!refusal.success, "{refusal:?}");
        let told = format!("{}{}", refusal.output, refusal.errors);
        assert!(told.contains("my.keys is wrong in line 1"), "{refusal:?}");
    }
    std::fs::remove_file(&file).expect("the file goes");
    let rotated = run_in(&folder, &["keys", "rotate", "--key-file", "my.keys"]).await;
    assert!(rotated.success, "{rotated:?}");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).expect("a mode");
    let doctor = run_in(&folder, &[&["doctor"], &settings[..]].concat()).await;
    assert!(doctor.output.contains("FAILED  keys: others on this machine"), "{doctor:?}");
    std::fs::remove_dir_all(folder).expect("the folder goes");
}

/// The code that an app with this key shows `later` seconds from now.
#[expect(clippy::disallowed_methods, reason = "The app on the phone has a clock of its own.")]
fn code(key: &str, later: u64) -> String {
    let key = Secret::try_from_base32(key).expect("base32");
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let now = now.expect("a time after 1970").as_secs();
    Builder::new().with_secret(key).build_noncompliant().generate(now + later).to_string()
}

pub(crate) async fn what_is_sealed_survives_a_rotation(database: &TestDatabase) {
    let folder = new_folder();
    let settings = ["--listen", "127.0.0.1:0", "--database-url", &database.url];
    let settings = [&settings[..], &["--key-file", "suiro.keys"]].concat();
    let start = async || Server::start_command(suiro(&folder, &settings), new_folder()).await;
    let command =
        async |command: &[&str]| run_in(&folder, &[command, &settings[..]].concat()).await;

    let mut server = start().await;
    server.sign_in().await;
    let client = server.client;
    client.post("/account/second-factor/start", &[]).send().await;
    let page = client.get("/account/second-factor").send().await;
    let (_, key) = page.text().split_once("<code>").expect("a key");
    let key: String = key.split('<').next().expect("a key").split(' ').collect();
    let form = [("code", &*code(&key, 0))];
    assert_eq!(client.post("/account/second-factor", &form).send().await.status, 200);
    server.stop().await;

    let rotated = command(&["keys", "rotate"]).await;
    assert!(rotated.output.contains("Sealed 1 secrets again."), "{rotated:?}");
    let list = command(&["keys", "list"]).await;
    let counts: Vec<_> = list.output.lines().map(|line| line.contains("\t1 secrets")).collect();
    assert_eq!(counts, [false, true], "{list:?}");

    let server = start().await;
    let form = [("email", EMAIL), ("password", PASSWORD), ("return_to", "/help")];
    let first = server.client.post("/sign-in", &form).send().await;
    let waiting = first.token("suiro_sign_in").expect("what waits").reveal();
    // The code of now was used to set it up.
    let form = [("code", &*code(&key, 30)), ("return_to", "/help")];
    let cookie = format!("suiro_sign_in={waiting}");
    let second = server.client.post("/sign-in/code", &form).header("cookie", &cookie);
    assert_eq!(second.send().await.header("location"), "/help");
    server.stop().await;

    // Without its key, the database is served by nobody.
    std::fs::remove_file(folder.join("suiro.keys")).expect("the file goes");
    let refusal = command(&["serve"]).await;
    assert!(!refusal.success && refusal.errors.contains("sealed with the key"), "{refusal:?}");
    assert!(!folder.join("suiro.keys").exists(), "a new key would hide which one is missing");
    let doctor = command(&["doctor"]).await;
    assert!(doctor.output.contains("FAILED  keys: "), "{doctor:?}");
    let helped = command(&["admin", "reset-second-factor", EMAIL]).await;
    assert!(helped.success, "{helped:?}");
    let server = start().await;
    server.stop().await;
    std::fs::remove_dir_all(folder).expect("the folder goes");
}
