//! Faults by rule: what goes wrong, for whom and how often.

use serde::{Deserialize, Serialize};

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fault {
    /// A send is refused with an error of whatsapp-cloud-api 6: 130429, 131056, 190, 131000, …
    Refuse {
        /// The error code.
        code: i64,
        /// HTTP status instead of the usual one of the code.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        http: Option<u16>,
    },
    /// A send is answered with an HTML page, as the edge does when things are broken.
    Html {
        /// HTTP status, e.g. 502.
        #[serde(default = "bad_gateway")]
        status: u16,
        /// Whether the message was sent all the same: the ambiguous case.
        #[serde(default)]
        accepted: bool,
    },
    /// A send is accepted and fails afterwards: 131047, 131026, 131049, …
    FailLater {
        /// The error code of the `failed` status.
        code: i64,
    },
    /// A send is accepted at once and answered late; longer than the client waits = a timeout.
    Slow {
        /// Milliseconds until the answer.
        ms: u64,
    },
    /// A send is accepted and the connection cut before the answer.
    Drop,
    /// The `sent` status arrives before the answer to the send.
    StatusFirst,
    /// A webhook arrives more than once.
    Duplicate {
        /// Additional deliveries.
        #[serde(default = "one")]
        copies: u32,
    },
    /// Updates are held back and released in another order.
    Shuffle {
        /// How many to gather.
        #[serde(default = "three")]
        window: usize,
        /// How long to wait for them, in milliseconds.
        #[serde(default = "two_seconds")]
        wait_ms: u64,
    },
    /// Updates arrive late.
    Delay {
        /// Milliseconds.
        ms: u64,
    },
    /// The first delivery of a webhook carries a wrong signature; the redelivery is right.
    WrongSignature,
    /// Asking for a media link or its bytes gives 404.
    MediaExpired,
    /// A download gives other bytes than the hash promises.
    WrongHash,
    /// A download takes long.
    SlowMedia {
        /// Milliseconds until the answer.
        ms: u64,
    },
}

/// Where a fault applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// `POST …/messages`
    Send,
    /// Updates on their way to the server.
    Webhook,
    /// `GET` of a media id or link.
    Media,
}

impl Fault {
    fn stage(&self) -> Stage {
        match self {
            Self::Refuse { .. } | Self::Html { .. } | Self::FailLater { .. } | Self::Slow { .. } => Stage::Send,
            Self::Drop | Self::StatusFirst => Stage::Send,
            Self::Duplicate { .. } | Self::Shuffle { .. } | Self::Delay { .. } | Self::WrongSignature => Stage::Webhook,
            Self::MediaExpired | Self::WrongHash | Self::SlowMedia { .. } => Stage::Media,
        }
    }
}

/// A fault with its conditions.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FaultRule {
    /// Set by the emulator.
    #[serde(default)]
    pub id: u64,
    /// What goes wrong.
    #[serde(flatten)]
    pub fault: Fault,
    /// Only for this contact (its id in the emulator, as control calls return it).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// Only for messages of this type (`text`, `interactive`, …); for webhooks `message` or `status`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_type: Option<String>,
    /// How often; none = until removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// How many matching events pass unharmed before.
    #[serde(default)]
    pub after: u32,
}

impl FaultRule {
    /// A rule that applies to the next `times` events of anyone.
    pub fn next(times: u32, fault: Fault) -> Self {
        Self { id: 0, fault, contact: None, message_type: None, times: Some(times), after: 0 }
    }

    /// Limits the rule to one contact.
    #[must_use]
    pub fn of(mut self, contact: &str) -> Self {
        self.contact = Some(contact.to_owned());
        self
    }

    fn matches(&self, stage: Stage, contact: Option<&str>, message_type: &str) -> bool {
        self.fault.stage() == stage
            && self.contact.as_deref().is_none_or(|wanted| contact == Some(wanted))
            && self.message_type.as_deref().is_none_or(|wanted| wanted == message_type)
    }
}

/// The rules in force.
#[derive(Default)]
pub(crate) struct Faults {
    rules: Vec<FaultRule>,
    last_id: u64,
}

impl Faults {
    /// Adds a rule; returns its id.
    pub(crate) fn add(&mut self, mut rule: FaultRule) -> u64 {
        self.last_id += 1;
        rule.id = self.last_id;
        self.rules.push(rule);
        self.last_id
    }

    /// The rules in force.
    pub(crate) fn list(&self) -> &[FaultRule] {
        &self.rules
    }

    /// Removes a rule; true if there was one.
    pub(crate) fn remove(&mut self, id: u64) -> bool {
        let before = self.rules.len();
        self.rules.retain(|rule| rule.id != id);
        self.rules.len() < before
    }

    /// Removes all rules.
    pub(crate) fn clear(&mut self) {
        self.rules.clear();
    }

    /// The faults that apply to an event now; uses up their count.
    pub(crate) fn strike(&mut self, stage: Stage, contact: Option<&str>, message_type: &str) -> Vec<Fault> {
        let mut struck = Vec::new();
        for rule in self.rules.iter_mut().filter(|rule| rule.matches(stage, contact, message_type)) {
            if rule.after > 0 {
                rule.after -= 1;
                continue;
            }
            if let Some(left) = &mut rule.times {
                *left = left.saturating_sub(1);
            }
            struck.push(rule.fault.clone());
        }
        self.rules.retain(|rule| rule.times != Some(0));
        struck
    }
}

fn bad_gateway() -> u16 {
    502
}
fn one() -> u32 {
    1
}
fn three() -> usize {
    3
}
fn two_seconds() -> u64 {
    2_000
}
