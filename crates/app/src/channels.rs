//! The channels this process serves, with what is needed to hear and answer on them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use ventanilla_channels::Secret;
use ventanilla_channels::whatsapp::{Client, ClientConfig, Pacing, PacingConfig};
use ventanilla_domain::{ChannelId, ChannelKind};

use crate::{App, Error};

/// One WhatsApp number.
#[derive(Debug, Clone)]
pub struct WhatsappConfig {
    /// What people of the city call it.
    pub name: String,
    /// Its id at Meta.
    pub phone_number_id: String,
    /// App secrets, the newest first.
    pub app_secrets: Vec<Secret>,
    /// Answered in the handshake; never empty (whatsapp-cloud-api 1.1).
    pub verify_token: Secret,
    /// Permanent token of the system user.
    pub access_token: Secret,
    /// Base of the Graph API with its version.
    pub graph_url: String,
    /// Whether messages are marked as read once answered.
    pub mark_read: bool,
    /// Messages a second, in and out together, that Meta grants the number: 80, after an upgrade 1,000 (whatsapp-cloud-api 8.1).
    pub throughput: usize,
}

/// A WhatsApp number being served.
pub(crate) struct Whatsapp {
    pub(crate) id: ChannelId,
    pub(crate) account: String,
    pub(crate) app_secrets: Vec<Secret>,
    pub(crate) verify_token: Secret,
    pub(crate) client: Client,
    pub(crate) pacing: Mutex<Pacing>,
    pub(crate) mark_read: bool,
}

/// The channels by account.
#[derive(Default)]
pub(crate) struct Channels {
    whatsapp: RwLock<HashMap<String, Arc<Whatsapp>>>,
}

impl Channels {
    /// The number called `account` at Meta.
    pub(crate) fn whatsapp(&self, account: &str) -> Option<Arc<Whatsapp>> {
        self.whatsapp.read().unwrap_or_else(PoisonError::into_inner).get(account).cloned()
    }

    /// The number with this id.
    pub(crate) fn by_id(&self, id: ChannelId) -> Option<Arc<Whatsapp>> {
        self.all().into_iter().find(|channel| channel.id == id)
    }

    /// Every number.
    pub(crate) fn all(&self) -> Vec<Arc<Whatsapp>> {
        self.whatsapp.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    fn add(&self, channel: Whatsapp) {
        let mut numbers = self.whatsapp.write().unwrap_or_else(PoisonError::into_inner);
        numbers.insert(channel.account.clone(), Arc::new(channel));
    }
}

impl App {
    /// Begins to serve a WhatsApp number.
    ///
    /// # Errors
    /// [`Error::Channel`] for an empty secret or an unusable address, [`Error::Store`].
    pub async fn serve_whatsapp(&self, config: WhatsappConfig) -> Result<ChannelId, Error> {
        if config.verify_token.is_empty()
            || config.app_secrets.is_empty()
            || config.app_secrets.iter().any(Secret::is_empty)
        {
            return Err(Error::Channel("the app secret and the verify token must not be empty".to_owned()));
        }
        let client = Client::new(ClientConfig {
            graph_url: config.graph_url.clone(),
            phone_number_id: config.phone_number_id.clone(),
            access_token: config.access_token.clone(),
            timeout: self.limits().send_timeout,
            media_host_allow: Vec::new(),
        })
        .map_err(|error| Error::Channel(error.to_string()))?;
        let (account, name) = (config.phone_number_id.clone(), config.name.clone());
        let (fresh, now) = (ChannelId::new(self.ids().uuid()), self.now());
        let id = self
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    let channel = tx.ensure_channel(ChannelKind::Whatsapp, &account, &name, fresh, now).await?;
                    Ok::<_, Error>(channel.id)
                })
            })
            .await?;
        self.channels().add(Whatsapp {
            id,
            account: config.phone_number_id,
            app_secrets: config.app_secrets,
            verify_token: config.verify_token,
            client,
            pacing: Mutex::new(Pacing::new(PacingConfig { per_second: config.throughput, ..PacingConfig::default() })),
            mark_read: config.mark_read,
        });
        Ok(id)
    }
}
