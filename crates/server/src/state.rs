use ventanilla_app::App;

/// What every route can reach.
#[derive(Clone)]
pub struct ServerState {
    /// The use cases.
    pub app: App,
    /// Renders `/metrics`.
    pub metrics: Metrics,
}

/// The installed recorder of metrics, if there is one.
#[derive(Clone, Default)]
pub struct Metrics(pub Option<metrics_exporter_prometheus::PrometheusHandle>);

impl Metrics {
    /// Installs the recorder of this process. A second call in the same process (tests) leaves the first in place and renders nothing.
    #[must_use]
    pub fn install() -> Self {
        let recorder = metrics_exporter_prometheus::PrometheusBuilder::new().build_recorder();
        let handle = recorder.handle();
        Self(::metrics::set_global_recorder(recorder).is_ok().then_some(handle))
    }
}
