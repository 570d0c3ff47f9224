//! The program `suiro`.

use std::process::ExitCode;

use clap::Parser;
use server::command::{CommandLine, run};

#[tokio::main]
async fn main() -> ExitCode {
    match run(CommandLine::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            server::command::report(&error);
            ExitCode::FAILURE
        }
    }
}
