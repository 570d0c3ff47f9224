//! A platform's HTTP interface with prepared answers.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use platforms::settings::HttpSettings;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A request as it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// With its query.
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(one, _)| one.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value)
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("a JSON body")
    }

    /// A parameter of the query or of a form.
    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        let query = self.path.split_once('?').map_or("", |(_, query)| query);
        let pairs = form_urlencoded::parse(query.as_bytes());
        let mut pairs = pairs.chain(form_urlencoded::parse(self.body.as_bytes()));
        pairs.find(|(one, _)| one == name).map(|(_, value)| value.into_owned())
    }

    /// Method and path without the query.
    pub(crate) fn line(&self) -> String {
        format!("{} {}", self.method, self.path.split('?').next().unwrap_or_default())
    }
}

/// What to do with a request.
#[derive(Debug, Clone)]
pub(crate) enum Answer {
    Json(u16, String),
    /// Any body, with further header lines.
    Raw(u16, &'static str, String),
    /// The connection ends without an answer.
    HangUp,
    /// There is no answer for a long time.
    Silence,
}

/// A JSON answer.
pub(crate) fn json(status: u16, body: &Value) -> Answer {
    Answer::Json(status, body.to_string())
}

/// A server on a port of its own, with all requests it got.
#[derive(Debug, Clone)]
pub(crate) struct Fake {
    pub(crate) url: String,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Fake {
    pub(crate) async fn start(answer: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let requests = Arc::new(Mutex::new(Vec::new()));
        let fake = Self { url, requests: requests.clone() };
        let answer = Arc::new(answer);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, answer.clone(), requests.clone()));
            }
        });
        fake
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests.lock().expect("the requests").clone()
    }

    /// Method and path of every request.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.requests().iter().map(Request::line).collect()
    }

    pub(crate) fn last(&self) -> Request {
        self.requests().pop().expect("a request")
    }
}

/// Limits that make tests quick.
pub(crate) fn quick() -> HttpSettings {
    HttpSettings {
        timeout: Duration::from_millis(500),
        retries: 1,
        retry_pause: Duration::from_millis(1),
        longest_answer: 10_000,
        ..HttpSettings::default()
    }
}

async fn serve(
    mut stream: TcpStream,
    answer: Arc<impl Fn(&Request) -> Answer>,
    requests: Arc<Mutex<Vec<Request>>>,
) {
    let Some(request) = read(&mut stream).await else { return };
    requests.lock().expect("the requests").push(request.clone());
    let (status, headers, body) = match answer(&request) {
        Answer::Json(status, body) => (status, "Content-Type: application/json\r\n", body),
        Answer::Raw(status, headers, body) => (status, headers, body),
        Answer::HangUp => return,
        Answer::Silence => {
            tokio::time::sleep(Duration::from_secs(30)).await;
            return;
        }
    };
    let length = body.len();
    let text = format!(
        "HTTP/1.1 {status} X\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    );
    let _ = stream.write_all(text.as_bytes()).await;
}

async fn read(stream: &mut TcpStream) -> Option<Request> {
    let mut bytes = Vec::new();
    let end = loop {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
    };
    let head = String::from_utf8(bytes[..end].to_vec()).ok()?;
    let mut lines = head.lines();
    let mut first = lines.next()?.split(' ');
    let (method, path) = (first.next()?.to_owned(), first.next()?.to_owned());
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let length = length.and_then(|(_, value)| value.parse().ok()).unwrap_or(0);
    while bytes.len() < end + length {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
    let body = String::from_utf8(bytes[end..].to_vec()).ok()?;
    Some(Request { method, path, headers, body })
}
