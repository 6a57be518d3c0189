//! Operators on values, as CEL defines them.

use std::cmp::Ordering;

use super::ast::Operator;
use super::eval::{EvalError, MAX_TEXT_BYTES};
use crate::value::Value;

type Evaluated = Result<Value, EvalError>;

pub(super) fn apply(operator: Operator, a: &Value, b: &Value) -> Evaluated {
    match operator {
        Operator::Equal => Ok(Value::Bool(equal(a, b))),
        Operator::NotEqual => Ok(Value::Bool(!equal(a, b))),
        Operator::Less => ordered(operator, a, b, |order| order == Ordering::Less),
        Operator::LessEqual => ordered(operator, a, b, |order| order != Ordering::Greater),
        Operator::Greater => ordered(operator, a, b, |order| order == Ordering::Greater),
        Operator::GreaterEqual => ordered(operator, a, b, |order| order != Ordering::Less),
        Operator::In => member(a, b),
        _ => arithmetic(operator, a, b),
    }
}

/// Equality over all types: whole and other numbers compare by value, values of different kinds are not equal.
pub(super) fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Int(_) | Value::Number(_), Value::Int(_) | Value::Number(_)) => compare(a, b) == Some(Ordering::Equal),
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b)),
        _ => a == b,
    }
}

fn ordered(operator: Operator, a: &Value, b: &Value, holds: impl Fn(Ordering) -> bool) -> Evaluated {
    compare(a, b).map(|order| Value::Bool(holds(order))).ok_or(EvalError::NoOverload(operator.as_str()))
}

/// Texts compare by code point.
fn compare(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => Some(a.cmp(b)),
        (Value::Number(a), Value::Number(b)) => a.partial_cmp(b),
        (Value::Int(a), Value::Number(b)) => int_with_number(*a, *b),
        (Value::Number(a), Value::Int(b)) => int_with_number(*b, *a).map(Ordering::reverse),
        (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
        (Value::Bool(a), Value::Bool(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

/// Exact, although a double cannot hold every whole number.
fn int_with_number(int: i64, number: f64) -> Option<Ordering> {
    const BEYOND: f64 = 9_223_372_036_854_775_808.0;
    if number.is_nan() {
        None
    } else if number >= BEYOND {
        Some(Ordering::Less)
    } else if number < -BEYOND {
        Some(Ordering::Greater)
    } else {
        let whole = number.trunc();
        Some(int.cmp(&(whole as i64)).then_with(|| 0.0_f64.partial_cmp(&(number - whole)).unwrap_or(Ordering::Equal)))
    }
}

fn member(item: &Value, list: &Value) -> Evaluated {
    match list {
        Value::List(items) => Ok(Value::Bool(items.iter().any(|other| equal(item, other)))),
        Value::Map(map) => Ok(Value::Bool(matches!(item, Value::Text(key) if map.contains_key(key)))),
        _ => Err(EvalError::NoOverload("in")),
    }
}

fn arithmetic(operator: Operator, a: &Value, b: &Value) -> Evaluated {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => whole(operator, *a, *b),
        (Value::Number(a), Value::Number(b)) => number(operator, *a, *b),
        (Value::Text(a), Value::Text(b)) if operator == Operator::Add => joined(a, b),
        (Value::List(a), Value::List(b)) if operator == Operator::Add => {
            Ok(Value::List(a.iter().chain(b).cloned().collect()))
        }
        _ => Err(EvalError::NoOverload(operator.as_str())),
    }
}

fn joined(a: &str, b: &str) -> Evaluated {
    if a.len() + b.len() > MAX_TEXT_BYTES {
        return Err(EvalError::TooLong);
    }
    Ok(Value::Text(format!("{a}{b}")))
}

fn whole(operator: Operator, a: i64, b: i64) -> Evaluated {
    if b == 0 && matches!(operator, Operator::Divide | Operator::Remainder) {
        return Err(EvalError::DivideByZero);
    }
    let result = match operator {
        Operator::Add => a.checked_add(b),
        Operator::Subtract => a.checked_sub(b),
        Operator::Multiply => a.checked_mul(b),
        Operator::Divide => a.checked_div(b),
        Operator::Remainder => a.checked_rem(b),
        _ => None,
    };
    result.map(Value::Int).ok_or(EvalError::Overflow)
}

/// Stricter than CEL: a result that is not finite is an error, because JSON cannot carry it.
fn number(operator: Operator, a: f64, b: f64) -> Evaluated {
    match operator {
        Operator::Add => finite(a + b),
        Operator::Subtract => finite(a - b),
        Operator::Multiply => finite(a * b),
        Operator::Divide if b == 0.0 => Err(EvalError::DivideByZero),
        Operator::Divide => finite(a / b),
        _ => Err(EvalError::NoOverload(operator.as_str())),
    }
}

pub(super) fn finite(value: f64) -> Evaluated {
    if value.is_finite() { Ok(Value::Number(value)) } else { Err(EvalError::Overflow) }
}

pub(super) fn negate(value: &Value) -> Evaluated {
    match value {
        Value::Int(value) => value.checked_neg().map(Value::Int).ok_or(EvalError::Overflow),
        Value::Number(value) => Ok(Value::Number(-value)),
        _ => Err(EvalError::NoOverload("-")),
    }
}
