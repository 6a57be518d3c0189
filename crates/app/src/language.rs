//! Which language to answer in.

use ventanilla_domain::{Content, words};

/// Common words of English that no Spanish sentence holds; "a", "me", "no", "has" and the like are left out because both have them.
const ENGLISH: &[&str] = &[
    "hello",
    "hi",
    "hey",
    "good",
    "morning",
    "afternoon",
    "evening",
    "please",
    "help",
    "thanks",
    "english",
    "the",
    "there",
    "this",
    "that",
    "is",
    "are",
    "was",
    "were",
    "my",
    "your",
    "his",
    "her",
    "their",
    "they",
    "we",
    "i",
    "it",
    "and",
    "with",
    "from",
    "in",
    "on",
    "at",
    "of",
    "to",
    "want",
    "need",
    "someone",
    "somebody",
    "people",
    "street",
    "house",
    "car",
    "crash",
    "accident",
    "fire",
    "stolen",
    "robbed",
    "fight",
    "fighting",
    "report",
    "police",
    "have",
    "just",
    "now",
];

/// The language of `langs` in which `content` is plainly written, else `own`, the language of the flow. Decided once, on the first
/// message: whoever greets in English is answered in English.
pub(crate) fn language<'a>(content: &'a Content, own: &'a str, langs: &'a [String]) -> &'a str {
    let text = match content {
        Content::Text { text } => text.as_str(),
        Content::Media(item) => item.caption.as_deref().unwrap_or_default(),
        _ => return own,
    };
    let english = langs.iter().find(|lang| lang.starts_with("en"));
    english.filter(|_| is_english(text)).map_or(own, String::as_str)
}

/// Half of the words at least, of the first twenty.
fn is_english(text: &str) -> bool {
    let words = words(text).into_iter().take(20).collect::<Vec<_>>();
    let known = words.iter().filter(|word| ENGLISH.contains(&word.as_str())).count();
    known > 0 && known * 2 >= words.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_words_decide() {
        let langs = ["es-MX".to_owned(), "en".to_owned()];
        let of = |text: &str| language(&Content::Text { text: text.to_owned() }, "es-MX", &langs).to_owned();
        for english in [
            "Hello",
            "hi",
            "Good morning!",
            "there is a crash on the street",
            "Help, someone is in my house",
            "I was robbed",
        ] {
            assert_eq!(of(english), "en", "{english}");
        }
        for spanish in [
            "hola",
            "Buenas tardes",
            "hay un choque en Carranza",
            "ok",
            "",
            "👋",
            "no",
            "me robaron mi car",
            "In memoriam de mi abuelo",
        ] {
            assert_eq!(of(spanish), "es-MX", "{spanish}");
        }
        let only_spanish = ["es-MX".to_owned()];
        assert_eq!(language(&Content::Text { text: "hello".to_owned() }, "es-MX", &only_spanish), "es-MX");
    }
}
