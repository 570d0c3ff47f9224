//! Running other programs.

use anyhow::{Context, Result, bail};
use std::{path::PathBuf, process::Command};

pub(crate) fn cargo(arguments: &[&str]) -> Result<()> {
    run(&mut cargo_command(arguments))
}

pub(crate) fn cargo_output(arguments: &[&str]) -> Result<String> {
    output(&mut cargo_command(arguments))
}

/// A program of the npm packages in the root `package.json`.
pub(crate) fn npm_tool(name: &str) -> Result<Command> {
    let path = PathBuf::from("node_modules/.bin").join(name);
    if !path.exists() {
        bail!("{} is missing: run `make setup`", path.display());
    }
    Ok(Command::new(path))
}

pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {command:?}"))?;
    if !status.success() {
        bail!("{command:?} failed: {status}");
    }
    Ok(())
}

fn output(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("cannot start {command:?}"))?;
    if !output.status.success() {
        bail!("{command:?} failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// `cargo run` describes xtask's own package in these variables. Build scripts such as ring's
/// watch them, so handing them on would build half the program anew.
fn cargo_command(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&*name);
        }
    }
    command.args(arguments);
    command
}
