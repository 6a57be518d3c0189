//! The shape of `tests.yaml`.

use indexmap::IndexMap;
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::Value as Json;
use serde_saphyr::Spanned;
use ventanilla_domain::{ChannelKind, Duration};

use crate::input::HandoffOutcome;

/// A whole `tests.yaml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suite {
    /// Whose limits bubbles are laid out for.
    #[serde(default = "whatsapp")]
    pub channel: ChannelKind,
    /// The cases by id, in order.
    pub cases: IndexMap<String, Case>,
}

/// Why a `tests.yaml` cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct ScriptError {
    /// From 1; 0 when unknown.
    pub line: u64,
    /// What is wrong.
    pub message: String,
}

impl Suite {
    /// Reads `tests.yaml`.
    ///
    /// # Errors
    /// [`ScriptError`] at the first thing that is no YAML, no key of docs/flow-tests.md, or of the wrong type.
    pub fn parse(text: &str) -> Result<Self, ScriptError> {
        serde_saphyr::from_str(text).map_err(|error| ScriptError {
            line: error.location().map_or(0, |at| at.line()),
            message: error.to_string(),
        })
    }
}

/// One conversation.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Case {
    /// For people.
    pub title: Option<String>,
    /// Step to begin at instead of the entry.
    pub start: Option<String>,
    /// Variables held at the start.
    pub vars: IndexMap<String, Json>,
    /// Language of the citizen.
    pub lang: Option<String>,
    /// Acts that fail; also `classifier` and `geocoder`.
    pub fail: Vec<String>,
    pub(super) classifies: IndexMap<String, PinnedClass>,
    pub(super) places: IndexMap<String, PinnedPlace>,
    pub(super) pins: Option<String>,
    pub(super) acts: IndexMap<String, PinnedAct>,
    /// Most bubbles the whole conversation may take.
    pub max_bubbles: Option<usize>,
    pub(super) turns: Vec<Spanned<Item>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PinnedClass {
    pub(super) option: Option<String>,
    #[serde(default = "certain")]
    pub(super) confidence: f64,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PinnedPlace {
    pub(super) status: String,
    pub(super) label: Option<String>,
    pub(super) latitude: Option<f64>,
    pub(super) longitude: Option<f64>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PinnedAct {
    pub(super) result: Json,
    pub(super) duplicate: bool,
}

/// One item of `turns`: at most one action, any number of checks.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Item {
    pub(super) citizen: Option<String>,
    pub(super) tap: Option<String>,
    pub(super) tap_old: Option<String>,
    pub(super) photo: Option<File>,
    pub(super) video: Option<File>,
    pub(super) voice: Option<File>,
    pub(super) file: Option<File>,
    pub(super) pin: Option<(f64, f64)>,
    pub(super) sticker: bool,
    pub(super) contact: bool,
    pub(super) order: bool,
    pub(super) unknown: bool,
    pub(super) reaction: Option<String>,
    #[serde(deserialize_with = "span")]
    pub(super) wait: Option<Duration>,
    pub(super) duplicate: bool,
    pub(super) restart: bool,
    pub(super) agent: Option<HandoffOutcome>,
    pub(super) labels: Vec<String>,

    pub(super) bot: Many<String>,
    pub(super) not_bot: Many<String>,
    pub(super) bubbles: Option<usize>,
    pub(super) options: Option<Vec<String>>,
    pub(super) at: Option<String>,
    pub(super) act: Many<ActCheck>,
    pub(super) no_act: Many<String>,
    pub(super) vars: IndexMap<String, Json>,
    pub(super) handoff: Option<HandoffCheck>,
    pub(super) watch: Option<String>,
    pub(super) end: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct File {
    pub(super) caption: Option<String>,
    pub(super) count: u32,
    pub(super) missing: bool,
}

impl Default for File {
    fn default() -> Self {
        Self { caption: None, count: 1, missing: false }
    }
}

/// `{run: report.file, with: {…}}`, or just `report.file`.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "ActForm")]
pub(super) struct ActCheck {
    pub(super) run: String,
    pub(super) with: IndexMap<String, Json>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum ActForm {
    Name(String),
    Full(ActFields),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActFields {
    run: String,
    #[serde(default)]
    with: IndexMap<String, Json>,
}

impl From<ActForm> for ActCheck {
    fn from(form: ActForm) -> Self {
        match form {
            ActForm::Name(run) => Self { run, with: IndexMap::new() },
            ActForm::Full(ActFields { run, with }) => Self { run, with },
        }
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HandoffCheck {
    pub(super) queue: Option<String>,
    pub(super) priority: Option<String>,
}

/// One or a list of them.
#[derive(Debug, Clone)]
pub(super) struct Many<T>(pub(super) Vec<T>);

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Either<T> {
            Many(Vec<T>),
            One(T),
        }
        Ok(match Either::deserialize(deserializer)? {
            Either::Many(many) => Self(many),
            Either::One(one) => Self(vec![one]),
        })
    }
}

fn span<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
    let text = String::deserialize(deserializer)?;
    Duration::parse(&text)
        .map(Some)
        .ok_or_else(|| D::Error::custom(format!("`{text}` is no time span such as 10m, 8s or 6h")))
}

const fn whatsapp() -> ChannelKind {
    ChannelKind::Whatsapp
}

const fn certain() -> f64 {
    1.0
}
