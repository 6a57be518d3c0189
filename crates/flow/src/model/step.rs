use indexmap::IndexMap;

use super::{Act, Ask, Branch, Choose, Classify, Confirm, End, Handoff, Media, PlaceStep, Say, Set};

/// One node of a flow.
#[derive(Debug, Clone)]
pub struct Step {
    /// Identity; what is stored, routed and counted.
    pub id: String,
    /// Swim lane, stage of the funnel, the unit that `confirm` re-runs.
    pub section: Option<String>,
    /// Name of its policy; absent means the flow's.
    pub policy: Option<String>,
    /// Variable that keeps the answer. (`media`, `place`, `classify`, `act`, `choose`, `ask`.)
    pub store: Option<String>,
    /// What it does.
    pub kind: Kind,
    /// Outcome → where to go. `next:` of the document is the outcome [`outcome::NEXT`]. A waiting step may also route
    /// [`outcome::EXHAUSTED`] and [`outcome::SILENCE`] itself. Branch targets are in its cases, not here.
    pub routes: IndexMap<String, Target>,
    /// For authors.
    pub note: Option<String>,
}

/// The closed outcomes (FLOW.md section 3) as written in `routes`.
pub mod outcome {
    /// The only outcome of `say`, `set`, `ask`.
    pub const NEXT: &str = "next";
    /// Attempts used up.
    pub const EXHAUSTED: &str = "exhausted";
    /// The last rung of the ladder.
    pub const SILENCE: &str = "silence";
    /// `choose from`: an option of the catalogue.
    pub const CHOSEN: &str = "chosen";
    /// `choose` with `free_text`: words that are no option.
    pub const TEXT: &str = "text";
}

/// Where a route goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A step.
    Step(String),
    /// `@resume`: back to the step that a watch interrupted, asked again in few words; the entry when there is none.
    Resume,
}

/// What a step does.
#[derive(Debug, Clone)]
pub enum Kind {
    /// Says something and goes on.
    Say(Say),
    /// One of several options.
    Choose(Choose),
    /// One typed answer.
    Ask(Ask),
    /// Photos, videos, voice notes, files.
    Media(Media),
    /// A place.
    Place(PlaceStep),
    /// Words into a catalogue.
    Classify(Classify),
    /// Summary, correct, send.
    Confirm(Confirm),
    /// Assignments.
    Set(Set),
    /// Conditions in order.
    Branch(Branch),
    /// An action of the platform.
    Act(Act),
    /// To people.
    Handoff(Handoff),
    /// A named result.
    End(End),
}

impl Kind {
    /// The word in the document.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Say(_) => "say",
            Self::Choose(_) => "choose",
            Self::Ask(_) => "ask",
            Self::Media(_) => "media",
            Self::Place(_) => "place",
            Self::Classify(_) => "classify",
            Self::Confirm(_) => "confirm",
            Self::Set(_) => "set",
            Self::Branch(_) => "branch",
            Self::Act(_) => "act",
            Self::Handoff(_) => "handoff",
            Self::End(_) => "end",
        }
    }

    /// Whether the step waits for a human turn (so it has `exhausted` and `silence`).
    #[must_use]
    pub const fn waits(&self) -> bool {
        matches!(
            self,
            Self::Choose(_) | Self::Ask(_) | Self::Media(_) | Self::Place(_) | Self::Confirm(_) | Self::Handoff(_)
        )
    }
}
