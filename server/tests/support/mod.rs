//! What the tests of the router and the tests of the program share.

pub(crate) mod answer;
pub(crate) mod client;
pub(crate) mod database;
pub(crate) mod holdings;
