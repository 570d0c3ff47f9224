//! The words and the rules of Suiro, without any input or output.
//!
//! - [`channel`]: the six types, names and remarks, the life cycle, the use cases
//! - [`tenant`]: the company that owns channels, its quota, and whether it may use the service
//! - [`customer`]: a tenant that is looked after by another one, its service provider
//! - [`registration`]: how a company becomes a tenant
//! - [`quota_request`]: how a tenant gets a larger quota
//! - [`back_office`]: looking after all tenants
//! - [`user`]: a person who can sign in; [`member`]: what they are in a tenant
//! - [`sign_in`], [`second_factor`], [`passkey`], [`session`], [`link`]: how they get in and stay in
//! - [`mail`]: what is written to them; [`email_change`]: another address for it
//! - [`binding`]: how a channel gets its third-party account and loses it
//! - [`platform`]: the third-party accounts that channels are bound to
//! - [`channel_settings`]: what channels tell their customers about the business
//! - [`health`]: how they are doing, and when somebody has to be told
//! - [`notification`]: what people are told about them, here, by mail and by webhook
//! - [`callback`]: what these send; [`listening`]: the sessions that bring what others send;
//!   [`message`]: what is sent to them
//! - [`open_id`]: getting in through an OpenID provider
//! - [`permissions`]: who may do what
//! - [`audit`]: what was done and what was refused, by whom
//! - [`caller`]: who asks, for which tenant
//! - [`error_code`]: every stable code a person or a program can meet
//! - [`field_errors`]: what is wrong with a form, field by field
//! - [`ids`], [`time`], [`sources`], [`secrets`], [`sealing`]: what comes from outside
//! - [`store`]: what the rules need from a database; [`ports`]: everything from outside together
//!
//! This crate also runs in the browser: the Create Channel form is checked there by the same
//! [`channel::ChannelForm::parse`] as on the server.
#![warn(missing_docs)]

pub mod audit;
pub mod back_office;
pub mod binding;
pub mod callback;
pub mod caller;
pub mod channel;
pub mod channel_request;
pub mod channel_settings;
pub mod customer;
pub mod date;
pub mod email_change;
pub mod error_code;
pub mod field_errors;
pub mod health;
pub mod ids;
pub mod link;
pub mod listening;
pub mod mail;
pub mod member;
pub mod message;
pub mod notification;
pub mod open_id;
pub mod passkey;
pub mod permissions;
pub mod platform;
pub mod ports;
pub mod quota_request;
pub mod registration;
pub mod sealing;
pub mod second_factor;
pub mod secrets;
pub mod session;
pub mod sign_in;
pub mod sources;
pub mod store;
pub mod tenant;
mod text;
pub mod time;
pub mod user;
