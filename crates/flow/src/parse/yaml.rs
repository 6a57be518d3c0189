//! From the text of a file to [`Node`]s: the only module that knows the YAML parser.
//!
//! Built on the events of granit-parser (the parser under serde-saphyr), because they carry exact byte spans for keys and
//! values alike and show anchors, tags and duplicate keys, all of which a flow must refuse.

use std::collections::BTreeMap;

use serde_saphyr::granit_parser::{Event, Parser, ScalarStyle, ScanError, Span as RawSpan, StructureStyle, options};

use super::node::{Key, Node, NodeValue};
use crate::finding::{Code, Finding, Sources, Span};

/// Largest file, in bytes.
pub(crate) const MAX_BYTES: usize = 1_048_576;
/// Deepest nesting.
const MAX_DEPTH: usize = 32;

/// Reads a file. Findings say why there is no tree, or what in it may not be used.
pub(crate) fn read(sources: &Sources, file: usize) -> (Option<Node>, Vec<Finding>) {
    let mut builder = Builder { sources, file, open: Vec::new(), root: None, findings: Vec::new(), documents: 0 };
    if builder.unusable() {
        return (None, builder.findings);
    }
    let options = options! {
        strict_indentation: false,
        disallow_directives: true,
        emit_unresolved_aliases: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    for event in Parser::new_from_str_with_options(sources.text(file), options) {
        match event {
            Ok((event, span)) => builder.event(event, span),
            Err(error) => {
                builder.broken(&error);
                return (None, builder.findings);
            }
        }
    }
    (builder.root, builder.findings)
}

/// A list or map whose end has not come yet.
struct Open {
    start: Span,
    value: NodeValue,
    /// The key that waits for its value.
    key: Option<Key>,
    /// Keys so far.
    keys: BTreeMap<String, Span>,
}

struct Builder<'a> {
    sources: &'a Sources,
    file: usize,
    open: Vec<Open>,
    root: Option<Node>,
    findings: Vec<Finding>,
    documents: usize,
}

impl Builder<'_> {
    fn find(&mut self, code: Code, span: Span, arguments: &[&str]) -> &mut Finding {
        self.findings.push(Finding::new(self.sources, code, span, arguments));
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    fn unusable(&mut self) -> bool {
        let text = self.sources.text(self.file);
        let top = Span::top(self.file);
        if text.len() > MAX_BYTES {
            self.find(Code::BadFile, top, &["the file is larger than 1 MB"]);
        } else if text.starts_with('\u{feff}') {
            self.find(Code::BadFile, top, &["the file begins with a byte order mark"])
                .help("save it as “UTF-8” without “BOM”");
        } else if text.contains('\0') {
            self.find(Code::BadFile, top, &["the file holds zero bytes; it is probably not UTF-8 text"])
                .help("save it as “UTF-8”");
        }
        !self.findings.is_empty()
    }

    fn broken(&mut self, error: &ScanError) {
        let text = self.sources.text(self.file);
        let marker = error.marker();
        let start = marker.byte_offset().unwrap_or_else(|| line_offset(text, marker.line(), marker.col()));
        let end = text.get(start..).and_then(|rest| rest.chars().next()).map_or(start, |c| start + c.len_utf8());
        let line = text.get(..start).and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
        let tab = line.contains('\t') || text.get(start..end) == Some("\t");
        let finding = self.find(Code::Syntax, Span { file: self.file, start, end }, &[&error.info()]);
        if tab {
            finding.help("indent with spaces, not with tabs");
        }
    }

    fn span(&self, raw: &RawSpan) -> Span {
        let range = raw.byte_range().unwrap_or_default();
        Span { file: self.file, start: range.start, end: range.end }
    }

    fn event(&mut self, event: Event<'_>, raw: RawSpan) {
        let span = self.span(&raw);
        match event {
            Event::DocumentStart(..) => self.document(span),
            Event::Scalar(text, style, anchor, tag) => {
                self.properties(span, anchor, tag.is_some());
                self.scalar(span, text.into_owned(), style);
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.properties(span, anchor, tag.is_some());
                self.start(span, NodeValue::List(Vec::new()));
            }
            Event::MappingStart(style, anchor, tag) => {
                self.properties(span, anchor, tag.is_some());
                let start = if style == StructureStyle::Block { Span { end: span.start, ..span } } else { span };
                self.start(start, NodeValue::Map(Vec::new()));
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.find(Code::Forbidden, span, &["an alias (`*…`)"])
                    .help("write it out; a text that begins with `*` needs quotes");
                self.place(Node { span, value: NodeValue::Scalar { text: String::new(), plain: true } });
            }
            _ => {}
        }
    }

    fn document(&mut self, span: Span) {
        self.documents += 1;
        if self.documents == 2 {
            self.find(Code::Forbidden, span, &["a second document (`---`)"]);
        }
    }

    fn properties(&mut self, span: Span, anchor: usize, tagged: bool) {
        if anchor != 0 {
            self.find(Code::Forbidden, span, &["an anchor (`&…`)"])
                .help("write it out; a text that begins with `&` needs quotes");
        }
        if tagged {
            self.find(Code::Forbidden, span, &["a tag (`!…`)"]).help("a text that begins with `!` needs quotes");
        }
    }

    fn scalar(&mut self, span: Span, text: String, style: ScalarStyle) {
        let plain = style == ScalarStyle::Plain;
        if plain && text == "<<" && self.awaits_key() {
            self.find(Code::Forbidden, span, &["a merge key (`<<`)"]).help("write it out");
        }
        self.place(Node { span, value: NodeValue::Scalar { text, plain } });
    }

    fn awaits_key(&self) -> bool {
        self.open.last().is_some_and(|open| matches!(open.value, NodeValue::Map(_)) && open.key.is_none())
    }

    fn start(&mut self, start: Span, value: NodeValue) {
        self.open.push(Open { start, value, key: None, keys: BTreeMap::new() });
    }

    fn end(&mut self, span: Span) {
        if let Some(Open { start, value, .. }) = self.open.pop() {
            let end = trimmed_end(self.sources.text(self.file), start.start, span.end);
            self.place(Node { span: Span { end, ..start }, value });
        }
    }

    /// Puts a finished node where it belongs: in the list or map that is open, else at the top.
    fn place(&mut self, node: Node) {
        let Some(open) = self.open.last_mut() else {
            self.root.get_or_insert(node);
            return;
        };
        match (&mut open.value, open.key.take()) {
            (NodeValue::List(items), _) => items.push(node),
            (NodeValue::Map(_), None) => self.key(node),
            (NodeValue::Map(entries), Some(key)) => match open.keys.get(&key.text).copied() {
                Some(first) => self.duplicate(&key, first),
                None => {
                    open.keys.insert(key.text.clone(), key.span);
                    entries.push((key, node));
                }
            },
            (NodeValue::Scalar { .. }, _) => {}
        }
    }

    fn key(&mut self, node: Node) {
        let text = match node.value {
            NodeValue::Scalar { text, .. } => text,
            _ => {
                self.find(Code::Forbidden, node.span, &["a list or map as a key"])
                    .help("a text with `{{` or `[` in it needs quotes");
                String::new()
            }
        };
        if let Some(open) = self.open.last_mut() {
            open.key = Some(Key { span: node.span, text });
        }
    }

    fn duplicate(&mut self, key: &Key, first: Span) {
        let sources = self.sources;
        self.find(Code::DuplicateKey, key.span, &[&key.text]).related(sources, first, "first here");
    }
}

/// The end without the white space that a block collection drags along.
fn trimmed_end(text: &str, start: usize, end: usize) -> usize {
    text.get(start..end).map_or(end, |slice| start + slice.trim_end().len())
}

fn line_offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default();
    start + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
}
