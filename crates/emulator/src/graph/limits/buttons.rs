//! Reply buttons (whatsapp-cloud-api 5.2, 5.6).

use super::fields::{Fields, trimmed, unique};
use crate::graph::error::GraphError;

pub(super) fn check(action: &Fields<'_>) -> Result<(), GraphError> {
    let (mut ids, mut titles) = (Vec::new(), Vec::new());
    for (place, button) in action.list("buttons", 1, 3)?.iter().enumerate() {
        let button = Fields::of(button, &action.path(&format!("buttons[{place}]")))?;
        if button.text("type")? != "reply" {
            return Err(GraphError::invalid(format!("'{}' must be \"reply\".", button.path("type"))));
        }
        let reply = button.object("reply")?;
        let id = reply.bounded("id", 256)?;
        let title = reply.bounded("title", 20)?;
        trimmed(id, &reply.path("id"))?;
        trimmed(title, &reply.path("title"))?;
        unique(&mut ids, id, &reply.path("id"))?;
        unique(&mut titles, title, &reply.path("title"))?;
    }
    Ok(())
}
