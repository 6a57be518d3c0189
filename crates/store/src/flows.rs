//! Published flows. A version never changes; publishing moves a pointer.

use ventanilla_domain::{FlowHash, Timestamp};

use crate::Tx;
use crate::db::{Json, Result, Row, json, params};

/// An immutable version of a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowVersion {
    /// Its name: the hash of its files.
    pub hash: FlowHash,
    /// The flow it is a version of.
    pub flow_id: String,
    /// The files of the package: path and text, in the order given.
    pub files: Vec<(String, String)>,
    /// When it was first stored.
    pub created_at: Timestamp,
}

macro_rules! version_columns {
    () => {
        "f.hash, f.flow_id, f.files, f.created_at"
    };
}

fn read(row: &mut Row) -> Result<FlowVersion> {
    Ok(FlowVersion {
        hash: row.take()?,
        flow_id: row.take()?,
        files: row.take::<Json<_>>()?.0,
        created_at: row.take()?,
    })
}

impl Tx<'_> {
    /// Stores a version; false when it was there already.
    ///
    /// # Errors
    /// What the database says.
    pub async fn put_flow_version(&self, version: &FlowVersion) -> Result<bool> {
        let stored = self
            .exec(
                "INSERT INTO flow_version (hash, flow_id, files, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                params![&version.hash, &version.flow_id, json(&version.files)?, version.created_at],
            )
            .await?;
        Ok(stored == 1)
    }

    /// New sessions of `flow_id` begin on `hash` from now on.
    ///
    /// # Errors
    /// [`crate::StoreError::Constraint`] when there is no such version; what the database says.
    pub async fn publish_flow(&self, flow_id: &str, hash: &FlowHash, now: Timestamp) -> Result<()> {
        self.exec(
            "INSERT INTO flow_published (flow_id, hash, published_at) VALUES ($1, $2, $3)
             ON CONFLICT (flow_id) DO UPDATE SET hash = excluded.hash, published_at = excluded.published_at",
            params![flow_id, hash, now],
        )
        .await?;
        Ok(())
    }

    /// The version new sessions of `flow_id` begin on.
    ///
    /// # Errors
    /// What the database says.
    pub async fn published_flow(&self, flow_id: &str) -> Result<Option<FlowVersion>> {
        self.one(
            concat!(
                "SELECT ",
                version_columns!(),
                " FROM flow_published p JOIN flow_version f ON f.hash = p.hash WHERE p.flow_id = $1"
            ),
            params![flow_id],
            read,
        )
        .await
    }

    /// The hashes that new sessions begin on, with their flow ids, the one published last first: what to look at to notice a publication.
    ///
    /// # Errors
    /// What the database says.
    pub async fn published_flows(&self) -> Result<Vec<(String, FlowHash)>> {
        self.all("SELECT flow_id, hash FROM flow_published ORDER BY published_at DESC, flow_id", &[], |row| {
            Ok((row.take()?, row.take()?))
        })
        .await
    }

    /// The version with this hash; sessions stay on theirs.
    ///
    /// # Errors
    /// What the database says.
    pub async fn flow_version(&self, hash: &FlowHash) -> Result<Option<FlowVersion>> {
        self.one(concat!("SELECT ", version_columns!(), " FROM flow_version f WHERE f.hash = $1"), params![hash], read)
            .await
    }
}
