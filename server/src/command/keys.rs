use clap::{Args, Subcommand};
use domain::sealing::seal_again;
use domain::sources::Clock;
use storage::ConnectError;

use super::{CommandError, tell};
use crate::config::Config;
use crate::key_file::KeyFile;
use crate::sources::SystemClock;
use crate::start;

/// What to do about the keys that seal secrets.
#[derive(Debug, Args)]
pub(super) struct KeysCommand {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// List the keys by name, the newest last, and how much each has sealed
    List,
    /// Add a key and seal everything again with it; the server may go on
    Rotate,
}

impl KeysCommand {
    pub(super) async fn run(&self, config: &Config) -> Result<(), CommandError> {
        let file = KeyFile::at(config.key_file());
        match self.task {
            Task::List => list(config, &file).await,
            Task::Rotate => rotate(config, file).await,
        }
    }
}

async fn list(config: &Config, file: &KeyFile) -> Result<(), CommandError> {
    let keys = file.read()?;
    let sealed = storage::inspect(&config.database_url).await?.sealed;
    for key in keys.iter() {
        let secrets = sealed.iter().find(|(id, _)| *id == key.id).map_or(0, |(_, count)| *count);
        let seals = if key.id == keys.newest().id { "\tseals" } else { "" };
        tell(&format!("{}\t{}\t{secrets} secrets{seals}", key.id, key.made_at));
    }
    for (id, secrets) in sealed.iter().filter(|(id, _)| keys.get(*id).is_none()) {
        tell(&format!("{id}\tis not in the file\t{secrets} secrets"));
    }
    Ok(())
}

async fn rotate(config: &Config, file: KeyFile) -> Result<(), CommandError> {
    let now = SystemClock.now();
    file.read_or_make(now)?;
    let keys = file.add_key(now)?;
    tell(&format!("The key {} seals from now on.", keys.newest().id));
    let database = match storage::connect(&config.database_url).await {
        Err(ConnectError::InUse { .. }) => {
            tell("The server that runs seals again what older keys have sealed, in 10 minutes.");
            return Ok(());
        }
        other => other?,
    };
    database.migrate().await?;
    let ports = start::ports(database.store(), file)?;
    let sealed = seal_again(&ports).await;
    ports.store.close().await;
    tell(&format!("Sealed {} secrets again.", sealed?));
    Ok(())
}
