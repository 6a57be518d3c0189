//! Running a transaction closure to its end, whatever it does.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use super::tx::{Tx, TxFuture};
use crate::StoreError;

/// Calls `closure` and finishes the transaction (events), without committing. A panic becomes an error.
pub(super) async fn perform<T, E, F>(closure: F, tx: &Tx<'_>) -> Result<T, E>
where
    F: for<'a> FnOnce(&'a Tx<'a>) -> TxFuture<'a, T, E>,
    E: From<StoreError>,
{
    let mut work = pin!(async {
        let value = closure(tx).await?;
        tx.finish().await?;
        Ok(value)
    });
    std::future::poll_fn(|context| poll_guarded(work.as_mut(), context)).await
}

fn poll_guarded<T, E: From<StoreError>>(
    work: Pin<&mut impl Future<Output = Result<T, E>>>,
    context: &mut Context<'_>,
) -> Poll<Result<T, E>> {
    catch_unwind(AssertUnwindSafe(|| work.poll(context))).unwrap_or_else(|panic| {
        let words = panic.downcast_ref::<&str>().map(ToString::to_string);
        let words = words.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
        Poll::Ready(Err(StoreError::Panicked(words).into()))
    })
}

/// On SQLite every future of `Tx` is ready at once, so one poll runs the whole job; one that is not ready awaited something else.
pub(super) fn poll_once<T, E: From<StoreError>>(work: impl Future<Output = Result<T, E>>) -> Result<T, E> {
    match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => Err(StoreError::ForeignAwait.into()),
    }
}
