use std::ops::Range;

use ventanilla_domain::fold;

use crate::hash::Hash;
use crate::sound::sound;

/// Characters of a message that are read; the rest cannot change what it is about.
const READ_CHARS: usize = 4_000;
/// Words that are read.
const READ_WORDS: usize = 800;

/// A text as a row of words by sound.
#[derive(Debug, Default)]
pub(crate) struct Normal {
    sounds: Vec<u8>,
    words: Vec<Word>,
    /// Written in capitals: somebody is shouting.
    pub(crate) shouted: bool,
}

/// A word, an emoji or a question mark.
#[derive(Debug)]
pub(crate) struct Word {
    span: Range<usize>,
    /// Hash of the word as typed, folded: tells *k* from *que*.
    pub(crate) typed: u32,
    /// Made of letters, so its pieces mean something.
    pub(crate) letters: bool,
}

impl Normal {
    pub(crate) fn of(text: &str) -> Self {
        let read = text.char_indices().nth(READ_CHARS).and_then(|(end, _)| text.get(..end)).unwrap_or(text);
        let mut normal = Self { shouted: shouted(read), ..Self::default() };
        if is_binary(read) {
            return normal;
        }
        let folded = fold(read);
        let mut rest = folded.as_str();
        while let Some(c) = rest.chars().next() {
            let length = if c.is_alphanumeric() {
                rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())
            } else {
                c.len_utf8()
            };
            let (token, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
            normal.add(token, c);
            rest = after;
        }
        normal
    }

    fn add(&mut self, token: &str, first: char) {
        let word = first.is_alphanumeric();
        if self.words.len() >= READ_WORDS || !(word || first == '?' || is_pictogram(first)) {
            return;
        }
        let start = self.sounds.len();
        match token {
            "911" | "089" | "066" => self.sounds.extend_from_slice(token.as_bytes()),
            _ if first.is_ascii_digit() => self.sounds.push(b'#'),
            _ => sound(token, &mut self.sounds),
        }
        let span = start..self.sounds.len();
        if !span.is_empty() {
            let typed = Hash::of(b'T').bytes(token.as_bytes()).finish();
            self.words.push(Word { span, typed, letters: word && !first.is_ascii_digit() });
        }
    }

    pub(crate) fn words(&self) -> &[Word] {
        &self.words
    }

    /// The sound of a word of this text.
    pub(crate) fn sound(&self, word: &Word) -> &[u8] {
        self.sounds.get(word.span.clone()).unwrap_or_default()
    }
}

/// Bytes that were never text: more than one character in ten is a control character or a replacement character.
fn is_binary(text: &str) -> bool {
    let strange = |c: &char| *c == '\u{fffd}' || (c.is_control() && !c.is_whitespace());
    text.chars().filter(strange).count() * 10 > text.chars().count()
}

fn is_pictogram(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1f3fa}' | '\u{1f400}'..='\u{1faff}')
}

fn shouted(text: &str) -> bool {
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let upper = letters().filter(|c| c.is_uppercase()).count();
    upper >= 8 && upper * 10 >= letters().count() * 8
}
