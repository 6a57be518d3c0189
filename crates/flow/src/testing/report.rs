use super::coverage::Coverage;
use super::player::Player;
use super::script::{Case, Suite};
use super::world::World;
use super::{action, check, values};
use crate::effect::Effect;
use crate::model::Flow;
use crate::session::Standing;

/// How all cases went.
#[derive(Debug, Clone, PartialEq)]
pub struct SuiteReport {
    /// In the order of the file.
    pub cases: Vec<CaseReport>,
    /// What they reached together.
    pub coverage: Coverage,
}

impl SuiteReport {
    /// Whether every case passed.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.cases.iter().all(CaseReport::passed)
    }
}

/// How a case went.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseReport {
    /// Its id.
    pub id: String,
    /// For people.
    pub title: Option<String>,
    /// What was not as expected.
    pub failures: Vec<Failure>,
    /// The conversation, readable.
    pub transcript: String,
    /// Bubbles it took.
    pub bubbles: usize,
    /// Every effect, turn by turn: what a snapshot keeps.
    pub effects: Vec<Vec<Effect>>,
}

impl CaseReport {
    /// Whether everything was as expected.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.failures.is_empty()
    }
}

/// Something that was not as expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Line of the item in `tests.yaml`, from 1; 0 when it is about the whole case.
    pub line: u64,
    /// What happened instead.
    pub message: String,
}

/// Plays one case.
pub(super) fn play(flow: &Flow, suite: &Suite, id: &str, case: &Case, world: &mut dyn World) -> CaseReport {
    let lang = case.lang.as_deref().unwrap_or(&flow.lang);
    let mut player = Player::new(flow, suite.channel.limits(), lang, case, world);
    let mut failures = set_up(flow, case, &mut player);
    if failures.is_empty() {
        for item in &case.turns {
            let line = item.referenced.line();
            match action::act(&mut player, &item.value) {
                Ok(_) => {
                    let messages = check::failures(&player, &item.value);
                    failures.extend(messages.into_iter().map(|message| Failure { line, message }));
                }
                Err(message) => {
                    failures.push(Failure { line, message });
                    break;
                }
            }
        }
        failures.extend(left_over(case, &player).map(|message| Failure { line: 0, message }));
    }
    CaseReport {
        id: id.to_owned(),
        title: case.title.clone(),
        failures,
        transcript: player.transcript.to_string(),
        bubbles: player.bubbles,
        effects: player.effects,
    }
}

fn set_up(flow: &Flow, case: &Case, player: &mut Player<'_>) -> Vec<Failure> {
    let whole = |message: String| Failure { line: 0, message };
    let mut failures = Vec::new();
    for (name, json) in &case.vars {
        match values::typed(flow, name, json) {
            Some(value) => player.preset(name, value),
            None => failures.push(whole(format!("variable {name} cannot hold {json}"))),
        }
    }
    match &case.start {
        Some(step) if flow.step(step).is_none() => failures.push(whole(format!("no step is called {step}"))),
        Some(step) => failures.extend(player.begin_at(step).err().map(|error| whole(error.to_string()))),
        None => {}
    }
    failures
}

fn left_over(case: &Case, player: &Player<'_>) -> impl Iterator<Item = String> + use<> {
    let stuck = matches!(player.session.standing(), Standing::Lost | Standing::World);
    let stuck = stuck.then(|| "the session is left without a way on".to_owned());
    let many = case.max_bubbles.filter(|most| player.bubbles > *most);
    let many = many.map(|most| format!("it took {} bubbles, at most {most} were allowed", player.bubbles));
    stuck.into_iter().chain(many)
}
