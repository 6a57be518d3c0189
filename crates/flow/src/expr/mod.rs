//! Conditions, assignments and `{{ … }}`: a subset of CEL, typed at check time, bounded, without clock, randomness or I/O.
//! (Placeholder types until the language session fills them in: `Expr` keeps its source, span and typed tree.)

/// A parsed and typed expression.
#[derive(Debug, Clone)]
pub struct Expr {
    /// As written.
    pub source: String,
}
