use std::process::ExitCode;

use anyhow::Context;
use axum::Router;
use tokio_util::sync::CancellationToken;
use ventanilla_app::App;
use ventanilla_server::{Metrics, ServerState};

use super::setup;
use crate::config::Config;
use crate::tell;

/// The server, until it is told to stop.
pub(crate) fn run(config: &Config) -> anyhow::Result<ExitCode> {
    setup::runtime()?.block_on(async {
        let app = setup::open_app(config).await?;
        if !app.load_published().await? {
            let hash = app.publish(setup::package(config.flows.as_deref())?).await?;
            tell(&format!("published the flow {}", short(&hash.0)));
        }
        match &config.whatsapp {
            Some(settings) => drop(app.serve_whatsapp(setup::whatsapp(settings)?).await?),
            None => tell("no WhatsApp channel is set up: set VENTANILLA_WHATSAPP_…; only the API is served"),
        }
        admit(&app, config).await?;
        let state = ServerState { app: app.clone(), metrics: Metrics::install() };
        let listener = listen(&config.listen).await?;
        tell(&format!("Ventanilla listens on http://{}", listener.local_addr()?));
        serve(app, ventanilla_server::router(state), listener, CancellationToken::new()).await
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Lets the API token in; makes and prints one when none was ever set.
pub(crate) async fn admit(app: &App, config: &Config) -> anyhow::Result<()> {
    match &config.api_token {
        Some(token) => app.admit_token(token.expose(), "settings").await?,
        None => {
            if let Some(token) = app.first_token("first").await? {
                tell(&format!("API token, shown only this once: {token}"));
            }
        }
    }
    Ok(())
}

/// Opens the address.
pub(crate) async fn listen(address: &str) -> anyhow::Result<tokio::net::TcpListener> {
    tokio::net::TcpListener::bind(address).await.with_context(|| format!("listening on {address}"))
}

/// Serves and works until Ctrl-C, SIGTERM or `shutdown`, then finishes what is under way.
pub(crate) async fn serve(
    app: App,
    router: Router,
    listener: tokio::net::TcpListener,
    shutdown: CancellationToken,
) -> anyhow::Result<()> {
    let workers = tokio::spawn(app.run(shutdown.clone()));
    let stop = shutdown.clone();
    tokio::spawn(async move {
        stop_signal().await;
        stop.cancel();
    });
    let stopped = shutdown.clone().cancelled_owned();
    axum::serve(listener, router).with_graceful_shutdown(stopped).await.context("serving")?;
    shutdown.cancel();
    workers.await.context("a worker")
}

/// Until Ctrl-C or SIGTERM.
pub(crate) async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
        let Ok(mut terminate) = terminate else { return drop(interrupt.await) };
        tokio::select! {
            _ = interrupt => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    drop(interrupt.await);
}

/// The first letters of a hash, enough to tell versions apart.
pub(crate) fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}
