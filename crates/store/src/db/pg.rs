//! PostgreSQL: a pool of connections, one ordinary READ COMMITTED transaction for each closure.

mod flush;
mod tls;

use std::sync::Arc;

use bytes::BytesMut;
use deadpool_postgres::{
    Hook, HookError, Manager, ManagerConfig, Pool, RecyclingMethod, Runtime, Timeouts, Transaction,
};
use tokio_postgres::config::SslMode;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{IsolationLevel, NoTls};
use ventanilla_domain::Timestamp;

use self::flush::Flush;
use super::job::perform;
use super::tx::{Result, TxFuture};
use super::value::without_nul;
use super::{Row, StoreConfig, Tx, Value, migrate};
use crate::StoreError;

type BoxError = Box<dyn std::error::Error + Sync + Send>;

/// A transaction with events must not hold the row of their numbers while the disk works, or there would be one commit at a time for the
/// whole city. So it commits without waiting for the disk, and [`Flush`] then waits once for all that did so meanwhile.
const WITHOUT_WAITING: &str = "SET LOCAL synchronous_commit = off";

/// A commit that was answered is durable, whatever the server's default; a client that vanished in a transaction does not keep its locks.
const ON_CONNECT: &str =
    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';
    SET idle_in_transaction_session_timeout = '60s'";

pub(super) struct Pg {
    pool: Pool,
    flush: Flush,
}

impl Pg {
    pub(super) async fn open(config: &StoreConfig, now: Timestamp) -> Result<Self> {
        let pool = pool(config, config.pg_pool.max(1))?;
        let mut client = pool.get().await?;
        migrate::postgres(&mut client, now).await?;
        drop(client);
        Ok(Self { pool, flush: Flush::new(self::pool(config, 1)?) })
    }

    pub(super) async fn write<T, E, F>(&self, closure: F) -> Result<T, E>
    where
        F: for<'a> FnOnce(&'a Tx<'a>) -> TxFuture<'a, T, E>,
        E: From<StoreError>,
    {
        let mut client = self.pool.get().await.map_err(StoreError::from)?;
        let transaction = client.transaction().await.map_err(StoreError::from)?;
        let (value, to_flush) = commit(closure, Tx::pg(transaction)).await?;
        drop(client);
        if to_flush {
            self.flush.wait().await?;
        }
        Ok(value)
    }

    /// What a reader of the log is told is durable too: it never has to take an event back.
    pub(super) async fn read<T, E, F>(&self, closure: F) -> Result<T, E>
    where
        F: for<'a> FnOnce(&'a Tx<'a>) -> TxFuture<'a, T, E>,
        E: From<StoreError>,
    {
        let mut client = self.pool.get().await.map_err(StoreError::from)?;
        let builder = client.build_transaction().read_only(true).isolation_level(IsolationLevel::RepeatableRead);
        let transaction = builder.start().await.map_err(StoreError::from)?;
        let (value, to_flush) = commit(closure, Tx::pg(transaction)).await?;
        drop(client);
        if to_flush {
            self.flush.wait().await?;
        }
        Ok(value)
    }

    pub(super) fn close(&self) {
        self.pool.close();
        self.flush.close();
    }
}

async fn commit<'t, T, E, F>(closure: F, tx: Tx<'t>) -> Result<(T, bool), E>
where
    F: for<'a> FnOnce(&'a Tx<'a>) -> TxFuture<'a, T, E>,
    E: From<StoreError>,
{
    let value = perform(closure, &tx).await?;
    let to_flush = tx.touched_log();
    tx.commit().await?;
    Ok((value, to_flush))
}

fn pool(config: &StoreConfig, size: usize) -> Result<Pool> {
    let mut target: tokio_postgres::Config =
        config.url.parse().map_err(|error: tokio_postgres::Error| StoreError::Url(error.to_string()))?;
    target.application_name("ventanilla").connect_timeout(config.busy);
    let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
    let manager = match target.get_ssl_mode() {
        SslMode::Require => Manager::from_config(target, tls::connector()?, recycling),
        _ => Manager::from_config(target, NoTls, recycling),
    };
    let timeouts = Timeouts { wait: Some(config.busy), create: Some(config.busy), recycle: Some(config.busy) };
    Pool::builder(manager)
        .max_size(size)
        .post_create(Hook::async_fn(|client, _| {
            Box::pin(async move { client.batch_execute(ON_CONNECT).await.map_err(HookError::Backend) })
        }))
        .runtime(Runtime::Tokio1)
        .timeouts(timeouts)
        .build()
        .map_err(|error| StoreError::Lost(Arc::new(error)))
}

/// Before the row of the event numbers is locked.
pub(super) async fn commit_without_waiting(transaction: &Transaction<'_>) -> Result<()> {
    Ok(transaction.batch_execute(WITHOUT_WAITING).await?)
}

pub(super) async fn exec(transaction: &Transaction<'_>, sql: &str, params: &[Value]) -> Result<u64> {
    let statement = transaction.prepare_cached(sql).await?;
    Ok(transaction.execute(&statement, &borrowed(params)).await?)
}

pub(super) async fn query(transaction: &Transaction<'_>, sql: &str, params: &[Value]) -> Result<Vec<Row>> {
    let statement = transaction.prepare_cached(sql).await?;
    let rows = transaction.query(&statement, &borrowed(params)).await?;
    rows.iter().map(owned).collect()
}

fn borrowed(params: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    params.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

fn owned(row: &tokio_postgres::Row) -> Result<Row> {
    let values = (0..row.len()).map(|i| row.try_get::<_, Value>(i)).collect::<std::result::Result<_, _>>()?;
    Ok(Row::new(values))
}

/// The binary protocol is strict: an integer must have the width of its column. Anything else is refused loudly.
impl ToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> std::result::Result<IsNull, BoxError> {
        match (self, ty) {
            (Self::Null, _) => Ok(IsNull::Yes),
            (Self::Int(value), &Type::INT8) => value.to_sql(ty, out),
            (Self::Int(value), &Type::INT4) => i32::try_from(*value)?.to_sql(ty, out),
            (Self::Int(value), &Type::BOOL) => (*value != 0).to_sql(ty, out),
            (Self::Real(value), &Type::FLOAT8) => value.to_sql(ty, out),
            (Self::Text(value), &Type::TEXT | &Type::VARCHAR) => without_nul(value).as_ref().to_sql(ty, out),
            (Self::Blob(value), &Type::BYTEA) => value.to_sql(ty, out),
            (_, ty) => Err(format!("a parameter does not fit the type {ty}").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Value {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> std::result::Result<Self, BoxError> {
        match *ty {
            Type::INT8 => i64::from_sql(ty, raw).map(Self::Int),
            Type::INT4 => i32::from_sql(ty, raw).map(|value| Self::Int(value.into())),
            Type::BOOL => bool::from_sql(ty, raw).map(|value| Self::Int(value.into())),
            Type::FLOAT8 => f64::from_sql(ty, raw).map(Self::Real),
            Type::BYTEA => Vec::from_sql(ty, raw).map(Self::Blob),
            _ => String::from_sql(ty, raw).map(Self::Text),
        }
    }

    fn from_sql_null(_: &Type) -> std::result::Result<Self, BoxError> {
        Ok(Self::Null)
    }

    fn accepts(ty: &Type) -> bool {
        matches!(
            *ty,
            Type::INT8 | Type::INT4 | Type::BOOL | Type::FLOAT8 | Type::BYTEA | Type::TEXT | Type::VARCHAR | Type::NAME
        )
    }
}
