//! Pages by key, never by offset.

use std::fmt;
use std::str::FromStr;

use ventanilla_domain::Timestamp;

/// From when (inclusive) to when (exclusive).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first instant inside.
    pub from: Timestamp,
    /// The first instant after.
    pub to: Timestamp,
}

impl Span {
    /// All of time.
    pub const ALL: Self = Self { from: Timestamp(i64::MIN), to: Timestamp(i64::MAX) };

    /// From `from` to `to`, either end open when absent.
    #[must_use]
    pub fn new(from: Option<Timestamp>, to: Option<Timestamp>) -> Self {
        Self { from: from.unwrap_or(Self::ALL.from), to: to.unwrap_or(Self::ALL.to) }
    }
}

impl Default for Span {
    fn default() -> Self {
        Self::ALL
    }
}

/// The place after the last item of a page. Its text form is opaque to clients: `1763971298120.rep_…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// The instant the list is ordered by.
    pub at: Timestamp,
    /// The id that orders items of the same instant.
    pub id: String,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at.0, self.id)
    }
}

/// Why a text is not a [`Cursor`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a page cursor")]
pub struct CursorError;

impl FromStr for Cursor {
    type Err = CursorError;

    fn from_str(text: &str) -> Result<Self, CursorError> {
        let (at, id) = text.split_once('.').ok_or(CursorError)?;
        Ok(Self { at: Timestamp(at.parse().map_err(|_| CursorError)?), id: id.to_owned() })
    }
}

/// Which page to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRequest {
    /// The [`Page::next`] of the page before; none for the first.
    pub after: Option<Cursor>,
    /// Most items of the page.
    pub limit: u32,
}

impl PageRequest {
    /// The first page.
    #[must_use]
    pub const fn first(limit: u32) -> Self {
        Self { after: None, limit }
    }

    /// Where an ascending list goes on.
    pub(crate) fn ascending_from(&self) -> (Timestamp, String) {
        self.after.clone().map_or((Timestamp(i64::MIN), String::new()), |cursor| (cursor.at, cursor.id))
    }

    /// Where a descending list goes on.
    pub(crate) fn descending_from(&self) -> (Timestamp, String) {
        self.after.clone().map_or((Timestamp(i64::MAX), String::new()), |cursor| (cursor.at, cursor.id))
    }
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// The items, in order.
    pub items: Vec<T>,
    /// Where the next page begins; none when this is the last.
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// A full page has a next one, which may be empty.
    pub(crate) fn new(items: Vec<T>, request: &PageRequest, cursor: impl Fn(&T) -> Cursor) -> Self {
        let full = items.len() >= usize::try_from(request.limit).unwrap_or(usize::MAX);
        let next = if full { items.last().map(cursor) } else { None };
        Self { items, next }
    }
}
