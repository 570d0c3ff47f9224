//! The program `suiro`.

use std::process::ExitCode;

use clap::Parser;
use server::command::{CommandLine, run};

/// Rendering a page is many small allocations on several threads; see `docs/performance.md`.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
