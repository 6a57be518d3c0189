//! Settings: a TOML file, overridden by environment variables (DESIGN section 7). The only place that reads the environment.

mod environment;
mod secret;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::Deserialize;

pub(crate) use environment::Environment;
pub(crate) use secret::Hidden;

/// Every setting with its default, as the documented file.
pub(crate) const DEFAULTS: &str = include_str!("../../config.default.toml");

/// Everything the program can be told.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    /// Address to listen on.
    pub listen: String,
    /// `sqlite://…` or `postgres://…`.
    pub database_url: String,
    /// A folder.
    pub media_url: String,
    /// Folder of a flow package.
    #[serde(default)]
    pub flows: Option<PathBuf>,
    /// Bearer token of the API.
    #[serde(default)]
    pub api_token: Option<Hidden>,
    /// One WhatsApp number.
    #[serde(default)]
    pub whatsapp: Option<Whatsapp>,
}

/// A WhatsApp number. All four secrets and ids are needed; an empty one is refused at start (whatsapp-cloud-api 1.1).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Whatsapp {
    /// App secrets, the newest first, separated by commas while rotating.
    pub app_secret: Option<Hidden>,
    /// Answered in the handshake.
    pub verify_token: Option<Hidden>,
    /// Permanent token of the system user.
    pub access_token: Option<Hidden>,
    /// Id of the number, not the number.
    pub phone_number_id: Option<String>,
    /// Base of the Graph API with its version.
    pub graph_url: Option<String>,
    /// Whether messages are marked as read once answered.
    pub mark_read: Option<bool>,
    /// Messages a second, in and out together, that Meta grants the number.
    pub throughput: Option<usize>,
}

impl Config {
    /// Reads `file` if it exists (it must when `required`), then the environment.
    pub(crate) fn load(file: &Path, required: bool, environment: &Environment) -> anyhow::Result<Self> {
        let mut table: toml::Table = toml::from_str(DEFAULTS).context("the embedded defaults")?;
        match std::fs::read_to_string(file) {
            Ok(text) => {
                let read: toml::Table = toml::from_str(&text).with_context(|| format!("in {}", file.display()))?;
                table.extend(read);
            }
            Err(error) if required || error.kind() != std::io::ErrorKind::NotFound => {
                return Err(error).with_context(|| format!("reading {}", file.display()));
            }
            Err(_) => {}
        }
        environment.override_into(&mut table);
        table.try_into().with_context(|| format!("in {} or the VENTANILLA_… variables", file.display()))
    }
}
