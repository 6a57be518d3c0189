use ventanilla_domain::{ChannelLimits, OutboundContent};

use super::super::Next;
use super::super::machine::Machine;
use crate::layout;
use crate::model::{Say, Step, outcome};

/// Words wait for the question that follows; a file or a link goes out at once, with what was said before it where that fits.
pub(super) fn enter(m: &mut Machine<'_>, step: &Step, say: &Say) -> Next {
    let words = m.text(&say.text);
    let bubbles = bubbles(m, say, words.trim());
    if bubbles.is_empty() {
        m.say(&step.id, &words);
    }
    for bubble in bubbles {
        m.send(&step.id, bubble);
    }
    Next::Leave(outcome::NEXT.to_owned())
}

fn bubbles(m: &mut Machine<'_>, say: &Say, words: &str) -> Vec<OutboundContent> {
    let limits = m.env.limits;
    if let Some(media) = &say.media {
        let words = m.with_said(words, |merged| ChannelLimits::length(merged) <= limits.caption);
        return layout::media(&words, media.kind, &media.link, &limits);
    }
    if let Some(link) = &say.link {
        let words = m.with_said(words, |merged| ChannelLimits::length(merged) <= limits.interactive_body);
        return layout::link(&words, &m.text(&link.label), &link.url, &limits);
    }
    Vec::new()
}
