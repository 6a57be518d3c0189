//! The functions of the subset.

use ventanilla_domain::words;

use super::ast::Function;
use super::eval::EvalError;
use super::fields::cut;
use super::operators::finite;
use crate::value::Value;

type Evaluated = Result<Value, EvalError>;

pub(super) fn call(function: Function, arguments: &[Value]) -> Evaluated {
    match (function, arguments) {
        (Function::Has, [value]) => Ok(Value::Bool(*value != Value::Null)),
        (Function::Size, [value]) => size(value),
        (Function::String, [value]) => string(value),
        (Function::Int, [value]) => int(value),
        (Function::Double, [value]) => double(value),
        (Function::Short, [value, length]) => short(value, length),
        (Function::HasWord, [value, wanted]) => has_word(value, wanted),
        (Function::Contains, [Value::Text(text), Value::Text(part)]) => Ok(Value::Bool(text.contains(part.as_str()))),
        (Function::StartsWith, [Value::Text(text), Value::Text(part)]) => {
            Ok(Value::Bool(text.starts_with(part.as_str())))
        }
        (Function::EndsWith, [Value::Text(text), Value::Text(part)]) => Ok(Value::Bool(text.ends_with(part.as_str()))),
        _ => Err(EvalError::NoOverload(function.name())),
    }
}

/// Texts count in code points.
fn size(value: &Value) -> Evaluated {
    let size = match value {
        Value::Text(text) => text.chars().count(),
        Value::List(items) => items.len(),
        Value::Media(files) => files.len(),
        Value::Map(map) => map.len(),
        _ => return Err(EvalError::NoOverload("size")),
    };
    i64::try_from(size).map(Value::Int).map_err(|_| EvalError::Overflow)
}

fn string(value: &Value) -> Evaluated {
    match value {
        Value::Text(text) => Ok(Value::Text(text.clone())),
        Value::Bool(value) => Ok(Value::Text(value.to_string())),
        Value::Int(value) => Ok(Value::Text(value.to_string())),
        Value::Number(value) => Ok(Value::Text(value.to_string())),
        _ => Err(EvalError::NoOverload("string")),
    }
}

fn int(value: &Value) -> Evaluated {
    const BEYOND: f64 = 9_223_372_036_854_775_808.0;
    match value {
        Value::Int(value) => Ok(Value::Int(*value)),
        Value::Number(value) if *value > -BEYOND && *value < BEYOND => Ok(Value::Int(*value as i64)),
        Value::Number(_) => Err(EvalError::Overflow),
        Value::Text(text) => text.parse().map(Value::Int).map_err(|_| EvalError::NotANumber),
        _ => Err(EvalError::NoOverload("int")),
    }
}

fn double(value: &Value) -> Evaluated {
    match value {
        Value::Int(value) => Ok(Value::Number(*value as f64)),
        Value::Number(value) => Ok(Value::Number(*value)),
        Value::Text(text) => text.parse().map_err(|_| EvalError::NotANumber).and_then(finite),
        _ => Err(EvalError::NoOverload("double")),
    }
}

/// Whether the words of `wanted` stand in the text one after the other, without regard to accents and capitals; nothing has no words.
fn has_word(value: &Value, wanted: &Value) -> Evaluated {
    match (value, wanted) {
        (Value::Null, Value::Text(_)) => Ok(Value::Bool(false)),
        (Value::Text(text), Value::Text(wanted)) => {
            let (text, wanted) = (words(text), words(wanted));
            Ok(Value::Bool(!wanted.is_empty() && text.windows(wanted.len()).any(|some| some == wanted)))
        }
        _ => Err(EvalError::NoOverload("has_word")),
    }
}

fn short(value: &Value, length: &Value) -> Evaluated {
    match (value, length) {
        (Value::Null, _) => Ok(Value::Null),
        (Value::Text(text), Value::Int(most)) => Ok(Value::Text(cut(text, usize::try_from(*most).unwrap_or_default()))),
        _ => Err(EvalError::NoOverload("short")),
    }
}
