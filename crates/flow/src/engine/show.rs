//! The end of a turn: words and question become as few bubbles as possible.

use ventanilla_domain::{ChannelLimits, OutboundContent};

use super::machine::{Machine, Wording};
use super::tap::option_id;
use super::{Fault, kinds};
use crate::effect::Effect;
use crate::layout::{Row, Sheet, bubbles, fits, join};
use crate::model::{Kind, Step};
use crate::session::Purpose;

/// A question before it is laid out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Question {
    /// The words.
    pub(crate) body: String,
    /// What can be tapped.
    pub(crate) rows: Vec<Row>,
    /// Label of the button that opens a list.
    pub(crate) open: String,
    /// Asks for a pin.
    pub(crate) pin: bool,
}

impl Machine<'_> {
    /// Sends what was said, with the open question if it must be shown.
    pub(crate) fn speak(&mut self) {
        if let Some(wording) = self.show.take()
            && let Some(step) = self.question()
            && let Err(fault) = self.show_question(step, wording)
        {
            self.fault(&step.id, fault);
        }
        if self.holds_back() {
            self.session.held = std::mem::take(&mut self.said);
        } else {
            self.say_now();
        }
    }

    /// Sends what was said so far without waiting for a question.
    pub(crate) fn say_now(&mut self) {
        let said = std::mem::take(&mut self.said);
        let Some(last) = said.last() else { return };
        let step = last.step.clone();
        let texts: Vec<String> = said.into_iter().map(|said| said.text).collect();
        for body in join(&texts, self.env.limits.text_body) {
            self.send(&step, OutboundContent::Text { body });
        }
    }

    /// Puts what was said before `words` into the same bubble when `fits` allows, else sends it first.
    pub(crate) fn with_said(&mut self, words: &str, fits: impl Fn(&str) -> bool) -> String {
        if self.said.is_empty() {
            return words.to_owned();
        }
        let before = self.said.iter().map(|said| said.text.as_str()).collect::<Vec<_>>().join("\n\n");
        let merged = if words.is_empty() { before } else { format!("{before}\n\n{words}") };
        if fits(&merged) {
            self.said.clear();
            return merged;
        }
        self.say_now();
        words.to_owned()
    }

    pub(crate) fn send(&mut self, step: &str, content: OutboundContent) {
        self.effects.push(Effect::Send { content, step: step.to_owned() });
    }

    /// A step waits for the outside world, whose answer comes in the same breath (DESIGN section 3: a turn is one transaction): what
    /// was said waits for the question that follows.
    fn holds_back(&self) -> bool {
        let walking = self.session.ended.is_none() && self.session.open.is_none();
        walking && self.session.pending.values().any(|pending| matches!(pending.purpose, Purpose::Step { .. }))
    }

    fn show_question(&mut self, step: &Step, wording: Wording) -> Result<(), Fault> {
        let Some(open) = self.session.open.clone() else { return Ok(()) };
        let evidence = keeps_evidence(&step.kind);
        let wording = if evidence && open.shown_at.is_none() { Wording::Full } else { wording };
        let question = kinds::question(self, step, wording)?;
        let limits = self.env.limits;
        let rows = self.with_ids(&question.rows, open.ask, &step.id, &limits);
        let sheet = Sheet { rows: &rows, open: &question.open, pin: question.pin };
        let body = self.with_said(question.body.trim(), |body| fits(body, &sheet, &limits));
        for bubble in bubbles(&body, &sheet, &limits) {
            self.send(&step.id, bubble);
        }
        self.note_shown(question, (evidence && wording == Wording::Full).then_some(body));
        Ok(())
    }

    fn with_ids(&self, rows: &[Row], ask: u32, step: &str, limits: &ChannelLimits) -> Vec<Row> {
        let id = |key: &str| option_id(self.session.id, ask, step, key, limits.option_id);
        rows.iter().map(|row| Row { key: id(&row.key), ..row.clone() }).collect()
    }

    fn note_shown(&mut self, question: Question, evidence: Option<String>) {
        let now = self.now();
        if let Some(open) = &mut self.session.open {
            open.offered = question.rows.into_iter().map(|row| row.key).collect();
            open.shown_at = Some(now);
            open.shown = evidence.or_else(|| open.shown.take());
        }
    }
}

const fn keeps_evidence(kind: &Kind) -> bool {
    match kind {
        Kind::Choose(choose) => choose.evidence,
        Kind::Confirm(confirm) => confirm.evidence,
        _ => false,
    }
}
