//! Where the lines of a file stand in its structure: what the formatter needs to know, and nothing of the parser it comes from.

use serde_saphyr::granit_parser::{Event, Parser, ScalarStyle, Span, StructureStyle};

/// A node of the block structure, or a value that goes on over several lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// First line, from 0.
    pub(crate) line: usize,
    /// Last line, from 0; the same for everything on one line.
    pub(crate) last: usize,
    /// Column it should begin at.
    pub(crate) column: usize,
    /// A `|` or `>` text, whose white space is content.
    pub(crate) block_text: bool,
}

/// The marks of a readable file, in order; empty when it cannot be read.
pub(crate) fn outline(text: &str) -> Vec<Mark> {
    let blank = text.lines().map(|line| line.trim().is_empty()).collect();
    let mut outline = Outline { blank, open: Vec::new(), flow: 0, marks: Vec::new() };
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else { return Vec::new() };
        outline.event(&event, &span);
    }
    outline.marks
}

/// An open block collection.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    List,
    /// A map that waits for a key.
    Key,
    /// A map that waits for a value.
    Value,
}

struct Outline {
    /// Which lines are blank.
    blank: Vec<bool>,
    open: Vec<Open>,
    /// Depth of flow collections (`{…}`, `[…]`).
    flow: usize,
    marks: Vec<Mark>,
}

impl Outline {
    fn event(&mut self, event: &Event<'_>, span: &Span) {
        match event {
            Event::MappingStart(StructureStyle::Block, ..) => self.start(Open::Key),
            Event::SequenceStart(StructureStyle::Block, ..) => self.start(Open::List),
            Event::MappingStart(..) | Event::SequenceStart(..) => self.flow_start(span),
            Event::MappingEnd | Event::SequenceEnd if self.flow > 0 => self.flow_end(span),
            Event::MappingEnd | Event::SequenceEnd => self.end(),
            Event::Scalar(_, style, ..) if self.flow == 0 => self.scalar(span, *style),
            _ => {}
        }
    }

    fn start(&mut self, open: Open) {
        self.open.push(open);
    }

    fn end(&mut self) {
        self.open.pop();
        self.placed();
    }

    /// A value has been read: a map waits for its next key.
    fn placed(&mut self) {
        if let Some(open) = self.open.last_mut() {
            *open = match *open {
                Open::Key => Open::Value,
                Open::Value => Open::Key,
                Open::List => Open::List,
            };
        }
    }

    fn flow_start(&mut self, span: &Span) {
        if self.flow == 0 {
            self.mark(span, span.start.line(), false);
        }
        self.flow += 1;
    }

    fn flow_end(&mut self, span: &Span) {
        self.flow -= 1;
        if self.flow == 0 {
            if let Some(mark) = self.marks.last_mut() {
                mark.last = span.start.line().saturating_sub(1).max(mark.line);
            }
            self.placed();
        }
    }

    fn scalar(&mut self, span: &Span, style: ScalarStyle) {
        let block_text = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        let last = if span.end.col() == 0 { span.end.line().saturating_sub(1) } else { span.end.line() };
        self.mark(span, last, block_text);
        self.placed();
    }

    /// The line of the `|` of a text that begins at line `start`: the parser only tells where the text itself begins.
    fn header(&self, start: usize) -> usize {
        (0..start).rev().find(|line| self.blank.get(*line) == Some(&false)).unwrap_or(start)
    }

    fn mark(&mut self, span: &Span, last: usize, block_text: bool) {
        let depth = self.open.len();
        let column = match self.open.last() {
            Some(Open::Key) => 2 * depth.saturating_sub(1),
            _ => 2 * depth,
        };
        let start = span.start.line().saturating_sub(1);
        let line = if block_text { self.header(start) } else { start };
        self.marks.push(Mark { line, last: last.saturating_sub(1).max(line), column, block_text });
    }
}
