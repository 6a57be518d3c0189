use std::collections::BTreeMap;
use std::ops::Range;

/// A place in one of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct Span {
    /// Position of the file in [`Sources`].
    pub(crate) file: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Span {
    /// The beginning of a file.
    pub(crate) const fn top(file: usize) -> Self {
        Self { file, start: 0, end: 0 }
    }
}

/// The files of a package, in order of their names.
#[derive(Debug, Clone)]
pub(crate) struct Sources {
    files: Vec<(String, String)>,
}

/// A place as people name it.
pub(super) struct Place {
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) span: Range<usize>,
}

impl Sources {
    pub(crate) fn new(files: &BTreeMap<String, String>) -> Self {
        Self { files: files.iter().map(|(name, text)| (name.clone(), text.clone())).collect() }
    }

    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.files.iter().position(|(known, _)| known == name)
    }

    pub(crate) fn text(&self, file: usize) -> &str {
        self.files.get(file).map_or("", |(_, text)| text)
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = (usize, &str)> {
        self.files.iter().enumerate().map(|(at, (name, _))| (at, name.as_str()))
    }

    pub(crate) fn slice(&self, span: Span) -> &str {
        self.text(span.file).get(span.start..span.end).unwrap_or_default()
    }

    pub(super) fn place(&self, span: Span) -> Place {
        let text = self.text(span.file);
        let start = floor(text, span.start);
        let end = floor(text, span.end).max(start);
        let before = text.get(..start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Place {
            file: self.files.get(span.file).map(|(name, _)| name.clone()).unwrap_or_default(),
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
            span: start..end,
        }
    }
}

/// The nearest character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
