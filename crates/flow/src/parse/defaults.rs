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
    Back,
    EditPrompt,
    Yes,
    No,
    Noted,
}

impl Default {
    /// The texts that a flow may replace under `texts:`, in the order of [`crate::model::Flow::PLATFORM_TEXTS`].
    pub(crate) const PLATFORM: [(&'static str, Self); 11] = [
        ("media_missing", Self::MediaMissing),
        ("not_shown", Self::NotShown),
        ("fault", Self::Fault),
        ("stale", Self::Stale),
        ("group_prompt", Self::GroupPrompt),
        ("more", Self::More),
        ("back", Self::Back),
        ("edit_prompt", Self::EditPrompt),
        ("yes", Self::Yes),
        ("no", Self::No),
        ("noted", Self::Noted),
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
        Default::MediaMissing => "No pude abrir ese archivo. ¿Me lo mandas otra vez?",
        Default::NotShown => "Eso no puedo leerlo por aquí. Responde con palabras o con una opción, por favor.",
        Default::Fault => "Tuve un problema y le avisé a una persona de la Comisaría. En emergencia marca *911*.",
        Default::Stale => "Esa opción era de una pregunta anterior.",
        Default::GroupPrompt => "{{ group }}: elige una opción.",
        Default::More => "Ver más",
        Default::Back => "Volver",
        Default::EditPrompt => "¿Qué quieres corregir?",
        Default::Yes => "Sí",
        Default::No => "No",
        Default::Noted => "Gracias, lo anoto.",
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
        Default::MediaMissing => "I could not open that file. Could you send it again?",
        Default::NotShown => "I cannot read that here. Please answer with words or with an option.",
        Default::Fault => "Something went wrong on our side and a person has been told. In an emergency call *911*.",
        Default::Stale => "That option belonged to an earlier question.",
        Default::GroupPrompt => "{{ group }}: choose one.",
        Default::More => "See more",
        Default::Back => "Back",
        Default::EditPrompt => "What would you like to correct?",
        Default::Yes => "Yes",
        Default::No => "No",
        Default::Noted => "Thank you, noted.",
    }
}
