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

/// Words of greetings that are a question when nothing else is said.
const ASKING: [&str; 7] = ["que", "q", "k", "como", "alguien", "ahi", "there"];

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
const SKIP: [&str; 18] = [
    "no",
    "ninguna",
    "ninguno",
    "no tengo",
    "no hay",
    "no puedo",
    "no traigo",
    "ahorita no",
    "nel",
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

/// What follows a yes that goes on without a comma.
const AFTER_YES: [&str; 16] = [
    "hay", "son", "es", "esta", "estan", "senor", "senora", "señor", "señora", "traen", "tienen", "hubo", "fue",
    "ahorita", "todavia", "there",
];

/// What follows a no that goes on without a comma.
const AFTER_NO: [&str; 10] =
    ["hay", "hubo", "ninguno", "ninguna", "nadie", "nada", "senor", "señor", "señora", "todavia"];

/// Words that take a yes or a no back.
const UNSURE: [&str; 11] = ["no", "se", "puedo", "pero", "creo", "seguro", "segura", "recuerdo", "know", "but", "sure"];

/// Words of the longest answer that its first word, no, may stand for: a longer one says more than no.
const LONGEST_NO: usize = 5;

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

/// Whether `text` is nothing but a greeting. "Sí", "no" and "ok" are answers; "¿qué?" and "hola?" want to be answered.
pub(crate) fn is_greeting(text: &str) -> bool {
    let found = words(text);
    let greets = |word: &String| SALUTATION.contains(&word.as_str());
    let asks = text.contains('?') || found.iter().all(|word| ASKING.contains(&word.as_str()));
    !asks && found.iter().all(greets)
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

/// The yes or no that an answer begins with: "sí, hay dos", "no, ninguno". Only where it is set off by a mark or goes on as such
/// answers do: "si no llegan…" is no yes and "no deja de pegarle" no no. Whoever does not know, cannot or adds a "but" said neither.
pub(crate) fn leading_yes_or_no(text: &str) -> Option<bool> {
    let found = words(text);
    let (first, rest) = found.split_first()?;
    let yes = match first.as_str() {
        "si" | "yes" => true,
        "no" => false,
        _ => return None,
    };
    let next = rest.first()?.as_str();
    let accent = text.trim_start().chars().nth(1).is_some_and(|c| matches!(c, 'í' | 'Í'));
    let set_off =
        accent || text.trim_start().chars().find(|c| !c.is_alphanumeric()).is_some_and(|c| ",.;:!\n".contains(c));
    let goes_on = if yes { AFTER_YES.contains(&next) } else { AFTER_NO.contains(&next) };
    let unsure: &[&str] = if yes { &["no", "know"] } else { &UNSURE };
    let sure = !rest.iter().any(|word| unsure.contains(&word.as_str()));
    let plain = yes || found.len() <= LONGEST_NO;
    ((set_off || goes_on) && sure && plain).then_some(yes)
}

fn is_one_of(text: &str, list: &[&str]) -> bool {
    list.contains(&words(text).join(" ").as_str())
}
