use std::collections::BTreeMap;
use std::fmt;

use crate::model::{Flow, VarType};

/// The type of an expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Ty {
    /// `null` itself.
    Null,
    /// true or false.
    Bool,
    /// A whole number.
    Int,
    /// A number with decimals.
    Number,
    /// Words.
    Text,
    /// One of these words. A quoted literal is an enum of one word, which is how wrong words are found.
    Enum(Vec<String>),
    /// A date `2026-11-24`.
    Date,
    /// A time `21:30`.
    Time,
    /// An option of the named catalogue.
    Option(String),
    /// Files.
    MediaList,
    /// A place.
    Place,
    /// Named values: with their types, or any (`session.answers`).
    Map(Option<BTreeMap<String, Ty>>),
    /// Values in order.
    List(Box<Ty>),
    /// Not known: an error that is already reported, or an answer of `session.answers`.
    Unknown,
}

/// Everything an expression may name.
#[derive(Debug, Clone, Default)]
pub struct Types {
    /// Declared variables.
    pub vars: BTreeMap<String, VarType>,
    /// Catalogues by name.
    pub catalogues: BTreeMap<String, CatalogueTypes>,
    /// Names that exist only where the expression stands, such as `answer` in `checks`; they always hold something.
    pub locals: BTreeMap<String, Ty>,
    /// Within the texts of a catalogue: these may hold no texts of a catalogue themselves, so that no text is without end.
    pub in_catalogue: bool,
}

/// What is known of a catalogue before its texts are read.
#[derive(Debug, Clone, Default)]
pub struct CatalogueTypes {
    /// Declared fields.
    pub fields: BTreeMap<String, VarType>,
    /// Option ids.
    pub options: Vec<String>,
    /// Group ids.
    pub groups: Vec<String>,
}

impl Types {
    /// The names of a finished flow.
    #[must_use]
    pub fn of(flow: &Flow) -> Self {
        let catalogues = flow.catalogues.iter().map(|(id, catalogue)| {
            let types = CatalogueTypes {
                fields: catalogue.fields.clone(),
                options: catalogue.options.keys().cloned().collect(),
                groups: catalogue.groups.keys().cloned().collect(),
            };
            (id.clone(), types)
        });
        Self {
            vars: flow.vars.iter().map(|(name, var)| (name.clone(), var.ty.clone())).collect(),
            catalogues: catalogues.collect(),
            locals: BTreeMap::new(),
            in_catalogue: false,
        }
    }

    /// The same with a name that always holds something, such as `answer`.
    #[must_use]
    pub fn with_local(mut self, name: &str, ty: Ty) -> Self {
        self.locals.insert(name.to_owned(), ty);
        self
    }
}

impl Ty {
    /// The type of a variable or field.
    #[must_use]
    pub fn of(ty: &VarType) -> Self {
        match ty {
            VarType::Text { .. } => Self::Text,
            VarType::Bool => Self::Bool,
            VarType::Int => Self::Int,
            VarType::Number => Self::Number,
            VarType::Enum { of } => Self::Enum(of.clone()),
            VarType::Option { of } => Self::Option(of.clone()),
            VarType::MediaList { .. } => Self::MediaList,
            VarType::Place => Self::Place,
            VarType::Date => Self::Date,
            VarType::Time => Self::Time,
            VarType::Map { fields } => {
                Self::Map(Some(fields.iter().map(|(name, ty)| (name.clone(), Self::of(ty))).collect()))
            }
        }
    }

    pub(crate) fn word(word: &str) -> Self {
        Self::Enum(vec![word.to_owned()])
    }

    /// Whether a value of `self` may be kept where `target` is declared.
    #[must_use]
    pub fn fits(&self, target: &Self) -> bool {
        match (self, target) {
            (Self::Unknown | Self::Null, _) | (_, Self::Unknown) => true,
            (Self::Enum(words), Self::Enum(allowed)) => words.iter().all(|word| allowed.contains(word)),
            (Self::Enum(_) | Self::Date | Self::Time, Self::Text) | (Self::Int, Self::Number) => true,
            (Self::Enum(words), Self::Date) => words.iter().all(|word| is_date(word)),
            (Self::Enum(words), Self::Time) => words.iter().all(|word| is_time(word)),
            (Self::List(a), Self::List(b)) => a.fits(b),
            (a, b) => a == b,
        }
    }

    /// The type of a value that is one or the other.
    pub(crate) fn join(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Null, other) | (other, Self::Null) => Some(other),
            (Self::Unknown, _) | (_, Self::Unknown) => Some(Self::Unknown),
            (Self::Enum(mut words), Self::Enum(more)) => {
                words.extend(more.into_iter().filter(|word| !words.contains(word)).collect::<Vec<_>>());
                Some(Self::Enum(words))
            }
            (a, b) if a.fits(&b) => Some(b),
            (a, b) if b.fits(&a) => Some(a),
            _ => None,
        }
    }

    pub(crate) const fn is_numeric(&self) -> bool {
        matches!(self, Self::Int | Self::Number)
    }

    pub(crate) const fn is_words(&self) -> bool {
        matches!(self, Self::Text | Self::Enum(_))
    }

    pub(crate) const fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown)
    }
}

/// Shape `2026-11-24`; the calendar is the engine's business.
pub(crate) fn is_date(word: &str) -> bool {
    shaped(word, "dddd-dd-dd")
}

/// Shape `21:30`.
pub(crate) fn is_time(word: &str) -> bool {
    shaped(word, "dd:dd")
}

fn shaped(word: &str, shape: &str) -> bool {
    word.len() == shape.len()
        && word.bytes().zip(shape.bytes()).all(|(c, s)| if s == b'd' { c.is_ascii_digit() } else { c == s })
}

impl fmt::Display for Ty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("nothing (null)"),
            Self::Bool => f.write_str("true or false"),
            Self::Int => f.write_str("a whole number"),
            Self::Number => f.write_str("a number"),
            Self::Text => f.write_str("text"),
            Self::Enum(words) => write!(f, "one of the words {}", words.join(", ")),
            Self::Date => f.write_str("a date"),
            Self::Time => f.write_str("a time"),
            Self::Option(of) => write!(f, "an option of `{of}`"),
            Self::MediaList => f.write_str("a list of files"),
            Self::Place => f.write_str("a place"),
            Self::Map(_) => f.write_str("named values"),
            Self::List(of) => write!(f, "a list ({of})"),
            Self::Unknown => f.write_str("unknown"),
        }
    }
}
