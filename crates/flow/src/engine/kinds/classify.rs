use super::super::Next;
use super::super::machine::Machine;
use crate::effect::Request;
use crate::input::Answer;
use crate::model::{Classify, Step};
use crate::session::{Pending, Purpose};
use crate::value::{OptionRef, Value};

/// Asks which option the words mean; no words mean none.
pub(super) fn enter(m: &mut Machine<'_>, step: &Step, classify: &Classify) -> Next {
    let text = match m.var(&classify.input) {
        Some(Value::Text(text)) if !text.trim().is_empty() => text.clone(),
        _ => {
            m.store_answer(step, Value::Null);
            return Next::Leave("none".to_owned());
        }
    };
    let request = Request::Classify { text, into: classify.into.clone(), deadline: classify.deadline };
    m.ask_world(Pending { purpose: Purpose::Step { step: step.id.clone() }, query: None }, request);
    Next::Wait
}

/// The band of the answer. Nothing is suggested below `maybe`, nor an option the catalogue does not have.
pub(super) fn answered(m: &mut Machine<'_>, step: &Step, classify: &Classify, answer: &Answer) -> &'static str {
    let (suggestion, outcome) = match answer {
        Answer::Classified { option, confidence } => match known(m, classify, option.as_ref()) {
            Some(option) if *confidence >= classify.sure => (option, "sure"),
            Some(option) if *confidence >= classify.maybe => (option, "maybe"),
            _ => (Value::Null, "none"),
        },
        _ => (Value::Null, "failed"),
    };
    m.store_answer(step, suggestion);
    outcome
}

fn known(m: &Machine<'_>, classify: &Classify, option: Option<&String>) -> Option<Value> {
    let id =
        option.filter(|id| m.flow.catalogues.get(&classify.into).is_some_and(|into| into.options.contains_key(*id)))?;
    Some(Value::Option(OptionRef { catalogue: classify.into.clone(), id: id.clone() }))
}
