//! The composition root of Suiro: configuration, router, command line. Everything that other
//! crates are given (the database, the time, the address to listen on) is chosen here.

pub mod assets;
pub mod command;
pub mod config;
pub mod drain;
pub mod health;
pub mod router;
pub mod sources;
pub mod start;
pub mod telemetry;
