use std::path::PathBuf;

use clap::Args;
use storage::Copied;

use super::{CommandError, tell};
use crate::config::Config;

/// Where to save everything.
#[derive(Debug, Args)]
pub(super) struct Backup {
    /// The file to write; only its owner may read it
    file: PathBuf,

    /// Replace a file of that name
    #[arg(long)]
    replace: bool,
}

/// What to put into the database.
#[derive(Debug, Args)]
pub(super) struct Restore {
    /// A file that `suiro backup` has written
    file: PathBuf,

    /// Throw away what the database holds
    #[arg(long)]
    replace: bool,
}

impl Backup {
    pub(super) async fn run(&self, config: &Config) -> Result<(), CommandError> {
        let copied = storage::backup(&config.database_url, &self.file, self.replace).await?;
        tell(&format!("Saved everything in {} ({}).", self.file.display(), size(copied)));
        Ok(())
    }
}

impl Restore {
    pub(super) async fn run(&self, config: &Config) -> Result<(), CommandError> {
        let copied = storage::restore(&self.file, &config.database_url, self.replace).await?;
        tell(&format!("Restored {} ({}).", self.file.display(), size(copied)));
        Ok(())
    }
}

fn size(copied: Copied) -> String {
    format!("schema version {}, {} kB", copied.schema_version, copied.bytes.div_ceil(1000))
}
