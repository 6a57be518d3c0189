//! Tokens of the admin API, known only by their hash.

use ventanilla_domain::Timestamp;

use crate::Tx;
use crate::db::{Result, params};

impl Tx<'_> {
    /// Lets the token with this SHA-256 (lower-case hex) in, under `name`; false when it was there already.
    ///
    /// # Errors
    /// What the database says.
    pub async fn put_api_token(&self, sha256: &str, name: &str, now: Timestamp) -> Result<bool> {
        let put = self
            .exec(
                "INSERT INTO api_token (sha256, name, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                params![sha256, name, now],
            )
            .await?;
        Ok(put == 1)
    }

    /// The name of the token with this SHA-256, if it may come in.
    ///
    /// # Errors
    /// What the database says.
    pub async fn check_api_token(&self, sha256: &str) -> Result<Option<String>> {
        self.scalar("SELECT name FROM api_token WHERE sha256 = $1", params![sha256]).await
    }

    /// Takes the token away; false when it was not there.
    ///
    /// # Errors
    /// What the database says.
    pub async fn revoke_api_token(&self, sha256: &str) -> Result<bool> {
        Ok(self.exec("DELETE FROM api_token WHERE sha256 = $1", params![sha256]).await? == 1)
    }
}
