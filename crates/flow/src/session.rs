//! One run of a flow inside a conversation: everything the engine remembers, as JSON between turns.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use ventanilla_domain::{FlowHash, PlaceQuery, SessionId, Timestamp};

use crate::input::Message;
use crate::model::Flow;
use crate::value::Value;

/// The state of a session. What is public may be read by anyone; the rest is the engine's own memory. All of it survives a round
/// trip through JSON, and empty parts take no room.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// Its id; `session.id` in expressions.
    pub id: SessionId,
    /// The version it began with and stays on.
    pub flow: FlowHash,
    /// The language it speaks.
    pub lang: String,
    /// When it began.
    pub started_at: Timestamp,
    /// Variables that hold something.
    #[serde(default)]
    pub vars: BTreeMap<String, Value>,
    /// The result, once ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<String>,

    /// The entry step has run.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) begun: bool,
    /// The question that waits for the citizen, or the people who have the conversation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) open: Option<Open>,
    /// Questions to the outside world, by token.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) pending: BTreeMap<u64, Pending>,
    /// Messages that came while the outside world was being asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) backlog: Vec<Message>,
    /// The step that a watch interrupted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) resume: Option<Resume>,
    /// The section that `confirm` is running again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) edit: Option<Edit>,
    /// Corrections so far, by `confirm` step.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) edits: BTreeMap<String, u32>,
    /// Failed answers so far, by step.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) attempts: BTreeMap<String, u32>,
    /// The question answered last, until the next one opens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) answered: Option<String>,
    /// Questions left through `outside`, or followed by `none` or `failed`: coming back to them is an attempt.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(crate) returning: BTreeSet<String>,
    /// Questions that were answered once: a held value does not answer them a second time.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(crate) settled: BTreeSet<String>,
    /// Words said but not sent yet, because the question they belong to waits for the outside world.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) held: Vec<Said>,
    /// The id of the tap that was taken last; the same again is a double tap.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) last_tap: Option<String>,
    /// Timers as announced.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) timers: BTreeMap<String, Timestamp>,
    /// Questions opened so far: marks the ids of options.
    #[serde(default)]
    pub(crate) asks: u32,
    /// The last token given out.
    #[serde(default)]
    pub(crate) tokens: u64,
}

/// What a session waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing<'a> {
    /// The message that opens it.
    FirstMessage,
    /// The citizen's answer to this step; a timer of the ladder is set.
    Citizen(&'a str),
    /// Answers from the outside world.
    World,
    /// People of the city; a deadline is set.
    People,
    /// Nothing: it is over.
    Ended,
    /// Nothing, though it is not over. The engine never leaves a session like this.
    Lost,
}

impl Session {
    /// A session of `flow` that has heard nothing yet; the caller makes the id. `lang` falls back to the flow's own language
    /// when the flow does not speak it.
    #[must_use]
    pub fn start(id: SessionId, flow: &Flow, lang: &str, now: Timestamp) -> Self {
        let base = lang.split('-').next().unwrap_or(lang);
        let lang = flow.langs.iter().find(|known| *known == lang || *known == base).unwrap_or(&flow.lang);
        Self {
            id,
            flow: flow.hash.clone(),
            lang: lang.clone(),
            started_at: now,
            vars: BTreeMap::new(),
            ended: None,
            begun: false,
            open: None,
            pending: BTreeMap::new(),
            backlog: Vec::new(),
            resume: None,
            edit: None,
            edits: BTreeMap::new(),
            attempts: BTreeMap::new(),
            answered: None,
            returning: BTreeSet::new(),
            settled: BTreeSet::new(),
            held: Vec::new(),
            last_tap: None,
            timers: BTreeMap::new(),
            asks: 0,
            tokens: 0,
        }
    }

    /// What it waits for now.
    #[must_use]
    pub fn standing(&self) -> Standing<'_> {
        match &self.open {
            _ if self.ended.is_some() => Standing::Ended,
            _ if !self.begun => Standing::FirstMessage,
            Some(open) if open.people.is_some() => Standing::People,
            Some(open) => Standing::Citizen(&open.step),
            None if !self.pending.is_empty() => Standing::World,
            None => Standing::Lost,
        }
    }

    /// The step whose question is open, or that has handed over to people.
    #[must_use]
    pub fn open_step(&self) -> Option<&str> {
        self.open.as_ref().map(|open| open.step.as_str())
    }

    /// Timers that are set, by key.
    #[must_use]
    pub const fn timers(&self) -> &BTreeMap<String, Timestamp> {
        &self.timers
    }

    /// Tokens of the questions to the outside world that have no answer yet.
    pub fn awaited(&self) -> impl Iterator<Item = u64> + '_ {
        self.pending.keys().copied()
    }
}

/// A question that waits for the citizen, or people who have the conversation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Open {
    /// The step.
    pub(crate) step: String,
    /// Marks the ids of its options.
    pub(crate) ask: u32,
    /// Where the ladder of reminders counts from.
    pub(crate) since: Timestamp,
    /// Rungs already taken.
    #[serde(default)]
    pub(crate) rung: usize,
    /// When the question was shown last; none when the citizen has not seen it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) shown_at: Option<Timestamp>,
    /// Which level and page of its options is shown.
    #[serde(default, skip_serializing_if = "View::is_root")]
    pub(crate) view: View,
    /// Keys of the options shown last, in order: what a typed number means.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) offered: Vec<String>,
    /// The whole bubble as shown, when the step keeps evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) shown: Option<String>,
    /// When the files that are arriving are taken as complete.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) gather_at: Option<Timestamp>,
    /// The people who have the conversation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) people: Option<People>,
    /// Words written beside a question for files.
    #[serde(default)]
    pub(crate) remarks: u32,
}

impl Open {
    /// The step's question, not shown yet.
    pub(crate) fn new(step: &str, ask: u32, now: Timestamp) -> Self {
        Self {
            step: step.to_owned(),
            ask,
            since: now,
            rung: 0,
            shown_at: None,
            view: View::default(),
            offered: Vec::new(),
            shown: None,
            gather_at: None,
            people: None,
            remarks: 0,
        }
    }
}

/// The people who have the conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct People {
    /// Somebody took it.
    pub(crate) accepted: bool,
    /// When nobody took it in time, or finished it.
    pub(crate) deadline: Timestamp,
    /// It was not the flow that called them but a fault.
    pub(crate) fault: bool,
}

/// Level and page of options: empty (the first level), `>1` (its second page), `@vial` (a group), `@vial>1` (its second page),
/// `=` (the lines of a summary). The same words are the keys of the rows that lead there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct View(pub(crate) String);

impl View {
    pub(crate) fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// Group and page.
    pub(crate) fn parts(&self) -> (Option<&str>, usize) {
        let (level, page) = self.0.split_once('>').unwrap_or((&self.0, "0"));
        (level.strip_prefix('@'), page.parse().unwrap_or(0))
    }
}

/// A question to the outside world.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Pending {
    /// What the answer is for.
    pub(crate) purpose: Purpose,
    /// The place as the citizen gave it, kept for when nobody can tell where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) query: Option<PlaceQuery>,
}

/// What an answer from the outside world is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "for", rename_all = "snake_case")]
pub(crate) enum Purpose {
    /// A `classify` or `act` step that waits for it.
    Step { step: String },
    /// The open `place` step.
    Place { step: String },
    /// A pin that came before it was asked, or at the summary, where it takes the place of the one told before.
    Early { var: String, replaces: bool },
}

/// The step that a watch interrupted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Resume {
    /// The step.
    pub(crate) step: String,
    /// Its question had been seen: few words are enough.
    pub(crate) seen: bool,
}

/// The section that `confirm` is running again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Edit {
    /// Where to come back to.
    pub(crate) confirm: String,
    /// What is being corrected.
    pub(crate) section: String,
    /// What the section's variables held, in case it is never finished.
    pub(crate) saved: BTreeMap<String, Value>,
}

/// Words of a step on their way into a bubble.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Said {
    /// The step.
    pub(crate) step: String,
    /// The words.
    pub(crate) text: String,
}
