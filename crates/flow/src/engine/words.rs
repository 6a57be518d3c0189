//! Words the engine knows by itself, folded. Data: add to the lists, not to the code.

use ventanilla_domain::words;

/// What people say to say hello.
const SALUTATION: [&str; 44] = [
    "hola",
    "holaa",
    "holaaa",
    "holi",
    "ola",
    "hey",
    "ey",
    "oye",
    "oiga",
    "oigan",
    "buen",
    "buena",
    "buenas",
    "buenos",
    "dia",
    "dias",
    "tarde",
    "tardes",
    "noche",
    "noches",
    "que",
    "q",
    "k",
    "tal",
    "onda",
    "como",
    "esta",
    "estan",
    "estas",
    "saludos",
    "disculpe",
    "disculpa",
    "disculpen",
    "perdon",
    "perdone",
    "alguien",
    "ahi",
    "hi",
    "hello",
    "good",
    "morning",
    "afternoon",
    "evening",
    "there",
];

/// What people add before they say what happens.
const COURTESY: [&str; 57] = [
    "hay",
    "bueno",
    "aqui",
    "please",
    "por",
    "favor",
    "porfavor",
    "porfa",
    "gracias",
    "ok",
    "si",
    "no",
    "a",
    "de",
    "del",
    "la",
    "el",
    "lo",
    "los",
    "las",
    "un",
    "una",
    "me",
    "mi",
    "yo",
    "les",
    "le",
    "se",
    "para",
    "con",
    "y",
    "o",
    "en",
    "quiero",
    "quisiera",
    "necesito",
    "puedo",
    "puede",
    "pueden",
    "podria",
    "ayudar",
    "ayudarme",
    "hacer",
    "poner",
    "levantar",
    "dar",
    "reporte",
    "reportar",
    "denuncia",
    "denunciar",
    "inicio",
    "menu",
    "informacion",
    "the",
    "an",
    "to",
    "report",
];

/// Says "no photo" where a photo is asked.
const SKIP: [&str; 13] = [
    "no",
    "ninguna",
    "ninguno",
    "no tengo",
    "no tengo fotos",
    "no tengo foto",
    "sin foto",
    "sin fotos",
    "omitir",
    "saltar",
    "continuar",
    "siguiente",
    "skip",
];

/// Says "that was all".
const DONE: [&str; 9] =
    ["listo", "lista", "ya", "es todo", "eso es todo", "ya es todo", "son todas", "done", "continuar"];

/// Yes.
const YES: [&str; 14] = [
    "si",
    "sip",
    "s",
    "claro",
    "claro que si",
    "correcto",
    "asi es",
    "afirmativo",
    "por supuesto",
    "simon",
    "yes",
    "y",
    "ok",
    "si por favor",
];

/// No.
const NO: [&str; 8] = ["no", "n", "nop", "nel", "negativo", "para nada", "no gracias", "nope"];

/// Letters in words that are no greeting which make a description where one was asked: "gas" and "riña" are one.
const CONTENT_LETTERS: usize = 3;
/// Characters from which words that nobody asked for yet are a description.
const UNASKED_CHARACTERS: usize = 10;

/// Whether `text` says something about what happens. Before the question was seen (`asked` false) it must be ten characters or two
/// words with content, so that "robo?" still gets a welcome.
pub(crate) fn has_content(text: &str, asked: bool) -> bool {
    let content: Vec<String> = words(text).into_iter().filter(|word| !says_nothing(word)).collect();
    let letters: usize = content.iter().map(|word| word.chars().filter(|c| c.is_alphabetic()).count()).sum();
    letters >= CONTENT_LETTERS && (asked || content.len() >= 2 || text.trim().chars().count() >= UNASKED_CHARACTERS)
}

/// Whether `text` is nothing but a greeting; "sí", "no" and "ok" are answers, not greetings.
pub(crate) fn is_greeting(text: &str) -> bool {
    let found = words(text);
    !found.is_empty() && found.iter().all(|word| SALUTATION.contains(&word.as_str()))
}

fn says_nothing(word: &str) -> bool {
    SALUTATION.contains(&word) || COURTESY.contains(&word)
}

/// Whether `text` says that there is no photo.
pub(crate) fn means_skip(text: &str) -> bool {
    is_one_of(text, &SKIP)
}

/// Whether `text` says that this was all.
pub(crate) fn means_done(text: &str) -> bool {
    is_one_of(text, &DONE)
}

/// Yes, no, or neither.
pub(crate) fn yes_or_no(text: &str) -> Option<bool> {
    if is_one_of(text, &YES) {
        return Some(true);
    }
    is_one_of(text, &NO).then_some(false)
}

fn is_one_of(text: &str, list: &[&str]) -> bool {
    list.contains(&words(text).join(" ").as_str())
}
