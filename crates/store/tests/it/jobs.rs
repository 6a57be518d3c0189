use ventanilla_domain::JobId;
use ventanilla_store::{Job, NewJob, StoreError};
use ventanilla_testkit::{TestDatabase, each_database};

use crate::support::{claim_at, later, read, write};

const KIND: &str = "fetch_media";

async fn ask(db: &TestDatabase, key: &str) -> bool {
    let new = NewJob {
        id: db.id(JobId::new),
        kind: KIND.into(),
        key: key.into(),
        payload: serde_json::json!({ "media": key }),
        next_at: db.now(),
        created_at: db.now(),
    };
    write!(db, |tx| tx.enqueue_job(new))
}

async fn claim(db: &TestDatabase) -> Vec<Job> {
    let claim = claim_at(db.now(), 10);
    db.store
        .write::<_, StoreError, _>(move |tx| Box::pin(async move { tx.claim_jobs(KIND, &claim).await }))
        .await
        .unwrap()
}

#[tokio::test]
async fn a_job_is_asked_for_once_and_done_once() {
    each_database(async |db| {
        assert!(ask(db, "a").await && !ask(db, "a").await && ask(db, "b").await);
        let jobs = claim(db).await;
        let keys: Vec<_> = jobs.iter().map(|job| (job.key.as_str(), job.attempts)).collect();
        assert_eq!(keys, [("a", 1), ("b", 1)]);
        assert_eq!(jobs[0].payload, serde_json::json!({ "media": "a" }));
        assert!(claim(db).await.is_empty());
        assert_eq!(read!(db, |tx| tx.open_jobs()), [(KIND.to_owned(), 2)]);

        let (done, given_up, now) = (jobs[0].id, jobs[1].id, db.now());
        write!(db, |tx| tx.job_done(done, now));
        write!(db, |tx| tx.job_failed(given_up, "410", now));
        assert_eq!(read!(db, |tx| tx.next_job_due(KIND)), None);
        db.clock.advance(ventanilla_domain::Duration::days(1));
        assert!(claim(db).await.is_empty());
        assert!(!ask(db, "a").await, "done stays done");
    })
    .await;
}

#[tokio::test]
async fn a_job_comes_back_after_its_retry_time_or_when_its_worker_vanished() {
    each_database(async |db| {
        ask(db, "a").await;
        let (id, now) = (claim(db).await[0].id, db.now());
        write!(db, |tx| tx.job_retry(id, later(now, 10_000), "timeout"));
        assert!(claim(db).await.is_empty());
        assert_eq!(read!(db, |tx| tx.next_job_due(KIND)), Some(later(now, 10_000)));
        db.clock.set(later(now, 10_000));
        assert_eq!(claim(db).await[0].attempts, 2);
        // The worker dies; its lease of 30 s runs out.
        db.clock.set(later(now, 39_999));
        assert!(claim(db).await.is_empty());
        db.clock.set(later(now, 40_000));
        assert_eq!(claim(db).await[0].attempts, 3);
    })
    .await;
}
