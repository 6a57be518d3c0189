use super::Limits;
use super::labels::Label;
use super::slots::Slot;
use crate::model::{Catalogue, Kind};

/// Groups, options and rows of the catalogues that somebody chooses from.
pub(super) fn check(limits: &mut Limits<'_, '_, '_>) {
    let flow = limits.flow;
    let shown = |id: &str| {
        flow.steps.values().any(|step| matches!(&step.kind, Kind::Choose(choose) if choose.from.as_deref() == Some(id)))
    };
    for catalogue in flow.catalogues.values().filter(|catalogue| shown(&catalogue.id)) {
        rows(limits, catalogue);
        duplicates(limits, catalogue);
    }
}

fn rows(limits: &mut Limits<'_, '_, '_>, catalogue: &Catalogue) {
    let at = format!("catalogues/{}", catalogue.id);
    let groups =
        catalogue.groups.iter().map(|(id, group)| (format!("{at}/groups/{id}"), &group.title, &group.description));
    let options =
        catalogue.options.iter().map(|(id, option)| (format!("{at}/options/{id}"), &option.title, &option.description));
    let rows = catalogue.rows.iter().map(|(id, row)| (format!("{at}/rows/{id}"), &row.title, &row.description));
    for (address, title, description) in groups.chain(options).chain(rows) {
        let address_of_title = format!("{address}/title");
        limits.fits(&address_of_title, "this title", title, Slot::Row);
        limits.says_something(&address_of_title, "this title", title);
        if let Some(text) = description {
            limits.fits(&format!("{address}/description"), "this description", text, Slot::RowDescription);
        }
    }
}

/// No two groups, and no two rows of one group, read the same.
fn duplicates(limits: &mut Limits<'_, '_, '_>, catalogue: &Catalogue) {
    let at = format!("catalogues/{}", catalogue.id);
    let groups: Vec<_> = catalogue
        .groups
        .iter()
        .map(|(id, group)| Label::new(format!("{at}/groups/{id}/title"), &group.title))
        .collect();
    limits.differ(&groups);
    for group in catalogue.groups.keys().map(Some).chain([None]) {
        let options = catalogue.options.iter().filter(|(_, option)| option.group.as_ref() == group);
        let mut labels: Vec<_> =
            options.map(|(id, option)| Label::new(format!("{at}/options/{id}/title"), &option.title)).collect();
        let rows = catalogue.rows.iter().filter(|(_, row)| row.group.as_ref() == group);
        labels.extend(rows.map(|(id, row)| Label::new(format!("{at}/rows/{id}/title"), &row.title)));
        limits.differ(&labels);
    }
}
