use std::ops::Range;

/// A node of an expression with its place in the source (bytes).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub(crate) range: Range<usize>,
    pub(crate) kind: NodeKind,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum NodeKind {
    Null,
    Bool(bool),
    Int(i64),
    Number(f64),
    Text(String),
    List(Vec<Node>),
    Var(String),
    Field(Box<Node>, String),
    Not(Box<Node>),
    Negate(Box<Node>),
    And(Box<Node>, Box<Node>),
    Or(Box<Node>, Box<Node>),
    Binary(Operator, Box<Node>, Box<Node>),
    Ternary(Box<Node>, Box<Node>, Box<Node>),
    Call(Function, Vec<Node>),
}

/// Operators that need both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    In,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

impl Operator {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
            Self::In => "in",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Remainder => "%",
        }
    }
}

/// The functions of the subset. `short` and `has_word` are ours, the others CEL's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    Has,
    Size,
    Contains,
    StartsWith,
    EndsWith,
    String,
    Int,
    Double,
    Short,
    HasWord,
}

impl Function {
    pub(crate) const NAMES: [&'static str; 10] =
        ["has", "size", "contains", "startsWith", "endsWith", "string", "int", "double", "short", "has_word"];
    const ALL: [Self; 10] = [
        Self::Has,
        Self::Size,
        Self::Contains,
        Self::StartsWith,
        Self::EndsWith,
        Self::String,
        Self::Int,
        Self::Double,
        Self::Short,
        Self::HasWord,
    ];

    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::NAMES.iter().position(|known| *known == name).and_then(|at| Self::ALL.get(at).copied())
    }

    pub(crate) fn name(self) -> &'static str {
        Self::NAMES.get(self as usize).copied().unwrap_or_default()
    }

    /// Whether it is written `text.name(…)`.
    pub(crate) const fn is_method(self) -> bool {
        matches!(self, Self::Contains | Self::StartsWith | Self::EndsWith)
    }

    /// Number of arguments, the receiver of a method included.
    pub(crate) const fn arity(self) -> usize {
        if self.is_method() || matches!(self, Self::Short | Self::HasWord) { 2 } else { 1 }
    }
}

impl Node {
    /// `a`, `a.b`, `a.b.c`: what can be known to hold something.
    pub(crate) fn path(&self) -> Option<String> {
        match &self.kind {
            NodeKind::Var(name) => Some(name.clone()),
            NodeKind::Field(of, field) => Some(format!("{}.{field}", of.path()?)),
            _ => None,
        }
    }

    /// Calls `visit` for this node and every node under it.
    pub(crate) fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        visit(self);
        for child in self.children() {
            child.walk(visit);
        }
    }

    fn children(&self) -> Vec<&Self> {
        match &self.kind {
            NodeKind::List(items) | NodeKind::Call(_, items) => items.iter().collect(),
            NodeKind::Field(of, _) | NodeKind::Not(of) | NodeKind::Negate(of) => vec![of],
            NodeKind::And(a, b) | NodeKind::Or(a, b) | NodeKind::Binary(_, a, b) => vec![a, b],
            NodeKind::Ternary(a, b, c) => vec![a, b, c],
            _ => Vec::new(),
        }
    }
}
