use serde::{Deserialize, Serialize};

/// How soon a person of the city should look (incident-catalogue 3.1). `P1` sorts first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Priority {
    /// Life or body at risk now, crime in progress, fire, gas, weapon.
    P1,
    /// Grave, not in progress.
    P2,
    /// Medium.
    P3,
    /// Low.
    P4,
}

impl Priority {
    /// `P1` … `P4`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::P1 => "P1",
            Self::P2 => "P2",
            Self::P3 => "P3",
            Self::P4 => "P4",
        }
    }

    /// Reads `P1` … `P4`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::P1, Self::P2, Self::P3, Self::P4].into_iter().find(|p| p.as_str() == text)
    }
}
