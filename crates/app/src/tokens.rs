//! Bearer tokens of the API: only their hash is kept.

use sha2::{Digest, Sha256};

use crate::files::hex;
use crate::policy::Actor;
use crate::{App, Error};

impl App {
    /// Lets `token` in under `name`. Doing it again changes nothing.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn admit_token(&self, token: &str, name: &str) -> Result<(), Error> {
        let (sha256, name, now) = (fingerprint(token), name.to_owned(), self.now());
        self.store()
            .write(move |tx| Box::pin(async move { Ok::<_, Error>(tx.put_api_token(&sha256, &name, now).await?) }))
            .await
            .map(drop)
    }

    /// Makes the first token of a database that has none of this name; returns it once, it cannot be read again.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn first_token(&self, name: &str) -> Result<Option<String>, Error> {
        let token = format!("vnt_{:016x}{:016x}", self.ids().random(), self.ids().random());
        let key = format!("api_token:{name}");
        let (sha256, name, now) = (fingerprint(&token), name.to_owned(), self.now());
        let made = self
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    let new = tx.once_put(&key, &serde_json::Value::Null, now).await?;
                    if new {
                        tx.put_api_token(&sha256, &name, now).await?;
                    }
                    Ok::<_, Error>(new)
                })
            })
            .await?;
        Ok(made.then_some(token))
    }

    /// Whose token this is; [`Actor::Anonymous`] when it is nobody's.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn actor_of_token(&self, token: &str) -> Result<Actor, Error> {
        let sha256 = fingerprint(token);
        let name = self
            .store()
            .read(move |tx| Box::pin(async move { Ok::<_, Error>(tx.check_api_token(&sha256).await?) }))
            .await?;
        // Until accounts come, the token is the administrator's, who may see the reports of victims; each look is in the log.
        Ok(name.map_or(Actor::Anonymous, |name| Actor::Token { name, victims: true }))
    }
}

fn fingerprint(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}
