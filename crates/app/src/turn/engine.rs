//! Drives `flow::advance` until it has no question left.

use std::collections::VecDeque;

use ventanilla_flow::effect::{Effect, Request};
use ventanilla_flow::input::{Answer, Input};
use ventanilla_flow::{Caps, Env, advance};

use super::Turn;
use crate::{Error, acts};

impl Turn<'_> {
    /// Gives the engine an input, and every answer it then asks for.
    pub(super) async fn feed(&mut self, input: Input) -> Result<(), Error> {
        let mut inputs = VecDeque::from([input]);
        let mut left = self.app.limits().turn_inputs;
        let mut records = Vec::new();
        while let Some(input) = inputs.pop_front() {
            let Some(running) = self.running.as_mut() else { break };
            left = left.checked_sub(1).ok_or_else(|| Error::Flow("a turn asks without end".to_owned()))?;
            let env = Env { now: self.now, limits: self.conversation.channel_kind.limits(), caps: Caps::default() };
            let turn = advance(&running.flow, running.state.engine.clone(), &input, &env);
            running.state.engine = turn.session;
            self.mark_discreet().await?;
            for effect in turn.effects {
                match effect {
                    Effect::Ask { token, request } => {
                        let answer = self.answer(request).await?;
                        inputs.push_back(Input::Answer { token, answer });
                    }
                    Effect::Record(record) => records.push(record),
                    other => self.apply(other).await?,
                }
            }
            self.record(&mut records).await?;
        }
        Ok(())
    }

    async fn answer(&self, request: Request) -> Result<Answer, Error> {
        Ok(match request {
            Request::Classify { text, into, .. } => match &self.running {
                Some(running) => self.app.world().classify(&running.flow, &text, &into),
                None => Answer::Failed,
            },
            Request::ResolvePlace { query, .. } => self.app.world().resolve(&query),
            Request::Act { run, with, once, .. } => acts::run(self, &run, &with, once.as_deref()).await?,
        })
    }
}
