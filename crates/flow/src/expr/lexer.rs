use std::ops::Range;

use super::ExprError;

/// A word of the language and its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) range: Range<usize>,
    pub(super) kind: TokenKind,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum TokenKind {
    Ident(String),
    /// Magnitude; the sign is an operator.
    Int(u64),
    Number(f64),
    Text(String),
    Mark(&'static str),
}

/// Longer marks first, so that `<=` is not read as `<`.
const MARKS: [&str; 24] = [
    "==", "!=", "<=", ">=", "&&", "||", "<", ">", "!", "+", "-", "*", "/", "%", "?", ":", "(", ")", "[", "]", ".", ",",
    "{", "}",
];

/// Splits `source` into tokens.
pub(super) fn tokens(source: &str) -> Result<Vec<Token>, ExprError> {
    let mut lexer = Lexer { source, at: 0 };
    let mut found = Vec::new();
    while let Some(token) = lexer.next()? {
        found.push(token);
    }
    Ok(found)
}

struct Lexer<'a> {
    source: &'a str,
    at: usize,
}

impl Lexer<'_> {
    fn next(&mut self) -> Result<Option<Token>, ExprError> {
        self.skip(char::is_whitespace);
        let start = self.at;
        let Some(first) = self.peek() else { return Ok(None) };
        let kind = match first {
            'a'..='z' | 'A'..='Z' | '_' => self.word(),
            '0'..='9' => self.number()?,
            '.' if self.rest().chars().nth(1).is_some_and(|c| c.is_ascii_digit()) => self.number()?,
            '\'' | '"' => self.text(first)?,
            _ => self.mark()?,
        };
        Ok(Some(Token { range: start..self.at, kind }))
    }

    fn rest(&self) -> &str {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn skip(&mut self, wanted: impl Fn(char) -> bool) {
        while self.peek().is_some_and(&wanted) {
            self.bump();
        }
    }

    fn since(&self, start: usize) -> &str {
        self.source.get(start..self.at).unwrap_or_default()
    }

    fn word(&mut self) -> TokenKind {
        let start = self.at;
        self.skip(|c| c.is_ascii_alphanumeric() || c == '_');
        TokenKind::Ident(self.since(start).to_owned())
    }

    fn number(&mut self) -> Result<TokenKind, ExprError> {
        let start = self.at;
        if self.rest().starts_with("0x") {
            self.at += 2;
            self.skip(|c| c.is_ascii_hexdigit());
            let digits = self.since(start + 2).to_owned();
            return self.whole(start, u64::from_str_radix(&digits, 16).ok());
        }
        self.skip(|c| c.is_ascii_digit());
        let fraction = self.fraction();
        let exponent = self.exponent();
        if !fraction && !exponent {
            let value = self.since(start).parse().ok();
            return self.whole(start, value);
        }
        let value = self.since(start).parse::<f64>().ok().filter(|value| value.is_finite());
        value.map(TokenKind::Number).ok_or_else(|| ExprError::new("this number is too large", start..self.at))
    }

    fn whole(&mut self, start: usize, value: Option<u64>) -> Result<TokenKind, ExprError> {
        if self.peek().is_some_and(|c| c.is_ascii_alphanumeric() || c == '_') {
            self.skip(|c| c.is_ascii_alphanumeric() || c == '_');
            return Err(ExprError::new("this is neither a number nor a name", start..self.at)
                .help("a name starts with a letter; words stand between quotes: 'así'"));
        }
        value.map(TokenKind::Int).ok_or_else(|| ExprError::new("this number is too large", start..self.at))
    }

    fn fraction(&mut self) -> bool {
        let digit = self.rest().chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        let found = self.peek() == Some('.') && digit;
        if found {
            self.bump();
            self.skip(|c| c.is_ascii_digit());
        }
        found
    }

    fn exponent(&mut self) -> bool {
        let mut ahead = self.rest().chars();
        let found = matches!(ahead.next(), Some('e' | 'E'))
            && match ahead.next() {
                Some('+' | '-') => ahead.next().is_some_and(|c| c.is_ascii_digit()),
                other => other.is_some_and(|c| c.is_ascii_digit()),
            };
        if found {
            self.bump();
            self.skip(|c| matches!(c, '+' | '-'));
            self.skip(|c| c.is_ascii_digit());
        }
        found
    }

    fn text(&mut self, quote: char) -> Result<TokenKind, ExprError> {
        let start = self.at;
        self.bump();
        let mut value = String::new();
        loop {
            match self.bump() {
                Some(c) if c == quote => return Ok(TokenKind::Text(value)),
                Some('\\') => value.push(self.escape()?),
                Some(c) if c != '\n' => value.push(c),
                _ => {
                    return Err(ExprError::new("these words have no closing quote", start..self.at)
                        .help("close them with the same quote they open with"));
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, ExprError> {
        let start = self.at - 1;
        let value = match self.bump() {
            Some(c @ ('\\' | '\'' | '"' | '`' | '?')) => Some(c),
            Some('n') => Some('\n'),
            Some('r') => Some('\r'),
            Some('t') => Some('\t'),
            Some('a') => Some('\u{7}'),
            Some('b') => Some('\u{8}'),
            Some('f') => Some('\u{c}'),
            Some('v') => Some('\u{b}'),
            Some('x' | 'X') => self.code(2),
            Some('u') => self.code(4),
            Some('U') => self.code(8),
            _ => None,
        };
        value.ok_or_else(|| ExprError::new("unknown escape", start..self.at).help("write \\\\ for a single \\"))
    }

    fn code(&mut self, digits: usize) -> Option<char> {
        let text = self.rest().get(..digits)?.to_owned();
        self.at += digits;
        u32::from_str_radix(&text, 16).ok().and_then(char::from_u32)
    }

    fn mark(&mut self) -> Result<TokenKind, ExprError> {
        if let Some(mark) = MARKS.into_iter().find(|mark| self.rest().starts_with(mark)) {
            self.at += mark.len();
            return Ok(TokenKind::Mark(mark));
        }
        let start = self.at;
        let found = self.bump().unwrap_or_default();
        let error = ExprError::new(format!("`{found}` means nothing here"), start..self.at);
        Err(match found {
            '=' => error.help("to compare, write `==`"),
            '&' => error.help("write `&&`"),
            '|' => error.help("write `||`"),
            '“' | '”' | '‘' | '’' => error.help("use straight quotes: 'así'"),
            _ => error,
        })
    }
}
