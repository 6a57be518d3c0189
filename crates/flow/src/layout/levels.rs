//! More options than a list has rows: two levels by groups, else pages.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use ventanilla_domain::ChannelLimits;

use super::Row;
use crate::session::View;

/// Rows of a page where the channel shows numbered lines: what a phone screen holds.
const NUMBERED_ROWS: usize = 10;

/// Rows of the groups in order; keys are group ids.
pub(crate) type Groups = IndexMap<String, Row>;

/// Labels of the rows that lead to another view.
#[derive(Debug, Clone)]
pub(crate) struct Labels {
    /// Back to the first level.
    pub(crate) back: String,
    /// To the next page.
    pub(crate) more: String,
}

/// The rows to show of `all` at `view`: all of them when they fit, else groups first, else pages. Group rows, "back" and "more" have
/// the view they lead to as their key. A group with a single row is that row under the group's title.
pub(crate) fn level(all: &[Row], groups: &Groups, view: &View, limits: &ChannelLimits, labels: &Labels) -> Vec<Row> {
    let room = if limits.rows > 0 { limits.rows } else { NUMBERED_ROWS };
    let (group, page) = view.parts();
    if all.len() <= room && group.is_none() {
        return all.to_vec();
    }
    match group {
        Some(group) => {
            let rows: Vec<Row> = all.iter().filter(|row| row.group.as_deref() == Some(group)).cloned().collect();
            paged(rows, &format!("@{group}"), page, room, labels, true)
        }
        None => paged(first_level(all, groups), "", page, room, labels, page > 0),
    }
}

fn first_level(all: &[Row], groups: &Groups) -> Vec<Row> {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for group in all.iter().filter_map(|row| row.group.as_deref()) {
        *sizes.entry(group).or_default() += 1;
    }
    let mut rows: Vec<Row> = Vec::new();
    for (id, group) in groups {
        match sizes.get(id.as_str()) {
            None => {}
            Some(1) => rows.extend(
                all.iter()
                    .find(|row| row.group.as_ref() == Some(id))
                    .map(|only| Row { key: only.key.clone(), ..group.clone() }),
            ),
            Some(_) => rows.push(Row { key: format!("@{id}"), ..group.clone() }),
        }
    }
    let known = |row: &&Row| row.group.as_ref().is_some_and(|group| groups.contains_key(group));
    rows.extend(all.iter().filter(|row| !known(row)).cloned());
    rows
}

/// Page `page` of `rows`, with "more" when there are further pages and "back" when asked for or not on the first page.
fn paged(rows: Vec<Row>, level: &str, page: usize, room: usize, labels: &Labels, back: bool) -> Vec<Row> {
    let back_rows = usize::from(back);
    if rows.len() + back_rows <= room && page == 0 {
        return with_back(rows, back, labels);
    }
    let size = room.saturating_sub(2).max(1);
    let pages = rows.len().div_ceil(size).max(1);
    let page = page.min(pages - 1);
    let mut shown: Vec<Row> = rows.into_iter().skip(page * size).take(size).collect();
    if page + 1 < pages {
        shown.push(Row::new(format!("{level}>{}", page + 1), labels.more.as_str()));
    }
    with_back(shown, back || page > 0, labels)
}

fn with_back(mut rows: Vec<Row>, back: bool, labels: &Labels) -> Vec<Row> {
    if back {
        rows.push(Row::back(labels.back.as_str()));
    }
    rows
}
