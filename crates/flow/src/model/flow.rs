use std::collections::BTreeMap;

use indexmap::IndexMap;
use ventanilla_domain::{ChannelKind, FlowHash};

use super::{Catalogue, Lang, Must, Policy, Step, Text, VarDecl, Watch};

/// A whole flow, immutable once published and named by its [`FlowHash`].
#[derive(Debug, Clone)]
pub struct Flow {
    /// Id of the flow, such as `reporte`.
    pub id: String,
    /// SHA-256 over the package's files (name, length and bytes of each engine-relevant file, sorted by name).
    pub hash: FlowHash,
    /// The language texts are written in, such as `es-MX`.
    pub lang: Lang,
    /// Every language of the package, `lang` first.
    pub langs: Vec<Lang>,
    /// Channels it is proved for.
    pub channels: Vec<ChannelKind>,
    /// Where a new session begins.
    pub entry: String,
    /// Name of the policy of steps that name none.
    pub policy: String,
    /// Declared variables in order.
    pub vars: IndexMap<String, VarDecl>,
    /// Catalogues by name.
    pub catalogues: IndexMap<String, Catalogue>,
    /// Policies by name.
    pub policies: IndexMap<String, Policy>,
    /// Folded phrases by lexicon name (`lexicon.yaml`).
    pub lexicons: BTreeMap<String, Vec<String>>,
    /// In the order they are tried.
    pub watches: Vec<Watch>,
    /// Steps by id, in file order.
    pub steps: IndexMap<String, Step>,
    /// The author's invariants; parsed here, proved by the flow-language issue.
    pub must: Vec<Must>,
    /// Texts the platform itself says, by key (`texts:` of flow.yaml): see [`Flow::PLATFORM_TEXTS`].
    pub texts: BTreeMap<String, Text>,
}

impl Flow {
    /// Keys of `texts:` that the platform needs; each has a built-in Spanish wording when a flow leaves it out.
    /// `media_missing`: a file could not be opened. `not_shown`: a sticker, reaction, card or unknown thing came where something
    /// else was asked. `fault`: the engine failed and a person takes over. `stale`: a tap on an old button.
    /// `group_prompt`: asks to choose within a group, with `{{ group }}`. `more`: row that shows the next page. `back`: row that
    /// leads back to a summary. `edit_prompt`: asks which line of a summary to correct. `yes`, `no`: buttons of a yes-or-no question.
    /// `noted`: words beside a question for files were kept.
    pub const PLATFORM_TEXTS: [&'static str; 11] = [
        "media_missing",
        "not_shown",
        "fault",
        "stale",
        "group_prompt",
        "more",
        "back",
        "edit_prompt",
        "yes",
        "no",
        "noted",
    ];

    /// The step called `id`.
    #[must_use]
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.get(id)
    }

    /// The policy that holds for `step`.
    #[must_use]
    pub fn policy_of(&self, step: &Step) -> Option<&Policy> {
        self.policies.get(step.policy.as_deref().unwrap_or(&self.policy))
    }
}
