use indexmap::IndexMap;
use ventanilla_domain::{Duration, MediaKind};

use super::{Target, Text};
use crate::expr::Expr;

/// `say: "…"` or `say: {text, media, link}`. Outcome: `next`.
#[derive(Debug, Clone)]
pub struct Say {
    /// The words; empty only with media.
    pub text: Text,
    /// A file under the words.
    pub media: Option<SayMedia>,
    /// A link button.
    pub link: Option<SayLink>,
}

/// A file said by a flow.
#[derive(Debug, Clone)]
pub struct SayMedia {
    /// What it is.
    pub kind: MediaKind,
    /// Public https address.
    pub link: String,
}

/// A link button.
#[derive(Debug, Clone)]
pub struct SayLink {
    /// Label.
    pub label: Text,
    /// http(s) address.
    pub url: String,
}

/// `choose`: inline `options`, a catalogue (`from`), or both: then the inline options are extra rows after the groups on the
/// first level. Outcomes: each inline option id; `chosen` with `from`; `text` with `free_text`.
/// The variable of `store` gets the option ([`crate::value::Value::Option`]) or the inline id as text.
#[derive(Debug, Clone)]
pub struct Choose {
    /// The question.
    pub text: Text,
    /// Few words for asking again; the question itself when absent.
    pub again: Option<Text>,
    /// Inline options in order.
    pub options: IndexMap<String, ChooseOption>,
    /// Name of a catalogue.
    pub from: Option<String>,
    /// Labels of the list.
    pub list: ListLabels,
    /// Variable that takes words which are no option.
    pub free_text: Option<String>,
    /// Keep the exact text shown, the version and the message id with the answer (consent).
    pub evidence: bool,
    /// Do not ask when the variable of `store` already holds a value.
    pub prefill: bool,
}

/// An inline option.
#[derive(Debug, Clone)]
pub struct ChooseOption {
    /// Button or row title.
    pub title: Text,
    /// Second line of a row.
    pub description: Option<Text>,
    /// Offered only when this holds.
    pub when: Option<Expr>,
}

/// Labels of a list.
#[derive(Debug, Clone)]
pub struct ListLabels {
    /// Opens the list. Default "Ver opciones".
    pub open: Text,
    /// Row that returns to the first level. Default "Volver al menú".
    pub back: Text,
}

/// `ask`: one typed answer. Outcome: `next`. `section`-edits re-ask even when the variable holds a value.
#[derive(Debug, Clone)]
pub struct Ask {
    /// The question.
    pub text: Text,
    /// Few words for asking again.
    pub again: Option<Text>,
    /// What counts as an answer.
    pub kind: AskType,
    /// Least characters (text) or least value (number).
    pub min: Option<f64>,
    /// Most characters or greatest value. Longer texts are kept whole in the message and cut in the variable.
    pub max: Option<f64>,
    /// Said when understood but not acceptable.
    pub invalid: Option<Text>,
    /// Must hold for the answer; sees it as `answer`.
    pub checks: Vec<Expr>,
    /// Variable whose value, if acceptable here, is the answer without asking.
    pub prefill: Option<String>,
    /// Buttons that answer for the citizen, such as "No sé": id → title; the answer is the title.
    pub buttons: IndexMap<String, Text>,
    /// A voice note or photo counts as an answer: kept as media in this variable, the answer stays null.
    pub voice: Option<String>,
}

/// Types of `ask`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskType {
    /// Any words.
    Text,
    /// A number.
    Number,
    /// A date.
    Date,
    /// A time of day.
    Time,
    /// A mail address.
    Email,
    /// A phone number.
    Phone,
    /// A licence plate.
    Plate,
    /// Yes or no.
    Yesno,
}

/// `media`: collects files. Outcomes: `done`, `skip`.
#[derive(Debug, Clone)]
pub struct Media {
    /// The question.
    pub text: Text,
    /// Few words for asking again.
    pub again: Option<Text>,
    /// Kinds that count.
    pub accept: Vec<MediaKind>,
    /// Fewest files.
    pub min: u32,
    /// Most files; more are kept in the conversation, not in the variable.
    pub max: u32,
    /// An album arrives as several messages: wait this long after the last one, then answer once.
    pub gather: Duration,
    /// Label of "done" (offered once something arrived and more may come).
    pub done: Text,
    /// Label of "skip"; only when `min` is 0.
    pub skip: Text,
    /// Text variable that words written beside the files are added to, after what it holds.
    pub words: Option<String>,
}

/// `place`. Outcomes: `ok`, `outside`, `unresolved`.
#[derive(Debug, Clone)]
pub struct PlaceStep {
    /// The question.
    pub text: Text,
    /// Few words for asking again.
    pub again: Option<Text>,
    /// Said for 0,0 and other nonsense.
    pub invalid: Option<Text>,
    /// `pin`, `link`, `plus_code`, `address`.
    pub accept: Vec<String>,
    /// Name of a boundary, such as `municipio`.
    pub geofence: Option<String>,
}

/// `classify`. Outcomes: `sure`, `maybe`, `none`, `failed`. `store` gets the option.
#[derive(Debug, Clone)]
pub struct Classify {
    /// Variable with the words.
    pub input: String,
    /// Name of a catalogue.
    pub into: String,
    /// Confidence from which it is sure.
    pub sure: f64,
    /// Confidence from which it is maybe.
    pub maybe: f64,
    /// Longest wait for a result, then `failed`.
    pub deadline: Duration,
}

/// `confirm`: a summary. Outcomes: `send`, each id of `more`, `cancel`, `too_many_edits`.
#[derive(Debug, Clone)]
pub struct Confirm {
    /// Words above the lines.
    pub text: Text,
    /// Words below the lines.
    pub footer: Option<Text>,
    /// The lines.
    pub show: Vec<SummaryLine>,
    /// Label of "send".
    pub send: Text,
    /// Label of "correct"; asks which line, then re-runs its section and comes back.
    pub edit: Text,
    /// Label of "cancel"; absent: only the word of a watch cancels (then the outcome `cancel` does not exist).
    pub cancel: Option<Text>,
    /// Further buttons with their own outcome, such as `anonymous: "Enviar sin nombre"`.
    pub more: IndexMap<String, Text>,
    /// Corrections allowed before `too_many_edits`.
    pub max_edits: u32,
    /// Keep the exact text shown with the answer (consent).
    pub evidence: bool,
}

/// One line of a summary.
#[derive(Debug, Clone)]
pub struct SummaryLine {
    /// Name of the line.
    pub label: Text,
    /// What it shows; a null value hides the line.
    pub value: Expr,
    /// Section that corrects it.
    pub edit: Option<String>,
}

/// `set`: assignments in order. Outcome: `next`.
#[derive(Debug, Clone)]
pub struct Set {
    /// Variable → expression.
    pub assign: IndexMap<String, Expr>,
}

/// `branch`: first case that holds, else `otherwise`.
#[derive(Debug, Clone)]
pub struct Branch {
    /// In order.
    pub cases: Vec<Case>,
    /// Compulsory.
    pub otherwise: Target,
}

/// One case of a branch.
#[derive(Debug, Clone)]
pub struct Case {
    /// Condition.
    pub when: Expr,
    /// Where to go.
    pub next: Target,
}

/// `act`: a registered action. Outcomes: `ok`, `duplicate`, `failed`. `store` gets its result.
#[derive(Debug, Clone)]
pub struct Act {
    /// Name: `report.file`, `report.save_draft`, `report.find`, `report.add`, `alert.raise`.
    pub run: String,
    /// Arguments. `with: session.answers` of the document is the single argument `answers`.
    pub with: IndexMap<String, Expr>,
    /// At most once per value of this.
    pub once: Option<Expr>,
    /// Tries before `failed`.
    pub times: u32,
    /// Wait between tries.
    pub backoff: Duration,
}

/// `handoff`: to people. Outcomes: `resolved`, `returned`, `no_agent`, `expired`.
#[derive(Debug, Clone)]
pub struct Handoff {
    /// Queue.
    pub queue: String,
    /// Evaluates to `P1` … `P4`.
    pub priority: Expr,
    /// Variables handed over.
    pub brief: Vec<String>,
    /// How long to wait for a person before `no_agent`.
    pub accept_within: Duration,
    /// Said at once.
    pub waiting: Option<Text>,
}

/// `end: name`.
#[derive(Debug, Clone)]
pub struct End {
    /// The result that is counted.
    pub result: String,
}
