use ventanilla_domain::Duration;

use super::{Target, Text};

/// What happens when answers fail or do not come.
#[derive(Debug, Clone)]
pub struct Policy {
    /// Name.
    pub id: String,
    /// Answers that may fail before `exhausted`; at least 1.
    pub attempts: u32,
    /// Said before asking again when an answer was not understood.
    pub unrecognised: Option<Text>,
    /// Where to go when attempts are used up.
    pub exhausted: Target,
    /// The ladder of reminders, times from the question, increasing; the last rung goes somewhere.
    pub silence: Vec<Rung>,
}

/// One rung of a ladder.
#[derive(Debug, Clone)]
pub struct Rung {
    /// Time since the question was last asked or answered.
    pub after: Duration,
    /// What then.
    pub action: RungAction,
}

/// What a rung does.
#[derive(Debug, Clone)]
pub enum RungAction {
    /// Reminds; the question stays open.
    Say(Text),
    /// Leaves the question.
    Next(Target),
}
