use std::process::ExitCode;

use axum::Router;
use tokio_util::sync::CancellationToken;
use ventanilla_emulator::{Emulator, EmulatorConfig};

use super::serve::{listen, stop_signal};
use super::setup;
use crate::cli::EmulatorArgs;
use crate::tell;

/// The emulated WhatsApp side alone, until Ctrl-C.
pub(crate) fn run(args: EmulatorArgs) -> anyhow::Result<ExitCode> {
    setup::runtime()?.block_on(async {
        let listener = listen(&args.listen).await?;
        let base = format!("http://{}", listener.local_addr()?);
        tell(&format!(
            "WhatsApp, emulated.\n  Phone      {base}/\n  Graph API  {base}/graph/v25.0   (VENTANILLA_WHATSAPP_GRAPH_URL)\n  \
             Number     {}\n  Webhooks   {}\nCtrl-C stops it.",
            args.phone_number_id, args.webhook
        ));
        let emulator = Emulator::new(EmulatorConfig {
            phone_number_id: args.phone_number_id,
            display_phone_number: "5218440000000".to_owned(),
            waba_id: "102290129340398".to_owned(),
            app_secret: args.app_secret,
            access_token: args.access_token,
            webhook_url: args.webhook,
            verify_token: args.verify_token,
            public_base: base,
            seed: 1,
        });
        emulator.add_sample_contacts();
        let shutdown = CancellationToken::new();
        let network = tokio::spawn(emulator.clone().run(shutdown.clone()));
        let router = Router::new().merge(emulator.router());
        let token = shutdown.clone();
        // Cancelled before the connections are waited for: a phone page that stays open would hold the last one for ever.
        let stop = async move {
            stop_signal().await;
            token.cancel();
        };
        axum::serve(listener, router).with_graceful_shutdown(stop).await?;
        shutdown.cancel();
        Ok::<_, anyhow::Error>(network.await?)
    })?;
    Ok(ExitCode::SUCCESS)
}
