//! Work for the outside world: fetch a file, send a dispatch. At least once, so jobs must bear to be done twice.

use ventanilla_domain::{JobId, Timestamp};

use crate::db::{Result, Row, json, params};
use crate::{Claim, Tx};

/// A job to do.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// Its id.
    pub id: JobId,
    /// What kind of work, such as `fetch_media`.
    pub kind: String,
    /// What makes it the same job when it is asked for again.
    pub key: String,
    /// What the worker needs to know.
    pub payload: serde_json::Value,
    /// Not before.
    pub next_at: Timestamp,
    /// When it was asked for.
    pub created_at: Timestamp,
}

/// A job that was claimed.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// What kind of work.
    pub kind: String,
    /// What makes it the same job.
    pub key: String,
    /// What the worker needs to know.
    pub payload: serde_json::Value,
    /// How often it was begun, this time included.
    pub attempts: i64,
    /// When it was asked for.
    pub created_at: Timestamp,
}

fn read(row: &mut Row) -> Result<Job> {
    Ok(Job {
        id: row.take()?,
        kind: row.take()?,
        key: row.take()?,
        payload: row.json()?,
        attempts: row.take()?,
        created_at: row.take()?,
    })
}

macro_rules! claim_jobs {
    ($lock:literal) => {
        concat!(
            "WITH due AS MATERIALIZED (SELECT id FROM job
                WHERE kind = $1 AND state IN ('queued', 'running') AND next_at <= $2 ORDER BY next_at LIMIT $3",
            $lock,
            ") UPDATE job SET state = 'running', attempts = attempts + 1, lease_owner = $4, lease_until = $5, next_at = $5
              WHERE id IN (SELECT id FROM due) RETURNING id, kind, job_key, payload, attempts, created_at"
        )
    };
}

impl Tx<'_> {
    /// Asks for a job; false when the same one (kind and key) was asked for before.
    ///
    /// # Errors
    /// What the database says.
    pub async fn enqueue_job(&self, new: NewJob) -> Result<bool> {
        let queued = self
            .exec(
                "INSERT INTO job (id, kind, job_key, payload, state, next_at, created_at)
                 VALUES ($1, $2, $3, $4, 'queued', $5, $6) ON CONFLICT DO NOTHING",
                params![new.id, new.kind, new.key, json(&new.payload)?, new.next_at, new.created_at],
            )
            .await?;
        Ok(queued == 1)
    }

    /// Claims jobs of a kind that are due, and those whose worker let its lease run out. Longest due first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn claim_jobs(&self, kind: &str, claim: &Claim) -> Result<Vec<Job>> {
        let sql = self.dialect(claim_jobs!(""), claim_jobs!(" FOR UPDATE SKIP LOCKED"));
        let mut jobs =
            self.all(sql, params![kind, claim.now, claim.limit, &claim.owner, claim.lease_until], read).await?;
        jobs.sort_by_key(|job| (job.created_at, job.id));
        Ok(jobs)
    }

    /// The job is done.
    ///
    /// # Errors
    /// What the database says.
    pub async fn job_done(&self, id: JobId, now: Timestamp) -> Result<()> {
        self.exec(
            "UPDATE job SET state = 'done', ended_at = $1, last_error = NULL, lease_owner = NULL, lease_until = NULL
             WHERE id = $2",
            params![now, id],
        )
        .await?;
        Ok(())
    }

    /// The job is to be tried again at `next_at`.
    ///
    /// # Errors
    /// What the database says.
    pub async fn job_retry(&self, id: JobId, next_at: Timestamp, error: &str) -> Result<()> {
        self.exec(
            "UPDATE job SET state = 'queued', next_at = $1, last_error = $2, lease_owner = NULL, lease_until = NULL
             WHERE id = $3 AND state = 'running'",
            params![next_at, error, id],
        )
        .await?;
        Ok(())
    }

    /// The job is given up.
    ///
    /// # Errors
    /// What the database says.
    pub async fn job_failed(&self, id: JobId, error: &str, now: Timestamp) -> Result<()> {
        self.exec(
            "UPDATE job SET state = 'failed', ended_at = $1, last_error = $2, lease_owner = NULL, lease_until = NULL
             WHERE id = $3",
            params![now, error, id],
        )
        .await?;
        Ok(())
    }

    /// When the next job of a kind is due.
    ///
    /// # Errors
    /// What the database says.
    pub async fn next_job_due(&self, kind: &str) -> Result<Option<Timestamp>> {
        self.scalar(
            "SELECT next_at FROM job WHERE kind = $1 AND state IN ('queued', 'running') ORDER BY next_at LIMIT 1",
            params![kind],
        )
        .await
    }

    /// Jobs not yet done or given up: kind and how many.
    ///
    /// # Errors
    /// What the database says.
    pub async fn open_jobs(&self) -> Result<Vec<(String, i64)>> {
        self.all(
            "SELECT kind, COUNT(*) FROM job WHERE state IN ('queued', 'running') GROUP BY kind ORDER BY kind",
            &[],
            |row| Ok((row.take()?, row.take()?)),
        )
        .await
    }
}
