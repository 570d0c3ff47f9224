use clap::{Args, Subcommand};
use domain::sources::Clock;

use super::{CommandError, tell};
use crate::config::Config;
use crate::key_file::KeyFile;
use crate::sources::SystemClock;

/// What to do about the keys that seal secrets.
#[derive(Debug, Args)]
pub(super) struct KeysCommand {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// List the keys by name, the newest last, without what they seal with
    List,
    /// Add a key, with which everything is sealed from now on; the server may go on
    Rotate,
}

impl KeysCommand {
    pub(super) fn run(&self, config: &Config) -> Result<(), CommandError> {
        let file = KeyFile::at(config.key_file());
        match self.task {
            Task::List => {
                let keys = file.read()?;
                for key in keys.iter() {
                    let seals = if key.id == keys.newest().id { "\tseals" } else { "" };
                    tell(&format!("{}\t{}{seals}", key.id, key.made_at));
                }
            }
            Task::Rotate => {
                let now = SystemClock.now();
                file.read_or_make(now)?;
                let keys = file.add_key(now)?;
                tell(&format!("The key {} seals from now on.", keys.newest().id));
            }
        }
        Ok(())
    }
}
