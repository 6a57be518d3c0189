//! Flow versions: proved, stored under their hash, kept parsed in memory.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use ventanilla_domain::{FlowHash, Timestamp};
use ventanilla_flow::finding::render_text;
use ventanilla_flow::model::Flow;
use ventanilla_flow::package::check_package;
use ventanilla_store::{FlowVersion, NewEvent, Tx};

use crate::{App, Error};

/// The files of a flow package: name → text.
pub type Package = BTreeMap<String, String>;

/// Parsed versions by hash, and which one new sessions begin with.
#[derive(Default)]
pub(crate) struct FlowShelf {
    versions: RwLock<HashMap<FlowHash, Arc<Flow>>>,
    published: RwLock<Option<FlowHash>>,
}

impl FlowShelf {
    fn get(&self, hash: &FlowHash) -> Option<Arc<Flow>> {
        self.versions.read().unwrap_or_else(PoisonError::into_inner).get(hash).cloned()
    }

    fn keep(&self, flow: Flow) -> Arc<Flow> {
        let flow = Arc::new(flow);
        let mut versions = self.versions.write().unwrap_or_else(PoisonError::into_inner);
        versions.insert(flow.hash.clone(), Arc::clone(&flow));
        flow
    }

    fn published(&self) -> Option<FlowHash> {
        self.published.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn publish(&self, hash: FlowHash) {
        *self.published.write().unwrap_or_else(PoisonError::into_inner) = Some(hash);
    }
}

/// Parses and proves a package.
///
/// # Errors
/// [`Error::Flow`] with every finding when it cannot be published: the version that is published keeps running.
pub fn prove(package: &Package) -> Result<Flow, Error> {
    let report = check_package(package);
    report.flow.ok_or_else(|| Error::Flow(render_text(&report.findings, package, false)))
}

/// What the log says of a publication.
fn published(version: &FlowVersion, before: Option<&FlowHash>, at: Timestamp) -> NewEvent {
    let payload = serde_json::json!({ "flow": version.flow_id, "before": before });
    NewEvent { at, kind: "flow.published", subject: version.hash.to_string(), actor: "operator".to_owned(), payload }
}

impl App {
    /// Publishes `package` if it is not the published version already: new sessions begin with it, the others stay on theirs.
    ///
    /// # Errors
    /// [`Error::Flow`] when it does not pass the proofs, [`Error::Store`].
    pub async fn publish(&self, package: Package) -> Result<FlowHash, Error> {
        let flow = prove(&package)?;
        let (hash, id) = (flow.hash.clone(), flow.id.clone());
        let now = self.now();
        let version = FlowVersion {
            hash: hash.clone(),
            flow_id: id.clone(),
            files: package.into_iter().collect(),
            created_at: now,
        };
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    let before = tx.published_flow(&id).await?.map(|before| before.hash);
                    tx.put_flow_version(&version).await?;
                    tx.publish_flow(&id, &version.hash, now).await?;
                    if before.as_ref() != Some(&version.hash) {
                        tx.emit(published(&version, before.as_ref(), now));
                    }
                    Ok::<_, Error>(())
                })
            })
            .await?;
        self.shelf().keep(flow);
        self.shelf().publish(hash.clone());
        Ok(hash)
    }

    /// Takes up the version published last; false when none ever was.
    ///
    /// # Errors
    /// [`Error::Flow`] when it cannot be read any more, [`Error::Store`].
    pub async fn load_published(&self) -> Result<bool, Error> {
        let app = self.clone();
        let found = self
            .store()
            .read(move |tx| {
                Box::pin(async move {
                    let Some((_, hash)) = tx.published_flows().await?.into_iter().next() else {
                        return Ok::<_, Error>(None);
                    };
                    app.flow_version(tx, &hash).await?;
                    Ok(Some(hash))
                })
            })
            .await?;
        let loaded = found.is_some();
        found.into_iter().for_each(|hash| self.shelf().publish(hash));
        Ok(loaded)
    }

    /// The version new sessions begin with.
    pub(crate) fn published_flow(&self) -> Result<Arc<Flow>, Error> {
        let hash = self.shelf().published().ok_or_else(|| Error::Flow("no flow is published".to_owned()))?;
        self.shelf().get(&hash).ok_or_else(|| Error::Flow(format!("version {hash} is not loaded")))
    }

    /// The version `hash`, read from the store if it is not in memory.
    pub(crate) async fn flow_version(&self, tx: &Tx<'_>, hash: &FlowHash) -> Result<Arc<Flow>, Error> {
        if let Some(flow) = self.shelf().get(hash) {
            return Ok(flow);
        }
        let stored =
            tx.flow_version(hash).await?.ok_or_else(|| Error::Flow(format!("version {hash} is not stored")))?;
        let package: Package = stored.files.into_iter().collect();
        // It was proved when it was published; a stricter checker of today must not stop the people inside it.
        let loaded = ventanilla_flow::parse::load(&package);
        let flow = loaded.flow.ok_or_else(|| Error::Flow(format!("version {hash} cannot be read any more")))?;
        Ok(self.shelf().keep(flow))
    }
}
