//! The people and their chats, found by any of their names.

use std::collections::{HashMap, VecDeque};

use serde_json::Value;

use super::contact::{Contact, NewContact};
use super::outbox::Update;
use super::pair_rate::PairBudget;
use super::transcript::Bubble;
use crate::error::EmulatorError;
use crate::ids;

/// One person: who, what the phone shows, and how much the business may still send.
pub(crate) struct Person {
    pub(crate) contact: Contact,
    pub(crate) chat: Vec<Bubble>,
    pub(crate) pair: PairBudget,
    places: HashMap<String, usize>,
    /// Updates that wait until the phone has a connection again.
    pub(crate) pending: Vec<Update>,
    /// Webhook form of the last messages the person sent, for duplicates.
    sent: VecDeque<(String, Value)>,
}

/// Messages a person can be made to send again.
const SENT_KEPT: usize = 64;

impl Person {
    fn new(contact: Contact) -> Self {
        Self {
            contact,
            chat: Vec::new(),
            pair: PairBudget::default(),
            places: HashMap::new(),
            pending: Vec::new(),
            sent: VecDeque::new(),
        }
    }

    /// Adds a bubble at the end of the chat.
    pub(crate) fn push(&mut self, bubble: Bubble) {
        self.places.insert(bubble.id.clone(), self.chat.len());
        self.chat.push(bubble);
    }

    /// Remembers the webhook form of a message.
    pub(crate) fn remember(&mut self, id: &str, item: Value) {
        if self.sent.len() == SENT_KEPT {
            self.sent.pop_front();
        }
        self.sent.push_back((id.to_owned(), item));
    }

    /// The webhook form of one of the last messages.
    pub(crate) fn sent_item(&self, id: &str) -> Option<&Value> {
        self.sent.iter().find(|(sent, _)| sent == id).map(|(_, item)| item)
    }

    /// The bubble with this message id.
    pub(crate) fn bubble(&self, id: &str) -> Option<&Bubble> {
        self.places.get(id).and_then(|place| self.chat.get(*place))
    }

    /// The bubble with this message id, to change it.
    pub(crate) fn bubble_mut(&mut self, id: &str) -> Option<&mut Bubble> {
        self.places.get(id).and_then(|place| self.chat.get_mut(*place))
    }
}

/// All people.
#[derive(Default)]
pub(crate) struct Directory {
    people: Vec<Option<Person>>,
    by_name: HashMap<String, usize>,
    by_message: HashMap<String, usize>,
}

impl Directory {
    /// Adds a person, or returns the one who already has this phone or user id.
    pub(crate) fn add(&mut self, new: NewContact, seed: u64) -> Contact {
        let phone = new.phone.map(|phone| digits(&phone)).filter(|phone| !phone.is_empty());
        let number = self.people.len() + 1;
        let key = phone.clone().unwrap_or_else(|| format!("{number}:{}", new.name));
        let user_id = new.user_id.unwrap_or_else(|| ids::user_id(country_of(phone.as_deref()), seed, &key));
        let known = phone.as_ref().and_then(|phone| self.index_of(phone)).or_else(|| self.index_of(&user_id));
        if let Some(person) = known.and_then(|index| self.people.get(index)).and_then(Option::as_ref) {
            return person.contact.clone();
        }
        let contact = Contact {
            id: format!("c{number}"),
            name: new.name,
            hide_phone: new.hide_phone || phone.is_none(),
            phone,
            user_id,
            username: new.username.filter(|name| !name.is_empty()),
            online: true,
            chat_open: false,
            read_receipts: true,
            last_inbound_ms: None,
            unread: 0,
            typing_until_ms: None,
        };
        self.index_names(&contact, self.people.len());
        self.people.push(Some(Person::new(contact.clone())));
        contact
    }

    /// Finds a person by id, phone number (any Mexican or Argentine form) or user id.
    pub(crate) fn find(&mut self, name: &str) -> Result<&mut Person, EmulatorError> {
        let unknown = || EmulatorError::UnknownContact(name.to_owned());
        let index = self.index_of(name).ok_or_else(unknown)?;
        self.at(index).ok_or_else(unknown)
    }

    /// The person in whose chat a message is.
    pub(crate) fn owner_of(&mut self, message_id: &str) -> Option<&mut Person> {
        let index = *self.by_message.get(message_id)?;
        self.at(index)
    }

    /// Adds a bubble to a person's chat.
    pub(crate) fn push(&mut self, name: &str, bubble: Bubble) -> Result<(), EmulatorError> {
        let index = self.index_of(name);
        let id = bubble.id.clone();
        self.find(name)?.push(bubble);
        self.by_message.extend(index.map(|index| (id, index)));
        Ok(())
    }

    /// Removes a person and the chat; messages still on their way are forgotten.
    pub(crate) fn remove(&mut self, name: &str) -> Result<(), EmulatorError> {
        let index = self.index_of(name).ok_or_else(|| EmulatorError::UnknownContact(name.to_owned()))?;
        if let Some(slot) = self.people.get_mut(index) {
            *slot = None;
        }
        self.by_name.retain(|_, place| *place != index);
        self.by_message.retain(|_, place| *place != index);
        Ok(())
    }

    /// Gives a person a new number and user id; the old ones lead nowhere any more
    /// (whatsapp-cloud-api 2.13).
    pub(crate) fn renumber(&mut self, name: &str, phone: Option<String>, seed: u64) -> Result<Contact, EmulatorError> {
        let index = self.index_of(name).ok_or_else(|| EmulatorError::UnknownContact(name.to_owned()))?;
        let contact = &mut self.find(name)?.contact;
        let key = format!("{}>{}", contact.user_id, phone.as_deref().unwrap_or_default());
        contact.phone = phone.or_else(|| contact.phone.take());
        contact.user_id = ids::user_id(country_of(contact.phone.as_deref()), seed, &key);
        let contact = contact.clone();
        self.by_name.retain(|_, place| *place != index);
        self.index_names(&contact, index);
        Ok(contact)
    }

    /// Everyone, in order of arrival.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().flatten()
    }

    fn index_names(&mut self, contact: &Contact, index: usize) {
        self.by_name.insert(contact.id.clone(), index);
        self.by_name.insert(contact.user_id.clone(), index);
        if let Some(phone) = &contact.phone {
            self.by_name.insert(canonical(phone), index);
        }
    }

    fn index_of(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).or_else(|| self.by_name.get(&canonical(&digits(name)))).copied()
    }

    fn at(&mut self, index: usize) -> Option<&mut Person> {
        self.people.get_mut(index).and_then(Option::as_mut)
    }
}

/// The digits of a phone number.
pub(crate) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// One form for all spellings of a number: Mexico without the `1` after `52`, Argentina without the
/// `9` after `54` (whatsapp-cloud-api 3.5).
pub(crate) fn canonical(digits: &str) -> String {
    for (long, short) in [("521", "52"), ("549", "54")] {
        if let Some(rest) = digits.strip_prefix(long).filter(|_| digits.len() == 13) {
            return format!("{short}{rest}");
        }
    }
    digits.to_owned()
}

fn country_of(phone: Option<&str>) -> &'static str {
    const PREFIXES: [(&str, &str); 6] =
        [("52", "MX"), ("54", "AR"), ("55", "BR"), ("57", "CO"), ("34", "ES"), ("1", "US")];
    let found = phone.and_then(|phone| PREFIXES.iter().find(|(prefix, _)| phone.starts_with(prefix)));
    found.map_or("MX", |(_, country)| country)
}
