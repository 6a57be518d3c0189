//! `report.file` and `report.save_draft`: what a citizen told becomes a report, once.

use ventanilla_domain::{Folio, Priority, ReportId};
use ventanilla_flow::input::Answer;
use ventanilla_flow::value::Value;
use ventanilla_store::{Consent, Filed, NewReport, Report};

use super::arguments::Arguments;
use super::evidence;
use super::plain::plain;
use crate::Error;
use crate::turn::Turn;

/// Draws of a folio before filing fails: a second is needed once in 2²⁸/reports, a fourth practically never.
const FOLIO_DRAWS: u32 = 8;

/// Files the report and answers its folio. The same key again answers the same folio as a duplicate.
pub(super) async fn file(turn: &Turn<'_>, arguments: &Arguments<'_>, once: Option<&str>) -> Result<Answer, Error> {
    let mut new = new_report(turn, arguments, once);
    for _ in 0..FOLIO_DRAWS {
        new.folio = Some(Folio::from_random(turn.app.ids().random()));
        match turn.tx.insert_report(&new).await? {
            Filed::Inserted(id) => return filed(turn, arguments, &new, id).await,
            Filed::Duplicate(report) => return Ok(duplicate(&report)),
            Filed::FolioTaken => {}
        }
    }
    tracing::error!("no free folio was drawn");
    Ok(Answer::Failed)
}

/// Keeps what was told as a draft for an operator; answers nothing to remember.
pub(super) async fn save_draft(
    turn: &Turn<'_>,
    arguments: &Arguments<'_>,
    once: Option<&str>,
) -> Result<Answer, Error> {
    let new = new_report(turn, arguments, once);
    let Some(id) = turn.tx.save_draft(&new).await? else {
        return Ok(Answer::Acted { duplicate: true, result: Value::Null });
    };
    evidence::attach(turn, id, &arguments.files()).await?;
    turn.emit("report.draft", &id.to_string(), "bot", serde_json::json!({ "conversation": turn.conversation.id }));
    Ok(Answer::Acted { duplicate: false, result: Value::Null })
}

async fn filed(turn: &Turn<'_>, arguments: &Arguments<'_>, new: &NewReport, id: ReportId) -> Result<Answer, Error> {
    evidence::attach(turn, id, &arguments.files()).await?;
    if new.discreet && !turn.conversation.discreet {
        turn.tx.set_discreet(turn.conversation.id, true).await?;
    }
    metrics::counter!("ventanilla_reports_filed_total").increment(1);
    let payload = serde_json::json!({
        "conversation": turn.conversation.id,
        "channel": turn.conversation.channel_kind,
        "category": new.category,
        "subtype": new.subtype,
        "priority": new.priority,
        "anonymous": new.anonymous,
        "place": new.place.as_ref().map(|place| place.status),
        "flow": new.flow_hash,
    });
    turn.emit("report.filed", &id.to_string(), "citizen", payload);
    let folio = new.folio.as_ref().map(ToString::to_string).unwrap_or_default();
    Ok(Answer::Acted { duplicate: false, result: Value::Text(folio) })
}

fn duplicate(report: &Report) -> Answer {
    let folio = report.folio.as_ref().map(ToString::to_string).unwrap_or_default();
    Answer::Acted { duplicate: true, result: Value::Text(folio) }
}

fn new_report(turn: &Turn<'_>, arguments: &Arguments<'_>, once: Option<&str>) -> NewReport {
    let running = turn.running.as_ref();
    let priority = arguments.text("priority", "prioridad");
    NewReport {
        id: ReportId::new(turn.app.ids().uuid()),
        folio: None,
        once_key: once.map_or_else(|| turn.app.ids().uuid().to_string(), str::to_owned),
        conversation: turn.conversation.id,
        contact: turn.conversation.contact,
        channel: turn.conversation.channel,
        session: running.map(crate::turn::Running::id),
        flow_hash: running.map(|running| running.flow.hash.clone()),
        category: arguments.text("category", "categoria"),
        subtype: arguments.text("subtype", "subtipo"),
        priority: priority.as_deref().and_then(Priority::parse),
        cnie_priority: arguments.text("cnie_priority", "prioridad_cnie"),
        description: arguments.text("text", "relato"),
        place: arguments.place("place", "lugar"),
        answers: answers(arguments),
        anonymous: arguments.flag("anonymous"),
        discreet: arguments.flag("discreet") || is_discreet(turn, arguments),
        consent: consent(turn),
        queued_reason: None,
        at: turn.now,
    }
}

/// What the catalogue says of the category, so that a draft is as private as a report.
fn is_discreet(turn: &Turn<'_>, arguments: &Arguments<'_>) -> bool {
    let category = arguments.option("category", "categoria");
    category.zip(turn.running.as_ref()).is_some_and(|(category, running)| running.option_is_discreet(category))
}

/// The answers as plain JSON, for people and exports.
fn answers(arguments: &Arguments<'_>) -> serde_json::Value {
    let answers = arguments.answers().into_iter().flatten();
    serde_json::Value::Object(answers.map(|(name, value)| (name.clone(), plain(value))).collect())
}

/// Everything the citizen agreed to in this session, with the exact words shown.
fn consent(turn: &Turn<'_>) -> Option<Consent> {
    let agreed = &turn.running.as_ref()?.state.consents;
    let last = agreed.last()?;
    let text = agreed.iter().map(|a| format!("{}\n→ {}", a.shown, a.outcome)).collect::<Vec<_>>().join("\n\n");
    Some(Consent { text, message: last.message, at: last.at })
}
