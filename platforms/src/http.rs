//! Requests to the HTTP interfaces of platforms.

use std::error::Error;
use std::net::IpAddr;
use std::sync::Arc;

use domain::platform::{Problem, Reason};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Client, Method, Request, RequestBuilder, Response, Url, redirect};
use tokio::time::sleep;

use crate::network::NetworkPolicy;
use crate::settings::HttpSettings;
use crate::tls::{certificate_problem, client_config, find};

/// A client for one platform: no redirects, no proxy of the environment, limits on time and size.
#[derive(Debug, Clone)]
pub(crate) struct Http {
    client: Client,
    settings: HttpSettings,
    /// For hosts that tenants name.
    policy: Option<NetworkPolicy>,
}

/// What came back, whatever its status.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
    pub(crate) retry_after_seconds: Option<u32>,
}

/// Whether a request may be repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// It changes nothing, or the same again.
    Harmless,
    /// It sends a message.
    Never,
}

/// The client could not be made: an error of this machine.
#[derive(Debug, thiserror::Error)]
#[error("the client for a platform could not be made")]
pub struct ClientError(#[source] pub(crate) Box<dyn Error + Send + Sync>);

impl Http {
    /// A client for the hosts that this installation's operator names.
    pub(crate) fn new(settings: &HttpSettings) -> Result<Self, ClientError> {
        Self::build(settings, None)
    }

    /// A client for hosts that tenants name.
    pub(crate) fn guarded(
        settings: &HttpSettings,
        policy: &NetworkPolicy,
    ) -> Result<Self, ClientError> {
        Self::build(settings, Some(policy.clone()))
    }

    fn build(settings: &HttpSettings, policy: Option<NetworkPolicy>) -> Result<Self, ClientError> {
        let tls = client_config(&settings.trusted_certificates)
            .map_err(|error| ClientError(error.into()))?;
        let mut builder = Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(redirect::Policy::none())
            .no_proxy()
            .referer(false)
            // Meta's description of its interface asks for this form.
            .user_agent(concat!("Suiro/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(settings.connect_timeout)
            .timeout(settings.timeout);
        if let Some(policy) = &policy {
            builder = builder.dns_resolver(Arc::new(GuardedResolver(policy.clone())));
        }
        let client = builder.build().map_err(|error| ClientError(error.into()))?;
        Ok(Self { client, settings: settings.clone(), policy })
    }

    /// Begins a request.
    pub(crate) fn request(&self, method: Method, url: &str) -> RequestBuilder {
        self.client.request(method, url)
    }

    /// Sends a request and reads its whole answer.
    pub(crate) async fn answer(
        &self,
        request: RequestBuilder,
        repeat: Repeat,
    ) -> Result<Answer, Problem> {
        let request = request.build().map_err(|_| Problem::new(Reason::SettingsWrong))?;
        self.check_target(request.url())?;
        let mut pause = self.settings.retry_pause;
        for _ in 0..self.settings.retries {
            let Some(again) = request.try_clone().filter(|_| repeat == Repeat::Harmless) else {
                break;
            };
            match self.attempt(again, repeat).await {
                Ok(answer) if answer.status < 500 => return Ok(answer),
                Err(problem) if !problem.reason.is_retryable() => return Err(problem),
                Ok(_) | Err(_) => {}
            }
            sleep(pause).await;
            pause *= 2;
        }
        self.attempt(request, repeat).await
    }

    async fn attempt(&self, request: Request, repeat: Repeat) -> Result<Answer, Problem> {
        let lost = |problem: Problem| match repeat {
            Repeat::Harmless => problem,
            Repeat::Never => Problem { reason: Reason::OutcomeUnknown, ..problem },
        };
        match self.client.execute(request).await {
            Ok(response) => self.read(response).await.map_err(lost),
            Err(error) if error.is_connect() => Err(connection_problem(&error)),
            Err(error) => Err(lost(failure(&error))),
        }
    }

    /// Fetches a file, once.
    pub(crate) async fn file(&self, url: &str) -> Result<Vec<u8>, Problem> {
        let request = self.client.request(Method::GET, url).build();
        let request = request.map_err(|_| Problem::new(Reason::SettingsWrong))?;
        self.check_target(request.url())?;
        let response = self.client.execute(request).await.map_err(|error| {
            if error.is_connect() { connection_problem(&error) } else { failure(&error) }
        })?;
        match response.status().as_u16() {
            200 => self.body(response).await,
            status => Err(Problem::new(Reason::AnswerUnreadable).with_code(status)),
        }
    }

    async fn read(&self, response: Response) -> Result<Answer, Problem> {
        let status = response.status().as_u16();
        let retry_after = response.headers().get("retry-after");
        let retry_after_seconds =
            retry_after.and_then(|value| value.to_str().ok()).and_then(|text| text.parse().ok());
        let body = String::from_utf8_lossy(&self.body(response).await?).into_owned();
        Ok(Answer { status, body, retry_after_seconds })
    }

    async fn body(&self, mut response: Response) -> Result<Vec<u8>, Problem> {
        let status = response.status().as_u16();
        let mut body = Vec::new();
        while let Some(part) = response.chunk().await.map_err(|error| failure(&error))? {
            if body.len() + part.len() > self.settings.longest_answer {
                return Err(Problem::new(Reason::AnswerUnreadable).with_code(status));
            }
            body.extend_from_slice(&part);
        }
        Ok(body)
    }

    /// Plain HTTP and unusual ports only at an address in a network that the operator has named.
    /// The client asks its resolver about names only, so addresses are checked here, too.
    fn check_target(&self, url: &Url) -> Result<(), Problem> {
        let Some(policy) = &self.policy else { return Ok(()) };
        let host = url.host_str().unwrap_or_default();
        let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
        if address.as_ref().is_ok_and(|address| policy.opens(*address)) {
            return Ok(());
        }
        let is_usual = url.scheme() == "https"
            && url.port_or_known_default().is_some_and(|port| policy.allowed_ports.contains(&port));
        if is_usual && address.map_or(true, |address| policy.allows(address)) {
            Ok(())
        } else {
            Err(Reason::HostNotAllowed.into())
        }
    }
}

impl Answer {
    /// A problem that this answer tells of.
    pub(crate) fn problem(&self, reason: Reason, code: impl std::fmt::Display) -> Problem {
        Problem {
            retry_after_seconds: self.retry_after_seconds,
            ..Problem::new(reason).with_code(code)
        }
    }

    /// An answer that is not the platform's: of a proxy, or in the middle of an update. A message
    /// may have been sent nevertheless.
    pub(crate) fn unreadable(&self, repeat: Repeat) -> Problem {
        let reason = match (self.status, repeat) {
            (429, _) => Reason::RateLimited,
            (_, Repeat::Never) => Reason::OutcomeUnknown,
            (500.., Repeat::Harmless) => Reason::PlatformTrouble,
            (_, Repeat::Harmless) => Reason::AnswerUnreadable,
        };
        self.problem(reason, self.status)
    }
}

fn failure(error: &reqwest::Error) -> Problem {
    if error.is_timeout() { Reason::TimedOut.into() } else { Reason::Unreachable.into() }
}

/// Why no connection was made: nothing was sent.
fn connection_problem(error: &reqwest::Error) -> Problem {
    if error.is_timeout() {
        return Reason::TimedOut.into();
    }
    find::<Problem>(error)
        .cloned()
        .or_else(|| certificate_problem(error))
        .unwrap_or_else(|| Reason::Unreachable.into())
}

const HTTPS: u16 = 443;

/// Resolves a name once and gives exactly the checked addresses to the connection.
struct GuardedResolver(NetworkPolicy);

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let policy = self.0.clone();
        Box::pin(async move {
            // Which port it is was checked before; the client puts the address's own there.
            let addresses = policy.resolve(name.as_str(), HTTPS).await?;
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}
