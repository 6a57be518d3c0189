use std::collections::BTreeMap;

use super::super::machine::Machine;
use super::super::world::sound;
use super::super::{Fault, Next};
use crate::effect::Request;
use crate::input::Answer;
use crate::model::{Act, Step};
use crate::session::{Pending, Purpose};
use crate::value::Value;

/// Asks the platform to act.
pub(super) fn enter(m: &mut Machine<'_>, step: &Step, act: &Act) -> Result<Next, Fault> {
    m.give_back();
    let mut with = BTreeMap::new();
    for (name, expr) in &act.with {
        with.insert(name.clone(), m.eval(expr)?);
    }
    let once = act.once.as_ref().map(|once| m.eval(once)).transpose()?.and_then(key);
    let request = Request::Act { run: act.run.clone(), with, once, times: act.times.max(1), backoff: act.backoff };
    m.ask_world(Pending { purpose: Purpose::Step { step: step.id.clone() }, query: None }, request);
    Ok(Next::Wait)
}

/// `ok`, `duplicate` or `failed`; a result is kept, a missing one leaves what was known.
pub(super) fn answered(m: &mut Machine<'_>, step: &Step, answer: &Answer) -> &'static str {
    let Answer::Acted { duplicate, result } = answer else { return "failed" };
    let result = sound(result);
    if result != Value::Null || !duplicate {
        m.store_answer(step, result);
    }
    if *duplicate { "duplicate" } else { "ok" }
}

fn key(value: Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text),
        Value::Int(number) => Some(number.to_string()),
        Value::Option(option) => Some(option.id),
        _ => None,
    }
}
