use serde::{Deserialize, Serialize};

/// What a text is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Classification {
    /// The id of the likeliest category; `otro` when it is none of them.
    pub category: String,
    /// How sure, 0 to 1, calibrated: of the texts with 0.8, eight of ten are right.
    pub confidence: f64,
    /// The three likeliest (fewer when there are fewer), `otro` among them, likeliest first.
    pub candidates: Vec<Candidate>,
    /// Life or body may be at risk now: a person should look at once.
    pub urgent: bool,
}

/// A category a text may be about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// Its id, or `otro`.
    pub category: String,
    /// How sure, 0 to 1, calibrated.
    pub confidence: f64,
}
