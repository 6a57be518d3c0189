//! Whatever comes, in whatever order: no panic, always a way on, bubbles within limits, the same again.

use std::collections::BTreeMap;

use proptest::prelude::*;
use ventanilla_domain::{
    ChannelLimits, Content, Duration, MediaKind, OutboundContent, Place, PlaceSource, PlaceStatus, Timestamp,
};

use super::{Talk, media, offers, plain, reporte};
use crate::advance::advance;
use crate::effect::{Effect, Record, Request};
use crate::input::{Answer, HandoffOutcome, Input};
use crate::session::Standing;
use crate::value::Value;

/// Something that may happen.
#[derive(Debug, Clone)]
enum Event {
    Say(String),
    TapOffered(usize),
    TapJunk(String),
    File(MediaKind, bool, Option<String>),
    Pin(f64, f64),
    Other(Content),
    Later(i64),
    NextTimer,
    Timer(&'static str),
    Answer(Reaction),
    People(HandoffOutcome),
    Again,
}

/// How the world answers what is asked.
#[derive(Debug, Clone, Copy)]
enum Reaction {
    Plain,
    Failed,
    Sure,
    Outside,
    Nonsense,
}

fn event() -> impl Strategy<Value = Event> {
    let words = prop_oneof![
        Just("hola"),
        Just("hay un choque en periférico con heridos"),
        Just("1"),
        Just("2"),
        Just("7"),
        Just("auxilio"),
        Just("salir"),
        Just("asesor"),
        Just("no tengo"),
        Just("listo"),
        Just("robo o asalto"),
        Just("continuar"),
        Just("corregir"),
        Just("volver"),
        Just("detalle"),
        Just("👍"),
        Just("\u{200f}\u{200b}"),
    ];
    let text = prop_oneof![4 => words.prop_map(str::to_owned), 1 => any::<String>(), 1 => Just("a".repeat(5_000))];
    let kind = prop_oneof![
        Just(MediaKind::Image),
        Just(MediaKind::Audio),
        Just(MediaKind::Document),
        Just(MediaKind::Sticker)
    ];
    let reaction = prop_oneof![
        Just(Reaction::Plain),
        Just(Reaction::Failed),
        Just(Reaction::Sure),
        Just(Reaction::Outside),
        Just(Reaction::Nonsense)
    ];
    let people = prop_oneof![
        Just(HandoffOutcome::Accepted),
        Just(HandoffOutcome::Resolved),
        Just(HandoffOutcome::Returned),
        Just(HandoffOutcome::NoAgent),
        Just(HandoffOutcome::Expired)
    ];
    prop_oneof![
        6 => text.clone().prop_map(Event::Say),
        8 => any::<usize>().prop_map(Event::TapOffered),
        1 => "[a-f0-9.<>@=]{0,12}".prop_map(Event::TapJunk),
        3 => (kind, any::<bool>(), proptest::option::of(text)).prop_map(|(kind, lost, caption)| Event::File(kind, lost, caption)),
        2 => (any::<f64>(), any::<f64>()).prop_map(|(latitude, longitude)| Event::Pin(latitude, longitude)),
        1 => other().prop_map(Event::Other),
        2 => (0..40_000_i64).prop_map(Event::Later),
        3 => Just(Event::NextTimer),
        1 => prop_oneof![Just("silence"), Just("gather"), Just("handoff"), Just("x")].prop_map(Event::Timer),
        8 => reaction.prop_map(Event::Answer),
        1 => people.prop_map(Event::People),
        1 => Just(Event::Again),
    ]
}

fn other() -> impl Strategy<Value = Content> {
    prop_oneof![
        Just(Content::Reaction { provider_id: "x".to_owned(), emoji: None }),
        Just(Content::Edit { provider_id: "x".to_owned(), text: Some("auxilio".to_owned()) }),
        Just(Content::Revoke { provider_id: "x".to_owned() }),
        Just(Content::Order { text: None, items: 0 }),
        Just(Content::Form { response: "{}".to_owned() }),
        Just(Content::Contacts { cards: Vec::new() }),
        Just(Content::Unsupported { kind: None, code: Some(131_060) }),
    ]
}

/// A conversation that is watched over.
struct Watched<'f> {
    talk: Talk<'f>,
    offered: Vec<(String, String)>,
    asked: BTreeMap<u64, Request>,
    timers: BTreeMap<String, Timestamp>,
    last: Option<Input>,
}

impl<'f> Watched<'f> {
    fn new(talk: Talk<'f>) -> Self {
        Self { talk, offered: Vec::new(), asked: BTreeMap::new(), timers: BTreeMap::new(), last: None }
    }

    fn happen(&mut self, event: &Event) {
        match event {
            Event::Say(text) => self.send(Content::Text { text: text.clone() }),
            Event::TapOffered(at) if !self.offered.is_empty() => {
                let (id, title) = self.offered[at % self.offered.len()].clone();
                self.send(Content::Choice { id, title });
            }
            Event::TapOffered(_) => {}
            Event::TapJunk(id) => self.send(Content::Choice { id: id.clone(), title: "Continuar".to_owned() }),
            Event::File(kind, lost, caption) => {
                let mut item = media(*kind, caption.as_deref());
                item.error = lost.then_some(131_052);
                self.send(Content::Media(item));
            }
            Event::Pin(latitude, longitude) => {
                self.send(Content::Location { latitude: *latitude, longitude: *longitude, name: None, address: None });
            }
            Event::Other(content) => self.send(content.clone()),
            Event::Later(seconds) => {
                self.talk.later(Duration::seconds(*seconds));
            }
            Event::NextTimer => {
                if let Some((key, due)) =
                    self.timers.iter().min_by_key(|(_, due)| **due).map(|(key, due)| (key.clone(), *due))
                {
                    self.talk.now = self.talk.now.max(due);
                    self.input(Input::Timer { key });
                }
            }
            Event::Timer(key) => self.input(Input::Timer { key: (*key).to_owned() }),
            Event::Answer(reaction) => self.answer(*reaction),
            Event::People(outcome) => self.input(Input::Handoff(*outcome)),
            Event::Again => {
                if let Some(input) = self.last.clone() {
                    self.input(input);
                }
            }
        }
    }

    fn send(&mut self, content: Content) {
        let before = self.talk.session.clone();
        self.talk.send(content);
        self.judge(&before, None);
    }

    fn answer(&mut self, reaction: Reaction) {
        let Some((token, request)) = self.asked.pop_first() else { return };
        self.input(Input::Answer { token, answer: react(&request, reaction) });
    }

    fn input(&mut self, input: Input) {
        let before = self.talk.session.clone();
        self.talk.input(&input);
        self.judge(&before, Some(&input));
        self.last = Some(input);
    }

    /// What must hold after every turn.
    fn judge(&mut self, before: &crate::session::Session, input: Option<&Input>) {
        if let Some(input) = input {
            let again = advance(self.talk.flow, before.clone(), input, &self.talk.env());
            assert_eq!((&again.session, &again.effects), (&self.talk.session, &self.talk.effects), "deterministic");
        }
        for effect in self.talk.effects.clone() {
            match effect {
                Effect::Send { content, .. } => {
                    within(&content, &self.talk.limits);
                    self.offered.extend(offers(&content));
                }
                Effect::Ask { token, request } => {
                    self.asked.insert(token, request);
                }
                Effect::SetTimer { key, due_at } => {
                    self.timers.insert(key, due_at);
                }
                Effect::CancelTimer { key } => {
                    assert!(
                        self.timers.remove(&key).is_some() || matches!(input, Some(Input::Timer { .. })),
                        "{key} was not set"
                    );
                }
                Effect::Record(_) | Effect::Handoff { .. } | Effect::End { .. } => {}
            }
        }
        if let Some(Input::Timer { key }) = input
            && !self.talk.effects.iter().any(|effect| matches!(effect, Effect::SetTimer { key: set, .. } if set == key))
        {
            self.timers.remove(key);
        }
        self.way_on();
    }

    fn way_on(&self) {
        let session = &self.talk.session;
        assert_eq!(&self.timers, session.timers(), "what was announced is what is set");
        match session.standing() {
            Standing::Citizen(step) => assert!(self.timers.contains_key("silence"), "{step} has no ladder"),
            Standing::People => assert!(self.timers.contains_key("handoff"), "nobody is told when nobody comes"),
            Standing::World => assert!(session.awaited().all(|token| self.asked.contains_key(&token))),
            Standing::FirstMessage | Standing::Ended => assert!(self.timers.is_empty()),
            Standing::Lost => panic!("no way on: {session:?}"),
        }
    }
}

fn react(request: &Request, reaction: Reaction) -> Answer {
    let nowhere = |status| Place {
        latitude: Some(f64::NAN),
        longitude: Some(0.0),
        label: "x".to_owned(),
        text: None,
        source: PlaceSource::Pin,
        status,
    };
    match (reaction, request) {
        (Reaction::Plain, _) => plain(request),
        (Reaction::Failed, _) => Answer::Failed,
        (Reaction::Sure, Request::Classify { .. }) => {
            Answer::Classified { option: Some("rina".to_owned()), confidence: 0.99 }
        }
        (Reaction::Sure, _) => plain(request),
        (Reaction::Outside, Request::ResolvePlace { .. }) => {
            Answer::Resolved { place: Place { latitude: Some(1.0), ..nowhere(PlaceStatus::Outside) } }
        }
        (Reaction::Outside, _) => Answer::Classified { option: Some("nada".to_owned()), confidence: f64::NAN },
        (Reaction::Nonsense, Request::ResolvePlace { .. }) => Answer::Resolved { place: nowhere(PlaceStatus::Ok) },
        (Reaction::Nonsense, _) => {
            Answer::Acted { duplicate: true, result: Value::List(vec![Value::Number(f64::NAN)]) }
        }
    }
}

fn within(content: &OutboundContent, limits: &ChannelLimits) {
    let short = |text: &str, limit: usize| {
        assert!(!text.trim().is_empty(), "empty words in {content:?}");
        assert!(ChannelLimits::length(text) <= limit, "{} > {limit}: {content:?}", ChannelLimits::length(text));
    };
    match content {
        OutboundContent::Text { body } => short(body, limits.text_body),
        OutboundContent::LocationRequest { body } => short(body, limits.interactive_body),
        OutboundContent::Buttons { body, buttons } => {
            short(body, limits.interactive_body);
            assert!((1..=limits.buttons).contains(&buttons.len()));
            buttons.iter().for_each(|button| short(&button.title, limits.button_title));
        }
        OutboundContent::List { body, button, sections } => {
            short(body, limits.interactive_body);
            short(button, limits.list_button);
            let rows: Vec<_> = sections.iter().flat_map(|section| &section.rows).collect();
            assert!((1..=limits.rows).contains(&rows.len()));
            rows.iter().for_each(|row| short(&row.title, limits.row_title));
            rows.iter().flat_map(|row| &row.description).for_each(|words| short(words, limits.row_description));
        }
        other => panic!("the flow never sends {other:?}"),
    }
    let mut ids: Vec<String> = offers(content).into_iter().map(|(id, _)| id).collect();
    ids.iter().for_each(|id| short(id, limits.option_id));
    ids.sort();
    let all = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), all, "ids are unique in {content:?}");
}

fn channel() -> impl Strategy<Value = ChannelLimits> {
    prop_oneof![Just(ChannelLimits::WHATSAPP), Just(ChannelLimits::WEBCHAT), Just(ChannelLimits::TEXT)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn nobody_is_ever_stuck(limits in channel(), events in proptest::collection::vec(event(), 1..40)) {
        let flow = reporte();
        let mut watched = Watched::new(Talk::new(&flow));
        watched.talk.limits = limits;
        for event in &events {
            watched.happen(event);
        }
    }

    #[test]
    fn an_emergency_is_heard_from_anywhere(events in proptest::collection::vec(event(), 0..25)) {
        let flow = reporte();
        let mut watched = Watched::new(Talk::new(&flow));
        for event in &events {
            watched.happen(event);
        }
        let own_section = |talk: &Talk<'_>| {
            talk.flow.step(talk.open()).is_some_and(|step| step.section.as_deref() == Some("emergencia"))
        };
        let mut alerted = own_section(&watched.talk);
        watched.happen(&Event::Say("por favor auxilio".to_owned()));
        for _ in 0..50 {
            alerted |= watched.talk.records().iter().any(|r| matches!(r, Record::Entered { step } if step == "alerta"));
            watched.happen(&Event::Answer(Reaction::Failed));
        }
        let over = watched.talk.session.ended.is_some();
        prop_assert!(alerted || over || own_section(&watched.talk), "open: {}", watched.talk.open());
    }
}
