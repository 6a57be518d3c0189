//! The registered actions of the platform that a flow may run (`act`). Each runs inside the turn's transaction, at most once per key.

mod alert;
mod arguments;
mod evidence;
mod find;
mod plain;
mod report;

use std::collections::BTreeMap;

use ventanilla_flow::input::Answer;
use ventanilla_flow::value::Value;

use crate::Error;
use crate::turn::Turn;
use arguments::Arguments;

/// Runs the action called `name`. An unknown one fails, which every flow must route.
pub(crate) async fn run(
    turn: &Turn<'_>,
    name: &str,
    with: &BTreeMap<String, Value>,
    once: Option<&str>,
) -> Result<Answer, Error> {
    let arguments = Arguments::new(with);
    match name {
        "report.file" => report::file(turn, &arguments, once).await,
        "report.save_draft" => report::save_draft(turn, &arguments, once).await,
        "report.find" => find::find(turn, &arguments).await,
        "report.add" => find::add(turn, &arguments).await,
        "alert.raise" => alert::raise(turn, &arguments, once).await,
        other => {
            tracing::error!(act = other, "a flow runs an action that does not exist");
            Ok(Answer::Failed)
        }
    }
}
