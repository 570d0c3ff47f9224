//! What cargo cannot do alone: build the site, and check the rules of the architecture.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool talks to people"
)]

mod browser;
mod budget;
mod command;
mod compress;
mod dependency_rules;
mod site;
mod source_rules;

use anyhow::{Context, Result, bail};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

const USAGE: &str = "usage: cargo xtask <command>

  build                build the site and the program for release
  build --dev          the same without optimisation, for `make dev`
  site                 build only the site (target/site) for release
  site --dev           the same without optimisation
  check-dependencies   check the rules that the code base keeps";

/// How the site and the program are built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Dev,
    Release,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    // Asked when running, not when compiling, so that the folder may be moved.
    let own_folder = std::env::var_os("CARGO_MANIFEST_DIR").context("start me by `cargo xtask`")?;
    std::env::set_current_dir(Path::new(&own_folder).join(".."))?;

    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["build"] => build(Mode::Release),
        ["build", "--dev"] => build(Mode::Dev),
        ["site"] => site::build(Mode::Release),
        ["site", "--dev"] => site::build(Mode::Dev),
        ["check-dependencies"] => check_dependencies(),
        _ => bail!("{USAGE}"),
    }
}

/// The program comes after the site, because it carries the site inside.
fn build(mode: Mode) -> Result<()> {
    site::build(mode)?;
    let mut arguments = vec!["build", "--locked", "--package", "server"];
    if mode == Mode::Release {
        arguments.push("--release");
    }
    command::cargo(&arguments)
}

fn check_dependencies() -> Result<()> {
    let mut broken = dependency_rules::broken()?;
    broken.extend(source_rules::broken()?);
    if broken.is_empty() {
        println!("The rules on dependencies and sources are kept.");
        return Ok(());
    }
    for rule in &broken {
        println!("{rule}");
    }
    bail!("{} broken rules", broken.len())
}

/// Where cargo writes, which people may have moved.
pub(crate) fn cargo_target_directory() -> Result<PathBuf> {
    let metadata =
        command::cargo_output(&["metadata", "--no-deps", "--locked", "--format-version", "1"])?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
    let folder = metadata["target_directory"].as_str().context("cargo names no target folder")?;
    Ok(PathBuf::from(folder))
}
