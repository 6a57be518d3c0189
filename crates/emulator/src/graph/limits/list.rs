//! Lists (whatsapp-cloud-api 5.2, 5.6).

use super::fields::{Fields, unique};
use crate::graph::error::GraphError;

const MOST_ROWS: usize = 10;

pub(super) fn check(action: &Fields<'_>) -> Result<(), GraphError> {
    action.bounded("button", 20)?;
    let sections = action.list("sections", 1, 10)?;
    let mut ids = Vec::new();
    for (place, section) in sections.iter().enumerate() {
        let section = Fields::of(section, &action.path(&format!("sections[{place}]")))?;
        if sections.len() > 1 {
            section.bounded("title", 24)?;
        } else {
            section.optional_text("title", 24)?;
        }
        for (place, row) in section.list("rows", 1, MOST_ROWS)?.iter().enumerate() {
            let row = Fields::of(row, &section.path(&format!("rows[{place}]")))?;
            unique(&mut ids, row.bounded("id", 200)?, &row.path("id"))?;
            row.bounded("title", 24)?;
            row.optional_text("description", 72)?;
        }
    }
    if ids.len() > MOST_ROWS {
        return Err(GraphError::invalid(format!(
            "Total row count exceed max allowed count: {MOST_ROWS}, got {}.",
            ids.len()
        )));
    }
    Ok(())
}
