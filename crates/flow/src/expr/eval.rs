use super::ast::{Function, Node, NodeKind, Operator};
use super::fields::{self, is_session};
use super::functions::call;
use super::operators;
use super::scope::Scope;
use crate::value::Value;

/// Longest text an expression may make, in bytes.
pub(super) const MAX_TEXT_BYTES: usize = 65_536;

/// Why an expression has no value. The checks make these rare: what remains is arithmetic and texts that are no numbers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvalError {
    /// A whole number left the 64-bit range, or a number stopped being finite.
    #[error("number out of range")]
    Overflow,
    /// Division by zero.
    #[error("division by zero")]
    DivideByZero,
    /// A text is no number.
    #[error("the text is not a number")]
    NotANumber,
    /// The text became too long.
    #[error("the text became too long")]
    TooLong,
    /// No variable of this name; cannot happen in a checked flow.
    #[error("no variable `{0}`")]
    UnknownVariable(String),
    /// The operation does not take these values, nothing (null) included.
    #[error("`{0}` does not take these values")]
    NoOverload(&'static str),
}

/// The value of `node`.
pub(super) fn eval(node: &Node, scope: &Scope<'_>) -> Result<Value, EvalError> {
    match &node.kind {
        NodeKind::Null => Ok(Value::Null),
        NodeKind::Bool(value) => Ok(Value::Bool(*value)),
        NodeKind::Int(value) => Ok(Value::Int(*value)),
        NodeKind::Number(value) => Ok(Value::Number(*value)),
        NodeKind::Text(value) => Ok(Value::Text(value.clone())),
        NodeKind::List(items) => items.iter().map(|item| eval(item, scope)).collect::<Result<_, _>>().map(Value::List),
        NodeKind::Var(name) => variable(name, scope),
        NodeKind::Field(of, _) if is_session(of) && scope.partial => {
            Err(EvalError::UnknownVariable("session".to_owned()))
        }
        NodeKind::Field(of, field) if is_session(of) => Ok(fields::session_value(field, scope)),
        NodeKind::Field(of, field) => {
            Ok(fields::declared_value(of, field, fields::value(&eval(of, scope)?, field, scope), scope))
        }
        NodeKind::Not(inner) => condition(inner, scope, "!").map(|value| Value::Bool(!value)),
        NodeKind::Negate(inner) => operators::negate(&eval(inner, scope)?),
        NodeKind::And(a, b) => logic(a, b, scope, false),
        NodeKind::Or(a, b) => logic(a, b, scope, true),
        NodeKind::Binary(operator, a, b) => binary(*operator, a, b, scope),
        NodeKind::Ternary(test, yes, no) => eval(if condition(test, scope, "?:")? { yes } else { no }, scope),
        NodeKind::Call(function, arguments) => function_call(*function, arguments, scope),
    }
}

/// A variable that is declared but holds nothing is absent from the session.
fn variable(name: &str, scope: &Scope<'_>) -> Result<Value, EvalError> {
    match scope.var(name) {
        Some(value) => Ok(value.clone()),
        None if !scope.partial && scope.flow.vars.contains_key(name) => Ok(Value::Null),
        None => Err(EvalError::UnknownVariable(name.to_owned())),
    }
}

/// The truth of `node`; anything but true or false is an error.
pub(super) fn condition(node: &Node, scope: &Scope<'_>, operator: &'static str) -> Result<bool, EvalError> {
    match eval(node, scope)? {
        Value::Bool(value) => Ok(value),
        _ => Err(EvalError::NoOverload(operator)),
    }
}

/// CEL's `&&` and `||`: one side that decides makes an error on the other side disappear, in either order.
fn logic(a: &Node, b: &Node, scope: &Scope<'_>, decisive: bool) -> Result<Value, EvalError> {
    let operator = if decisive { "||" } else { "&&" };
    let left = condition(a, scope, operator);
    if left == Ok(decisive) {
        return Ok(Value::Bool(decisive));
    }
    let right = condition(b, scope, operator);
    if right == Ok(decisive) {
        return Ok(Value::Bool(decisive));
    }
    left.and(right).map(Value::Bool)
}

fn binary(operator: Operator, a: &Node, b: &Node, scope: &Scope<'_>) -> Result<Value, EvalError> {
    let (left, right) = (eval(a, scope)?, eval(b, scope)?);
    operators::apply(operator, &left, &right)
}

fn function_call(function: Function, arguments: &[Node], scope: &Scope<'_>) -> Result<Value, EvalError> {
    let values = arguments.iter().map(|argument| eval(argument, scope)).collect::<Result<Vec<_>, _>>()?;
    call(function, &values)
}
