//! The engine as citizens meet it, on a flow of the size of the real one.

mod conversations;
mod early;
mod faults;
mod random;
mod taps;
mod timers;

use std::collections::BTreeMap;

use ventanilla_domain::{
    ChannelLimits, Content, Duration, MediaItem, MediaKind, MessageId, OutboundContent, SessionId, Timestamp,
};

use crate::advance::{Caps, Env, advance, begin_at};
use crate::effect::{Effect, Record};
use crate::input::{Answer, Input, Message};
use crate::model::Flow;
use crate::session::Session;
use crate::testing::{PlainWorld, World};

pub(crate) fn files() -> BTreeMap<String, String> {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    BTreeMap::from([
        file("flow.yaml", include_str!("reporte/flow.yaml")),
        file("catalogue.yaml", include_str!("reporte/catalogue.yaml")),
        file("lexicon.yaml", include_str!("reporte/lexicon.yaml")),
    ])
}

/// The flow all these tests talk to.
pub(crate) fn reporte() -> Flow {
    load(&files())
}

/// A flow of one file.
pub(crate) fn flow(yaml: &str) -> Flow {
    load(&BTreeMap::from([("flow.yaml".to_owned(), yaml.to_owned())]))
}

fn load(files: &BTreeMap<String, String>) -> Flow {
    let loaded = crate::parse::load(files);
    match loaded.flow {
        Some(flow) => flow,
        None => panic!("the flow has findings: {:#?}", loaded.findings),
    }
}

/// A conversation by hand: the world answers only when told to.
pub(crate) struct Talk<'f> {
    pub(crate) flow: &'f Flow,
    pub(crate) session: Session,
    pub(crate) now: Timestamp,
    pub(crate) limits: ChannelLimits,
    pub(crate) effects: Vec<Effect>,
    messages: u128,
}

impl<'f> Talk<'f> {
    pub(crate) fn new(flow: &'f Flow) -> Self {
        let now = Timestamp(1_768_489_200_000);
        let session = Session::start(SessionId::from_u128(0xabcd_ef01_2345), flow, "es-MX", now);
        Self { flow, session, now, limits: ChannelLimits::WHATSAPP, effects: Vec::new(), messages: 0 }
    }

    pub(crate) fn at(flow: &'f Flow, step: &str) -> Self {
        let mut talk = Self::new(flow);
        let env = talk.env();
        let turn = begin_at(flow, talk.session.clone(), step, &env);
        (talk.session, talk.effects) = (turn.session, turn.effects);
        talk
    }

    pub(crate) fn env(&self) -> Env {
        Env { now: self.now, limits: self.limits, caps: Caps::default() }
    }

    pub(crate) fn input(&mut self, input: &Input) -> &mut Self {
        let session: Session = serde_json::from_str(&serde_json::to_string(&self.session).unwrap()).unwrap();
        assert_eq!(session, self.session, "the session survives JSON");
        let turn = advance(self.flow, session, input, &self.env());
        (self.session, self.effects) = (turn.session, turn.effects);
        self
    }

    pub(crate) fn send(&mut self, content: Content) -> &mut Self {
        self.messages += 1;
        let message =
            Message { id: MessageId::from_u128(self.messages), content, sent_at: self.now, labels: Vec::new() };
        self.input(&Input::Message(message))
    }

    pub(crate) fn say(&mut self, text: &str) -> &mut Self {
        self.send(Content::Text { text: text.to_owned() })
    }

    pub(crate) fn photo(&mut self, caption: Option<&str>) -> &mut Self {
        self.send(Content::Media(media(MediaKind::Image, caption)))
    }

    pub(crate) fn pin(&mut self, latitude: f64, longitude: f64) -> &mut Self {
        self.send(Content::Location { latitude, longitude, name: None, address: None })
    }

    pub(crate) fn tap(&mut self, id: &str, title: &str) -> &mut Self {
        self.send(Content::Choice { id: id.to_owned(), title: title.to_owned() })
    }

    /// Answers everything the engine asked in the last turn, and what it asks then, with a world that knows nothing.
    pub(crate) fn world(&mut self) -> &mut Self {
        let mut asked = self.effects.clone();
        while let Some((token, request)) = asked.iter().find_map(|effect| match effect {
            Effect::Ask { token, request } if self.session.awaited().any(|awaited| awaited == *token) => {
                Some((*token, request.clone()))
            }
            _ => None,
        }) {
            let before = self.effects.clone();
            self.answer(token, plain(&request));
            asked.extend(self.effects.clone());
            self.effects.splice(0..0, before);
        }
        self
    }

    pub(crate) fn answer(&mut self, token: u64, answer: Answer) -> &mut Self {
        self.input(&Input::Answer { token, answer })
    }

    pub(crate) fn later(&mut self, span: Duration) -> &mut Self {
        self.now = self.now.plus(span);
        self
    }

    pub(crate) fn timer(&mut self, key: &str) -> &mut Self {
        self.input(&Input::Timer { key: key.to_owned() })
    }

    /// Jumps to the moment at which `key` is due, and fires it.
    pub(crate) fn due(&mut self, key: &str) -> &mut Self {
        self.now = self.session.timers()[key];
        self.timer(key)
    }

    pub(crate) fn bubbles(&self) -> Vec<&OutboundContent> {
        self.effects
            .iter()
            .filter_map(|effect| if let Effect::Send { content, .. } = effect { Some(content) } else { None })
            .collect()
    }

    /// The words of all bubbles of the last turn.
    pub(crate) fn words(&self) -> String {
        self.bubbles().iter().map(|bubble| bubble.text()).collect::<Vec<_>>().join("\n---\n")
    }

    pub(crate) fn records(&self) -> Vec<&Record> {
        self.effects
            .iter()
            .filter_map(|effect| if let Effect::Record(record) = effect { Some(record) } else { None })
            .collect()
    }

    /// Ids and titles that the last bubble offers.
    pub(crate) fn offers(&self) -> Vec<(String, String)> {
        self.bubbles().last().map(|bubble| offers(bubble)).unwrap_or_default()
    }

    /// The id of the option with this title in the last bubble.
    pub(crate) fn id_of(&self, title: &str) -> String {
        self.offers()
            .into_iter()
            .find(|(_, offered)| offered == title)
            .unwrap_or_else(|| panic!("{title} in {:?}", self.offers()))
            .0
    }

    pub(crate) fn open(&self) -> &str {
        self.session.open_step().unwrap_or_default()
    }
}

pub(crate) fn offers(bubble: &OutboundContent) -> Vec<(String, String)> {
    match bubble {
        OutboundContent::Buttons { buttons, .. } => buttons.iter().map(|b| (b.id.clone(), b.title.clone())).collect(),
        OutboundContent::List { sections, .. } => {
            sections.iter().flat_map(|s| &s.rows).map(|r| (r.id.clone(), r.title.clone())).collect()
        }
        _ => Vec::new(),
    }
}

pub(crate) fn media(kind: MediaKind, caption: Option<&str>) -> MediaItem {
    MediaItem {
        kind,
        provider_media_id: Some("1".to_owned()),
        mime: None,
        sha256: None,
        caption: caption.map(str::to_owned),
        filename: None,
        voice: kind == MediaKind::Audio,
        error: None,
    }
}

pub(crate) fn plain(request: &crate::effect::Request) -> Answer {
    use crate::effect::Request;
    match request {
        Request::Classify { text, into, .. } => PlainWorld.classify(text, into),
        Request::ResolvePlace { query, geofence } => PlainWorld.resolve_place(query, geofence.as_deref()),
        Request::Act { run, with, .. } => PlainWorld.act(run, with),
    }
}
