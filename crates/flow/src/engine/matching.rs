//! Which option do typed words mean?

use ventanilla_domain::{fold, words};

use super::words::yes_or_no;
use crate::layout::Row;

/// Letters from which one slip of the finger is forgiven.
const FORGIVING_FROM: usize = 5;
/// Longest title that slips are looked for in.
const MOST_BYTES: usize = 400;
/// Words people put before a number.
const BEFORE_NUMBERS: [&str; 8] = ["la", "el", "opcion", "numero", "num", "no", "option", "number"];

/// The key of the option that `typed` means: a number of the list shown last (`offered`), a title or an id, another word for it, or a
/// title with one slip. None when nothing or more than one thing fits.
pub(crate) fn typed_key(typed: &str, offered: &[String], rows: &[Row]) -> Option<String> {
    if let Some(number) = number(typed) {
        return offered.get(number.checked_sub(1)?).cloned();
    }
    let typed = plain(typed);
    if typed.is_empty() {
        return None;
    }
    let titles: Vec<String> = rows.iter().map(|row| plain(&row.title)).collect();
    let only = |fits: &dyn Fn(&Row, &str) -> bool| only(rows, &titles, fits);
    only(&|row, title| title == typed || named(&row.key, &typed))
        .or_else(|| only(&|row, _| row.also.iter().any(|word| plain(word) == typed)))
        .or_else(|| only(&|_, title| one_slip(&typed, title)))
        .or_else(|| yes_or_no(&typed).and_then(|yes| only(&|row, _| agrees(&row.title, yes))))
}

/// Whether `typed` is the id `key`, with spaces for underscores.
fn named(key: &str, typed: &str) -> bool {
    key.len() == typed.len() && key.bytes().zip(typed.bytes()).all(|(k, t)| k == t || (k == b'_' && t == b' '))
}

/// "sí" means "Sí, ahora" and "Sí es correcto"; "no" means "No" and "No, otra", but not "No puedo hablar".
fn agrees(title: &str, yes: bool) -> bool {
    let title = fold(title.trim());
    if yes {
        let first = title.split(|c: char| !c.is_alphanumeric()).next();
        return first.is_some_and(|word| ["si", "yes"].contains(&word));
    }
    title.split([',', '.', ';', ':']).next().is_some_and(|head| head.trim() == "no")
}

/// A list number: `2`, `2.`, `2️⃣`, "la 2", "opción 2".
pub(crate) fn number(typed: &str) -> Option<usize> {
    if typed.len() > MOST_BYTES || !typed.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let typed: String = typed.chars().filter(|c| !matches!(c, '\u{fe0f}' | '\u{20e3}')).collect();
    let found = words(&typed);
    let rest: Vec<_> = found.iter().skip_while(|word| BEFORE_NUMBERS.contains(&word.as_str())).collect();
    match rest.as_slice() {
        [digits] if digits.len() <= 3 && digits.bytes().all(|b| b.is_ascii_digit()) => digits.parse().ok(),
        _ => None,
    }
}

/// Folded words with single spaces; what has no words (an emoji) is itself, folded.
pub(crate) fn plain(text: &str) -> String {
    let folded = fold(text);
    let mut words = String::with_capacity(folded.len());
    for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    if words.is_empty() { folded.trim().to_owned() } else { words }
}

/// The key of the rows that `fit`, when they all have the same.
fn only(rows: &[Row], titles: &[String], fits: &dyn Fn(&Row, &str) -> bool) -> Option<String> {
    let mut keys = rows.iter().zip(titles).filter(|(row, title)| fits(row, title)).map(|(row, _)| &row.key);
    let first = keys.next()?;
    keys.all(|key| key == first).then(|| first.clone())
}

/// Whether `a` becomes `b`, which has at least five letters, by changing, adding or leaving out one.
fn one_slip(a: &str, b: &str) -> bool {
    if a.len().abs_diff(b.len()) > char::MAX.len_utf8() || a.len().max(b.len()) > MOST_BYTES {
        return false;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 1 || b.iter().filter(|c| c.is_alphabetic()).count() < FORGIVING_FROM {
        return false;
    }
    let same_start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let same_end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    same_start + same_end + 1 >= a.len().max(b.len())
}
