mod channels;
mod organisations;

use tempfile::TempDir;

use super::{CommandError, tell};
use crate::config::Config;
use crate::key_file::KeyFile;
use crate::start::{self, Data};

/// Serves made-up data from a database of its own, which is gone when the server ends. The
/// configured database and its keys are not touched.
pub(super) async fn run(config: &Config) -> Result<(), CommandError> {
    let folder = TempDir::with_prefix("suiro-demo-").map_err(CommandError::DemoFolder)?;
    let config = Config {
        database_url: format!("sqlite://{}", folder.path().join("demo.db").display()),
        key_file: Some(folder.path().join("demo.keys")),
        ..config.clone()
    };
    let served = serve(&config).await;
    let removed = folder.close().map_err(CommandError::DemoFolder);
    served.and(removed)
}

async fn serve(config: &Config) -> Result<(), CommandError> {
    let database = storage::connect(&config.database_url).await?;
    database.migrate().await?;
    let ports = start::ports(database.store(), KeyFile::at(config.key_file()))?;
    tell("Demo data: made up, and gone when the server ends. Sign in as");
    for (email, password, what) in organisations::found(&ports).await? {
        tell(&format!("  {email:<28} {password}  {what}"));
    }
    Ok(start::serve(config, ports, Data::Demo).await?)
}
