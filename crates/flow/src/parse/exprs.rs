//! Expressions and texts within the document.

use std::ops::Range;

use super::context::Context;
use super::node::{Node, NodeValue};
use crate::expr::{Expr, ExprError, Ty, Types};
use crate::finding::{Code, Span};
use crate::model::{Piece, Template};

impl Context<'_> {
    /// An expression; `types` when it sees more than the variables.
    pub(crate) fn expr(&mut self, node: &Node, what: &str) -> Option<Expr> {
        let Some(source) = node.scalar() else {
            self.find(Code::WrongShape, node.span, &[what, "an expression"]);
            return None;
        };
        match Expr::parse(source, &self.types) {
            Ok(expr) => Some(expr),
            Err(errors) => {
                self.expression_errors(node, 0, &errors);
                None
            }
        }
    }

    /// An expression that is true or false.
    pub(crate) fn condition(&mut self, node: &Node, what: &str) -> Option<Expr> {
        let expr = self.expr(node, what)?;
        let message = match expr.ty() {
            Ty::Unknown => return Some(expr),
            Ty::Bool if !expr.nullable() => return Some(expr),
            Ty::Bool => "this may hold nothing yet".to_owned(),
            other => format!("a condition is true or false, this is {other}"),
        };
        let help = match expr.ty() {
            Ty::Bool => format!("write `{} == true`", expr.source),
            _ => format!("to ask whether it holds something, write `{} != null`", expr.source),
        };
        self.find(Code::Expression, node.span, &[&message]).help(help);
        None
    }

    fn expression_errors(&mut self, node: &Node, offset: usize, errors: &[ExprError]) {
        for error in errors {
            let range = error.range.start + offset..error.range.end + offset;
            let span = locate(self.sources.slice(node.span), node, &range);
            self.find(Code::Expression, span, &[&error.message]).help.clone_from(&error.help);
        }
    }

    /// A text split at its `{{ … }}`.
    pub(crate) fn template(&mut self, node: &Node, text: &str, types: &Types) -> Template {
        let mut pieces = Vec::new();
        let mut at = 0;
        while let Some(open) = find(text, at, "{{") {
            let Some(close) = find(text, open, "}}") else {
                let span = locate(self.sources.slice(node.span), node, &(open..open + 2));
                self.find(Code::OpenTemplate, span, &[]).help("close it with `}}`");
                break;
            };
            push_literal(&mut pieces, text.get(at..open));
            match Expr::parse(text.get(open + 2..close).unwrap_or_default(), types) {
                Ok(expr) if types.in_catalogue && matches!(expr.ty(), Ty::Option(_)) => {
                    let title = ExprError::new("a text of a catalogue cannot hold another one", 0..close - open - 2);
                    self.expression_errors(node, open + 2, &[title]);
                }
                Ok(expr) => pieces.push(Piece::Expr(expr)),
                Err(errors) => self.expression_errors(node, open + 2, &errors),
            }
            at = close + 2;
        }
        push_literal(&mut pieces, text.get(at..));
        Template { pieces }
    }
}

fn find(text: &str, from: usize, word: &str) -> Option<usize> {
    text.get(from..)?.find(word).map(|at| at + from)
}

fn push_literal(pieces: &mut Vec<Piece>, text: Option<&str>) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        pieces.push(Piece::Literal(text.to_owned()));
    }
}

/// The place in the file of a range of a scalar's value: exact where the scalar is written as it reads, else by looking for the
/// same characters, else the whole scalar.
fn locate(raw: &str, node: &Node, range: &Range<usize>) -> Span {
    let NodeValue::Scalar { text, .. } = &node.value else { return node.span };
    let at = |start: usize, length: usize| Span {
        file: node.span.file,
        start: node.span.start + start,
        end: node.span.start + start + length,
    };
    let quoted = raw.get(1..raw.len().saturating_sub(1));
    if raw == text {
        return at(range.start, range.len());
    }
    if quoted == Some(text) {
        return at(range.start + 1, range.len());
    }
    let Some(needle) = text.get(range.clone()).filter(|needle| !needle.is_empty()) else { return node.span };
    let before = text.get(..range.start).map_or(0, |before| before.matches(needle).count());
    raw.match_indices(needle).nth(before).map_or(node.span, |(start, _)| at(start, needle.len()))
}
