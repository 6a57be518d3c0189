use std::collections::BTreeMap;

/// Variables that override the file, with their place in it.
const VARIABLES: [(&str, &[&str]); 10] = [
    ("VENTANILLA_LISTEN", &["listen"]),
    ("VENTANILLA_DATABASE_URL", &["database_url"]),
    ("VENTANILLA_MEDIA_URL", &["media_url"]),
    ("VENTANILLA_FLOWS", &["flows"]),
    ("VENTANILLA_API_TOKEN", &["api_token"]),
    ("VENTANILLA_WHATSAPP_APP_SECRET", &["whatsapp", "app_secret"]),
    ("VENTANILLA_WHATSAPP_VERIFY_TOKEN", &["whatsapp", "verify_token"]),
    ("VENTANILLA_WHATSAPP_ACCESS_TOKEN", &["whatsapp", "access_token"]),
    ("VENTANILLA_WHATSAPP_PHONE_NUMBER_ID", &["whatsapp", "phone_number_id"]),
    ("VENTANILLA_WHATSAPP_GRAPH_URL", &["whatsapp", "graph_url"]),
];

/// The environment variables that concern us, read once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Environment(BTreeMap<&'static str, String>);

impl Environment {
    /// Reads them from the process. An empty variable counts as absent.
    pub(crate) fn read() -> Self {
        Self::from_lookup(|name| std::env::var(name).ok())
    }

    /// Reads them from anywhere.
    pub(crate) fn from_lookup(lookup: impl Fn(&str) -> Option<String>) -> Self {
        let read = |name| lookup(name).filter(|value| !value.is_empty());
        Self(VARIABLES.iter().filter_map(|(name, _)| Some((*name, read(name)?))).collect())
    }

    /// Writes each into its place.
    pub(crate) fn override_into(&self, table: &mut toml::Table) {
        for (name, place) in VARIABLES {
            if let Some(value) = self.0.get(name) {
                insert(table, place, value);
            }
        }
    }
}

fn insert(table: &mut toml::Table, place: &[&str], value: &str) {
    match place {
        [key] => {
            table.insert((*key).to_owned(), toml::Value::String(value.to_owned()));
        }
        [key, rest @ ..] => {
            let inner = table.entry(*key).or_insert_with(|| toml::Value::Table(toml::Table::new()));
            if let toml::Value::Table(inner) = inner {
                insert(inner, rest, value);
            }
        }
        [] => {}
    }
}
