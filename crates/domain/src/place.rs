use serde::{Deserialize, Deserializer, Serialize};

/// Where something happens, as far as it is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Degrees, WGS 84. Absent when only words are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latitude: Option<f64>,
    /// Degrees, WGS 84.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longitude: Option<f64>,
    /// What a person reads: the address typed, the name of the pin, the colonia. Never empty.
    pub label: String,
    /// The citizen's own words, whole, when the place came as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Where the coordinates came from.
    pub source: PlaceSource,
    /// Inside, outside or unresolved.
    pub status: PlaceStatus,
}

/// How a place was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceSource {
    /// A location message.
    Pin,
    /// A maps link in a text.
    Link,
    /// A plus code in a text.
    PlusCode,
    /// Words found in the gazetteer.
    Gazetteer,
    /// Words only.
    Text,
}

/// What is known of a place against the boundary of the city. These are the outcomes of a `place` step (FLOW.md section 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceStatus {
    /// Coordinates inside the boundary.
    Ok,
    /// Coordinates outside it.
    Outside,
    /// Words without coordinates: kept and flagged.
    Unresolved,
    /// Not a place: 0,0, not a number, out of range, empty text.
    Invalid,
}

impl PlaceStatus {
    /// The word in SQL, JSON and routes.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Outside => "outside",
            Self::Unresolved => "unresolved",
            Self::Invalid => "invalid",
        }
    }
}

/// What a citizen gave where a place was asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PlaceQuery {
    /// A location message; coordinates as they came, possibly nonsense.
    Pin {
        /// Degrees.
        #[serde(deserialize_with = "degrees_or_nan")]
        latitude: f64,
        /// Degrees.
        #[serde(deserialize_with = "degrees_or_nan")]
        longitude: f64,
        /// Name of the place the citizen picked.
        name: Option<String>,
        /// Address of the place the citizen picked.
        address: Option<String>,
    },
    /// Words: an address, a maps link, a plus code, "atrás del Soriana".
    Text {
        /// As written.
        text: String,
    },
}

/// JSON has no NaN and writes it as `null`: read it back as what it was, so that a nonsense pin survives storage.
pub(crate) fn degrees_or_nan<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    Option::<f64>::deserialize(deserializer).map(|degrees| degrees.unwrap_or(f64::NAN))
}
