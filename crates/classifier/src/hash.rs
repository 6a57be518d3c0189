//! FNV-1a, 32 bits, with a final mix: small, fast, the same on every machine.

/// An unfinished hash.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hash(u32);

impl Hash {
    /// Starts a hash that never equals one started with another `kind`.
    pub(crate) const fn of(kind: u8) -> Self {
        Self(0x811c_9dc5).byte(kind)
    }

    pub(crate) const fn byte(self, byte: u8) -> Self {
        Self((self.0 ^ byte as u32).wrapping_mul(0x0100_0193))
    }

    pub(crate) fn bytes(self, bytes: &[u8]) -> Self {
        bytes.iter().fold(self, |hash, byte| hash.byte(*byte))
    }

    pub(crate) const fn finish(self) -> u32 {
        let mixed = (self.0 ^ (self.0 >> 16)).wrapping_mul(0x7feb_352d);
        let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x846c_a68b);
        mixed ^ (mixed >> 16)
    }
}

/// FNV-1a, 64 bits: checksums and fingerprints.
pub(crate) fn hash64(start: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(start, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// Where [`hash64`] starts.
pub(crate) const START64: u64 = 0xcbf2_9ce4_8422_2325;
