use super::tell;
use crate::config::Config;

/// Shows the configuration that is in force. Reading it has checked it.
pub(super) fn run(config: &Config) {
    tell(&config.to_public_toml());
}
