//! `alert.raise`: somebody may be in danger now. Stored before anything else is asked, never lost to a later step.

use ventanilla_domain::AlertId;
use ventanilla_flow::input::Answer;
use ventanilla_flow::value::Value;
use ventanilla_store::NewAlert;

use super::arguments::Arguments;
use super::plain::plain;
use crate::Error;
use crate::turn::Turn;

/// Raises the alert; again with the same key is a duplicate.
pub(super) async fn raise(turn: &Turn<'_>, arguments: &Arguments<'_>, once: Option<&str>) -> Result<Answer, Error> {
    let id = AlertId::new(turn.app.ids().uuid());
    let answers = arguments.answers().into_iter().flatten();
    let answers = serde_json::Value::Object(answers.map(|(name, value)| (name.clone(), plain(value))).collect());
    let raised = turn
        .tx
        .insert_alert(NewAlert {
            id,
            once_key: once.map_or_else(|| id.to_string(), str::to_owned),
            conversation: turn.conversation.id,
            session: turn.running.as_ref().map(crate::turn::Running::id),
            answers,
            created_at: turn.now,
        })
        .await?;
    if raised {
        metrics::counter!("ventanilla_alerts_total").increment(1);
        turn.emit("alert.raised", &id.to_string(), "bot", serde_json::json!({ "conversation": turn.conversation.id }));
    }
    Ok(Answer::Acted { duplicate: !raised, result: Value::Null })
}
