//! Templates (whatsapp-cloud-api 5.2, 5.9): form of the request, and fit with what was registered.

use serde_json::Value;

use super::fields::{Fields, units};
use crate::graph::error::GraphError;
use crate::world::World;

const MOST_BUTTONS: usize = 10;

pub(super) fn check(content: &Value) -> Result<(), GraphError> {
    let fields = Fields::of(content, "template")?;
    let name = fields.bounded("name", 512)?;
    if !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_') {
        return Err(GraphError::parameter(
            "Param template['name'] may only contain lowercase letters, digits and underscores.",
        ));
    }
    fields.object("language")?.bounded("code", 16)?;
    if fields.optional("components").is_none() {
        return Ok(());
    }
    let components = fields.list("components", 0, MOST_BUTTONS + 2)?;
    components.iter().enumerate().try_for_each(|(place, part)| component(part, place))
}

fn component(part: &Value, place: usize) -> Result<(), GraphError> {
    let fields = Fields::of(part, &format!("template.components[{place}]"))?;
    match fields.text("type")?.to_ascii_lowercase().as_str() {
        "header" | "body" => {}
        "button" => button(&fields)?,
        other => {
            let path = fields.path("type");
            return Err(GraphError::parameter(format!(
                "Param {path} must be one of {{header, body, button}} - got \"{other}\"."
            )));
        }
    }
    if fields.optional("parameters").is_none() {
        return Ok(());
    }
    let parameters = fields.list("parameters", 0, 100)?;
    parameters.iter().enumerate().try_for_each(|(place, value)| parameter(&fields, value, place))
}

fn button(fields: &Fields<'_>) -> Result<(), GraphError> {
    fields.text("sub_type")?;
    let index = fields.value("index")?;
    let number = index.as_u64().or_else(|| index.as_str().and_then(|text| text.parse().ok()));
    match number {
        Some(0..=9) => Ok(()),
        _ => Err(GraphError::invalid(format!("'{}' must be 0 to 9.", fields.path("index")))),
    }
}

fn parameter(component: &Fields<'_>, value: &Value, place: usize) -> Result<(), GraphError> {
    let fields = Fields::of(value, &component.path(&format!("parameters[{place}]")))?;
    match fields.text("type")? {
        "text" => one_line(fields.bounded("text", 2000)?),
        "payload" => fields.bounded("payload", 256).map(drop),
        "image" | "video" | "document" => {
            super::media::file(&fields.object(fields.text("type")?)?, fields.text("type")?)
        }
        _ => Ok(()),
    }
}

/// Parameters may not contain line breaks, tabs or more than four spaces in a row.
fn one_line(text: &str) -> Result<(), GraphError> {
    let broken = text.contains(['\n', '\r', '\t']) || text.contains("     ");
    if broken {
        return Err(GraphError::new(
            132_018,
            "Param text cannot have new-line/tab characters or more than 4 consecutive spaces",
        ));
    }
    Ok(())
}

impl World {
    /// Whether the message fits a registered template. As long as none is registered, every well-formed
    /// one is taken for approved.
    pub(crate) fn check_template(&self, content: &Value) -> Result<(), GraphError> {
        if self.templates.is_empty() {
            return Ok(());
        }
        let name = content["name"].as_str().unwrap_or_default();
        let language = content["language"]["code"].as_str().unwrap_or_default();
        let found = self.templates.iter().find(|template| template.name == name && template.language == language);
        let missing = || GraphError::new(132_001, format!("template name ({name}) does not exist in {language}"));
        let template = found.ok_or_else(missing)?;
        let given = super::render::body_parameters(content);
        let expected = template.variables().len();
        if given.len() != expected {
            let details = format!(
                "body: number of localizable_params ({}) does not match the expected number of params ({expected})",
                given.len()
            );
            return Err(GraphError::new(132_000, details));
        }
        if units(&template.fill(&given)) > 1024 {
            return Err(GraphError::new(132_005, "Translated text too long"));
        }
        Ok(())
    }
}
