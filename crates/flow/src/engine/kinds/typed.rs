//! Reading typed answers: numbers, dates, times and the like as people in Mexico write them.

use ventanilla_domain::{Timestamp, fold, words};

use super::super::words::yes_or_no;
use crate::model::AskType;
use crate::value::Value;

/// What words mean for a type.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Read {
    /// This.
    Value(Value),
    /// The right kind of thing, but impossible: 31/02, a phone of four digits.
    Wrong,
    /// Something else.
    Nothing,
}

const MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];
const DAY: i64 = 86_400_000;

/// Reads `text` as `kind`; `local` is the present in local time.
pub(crate) fn read(kind: AskType, text: &str, local: Timestamp) -> Read {
    let text = text.trim();
    match kind {
        AskType::Text => words_of(text),
        AskType::Number => number(text),
        AskType::Date => date(text, local),
        AskType::Time => time(text),
        AskType::Email => email(text),
        AskType::Phone => phone(text),
        AskType::Plate => plate(text),
        AskType::Yesno => yes_or_no(text).map_or(Read::Nothing, |yes| Read::Value(Value::Bool(yes))),
    }
}

fn text_value(text: impl Into<String>) -> Read {
    Read::Value(Value::Text(text.into()))
}

fn words_of(text: &str) -> Read {
    if text.chars().any(char::is_alphanumeric) { text_value(text) } else { Read::Nothing }
}

fn number(text: &str) -> Read {
    let found = text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '-')));
    let mut numbers = found.filter(|part| part.bytes().any(|b| b.is_ascii_digit()));
    let (Some(first), None) = (numbers.next(), numbers.next()) else { return Read::Nothing };
    let plain = first.trim_end_matches(['.', ',', '-']).replace(',', if thousands(first) { "" } else { "." });
    if let Ok(whole) = plain.parse::<i64>() {
        return Read::Value(Value::Int(whole));
    }
    match plain.parse::<f64>() {
        Ok(number) if number.is_finite() => Read::Value(Value::Number(number)),
        _ => Read::Wrong,
    }
}

/// `1,500` and `1,500.50`: the comma is the Mexican thousands separator when three digits follow.
fn thousands(text: &str) -> bool {
    let digits = |part: &str| part.bytes().take_while(u8::is_ascii_digit).count();
    text.split(',').skip(1).all(|part| digits(part) == 3)
}

fn date(text: &str, local: Timestamp) -> Read {
    let folded = fold(text);
    let relative = match folded.trim_matches(|c: char| !c.is_alphanumeric()) {
        "hoy" | "today" => Some(0),
        "ayer" | "yesterday" => Some(-1),
        "antier" | "anteayer" => Some(-2),
        _ => None,
    };
    let today = civil(local.0.div_euclid(DAY));
    if let Some(days) = relative {
        return made(civil(local.0.div_euclid(DAY) + days));
    }
    let parts: Vec<String> =
        words(text).into_iter().filter(|word| !matches!(word.as_str(), "de" | "del" | "el")).collect();
    match parts.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [year, month, day] if year.len() == 4 => dated(day, month, year, today.0),
        [day, month, year] => dated(day, month, year, today.0),
        [day, month] => dated(day, month, "", today.0),
        _ => Read::Nothing,
    }
}

fn dated(day: &str, month: &str, year: &str, this_year: i64) -> Read {
    let year = match year.len() {
        0 => Some(this_year),
        2 => year.parse().ok().map(|short: i64| 2000 + short),
        _ => year.parse().ok(),
    };
    match (year, month_number(month), day.parse().ok()) {
        (Some(year), Some(month), Some(day)) => made((year, month, day)),
        _ => Read::Nothing,
    }
}

/// A number, a name, or at least its first three letters.
fn month_number(month: &str) -> Option<i64> {
    let named = MONTHS.iter().zip(1..).find(|(name, _)| month.len() >= 3 && name.starts_with(month));
    named.map(|(_, number)| number).or_else(|| month.parse().ok())
}

fn made((year, month, day): (i64, i64, i64)) -> Read {
    let exists =
        (1900..=2100).contains(&year) && (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
    if exists { text_value(format!("{year:04}-{month:02}-{day:02}")) } else { Read::Wrong }
}

const fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 → year, month, day (Howard Hinnant's `civil_from_days`).
fn civil(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, of_year - (153 * shifted + 2) / 5 + 1)
}

fn time(text: &str) -> Read {
    let folded = fold(text).replace("p.m.", "pm").replace("a.m.", "am").replace("p. m.", "pm").replace("a. m.", "am");
    let spaced: String = folded.chars().flat_map(|c| if c.is_ascii_digit() { vec![c] } else { vec![' ', c] }).collect();
    let numbers: Vec<i64> = spaced.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect();
    let (hour, minute) = match numbers.as_slice() {
        [hour] => (*hour, 0),
        [hour, minute] => (*hour, *minute),
        _ => return Read::Nothing,
    };
    let afternoon = ["pm", "tarde", "noche"].iter().any(|word| folded.contains(word));
    let morning = ["am", "manana", "madrugada"].iter().any(|word| folded.contains(word)) || folded.contains("mañana");
    let hour = match hour {
        12 if morning => 0,
        1..=11 if afternoon => hour + 12,
        _ => hour,
    };
    if (0..24).contains(&hour) && (0..60).contains(&minute) {
        text_value(format!("{hour:02}:{minute:02}"))
    } else {
        Read::Wrong
    }
}

fn email(text: &str) -> Read {
    let found = text.split_whitespace().find(|word| word.contains('@'));
    let Some(address) = found.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())) else {
        return Read::Nothing;
    };
    let domain_ok = |domain: &str| domain.split('.').count() >= 2 && domain.split('.').all(|label| !label.is_empty());
    match address.split_once('@') {
        Some((name, domain)) if !name.is_empty() && !domain.contains('@') && domain_ok(domain) => {
            text_value(address.to_lowercase())
        }
        _ => Read::Wrong,
    }
}

/// Ten digits in Mexico, up to fifteen abroad (E.164).
fn phone(text: &str) -> Read {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    match digits.len() {
        0 => Read::Nothing,
        10..=15 if text.trim_start().starts_with('+') => text_value(format!("+{digits}")),
        10..=15 => text_value(digits),
        _ => Read::Wrong,
    }
}

/// Letters and digits, five to eight of them, some of each, whatever stands between them.
fn plate(text: &str) -> Read {
    let joined: String = text.chars().filter(|c| c.is_ascii_alphanumeric()).collect::<String>().to_ascii_uppercase();
    let (letters, digits) =
        (joined.bytes().any(|b| b.is_ascii_alphabetic()), joined.bytes().any(|b| b.is_ascii_digit()));
    match joined.len() {
        5..=8 if letters && digits => text_value(joined),
        _ if digits => Read::Wrong,
        _ => Read::Nothing,
    }
}
