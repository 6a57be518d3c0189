use super::super::heard::Part;
use super::super::machine::{Machine, Wording};
use super::super::matching::typed_key;
use super::super::show::Question;
use super::super::{BACK, Fault, Next, Reply};
use super::choose::evidence;
use crate::layout::Row;
use crate::model::{Confirm, Step, SummaryLine};
use crate::session::View;
use crate::value::Value;

const SEND: &str = "send";
const EDIT: &str = "edit";
const CANCEL: &str = "cancel";
/// The view that asks which line is wrong; with a line's number, the key of that line.
const LINES: &str = "=";

/// A line as shown.
struct Line<'a> {
    at: usize,
    label: String,
    value: String,
    edit: Option<&'a String>,
}

pub(super) fn enter(m: &mut Machine<'_>, step: &Step, wording: Wording) -> Next {
    m.give_back();
    m.session.edit = None;
    m.open(step, wording)
}

pub(super) fn answer(
    m: &mut Machine<'_>,
    step: &Step,
    confirm: &Confirm,
    part: &Part<'_>,
    seen: bool,
) -> Result<Reply, Fault> {
    let Part::Words(words) = part else { return Ok(Reply::Pass) };
    if !seen {
        return Ok(Reply::Pass);
    }
    let offered = m.session.open.as_ref().map(|open| open.offered.clone()).unwrap_or_default();
    match typed_key(words, &offered, &options(m, confirm)?) {
        Some(key) => pick(m, step, confirm, &key),
        None => Ok(Reply::Miss(m.unrecognised(step))),
    }
}

pub(super) fn pick(m: &mut Machine<'_>, step: &Step, confirm: &Confirm, key: &str) -> Result<Reply, Fault> {
    let own = key == SEND || (key == CANCEL && confirm.cancel.is_some()) || confirm.more.contains_key(key);
    if own {
        evidence(m, step, confirm.evidence, key);
        return Ok(Reply::leave(key));
    }
    if key == BACK {
        return Ok(turn_to(m, View::default()));
    }
    let lines = lines(m, confirm)?;
    let sections: Vec<&String> = lines.iter().filter_map(|line| line.edit).collect();
    match (key, key.strip_prefix(LINES).and_then(|at| at.parse::<usize>().ok())) {
        (EDIT, _) => match sections.as_slice() {
            [] => Ok(Reply::Pass),
            [only, rest @ ..] if rest.iter().all(|other| other == only) => Ok(correct(m, step, confirm, only)),
            _ => Ok(turn_to(m, View(LINES.to_owned()))),
        },
        (_, Some(at)) => {
            let line = lines.iter().find(|line| line.at == at).and_then(|line| line.edit);
            Ok(line.map_or(Reply::Pass, |section| correct(m, step, confirm, section)))
        }
        _ => Ok(Reply::Pass),
    }
}

fn turn_to(m: &mut Machine<'_>, view: View) -> Reply {
    if let Some(open) = &mut m.session.open {
        open.view = view;
    }
    Reply::Show
}

/// Runs the section again, as often as `max_edits` allows.
fn correct(m: &mut Machine<'_>, step: &Step, confirm: &Confirm, section: &str) -> Reply {
    let edits = m.session.edits.entry(step.id.clone()).or_default();
    *edits = edits.saturating_add(1);
    if *edits > confirm.max_edits {
        return Reply::leave("too_many_edits");
    }
    m.start_edit(step, section).map_or(Reply::Pass, Reply::Jump)
}

/// Buttons and lines alike: "detalle" typed at the summary corrects that line.
pub(super) fn options(m: &Machine<'_>, confirm: &Confirm) -> Result<Vec<Row>, Fault> {
    let lines = lines(m, confirm)?;
    let mut rows = buttons(m, confirm, &lines);
    rows.extend(line_rows(&lines));
    rows.extend(asks_which(m).then(|| Row::back(m.platform_text("back"))));
    Ok(rows)
}

fn asks_which(m: &Machine<'_>) -> bool {
    m.session.open.as_ref().is_some_and(|open| open.view.0 == LINES)
}

pub(super) fn question(m: &Machine<'_>, confirm: &Confirm) -> Result<Question, Fault> {
    let lines = lines(m, confirm)?;
    let open = m.text(&confirm.edit);
    if asks_which(m) {
        let mut rows = line_rows(&lines);
        rows.push(Row::back(m.platform_text("back")));
        return Ok(Question { body: m.platform_text("edit_prompt"), rows, open, pin: false });
    }
    Ok(Question { body: summary(m, confirm, &lines), rows: buttons(m, confirm, &lines), open, pin: false })
}

fn summary(m: &Machine<'_>, confirm: &Confirm, lines: &[Line<'_>]) -> String {
    let shown = lines.iter().map(|line| format!("*{}:* {}", line.label, line.value)).collect::<Vec<_>>().join("\n");
    let footer = confirm.footer.as_ref().map(|text| m.text(text)).unwrap_or_default();
    let parts = [m.text(&confirm.text), shown, footer];
    parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn buttons(m: &Machine<'_>, confirm: &Confirm, lines: &[Line<'_>]) -> Vec<Row> {
    let mut rows = vec![Row::new(SEND, m.text(&confirm.send))];
    rows.extend(confirm.more.iter().map(|(id, title)| Row::new(id.as_str(), m.text(title))));
    if lines.iter().any(|line| line.edit.is_some()) {
        rows.push(Row::new(EDIT, m.text(&confirm.edit)));
    }
    rows.extend(confirm.cancel.as_ref().map(|title| Row::new(CANCEL, m.text(title))));
    rows
}

fn line_rows(lines: &[Line<'_>]) -> Vec<Row> {
    let row = |line: &Line<'_>| Row {
        description: Some(line.value.clone()),
        ..Row::new(format!("{LINES}{}", line.at), line.label.as_str())
    };
    lines.iter().filter(|line| line.edit.is_some()).map(row).collect()
}

/// The lines that hold something.
fn lines<'c>(m: &Machine<'_>, confirm: &'c Confirm) -> Result<Vec<Line<'c>>, Fault> {
    let mut lines = Vec::new();
    for (at, line) in confirm.show.iter().enumerate() {
        let SummaryLine { label, value, edit } = line;
        if m.eval(value)? != Value::Null {
            lines.push(Line { at, label: m.text(label), value: value.render(&m.scope()), edit: edit.as_ref() });
        }
    }
    Ok(lines)
}
