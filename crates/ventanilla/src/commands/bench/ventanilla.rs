//! The whole server, as `serve` runs it, with the emulated Graph API at its cheapest.

use std::path::Path;

use tokio_util::sync::CancellationToken;
use ventanilla_app::policy::Actor;
use ventanilla_app::{App, WhatsappConfig};
use ventanilla_channels::Secret;
use ventanilla_server::{Metrics, ServerState};

use super::Contestant;
use super::citizens::{APP_SECRET, PHONE_NUMBER_ID};
use super::sink::Sink;
use crate::commands::setup;
use crate::config::{Config, Environment};

/// The server, listening.
pub(crate) struct Ours {
    url: String,
    app: App,
    stop: CancellationToken,
    workers: tokio::task::JoinHandle<()>,
}

impl Contestant for Ours {
    fn webhook_url(&self) -> &str {
        &self.url
    }
}

impl Ours {
    /// Closes it; says whether everything received was stored, processed and answered.
    pub(crate) async fn stop(self) -> anyhow::Result<bool> {
        self.stop.cancel();
        self.workers.await?;
        Ok(self.app.reconcile(&Actor::Operator, ventanilla_app::span(None, None)).await?.adds_up())
    }
}

/// Starts it with a database of its own. Messages are not marked as read, because the bare handler does not either.
pub(crate) async fn start(folder: &Path, sink: &Sink) -> anyhow::Result<Ours> {
    let defaults = Config::load(Path::new("/nonexistent"), false, &Environment::default())?;
    let config = Config {
        database_url: format!("sqlite://{}/ventanilla.db", folder.display()),
        media_url: folder.join("media").display().to_string(),
        ..defaults
    };
    let app = setup::open_app(&config).await?;
    app.publish(setup::package(None)?).await?;
    app.serve_whatsapp(WhatsappConfig {
        name: "bench".to_owned(),
        phone_number_id: PHONE_NUMBER_ID.to_owned(),
        app_secrets: vec![Secret::new(APP_SECRET)],
        verify_token: Secret::new("bench"),
        access_token: Secret::new("bench"),
        graph_url: sink.graph_url(),
        mark_read: false,
        throughput: usize::MAX / 2,
    })
    .await?;
    let router = ventanilla_server::router(ServerState { app: app.clone(), metrics: Metrics::default() });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/webhooks/whatsapp", listener.local_addr()?);
    let stop = CancellationToken::new();
    let workers = tokio::spawn(app.clone().run(stop.clone()));
    let stopped = stop.clone().cancelled_owned();
    tokio::spawn(async move { axum::serve(listener, router).with_graceful_shutdown(stopped).await });
    Ok(Ours { url, app, stop, workers })
}
