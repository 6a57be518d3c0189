use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use axum::Router;
use serde_json::Value;
use tempfile::TempDir;
use tokio_util::sync::{CancellationToken, DropGuard};
use ventanilla_emulator::{Emulator, EmulatorConfig, NewContact, PairRate, Settings, signature};

use super::database::Database;
use super::server::{Server, free_port};
use super::{Api, Citizen, GLANCE, PATIENCE, Said, ageing, until};

const APP_SECRET: &str = "app secret of the test";
const VERIFY_TOKEN: &str = "verify token of the test";
pub(crate) const NUMBER: &str = "106540352242922";
const ACCESS_TOKEN: &str = "access-token-of-the-test";
const API_TOKEN: &str = "api-token-of-the-test";
/// Meta's rates are tested where rates matter; elsewhere they would only slow the test down.
const SETTINGS_FILE: &str = "[whatsapp]\nthroughput = 1000\n";

/// What differs between rigs.
#[derive(Default)]
pub(crate) struct Options {
    /// A flow package instead of the one inside the program.
    pub(crate) flows: Option<std::path::PathBuf>,
}

/// The server as a process, WhatsApp's side in this one, and whoever looks at both.
pub(crate) struct Rig {
    pub(crate) emulator: Emulator,
    pub(crate) server: Server,
    pub(crate) api: Api,
    pub(crate) database: Database,
    pub(crate) folder: TempDir,
    declared: Mutex<Declared>,
    /// By how many milliseconds WhatsApp's clock is ahead of the machine's: the time that has passed.
    skipped: AtomicI64,
    _network: DropGuard,
}

/// What a test says it leaves behind; anything else makes it fail.
#[derive(Default)]
struct Declared {
    dead_letters: usize,
    refusals: BTreeSet<i64>,
    failures: BTreeSet<i64>,
    does_not_add_up: bool,
}

/// Runs `test` on SQLite.
pub(crate) async fn on_sqlite(test: impl AsyncFn(&Rig)) {
    on_sqlite_with(Options::default(), test).await;
}

/// The same with other options.
pub(crate) async fn on_sqlite_with(options: Options, test: impl AsyncFn(&Rig)) {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::sqlite(folder.path());
    run(folder, database, &options, &test).await;
}

/// Runs `test` on PostgreSQL, where there is one.
pub(crate) async fn on_postgres(test: impl AsyncFn(&Rig)) {
    if let Some(database) = Database::postgres().await {
        run(tempfile::tempdir().unwrap(), database, &Options::default(), &test).await;
    }
}

/// Runs `test` on SQLite and on PostgreSQL.
pub(crate) async fn on_each_database(test: impl AsyncFn(&Rig)) {
    on_sqlite(&test).await;
    on_postgres(&test).await;
}

async fn run(folder: TempDir, database: Database, options: &Options, test: &impl AsyncFn(&Rig)) {
    eprintln!("on {}", if matches!(database, Database::Sqlite(_)) { "SQLite" } else { "PostgreSQL" });
    let rig = Rig::new(folder, database, options).await;
    rig.start_server().await;
    test(&rig).await;
    rig.finish().await;
}

impl Rig {
    async fn new(folder: TempDir, database: Database, options: &Options) -> Self {
        let base = format!("http://127.0.0.1:{}", free_port());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let whatsapp = format!("http://{}/emulator", listener.local_addr().unwrap());
        let emulator = Emulator::new(EmulatorConfig {
            phone_number_id: NUMBER.to_owned(),
            display_phone_number: "5218440000000".to_owned(),
            waba_id: "102290129340398".to_owned(),
            app_secret: APP_SECRET.to_owned(),
            access_token: ACCESS_TOKEN.to_owned(),
            webhook_url: format!("{base}/webhooks/whatsapp"),
            verify_token: VERIFY_TOKEN.to_owned(),
            public_base: whatsapp.clone(),
            seed: 7,
        });
        emulator.set_settings(quick());
        let router = Router::new().nest("/emulator", emulator.router());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let network = CancellationToken::new();
        tokio::spawn(emulator.clone().run(network.clone()));
        std::fs::write(folder.path().join("ventanilla.toml"), SETTINGS_FILE).unwrap();
        let environment = environment(&base, &whatsapp, &database, folder.path(), options);
        Self {
            server: Server::new(folder.path(), environment),
            api: Api::new(base, API_TOKEN),
            emulator,
            database,
            folder,
            declared: Mutex::default(),
            skipped: AtomicI64::new(0),
            _network: network.drop_guard(),
        }
    }

    /// Starts the server and waits until it is ready.
    pub(crate) async fn start_server(&self) {
        self.server.start();
        self.wait_until_ready().await;
    }

    pub(crate) async fn wait_until_ready(&self) {
        ready(&self.server, &self.api).await;
    }

    /// Another process over the same data, on a port that WhatsApp does not know.
    pub(crate) async fn second_node(&self) -> Server {
        let address = format!("127.0.0.1:{}", free_port());
        let server = self.server.beside(self.folder.path().join("second"), &address);
        server.start();
        ready(&server, &Api::new(format!("http://{address}"), API_TOKEN)).await;
        server
    }

    /// Time passes while the server is down for a moment: everything it remembers is older by `span` when it comes back.
    pub(crate) async fn time_passes(&self, span: Duration) {
        assert_eq!(self.server.stop().await, Some(0), "an orderly end");
        let milliseconds = i64::try_from(span.as_millis()).unwrap();
        ageing::age(self.database.file(), milliseconds);
        self.skipped.fetch_add(milliseconds, Ordering::Relaxed);
        self.emulator.advance(span);
        self.start_server().await;
    }

    /// Runs a command of the program with the settings of the server.
    pub(crate) async fn run(&self, arguments: &[&str]) -> Said {
        self.server.run(arguments).await
    }

    /// A citizen with a number.
    pub(crate) fn citizen(&self, phone: &str) -> Citizen {
        let new = NewContact { name: format!("c{phone}"), phone: Some(phone.to_owned()), ..NewContact::default() };
        Citizen::new(&self.emulator, new)
    }

    /// Posts `body` to the webhook with a right signature; returns the status.
    pub(crate) async fn post(&self, body: impl Into<Vec<u8>>) -> u16 {
        let body = body.into();
        let signature = self.sign(&body);
        self.post_with(body, Some(&signature)).await
    }

    /// The right signature of a body.
    pub(crate) fn sign(&self, body: &[u8]) -> String {
        signature(&self.emulator.config().app_secret, body)
    }

    /// The same with any signature, or none.
    pub(crate) async fn post_with(&self, body: Vec<u8>, signature: Option<&str>) -> u16 {
        let mut request = self.api.http.post(&self.emulator.config().webhook_url).body(body);
        if let Some(signature) = signature {
            request = request.header("x-hub-signature-256", signature);
        }
        request.send().await.unwrap().status().as_u16()
    }

    /// Waits until WhatsApp has nothing to deliver, the server nothing to do and nothing to send.
    pub(crate) async fn quiet(&self) {
        let mut unrest = String::new();
        let wait = async {
            while let Some(why) = self.unrest().await {
                unrest = why;
                tokio::time::sleep(GLANCE).await;
            }
        };
        let quiet = tokio::time::timeout(PATIENCE, wait).await.is_ok();
        assert!(quiet, "it never became quiet: {unrest}");
    }

    /// What is still going on.
    async fn unrest(&self) -> Option<String> {
        if let Err(error) = self.emulator.wait_until_idle(PATIENCE / 2).await {
            return Some(format!("WhatsApp still delivers: {error}"));
        }
        let found = self.api.reconcile().await["reconciliation"].clone();
        let open = |state: &Value| matches!(state[0].as_str(), Some("queued" | "sending"));
        let to_send = found["outbound"].as_array().unwrap().iter().any(open);
        if found["totals"]["in_flight"] != 0 || to_send {
            return Some(format!("the server is at work: {} {}", found["totals"], found["outbound"]));
        }
        let now = self.emulator.now_ms() - self.skipped.load(Ordering::Relaxed);
        let work = format!(
            "SELECT (SELECT COUNT(*) FROM job WHERE state IN ('queued', 'running'))
               + (SELECT COUNT(*) FROM timer WHERE due_at <= {now})"
        );
        let open = self.database.count(&work).await;
        (open > 0).then(|| format!("{open} jobs and timers are due"))
    }

    /// These items are meant to end in the dead letters.
    pub(crate) fn expect_dead_letters(&self, count: usize) {
        self.declared.lock().unwrap().dead_letters += count;
    }

    /// Sends are meant to be refused with this code.
    pub(crate) fn expect_refusal(&self, code: i64) {
        self.declared.lock().unwrap().refusals.insert(code);
    }

    /// Sends are meant to fail after they were accepted.
    pub(crate) fn expect_failure(&self, code: i64) {
        self.declared.lock().unwrap().failures.insert(code);
    }

    /// The books are broken on purpose.
    pub(crate) fn expect_not_to_add_up(&self) {
        self.declared.lock().unwrap().does_not_add_up = true;
    }

    /// Refuses leftovers: what is undelivered, open, refused or dead and was not declared.
    async fn finish(self) {
        if !self.server.runs() {
            self.start_server().await;
        }
        self.quiet().await;
        let declared = std::mem::take(&mut *self.declared.lock().unwrap());
        let counters = self.emulator.counters();
        let undeclared = |codes: &BTreeMap<i64, u64>, known: &BTreeSet<i64>| -> Vec<i64> {
            codes.keys().filter(|code| !known.contains(code)).copied().collect()
        };
        assert_eq!(undeclared(&counters.sends_refused, &declared.refusals), [0_i64; 0], "refused by the Graph API");
        assert_eq!(undeclared(&counters.sends_failed, &declared.failures), [0_i64; 0], "failed after acceptance");
        assert_eq!(counters.webhooks_dropped, 0, "webhooks that were never taken");
        assert_eq!(counters.unauthorized, 0, "calls without the right token");
        let dead = self.api.dead_letters().await;
        assert_eq!(dead.len(), declared.dead_letters, "dead letters: {dead:#?}");
        let found = self.api.reconcile().await;
        assert_eq!(found["adds_up"], !declared.does_not_add_up, "{found:#}");
        let log = self.server.log();
        assert!(!log.contains("panicked"), "the server panicked:\n{log}");
        assert_eq!(self.server.stop().await, Some(0), "an orderly end");
        self.database.remove().await;
    }
}

async fn ready(server: &Server, api: &Api) {
    until("the server is ready", async || {
        server.runs();
        let answer = api.http.get(format!("{}/readyz", api.base)).send().await;
        answer.is_ok_and(|answer| answer.status() == 200)
    })
    .await;
}

fn quick() -> Settings {
    Settings {
        sent_ms: 1,
        delivered_ms: 1,
        read_ms: 1,
        retry_base_ms: 20,
        retry_cap_ms: 250,
        pair_rate: PairRate::Off,
        throughput_per_second: None,
        ..Settings::default()
    }
}

fn environment(
    base: &str,
    whatsapp: &str,
    database: &Database,
    folder: &Path,
    options: &Options,
) -> BTreeMap<String, String> {
    let mut environment: BTreeMap<String, String> = [
        ("LISTEN", base.trim_start_matches("http://").to_owned()),
        ("DATABASE_URL", database.url()),
        ("MEDIA_URL", folder.join("media").display().to_string()),
        ("API_TOKEN", API_TOKEN.to_owned()),
        ("WHATSAPP_APP_SECRET", APP_SECRET.to_owned()),
        ("WHATSAPP_VERIFY_TOKEN", VERIFY_TOKEN.to_owned()),
        ("WHATSAPP_ACCESS_TOKEN", ACCESS_TOKEN.to_owned()),
        ("WHATSAPP_PHONE_NUMBER_ID", NUMBER.to_owned()),
        ("WHATSAPP_GRAPH_URL", format!("{whatsapp}/graph/v25.0")),
    ]
    .map(|(name, value)| (format!("VENTANILLA_{name}"), value))
    .into();
    if let Some(flows) = &options.flows {
        environment.insert("VENTANILLA_FLOWS".to_owned(), flows.display().to_string());
    }
    environment
}
