//! The simulator over the wire: what each route answers, every fault, webhooks as they arrive, and
//! whatever bytes somebody sends.
#![expect(clippy::expect_used, clippy::panic, reason = "a test stops at the first surprise")]

mod bench;
mod control;
mod faults;
mod golden;
mod instagram;
mod login;
mod openapi;
mod pages;
mod panel;
mod peers;
mod receiver;
mod sms;
mod soup;
mod viber;
mod webhooks;
mod whatsapp;
