use crate::parse::{Mark, outline};

/// The lines of `text`, each where it belongs.
pub(super) fn formatted(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let marks = outline(&text);
    let lines: Vec<&str> = text.lines().collect();
    let places = places(&lines, &marks);
    let mut written = Vec::new();
    let mut shift = 0;
    for (at, (line, place)) in lines.iter().zip(&places).enumerate() {
        match place {
            Place::Structure(column) => {
                let placed = structure(line, *column);
                shift = indent(&placed) as isize - indent(line) as isize;
                written.push(placed);
            }
            Place::Inside { raw } => written.push(moved(line, shift, *raw)),
            Place::Free => free(line, next_column(&lines, &places, at), &mut written),
        }
    }
    while written.last().is_some_and(String::is_empty) {
        written.pop();
    }
    written.join("\n") + "\n"
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// It begins with a key, an item or a value; the column of the first of them, markers of lists not counted.
    Structure(usize),
    /// It goes on with something that began on an earlier line; `raw` when its white space is content.
    Inside { raw: bool },
    /// A comment or nothing.
    Free,
}

fn places(lines: &[&str], marks: &[Mark]) -> Vec<Place> {
    let mut places = vec![Place::Free; lines.len()];
    for mark in marks {
        if let Some(place) = places.get_mut(mark.line)
            && *place == Place::Free
        {
            *place = Place::Structure(mark.column);
        }
        for place in places.iter_mut().take(mark.last + 1).skip(mark.line + 1) {
            *place = Place::Inside { raw: mark.block_text };
        }
    }
    places
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// A line of the structure: its list markers one space apart, its first node at `column`.
fn structure(line: &str, column: usize) -> String {
    let mut rest = line.trim();
    let mut markers = 0;
    while let Some(after) = rest.strip_prefix("- ") {
        rest = after.trim_start();
        markers += 1;
    }
    format!("{}{}{rest}", " ".repeat(column.saturating_sub(2 * markers)), "- ".repeat(markers))
}

fn moved(line: &str, shift: isize, raw: bool) -> String {
    if line.trim().is_empty() {
        return if raw { line.to_owned() } else { String::new() };
    }
    let spaces = (indent(line) as isize + shift).max(0) as usize;
    let rest = line.trim_start_matches(' ');
    format!("{}{}", " ".repeat(spaces), if raw { rest } else { rest.trim_end() })
}

/// Comments stand like the line they are about, the next one; of blank lines one is left.
fn free(line: &str, column: usize, written: &mut Vec<String>) {
    let words = line.trim();
    if !words.is_empty() {
        written.push(format!("{}{words}", " ".repeat(column)));
    } else if written.last().is_some_and(|last| !last.is_empty()) {
        written.push(String::new());
    }
}

fn next_column(lines: &[&str], places: &[Place], at: usize) -> usize {
    let next = places.iter().zip(lines).skip(at).find_map(|(place, line)| match place {
        Place::Structure(column) => Some(indent(&structure(line, *column))),
        _ => None,
    });
    next.unwrap_or(0)
}
