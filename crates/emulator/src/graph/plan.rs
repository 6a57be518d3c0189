//! What the faults in force do to one send.

use super::error::{GraphError, details};
use crate::faults::Fault;

/// What the faults in force do to an accepted send.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) delay_ms: u64,
    pub(super) cut: bool,
    pub(super) html: Option<u16>,
    pub(super) status_first: bool,
    pub(super) fail_with: Option<i64>,
}

/// A send that goes no further.
pub(super) enum Stopped {
    /// With an error of the API.
    Refused(GraphError),
    /// With an HTML page.
    Html(u16),
}

/// The faults of a send as one plan, or its end if one of them is fatal.
pub(super) fn read_faults(faults: Vec<Fault>) -> Result<Plan, Stopped> {
    let mut plan = Plan::default();
    for fault in faults {
        match fault {
            Fault::Refuse { code, http } => {
                let mut error = GraphError::new(code, details(code));
                error.http = http.unwrap_or(error.http);
                return Err(Stopped::Refused(error));
            }
            Fault::Html { status, accepted: false } => return Err(Stopped::Html(status)),
            Fault::Html { status, accepted: true } => plan.html = Some(status),
            Fault::FailLater { code } => plan.fail_with = Some(code),
            Fault::Slow { ms } => plan.delay_ms += ms,
            Fault::Drop => plan.cut = true,
            Fault::StatusFirst => plan.status_first = true,
            _ => {}
        }
    }
    Ok(plan)
}
