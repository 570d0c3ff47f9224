//! One simulator, one console that it reports to, and an adapter with credentials for each type.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use domain::channel::ChannelType;
use domain::channel_settings::ChannelSettings;
use domain::platform::{
    Callback, CodeGrant, Credentials, Endpoint, Event, EventKind, MessageState, Platform, Problem,
    TextMessage,
};
use domain::sources::FixedClock;
use domain::time::Timestamp;
use platforms::settings::{
    HttpSettings, InstagramSettings, MetaApp, MetaSettings, SmsSettings, ViberSettings,
};
use platforms::{Instagram, Messenger, NetworkPolicy, Sms, Viber, WhatsApp};
use simulator::{Fault, ManualClock, Options, Simulator};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};

/// The types that the simulator speaks.
pub(crate) const TYPES: [ChannelType; 5] = [
    ChannelType::WhatsApp,
    ChannelType::Viber,
    ChannelType::Messenger,
    ChannelType::Instagram,
    ChannelType::Sms,
];

/// 25 November 2026, in milliseconds.
const START: u64 = 1_795_600_000_000;

const REDIRECT: &str = "http://127.0.0.1:9/back";

/// What the console was told, and how often it refused.
#[derive(Debug, Default)]
pub(crate) struct Told {
    pub(crate) events: Vec<Event>,
    pub(crate) refused: usize,
}

pub(crate) struct Stage {
    simulator: Simulator,
    clock: ManualClock,
    pub(crate) adapter: Arc<dyn Platform>,
    pub(crate) credentials: Credentials,
    pub(crate) endpoint: Endpoint,
    /// The account as the simulator names it, and a customer of it.
    account: &'static str,
    customer: &'static str,
    /// What a customer writes to, where it is not the account.
    written_to: &'static str,
    pub(crate) told: Arc<Mutex<Told>>,
}

impl Stage {
    /// An account of this type that is not bound yet.
    pub(crate) async fn of(channel_type: ChannelType) -> Self {
        let clock = ManualClock::at(START);
        let options = Options {
            clock: Arc::new(clock.clone()),
            seed: [7; 32],
            slowness: Duration::from_mins(1),
        };
        let simulator = Simulator::new(options);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(simulator.clone().serve(listener));
        let adapter = adapter(channel_type, &base);
        let (account, customer, written_to) = match channel_type {
            ChannelType::WhatsApp => ("106540352242922", "15550101234", "106540352242922"),
            ChannelType::Messenger => ("104000000000001", "6512345678900001", "104000000000001"),
            ChannelType::Instagram => {
                ("17841400000000001", "7712345678900001", "17841400000000001")
            }
            ChannelType::Viber => {
                ("pa:75346594275468546724", "01234567890A=", "pa:75346594275468546724")
            }
            _ => ("AC00000000000000000000000000000001", "+15550101234", "+15550100000"),
        };
        let credentials = credentials(&*adapter, channel_type, &base).await;
        let told = Arc::new(Mutex::new(Told::default()));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let console = Console {
            address,
            adapter: adapter.clone(),
            credentials: credentials.clone(),
            told: told.clone(),
        };
        tokio::spawn(console.serve(listener));
        let endpoint = Endpoint { url: format!("http://{address}/callback") };
        Self {
            simulator,
            clock,
            adapter,
            credentials,
            endpoint,
            account,
            customer,
            written_to,
            told,
        }
    }

    /// The same, bound.
    pub(crate) async fn bound(channel_type: ChannelType) -> Self {
        let mut stage = Self::of(channel_type).await;
        let bound = stage.adapter.bind(&stage.credentials, &stage.endpoint).await;
        stage.credentials =
            bound.unwrap_or_else(|problem| panic!("{channel_type:?}: {problem:?}")).credentials;
        stage
    }

    pub(crate) fn switch(&self, faults: impl IntoIterator<Item = Fault>) {
        self.simulator.set_faults(self.account, faults).expect("a known account");
    }

    /// Lets the customer write, which also opens the time for answers.
    pub(crate) fn customer_writes(&self, text: &str) {
        let texts = [text.to_owned()];
        let written = self.simulator.customer_writes(self.written_to, self.customer, &texts);
        written.expect("a known account");
    }

    /// Lets time pass for the platform until the console has been told of something.
    pub(crate) async fn until(&self, is_there: impl Fn(&Told) -> bool) {
        let told = timeout(Duration::from_secs(20), async {
            while !is_there(&self.told.lock().expect("what was told")) {
                self.clock.advance(Duration::from_secs(1));
                self.simulator.deliver_due().await;
                sleep(Duration::from_millis(5)).await;
            }
        });
        let in_time = told.await.is_ok();
        assert!(in_time, "{:?} was told only {:?}", self.adapter.channel_type(), self.told);
    }

    pub(crate) fn message(&self, text: &str) -> TextMessage {
        TextMessage {
            recipient: self.customer.to_owned(),
            text: text.to_owned(),
            reference: "msg-42".to_owned(),
            settings: ChannelSettings::default(),
        }
    }
}

impl Told {
    /// Texts of customers.
    pub(crate) fn texts(&self) -> Vec<&str> {
        let texts = self.events.iter().filter_map(|event| match &event.kind {
            EventKind::Received { text, .. } => text.as_deref(),
            _ => None,
        });
        texts.collect()
    }

    /// Why a message of ours did not arrive.
    pub(crate) fn failure(&self) -> Option<&Problem> {
        self.events.iter().find_map(|event| match &event.kind {
            EventKind::State { state: MessageState::Failed(problem), .. } => Some(problem),
            _ => None,
        })
    }

    /// Whether a message of ours has reached its recipient.
    pub(crate) fn is_delivered(&self, id: &str) -> bool {
        self.events.iter().any(|event| match &event.kind {
            EventKind::State { message, state } => {
                *state == MessageState::Delivered && message == id
            }
            _ => false,
        })
    }
}

fn adapter(channel_type: ChannelType, base: &str) -> Arc<dyn Platform> {
    let http = HttpSettings {
        timeout: Duration::from_secs(2),
        retries: 1,
        retry_pause: Duration::from_millis(1),
        ..HttpSettings::default()
    };
    let app = MetaApp {
        id: "600100200300400".to_owned(),
        secret: "5a1e0c7d2b9f4836a1e0c7d2b9f48365".to_owned(),
        verify_token: "verify-me".to_owned(),
        whatsapp_configuration: Some("700100200300401".to_owned()),
        login_configuration: Some(match channel_type {
            ChannelType::Instagram => "700100200300403".to_owned(),
            _ => "700100200300402".to_owned(),
        }),
    };
    let meta = MetaSettings {
        graph_url: format!("{base}/graph.facebook.com"),
        dialog_url: format!("{base}/www.facebook.com"),
        app: Some(app),
        http: http.clone(),
        ..MetaSettings::default()
    };
    match channel_type {
        ChannelType::WhatsApp => Arc::new(WhatsApp::new(&meta).expect("an adapter")),
        ChannelType::Messenger => Arc::new(Messenger::new(&meta).expect("an adapter")),
        ChannelType::Instagram => {
            let clock = Arc::new(FixedClock(Timestamp::from_micros(0)));
            let adapter = Instagram::new(&InstagramSettings::default(), &meta, clock);
            Arc::new(adapter.expect("an adapter"))
        }
        ChannelType::Viber => {
            let base_url = format!("{base}/chatapi.viber.com/pa");
            Arc::new(Viber::new(&ViberSettings { base_url, http }).expect("an adapter"))
        }
        ChannelType::Sms => {
            let twilio_url = format!("{base}/api.twilio.com");
            let settings = SmsSettings { twilio_url, http, ..SmsSettings::default() };
            Arc::new(Sms::new(&settings, &NetworkPolicy::default()).expect("an adapter"))
        }
        ChannelType::Email => panic!("the simulator has no mail server"),
    }
}

/// What a person fills in, or agrees to in the platform's dialog.
async fn credentials(adapter: &dyn Platform, channel_type: ChannelType, base: &str) -> Credentials {
    let form = |way: usize, typed: &[(&str, &str)]| {
        let typed: Vec<_> =
            typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Credentials::parse(&adapter.ways()[way], &typed).expect("credentials")
    };
    match channel_type {
        ChannelType::Viber => {
            form(0, &[("token", "4f5d3a01b2c41d3c-8a7b6c5d4e3f2a1b-9c8d7e6f5a4b3c2d")])
        }
        ChannelType::Sms => form(
            0,
            &[
                ("account_sid", "AC00000000000000000000000000000001"),
                ("auth_token", "5e0d3f1a2b4c6d7e8f90123456789ab1"),
                ("sender", "+15550100000"),
            ],
        ),
        ChannelType::WhatsApp => {
            let scopes = ["whatsapp_business_management", "whatsapp_business_messaging"];
            let found = agree(adapter, 0, base, &scopes, "102290129340398").await;
            found.with("pin", "123456")
        }
        ChannelType::Instagram => {
            let scopes = [
                "pages_show_list",
                "pages_manage_metadata",
                "pages_messaging",
                "instagram_basic",
                "instagram_manage_messages",
            ];
            agree(adapter, 1, base, &scopes, "104000000000001").await
        }
        _ => {
            let scopes = ["pages_show_list", "pages_manage_metadata", "pages_messaging"];
            agree(adapter, 0, base, &scopes, "104000000000001").await
        }
    }
}

/// A person who ticks these permissions and this account, and continues.
async fn agree(
    adapter: &dyn Platform,
    way: usize,
    base: &str,
    scopes: &[&str],
    account: &str,
) -> Credentials {
    let way = &adapter.ways()[way];
    let url = adapter.authorisation_url(way, REDIRECT, "state").expect("an address");
    assert!(url.starts_with(base), "{url}");
    let mut fields = form_urlencoded::Serializer::new(String::new());
    fields.append_pair("decision", "grant");
    fields.append_pair(&format!("account:{account}"), "on");
    for scope in scopes {
        fields.append_pair(&format!("permission:{scope}"), "on");
    }
    let location = post(&url, &fields.finish()).await;
    let query = location.split_once('?').expect("a query").1;
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let (_, code) = pairs.find(|(name, _)| name == "code").expect("a code");
    let grant = CodeGrant {
        code: code.into_owned(),
        redirect_uri: REDIRECT.to_owned(),
        values: Vec::new(),
    };
    let found = adapter.exchange_code(way, &grant).await.expect("accounts");
    found.into_iter().next().expect("an account").credentials
}

/// Sends a form as a browser does, and tells where it is sent on to.
async fn post(url: &str, fields: &str) -> String {
    let rest = url.strip_prefix("http://").expect("plain HTTP");
    let (host, path) = rest.split_once('/').expect("a path");
    let mut stream = TcpStream::connect(host).await.expect("a connection");
    let length = fields.len();
    let request = format!(
        "POST /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{fields}"
    );
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer");
    let mut lines = answer.lines();
    let location = lines.find_map(|line| line.strip_prefix("location: "));
    location.unwrap_or_else(|| panic!("not sent on: {answer}")).to_owned()
}

/// The part of the console that platforms call.
struct Console {
    address: SocketAddr,
    adapter: Arc<dyn Platform>,
    credentials: Credentials,
    told: Arc<Mutex<Told>>,
}

impl Console {
    async fn serve(self, listener: TcpListener) {
        while let Ok((mut stream, _)) = listener.accept().await {
            if let Some(answer) = self.answer(&mut stream).await {
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        }
    }

    async fn answer(&self, stream: &mut TcpStream) -> Option<String> {
        let (head, body) = request(stream).await?;
        let mut lines = head.lines();
        let mut first = lines.next()?.split(' ');
        let (method, path) = (first.next()?, first.next()?);
        let headers: Vec<_> = lines.filter_map(|line| line.split_once(": ")).collect();
        let url = format!("http://{}{path}", self.address);
        let callback = Callback { method, url: &url, headers: &headers, body: &body };
        let reading = self.adapter.read_callback(&callback, Some(&self.credentials));
        let mut told = self.told.lock().expect("what was told");
        let (status, content_type, body) = match reading {
            Ok(reading) => {
                told.events.extend(reading.events);
                (200, reading.reply.content_type, reading.reply.body)
            }
            Err(_) => {
                told.refused += 1;
                (401, "text/plain", String::new())
            }
        };
        let length = body.len();
        Some(format!(
            "HTTP/1.1 {status} X\r\nContent-Type: {content_type}\r\nContent-Length: {length}\r\n\
             Connection: close\r\n\r\n{body}"
        ))
    }
}

/// Head and body of a request.
async fn request(stream: &mut TcpStream) -> Option<(String, Vec<u8>)> {
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
    let length = head.lines().filter_map(|line| line.split_once(": ")).find_map(|(name, value)| {
        name.eq_ignore_ascii_case("content-length").then(|| value.parse::<usize>().ok())?
    });
    while bytes.len() < end + length.unwrap_or(0) {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
    Some((head, bytes.split_off(end)))
}
