use indexmap::IndexMap;

use super::super::heard::Part;
use super::super::machine::{Machine, Wording};
use super::super::matching::{titled_key, typed_key};
use super::super::show::Question;
use super::super::words::has_content;
use super::super::{BACK, Fault, Next, Reply};
use super::worded;
use crate::effect::Record;
use crate::layout::{Groups, Labels, Row, level};
use crate::model::{Catalogue, Choose, Step, Text, outcome};
use crate::session::View;
use crate::value::{OptionRef, Value};

/// With `prefill`, a held value answers it, except while its section is being corrected.
pub(super) fn enter(m: &mut Machine<'_>, step: &Step, choose: &Choose, wording: Wording) -> Next {
    match held(m, step, choose) {
        Some(outcome) if choose.prefill && m.session.edit.is_none() && !m.session.returning.contains(&step.id) => {
            Next::Leave(outcome)
        }
        _ => m.open(step, wording),
    }
}

fn held(m: &Machine<'_>, step: &Step, choose: &Choose) -> Option<String> {
    match step.store.as_ref().and_then(|var| m.var(var))? {
        Value::Text(id) if choose.options.contains_key(id) => Some(id.clone()),
        Value::Option(_) if choose.from.is_some() => Some(outcome::CHOSEN.to_owned()),
        _ => None,
    }
}

/// Words name an option, or are kept when the step has `free_text`.
pub(super) fn answer(
    m: &mut Machine<'_>,
    step: &Step,
    choose: &Choose,
    part: &Part<'_>,
    seen: bool,
) -> Result<Reply, Fault> {
    let Part::Words(words) = part else { return Ok(Reply::Pass) };
    let key = if seen { named(m, step, choose, words)? } else { titled(m, step, choose, words)? };
    if let Some(key) = key {
        return pick(m, step, choose, &key);
    }
    match &choose.free_text {
        Some(var) if has_content(words, seen) => {
            m.store(var, Value::Text(words.trim().to_owned()));
            Ok(Reply::leave(outcome::TEXT))
        }
        _ if seen => Ok(Reply::Miss(m.unrecognised(step))),
        _ => Ok(Reply::Pass),
    }
}

fn named(m: &Machine<'_>, step: &Step, choose: &Choose, words: &str) -> Result<Option<String>, Fault> {
    let offered = m.session.open.as_ref().map(|open| open.offered.as_slice()).unwrap_or_default();
    Ok(typed_key(words, offered, &options(m, step, choose)?))
}

/// An option that was called by its whole title before it was shown; never where the choice is a consent to what is shown.
fn titled(m: &Machine<'_>, step: &Step, choose: &Choose, words: &str) -> Result<Option<String>, Fault> {
    if choose.evidence {
        return Ok(None);
    }
    Ok(titled_key(words, &options(m, step, choose)?))
}

/// An option, or a row that leads to another view of them.
pub(super) fn pick(m: &mut Machine<'_>, step: &Step, choose: &Choose, key: &str) -> Result<Reply, Fault> {
    if let Some(view) = view(m, choose, key) {
        if let Some(open) = &mut m.session.open {
            open.view = view;
        }
        return Ok(Reply::Show);
    }
    let Some(outcome) = keep(m, step, choose, key)? else { return Ok(Reply::Pass) };
    evidence(m, step, choose.evidence, &outcome);
    Ok(Reply::Leave(outcome))
}

/// Keeps the answer `key` and names its outcome; none when it is no option of this step.
fn keep(m: &mut Machine<'_>, step: &Step, choose: &Choose, key: &str) -> Result<Option<String>, Fault> {
    if let Some(option) = choose.options.get(key) {
        let offered = option.when.as_ref().map_or(Ok(true), |when| m.holds(when))?;
        if offered {
            m.store_answer(step, Value::Text(key.to_owned()));
        }
        return Ok(offered.then(|| key.to_owned()));
    }
    let Some(catalogue) = catalogue(m, choose) else { return Ok(None) };
    let option = |id: &str| Value::Option(OptionRef { catalogue: catalogue.id.clone(), id: id.to_owned() });
    if catalogue.options.contains_key(key) {
        m.store_answer(step, option(key));
        return Ok(Some(outcome::CHOSEN.to_owned()));
    }
    let Some(row) = catalogue.rows.get(key) else { return Ok(None) };
    m.store_answer(step, option(&row.of));
    for (var, expr) in &row.set {
        let value = m.eval(expr)?;
        m.store(var, value);
    }
    Ok(Some(outcome::CHOSEN.to_owned()))
}

/// The view that a row with this key leads to.
fn view(m: &Machine<'_>, choose: &Choose, key: &str) -> Option<View> {
    if key == BACK {
        return Some(View::default());
    }
    let view = View(key.to_owned());
    let known = match view.parts() {
        (Some(group), _) => catalogue(m, choose).is_some_and(|catalogue| catalogue.groups.contains_key(group)),
        (None, _) => key.starts_with('>'),
    };
    known.then_some(view)
}

/// For the log: the exact bubble that was answered (FLOW.md section 3, `evidence`).
pub(super) fn evidence(m: &mut Machine<'_>, step: &Step, keep: bool, outcome: &str) {
    if keep {
        let shown = m.session.open.as_ref().and_then(|open| open.shown.clone()).unwrap_or_default();
        let message = m.message;
        m.record(Record::Evidence { step: step.id.clone(), outcome: outcome.to_owned(), shown, message });
    }
}

/// Every option, the groups, and the rows of the view that is shown.
pub(super) fn options(m: &Machine<'_>, _step: &Step, choose: &Choose) -> Result<Vec<Row>, Fault> {
    let mut rows = rows(m, choose)?;
    let shown = shown(m, choose, &rows);
    let groups = catalogue(m, choose).map(|catalogue| groups(m, catalogue)).unwrap_or_default();
    rows.extend(shown);
    rows.extend(
        groups
            .into_iter()
            .filter(|(id, _)| rows_of(m, choose, id) > 1)
            .map(|(id, row)| Row { key: format!("@{id}"), ..row }),
    );
    Ok(rows)
}

pub(super) fn question(m: &Machine<'_>, _step: &Step, choose: &Choose, wording: Wording) -> Result<Question, Fault> {
    let group = m.session.open.as_ref().and_then(|open| open.view.parts().0.map(str::to_owned));
    let group = group.and_then(|id| catalogue(m, choose)?.groups.get(&id));
    let body = match group {
        Some(group) => m.group_prompt(&m.text(&group.title)),
        None => worded(m, &choose.text, choose.again.as_ref(), wording),
    };
    let rows = shown(m, choose, &rows(m, choose)?);
    Ok(Question { body, rows, open: m.text(&choose.list.open), pin: false })
}

/// The rows of the view that is shown.
fn shown(m: &Machine<'_>, choose: &Choose, rows: &[Row]) -> Vec<Row> {
    let groups = catalogue(m, choose).map(|catalogue| groups(m, catalogue)).unwrap_or_default();
    let view = m.session.open.as_ref().map(|open| open.view.clone()).unwrap_or_default();
    let labels = Labels { back: m.text(&choose.list.back), more: m.platform_text("more") };
    level(rows, &groups, &view, &m.env.limits, &labels)
}

/// Options of the catalogue, its further rows, then the inline options that are offered now.
fn rows(m: &Machine<'_>, choose: &Choose) -> Result<Vec<Row>, Fault> {
    let mut rows = catalogue(m, choose).map(|catalogue| from(m, catalogue)).unwrap_or_default();
    for (id, option) in &choose.options {
        if option.when.as_ref().map_or(Ok(true), |when| m.holds(when))? {
            rows.push(row(m, id, &option.title, option.description.as_ref(), None));
        }
    }
    Ok(rows)
}

fn from(m: &Machine<'_>, catalogue: &Catalogue) -> Vec<Row> {
    let options = catalogue.options.iter().map(|(id, option)| Row {
        also: option.also.clone(),
        ..row(m, id, &option.title, option.description.as_ref(), option.group.as_ref())
    });
    let aliases = catalogue
        .rows
        .iter()
        .map(|(id, alias)| row(m, id, &alias.title, alias.description.as_ref(), alias.group.as_ref()));
    options.chain(aliases).collect()
}

fn groups(m: &Machine<'_>, catalogue: &Catalogue) -> Groups {
    let groups: IndexMap<String, Row> = catalogue
        .groups
        .iter()
        .map(|(id, group)| (id.clone(), row(m, id, &group.title, group.description.as_ref(), None)))
        .collect();
    groups
}

fn rows_of(m: &Machine<'_>, choose: &Choose, group: &str) -> usize {
    let in_group = |of: Option<&String>| of.is_some_and(|of| of == group);
    catalogue(m, choose).map_or(0, |catalogue| {
        catalogue.options.values().filter(|option| in_group(option.group.as_ref())).count()
            + catalogue.rows.values().filter(|row| in_group(row.group.as_ref())).count()
    })
}

fn row(m: &Machine<'_>, key: &str, title: &Text, description: Option<&Text>, group: Option<&String>) -> Row {
    Row {
        key: key.to_owned(),
        title: m.text(title),
        description: description.map(|text| m.text(text)),
        group: group.cloned(),
        also: Vec::new(),
    }
}

fn catalogue<'a>(m: &Machine<'a>, choose: &Choose) -> Option<&'a Catalogue> {
    m.flow.catalogues.get(choose.from.as_ref()?)
}
