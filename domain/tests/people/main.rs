//! The use cases about people, on a store in memory: signing in and staying in, the first start,
//! members and invitations, passwords. What a database has to promise is tested in `storage`.
#![expect(clippy::expect_used, clippy::panic, reason = "a test stops at the first surprise")]

mod attempts;
mod back_office;
mod channel;
mod customer;
mod email_change;
mod fake_bindings;
mod fake_callbacks;
mod fake_channel_requests;
mod fake_channel_settings;
mod fake_customers;
mod fake_health;
mod fake_identities;
mod fake_links;
mod fake_listening;
mod fake_mail;
mod fake_passkeys;
mod fake_people;
mod fake_quota_requests;
mod fake_registrations;
mod fake_sealing;
mod fake_second_factors;
mod fake_secrets;
mod fake_sessions;
mod fake_store;
mod invitation;
mod mail;
mod member;
mod open_id;
mod open_id_join;
mod operator;
mod passkey;
mod password;
mod quota_request;
mod registration;
mod second_factor;
mod session;
mod set_up;
mod sign_in;
mod world;
