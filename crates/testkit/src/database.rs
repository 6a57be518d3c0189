use ventanilla_domain::{Clock, IdSource, Timestamp};
use ventanilla_store::{Store, StoreConfig};

use crate::{TestClock, TestIds, postgres};

/// An empty database of its own for one test, with a clock and ids that are the same in every run.
pub struct TestDatabase {
    /// The store over it.
    pub store: Store,
    /// How it was opened; open it again to see what another process would.
    pub config: StoreConfig,
    /// Stands still unless moved.
    pub clock: TestClock,
    /// The same ids in every run.
    pub ids: TestIds,
    place: Place,
}

enum Place {
    Folder(tempfile::TempDir),
    Schema(String),
}

/// Runs `test` on SQLite and, where there is one, on PostgreSQL.
pub async fn each_database(test: impl AsyncFn(&TestDatabase)) {
    run(TestDatabase::sqlite().await, &test).await;
    if let Some(database) = TestDatabase::postgres().await {
        run(database, &test).await;
    }
}

async fn run(database: TestDatabase, test: &impl AsyncFn(&TestDatabase)) {
    eprintln!("on {}", if database.is_postgres() { "PostgreSQL" } else { "SQLite" });
    test(&database).await;
    database.remove().await;
}

impl TestDatabase {
    /// A file in a folder that disappears.
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("test.db").display());
        Self::open(StoreConfig::new(url), Place::Folder(folder)).await
    }

    /// A schema of its own; none when there is no server (said once by [`postgres::server`]).
    pub async fn postgres() -> Option<Self> {
        let (name, url) = postgres::server()?.new_schema().await;
        Some(Self::open(StoreConfig { pg_pool: 8, ..StoreConfig::new(url) }, Place::Schema(name)).await)
    }

    async fn open(config: StoreConfig, place: Place) -> Self {
        let clock = TestClock::default();
        let store = Store::open(&config, clock.now()).await.unwrap_or_else(|error| panic!("{error}: {error:?}"));
        Self { store, config, clock, ids: TestIds::default(), place }
    }

    /// Now, by the test's clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A fresh id of the kind asked for: `db.id(ReportId::new)`.
    pub fn id<T>(&self, kind: impl FnOnce(uuid::Uuid) -> T) -> T {
        kind(self.ids.uuid())
    }

    /// Which of the two it is.
    #[must_use]
    pub const fn is_postgres(&self) -> bool {
        matches!(self.place, Place::Schema(_))
    }

    /// Runs SQL behind the store's back: to break something on purpose, never to check a result.
    pub async fn tamper(&self, sql: &str) {
        match &self.place {
            Place::Folder(_) => self.raw_sqlite().execute_batch(sql).unwrap(),
            Place::Schema(_) => postgres::run(&self.config.url, sql).await,
        }
    }

    /// A connection of its own to the SQLite file.
    #[must_use]
    pub fn raw_sqlite(&self) -> rusqlite::Connection {
        let path = self.config.url.trim_start_matches("sqlite://");
        rusqlite::Connection::open(path).unwrap()
    }

    async fn remove(self) {
        self.store.close().await;
        match (self.place, postgres::server()) {
            (Place::Schema(name), Some(server)) => server.drop_schema(&name).await,
            (Place::Folder(folder), _) => folder.close().unwrap(),
            (Place::Schema(_), None) => {}
        }
    }
}
