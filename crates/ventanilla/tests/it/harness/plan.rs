//! What a citizen wants to report, and how each question of the bot is answered from it.

use bytes::Bytes;
use ventanilla_emulator::Bubble;

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
    /// Title of the group on the first list, and of the category on the second.
    pub(crate) group: &'static str,
    pub(crate) category: &'static str,
    pub(crate) words: String,
    pub(crate) photo: Option<Bytes>,
    /// Written after the photo.
    pub(crate) done: &'static str,
    pub(crate) place: Where,
    /// Title of the button that sends the report.
    pub(crate) send: &'static str,
    /// Titles to tap on the category's own questions, the first that is offered.
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

/// Every way to send, agree, or leave photos out, in both languages.
const SEND: [&str; 2] = ["Enviar", "Send"];
const AGREE: [&str; 4] = ["Sí, es correcto", "Sí, seguir", "Yes, that's right", "Yes, go on"];
const NO_PHOTO: [&str; 2] = ["Continuar sin foto", "No photo"];

impl Plan {
    /// A crash at Plaza de Armas, through the lists.
    pub(crate) fn crash() -> Self {
        Self {
            hello: "hola",
            group: "Incidente vial",
            category: "Accidente vial",
            words: "dos carros en el carril central, nadie huyó".to_owned(),
            photo: Some(photo("choque")),
            done: "listo",
            place: Where::Pin(25.4232, -101.0053),
            send: "Enviar",
            answers: vec!["No"],
        }
    }

    /// A patrol at night: the shortest report.
    pub(crate) fn patrol() -> Self {
        Self {
            group: "Robo o prevención",
            category: "Pedir un rondín",
            words: "se juntan a tomar en la esquina toda la semana".to_owned(),
            photo: None,
            answers: vec!["Noche"],
            ..Self::crash()
        }
    }

    /// Violence at home: discreet, and not in danger now.
    pub(crate) fn violence() -> Self {
        Self {
            group: "Violencia o acoso",
            category: "Violencia familiar",
            words: "mi hermano le grita y le avienta cosas a mi mamá".to_owned(),
            photo: None,
            answers: vec!["Sólo por ahora", "No"],
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
        if offers(bubble, &NO_PHOTO).is_some() {
            return self.photos(bubble);
        }
        let wanted = [self.category, self.group].into_iter().find(|title| offers(bubble, &[title]).is_some());
        let sending = offers(bubble, &SEND).map(|_| self.send.to_owned());
        let known = wanted.map(str::to_owned).or(sending).or_else(|| offers(bubble, &AGREE));
        Act::Tap(known.or_else(|| offers(bubble, &self.answers)).unwrap_or_else(|| {
            panic!("the citizen does not know what to tap of {:?} under {:?}", bubble.choices, bubble.text)
        }))
    }

    /// Whether a bubble asks what only this category asks.
    pub(crate) fn is_own_question(&self, bubble: &Bubble) -> bool {
        matches!(self.act(bubble), Act::Tap(title) if self.answers.contains(&title.as_str()))
    }

    fn photos(&self, bubble: &Bubble) -> Act {
        match &self.photo {
            Some(photo) => Act::Photo(photo.clone()),
            None => Act::Tap(offers(bubble, &NO_PHOTO).unwrap()),
        }
    }

    fn place(&self) -> Act {
        match self.place {
            Where::Pin(latitude, longitude) => Act::Pin(latitude, longitude),
            Where::Words(words) => Act::Words(words.to_owned()),
        }
    }
}

/// The first of `titles` that can be tapped.
fn offers(bubble: &Bubble, titles: &[&str]) -> Option<String> {
    let offered = |title: &&&str| bubble.choices.iter().any(|choice| choice.title == **title);
    titles.iter().find(offered).map(|title| (*title).to_owned())
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
