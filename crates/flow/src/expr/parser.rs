use std::ops::Range;

use super::ExprError;
use super::ast::{Function, Node, NodeKind, Operator};
use super::lexer::{Token, TokenKind, tokens};
use crate::suggest::suggest;

/// Most nodes of one expression: with no loops, this bounds its cost.
const MAX_NODES: usize = 256;
/// Deepest nesting of parentheses, lists, calls and `?:`.
const MAX_DEPTH: usize = 32;
/// Longest expression, in bytes.
const MAX_BYTES: usize = 4_096;
/// Words that CEL reserves.
const RESERVED: [&str; 18] = [
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "let",
    "loop",
    "package",
    "namespace",
    "return",
    "var",
    "void",
    "while",
    "in",
];

/// Reads `source` into a tree.
pub(super) fn parse(source: &str) -> Result<Node, ExprError> {
    if source.len() > MAX_BYTES {
        return Err(ExprError::new(format!("an expression may have at most {MAX_BYTES} bytes"), 0..source.len()));
    }
    let tokens = tokens(source)?;
    let mut parser = Parser { tokens, at: 0, nodes: 0, depth: 0, end: source.len() };
    if parser.tokens.is_empty() {
        return Err(ExprError::new("an expression is missing here", 0..source.len()));
    }
    let root = parser.ternary()?;
    match parser.peek() {
        None => Ok(root),
        Some(_) => Err(parser.unexpected("the end")),
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    nodes: usize,
    depth: usize,
    end: usize,
}

type Parsed = Result<Node, ExprError>;

impl Parser {
    fn ternary(&mut self) -> Parsed {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(ExprError::new(format!("nested more than {MAX_DEPTH} deep"), self.here()));
        }
        let condition = self.or()?;
        let node = if self.eat("?") {
            let yes = self.or()?;
            self.expect(":")?;
            let no = self.ternary()?;
            let range = condition.range.start..no.range.end;
            self.node(range, NodeKind::Ternary(condition.into(), yes.into(), no.into()))
        } else {
            Ok(condition)
        };
        self.depth -= 1;
        node
    }

    fn or(&mut self) -> Parsed {
        let mut left = self.and()?;
        while self.eat("||") {
            let right = self.and()?;
            left = self.node(left.range.start..right.range.end, NodeKind::Or(left.into(), right.into()))?;
        }
        Ok(left)
    }

    fn and(&mut self) -> Parsed {
        let mut left = self.relation()?;
        while self.eat("&&") {
            let right = self.relation()?;
            left = self.node(left.range.start..right.range.end, NodeKind::And(left.into(), right.into()))?;
        }
        Ok(left)
    }

    fn relation(&mut self) -> Parsed {
        self.binary(
            Self::sum,
            &[
                ("==", Operator::Equal),
                ("!=", Operator::NotEqual),
                ("<=", Operator::LessEqual),
                (">=", Operator::GreaterEqual),
                ("<", Operator::Less),
                (">", Operator::Greater),
                ("in", Operator::In),
            ],
        )
    }

    fn sum(&mut self) -> Parsed {
        self.binary(Self::product, &[("+", Operator::Add), ("-", Operator::Subtract)])
    }

    fn product(&mut self) -> Parsed {
        self.binary(Self::unary, &[("*", Operator::Multiply), ("/", Operator::Divide), ("%", Operator::Remainder)])
    }

    fn binary(&mut self, inner: fn(&mut Self) -> Parsed, operators: &[(&'static str, Operator)]) -> Parsed {
        let mut left = inner(self)?;
        while let Some(operator) = self.operator(operators) {
            let right = inner(self)?;
            left =
                self.node(left.range.start..right.range.end, NodeKind::Binary(operator, left.into(), right.into()))?;
        }
        Ok(left)
    }

    fn operator(&mut self, operators: &[(&'static str, Operator)]) -> Option<Operator> {
        let found = operators.iter().find(|(word, _)| self.sees(word)).map(|(_, operator)| *operator);
        self.at += usize::from(found.is_some());
        found
    }

    fn unary(&mut self) -> Parsed {
        let start = self.here().start;
        if self.eat("!") {
            let inner = self.guarded(Self::unary)?;
            return self.node(start..inner.range.end, NodeKind::Not(inner.into()));
        }
        if !self.eat("-") {
            return self.member();
        }
        if let Some(TokenKind::Int(magnitude)) = self.peek()
            && let Some(value) = 0_i64.checked_sub_unsigned(*magnitude)
        {
            let range = start..self.here().end;
            self.at += 1;
            return self.node(range, NodeKind::Int(value));
        }
        let inner = self.guarded(Self::unary)?;
        self.node(start..inner.range.end, NodeKind::Negate(inner.into()))
    }

    /// Runs `inner` one level deeper: `!!!!…` must not eat the stack.
    fn guarded(&mut self, inner: fn(&mut Self) -> Parsed) -> Parsed {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(ExprError::new(format!("nested more than {MAX_DEPTH} deep"), self.here()));
        }
        let node = inner(self);
        self.depth -= 1;
        node
    }

    fn member(&mut self) -> Parsed {
        let mut node = self.primary()?;
        while self.eat(".") {
            let range = self.here();
            let name = self.name()?;
            node = if self.eat("(") {
                self.method(node, &name, &range)?
            } else {
                self.node(node.range.start..range.end, NodeKind::Field(node.into(), name))?
            };
        }
        if self.sees("[") {
            return Err(ExprError::new("positions such as `[0]` are not part of the language", self.here()));
        }
        Ok(node)
    }

    fn method(&mut self, receiver: Node, name: &str, at: &Range<usize>) -> Parsed {
        let function = known(name, at)?;
        if !function.is_method() && function != Function::Size {
            return Err(ExprError::new(format!("`{name}` is not written after a dot"), at.clone())
                .help(format!("write `{name}(…)`")));
        }
        let start = receiver.range.start;
        let mut arguments = vec![receiver];
        self.arguments(")", &mut arguments)?;
        self.call(function, start, at, arguments)
    }

    fn primary(&mut self) -> Parsed {
        let range = self.here();
        match self.peek().cloned() {
            Some(TokenKind::Int(value)) => self.int(range, value),
            Some(TokenKind::Number(value)) => self.leaf(range, NodeKind::Number(value)),
            Some(TokenKind::Text(value)) => self.leaf(range, NodeKind::Text(value)),
            Some(TokenKind::Ident(name)) => self.ident(range, name),
            Some(TokenKind::Mark("(")) => self.parenthesis(),
            Some(TokenKind::Mark("[")) => self.list(range),
            _ => Err(self.unexpected("a value")),
        }
    }

    fn int(&mut self, range: Range<usize>, value: u64) -> Parsed {
        match i64::try_from(value) {
            Ok(value) => self.leaf(range, NodeKind::Int(value)),
            Err(_) => Err(ExprError::new("this number is too large", range)),
        }
    }

    fn ident(&mut self, range: Range<usize>, name: String) -> Parsed {
        match name.as_str() {
            "true" => return self.leaf(range, NodeKind::Bool(true)),
            "false" => return self.leaf(range, NodeKind::Bool(false)),
            "null" => return self.leaf(range, NodeKind::Null),
            word if RESERVED.contains(&word) => return Err(reserved(word, range)),
            _ => self.at += 1,
        }
        if !self.eat("(") {
            return self.node(range, NodeKind::Var(name));
        }
        let function = known(&name, &range)?;
        if function.is_method() {
            return Err(ExprError::new(format!("`{name}` is written after a dot"), range)
                .help(format!("write `text.{name}('…')`")));
        }
        let mut arguments = Vec::new();
        self.arguments(")", &mut arguments)?;
        self.call(function, range.start, &range, arguments)
    }

    fn call(&mut self, function: Function, start: usize, at: &Range<usize>, arguments: Vec<Node>) -> Parsed {
        if arguments.len() != function.arity() {
            let wanted = function.arity() - usize::from(function.is_method());
            let plural = if wanted == 1 { "one value" } else { "two values" };
            return Err(ExprError::new(
                format!("`{}` takes {plural} between its parentheses", function.name()),
                at.clone(),
            ));
        }
        self.node(start..self.before(), NodeKind::Call(function, arguments))
    }

    fn parenthesis(&mut self) -> Parsed {
        self.at += 1;
        let inner = self.ternary()?;
        self.expect(")")?;
        Ok(inner)
    }

    fn list(&mut self, range: Range<usize>) -> Parsed {
        self.at += 1;
        let mut items = Vec::new();
        self.arguments("]", &mut items)?;
        self.node(range.start..self.before(), NodeKind::List(items))
    }

    /// Values between commas up to `close`, a comma after the last one allowed in lists only.
    fn arguments(&mut self, close: &'static str, items: &mut Vec<Node>) -> Result<(), ExprError> {
        if self.eat(close) {
            return Ok(());
        }
        loop {
            items.push(self.ternary()?);
            if !self.eat(",") {
                return self.expect(close);
            }
            if close == "]" && self.eat(close) {
                return Ok(());
            }
        }
    }

    fn leaf(&mut self, range: Range<usize>, kind: NodeKind) -> Parsed {
        self.at += 1;
        self.node(range, kind)
    }

    fn node(&mut self, range: Range<usize>, kind: NodeKind) -> Parsed {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(ExprError::new(format!("an expression may have at most {MAX_NODES} parts"), range)
                .help("split it over several `set` or `branch` steps"));
        }
        Ok(Node { range, kind })
    }

    fn name(&mut self) -> Result<String, ExprError> {
        match self.peek().cloned() {
            Some(TokenKind::Ident(name)) => {
                self.at += 1;
                Ok(name)
            }
            _ => Err(self.unexpected("a name")),
        }
    }

    fn peek(&self) -> Option<&TokenKind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    fn here(&self) -> Range<usize> {
        self.tokens.get(self.at).map_or(self.end..self.end, |token| token.range.clone())
    }

    fn before(&self) -> usize {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(0, |token| token.range.end)
    }

    fn sees(&self, word: &str) -> bool {
        match self.peek() {
            Some(TokenKind::Mark(mark)) => *mark == word,
            Some(TokenKind::Ident(name)) => name == word && word == "in",
            _ => false,
        }
    }

    fn eat(&mut self, word: &str) -> bool {
        let found = self.sees(word);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, word: &'static str) -> Result<(), ExprError> {
        if self.eat(word) { Ok(()) } else { Err(self.unexpected(&format!("`{word}`"))) }
    }

    fn unexpected(&self, wanted: &str) -> ExprError {
        match self.tokens.get(self.at) {
            None => ExprError::new(format!("the expression ends where {wanted} should be"), self.end..self.end),
            Some(token) => ExprError::new(format!("expected {wanted} here"), token.range.clone()),
        }
    }
}

fn known(name: &str, range: &Range<usize>) -> Result<Function, ExprError> {
    Function::parse(name).ok_or_else(|| {
        let error = ExprError::new(format!("there is no function `{name}`"), range.clone());
        match suggest(name, Function::NAMES) {
            Some(near) => error.help(format!("did you mean `{near}`?")),
            None => error.help(format!("the functions are {}", Function::NAMES.join(", "))),
        }
    })
}

fn reserved(word: &str, range: Range<usize>) -> ExprError {
    let error = ExprError::new(format!("`{word}` is a reserved word"), range);
    if word == "if" { error.help("write `condition ? one : other`") } else { error }
}
