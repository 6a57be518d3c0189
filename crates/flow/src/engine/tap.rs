//! Ids of options as the channel carries them, and taps on them: now, twice, too late, from another session.

use ventanilla_domain::{ChannelLimits, SessionId};

use super::machine::Machine;
use super::matching::typed_key;
use super::{Fault, Miss, Reply, kinds};
use crate::model::Step;

/// Digits of the session id that stand in an option's id. The last ones: a UUIDv7 begins with the time.
const SESSION_DIGITS: usize = 8;

/// `{session}.{ask}.{step}.{key}`, within `limit`: where that is too long the step is left out, it is for people who read logs.
pub(crate) fn option_id(session: SessionId, ask: u32, step: &str, key: &str, limit: usize) -> String {
    let session = marker(session);
    let id = format!("{session}.{ask}.{step}.{key}");
    if ChannelLimits::length(&id) <= limit { id } else { format!("{session}.{ask}..{key}") }
}

/// What the engine calls the option whose id this is; ids of others are none.
pub(crate) fn key_of(id: &str) -> Option<&str> {
    parse(id).map(|(_, _, key)| key)
}

fn parse(id: &str) -> Option<(&str, u32, &str)> {
    let mut parts = id.splitn(4, '.');
    let (session, ask, _, key) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    Some((session, ask.parse().ok()?, key))
}

fn marker(session: SessionId) -> String {
    let hex = session.uuid().simple().to_string();
    hex.get(hex.len().saturating_sub(SESSION_DIGITS)..).unwrap_or_default().to_owned()
}

impl Machine<'_> {
    /// The citizen tapped an option. The same tap twice is absorbed, and so is one on a question that has not been seen.
    pub(crate) fn tap(&mut self, id: &str, title: &str) {
        if self.session.last_tap.as_deref() == Some(id) {
            return;
        }
        let (Some(step), Some(open)) = (self.question(), &self.session.open) else { return };
        if open.shown_at.is_none() {
            return;
        }
        let key = match parse(id) {
            Some((session, ask, key)) if session == marker(self.session.id) => {
                (ask == open.ask).then(|| key.to_owned())
            }
            _ => self.key_by_title(title),
        };
        let reply = key.map_or(Ok(Reply::Pass), |key| kinds::pick(self, step, &key));
        match reply {
            Ok(Reply::Pass) => self.stale_tap(step),
            reply => self.picked(step, id, reply),
        }
    }

    fn picked(&mut self, step: &Step, id: &str, reply: Result<Reply, Fault>) {
        self.session.last_tap = Some(id.to_owned());
        match reply {
            Ok(Reply::Leave(outcome)) => self.go_by(step, &outcome),
            Ok(Reply::Jump(target)) => self.go(target),
            Ok(Reply::Show) => self.show_again(),
            Ok(Reply::Miss(miss)) => self.miss(step, miss),
            Ok(Reply::Stay | Reply::Pass) => {}
            Err(fault) => {
                self.fault(&step.id, fault);
            }
        }
    }

    fn stale_tap(&mut self, step: &Step) {
        let miss = Miss { why: "stale", words: Some(self.platform_text("stale")) };
        self.miss(step, miss);
    }

    /// A button of another session stands for the words on it.
    fn key_by_title(&self, title: &str) -> Option<String> {
        let step = self.question()?;
        typed_key(title, &[], &kinds::options(self, step).ok()?)
    }
}
