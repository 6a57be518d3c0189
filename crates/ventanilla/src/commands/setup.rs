//! From configuration to running use cases.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};
use ventanilla_app::{App, AppConfig, Files, Limits, Package, WhatsappConfig};
use ventanilla_channels::Secret;
use ventanilla_classifier::Model;
use ventanilla_domain::Clock;
use ventanilla_geo::Municipality;
use ventanilla_store::{Store, StoreConfig};

use super::flow::read_package;
use crate::config::{Config, Whatsapp};
use crate::system::{SystemClock, SystemIds};

/// Messages a second of a number that was never upgraded (whatsapp-cloud-api 8.1).
pub(crate) const THROUGHPUT: usize = 80;
const GRAPH_URL: &str = "https://graph.facebook.com/v25.0";

/// The Saltillo package inside the program.
const EMBEDDED: [(&str, &str); 5] = [
    ("flow.yaml", include_str!("../../../../flows/saltillo/flow.yaml")),
    ("catalogue.yaml", include_str!("../../../../flows/saltillo/catalogue.yaml")),
    ("lexicon.yaml", include_str!("../../../../flows/saltillo/lexicon.yaml")),
    ("en.yaml", include_str!("../../../../flows/saltillo/en.yaml")),
    ("tests.yaml", include_str!("../../../../flows/saltillo/tests.yaml")),
];
const EMBEDDED_BOUNDARY: &str = include_str!("../../../../flows/saltillo/geo/boundary.geojson");
const EMBEDDED_GAZETTEER: &str = include_str!("../../../../flows/saltillo/geo/gazetteer.json");

/// A runtime for everything that waits.
pub(crate) fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().context("starting the runtime")
}

/// Opens database and files. No channel, no flow yet.
pub(crate) async fn open_app(config: &Config) -> anyhow::Result<App> {
    let store = open_store(config).await?;
    Ok(App::new(AppConfig {
        store,
        files: Files::open(&config.media_url)?,
        clock: Arc::new(SystemClock),
        ids: Arc::new(SystemIds),
        classifier: Arc::new(Model::embedded()?),
        municipality: Arc::new(municipality(config.flows.as_deref())?),
        limits: Limits::default(),
    }))
}

/// Opens the database, making it when it is not there.
pub(crate) async fn open_store(config: &Config) -> anyhow::Result<Store> {
    let shown = config.database_url.split('@').next_back().unwrap_or_default();
    let settings = StoreConfig::new(&config.database_url);
    Store::open(&settings, SystemClock.now()).await.with_context(|| format!("opening the database {shown}"))
}

/// The flow package of the settings, or the one inside the program.
pub(crate) fn package(folder: Option<&Path>) -> anyhow::Result<Package> {
    match folder {
        Some(folder) => read_package(folder),
        None => Ok(EMBEDDED.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()),
    }
}

/// The places of the package: its folder `geo`, or those of Saltillo.
pub(crate) fn municipality(folder: Option<&Path>) -> anyhow::Result<Municipality> {
    let geo = folder.map(|folder| folder.join("geo")).filter(|geo| geo.is_dir());
    let read = |name: &str, embedded: &str| match &geo {
        Some(geo) => std::fs::read_to_string(geo.join(name)).with_context(|| format!("reading geo/{name}")),
        None => Ok(embedded.to_owned()),
    };
    let boundary = read("boundary.geojson", EMBEDDED_BOUNDARY)?;
    Ok(Municipality::load(&boundary, &read("gazetteer.json", EMBEDDED_GAZETTEER)?)?)
}

/// The WhatsApp number of the settings; a half-configured one is refused with what is missing.
pub(crate) fn whatsapp(settings: &Whatsapp) -> anyhow::Result<WhatsappConfig> {
    let mut missing = Vec::new();
    let mut need = |name: &'static str, value: Option<&str>| {
        let value = value.unwrap_or_default().trim().to_owned();
        if value.is_empty() {
            missing.push(name);
        }
        value
    };
    let app_secret = need("app_secret", settings.app_secret.as_ref().map(|secret| secret.expose()));
    let verify_token = need("verify_token", settings.verify_token.as_ref().map(|secret| secret.expose()));
    let access_token = need("access_token", settings.access_token.as_ref().map(|secret| secret.expose()));
    let phone_number_id = need("phone_number_id", settings.phone_number_id.as_deref());
    if !missing.is_empty() {
        bail!(
            "the WhatsApp channel lacks {}: set VENTANILLA_WHATSAPP_… or [whatsapp] in the settings file",
            missing.join(", ")
        );
    }
    Ok(WhatsappConfig {
        name: "WhatsApp".to_owned(),
        phone_number_id,
        app_secrets: app_secret.split(',').map(|secret| Secret::new(secret.trim())).collect(),
        verify_token: Secret::new(verify_token),
        access_token: Secret::new(access_token),
        graph_url: settings.graph_url.clone().unwrap_or_else(|| GRAPH_URL.to_owned()),
        mark_read: settings.mark_read.unwrap_or(true),
        throughput: settings.throughput.unwrap_or(THROUGHPUT),
    })
}
