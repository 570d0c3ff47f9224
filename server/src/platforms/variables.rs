use figment::value::{Dict, Value};

use super::PlatformSettings;
use crate::config::ConfigError;
use crate::secret_files::secret_file;

/// What the variables of the table `[platforms]` begin with.
const PREFIX: &str = "SUIRO_PLATFORMS_";

/// The table as the environment has it: `SUIRO_PLATFORMS_META_APP_ID` and so on. Ids and secrets
/// are often digits only; figment would take them for numbers, so that they are read here.
pub(crate) fn from_environment() -> Result<Dict, ConfigError> {
    let mut table = Dict::new();
    for (name, value) in std::env::vars_os() {
        let Some(key) = name.to_str().and_then(|name| name.strip_prefix(PREFIX)) else { continue };
        let key = key.to_ascii_lowercase();
        let is_file = key.strip_suffix("_file").is_some_and(is_secret);
        if !is_file {
            let text = value.to_string_lossy().into_owned();
            let is_number = PlatformSettings::NUMBERS.contains(&key.as_str());
            let value = match text.parse::<Value>() {
                Ok(value) if is_number => value,
                _ => Value::from(text),
            };
            table.insert(key, value);
        }
    }
    for key in PlatformSettings::SECRETS {
        let variable = format!("{PREFIX}{}", key.to_ascii_uppercase());
        if let Some(secret) = secret_file(&variable)? {
            table.insert(key.to_owned(), Value::from(secret));
        }
    }
    Ok(table)
}

fn is_secret(key: &str) -> bool {
    PlatformSettings::SECRETS.contains(&key)
}
