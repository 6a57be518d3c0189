//! The command line, with the names of DESIGN section 7.

use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};

/// The counter where citizens meet their city on WhatsApp.
#[derive(Debug, Parser)]
#[command(name = "ventanilla", version, after_help = "Example: ventanilla            the demo, on SQLite under ./data")]
pub(crate) struct Cli {
    /// Settings file; the environment (VENTANILLA_…) beats it [default: ventanilla.toml if it exists]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Say more: -v what happens, -vv everything
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// What to do
    #[command(subcommand)]
    pub command: Option<Command>,
}

impl Cli {
    /// The settings file to read.
    pub(crate) fn config_file(&self) -> &Path {
        self.config.as_deref().unwrap_or(Path::new("ventanilla.toml"))
    }
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Server, emulated WhatsApp with a phone in the browser, the Saltillo flow (the default)
    #[command(after_help = "Example: ventanilla demo --listen 127.0.0.1:9000")]
    Demo(DemoArgs),
    /// The server
    #[command(
        after_help = "Example: VENTANILLA_DATABASE_URL=postgres://ventanilla@localhost/ventanilla ventanilla serve"
    )]
    Serve,
    /// The emulated WhatsApp side alone: phone, Graph API, webhooks, faults
    #[command(
        after_help = "Example: ventanilla emulator --listen 127.0.0.1:8090 --webhook http://127.0.0.1:8080/webhooks/whatsapp"
    )]
    Emulator(EmulatorArgs),
    /// Talk to a flow in the terminal
    #[command(after_help = "Example: ventanilla chat flows/saltillo")]
    Chat(ChatArgs),
    /// Prove, try, format or draw a flow
    Flow(FlowArgs),
    /// Lines {"id","text"} in; category, confidence and urgency out
    #[command(after_help = "Example: echo '{\"id\":1,\"text\":\"huele a gas\"}' | ventanilla classify --format jsonl")]
    Classify(ClassifyArgs),
    /// Train the classifier from a corpus, or measure it
    Classifier(ClassifierArgs),
    /// Take the data away
    #[command(after_help = "Example: ventanilla export reports --format csv --from 2026-11-01 --output reportes.csv")]
    Export(ExportArgs),
    /// Received = stored = processed = answered, per hour; exit 1 when they do not add up
    #[command(after_help = "Example: ventanilla reconcile --from 2026-11-24 --format json")]
    Reconcile(ReconcileArgs),
    /// Speed and memory, as ratios to a bare handler measured in the same run
    #[command(after_help = "Example: cargo run --release -- bench --seconds 20")]
    Bench(BenchArgs),
}

impl Default for Command {
    fn default() -> Self {
        Self::Demo(DemoArgs::default())
    }
}

/// Arguments of `demo`.
#[derive(Debug, Default, Args)]
pub(crate) struct DemoArgs {
    /// Address to listen on [default: the setting `listen`]
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<String>,
}

/// Arguments of `emulator`.
#[derive(Debug, Args)]
pub(crate) struct EmulatorArgs {
    /// Address to listen on
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8090")]
    pub listen: String,
    /// Where webhooks go
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8080/webhooks/whatsapp")]
    pub webhook: String,
    /// Signs webhooks
    #[arg(long, env = "VENTANILLA_WHATSAPP_APP_SECRET", default_value = "demo_app_secret", hide_env_values = true)]
    pub app_secret: String,
    /// Answered in the handshake
    #[arg(long, env = "VENTANILLA_WHATSAPP_VERIFY_TOKEN", default_value = "demo_verify_token", hide_env_values = true)]
    pub verify_token: String,
    /// Expected from the server
    #[arg(long, env = "VENTANILLA_WHATSAPP_ACCESS_TOKEN", default_value = "demo_access_token", hide_env_values = true)]
    pub access_token: String,
    /// Id of the emulated number
    #[arg(long, env = "VENTANILLA_WHATSAPP_PHONE_NUMBER_ID", default_value = "106540352242922")]
    pub phone_number_id: String,
}

/// Arguments of `chat`.
#[derive(Debug, Args)]
pub(crate) struct ChatArgs {
    /// Folder of the flow package
    #[arg(value_name = "FLOWDIR")]
    pub folder: PathBuf,
    /// Language to speak
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
}

/// Arguments of `flow`.
#[derive(Debug, Args)]
pub(crate) struct FlowArgs {
    /// What to do with it
    #[command(subcommand)]
    pub command: FlowCommand,
}

/// What can be done with a flow.
#[derive(Debug, Subcommand)]
pub(crate) enum FlowCommand {
    /// Prove it; exit 0 clean, 1 findings, 2 unusable
    #[command(after_help = "Example: ventanilla flow check flows/saltillo --format json")]
    Check(FlowTarget),
    /// Run its tests.yaml; exit 0 when all pass
    #[command(after_help = "Example: ventanilla flow test flows/saltillo")]
    Test(FlowTarget),
    /// Write its files in the usual form, keeping comments and order
    #[command(after_help = "Example: ventanilla flow fmt flows/saltillo")]
    Fmt(FlowTarget),
    /// Prove it and let new conversations begin with it; those under way stay on their version
    #[command(after_help = "Example: ventanilla flow publish flows/saltillo")]
    Publish(FlowTarget),
    /// Print it as a Mermaid drawing
    #[command(after_help = "Example: ventanilla flow graph flows/saltillo > flujo.mmd")]
    Graph(FlowTarget),
}

/// A flow on disk.
#[derive(Debug, Args)]
pub(crate) struct FlowTarget {
    /// Folder of the flow package, or a single file
    #[arg(value_name = "DIR")]
    pub path: PathBuf,
    /// How to print
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub format: TextOrJson,
}

/// For people or for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextOrJson {
    /// For people
    Text,
    /// For programs
    Json,
}

/// Arguments of `classify`.
#[derive(Debug, Args)]
pub(crate) struct ClassifyArgs {
    /// How to print; only jsonl for now
    #[arg(long, value_enum, default_value_t = Lines::Jsonl)]
    pub format: Lines,
    /// A model file instead of the one inside the program
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,
}

/// Line formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Lines {
    /// One JSON object a line
    Jsonl,
}

/// Arguments of `classifier`.
#[derive(Debug, Args)]
pub(crate) struct ClassifierArgs {
    /// What to do
    #[command(subcommand)]
    pub command: ClassifierCommand,
}

/// Train or measure.
#[derive(Debug, Subcommand)]
pub(crate) enum ClassifierCommand {
    /// Train from a corpus and write the model
    #[command(
        after_help = "Example: cargo run --release -- classifier train --corpus corpus --output crates/classifier/src/model.bin"
    )]
    Train {
        /// Folder with one .jsonl a category
        #[arg(long, value_name = "DIR", default_value = "corpus")]
        corpus: PathBuf,
        /// Where the model goes
        #[arg(long, value_name = "FILE", default_value = "crates/classifier/src/model.bin")]
        output: PathBuf,
    },
    /// Accuracy, F1 per category, calibration, confusions, on texts the model has never seen
    #[command(after_help = "Example: ventanilla classifier eval --corpus corpus --format json")]
    Eval {
        /// Folder with one .jsonl a category and heldout.jsonl
        #[arg(long, value_name = "DIR", default_value = "corpus")]
        corpus: PathBuf,
        /// How to print
        #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
        format: TextOrJson,
    },
}

/// Arguments of `export`.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// What to take
    #[arg(value_enum)]
    pub what: ExportWhat,
    /// File format; geojson only for reports
    #[arg(long, value_enum)]
    pub format: ExportFormat,
    /// From this instant on (2026-11-24 or 2026-11-24T08:00:00Z)
    #[arg(long, value_name = "WHEN", value_parser = instant)]
    pub from: Option<ventanilla_domain::Timestamp>,
    /// Before this instant
    #[arg(long, value_name = "WHEN", value_parser = instant)]
    pub to: Option<ventanilla_domain::Timestamp>,
    /// A file instead of standard output; a manifest is written beside it
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// With the reports of victims (discreet categories); recorded in the log
    #[arg(long)]
    pub victims: bool,
}

/// What can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportWhat {
    /// Reports with place and evidence
    Reports,
    /// Conversations
    Conversations,
    /// Messages
    Messages,
    /// The event log
    Events,
}

/// Formats of `export`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// For spreadsheets
    Csv,
    /// One JSON object a line
    Jsonl,
    /// For maps
    Geojson,
}

/// Arguments of `reconcile`.
#[derive(Debug, Args)]
pub(crate) struct ReconcileArgs {
    /// From this instant on
    #[arg(long, value_name = "WHEN", value_parser = instant)]
    pub from: Option<ventanilla_domain::Timestamp>,
    /// Before this instant
    #[arg(long, value_name = "WHEN", value_parser = instant)]
    pub to: Option<ventanilla_domain::Timestamp>,
    /// How to print
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub format: TextOrJson,
}

/// Arguments of `bench`.
#[derive(Debug, Args)]
pub(crate) struct BenchArgs {
    /// Length of each measurement
    #[arg(long, default_value_t = 10)]
    pub seconds: u64,
    /// Citizens writing at once
    #[arg(long, default_value_t = 200)]
    pub citizens: usize,
    /// How to print
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub format: TextOrJson,
}

fn instant(text: &str) -> Result<ventanilla_domain::Timestamp, String> {
    ventanilla_domain::Timestamp::parse(text)
        .ok_or_else(|| "expected a date such as 2026-11-24 or an instant such as 2026-11-24T08:00:00Z".to_owned())
}
