use std::process::ExitCode;

use axum::Router;
use axum::response::Redirect;
use axum::routing::get;
use tokio_util::sync::CancellationToken;
use ventanilla_app::{App, WhatsappConfig};
use ventanilla_channels::Secret;
use ventanilla_emulator::{Emulator, EmulatorConfig};
use ventanilla_server::{Metrics, ServerState};

use super::serve::{listen, serve};
use super::setup;
use crate::cli::DemoArgs;
use crate::config::Config;
use crate::tell;

/// The demonstration's own secrets: they open nothing but the emulator on this machine.
const APP_SECRET: &str = "demo_app_secret";
const VERIFY_TOKEN: &str = "demo_verify_token";
const ACCESS_TOKEN: &str = "demo_access_token";
const API_TOKEN: &str = "demo_api_token";
const PHONE_NUMBER_ID: &str = "106540352242922";

/// Server, emulated WhatsApp and a phone in the browser in one process. They talk through the WhatsApp protocol only.
pub(crate) fn run(config: Config, args: &DemoArgs) -> anyhow::Result<ExitCode> {
    let config = Config { listen: args.listen.clone().unwrap_or(config.listen), whatsapp: None, ..config };
    setup::runtime()?.block_on(async {
        let listener = listen(&config.listen).await?;
        let address = listener.local_addr()?;
        if !address.ip().is_loopback() {
            anyhow::bail!("the demo has public secrets and listens only on this machine (127.0.0.1), not on {address}");
        }
        let base = format!("http://{address}");
        let app = setup::open_app(&config).await?;
        app.publish(setup::package(config.flows.as_deref())?).await?;
        app.serve_whatsapp(channel(&base)).await?;
        app.admit_token(API_TOKEN, "demo").await?;
        let emulator = emulator(&base);
        // One token for both: a phone page that stays open would hold the server's last connection for ever.
        let shutdown = CancellationToken::new();
        let network = tokio::spawn(emulator.clone().run(shutdown.clone()));
        greet(&base, &config);
        serve(app.clone(), router(app, &emulator), listener, shutdown).await?;
        Ok::<_, anyhow::Error>(network.await?)
    })?;
    Ok(ExitCode::SUCCESS)
}

fn channel(base: &str) -> WhatsappConfig {
    WhatsappConfig {
        name: "WhatsApp (demo)".to_owned(),
        phone_number_id: PHONE_NUMBER_ID.to_owned(),
        app_secrets: vec![Secret::new(APP_SECRET)],
        verify_token: Secret::new(VERIFY_TOKEN),
        access_token: Secret::new(ACCESS_TOKEN),
        graph_url: format!("{base}/emulator/graph/v25.0"),
        mark_read: true,
        throughput: setup::THROUGHPUT,
    }
}

fn emulator(base: &str) -> Emulator {
    let emulator = Emulator::new(EmulatorConfig {
        phone_number_id: PHONE_NUMBER_ID.to_owned(),
        display_phone_number: "5218440000000".to_owned(),
        waba_id: "102290129340398".to_owned(),
        app_secret: APP_SECRET.to_owned(),
        access_token: ACCESS_TOKEN.to_owned(),
        webhook_url: format!("{base}/webhooks/whatsapp"),
        verify_token: VERIFY_TOKEN.to_owned(),
        public_base: format!("{base}/emulator"),
        seed: 1,
    });
    emulator.add_sample_contacts();
    emulator
}

fn router(app: App, emulator: &Emulator) -> Router {
    let state = ServerState { app, metrics: Metrics::install() };
    let phone = || async { Redirect::temporary("/emulator/") };
    Router::new()
        .route("/", get(phone))
        .route("/emulator", get(phone))
        .nest("/emulator/", emulator.router())
        .fallback_service(ventanilla_server::router(state))
}

fn greet(base: &str, config: &Config) {
    tell(&format!(
        "\nVentanilla · DEMO. Nothing here leaves this machine: WhatsApp is emulated and its secrets are public.\n\n  \
         Phone        {base}/emulator/\n  \
         API          {base}/api/v1/reports        Authorization: Bearer {API_TOKEN}\n  \
         API document {base}/api/v1/openapi.json\n  \
         Data         {} and {}\n\n\
         Write «hola» on the phone. Then, in another terminal: ventanilla export reports --format csv\n\
         Ctrl-C stops it.\n",
        config.database_url, config.media_url
    ));
}
