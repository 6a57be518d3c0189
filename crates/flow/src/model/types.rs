use indexmap::IndexMap;
use ventanilla_domain::Duration;

/// A declared variable.
#[derive(Debug, Clone)]
pub struct VarDecl {
    /// What it holds.
    pub ty: VarType,
    /// Personal data.
    pub pii: bool,
    /// Kept between sessions of the same conversation.
    pub keep: Option<Duration>,
}

/// Types of variables and fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VarType {
    /// Words up to `max` characters.
    Text {
        /// Most characters; what the limit check takes as the worst case.
        max: u32,
    },
    /// true or false.
    Bool,
    /// A whole number.
    Int,
    /// A number.
    Number,
    /// One of these words.
    Enum {
        /// The words.
        of: Vec<String>,
    },
    /// An option of a catalogue.
    Option {
        /// Name of the catalogue.
        of: String,
    },
    /// A list of files.
    MediaList {
        /// Most files.
        max: u32,
    },
    /// A place: fields `label`, `text`, `status`, `source`, `latitude`, `longitude`.
    Place,
    /// A date `2026-11-24`.
    Date,
    /// A time `21:30`.
    Time,
    /// Named values, such as the result of `report.find`; readable as `hallado.folio`.
    Map {
        /// Field → type.
        fields: IndexMap<String, VarType>,
    },
}
