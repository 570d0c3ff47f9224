//! A simulator with a clock that stands still, and a way to talk to it.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use serde_json::Value;
use simulator::{ManualClock, Options, Simulator};
use tower::ServiceExt;

/// 25 November 2026, in milliseconds.
pub(crate) const START: u64 = 1_795_600_000_000;

pub(crate) const GRAPH: &str = "/graph.facebook.com/v25.0";
pub(crate) const APP: &str = "600100200300400";
pub(crate) const APP_SECRET: &str = "5a1e0c7d2b9f4836a1e0c7d2b9f48365";
pub(crate) const APP_TOKEN: &str = "600100200300400|5a1e0c7d2b9f4836a1e0c7d2b9f48365";
pub(crate) const SYSTEM_USER: &str = "EAASystemUserOfHoshinoTea0000000000000001";
pub(crate) const WABA: &str = "102290129340398";
pub(crate) const NUMBER: &str = "106540352242922";
pub(crate) const CUSTOMER: &str = "15550101234";
pub(crate) const PAGE: &str = "104000000000001";
pub(crate) const PSID: &str = "6512345678900001";
pub(crate) const INSTAGRAM: &str = "17841400000000001";
pub(crate) const IGSID: &str = "7712345678900001";
pub(crate) const BOT: &str = "pa:75346594275468546724";
pub(crate) const BOT_TOKEN: &str = "4f5d3a01b2c41d3c-8a7b6c5d4e3f2a1b-9c8d7e6f5a4b3c2d";
pub(crate) const SUBSCRIBER: &str = "01234567890A=";
pub(crate) const SMS_ACCOUNT: &str = "AC00000000000000000000000000000001";
pub(crate) const SMS_TOKEN: &str = "5e0d3f1a2b4c6d7e8f90123456789ab1";
pub(crate) const SMS_NUMBER: &str = "+15550100000";

#[derive(Debug, Clone)]
pub(crate) struct Bench {
    pub(crate) simulator: Simulator,
    pub(crate) clock: ManualClock,
    router: Router,
}

/// An answer that was read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    #[track_caller]
    pub(crate) fn ok(&self) -> Value {
        assert_eq!(self.status, StatusCode::OK, "{:?}", self.body);
        self.json()
    }

    /// Status, code and subcode of an error of the Graph API.
    #[track_caller]
    pub(crate) fn graph_error(&self) -> (u16, i64, Option<i64>) {
        let error = &self.json()["error"];
        assert!(error["message"].is_string() && error["type"].is_string(), "{error}");
        let code = error["code"].as_i64().expect("a code");
        (self.status.as_u16(), code, error["error_subcode"].as_i64())
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

impl Bench {
    pub(crate) fn new() -> Self {
        let clock = ManualClock::at(START);
        let options = Options {
            clock: Arc::new(clock.clone()),
            seed: [7; 32],
            slowness: Duration::from_mins(1),
        };
        let simulator = Simulator::new(options);
        Self { router: simulator.router(), simulator, clock }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (head, body) = response.into_parts();
        let body = body.collect().await.expect("a body").to_bytes();
        Answer { status: head.status, headers: head.headers, body }
    }

    /// A request to the Graph API, with JSON unless it is null.
    pub(crate) async fn graph(&self, method: &str, path: &str, token: &str, body: Value) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(format!("{GRAPH}{path}"))
            .header(AUTHORIZATION, format!("Bearer {token}"))
            .header(CONTENT_TYPE, "application/json");
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        self.send(request.body(body).expect("a request")).await
    }

    pub(crate) async fn get(&self, path: &str, token: &str) -> Answer {
        self.graph("GET", path, token, Value::Null).await
    }

    /// A request of a bot, with the token in its header.
    pub(crate) async fn bot(&self, method: &str, body: Value) -> Answer {
        let request = Request::builder()
            .method("POST")
            .uri(format!("/chatapi.viber.com/pa/{method}"))
            .header("X-Viber-Auth-Token", BOT_TOKEN)
            .header(CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string()));
        self.send(request.expect("a request")).await
    }

    /// A request of the SMS account; without fields it is a GET.
    pub(crate) async fn sms(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.sms_as(SMS_ACCOUNT, SMS_TOKEN, path, fields).await
    }

    pub(crate) async fn sms_as(
        &self,
        name: &str,
        password: &str,
        path: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        let credentials = data_encoding::BASE64.encode(format!("{name}:{password}").as_bytes());
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::builder()
            .method(if fields.is_empty() { "GET" } else { "POST" })
            .uri(format!("/api.twilio.com/2010-04-01/Accounts/{path}"))
            .header(AUTHORIZATION, format!("Basic {credentials}"))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body));
        self.send(request.expect("a request")).await
    }

    pub(crate) async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body));
        self.send(request.expect("a request")).await
    }

    /// Lets time pass, and sends what is due by then.
    pub(crate) async fn wait(&self, time: Duration) -> usize {
        self.clock.advance(time);
        self.simulator.deliver_due().await
    }
}
