//! The command line.

mod admin;
mod backup;
mod check_config;
mod demo;
mod doctor;
mod example;
mod keys;
mod seed;

use clap::{Parser, Subcommand};
use thiserror::Error;

use crate::config::{Config, ConfigError, Flags};
use crate::key_file::{KeyFile, KeyFileError};
use crate::{start, telemetry};

/// Suiro: one console for all your business messaging channels.
///
/// Without a command it serves the console. Everything can be set by flags, by environment
/// variables (SUIRO_DATABASE_URL, SUIRO_KEY_FILE, SUIRO_LISTEN, SUIRO_PUBLIC_URL,
/// SUIRO_TLS_CERTIFICATE, SUIRO_TLS_KEY, SUIRO_TRUSTED_PROXIES, SUIRO_SMTP_URL, SUIRO_MAIL_FROM,
/// SUIRO_SESSION_IDLE_MINUTES, SUIRO_SESSION_HOURS, SUIRO_REGISTRATION, SUIRO_OIDC_ISSUER,
/// SUIRO_OIDC_CLIENT_ID, SUIRO_OIDC_CLIENT_SECRET, SUIRO_OIDC_NAME, SUIRO_OIDC_LINK_BY_EMAIL,
/// SUIRO_LOG, SUIRO_LOG_FORMAT, and SUIRO_PLATFORMS_… for the platforms; the secrets also from files, named by SUIRO_DATABASE_URL_FILE,
/// SUIRO_SMTP_URL_FILE, SUIRO_OIDC_CLIENT_SECRET_FILE and so on) or in suiro.toml, in this order.
#[derive(Debug, Parser)]
#[expect(clippy::doc_markdown, reason = "This is the text of --help.")]
#[command(name = "suiro", version, after_help = EXAMPLES)]
pub struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    flags: Flags,
}

const EXAMPLES: &str = "\
Examples:
  suiro                                    serve on http://127.0.0.1:3000, data in ./data
  suiro --listen 127.0.0.1:8080            serve on another port
  SUIRO_DATABASE_URL=postgres://… suiro    serve from PostgreSQL
  suiro demo                               try it out with made-up data
  suiro doctor                             say what is wrong, if anything is
  suiro admin reset-password a@b.example   let somebody choose another password
  suiro backup suiro-2026-11-25.db         save everything, while the server runs
  suiro seed --channels 40                 fill an empty database with examples";

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the console (the default); brings the database up to date first
    Serve,
    /// Serve made-up data from a database of its own, which is gone when the server ends
    Demo,
    /// Bring the database up to date and end
    Migrate,
    /// Fill the database with realistic example channels, for trying out and for benchmarks
    Seed(seed::Seed),
    /// Look after the people who can sign in; with SQLite, stop the server first
    Admin(admin::Admin),
    /// Look after the keys that seal secrets in the database
    Keys(keys::KeysCommand),
    /// Save everything in the database into a file, while servers go on
    Backup(backup::Backup),
    /// Put a backup into an empty database, on either engine; stop the servers first
    Restore(backup::Restore),
    /// Check the configuration and show it, without secrets
    CheckConfig,
    /// Check everything the server needs, and say what to do about what is wrong
    Doctor,
}

/// Why a command failed. Shown with all its causes.
#[derive(Debug, Error)]
pub enum CommandError {
    /// The configuration cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The log filter cannot be read.
    #[error("the log filter is wrong")]
    Log(#[from] tracing_subscriber::filter::ParseError),
    /// The database cannot be used.
    #[error(transparent)]
    Database(#[from] storage::ConnectError),
    /// The keys cannot be used.
    #[error(transparent)]
    Keys(#[from] KeyFileError),
    /// The server does not start or broke off.
    #[error(transparent)]
    Start(#[from] start::StartError),
    /// There is no backup, or nothing was restored.
    #[error(transparent)]
    Backup(#[from] storage::BackupError),
    /// The database stopped answering.
    #[error(transparent)]
    Store(#[from] domain::store::StoreError),
    /// The database is a file that a server holds.
    #[error("stop the server first: it holds the SQLite file (with PostgreSQL it may go on)")]
    ServerRuns(#[source] storage::ConnectError),
    /// A user cannot be added or changed.
    #[error(transparent)]
    User(#[from] domain::user::UserError),
    /// There is no folder for the data of the demo.
    #[error("the folder for the demo's data cannot be made or taken away")]
    DemoFolder(#[source] std::io::Error),
    /// The simulated platforms of the demo do not answer.
    #[error("the simulated platforms of the demo cannot be started")]
    DemoPlatforms(#[source] std::io::Error),
    /// An example breaks the rules, which a test should have found.
    #[error("an example breaks the rules; please report this")]
    NoExample,
    /// `doctor` found something.
    #[error("{0} of the checks failed")]
    Unhealthy(usize),
}

/// Carries out what the command line asks for.
pub async fn run(line: CommandLine) -> Result<(), CommandError> {
    let config = Config::read(&line.flags)?;
    telemetry::start(&config)?;
    match line.command.unwrap_or(Command::Serve) {
        Command::Serve => serve(&config).await,
        Command::Demo => Box::pin(demo::run(&config)).await,
        Command::Migrate => {
            storage::connect(&config.database_url).await?.migrate().await?;
            tell("The database is up to date.");
            Ok(())
        }
        Command::Seed(seed) => seed.run(&config).await,
        Command::Admin(admin) => admin.run(&config).await,
        Command::Keys(keys) => keys.run(&config).await,
        Command::Backup(backup) => backup.run(&config).await,
        Command::Restore(restore) => restore.run(&config).await,
        Command::CheckConfig => {
            check_config::run(&config);
            Ok(())
        }
        Command::Doctor => doctor::run(&config).await,
    }
}

async fn serve(config: &Config) -> Result<(), CommandError> {
    let database = storage::connect(&config.database_url).await?;
    database.migrate().await?;
    let ports = start::ports(database.store(), KeyFile::at(config.key_file()))?;
    Ok(start::serve(config, ports, start::Data::Real).await?)
}

/// Tells the person at the terminal why the command failed.
#[expect(clippy::print_stderr, reason = "This is the terminal's line, not the log's.")]
pub fn report(error: &CommandError) {
    eprintln!("suiro: {error}");
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        eprintln!("  because: {cause}");
        source = cause.source();
    }
}

#[expect(clippy::print_stdout, reason = "This is the command's answer.")]
fn tell(text: &str) {
    println!("{text}");
}
