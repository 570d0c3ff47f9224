//! Webhooks that are still to be sent, and what became of those that were.

use std::collections::{BTreeMap, VecDeque};

use axum::http::StatusCode;
use serde::Serialize;
use serde_json::Value;

use crate::sender::Webhook;
use crate::{Fault, Faults, graph, twilio, viber};

const REMEMBERED_ATTEMPTS: usize = 1000;

/// Something that a platform tells, before it is signed.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub(crate) account: String,
    pub(crate) url: String,
    pub(crate) secret: String,
    pub(crate) content: Content,
}

/// What each platform makes of it.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    /// One element of `entry`; those of one object and address travel together.
    Graph {
        object: &'static str,
        entry: Value,
    },
    Viber(Value),
    Twilio(Vec<(&'static str, String)>),
}

impl Content {
    /// Milliseconds to wait after each failure. No platform publishes its own: Meta goes on for
    /// 7 days with growing distance, Viber for an hour, Twilio does not try again.
    const fn retries(&self) -> &'static [u64] {
        const MINUTE: u64 = 60_000;
        const HOUR: u64 = 60 * MINUTE;
        match self {
            Self::Graph { .. } => {
                const DAY: u64 = 24 * HOUR;
                &[MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, DAY, DAY, DAY, DAY, DAY, DAY]
            }
            Self::Viber(_) => &[MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE],
            Self::Twilio(_) => &[],
        }
    }
}

/// Events that become one request.
#[derive(Debug, Clone)]
struct Parcel {
    due: u64,
    events: Vec<Event>,
    failures: usize,
}

/// A parcel that is on its way.
#[derive(Debug)]
pub(crate) struct Post {
    pub(crate) request: Webhook,
    parcel: Parcel,
}

/// One try to send a webhook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attempt {
    /// The account it was about; the first one of a batch.
    pub account: String,
    /// Where it went.
    pub url: String,
    /// What was sent, as text.
    pub body: String,
    /// The HTTP status of the answer; nothing if there was none.
    pub status: Option<u16>,
    /// Milliseconds since 1970.
    pub at: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Outbox {
    /// In the order in which they were put in.
    parcels: Vec<Parcel>,
    attempts: VecDeque<Attempt>,
}

impl Outbox {
    /// Puts in events that belong together, each with the milliseconds after which it happens.
    pub(crate) fn put(&mut self, now: u64, faults: &Faults, events: Vec<(u64, Event)>) {
        let mut times: Vec<u64> = events.iter().map(|(delay, _)| now + delay).collect();
        if faults.contains(&Fault::ReorderedWebhooks) {
            times.reverse();
        }
        for (due, (_, event)) in times.into_iter().zip(events) {
            self.parcels.push(Parcel { due, events: vec![event], failures: 0 });
        }
    }

    /// Takes out what is due, in the order of time, signed.
    pub(crate) fn take_due(&mut self, now: u64, faults: &BTreeMap<String, Faults>) -> Vec<Post> {
        let mut due: Vec<Parcel> = Vec::new();
        self.parcels.sort_by_key(|parcel| parcel.due);
        let later = self.parcels.split_off(self.parcels.partition_point(|next| next.due <= now));
        for parcel in std::mem::replace(&mut self.parcels, later) {
            match due.last_mut() {
                Some(last) if last.travels_with(&parcel) => last.events.extend(parcel.events),
                _ => due.push(parcel),
            }
        }
        let mut posts = Vec::new();
        for parcel in due {
            let has = |fault| {
                parcel.events.iter().any(|event| {
                    faults.get(&event.account).is_some_and(|faults| faults.contains(&fault))
                })
            };
            let Some(request) = parcel.sign(has(Fault::WrongSignature)) else { continue };
            if has(Fault::DuplicateWebhooks) && parcel.failures == 0 {
                posts.push(Post { request: request.clone(), parcel: parcel.clone() });
            }
            posts.push(Post { request, parcel });
        }
        posts
    }

    /// Notes what came back, and keeps the parcel for another try if that was not a success.
    /// Returns the address if it was the last try.
    pub(crate) fn record(
        &mut self,
        post: Post,
        status: Option<StatusCode>,
        now: u64,
    ) -> Option<String> {
        let Post { request, mut parcel } = post;
        let first = parcel.events.first();
        let retries = first.map_or(&[][..], |event| event.content.retries());
        if self.attempts.len() == REMEMBERED_ATTEMPTS {
            self.attempts.pop_front();
        }
        self.attempts.push_back(Attempt {
            account: first.map_or_else(String::new, |event| event.account.clone()),
            url: request.url.clone(),
            body: String::from_utf8_lossy(&request.body).into_owned(),
            status: status.map(|status| status.as_u16()),
            at: now,
        });
        if status == Some(StatusCode::OK) {
            return None;
        }
        let Some(delay) = retries.get(parcel.failures) else {
            return Some(request.url);
        };
        parcel.due = now + delay;
        parcel.failures += 1;
        self.parcels.push(parcel);
        None
    }

    pub(crate) fn attempts(&self) -> Vec<Attempt> {
        self.attempts.iter().cloned().collect()
    }
}

impl Parcel {
    /// Meta sends several events to one address in one request; the others never do.
    fn travels_with(&self, other: &Self) -> bool {
        let (Some(one), Some(two)) = (self.events.first(), other.events.first()) else {
            return false;
        };
        let is_batch = matches!(
            (&one.content, &two.content),
            (Content::Graph { object, .. }, Content::Graph { object: other, .. }) if object == other
        );
        is_batch
            && one.url == two.url
            && one.secret == two.secret
            && self.failures == 0
            && other.failures == 0
    }

    fn sign(&self, wrongly: bool) -> Option<Webhook> {
        let first = self.events.first()?;
        let secret = if wrongly { "another secret" } else { first.secret.as_str() };
        Some(match &first.content {
            Content::Graph { object, .. } => {
                let entries = self.events.iter().filter_map(|event| match &event.content {
                    Content::Graph { entry, .. } => Some(entry.clone()),
                    _ => None,
                });
                graph::webhook::sign(&first.url, secret, object, entries.collect())
            }
            Content::Viber(body) => viber::callback::sign(&first.url, secret, body),
            Content::Twilio(fields) => twilio::callback::sign(&first.url, secret, fields),
        })
    }
}
