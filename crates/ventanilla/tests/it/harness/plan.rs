//! What a citizen wants to report, and how each question of the bot is answered from it.

use bytes::Bytes;
use ventanilla_emulator::{Bubble, Choice};

/// How the citizen says where it is.
#[derive(Clone, Debug)]
pub(crate) enum Where {
    Pin(f64, f64),
    Words(&'static str),
}

/// What a citizen wants to report.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// The first message.
    pub(crate) hello: &'static str,
    /// The group on the first list, and the category on the second.
    pub(crate) group: &'static str,
    pub(crate) category: &'static str,
    pub(crate) words: String,
    pub(crate) photo: Option<Bytes>,
    /// Written after the photo.
    pub(crate) done: &'static str,
    pub(crate) place: Where,
    /// The button under the summary: `send` or `anonimo`.
    pub(crate) send: &'static str,
    /// What to tap on the category's own questions, the first that is offered.
    pub(crate) answers: Vec<&'static str>,
}

/// What to do about a bubble.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Act {
    Tap(String),
    Words(String),
    Photo(Bytes),
    Pin(f64, f64),
    /// The report is filed under this folio.
    Folio(String),
}

impl Plan {
    /// A crash at Plaza de Armas, through the lists.
    pub(crate) fn crash() -> Self {
        Self {
            hello: "hola",
            group: "g_vial",
            category: "accidente_vial",
            words: "dos carros en el carril central, nadie huyó".to_owned(),
            photo: Some(photo("choque")),
            done: "listo",
            place: Where::Pin(25.4232, -101.0053),
            send: "send",
            answers: vec!["nadie"],
        }
    }

    /// A patrol at night: the shortest report.
    pub(crate) fn patrol() -> Self {
        Self {
            group: "g_robo",
            category: "rondin",
            words: "se juntan a tomar en la esquina toda la semana".to_owned(),
            photo: None,
            answers: vec!["noche"],
            ..Self::crash()
        }
    }

    /// Violence at home: discreet, and not in danger now.
    pub(crate) fn violence() -> Self {
        Self {
            group: "g_violencia",
            category: "violencia_familiar",
            words: "mi hermano le grita y le avienta cosas a mi mamá".to_owned(),
            photo: None,
            answers: vec!["por_ahora", "paso"],
            ..Self::crash()
        }
    }

    /// What the citizen does about a bubble.
    pub(crate) fn act(&self, bubble: &Bubble) -> Act {
        if let Some(folio) = folio(&bubble.text) {
            return Act::Folio(folio);
        }
        if bubble.choices.is_empty() {
            return if asks_where(bubble) { self.place() } else { Act::Words(self.words.clone()) };
        }
        if offers(bubble, "skip") {
            return self.photo.clone().map_or(Act::Tap("skip".to_owned()), Act::Photo);
        }
        Act::Tap(self.tap(bubble).to_owned())
    }

    fn tap(&self, bubble: &Bubble) -> &str {
        let sends = offers(bubble, "send").then_some(self.send);
        let mut wanted = [self.category, self.group].into_iter().chain(self.answers.iter().copied()).chain(["si"]);
        sends.or_else(|| wanted.find(|word| offers(bubble, word))).unwrap_or_else(|| {
            panic!("the citizen does not know what to tap of {:?} under {:?}", bubble.choices, bubble.text)
        })
    }

    /// Whether a bubble asks what only this category asks.
    pub(crate) fn is_own_question(&self, bubble: &Bubble) -> bool {
        matches!(self.act(bubble), Act::Tap(word) if self.answers.contains(&word.as_str()))
    }

    fn place(&self) -> Act {
        match self.place {
            Where::Pin(latitude, longitude) => Act::Pin(latitude, longitude),
            Where::Words(words) => Act::Words(words.to_owned()),
        }
    }
}

/// Whether a bubble has something to tap called `word`.
pub(crate) fn offers(bubble: &Bubble, word: &str) -> bool {
    bubble.choices.iter().any(|choice| is_called(choice, word))
}

/// By what a person reads, or by what the flow calls it: texts change more often.
pub(crate) fn is_called(choice: &Choice, word: &str) -> bool {
    choice.title == word || key(choice) == word
}

/// What the flow calls a choice: its id on the wire is `{session}.{ask}.{step}.{key}`, with `@` before a group.
pub(crate) fn key(choice: &Choice) -> &str {
    choice.id.splitn(4, '.').last().unwrap_or_default().trim_start_matches('@')
}

fn asks_where(bubble: &Bubble) -> bool {
    bubble.content["type"] == "location_request_message"
        || ["¿Dónde es?", "ubicación", "Where is it?"].iter().any(|words| bubble.text.contains(words))
}

/// The folio in a bubble that says so.
fn folio(text: &str) -> Option<String> {
    let said = ["folio es *", "folio is *"].iter().find_map(|words| text.split_once(words));
    Some(said?.1.split('*').next()?.to_owned())
}

/// A photo that differs for each name: what matters is that the same bytes come back.
pub(crate) fn photo(name: &str) -> Bytes {
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10];
    bytes.extend_from_slice(b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    bytes.extend(name.bytes().cycle().take(20_000));
    bytes.extend([0xff, 0xd9]);
    Bytes::from(bytes)
}
