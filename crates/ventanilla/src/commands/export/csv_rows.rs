//! CSV for spreadsheets: UTF-8 with a byte-order mark, and no cell that a spreadsheet would run as a formula.

use std::io::Write;

use ventanilla_app::ExportRow;

use super::RowWriter;
use crate::cli::ExportWhat;

const REPORTS: &[&str] = &[
    "folio",
    "state",
    "category",
    "subtype",
    "priority",
    "cnie_priority",
    "description",
    "latitude",
    "longitude",
    "place",
    "place_text",
    "place_status",
    "anonymous",
    "discreet",
    "evidence",
    "evidence_missing",
    "answers",
    "channel",
    "created_at",
    "id",
    "conversation",
    "flow",
];
const CONVERSATIONS: &[&str] =
    &["id", "channel", "contact", "owner", "owner_since", "messages", "discreet", "created_at", "last_message_at"];
const MESSAGES: &[&str] = &[
    "id",
    "conversation",
    "seq",
    "direction",
    "author",
    "text",
    "sent_at",
    "status",
    "status_at",
    "error_code",
    "step",
    "session",
];
const EVENTS: &[&str] = &["seq", "at", "kind", "subject", "actor", "payload"];

/// Writes one kind of rows.
pub(super) struct CsvRows {
    columns: &'static [&'static str],
}

impl CsvRows {
    pub(super) const fn new(what: ExportWhat) -> Self {
        let columns = match what {
            ExportWhat::Reports => REPORTS,
            ExportWhat::Conversations => CONVERSATIONS,
            ExportWhat::Messages => MESSAGES,
            ExportWhat::Events => EVENTS,
        };
        Self { columns }
    }
}

impl RowWriter for CsvRows {
    fn begin(&mut self, out: &mut dyn Write) -> anyhow::Result<()> {
        out.write_all("\u{feff}".as_bytes())?;
        record(out, self.columns.iter().map(|column| (*column).to_owned()))
    }

    fn row(&mut self, out: &mut dyn Write, row: ExportRow) -> anyhow::Result<()> {
        record(out, cells(row).into_iter().map(harmless))
    }

    fn end(&mut self, _: &mut dyn Write) -> anyhow::Result<()> {
        Ok(())
    }
}

fn record(out: &mut dyn Write, cells: impl Iterator<Item = String>) -> anyhow::Result<()> {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    writer.write_record(cells)?;
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    Ok(out.write_all(&bytes)?)
}

/// A cell that begins like a formula gets an apostrophe before it; numbers are left alone.
fn harmless(cell: String) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    if formula { format!("'{cell}") } else { cell }
}

fn cells(row: ExportRow) -> Vec<String> {
    match row {
        ExportRow::Report(row) => report(&row),
        ExportRow::Conversation(row) => conversation(&row),
        ExportRow::Message(row) => message(&row),
        ExportRow::Event(row) => {
            vec![row.seq.to_string(), row.at.to_rfc3339(), row.kind, row.subject, row.actor, row.payload.to_string()]
        }
    }
}

fn text<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn report(row: &ventanilla_store::ReportExport) -> Vec<String> {
    let report = &row.report;
    let place = report.place.as_ref();
    let missing = row.evidence.iter().filter(|piece| piece.state == ventanilla_store::EvidenceState::Missing).count();
    vec![
        text(report.folio.as_ref()),
        report.state.as_str().to_owned(),
        text(report.category.as_ref()),
        text(report.subtype.as_ref()),
        text(report.priority.map(ventanilla_domain::Priority::as_str)),
        text(report.cnie_priority.as_ref()),
        text(report.description.as_ref()),
        text(place.and_then(|place| place.latitude)),
        text(place.and_then(|place| place.longitude)),
        text(place.map(|place| &place.label)),
        text(place.and_then(|place| place.text.as_ref())),
        text(place.map(|place| place.status.as_str())),
        report.anonymous.to_string(),
        report.discreet.to_string(),
        row.evidence.len().to_string(),
        missing.to_string(),
        report.answers.to_string(),
        row.channel_kind.as_str().to_owned(),
        report.created_at.to_rfc3339(),
        report.id.to_string(),
        report.conversation.to_string(),
        text(report.flow_hash.as_ref()),
    ]
}

fn conversation(row: &ventanilla_store::ConversationExport) -> Vec<String> {
    let conversation = &row.conversation;
    vec![
        conversation.id.to_string(),
        conversation.channel_kind.as_str().to_owned(),
        conversation.contact.to_string(),
        conversation.owner.as_str().to_owned(),
        conversation.owner_since.to_rfc3339(),
        conversation.message_seq.to_string(),
        conversation.discreet.to_string(),
        conversation.created_at.to_rfc3339(),
        text(row.last_message_at.map(ventanilla_domain::Timestamp::to_rfc3339)),
    ]
}

fn message(row: &ventanilla_store::MessageExport) -> Vec<String> {
    let message = &row.message;
    vec![
        message.id.to_string(),
        message.conversation.to_string(),
        message.seq.to_string(),
        message.direction.as_str().to_owned(),
        message.author.as_str().to_owned(),
        row.text.clone(),
        message.sent_at.to_rfc3339(),
        text(message.status.map(ventanilla_domain::DeliveryStatus::as_str)),
        text(message.status_at.map(ventanilla_domain::Timestamp::to_rfc3339)),
        text(message.error_code),
        text(message.step.as_ref()),
        text(message.session),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_cannot_run_as_a_formula() {
        assert_eq!(harmless("=HYPERLINK(\"x\")".to_owned()), "'=HYPERLINK(\"x\")");
        assert_eq!(harmless("-100.9931".to_owned()), "-100.9931");
        assert_eq!(harmless("@sum".to_owned()), "'@sum");
        assert_eq!(harmless("hola".to_owned()), "hola");
    }
}
