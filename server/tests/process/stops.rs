//! How the program ends.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::suiro::Server;
use crate::support::answer::Answer;
use crate::support::client::{FORM, create_fields, creation_key};
use crate::support::database::TestDatabase;

/// Tries until nobody listens any more.
async fn until_closed(server: &Server) {
    for _ in 0..100_000 {
        if TcpStream::connect(server.client.address).await.is_err() {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("the server still listens");
}

pub(crate) async fn a_request_that_has_begun_is_answered_before_the_end(database: &TestDatabase) {
    let mut server = Server::start(&database.url).await;
    let key = creation_key(0).to_string();
    let fields = create_fields(&key, "In flight");
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let head = format!(
        "POST /channels/new HTTP/1.1\r\nHost: a\r\nCookie: {}\r\nContent-Type: {FORM}\r\n\
         Content-Length: {}\r\nExpect: 100-continue\r\n\r\n",
        server.client.cookie(),
        body.len()
    );
    let mut stream = TcpStream::connect(server.client.address).await.expect("a connection");
    stream.write_all(head.as_bytes()).await.expect("the head");
    // The server asks for the body when the handler waits for it.
    let mut go_on = [0; 25];
    stream.read_exact(&mut go_on).await.expect("an invitation");
    assert_eq!(go_on, *b"HTTP/1.1 100 Continue\r\n\r\n");

    server.terminate();
    until_closed(&server).await;
    stream.write_all(body.as_bytes()).await.expect("the body");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("an answer");
    let id = Answer::from_bytes(&answer).created_id();
    let status = server.end().await;
    assert_eq!(status.code(), Some(0), "{}", server.log());

    let server = Server::start(&database.url).await;
    let stored = server.client.exported().await;
    assert_eq!(stored, [(id, "In flight".to_owned(), String::new())]);
    server.stop().await;
}

/// Ends at once, long before the time after which running requests are cut off.
pub(crate) async fn idle_connections_do_not_hold_up_the_end(database: &TestDatabase) {
    let mut server = Server::start(&database.url).await;
    let mut idle = Vec::new();
    for asks in [false, true, true] {
        let mut stream = TcpStream::connect(server.client.address).await.expect("a connection");
        if asks {
            let request = b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";
            stream.write_all(request).await.expect("a request");
            stream.read_u8().await.expect("an answer");
        }
        idle.push(stream);
    }
    server.terminate();
    let status = server.end().await;
    assert_eq!(status.code(), Some(0), "{}", server.log());
    assert!(!server.log().contains("cut off"), "{}", server.log());
}

/// A supervisor may stop it the moment it says that it is ready.
#[tokio::test]
async fn a_signal_right_after_the_start_is_heard() {
    let database = TestDatabase::sqlite();
    for _ in 0..10 {
        Server::start_unseen(&database.url).await.stop().await;
    }
}

/// Whoever is too slow is told so, even by a server that stops.
#[tokio::test]
async fn a_body_that_never_comes_is_given_up() {
    let database = TestDatabase::sqlite();
    let mut server = Server::start(&database.url).await;
    let mut stream = TcpStream::connect(server.client.address).await.expect("a connection");
    let head = half_a_form(&server, "Expect: 100-continue");
    stream.write_all(head.as_bytes()).await.expect("the head");
    stream.read_u8().await.expect("an invitation");
    server.terminate();
    let status = server.end().await;
    assert_eq!(status.code(), Some(0), "{}", server.log());
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer");
    assert!(answer.contains("HTTP/1.1 408 "), "{answer}");
    assert!(!server.log().contains("cut off"), "{}", server.log());
}

/// A connection that never ends cannot keep the program alive.
#[tokio::test]
async fn a_connection_that_never_ends_is_cut_off() {
    let database = TestDatabase::sqlite();
    let mut server = Server::start(&database.url).await;
    let mut stream = TcpStream::connect(server.client.address).await.expect("a connection");
    // Without asking first, so that the rest would be taken off the line after the answer. The
    // answer to the request before it shows that the server has come so far.
    let requests =
        format!("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n{}", half_a_form(&server, "A: b"));
    stream.write_all(requests.as_bytes()).await.expect("the requests");
    stream.read_u8().await.expect("an answer");
    assert_eq!(server.client.get("/channels").send().await.status, 200);
    server.terminate();
    let status = server.end().await;
    assert_eq!(status.code(), Some(0), "{}", server.log());
    assert!(server.log().contains("cut off"), "{}", server.log());
}

/// The head of a form whose fields do not come.
fn half_a_form(server: &Server, more: &str) -> String {
    format!(
        "POST /channels/new HTTP/1.1\r\nHost: a\r\nCookie: {}\r\nContent-Type: {FORM}\r\n\
         Content-Length: 10\r\n{more}\r\n\r\n",
        server.client.cookie()
    )
}
