use std::collections::HashMap;

use ventanilla_domain::fold;

use crate::hash::Hash;
use crate::normal::Normal;
use crate::sound::sound;

/// Words that mean the same kind of thing, written by hand: what a corpus of this size cannot teach. One concept a line,
/// `NAME: word, prefix*, several words`.
pub(crate) const CONCEPTS: &str = include_str!("concepts.txt");

/// Longest phrase, in words.
const LONGEST: usize = 4;

/// The concepts, ready to be found.
#[derive(Debug, Clone)]
pub(crate) struct Concepts {
    phrases: HashMap<u32, u128>,
    prefixes: HashMap<u32, u128>,
}

impl Concepts {
    /// Reads `concepts.txt`; at most 128 concepts, later ones are ignored.
    pub(crate) fn new() -> Self {
        let mut concepts = Self { phrases: HashMap::new(), prefixes: HashMap::new() };
        let lines = CONCEPTS.lines().filter_map(|line| line.split_once(':').filter(|_| !line.starts_with('#')));
        let mut numbers: Vec<&str> = Vec::new();
        for (name, words) in lines {
            let number = numbers.iter().position(|known| *known == name).unwrap_or_else(|| {
                numbers.push(name);
                numbers.len() - 1
            });
            let bit = u32::try_from(number).ok().and_then(|number| 1_u128.checked_shl(number)).unwrap_or(0);
            words.split(',').map(str::trim).filter(|word| !word.is_empty()).for_each(|word| concepts.add(word, bit));
        }
        concepts
    }

    fn add(&mut self, word: &str, bit: u128) {
        let (map, word) = match word.strip_suffix('*') {
            Some(prefix) => (&mut self.prefixes, prefix),
            None => (&mut self.phrases, word),
        };
        *map.entry(phrase_hash(word)).or_default() |= bit;
    }

    /// For every word of `normal`, the concepts it begins (one bit each).
    pub(crate) fn of(&self, normal: &Normal) -> Vec<u128> {
        (0..normal.words().len()).map(|at| self.at(normal, at)).collect()
    }

    fn at(&self, normal: &Normal, at: usize) -> u128 {
        let words = normal.words().get(at..).unwrap_or_default();
        let mut found = words.first().map_or(0, |word| self.by_prefix(normal.sound(word)));
        let mut hash = Hash::of(b'P');
        for (place, word) in words.iter().take(LONGEST).enumerate() {
            hash = if place == 0 { hash } else { hash.byte(b' ') }.bytes(normal.sound(word));
            found |= self.phrases.get(&hash.finish()).copied().unwrap_or(0);
        }
        found
    }

    fn by_prefix(&self, sound: &[u8]) -> u128 {
        let mut hash = Hash::of(b'P');
        sound.iter().take(12).fold(0, |found, byte| {
            hash = hash.byte(*byte);
            found | self.prefixes.get(&hash.finish()).copied().unwrap_or(0)
        })
    }
}

/// The hash of one or several words as [`Concepts::of`] computes it.
pub(crate) fn phrase_hash(phrase: &str) -> u32 {
    let mut sounds = Vec::new();
    for (place, word) in fold(phrase).split_whitespace().enumerate() {
        if place > 0 {
            sounds.push(b' ');
        }
        let mut one = Vec::new();
        sound(word, &mut one);
        sounds.append(&mut one);
    }
    Hash::of(b'P').bytes(&sounds).finish()
}
