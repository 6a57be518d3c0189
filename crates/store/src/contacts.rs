//! Contacts: citizens.

use serde::Serialize;
use ventanilla_domain::{ContactId, Timestamp};

use crate::Tx;
use crate::db::{Result, Row, params};

/// A citizen, as far as a channel tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// Its id.
    pub id: ContactId,
    /// Display name chosen by the person; untrusted.
    pub name: Option<String>,
    /// Username; never a key.
    pub username: Option<String>,
    /// When the first message arrived.
    pub created_at: Timestamp,
}

fn read(row: &mut Row) -> Result<Contact> {
    Ok(Contact { id: row.take()?, name: row.take()?, username: row.take()?, created_at: row.take()? })
}

impl Tx<'_> {
    /// The contact with this id.
    ///
    /// # Errors
    /// What the database says.
    pub async fn contact(&self, id: ContactId) -> Result<Option<Contact>> {
        self.one("SELECT id, name, username, created_at FROM contact WHERE id = $1", params![id], read).await
    }
}
