use std::io::Write;
use std::process::ExitCode;

use ventanilla_app::policy::Actor;
use ventanilla_app::records::Reconciliation;

use super::setup;
use crate::cli::{ReconcileArgs, TextOrJson};
use crate::config::Config;

/// Exit 0 when everything adds up, 1 when not.
pub(crate) fn run(config: &Config, args: &ReconcileArgs) -> anyhow::Result<ExitCode> {
    let span = ventanilla_app::span(args.from, args.to);
    let found = setup::runtime()?.block_on(async {
        let app = setup::open_app(config).await?;
        Ok::<_, anyhow::Error>(app.reconcile(&Actor::Operator, span).await?)
    })?;
    let mut out = std::io::stdout().lock();
    match args.format {
        TextOrJson::Json => {
            serde_json::to_writer_pretty(
                &mut out,
                &serde_json::json!({ "adds_up": found.adds_up(), "reconciliation": found }),
            )?;
            writeln!(out)?;
        }
        TextOrJson::Text => out.write_all(text(&found).as_bytes())?,
    }
    Ok(ExitCode::from(u8::from(!found.adds_up())))
}

fn text(found: &Reconciliation) -> String {
    let head = ["hour (UTC)", "received", "stored", "duplicate", "dead", "processed", "answered", "in flight"];
    let mut lines = vec![row(&head.map(str::to_owned))];
    let hours = found.hours.iter().map(|hour| (hour.hour.to_rfc3339(), hour));
    for (name, hour) in hours.chain([("total".to_owned(), &found.totals)]) {
        let name: String = name.chars().take(13).collect();
        let counts =
            [hour.received, hour.stored, hour.duplicates, hour.dead, hour.processed, hour.answered, hour.in_flight];
        let mut cells = vec![name];
        cells.extend(counts.iter().map(ToString::to_string));
        lines.push(row(&cells));
    }
    let outbound: Vec<String> = found.outbound.iter().map(|(state, count)| format!("{state} {count}")).collect();
    lines.push(format!(
        "\nto be sent: {}",
        if outbound.is_empty() { "nothing".to_owned() } else { outbound.join(", ") }
    ));
    for found in &found.discrepancies {
        lines.push(format!(
            "does not add up: {} {}: expected {}, found {}",
            serde_json::to_string(&found.fault).unwrap_or_default().trim_matches('"'),
            found.subject,
            found.expected,
            found.found
        ));
    }
    lines.push(if found.adds_up() { "it adds up\n".to_owned() } else { "it does NOT add up\n".to_owned() });
    lines.join("\n")
}

fn row(cells: &[String]) -> String {
    let first = cells.first().map_or_else(String::new, |cell| format!("{cell:<13}"));
    cells.iter().skip(1).fold(first, |line, cell| format!("{line} {cell:>10}"))
}
