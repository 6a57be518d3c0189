use ventanilla_domain::Duration;

/// Every policy number of the use cases, as data with a name (DESIGN section 6).
#[derive(Debug, Clone)]
pub struct Limits {
    /// Largest webhook body that is understood, bytes (whatsapp-cloud-api 1.4: payloads can be up to 3 MB).
    pub webhook_bytes: usize,
    /// Service window after a citizen's message (whatsapp-cloud-api 8.2), less a margin for clocks and queues.
    pub service_window: Duration,
    /// Messages of one conversation handled in one turn.
    pub turn_messages: usize,
    /// Inputs of the engine in one turn, answers included.
    pub turn_inputs: usize,
    /// Failed tries of a turn before the conversation goes to a person.
    pub turn_tries: u32,
    /// Turns under way at once.
    pub turns_at_once: usize,
    /// Sends under way at once.
    pub sends_at_once: usize,
    /// How long a claimed send or job belongs to its worker.
    pub lease: Duration,
    /// Longest wait for an answer of the provider. Shorter than the lease, so that no send outlives its claim.
    pub send_timeout: Duration,
    /// Tries of one file before its evidence is marked missing.
    pub media_tries: u32,
    /// Files fetched at once.
    pub fetches_at_once: usize,
    /// Longest sleep of a worker: the safety net when a wake-up was lost.
    pub poll: Duration,
    /// Deadline of a hand-off that names none.
    pub handoff_wait: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            webhook_bytes: 3 * 1024 * 1024,
            service_window: Duration::minutes(24 * 60 - 5),
            turn_messages: 50,
            turn_inputs: 200,
            turn_tries: 5,
            turns_at_once: 128,
            sends_at_once: 64,
            lease: Duration::seconds(90),
            send_timeout: Duration::seconds(20),
            media_tries: 6,
            fetches_at_once: 4,
            poll: Duration::seconds(2),
            handoff_wait: Duration::minutes(10),
        }
    }
}
