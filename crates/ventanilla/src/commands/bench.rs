//! Speed and memory as ratios to a bare handler measured in the same run (DESIGN section 9). Never a test: figures belong here.

mod bare;
mod citizens;
mod memory;
mod micro;
mod report;
mod sink;
mod ventanilla;

use std::process::ExitCode;
use std::time::Duration;

use super::setup;
use crate::cli::{BenchArgs, TextOrJson};
use crate::tell;
use citizens::{Load, Measured};
use report::Report;
use sink::Sink;

/// Messages a second of the steady load (DESIGN section 9).
const STEADY: f64 = 200.0;

/// A server under measurement.
trait Contestant {
    /// Where webhooks are posted.
    fn webhook_url(&self) -> &str;
}

/// Runs everything and prints it.
pub(crate) fn run(args: &BenchArgs) -> anyhow::Result<ExitCode> {
    if cfg!(debug_assertions) {
        tell("this is a debug build: its figures mean nothing. Use: cargo run --release -- bench");
    }
    let report = setup::runtime()?.block_on(measure(args))?;
    match args.format {
        TextOrJson::Text => super::flow::print(&report.to_string()),
        TextOrJson::Json => super::flow::print(&serde_json::to_string_pretty(&report)?),
    }
    Ok(ExitCode::SUCCESS)
}

async fn measure(args: &BenchArgs) -> anyhow::Result<Report> {
    let length = Duration::from_secs(args.seconds.max(1));
    let folder = std::env::temp_dir().join(format!("ventanilla-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let sink = Sink::start().await?;

    tell("bare handler: saturated");
    let bare = bare::start(&folder.join("bare"), &sink).await?;
    let bare_saturated = saturate(&bare, &sink, args.citizens, length).await?;
    tell("bare handler: 200 messages a second");
    let bare_steady = steady(&bare, &sink, length).await?;
    bare.stop().await;

    tell("ventanilla: saturated");
    let ours = ventanilla::start(&folder.join("ventanilla"), &sink).await?;
    let idle_bytes = memory::resident();
    let ours_saturated = saturate(&ours, &sink, args.citizens, length).await?;
    tell("ventanilla: 200 messages a second");
    let ours_steady = steady(&ours, &sink, length).await?;
    let loaded_bytes = memory::resident();
    let reconciled = ours.stop().await?;

    tell("one turn, one classification");
    let micro = micro::measure()?;
    std::fs::remove_dir_all(&folder)?;
    Ok(Report { bare_saturated, bare_steady, ours_saturated, ours_steady, micro, idle_bytes, loaded_bytes, reconciled })
}

async fn saturate(
    server: &impl Contestant,
    sink: &Sink,
    citizens: usize,
    length: Duration,
) -> anyhow::Result<Measured> {
    citizens::run(server.webhook_url(), sink, Load::Closed { citizens }, length).await
}

async fn steady(server: &impl Contestant, sink: &Sink, length: Duration) -> anyhow::Result<Measured> {
    citizens::run(server.webhook_url(), sink, Load::Open { per_second: STEADY }, length).await
}
