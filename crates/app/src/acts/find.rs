//! `report.find` and `report.add`: a citizen asks about a report of their own, or adds to it.

use std::collections::BTreeMap;

use ventanilla_domain::{EvidenceId, Folio};
use ventanilla_flow::input::Answer;
use ventanilla_flow::value::Value;
use ventanilla_store::{NewEvidence, Report};

use super::arguments::Arguments;
use super::evidence;
use crate::Error;
use crate::turn::Turn;

/// Finds a report by `folio`, only for the contact who filed it; without a folio the latest one. Answers a map with `folio`, `category`,
/// `state`, `created` (a date), or null when there is none: whether the folio exists for somebody else is not told.
pub(super) async fn find(turn: &Turn<'_>, arguments: &Arguments<'_>) -> Result<Answer, Error> {
    let result = own_report(turn, arguments).await?.map_or(Value::Null, |report| describe(&report));
    Ok(Answer::Acted { duplicate: false, result })
}

/// Adds `text` and `media` to the report called `folio`. Fails when it is not the contact's own.
pub(super) async fn add(turn: &Turn<'_>, arguments: &Arguments<'_>) -> Result<Answer, Error> {
    let Some(report) = own_report(turn, arguments).await? else { return Ok(Answer::Failed) };
    evidence::attach(turn, report.id, &arguments.files()).await?;
    if arguments.text("text", "agregado").is_some() {
        // The words themselves are in the message.
        let note = NewEvidence {
            id: EvidenceId::new(turn.app.ids().uuid()),
            report: report.id,
            message: turn.heard,
            media: None,
            kind: "note".to_owned(),
            created_at: turn.now,
        };
        turn.tx.insert_evidence(note).await?;
    }
    let payload = serde_json::json!({ "conversation": turn.conversation.id });
    turn.emit("report.added", &report.id.to_string(), "citizen", payload);
    Ok(Answer::Acted { duplicate: false, result: describe(&report) })
}

async fn own_report(turn: &Turn<'_>, arguments: &Arguments<'_>) -> Result<Option<Report>, Error> {
    let contact = turn.conversation.contact;
    match arguments.text("folio", "folio") {
        Some(text) => match text.parse::<Folio>() {
            Ok(folio) => Ok(turn.tx.report_by_folio(&folio, contact).await?),
            Err(_) => Ok(None),
        },
        None => Ok(turn.tx.latest_report(contact).await?),
    }
}

fn describe(report: &Report) -> Value {
    let created: String = report.created_at.to_rfc3339().chars().take(10).collect();
    let text = |text: &str| Value::Text(text.to_owned());
    Value::Map(BTreeMap::from([
        ("folio".to_owned(), report.folio.as_ref().map_or(Value::Null, |folio| text(folio.as_str()))),
        ("category".to_owned(), report.category.as_deref().map_or(Value::Null, text)),
        ("state".to_owned(), text(report.state.as_str())),
        ("created".to_owned(), Value::Text(created)),
    ]))
}
