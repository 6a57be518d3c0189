//! Words the platform knows by itself, in Mexican Spanish and English.

/// A built-in text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Default {
    ListOpen,
    ListBack,
    MediaDone,
    MediaSkip,
    ConfirmSend,
    ConfirmEdit,
    MediaMissing,
    NotShown,
    Fault,
    Stale,
    GroupPrompt,
    More,
}

impl Default {
    /// The texts that a flow may replace under `texts:`, in the order of [`crate::model::Flow::PLATFORM_TEXTS`].
    pub(crate) const PLATFORM: [(&'static str, Self); 6] = [
        ("media_missing", Self::MediaMissing),
        ("not_shown", Self::NotShown),
        ("fault", Self::Fault),
        ("stale", Self::Stale),
        ("group_prompt", Self::GroupPrompt),
        ("more", Self::More),
    ];
}

/// The words in `lang`, when it is a kind of Spanish or English.
pub(crate) fn default(key: Default, lang: &str) -> Option<&'static str> {
    match lang.split('-').next() {
        Some("es") => Some(spanish(key)),
        Some("en") => Some(english(key)),
        _ => None,
    }
}

const fn spanish(key: Default) -> &'static str {
    match key {
        Default::ListOpen => "Ver opciones",
        Default::ListBack => "Volver al menú",
        Default::MediaDone => "Listo",
        Default::MediaSkip => "Continuar sin foto",
        Default::ConfirmSend => "Enviar",
        Default::ConfirmEdit => "Corregir",
        Default::MediaMissing => "No pude abrir ese archivo. Si puedes, envíalo otra vez.",
        Default::NotShown => "Aquí no puedo leer ese tipo de mensaje.",
        Default::Fault => "Tuve un problema y te comunico con una persona. Guardé lo que escribiste.",
        Default::Stale => "Ese botón es de una pregunta anterior.",
        Default::GroupPrompt => "*{{ group }}*: elige una opción.",
        Default::More => "Ver más",
    }
}

const fn english(key: Default) -> &'static str {
    match key {
        Default::ListOpen => "See options",
        Default::ListBack => "Back to the menu",
        Default::MediaDone => "Done",
        Default::MediaSkip => "Go on without",
        Default::ConfirmSend => "Send",
        Default::ConfirmEdit => "Correct",
        Default::MediaMissing => "I could not open that file. Please send it again if you can.",
        Default::NotShown => "I cannot read that kind of message here.",
        Default::Fault => "Something went wrong, a person will go on from here. I kept what you wrote.",
        Default::Stale => "That button belongs to an earlier question.",
        Default::GroupPrompt => "*{{ group }}*: choose one.",
        Default::More => "See more",
    }
}
