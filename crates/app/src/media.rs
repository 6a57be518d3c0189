//! Files of citizens: fetched with the token, checked, kept under their hash. A file that cannot be had marks its evidence missing, and
//! the citizen is told once.

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use ventanilla_channels::MediaError;
use ventanilla_channels::whatsapp::{SNIFF_BYTES, check_media, max_bytes};
use ventanilla_domain::{ChannelId, Duration, MediaId, OutboundContent, Timestamp};
use ventanilla_store::{Author, Claim, Job, Media, StoredFile};

use crate::turn::Turn;
use crate::{App, Error};

/// The kind of jobs that fetch files.
pub(crate) const FETCH_MEDIA: &str = "fetch_media";
/// A citizen who was told of one lost file is not told again of others within this time.
const TELL_AGAIN_AFTER: Duration = Duration::hours(1);

/// How a fetch ended.
enum Fetched {
    Stored(StoredFile),
    /// For good, with the word kept with the evidence.
    Missing(&'static str),
    /// May work later.
    Later(String),
}

impl App {
    /// Runs until `shutdown`.
    pub(crate) async fn run_media(self, shutdown: CancellationToken) {
        let owner = format!("media-{}", self.ids().uuid().simple());
        let mut fetches: JoinSet<()> = JoinSet::new();
        loop {
            self.start_fetches(&owner, &mut fetches).await;
            tokio::select! {
                () = shutdown.cancelled() => break,
                () = self.wakes().media.notified() => {}
                Some(_) = fetches.join_next(), if !fetches.is_empty() => {}
                () = tokio::time::sleep(self.limits().poll.to_std()) => {}
            }
        }
        // What is under way is finished, within reason: a fetch that is cut off waits for its lease to run out.
        let finished = async { while fetches.join_next().await.is_some() {} };
        if tokio::time::timeout(self.limits().send_timeout.to_std(), finished).await.is_err() {
            fetches.shutdown().await;
        }
    }

    async fn start_fetches(&self, owner: &str, fetches: &mut JoinSet<()>) {
        let free = self.limits().fetches_at_once.saturating_sub(fetches.len());
        let now = self.now();
        let claim = Claim {
            now,
            owner: owner.to_owned(),
            lease_until: now.plus(self.limits().lease),
            limit: u32::try_from(free).unwrap_or(0),
        };
        if free == 0 {
            return;
        }
        let claimed = self
            .store()
            .write(move |tx| Box::pin(async move { Ok::<_, Error>(tx.claim_jobs(FETCH_MEDIA, &claim).await?) }))
            .await;
        match claimed {
            Ok(jobs) => {
                for job in jobs {
                    let app = self.clone();
                    fetches.spawn(async move { app.fetch(job).await });
                }
            }
            Err(error) => tracing::warn!(error = %error, "no files can be claimed"),
        }
    }

    async fn fetch(&self, job: Job) {
        let (media, channel) = (field::<MediaId>(&job, "media"), field::<ChannelId>(&job, "channel"));
        let (Some(media), Some(channel)) = (media, channel) else {
            tracing::error!(job.id = %job.id, "a job names no file");
            return;
        };
        let outcome = match self.fetch_media(media, channel).await {
            Ok(Fetched::Later(error)) => self.fetch_later(&job, media, error).await,
            Ok(Fetched::Stored(file)) => self.file_stored(&job, media, file).await,
            Ok(Fetched::Missing(reason)) => self.file_missing(&job, media, reason).await,
            Err(error) => Err(error),
        };
        if let Err(error) = outcome {
            tracing::warn!(job.id = %job.id, error = %error, "a file waits; its lease runs out and it is fetched again");
        }
    }

    async fn fetch_media(&self, id: MediaId, channel: ChannelId) -> Result<Fetched, Error> {
        let media = self.store().read(move |tx| Box::pin(async move { Ok::<_, Error>(tx.media(id).await?) })).await?;
        let media = media.ok_or(Error::NotFound)?;
        let Some(provider_id) = &media.provider_media_id else { return Ok(Fetched::Missing("unavailable")) };
        let Some(channel) = self.channels().by_id(channel) else {
            return Ok(Fetched::Later("the channel is not served here".to_owned()));
        };
        let mut bytes = Vec::new();
        let limit = max_bytes(media.kind);
        let fetched = channel.client.fetch(provider_id, media.declared_sha256.as_deref(), limit, &mut bytes).await;
        match fetched.and_then(|_| checked(&media, &bytes)) {
            Ok(mime) => {
                let sha256 = self.files().keep(&bytes).await?;
                let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
                Ok(Fetched::Stored(StoredFile { sha256, bytes: size, mime }))
            }
            Err(error) if error.is_retryable() => Ok(Fetched::Later(error.reason().to_owned())),
            Err(error) => Ok(Fetched::Missing(error.reason())),
        }
    }

    async fn file_stored(&self, job: &Job, media: MediaId, file: StoredFile) -> Result<(), Error> {
        let (now, job) = (self.now(), job.id);
        metrics::counter!("ventanilla_files_stored_total").increment(1);
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    tx.mark_media_stored(media, file, now).await?;
                    Ok::<_, Error>(tx.job_done(job, now).await?)
                })
            })
            .await
    }

    async fn fetch_later(&self, job: &Job, media: MediaId, error: String) -> Result<(), Error> {
        if job.attempts >= i64::from(self.limits().media_tries) {
            return self.file_missing(job, media, "unavailable").await;
        }
        let (id, next) = (job.id, self.now().plus(backoff(job.attempts)));
        self.store()
            .write(move |tx| Box::pin(async move { Ok::<_, Error>(tx.job_retry(id, next, &error).await?) }))
            .await
    }

    async fn file_missing(&self, job: &Job, media: MediaId, reason: &'static str) -> Result<(), Error> {
        let (app, job, now) = (self.clone(), job.id, self.now());
        metrics::counter!("ventanilla_files_missing_total", "reason" => reason).increment(1);
        self.store()
            .write(move |tx| Box::pin(async move { app.note_missing(tx, job, media, reason, now).await }))
            .await?;
        self.wakes().outbound.notify_one();
        Ok(())
    }

    async fn note_missing(
        &self,
        tx: &ventanilla_store::Tx<'_>,
        job: ventanilla_domain::JobId,
        media: MediaId,
        reason: &'static str,
        now: Timestamp,
    ) -> Result<(), Error> {
        // The conversation is locked first: of two files lost at once only one is told of.
        let conversation = tx.media(media).await?.ok_or(Error::NotFound)?.conversation;
        let mut turn = Turn::begin(self, tx, conversation).await?;
        let missing = tx.mark_media_missing(media, reason, now.minus(TELL_AGAIN_AFTER), now).await?;
        tx.job_failed(job, reason, now).await?;
        if missing.tell {
            turn.find_language().await;
            let body = turn.platform_text("media_missing");
            turn.say(OutboundContent::Text { body }, Author::System, None).await?;
        }
        Ok(())
    }
}

fn field<T: std::str::FromStr>(job: &Job, name: &str) -> Option<T> {
    job.payload.get(name)?.as_str()?.parse().ok()
}

fn checked(media: &Media, bytes: &[u8]) -> Result<String, MediaError> {
    let head = bytes.get(..SNIFF_BYTES).unwrap_or(bytes);
    check_media(media.kind, media.mime.as_deref(), head, u64::try_from(bytes.len()).unwrap_or(u64::MAX))
}

/// 5 s, 25 s, 2 min, 10 min, 52 min.
fn backoff(attempts: i64) -> Duration {
    Duration::seconds(5_i64.saturating_pow(u32::try_from(attempts.clamp(1, 5)).unwrap_or(5)))
}
