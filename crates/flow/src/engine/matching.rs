//! Which option do typed words mean?

use ventanilla_domain::{fold, words};

use super::BACK;
use super::words::{leading_yes_or_no, yes_or_no};
use crate::layout::Row;

/// Letters from which one slip of the finger is forgiven.
const FORGIVING_FROM: usize = 5;
/// Longest title that slips are looked for in.
const MOST_BYTES: usize = 400;
/// Words people put before a number.
const BEFORE_NUMBERS: [&str; 9] = ["la", "el", "opcion", "the", "numero", "num", "no", "option", "number"];

/// Words for places in a list, folded.
const ORDINALS: [&[&str]; 10] = [
    &["primera", "primero", "primer", "1ra", "1era", "1ro", "1a", "first"],
    &["segunda", "segundo", "2da", "2do", "2a", "second"],
    &["tercera", "tercero", "tercer", "3ra", "3ro", "3a", "third"],
    &["cuarta", "cuarto", "4ta", "4to", "fourth"],
    &["quinta", "quinto", "5ta", "5to", "fifth"],
    &["sexta", "sexto", "sixth"],
    &["septima", "septimo", "seventh"],
    &["octava", "octavo", "eighth"],
    &["novena", "noveno", "ninth"],
    &["decima", "decimo", "tenth"],
];
/// Words for the end of a list, folded.
const LAST: [&str; 3] = ["ultima", "ultimo", "last"];

/// The key of the option that `typed` means: a number of the list shown last (`offered`), a title or an id, a place in that list, another
/// word for it, a title with one slip, or a yes or no that the answer begins with. None when nothing or more than one thing fits.
pub(crate) fn typed_key(typed: &str, offered: &[String], rows: &[Row]) -> Option<String> {
    if let Some(number) = number(typed) {
        return offered.get(number.checked_sub(1)?).cloned();
    }
    let (original, typed) = (typed, plain(typed));
    if typed.is_empty() {
        return None;
    }
    let titles: Vec<String> = rows.iter().map(|row| plain(&row.title)).collect();
    let only = |fits: &dyn Fn(&Row, &str) -> bool| only(rows, &titles, fits);
    only(&|row, title| title == typed || named(&row.key, &typed))
        .or_else(|| ordinal(&typed, offered))
        .or_else(|| only(&|row, _| row.also.iter().any(|word| plain(word) == typed)))
        .or_else(|| only(&|_, title| one_slip(&typed, title)))
        .or_else(|| yes_or_no(&typed).and_then(|yes| only(&|row, _| agrees(&row.title, yes))))
        .or_else(|| leading_yes_or_no(original).and_then(|yes| only(&|row, _| agrees(&row.title, yes))))
}

/// The key of the option whose whole title of two words or more is `typed`: nobody says "ver mi reporte" by chance, even before the
/// options were shown.
pub(crate) fn titled_key(typed: &str, rows: &[Row]) -> Option<String> {
    let typed = plain(typed);
    let titles: Vec<String> = rows.iter().map(|row| plain(&row.title)).collect();
    typed.contains(' ').then(|| only(rows, &titles, &|_, title| title == typed)).flatten()
}

/// "La primera", "el segundo", "última": a place in the list shown last, where the row that goes back is no option.
fn ordinal(typed: &str, offered: &[String]) -> Option<String> {
    let mut said = typed.split(' ').skip_while(|word| BEFORE_NUMBERS.contains(word));
    let (word, None) = (said.next()?, said.next()) else { return None };
    if LAST.contains(&word) {
        return offered.iter().rfind(|key| *key != BACK).cloned();
    }
    let at = ORDINALS.iter().position(|names| names.contains(&word))?;
    offered.get(at).cloned()
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
