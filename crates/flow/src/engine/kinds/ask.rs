use ventanilla_domain::MediaKind;

use super::super::heard::Part;
use super::super::machine::{Machine, Wording};
use super::super::matching::typed_key;
use super::super::show::Question;
use super::super::{Fault, Miss, Next, Reply};
use super::typed::{self, Read};
use super::worded;
use crate::layout::Row;
use crate::model::{Ask, AskType, Step, outcome};
use crate::value::{MediaRef, Value};

const YES: &str = "yes";
const NO: &str = "no";

/// A held value that would be accepted answers it (`prefill`), and so does a voice note that came early; not while its section is
/// being corrected.
pub(super) fn enter(m: &mut Machine<'_>, step: &Step, ask: &Ask, wording: Wording) -> Result<Next, Fault> {
    let asked_again = m.session.edit.is_some() || m.session.returning.contains(&step.id);
    if !asked_again {
        let held = ask.prefill.as_ref().and_then(|var| m.var(var)).cloned();
        if let Some(value) = held
            && accepts(m, ask, &value)?
        {
            m.store_answer(step, value);
            return Ok(Next::Leave(outcome::NEXT.to_owned()));
        }
        if !m.session.settled.contains(&step.id) && m.files(ask.voice.as_ref()) > 0 {
            return Ok(Next::Leave(outcome::NEXT.to_owned()));
        }
    }
    Ok(m.open(step, wording))
}

pub(super) fn answer(m: &mut Machine<'_>, step: &Step, ask: &Ask, part: &Part<'_>, seen: bool) -> Result<Reply, Fault> {
    match part {
        Part::Words(words) if seen => said(m, step, ask, words),
        Part::File(file) if ask.voice.is_some() => Ok(recorded(m, ask, file)),
        _ => Ok(Reply::Pass),
    }
}

/// A voice note counts as the answer; another file only when no later step collects such files.
fn recorded(m: &mut Machine<'_>, ask: &Ask, file: &MediaRef) -> Reply {
    match &ask.voice {
        Some(var) if file.kind == MediaKind::Audio || !m.collects(file.kind) => {
            m.add_file(var, file);
            Reply::leave(outcome::NEXT)
        }
        _ => Reply::Pass,
    }
}

fn said(m: &mut Machine<'_>, step: &Step, ask: &Ask, words: &str) -> Result<Reply, Fault> {
    let offered = m.session.open.as_ref().map(|open| open.offered.clone()).unwrap_or_default();
    // A number is an answer of its own where numbers are asked.
    let by_number = ask.kind != AskType::Number;
    if let Some(key) = typed_key(words, if by_number { &offered } else { &[] }, &options(m, ask)) {
        return pick(m, step, ask, &key);
    }
    match typed::read(ask.kind, words, m.now().plus(m.env.caps.utc_offset)) {
        Read::Value(value) if accepts(m, ask, &value)? => {
            m.store_answer(step, shortened(ask, value));
            Ok(Reply::leave(outcome::NEXT))
        }
        Read::Value(_) | Read::Wrong => Ok(Reply::Miss(invalid(m, step, ask))),
        Read::Nothing => Ok(Reply::Miss(m.unrecognised(step))),
    }
}

/// A button answers with its own words.
pub(super) fn pick(m: &mut Machine<'_>, step: &Step, ask: &Ask, key: &str) -> Result<Reply, Fault> {
    let value = match (ask.buttons.get(key), key) {
        (Some(title), _) => Value::Text(m.text(title)),
        (None, YES | NO) if ask.kind == AskType::Yesno => Value::Bool(key == YES),
        _ => return Ok(Reply::Pass),
    };
    m.store_answer(step, value);
    Ok(Reply::leave(outcome::NEXT))
}

pub(super) fn options(m: &Machine<'_>, ask: &Ask) -> Vec<Row> {
    let yes_no = [YES, NO].into_iter().filter(|_| ask.kind == AskType::Yesno && ask.buttons.is_empty());
    let yes_no = yes_no.map(|key| Row::new(key, m.platform_text(key)));
    yes_no.chain(ask.buttons.iter().map(|(id, title)| Row::new(id.as_str(), m.text(title)))).collect()
}

pub(super) fn question(m: &Machine<'_>, ask: &Ask, wording: Wording) -> Question {
    Question { body: worded(m, &ask.text, ask.again.as_ref(), wording), rows: options(m, ask), ..Question::default() }
}

/// Whether `value` is within `min` and `max` and passes the checks. Texts longer than `max` are cut, not refused.
fn accepts(m: &Machine<'_>, ask: &Ask, value: &Value) -> Result<bool, Fault> {
    let within = match value {
        Value::Text(text) => ask.kind != AskType::Text || at_least(ask, text.trim().chars().count()),
        Value::Int(number) => ranges(ask, *number as f64),
        Value::Number(number) => ranges(ask, *number),
        Value::Bool(_) => true,
        _ => false,
    };
    for check in &ask.checks {
        if !within || !check.holds(&m.scope().with_answer(value))? {
            return Ok(false);
        }
    }
    Ok(within)
}

fn at_least(ask: &Ask, characters: usize) -> bool {
    ask.min.is_none_or(|min| characters as f64 >= min)
}

fn ranges(ask: &Ask, number: f64) -> bool {
    ask.min.is_none_or(|min| number >= min) && ask.max.is_none_or(|max| number <= max)
}

fn shortened(ask: &Ask, value: Value) -> Value {
    match (value, ask.max) {
        (Value::Text(text), Some(max)) if ask.kind == AskType::Text => {
            Value::Text(text.chars().take(if max >= 1.0 { max as usize } else { 1 }).collect())
        }
        (value, _) => value,
    }
}

fn invalid(m: &Machine<'_>, step: &Step, ask: &Ask) -> Miss {
    match &ask.invalid {
        Some(words) => Miss { why: "invalid", words: Some(m.text(words)) },
        None => Miss { why: "invalid", ..m.unrecognised(step) },
    }
}
