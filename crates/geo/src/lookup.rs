//! From words to one known place, or to none: a unit sent to the wrong colonia is worse than a question.

use std::ops::Range;

use ventanilla_domain::words;

use crate::distance_m;
use crate::gazetteer::{Entry, Gazetteer, Kind, Name};
use crate::similar::similar;

/// Two places named in one text agree when they are this near.
const AGREE_M: f64 = 1_500.0;

/// Words that announce a neighbourhood.
const COLONIA_CUES: [&str; 12] = [
    "col",
    "colonia",
    "colinia",
    "fracc",
    "fraccionamiento",
    "fracionamiento",
    "barrio",
    "ejido",
    "sector",
    "residencial",
    "infonavit",
    "unidad",
];
/// Words that announce a street, which may carry the name of a neighbourhood elsewhere.
const STREET_CUES: [&str; 20] = [
    "calle",
    "calles",
    "c",
    "av",
    "ave",
    "avenida",
    "blvd",
    "blvr",
    "bulevar",
    "boulevard",
    "bvd",
    "bld",
    "prol",
    "prolongacion",
    "calzada",
    "calz",
    "privada",
    "priv",
    "carretera",
    "esquina",
];
/// Words that may stand between a cue and a name, or begin an answer.
const FILLERS: [&str; 9] = ["en", "la", "el", "los", "las", "de", "del", "por", "aqui"];

/// The point of the one place `text` surely names.
pub(crate) fn lookup(gazetteer: &Gazetteer, text: &str) -> Option<(f64, f64)> {
    let words = words(text);
    let exact = hits(gazetteer, &words, |a, b| a == b);
    let hits = if exact.is_empty() { hits(gazetteer, &words, similar) } else { exact };
    if gazetteer.elsewhere.iter().any(|town| says_town(&words, town, &hits)) {
        return None;
    }
    let outer: Vec<&Hit> = hits.iter().filter(|hit| !hits.iter().any(|other| other.covers(&hit.span))).collect();
    let best = outer.iter().min_by_key(|hit| (hit.entry.kind, std::cmp::Reverse(hit.span.len())))?;
    let agree = outer.iter().all(|hit| distance_m(hit.entry.point, best.entry.point) <= AGREE_M);
    (agree && !in_unknown_colonia(best, &outer, &words)).then_some(best.entry.point)
}

/// The streets of the centre have namesakes in every neighbourhood: "Allende y Aldama, colonia Las Flores" is not in the centre.
fn in_unknown_colonia(best: &Hit<'_>, hits: &[&Hit<'_>], words: &[String]) -> bool {
    matches!(best.entry.kind, Kind::Crossing | Kind::Street)
        && words.iter().any(|word| COLONIA_CUES.contains(&word.as_str()))
        && !hits.iter().any(|hit| hit.entry.kind == Kind::Colonia)
}

struct Hit<'a> {
    entry: &'a Entry,
    span: Range<usize>,
}

impl Hit<'_> {
    /// "Ampliación Morelos" covers "Morelos".
    fn covers(&self, other: &Range<usize>) -> bool {
        self.span.start <= other.start && self.span.end >= other.end && self.span.len() > other.len()
    }
}

fn hits<'a>(gazetteer: &'a Gazetteer, words: &[String], same: fn(&str, &str) -> bool) -> Vec<Hit<'a>> {
    gazetteer.entries.iter().filter_map(|entry| Some(Hit { entry, span: span_of(entry, words, same)? })).collect()
}

fn span_of(entry: &Entry, words: &[String], same: fn(&str, &str) -> bool) -> Option<Range<usize>> {
    match entry.kind {
        Kind::Crossing => crossing(entry, words, same),
        kind => {
            let spans =
                entry.names.iter().flatten().filter_map(|name| named(kind, entry.distinctive, name, words, same));
            spans.max_by_key(Range::len)
        }
    }
}

/// Where `name` stands in `words` and means this kind of place.
fn named(
    kind: Kind,
    distinctive: bool,
    name: &Name,
    words: &[String],
    same: fn(&str, &str) -> bool,
) -> Option<Range<usize>> {
    occurrences(name, words, same).find(|span| believable(kind, distinctive, words, span))
}

fn occurrences(name: &Name, words: &[String], same: fn(&str, &str) -> bool) -> impl Iterator<Item = Range<usize>> {
    let length = name.len();
    words.windows(length.max(1)).enumerate().filter_map(move |(at, window)| {
        window.iter().zip(name).all(|(word, part)| same(word, part)).then_some(at..at + length)
    })
}

/// Every street of the crossing must be named; the span runs from the first to the last.
fn crossing(entry: &Entry, words: &[String], same: fn(&str, &str) -> bool) -> Option<Range<usize>> {
    let spans = entry.names.iter().map(|street| street.iter().find_map(|name| occurrences(name, words, same).next()));
    let spans: Vec<Range<usize>> = spans.collect::<Option<_>>()?;
    let start = spans.iter().map(|span| span.start).min()?;
    let end = spans.iter().map(|span| span.end).max()?;
    Some(start..end)
}

/// "calle Zaragoza 120" is not colonia Zaragoza; "los maestros" inside a sentence may be anybody.
fn believable(kind: Kind, distinctive: bool, words: &[String], span: &Range<usize>) -> bool {
    if kind == Kind::Landmark {
        return true;
    }
    let before = words.get(..span.start).unwrap_or_default();
    let cue = before.iter().rev().find(|word| !FILLERS.contains(&word.as_str())).map(String::as_str);
    let answer_only = cue.is_none() && span.end == words.len();
    let says_street = cue.is_some_and(|cue| STREET_CUES.contains(&cue));
    let says_colonia = cue.is_some_and(|cue| COLONIA_CUES.contains(&cue));
    let numbered = words.get(span.end).is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit()));
    let telling = distinctive || telling_words(words, span) > 1;
    match kind {
        Kind::Street => says_street || answer_only || telling,
        _ => says_colonia || answer_only || (telling && !says_street && !numbered),
    }
}

fn telling_words(words: &[String], span: &Range<usize>) -> usize {
    words.get(span.clone()).unwrap_or_default().iter().filter(|word| !FILLERS.contains(&word.as_str())).count()
}

/// Another town counts when it is named as a town: not a street ("calle Monterrey"), a direction ("salida a Monterrey") or part of a
/// name of ours ("Tec de Monterrey").
fn says_town(words: &[String], town: &Name, hits: &[Hit<'_>]) -> bool {
    occurrences(town, words, |a, b| a == b).any(|span| {
        let cue = words.get(..span.start).unwrap_or_default().last().map_or("", String::as_str);
        let other = cue == "a" || STREET_CUES.contains(&cue) || COLONIA_CUES.contains(&cue);
        !other && !hits.iter().any(|hit| hit.covers(&span))
    })
}
