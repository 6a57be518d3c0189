//! What an act answered the first time, so that a repeated turn does not act twice.

use ventanilla_domain::Timestamp;

use crate::Tx;
use crate::db::{Result, json, params};

impl Tx<'_> {
    /// What the act with this key answered, if it was done.
    ///
    /// # Errors
    /// What the database says.
    pub async fn once_get(&self, key: &str) -> Result<Option<serde_json::Value>> {
        self.one("SELECT result FROM once WHERE act_key = $1", params![key], |row| row.json()).await
    }

    /// Notes what an act answered; false when it was done before, and then the first answer stays.
    ///
    /// # Errors
    /// What the database says.
    pub async fn once_put(&self, key: &str, result: &serde_json::Value, now: Timestamp) -> Result<bool> {
        let put = self
            .exec(
                "INSERT INTO once (act_key, result, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                params![key, json(result)?, now],
            )
            .await?;
        Ok(put == 1)
    }
}
