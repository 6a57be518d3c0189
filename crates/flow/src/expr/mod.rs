//! Conditions, assignments and `{{ … }}`: a subset of CEL, typed at check time, bounded, without clock, randomness or I/O.
//!
//! Literals, lists, `== != < <= > >= && || ! in + - * / % ?:`, fields (`categoria.photo`, `lugar.label`, `session.id`),
//! `has size string int double short has_word`, and `text.contains(…)`, `.startsWith(…)`, `.endsWith(…)`. Meaning and errors are CEL's, except that
//! a field of nothing is nothing, that a result which is not finite is an error, and that `short(text, n)` and
//! `has_word(text, 'gas')` are our own.
//! Every variable may hold nothing; using it where a value is needed is an error unless the expression asked first
//! (`relato != null && size(relato) > 10`). There are no loops: the number of parts bounds the cost.

mod ast;
mod eval;
mod fields;
mod functions;
mod lexer;
mod narrow;
mod operators;
mod parser;
mod render;
mod scope;
#[cfg(test)]
mod tests;
mod ty;
mod typecheck;

use std::ops::Range;

pub(crate) use ast::{Function, Node, NodeKind, Operator};
pub use eval::EvalError;
pub use fields::{PLACE_LABEL_MAX, PLACE_TEXT_MAX};
pub use scope::Scope;
pub use ty::{CatalogueTypes, Ty, Types};
pub(crate) use ty::{is_date, is_time};

use crate::value::Value;

/// A parsed and typed expression.
#[derive(Debug, Clone)]
pub struct Expr {
    /// As written.
    pub source: String,
    root: Node,
    ty: Ty,
    nullable: bool,
}

/// What is wrong with an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExprError {
    /// A sentence a flow author understands.
    pub message: String,
    /// Bytes of the source it is about.
    pub range: Range<usize>,
    /// The way out, when there is a likely one.
    pub help: Option<String>,
}

impl ExprError {
    pub(crate) fn new(message: impl Into<String>, range: Range<usize>) -> Self {
        Self { message: message.into(), range, help: None }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl Expr {
    /// Reads and types `source`.
    ///
    /// # Errors
    /// The first error of grammar, or every error of types.
    pub fn parse(source: &str, types: &Types) -> Result<Self, Vec<ExprError>> {
        let root = parser::parse(source).map_err(|error| vec![error])?;
        let typed = typecheck::typecheck(&root, types)?;
        Ok(Self { source: source.to_owned(), root, ty: typed.ty, nullable: typed.nullable })
    }

    /// The type of its value when it holds something.
    #[must_use]
    pub const fn ty(&self) -> &Ty {
        &self.ty
    }

    /// Whether its value may be nothing (null).
    #[must_use]
    pub const fn nullable(&self) -> bool {
        self.nullable
    }

    /// Its value.
    ///
    /// # Errors
    /// What the checks cannot exclude: [`EvalError`].
    pub fn eval(&self, scope: &Scope<'_>) -> Result<Value, EvalError> {
        eval::eval(&self.root, scope)
    }

    /// Whether a condition holds.
    ///
    /// # Errors
    /// As [`Expr::eval`], and when the value is neither true nor false.
    pub fn holds(&self, scope: &Scope<'_>) -> Result<bool, EvalError> {
        eval::condition(&self.root, scope, "condition")
    }

    /// The variables it reads, each once, in the order they first appear; `session.answers` is read as `session`.
    #[must_use]
    pub fn vars(&self) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        self.root.walk(&mut |node| {
            if let NodeKind::Var(name) = &node.kind
                && !found.contains(&name.as_str())
            {
                found.push(name);
            }
        });
        found
    }

    /// The tree, for proofs.
    pub(crate) const fn root(&self) -> &Node {
        &self.root
    }
}
