use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use ventanilla_app::records::{Page, PageRequest};
use ventanilla_domain::Timestamp;

use crate::ApiError;

const DEFAULT_LIMIT: u32 = 50;
const MOST: u32 = 500;

/// Where a list goes on.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct PageIn {
    /// `next` of the page before.
    after: Option<String>,
    /// Items of the page: 1 to 500, default 50.
    limit: Option<u32>,
}

impl PageIn {
    pub(super) fn request(&self) -> Result<PageRequest, ApiError> {
        let after = self.after.as_deref().map(str::parse).transpose();
        let after = after.map_err(|_| ApiError::parameter("after", "el valor next de la página anterior"))?;
        Ok(PageRequest { after, limit: limit(self.limit)? })
    }
}

/// Reads a `limit`.
pub(super) fn limit(given: Option<u32>) -> Result<u32, ApiError> {
    match given.unwrap_or(DEFAULT_LIMIT) {
        limit @ 1..=MOST => Ok(limit),
        _ => Err(ApiError::parameter("limit", "un número de 1 a 500")),
    }
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PageOut<T: ToSchema> {
    /// The items.
    items: Vec<T>,
    /// Where the next page begins; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

impl<T: ToSchema> PageOut<T> {
    pub(super) fn new<S>(page: Page<S>, item: impl Fn(S) -> T) -> Self {
        Self { items: page.items.into_iter().map(item).collect(), next: page.next.map(|cursor| cursor.to_string()) }
    }
}

/// Reads a `from` or `to`.
pub(super) fn instant(name: &str, text: Option<&str>) -> Result<Option<Timestamp>, ApiError> {
    let expected = || ApiError::parameter(name, "una fecha como 2026-11-24 o 2026-11-24T08:00:00Z");
    text.map(|text| Timestamp::parse(text).ok_or_else(expected)).transpose()
}
