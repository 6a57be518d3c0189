use uuid::Uuid;

use crate::Timestamp;

/// Where time comes from. The binary hands in the system clock, tests a virtual one.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Timestamp;
}

/// Where ids and other unguessable numbers come from.
pub trait IdSource: Send + Sync {
    /// A new UUIDv7: ids made later sort later.
    fn uuid(&self) -> Uuid;

    /// 64 unguessable bits, for folios and secrets.
    fn random(&self) -> u64;
}
