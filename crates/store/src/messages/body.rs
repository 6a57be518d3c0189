use serde::{Serialize, Serializer};
use ventanilla_domain::{Content, OutboundContent, fold};

use crate::Direction;
use crate::db::{Result, Row, Value, json};

/// What a message says; the kind of content follows from the direction.
#[derive(Debug, Clone, PartialEq)]
pub enum MessageBody {
    /// From the citizen.
    In(Content),
    /// To the citizen.
    Out(OutboundContent),
    /// Between people of the city.
    Note(String),
}

impl MessageBody {
    /// Which way it goes.
    #[must_use]
    pub const fn direction(&self) -> Direction {
        match self {
            Self::In(_) => Direction::In,
            Self::Out(_) => Direction::Out,
            Self::Note(_) => Direction::Note,
        }
    }

    /// The words a person reads in it, for transcripts, exports and search; empty when it has none.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::In(content) => content_text(content),
            Self::Out(content) => content.text().to_owned(),
            Self::Note(text) => text.clone(),
        }
    }

    pub(super) fn folded(&self) -> String {
        fold(&self.text())
    }

    pub(super) fn to_json(&self) -> Result<Value> {
        json(self)
    }

    pub(super) fn read(direction: Direction, row: &mut Row) -> Result<Self> {
        Ok(match direction {
            Direction::In => Self::In(row.json()?),
            Direction::Out => Self::Out(row.json()?),
            Direction::Note => Self::Note(row.json()?),
        })
    }
}

/// As the content itself: the reader knows the direction.
impl Serialize for MessageBody {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        match self {
            Self::In(content) => content.serialize(serializer),
            Self::Out(content) => content.serialize(serializer),
            Self::Note(text) => text.serialize(serializer),
        }
    }
}

fn content_text(content: &Content) -> String {
    match content {
        Content::Text { text } => text.clone(),
        Content::Media(media) => media.caption.clone().unwrap_or_default(),
        Content::Location { name, address, .. } => joined([name.as_deref(), address.as_deref()]),
        Content::Choice { title, .. } => title.clone(),
        Content::Contacts { cards } => joined(cards.iter().map(|card| card.name.as_deref())),
        Content::Reaction { emoji, .. } => emoji.clone().unwrap_or_default(),
        Content::Order { text, .. } | Content::Edit { text, .. } => text.clone().unwrap_or_default(),
        Content::Form { .. } | Content::Revoke { .. } | Content::Unsupported { .. } => String::new(),
    }
}

fn joined<'t>(parts: impl IntoIterator<Item = Option<&'t str>>) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
