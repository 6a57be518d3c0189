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
    files: Vec<File>,
}

#[derive(Debug, Clone)]
struct File {
    name: String,
    text: String,
    /// Where each line begins.
    lines: Vec<usize>,
}

/// A place as people name it.
#[derive(Debug, Default)]
pub(super) struct Place {
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) span: Range<usize>,
}

impl Sources {
    pub(crate) fn new(files: &BTreeMap<String, String>) -> Self {
        let file = |(name, text): (&String, &String)| {
            let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
            File { name: name.clone(), text: text.clone(), lines: std::iter::once(0).chain(breaks).collect() }
        };
        Self { files: files.iter().map(file).collect() }
    }

    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.files.iter().position(|file| file.name == name)
    }

    pub(crate) fn text(&self, file: usize) -> &str {
        self.files.get(file).map_or("", |file| &file.text)
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = (usize, &str)> {
        self.files.iter().enumerate().map(|(at, file)| (at, file.name.as_str()))
    }

    pub(crate) fn slice(&self, span: Span) -> &str {
        self.text(span.file).get(span.start..span.end).unwrap_or_default()
    }

    pub(super) fn place(&self, span: Span) -> Place {
        let Some(File { name, text, lines }) = self.files.get(span.file) else { return Place::default() };
        let start = floor(text, span.start);
        let end = floor(text, span.end).max(start);
        let line = lines.partition_point(|begin| *begin <= start);
        let begin = lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let column = text.get(begin..start).unwrap_or_default().chars().count() + 1;
        Place { file: name.clone(), line, column, span: start..end }
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
