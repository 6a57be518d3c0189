//! Webhooks: what the server is told (whatsapp-cloud-api 1).

pub(crate) mod delivery;
pub(crate) mod encode;
pub(crate) mod envelope;
pub(crate) mod handshake;
pub(crate) mod queue;
pub(crate) mod sign;
