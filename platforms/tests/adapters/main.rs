//! The adapters against small servers made by hand, and against programs that others wrote.
#![expect(clippy::expect_used, clippy::panic, reason = "a test stops at the first surprise")]
#![expect(clippy::print_stderr, reason = "a test that is skipped says so")]

mod certificate;
mod email;
mod email_mailbox;
mod fake;
mod fake_inbox;
mod instagram;
mod mail_servers;
mod messenger;
mod meta;
mod peer;
mod pictures;
mod simulated_mail;
mod sms_smpp;
mod sms_smpp_session;
mod sms_twilio;
mod viber;
mod whatsapp;
mod whatsapp_described;
