use std::collections::HashMap;

use crate::concepts::phrase_hash;
use crate::hash::Hash;
use crate::normal::{Normal, Word};

/// Words no model may overlook.
pub(crate) const FLOOR: &str = include_str!("floor.txt");
/// Longest phrase, in words.
const LONGEST: usize = 5;
/// Words before a phrase in which a "no" takes it back: "no hay armas".
const REACH: usize = 2;
/// Words that take back what follows.
const DENIALS: [&[u8]; 5] = [b"no", b"sin", b"ni", b"tampoko", b"ningun"];

/// The built-in list of urgent words: the model can only add to it.
#[derive(Debug, Clone)]
pub(crate) struct Floor {
    /// Hash of the phrase; whether a "no" before it counts.
    phrases: HashMap<u32, bool>,
    prefixes: HashMap<u32, bool>,
}

impl Floor {
    pub(crate) fn new() -> Self {
        let mut floor = Self { phrases: HashMap::new(), prefixes: HashMap::new() };
        for line in FLOOR.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let deniable = !line.starts_with('~');
            let phrase = line.trim_start_matches('~');
            match phrase.strip_suffix('*') {
                Some(prefix) => floor.prefixes.insert(phrase_hash(prefix), deniable),
                None => floor.phrases.insert(phrase_hash(phrase), deniable),
            };
        }
        floor
    }

    /// Whether a text says one of the words and does not take it back.
    pub(crate) fn applies(&self, normal: &Normal) -> bool {
        let words = normal.words();
        (0..words.len()).any(|at| match self.at(normal, words.get(at..).unwrap_or_default()) {
            Some(deniable) => !(deniable && denied(normal, words, at)),
            None => false,
        })
    }

    fn at(&self, normal: &Normal, words: &[Word]) -> Option<bool> {
        let mut hash = Hash::of(b'P');
        let by_prefix = words.first().and_then(|word| {
            let mut hash = hash;
            normal.sound(word).iter().take(12).find_map(|byte| {
                hash = hash.byte(*byte);
                self.prefixes.get(&hash.finish()).copied()
            })
        });
        by_prefix.or_else(|| {
            words.iter().take(LONGEST).enumerate().find_map(|(place, word)| {
                hash = if place == 0 { hash } else { hash.byte(b' ') }.bytes(normal.sound(word));
                self.phrases.get(&hash.finish()).copied()
            })
        })
    }
}

fn denied(normal: &Normal, words: &[Word], at: usize) -> bool {
    let before = words.get(at.saturating_sub(REACH)..at).unwrap_or_default();
    before.iter().any(|word| DENIALS.contains(&normal.sound(word)))
}
