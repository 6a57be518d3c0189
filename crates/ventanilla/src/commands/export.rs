//! Streams data out, with a manifest: what, from when, how many rows, and the hash of the file.

mod csv_rows;
mod geojson_rows;

use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use serde_json::Value;
use ventanilla_app::policy::Actor;
use ventanilla_app::{ExportFilter, ExportKind, ExportRow};

use super::setup;
use crate::cli::{ExportArgs, ExportFormat, ExportWhat};
use crate::config::Config;
use crate::tell;

/// Writes rows of one format.
trait RowWriter {
    /// Before the first row.
    fn begin(&mut self, out: &mut dyn Write) -> anyhow::Result<()>;
    /// One row.
    fn row(&mut self, out: &mut dyn Write, row: ExportRow) -> anyhow::Result<()>;
    /// After the last row.
    fn end(&mut self, out: &mut dyn Write) -> anyhow::Result<()>;
}

/// One JSON object a line.
struct JsonLines;

impl RowWriter for JsonLines {
    fn begin(&mut self, _: &mut dyn Write) -> anyhow::Result<()> {
        Ok(())
    }

    fn row(&mut self, out: &mut dyn Write, row: ExportRow) -> anyhow::Result<()> {
        match row {
            ExportRow::Report(row) => serde_json::to_writer(&mut *out, &*row)?,
            ExportRow::Conversation(row) => serde_json::to_writer(&mut *out, &*row)?,
            ExportRow::Message(row) => {
                serde_json::to_writer(&mut *out, &without_numbers(serde_json::to_value(&*row)?))?
            }
            ExportRow::Event(row) => serde_json::to_writer(&mut *out, &*row)?,
        }
        Ok(writeln!(out)?)
    }

    fn end(&mut self, _: &mut dyn Write) -> anyhow::Result<()> {
        Ok(())
    }
}

/// The provider's ids of messages hold the citizen's phone number (whatsapp-cloud-api 2.1): what leaves is their SHA-256, which still tells
/// messages apart and matches replies and reactions to them.
fn without_numbers(value: Value) -> Value {
    match value {
        Value::Object(fields) => fields.into_iter().map(|(name, value)| hidden(name, value)).collect(),
        Value::Array(values) => values.into_iter().map(without_numbers).collect(),
        other => other,
    }
}

fn hidden(name: String, value: Value) -> (String, Value) {
    match (name.as_str(), value) {
        ("provider_id" | "reply_to", Value::String(id)) => (name, ventanilla_app::sha256_hex(id.as_bytes()).into()),
        (_, value) => (name, without_numbers(value)),
    }
}

/// Streams to standard output or a file.
pub(crate) fn run(config: &Config, args: &ExportArgs) -> anyhow::Result<ExitCode> {
    if args.format == ExportFormat::Geojson && args.what != ExportWhat::Reports {
        bail!("geojson is only for reports: they have a place");
    }
    let rows = match &args.output {
        Some(file) => to_file(config, args, file)?,
        None => write_rows(config, args, &mut BufWriter::new(std::io::stdout()))?,
    };
    tell(&format!("{rows} rows"));
    Ok(ExitCode::SUCCESS)
}

fn to_file(config: &Config, args: &ExportArgs, file: &Path) -> anyhow::Result<u64> {
    let create = || std::fs::File::create(file).with_context(|| format!("writing {}", file.display()));
    let mut out = BufWriter::new(create()?);
    let rows = write_rows(config, args, &mut out)?;
    out.into_inner().map_err(|error| error.into_error())?.sync_all()?;
    let bytes = std::fs::read(file)?;
    let manifest = serde_json::json!({
        "what": format!("{:?}", args.what).to_lowercase(),
        "format": format!("{:?}", args.format).to_lowercase(),
        "from": args.from.map(ventanilla_domain::Timestamp::to_rfc3339),
        "to": args.to.map(ventanilla_domain::Timestamp::to_rfc3339),
        "victims": args.victims,
        "rows": rows,
        "bytes": bytes.len(),
        "sha256": ventanilla_app::sha256_hex(&bytes),
        "program": concat!("ventanilla ", env!("CARGO_PKG_VERSION")),
    });
    let beside = file.with_added_extension("manifest.json");
    std::fs::write(&beside, serde_json::to_string_pretty(&manifest)?)
        .with_context(|| format!("writing {}", beside.display()))?;
    Ok(rows)
}

fn write_rows(config: &Config, args: &ExportArgs, out: &mut (dyn Write + Send)) -> anyhow::Result<u64> {
    let mut writer: Box<dyn RowWriter + Send> = match args.format {
        ExportFormat::Csv => Box::new(csv_rows::CsvRows::new(args.what)),
        ExportFormat::Jsonl => Box::new(JsonLines),
        ExportFormat::Geojson => Box::new(geojson_rows::GeojsonRows::default()),
    };
    writer.begin(out)?;
    let filter = ExportFilter { span: ventanilla_app::span(args.from, args.to), victims: args.victims };
    let rows = setup::runtime()?.block_on(async {
        let app = setup::open_app(config).await?;
        app.export::<anyhow::Error>(&Actor::Operator, kind(args.what), filter, &mut |row| writer.row(out, row)).await
    })?;
    writer.end(out)?;
    out.flush()?;
    Ok(rows)
}

const fn kind(what: ExportWhat) -> ExportKind {
    match what {
        ExportWhat::Reports => ExportKind::Reports,
        ExportWhat::Conversations => ExportKind::Conversations,
        ExportWhat::Messages => ExportKind::Messages,
        ExportWhat::Events => ExportKind::Events,
    }
}
