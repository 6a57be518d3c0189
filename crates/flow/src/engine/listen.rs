//! What a citizen sent, in order: a tap, a watch, an answer to the open question, something that is good for later.

use ventanilla_domain::{Content, MediaKind};

use super::heard::{Heard, Part, degrees};
use super::machine::{Machine, Wording};
use super::words::is_greeting;
use super::{Fault, Miss, Reply, kinds};
use crate::input::Message;
use crate::model::Step;
use crate::value::MediaRef;

/// `content` as JSON can carry it: a pin to a centimetre, one that is none (not a number) as something unknown.
fn sound(content: Content) -> Content {
    match content {
        Content::Location { latitude, longitude, name, address } => {
            match (degrees(latitude, 90.0), degrees(longitude, 180.0)) {
                (Some(latitude), Some(longitude)) => Content::Location { latitude, longitude, name, address },
                _ => Content::Unsupported { kind: Some("location".to_owned()), code: None },
            }
        }
        other => other,
    }
}

/// Whether somebody told us something with it: a voice note, a pin.
fn speaks(part: &Part<'_>) -> bool {
    matches!(part, Part::Pin(_) | Part::File(MediaRef { kind: MediaKind::Audio, .. }))
}

/// What the parts of a message came to, when none of them answered.
#[derive(Default)]
struct Tally {
    taken: bool,
    kept: bool,
    miss: Option<Miss>,
}

impl Machine<'_> {
    /// A citizen's message.
    pub(crate) fn hear(&mut self, message: &Message) {
        let quiet = Heard::of(message).quiet;
        if !self.session.begun {
            if quiet {
                return;
            }
            self.begin();
        }
        if self.session.pending.is_empty() {
            self.listen(message);
        } else if !quiet || Heard::of(message).watched.is_some() {
            self.keep_for_later(message);
        }
    }

    /// Goes through what came while the outside world was being asked.
    pub(crate) fn catch_up(&mut self) {
        while self.session.pending.is_empty() && self.session.ended.is_none() && !self.session.backlog.is_empty() {
            let message = self.session.backlog.remove(0);
            self.listen(&message);
        }
    }

    fn keep_for_later(&mut self, message: &Message) {
        let mut message = message.clone();
        message.content = sound(message.content);
        if self.session.backlog.len() >= self.env.caps.max_backlog.max(1) {
            let harmless = self.session.backlog.iter().position(|kept| !self.watched(kept));
            self.session.backlog.remove(harmless.unwrap_or(0));
        }
        self.session.backlog.push(message);
    }

    fn listen(&mut self, message: &Message) {
        if self.session.ended.is_some() {
            return;
        }
        let heard = Heard::of(message);
        self.steps = 0;
        self.message = Some(message.id);
        if self.session.open.is_none() {
            return self.lose_question();
        }
        if !heard.quiet {
            self.restart_ladder();
            self.keep_people();
        }
        match heard.tap {
            Some((id, title)) => self.tap(id, title),
            None => self.untapped(message, &heard),
        }
    }

    fn untapped(&mut self, message: &Message, heard: &Heard<'_>) {
        if !heard.quiet {
            self.session.last_tap = None;
        }
        if self.watch(heard, &message.labels) || heard.quiet {
            return;
        }
        match self.question() {
            Some(step) => self.answer(step, &heard.parts),
            None if self.with_people().is_some() => {
                for part in &heard.parts {
                    self.keep_early(part);
                }
            }
            None => self.lose_question(),
        }
    }

    fn answer(&mut self, step: &Step, parts: &[Part<'_>]) {
        let shown_at = self.session.open.as_ref().and_then(|open| open.shown_at);
        let mut tally = Tally::default();
        for part in parts {
            let reply = kinds::answer(self, step, part, shown_at.is_some());
            match self.take(step, part, reply, &mut tally) {
                Ok(false) => {}
                Ok(true) => return,
                Err(fault) => {
                    self.fault(&step.id, fault);
                    return;
                }
            }
        }
        let recent = shown_at.is_some_and(|at| self.now().since(at) < self.env.caps.echo);
        let greeting = recent && parts.iter().all(|part| matches!(part, Part::Words(words) if is_greeting(words)));
        match tally.miss {
            _ if tally.taken || shown_at.is_none() => {}
            _ if tally.kept => self.echo(parts.iter().any(speaks)),
            Some(miss) if !greeting => self.miss(step, miss),
            _ => {}
        }
    }

    /// Does what `reply` says; true when the step was left.
    fn take(
        &mut self,
        step: &Step,
        part: &Part<'_>,
        reply: Result<Reply, Fault>,
        tally: &mut Tally,
    ) -> Result<bool, Fault> {
        match reply? {
            Reply::Leave(outcome) => {
                self.go_by(step, &outcome);
                return Ok(true);
            }
            Reply::Jump(target) => {
                self.go(target);
                return Ok(true);
            }
            Reply::Stay => tally.taken = true,
            Reply::Show => {
                tally.taken = true;
                self.show_again();
            }
            Reply::Miss(miss) => tally.miss = Some(miss),
            Reply::Pass if self.keep_early(part) => tally.kept = true,
            Reply::Pass => tally.miss = tally.miss.take().or_else(|| self.not_for_this(step, part)),
        }
        Ok(false)
    }

    /// Kind words for what is no answer here.
    fn not_for_this(&self, step: &Step, part: &Part<'_>) -> Option<Miss> {
        match part {
            Part::Words(_) => Some(self.unrecognised(step)),
            Part::LostFile => Some(Miss { why: "unsupported", words: Some(self.platform_text("media_missing")) }),
            Part::File(_) | Part::Pin(_) | Part::NoPin | Part::Unusable => {
                Some(Miss { why: "unsupported", words: Some(self.platform_text("not_shown")) })
            }
        }
    }

    /// An answer that was not understood, in the words of the policy.
    pub(crate) fn unrecognised(&self, step: &Step) -> Miss {
        let words = self.flow.policy_of(step).and_then(|policy| policy.unrecognised.as_ref());
        Miss { why: "unrecognised", words: words.map(|text| self.text(text)) }
    }

    /// The open question is shown again in few words at the end of the turn.
    pub(crate) fn show_again(&mut self) {
        self.show.get_or_insert(Wording::Few);
    }

    /// Something came early: the open question is asked again after some quiet. Photos over one that has only just been shown need no
    /// word, but whoever spoke or shared a place (`spoke`) waits for a sign.
    pub(crate) fn echo(&mut self, spoke: bool) {
        let (now, quiet) = (self.now(), self.after(self.env.caps.gather));
        let echo = self.env.caps.echo;
        if let Some(open) = self.session.open.as_mut().filter(|open| open.people.is_none()) {
            let long_ago = open.shown_at.is_some_and(|at| now.since(at) >= echo);
            if long_ago || spoke || open.gather_at.is_some() {
                open.gather_at = Some(quiet);
            }
        }
    }
}
