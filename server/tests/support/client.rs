//! A small HTTP client: one connection for each request, no redirects, and no cookie but that of
//! the session it was given.

use std::net::SocketAddr;
use std::time::Duration;

use domain::ids::CreationKey;
use domain::secrets::SecretToken;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::header::{CONTENT_TYPE, COOKIE, HOST, HeaderName, HeaderValue};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use uuid::Uuid;

use super::answer::Answer;

/// No answer takes this long; a server that hangs fails the test instead of stopping it.
const PATIENCE: Duration = Duration::from_mins(1);

/// What a browser calls a form.
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

/// Why there is no answer.
pub(crate) type NoAnswer = Box<dyn std::error::Error + Send + Sync>;

/// The session cookie of a console that is reached by plain HTTP.
pub(crate) const SESSION_COOKIE: &str = "suiro_session";

/// Talks to one server, for one person or for nobody.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Client {
    pub(crate) address: SocketAddr,
    session: Option<[u8; 32]>,
}

impl Client {
    /// A browser in which nobody is signed in.
    pub(crate) const fn anonymous(address: SocketAddr) -> Self {
        Self { address, session: None }
    }

    /// A browser that holds this session.
    pub(crate) const fn with_session(self, token: &SecretToken) -> Self {
        Self { session: Some(*token.bytes()), ..self }
    }

    /// The same browser in front of a server that has started again, on another port.
    pub(crate) const fn at(self, address: SocketAddr) -> Self {
        Self { address, ..self }
    }

    /// The same browser after its cookies were deleted.
    pub(crate) const fn without_session(self) -> Self {
        Self { session: None, ..self }
    }

    /// The value of the header `Cookie`.
    pub(crate) fn cookie(self) -> String {
        let token = self.session.map(SecretToken::from_bytes);
        token.map_or_else(String::new, |token| format!("{SESSION_COOKIE}={}", token.reveal()))
    }

    pub(crate) fn call(self, method: &str, address: &str) -> Call {
        let mut request = Request::new(Full::default());
        *request.method_mut() = Method::from_bytes(method.as_bytes()).expect("a method");
        *request.uri_mut() = address.parse().expect("an address");
        let host = HeaderValue::from_str(&self.address.to_string()).expect("a host");
        request.headers_mut().insert(HOST, host);
        let call = Call { client: self, request };
        if self.session.is_some() { call.header("cookie", &self.cookie()) } else { call }
    }

    pub(crate) fn get(self, address: &str) -> Call {
        self.call("GET", address)
    }

    /// Sends a form as a browser does.
    pub(crate) fn post(self, address: &str, fields: &[(&str, &str)]) -> Call {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.call("POST", address).body(FORM, body)
    }

    /// Sends the Create Channel form.
    pub(crate) fn create(self, key: CreationKey, name: &str) -> Call {
        self.post("/channels/new", &create_fields(&key.to_string(), name))
    }

    /// The channels as the export has them: id, name and remarks, in no particular order.
    pub(crate) async fn exported(self) -> Vec<(String, String, String)> {
        let answer = self.get("/channels.csv").send().await;
        assert_eq!(answer.status, 200, "{answer}");
        csv_rows(answer.text())
            .skip(1)
            .map(|row| (row[0].clone(), row[1].clone(), row[5].clone()))
            .collect()
    }

    /// How many channels the console says that there are.
    pub(crate) async fn used(self) -> usize {
        let page = self.get("/channels").send().await;
        assert_eq!(page.status, 200, "{page}");
        let before = page.text().split_once(" channels</span>").expect("the quota").0;
        let usage = before.rsplit('>').next().expect("the quota");
        usage.split(' ').next().and_then(|used| used.parse().ok()).expect("a number")
    }

    /// Sends these very bytes, whatever the server says meanwhile, and returns all that it says.
    pub(crate) async fn raw(self, request: &[u8]) -> Answer {
        let talk = async {
            let mut stream = TcpStream::connect(self.address).await.expect("a connection");
            // A browser, too, writes the whole request before it looks for an answer. It may be
            // told to stop by a reset, which would show in what is read.
            let _ = stream.write_all(request).await;
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer).await.map(|_| answer)
        };
        let answer = tokio::time::timeout(PATIENCE, talk).await.expect("an answer in time");
        Answer::from_bytes(&answer.expect("no broken connection"))
    }
}

/// The fields of the Create Channel form.
pub(crate) fn create_fields<'a>(key: &'a str, name: &'a str) -> [(&'a str, &'a str); 5] {
    [("type", "sms"), ("name", name), ("remarks", ""), ("creation_key", key), ("name_seen", name)]
}

/// A key that no other form of this test has.
pub(crate) fn creation_key(number: u128) -> CreationKey {
    CreationKey::from_uuid(Uuid::from_u128(number + 1))
}

/// A request that is being made.
#[derive(Debug)]
pub(crate) struct Call {
    client: Client,
    request: Request<Full<Bytes>>,
}

impl Call {
    #[must_use]
    pub(crate) fn header(self, name: &str, value: &str) -> Self {
        self.header_bytes(name, value.as_bytes())
    }

    /// The same request to another address.
    #[must_use]
    pub(crate) fn to(mut self, address: &str) -> Self {
        *self.request.uri_mut() = address.parse().expect("an address");
        self
    }

    /// Sets a header; a cookie comes to those that are there.
    #[must_use]
    pub(crate) fn header_bytes(mut self, name: &str, value: &[u8]) -> Self {
        let name: HeaderName = name.parse().expect("a header's name");
        let value = HeaderValue::from_bytes(value).expect("a value");
        if name == COOKIE {
            self.request.headers_mut().append(name, value);
        } else {
            self.request.headers_mut().insert(name, value);
        }
        self
    }

    #[must_use]
    pub(crate) fn body(mut self, media_type: &str, body: impl Into<Bytes>) -> Self {
        *self.request.body_mut() = Full::new(body.into());
        self.header(CONTENT_TYPE.as_str(), media_type)
    }

    /// Sends the request. Every request gets an answer.
    pub(crate) async fn send(self) -> Answer {
        let request = format!("{} {}", self.request.method(), self.request.uri());
        match self.try_send().await {
            Ok(answer) => answer,
            Err(error) => panic!("no answer to {request}: {error}"),
        }
    }

    /// Sends the request to a server that may go away meanwhile.
    pub(crate) async fn try_send(self) -> Result<Answer, NoAnswer> {
        tokio::time::timeout(PATIENCE, self.talk()).await?
    }

    async fn talk(self) -> Result<Answer, NoAnswer> {
        let stream = TcpStream::connect(self.client.address).await?;
        let (mut sender, connection) =
            hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
        let connection = tokio::spawn(connection);
        let (head, body) = sender.send_request(self.request).await?.into_parts();
        let body = body.collect().await?.to_bytes();
        drop(sender);
        connection.abort();
        Ok(Answer { status: head.status.as_u16(), headers: head.headers, body })
    }
}

/// Reads CSV (RFC 4180) in which every value is quoted.
pub(crate) fn csv_rows(text: &str) -> impl Iterator<Item = Vec<String>> {
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    text.split_terminator("\"\r\n").map(|line| {
        let values = line.strip_prefix('"').expect("a quoted value").split("\",\"");
        values.map(|value| value.replace("\"\"", "\"")).collect()
    })
}
