//! What an adapter has to be told.

use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

/// Limits of requests to a platform's HTTP interface.
#[derive(Debug, Clone)]
pub struct HttpSettings {
    /// How long a connection may take to be made.
    pub connect_timeout: Duration,
    /// How long a request may take altogether, with its answer.
    pub timeout: Duration,
    /// How often a request that changes nothing, or the same again, is repeated after trouble of
    /// the connection. Messages are never repeated.
    pub retries: u32,
    /// The pause before the first repetition; each later one is twice as long.
    pub retry_pause: Duration,
    /// The longest answer that is read, in bytes.
    pub longest_answer: usize,
    /// Certificates (DER) that are trusted beside those of the machine.
    pub trusted_certificates: Vec<Vec<u8>>,
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(5),
            timeout: Duration::from_secs(20),
            retries: 2,
            retry_pause: Duration::from_millis(300),
            longest_answer: 1024 * 1024,
            trusted_certificates: Vec::new(),
        }
    }
}

/// Viber's interface.
#[derive(Debug, Clone)]
pub struct ViberSettings {
    /// Where it is, without a slash at the end.
    pub base_url: String,
    /// Limits of requests.
    pub http: HttpSettings,
}

impl Default for ViberSettings {
    fn default() -> Self {
        Self { base_url: "https://chatapi.viber.com/pa".to_owned(), http: HttpSettings::default() }
    }
}

/// How SMS are sent.
#[derive(Debug, Clone)]
pub struct SmsSettings {
    /// Where the HTTP interface is unless a tenant names another provider, without a slash at the
    /// end.
    pub twilio_url: String,
    /// Limits of its requests.
    pub http: HttpSettings,
    /// How carriers are spoken to directly.
    pub smpp: SmppSettings,
}

impl Default for SmsSettings {
    fn default() -> Self {
        Self {
            twilio_url: "https://api.twilio.com".to_owned(),
            http: HttpSettings::default(),
            smpp: SmppSettings::default(),
        }
    }
}

/// How carriers are spoken to by SMPP.
#[derive(Debug, Clone)]
pub struct SmppSettings {
    /// How long a connection may take to be made, and each request with its answer.
    pub timeout: Duration,
    /// The most that is read before a whole answer is there, in bytes.
    pub longest_answer: usize,
    /// After how long it is asked again whether the other side of a session that stays is there.
    pub quiet: Duration,
    /// Certificates (DER) that are trusted beside those of the machine.
    pub trusted_certificates: Vec<Vec<u8>>,
}

impl Default for SmppSettings {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(30),
            longest_answer: 1024 * 1024,
            quiet: Duration::from_secs(30),
            trusted_certificates: Vec::new(),
        }
    }
}

/// How e-mail is submitted, and how its domains are checked.
#[derive(Debug, Clone)]
pub struct EmailSettings {
    /// What this installation calls itself to mail servers: a host name.
    pub hello_name: String,
    /// How long a connection may take to be made, and each later step with its answer.
    pub timeout: Duration,
    /// How often a mailbox is looked into.
    pub mailbox_period: Duration,
    /// The longest conversation of a mail server that is read, in bytes.
    pub longest_answer: usize,
    /// The DNS server to ask; without one those of the machine.
    pub dns_server: Option<SocketAddr>,
    /// Certificates (DER) that are trusted beside those of the machine.
    pub trusted_certificates: Vec<Vec<u8>>,
}

impl Default for EmailSettings {
    fn default() -> Self {
        Self {
            hello_name: "localhost".to_owned(),
            timeout: Duration::from_secs(20),
            mailbox_period: Duration::from_secs(30),
            longest_answer: 256 * 1024,
            dns_server: None,
            trusted_certificates: Vec::new(),
        }
    }
}

/// Meta's interfaces, which WhatsApp, Messenger and Instagram share.
#[derive(Debug, Clone)]
pub struct MetaSettings {
    /// Where the Graph interface is, without a slash at the end.
    pub graph_url: String,
    /// Where people agree, without a slash at the end.
    pub dialog_url: String,
    /// The version of both. Meta keeps one for about two years.
    pub version: String,
    /// Our app, if the operator has one.
    pub app: Option<MetaApp>,
    /// Limits of requests.
    pub http: HttpSettings,
}

impl Default for MetaSettings {
    fn default() -> Self {
        Self {
            graph_url: "https://graph.facebook.com".to_owned(),
            dialog_url: "https://www.facebook.com".to_owned(),
            version: "v25.0".to_owned(),
            app: None,
            http: HttpSettings::default(),
        }
    }
}

/// The app of this installation at Meta.
#[derive(Clone)]
pub struct MetaApp {
    /// Its id.
    pub id: String,
    /// Its secret, with which callbacks are signed.
    pub secret: String,
    /// What Meta has to know to set our callback: our own random text.
    pub verify_token: String,
    /// The configuration of WhatsApp's Embedded Signup.
    pub whatsapp_configuration: Option<String>,
    /// The configuration of Facebook Login for Business; without one scopes are asked for.
    pub login_configuration: Option<String>,
}

impl fmt::Debug for MetaApp {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(text, "MetaApp({})", self.id)
    }
}

/// Instagram's own interface, for accounts that sign in without a Page.
#[derive(Debug, Clone)]
pub struct InstagramSettings {
    /// Where it is, without a slash at the end.
    pub graph_url: String,
    /// Where codes are exchanged, without a slash at the end.
    pub token_url: String,
    /// Where people agree, without a slash at the end.
    pub dialog_url: String,
    /// The version of the first.
    pub version: String,
    /// Our app there, if the operator has one. Its id and secret are not those of the app at Meta.
    pub app: Option<InstagramApp>,
}

impl Default for InstagramSettings {
    fn default() -> Self {
        Self {
            graph_url: "https://graph.instagram.com".to_owned(),
            token_url: "https://api.instagram.com".to_owned(),
            dialog_url: "https://www.instagram.com".to_owned(),
            version: "v25.0".to_owned(),
            app: None,
        }
    }
}

/// The app of this installation at Instagram.
#[derive(Clone)]
pub struct InstagramApp {
    /// Its id.
    pub id: String,
    /// Its secret.
    pub secret: String,
    /// What Instagram has to know to set our callback: our own random text.
    pub verify_token: String,
}

impl fmt::Debug for InstagramApp {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(text, "InstagramApp({})", self.id)
    }
}
