//! Bodies larger than any form. The sender gets an answer, not a broken connection: a browser
//! shows its own error page for that, and nobody learns why.

use std::time::Instant;

use domain::error_code::ErrorCode;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::bad_forms::assert_refused;
use crate::bench::{self, TestServer};
use crate::support::answer::Answer;
use crate::support::client::{Client, FORM};

const TEN_MEGABYTES: usize = 10 * 1024 * 1024;

fn head(client: Client, line: &str, media_type: &str, more: &str) -> Vec<u8> {
    let cookie = client.cookie();
    format!(
        "{line} HTTP/1.1\r\nHost: a\r\nCookie: {cookie}\r\nContent-Type: {media_type}\r\n\
         {more}\r\n\r\n"
    )
    .into()
}

fn large(client: Client, line: &str, media_type: &str, more: &str) -> Vec<u8> {
    let more = format!("Content-Length: {TEN_MEGABYTES}\r\n{more}");
    let mut request = head(client, line, media_type, &more);
    request.resize(request.len() + TEN_MEGABYTES, b'x');
    request
}

/// Sends everything before it reads: whoever is told to stop by a broken connection may never see
/// why.
async fn whole(server: &TestServer, request: &[u8]) -> Answer {
    let mut stream = TcpStream::connect(server.client.address).await.expect("a connection");
    stream.write_all(request).await.expect("everything is taken");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("an answer");
    Answer::from_bytes(&answer)
}

pub(crate) async fn a_body_of_10_megabytes_is_refused_in_peace(server: &TestServer) {
    let client = server.client;
    for address in ["/channels/new", "/channels/a", "/channels/a/delete", "/preferences"] {
        let request = large(client, &format!("POST {address}"), FORM, "Connection: close");
        let answer = whole(server, &request).await;
        assert_refused(&answer, ErrorCode::RequestTooLarge, address);
    }
    // On a connection that stays open, too: the next request on it is understood.
    let mut two = large(client, "POST /channels/new", FORM, "Connection: keep-alive");
    two.extend(head(client, "GET /channels/1", "", "Connection: close"));
    let mut stream = TcpStream::connect(client.address).await.expect("a connection");
    stream.write_all(&two).await.expect("everything is taken");
    let mut answers = String::new();
    stream.read_to_string(&mut answers).await.expect("two answers");
    assert!(answers.contains("Request.TooLarge"), "{answers}");
    assert!(answers.contains("Channel.NotFound"), "{answers}");
    assert_eq!(client.used().await, 0);
}

pub(crate) async fn a_body_that_nobody_reads_is_taken_off_the_line(server: &TestServer) {
    let client = server.client;
    let long = format!("POST /channels/new?{}", "x".repeat(5000));
    for (line, media_type, more, code) in [
        ("POST /channels/new", "text/plain", "", ErrorCode::RequestMediaTypeUnsupported),
        ("POST /channels/new", FORM, "Origin: http://evil.example", ErrorCode::RequestCrossSite),
        ("POST /nothing", FORM, "", ErrorCode::PageNotFound),
        ("PUT /channels/new", FORM, "", ErrorCode::RequestMethodNotAllowed),
        (&*long, FORM, "", ErrorCode::RequestAddressTooLong),
        ("GET /nothing", FORM, "", ErrorCode::PageNotFound),
    ] {
        let more = format!("Connection: close\r\n{more}");
        let request = large(client, line, media_type, more.trim_end());
        assert_refused(&whole(server, &request).await, code, line);
    }
}

pub(crate) async fn a_body_in_endless_chunks_is_cut_off(server: &TestServer) {
    let client = server.client;
    let mut stream = TcpStream::connect(client.address).await.expect("a connection");
    let begin = head(client, "POST /channels/new", FORM, "Transfer-Encoding: chunked");
    stream.write_all(&begin).await.expect("the server listens");
    let mut chunk = b"100000\r\n".to_vec();
    chunk.resize(chunk.len() + 0x10_0000, b'x');
    chunk.extend(b"\r\n");
    let mut taken = 0;
    while stream.write_all(&chunk).await.is_ok() {
        taken += 1;
        assert!(taken < 256, "{taken} megabytes were taken");
    }
    assert_eq!(client.get("/healthz").send().await.status, 200);
}

/// Once: it takes as long as the server waits, and concerns no database.
#[tokio::test]
async fn a_body_that_comes_too_slowly_is_told() {
    bench::on_sqlite(|server| async move {
        let client = server.client;
        let mut request = head(client, "POST /channels/new", FORM, "Content-Length: 100");
        request.extend(b"type=sms");
        let mut stream = TcpStream::connect(client.address).await.expect("a connection");
        stream.write_all(&request).await.expect("the server listens");
        let mut answer = String::new();
        let begin = Instant::now();
        while !answer.ends_with("</html>") {
            answer.push(char::from(stream.read_u8().await.expect("an answer")));
        }
        let (status, code) = ("HTTP/1.1 408 ", ErrorCode::RequestTimeout.code());
        assert!(answer.starts_with(status) && answer.contains(code), "{answer}");
        let waited = begin.elapsed().as_secs();
        assert!(
            (6..16).contains(&waited),
            "not at once, and before the program gives up: {waited}"
        );
        assert_eq!(client.used().await, 0);
    })
    .await;
}

pub(crate) async fn a_refused_sender_who_asks_first_need_not_send(server: &TestServer) {
    let client = server.client;
    let more = format!("Expect: 100-continue\r\nContent-Length: {TEN_MEGABYTES}");
    let request = head(client, "POST /channels/new", "text/plain", &more);
    let answer = client.raw(&request).await;
    assert_refused(&answer, ErrorCode::RequestMediaTypeUnsupported, "asks first");
}
