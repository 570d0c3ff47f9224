//! The same promises for all adapters, kept against the simulator: somebody else wrote it from the
//! platforms' documents, and the two meet on the wire only. SMPP and SMTP have servers of others in
//! the tests of their adapters.
#![expect(clippy::expect_used, clippy::panic, reason = "a test stops at the first surprise")]

mod failures;
mod journey;
mod settings;
mod stage;
