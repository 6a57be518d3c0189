//! Files of citizens, content-addressed: the name is the SHA-256 of the bytes, the original is never changed (DESIGN section 5).

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;

use crate::Error;

/// A folder of sealed originals.
#[derive(Debug, Clone)]
pub struct Files {
    root: PathBuf,
    /// Numbers the files being written, so that the same photo arriving twice at once is written under two names.
    drafts: Arc<AtomicU64>,
}

impl Files {
    /// Opens `url`, a folder, and creates it. `s3://…` comes with the issue about scale and is refused until then.
    pub fn open(url: &str) -> Result<Self, Error> {
        if url.contains("://") && !url.starts_with("file://") {
            return Err(Error::Files { what: format!("{url}: only a folder is supported for now"), source: None });
        }
        let root = PathBuf::from(url.strip_prefix("file://").unwrap_or(url));
        std::fs::create_dir_all(&root).map_err(|source| failure(&root, source))?;
        Ok(Self { root, drafts: Arc::default() })
    }

    /// Keeps `bytes` and returns their SHA-256 in lower-case hex. Durable when it returns; keeping the same bytes twice is harmless.
    pub async fn keep(&self, bytes: &[u8]) -> Result<String, Error> {
        let sha256 = sha256_hex(bytes);
        let Some(path) = self.path(&sha256) else { return Ok(sha256) };
        if tokio::fs::try_exists(&path).await.unwrap_or(false) {
            return Ok(sha256);
        }
        self.write(&path, bytes).await.map_err(|source| failure(&path, source))?;
        Ok(sha256)
    }

    /// The bytes named `sha256`, or none.
    pub async fn read(&self, sha256: &str) -> Result<Option<Vec<u8>>, Error> {
        let Some(path) = self.path(sha256) else { return Ok(None) };
        match tokio::fs::read(&path).await {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(failure(&path, source)),
        }
    }

    async fn write(&self, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
        let folder = path.parent().unwrap_or(&self.root);
        tokio::fs::create_dir_all(folder).await?;
        let draft = self.drafts.fetch_add(1, Ordering::Relaxed);
        let temporary = path.with_extension(format!("{}-{draft}.part", std::process::id()));
        let mut file = tokio::fs::File::create(&temporary).await?;
        file.write_all(bytes).await?;
        file.sync_all().await?;
        drop(file);
        tokio::fs::rename(&temporary, path).await?;
        sync_folder(folder).await
    }

    /// `ab/abcdef…`; none for anything that is not a SHA-256, so that no name leads out of the folder.
    fn path(&self, sha256: &str) -> Option<PathBuf> {
        let fits = sha256.len() == 64 && sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        fits.then(|| self.root.join(&sha256[..2]).join(sha256))
    }
}

/// The name survives a power cut only when its folder is written too.
#[cfg(unix)]
async fn sync_folder(folder: &Path) -> std::io::Result<()> {
    tokio::fs::File::open(folder).await?.sync_all().await
}

#[cfg(not(unix))]
async fn sync_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}

fn failure(path: &Path, source: std::io::Error) -> Error {
    Error::Files { what: path.display().to_string(), source: Some(source) }
}

/// The SHA-256 of `bytes` in lower-case hex.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
