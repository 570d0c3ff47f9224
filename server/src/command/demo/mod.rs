mod channels;
mod organisations;
mod platforms;

use tempfile::TempDir;

use self::platforms::SimulatedPlatforms;
use super::{CommandError, tell};
use crate::config::Config;
use crate::key_file::KeyFile;
use crate::start::{self, Data};

/// Serves made-up data from a database of its own, which is gone when the server ends. The
/// configured database and its keys are not touched.
pub(super) async fn run(config: &Config) -> Result<(), CommandError> {
    let folder = TempDir::with_prefix("suiro-demo-").map_err(CommandError::DemoFolder)?;
    let platforms = SimulatedPlatforms::open().await?;
    let config = Config {
        database_url: format!("sqlite://{}", folder.path().join("demo.db").display()),
        key_file: Some(folder.path().join("demo.keys")),
        platforms: platforms.settings()?,
        ..config.clone()
    };
    let served = Box::pin(serve(&config, platforms)).await;
    let removed = folder.close().map_err(CommandError::DemoFolder);
    served.and(removed)
}

async fn serve(config: &Config, platforms: SimulatedPlatforms) -> Result<(), CommandError> {
    let database = storage::connect(&config.database_url).await?;
    database.migrate().await?;
    let ports = start::ports(database.store(), KeyFile::at(config.key_file()))?;
    tell("Demo data: made up, and gone when the server ends. Sign in as");
    for (email, password, what) in organisations::found(&ports).await? {
        tell(&format!("  {email:<28} {password}  {what}"));
    }
    platforms.announce();
    let data = Data::Demo { simulator: platforms.url() };
    tokio::select! {
        ended = start::serve(config, ports, data) => Ok(ended?),
        ended = platforms.serve() => ended.map_err(CommandError::DemoPlatforms),
    }
}
