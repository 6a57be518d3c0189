//! Signed, short-lived links to files: whoever may see the evidence gets one, and it ends by itself.

use ventanilla_channels::Secret;
use ventanilla_channels::whatsapp::{sign, verify};
use ventanilla_domain::{Duration, Timestamp};

use crate::{App, Error};

/// How long a link opens its file.
const LIFETIME: Duration = Duration::minutes(15);
/// Where the key is kept, so that every node signs alike.
const KEY: &str = "secret:media_links";

impl App {
    /// The path and query of a link to the file `sha256`, valid for a quarter of an hour.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn file_link(&self, sha256: &str) -> Result<String, Error> {
        let until = self.now().plus(LIFETIME);
        let signature = sign(&self.link_key().await?, subject(sha256, until).as_bytes());
        Ok(format!("/media/{sha256}?until={}&signature={}", until.0, signature.trim_start_matches("sha256=")))
    }

    /// The bytes behind a link.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for a wrong signature or an old link, [`Error::NotFound`], [`Error::Store`], [`Error::Files`].
    pub async fn open_link(&self, sha256: &str, until: i64, signature: &str) -> Result<Vec<u8>, Error> {
        let until = Timestamp(until);
        let header = format!("sha256={signature}");
        let key = self.link_key().await?;
        let genuine = verify(&[key], Some(&header), subject(sha256, until).as_bytes()).is_ok();
        if !genuine || until < self.now() {
            return Err(Error::Forbidden);
        }
        self.files().read(sha256).await?.ok_or(Error::NotFound)
    }

    async fn link_key(&self) -> Result<Secret, Error> {
        let fresh = serde_json::json!(format!("{:016x}{:016x}", self.ids().random(), self.ids().random()));
        let now = self.now();
        let found = self.store().read(|tx| Box::pin(async move { Ok::<_, Error>(tx.once_get(KEY).await?) })).await?;
        let key = match found {
            Some(key) => key,
            None => {
                self.store()
                    .write(move |tx| {
                        Box::pin(async move {
                            tx.once_put(KEY, &fresh, now).await?;
                            Ok::<_, Error>(tx.once_get(KEY).await?.unwrap_or(fresh))
                        })
                    })
                    .await?
            }
        };
        Ok(Secret::new(key.as_str().unwrap_or_default()))
    }
}

fn subject(sha256: &str, until: Timestamp) -> String {
    format!("{sha256}.{}", until.0)
}
