use std::collections::HashSet;
use std::time::{Duration, Instant};

use ventanilla_emulator::{Bubble, Contact, Emulator, Inbound, NewContact, Side};

use super::plan::{Act, is_called, offers};
use super::{GLANCE, PATIENCE, Plan};

/// Bubbles after which a conversation that has no end is given up.
const ENOUGH: usize = 30;

/// A citizen who reads what the phone shows and answers it.
pub(crate) struct Citizen {
    emulator: Emulator,
    pub(crate) contact: Contact,
    /// The keys of the bubbles that were read: what was sent twice by the server is one bubble to the reader.
    read: HashSet<String>,
    patience: Duration,
    glance: Duration,
}

/// How a report went.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) folio: String,
    /// What the citizen read, in order.
    pub(crate) bubbles: Vec<Bubble>,
    /// How many of them asked what only this category asks.
    pub(crate) own_questions: usize,
}

impl Told {
    /// Bubbles that any report takes.
    pub(crate) fn common(&self) -> usize {
        self.bubbles.len() - self.own_questions
    }

    /// The words of all bubbles.
    pub(crate) fn text(&self) -> String {
        self.bubbles.iter().map(|bubble| bubble.text.as_str()).collect::<Vec<_>>().join("\n---\n")
    }
}

impl Citizen {
    pub(crate) fn new(emulator: &Emulator, new: NewContact) -> Self {
        let contact = emulator.add_contact(new);
        Self { emulator: emulator.clone(), contact, read: HashSet::new(), patience: PATIENCE, glance: GLANCE }
    }

    /// The same, waiting longer and looking less often: one of many, with a server that dies.
    pub(crate) fn patient(mut self) -> Self {
        self.patience = PATIENCE * 3;
        self.glance = Duration::from_millis(120);
        self
    }

    /// The name the citizen goes by.
    pub(crate) fn name(&self) -> &str {
        &self.contact.name
    }

    pub(crate) fn say(&self, words: &str) -> String {
        self.emulator.send_text(&self.contact.id, words).unwrap()
    }

    /// Taps what is called `word`, in the newest bubble that offers it.
    pub(crate) fn tap(&self, word: &str) -> String {
        let bubbles = self.bubbles();
        let bubble = bubbles.iter().rfind(|bubble| offers(bubble, word));
        self.tap_in(bubble.unwrap_or_else(|| panic!("nothing to tap called {word:?}\n{}", self.chat())), word)
    }

    pub(crate) fn send(&self, content: Inbound) -> String {
        self.emulator.send(&self.contact.id, &content.plainly()).unwrap()
    }

    pub(crate) fn photo(&self, jpeg: bytes::Bytes, caption: Option<&str>) -> String {
        self.emulator.send_photo(&self.contact.id, jpeg, caption).unwrap()
    }

    pub(crate) fn pin(&self, latitude: f64, longitude: f64) -> String {
        self.emulator.send_location(&self.contact.id, latitude, longitude).unwrap()
    }

    /// The newest bubble that was not read yet; waits for one.
    pub(crate) async fn next(&mut self) -> Bubble {
        self.next_that(|_| true).await
    }

    /// Reads on until a bubble has these words.
    pub(crate) async fn next_with(&mut self, words: &str) -> Bubble {
        self.next_that(|bubble| bubble.text.contains(words)).await
    }

    async fn next_that(&mut self, fits: impl Fn(&Bubble) -> bool) -> Bubble {
        let deadline = Instant::now() + self.patience;
        while Instant::now() < deadline {
            if let Some(bubble) = self.unread().into_iter().rfind(&fits) {
                return bubble;
            }
            tokio::time::sleep(self.glance).await;
        }
        panic!("{} got no answer\n{}", self.name(), self.chat())
    }

    /// Everything that came and was not read, oldest first; now it is read.
    pub(crate) fn unread(&mut self) -> Vec<Bubble> {
        self.bubbles().into_iter().filter(|bubble| self.read.insert(key(bubble))).collect()
    }

    /// The words of everything that came and was not read.
    pub(crate) fn new_words(&mut self) -> Vec<String> {
        self.unread().into_iter().map(|bubble| bubble.text).collect()
    }

    /// Everything the business sent and the phone shows.
    pub(crate) fn bubbles(&self) -> Vec<Bubble> {
        let chat = self.emulator.transcript(&self.contact.id).unwrap();
        chat.into_iter().filter(|bubble| bubble.side == Side::Business && bubble.is_visible()).collect()
    }

    /// Says something and reads the answer.
    pub(crate) async fn ask(&mut self, words: &str) -> Bubble {
        self.say(words);
        self.next().await
    }

    /// Taps something and reads the answer.
    pub(crate) async fn choose(&mut self, word: &str) -> Bubble {
        self.tap(word);
        self.next().await
    }

    /// A whole report, from the first word to the folio.
    pub(crate) async fn report(&mut self, plan: &Plan) -> Told {
        let first = self.ask(plan.hello).await;
        self.go_on(plan, first).await
    }

    /// Answers `bubble` and whatever follows until there is a folio.
    pub(crate) async fn go_on(&mut self, plan: &Plan, bubble: Bubble) -> Told {
        let mut bubbles = vec![bubble];
        while bubbles.len() < ENOUGH {
            let bubble = bubbles.last().unwrap();
            match plan.act(bubble) {
                Act::Folio(folio) => {
                    let own_questions = bubbles.iter().filter(|bubble| plan.is_own_question(bubble)).count();
                    return Told { folio, bubbles, own_questions };
                }
                Act::Tap(word) => drop(self.tap_in(bubble, &word)),
                Act::Words(words) => drop(self.say(&words)),
                Act::Pin(latitude, longitude) => drop(self.pin(latitude, longitude)),
                Act::Photo(photo) => {
                    self.photo(photo, None);
                    // Who writes it does not wait for the silence that ends the photos.
                    self.say(plan.done);
                }
            }
            bubbles.push(self.next().await);
        }
        panic!("{} never got a folio\n{}", self.name(), self.chat());
    }

    fn tap_in(&self, bubble: &Bubble, word: &str) -> String {
        let choice = bubble.choices.iter().find(|choice| is_called(choice, word)).unwrap().id.clone();
        self.send(Inbound::Tap { choice, message_id: Some(bubble.id.clone()) })
    }

    /// The chat as a person would read it aloud, for failures.
    pub(crate) fn chat(&self) -> String {
        let chat = self.emulator.transcript(&self.contact.id).unwrap();
        let line = |bubble: &Bubble| {
            let choices: Vec<&str> = bubble.choices.iter().map(|choice| choice.title.as_str()).collect();
            format!("{:?} {:?} [{}] {:?} {choices:?}", bubble.side, bubble.status, bubble.kind, bubble.text)
        };
        chat.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

fn key(bubble: &Bubble) -> String {
    bubble.callback.clone().unwrap_or_else(|| bubble.id.clone())
}
