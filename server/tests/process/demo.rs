//! Made-up data, to look around in.

use std::net::SocketAddr;
use std::path::Path;

use crate::suiro::{Server, suiro};
use crate::support::client::{Client, SESSION_COOKIE};
use crate::support::database::new_folder;

fn is_empty(folder: &Path) -> bool {
    std::fs::read_dir(folder).expect("the folder").next().is_none()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_is_full_of_people_and_leaves_nothing_behind() {
    let (folder, temporary) = (new_folder(), new_folder());
    let mut command = suiro(&folder, &["demo", "--listen", "127.0.0.1:0"]);
    command.env("TMPDIR", &temporary);
    let mut server = Server::start_command(command, folder.clone()).await;
    assert!(!is_empty(&temporary) && !folder.join("data").exists());
    let platforms = server.told.iter().position(|line| line.starts_with("Simulated platforms"));
    let platforms = platforms.expect("where the platforms are");
    let people = server.told[1..platforms].iter().map(|line| line.split_whitespace());
    let people: Vec<_> = people.collect();
    assert_eq!(people.len(), 6, "{:?}", server.told);
    let mut passwords = Vec::new();
    for mut words in people {
        let (email, password) = (words.next().expect("whom"), words.next().expect("a password"));
        let form = [("email", email), ("password", password), ("return_to", "/")];
        let answer = server.client.post("/sign-in", &form).send().await;
        let client = server.client.with_session(&answer.token(SESSION_COOKIE).expect("a session"));
        let page = client.get("/channels").send().await;
        let manager = page.status == 303;
        let page = if manager { client.get("/back-office").send().await } else { page };
        assert!(page.text().contains("Demo data"), "{email}: {page}");
        assert!(!passwords.contains(&password.to_owned()), "each has one of their own");
        passwords.push(password.to_owned());
    }
    for address in ["/sign-in", "/help", "/nothing"] {
        let page = server.client.get(address).send().await;
        assert!(page.text().contains("Demo data"), "{address}: {page}");
    }
    let simulator = server.told[platforms].split_whitespace().last().expect("an address");
    let address = simulator.trim_start_matches("http://").trim_end_matches('/');
    let address: SocketAddr = address.parse().expect("an address");
    let panel = Client::anonymous(address).get("/").send().await;
    assert!(panel.text().contains("Hoshino Tea"), "{panel}");
    for line in &server.told[platforms + 1..] {
        let mut words = line.split(", ").filter_map(|part| part.split_whitespace().last());
        assert!(words.all(|word| word == "dialog" || panel.text().contains(word)), "{line}");
    }
    let page = server.client.get("/sign-in").send().await;
    assert!(page.text().contains(simulator), "{page}");
    server.terminate();
    assert!(server.end().await.success(), "{}", server.log());
    assert!(is_empty(&temporary) && !folder.join("data").exists());
    std::fs::remove_dir_all(temporary).expect("the folder goes");
}
