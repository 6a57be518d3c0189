use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use ventanilla_flow::finding::{render_json, render_text};
use ventanilla_flow::package::check_package;

use super::{flow_test, setup};
use crate::cli::{FlowArgs, FlowCommand, FlowTarget, TextOrJson};
use crate::config::Config;
use crate::tell;

/// Exit 0 clean, 1 findings or failing tests, 2 unusable (DESIGN section 7).
pub(crate) fn run(args: &FlowArgs, load: impl Fn() -> anyhow::Result<Config>) -> anyhow::Result<ExitCode> {
    match &args.command {
        FlowCommand::Check(target) => check(target),
        FlowCommand::Test(target) => flow_test::run(target),
        FlowCommand::Fmt(target) => fmt(target),
        FlowCommand::Publish(target) => publish(&load()?, target),
        FlowCommand::Graph(target) => graph(target),
    }
}

/// The files of a package: every `.yaml` of a folder, or a single file under the name `flow.yaml`.
pub(crate) fn read_package(path: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    if path.is_file() {
        return Ok(BTreeMap::from([("flow.yaml".to_owned(), read(path)?)]));
    }
    let mut files = BTreeMap::new();
    let entries = std::fs::read_dir(path).with_context(|| format!("reading the folder {}", path.display()))?;
    for entry in entries {
        let file = entry?.path();
        if let Some(name) = file.file_name().and_then(|name| name.to_str()).filter(|name| name.ends_with(".yaml")) {
            files.insert(name.to_owned(), read(&file)?);
        }
    }
    if !files.contains_key("flow.yaml") {
        bail!("{} has no flow.yaml", path.display());
    }
    Ok(files)
}

fn read(file: &Path) -> anyhow::Result<String> {
    let bytes = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    String::from_utf8(bytes).with_context(|| format!("{} is not UTF-8", file.display()))
}

fn check(target: &FlowTarget) -> anyhow::Result<ExitCode> {
    let files = read_package(&target.path)?;
    let report = check_package(&files);
    match target.format {
        TextOrJson::Text => print(&render_text(&report.findings, &files, false)),
        TextOrJson::Json => print(&render_json(&report.findings)),
    }
    let code = match (&report.flow, report.findings.is_empty()) {
        (None, _) => 2,
        (Some(_), false) => 1,
        (Some(_), true) => 0,
    };
    Ok(ExitCode::from(code))
}

fn fmt(target: &FlowTarget) -> anyhow::Result<ExitCode> {
    let mut unusable = false;
    for (name, text) in read_package(&target.path)? {
        let file = if target.path.is_file() { target.path.clone() } else { target.path.join(&name) };
        match ventanilla_flow::fmt::format(&name, &text) {
            Ok(formatted) if formatted == text => {}
            Ok(formatted) => {
                std::fs::write(&file, formatted).with_context(|| format!("writing {}", file.display()))?;
                tell(&format!("formatted {}", file.display()));
            }
            Err(findings) => {
                tell(&render_text(&findings, &BTreeMap::from([(name, text)]), false));
                unusable = true;
            }
        }
    }
    Ok(ExitCode::from(if unusable { 2 } else { 0 }))
}

fn publish(config: &Config, target: &FlowTarget) -> anyhow::Result<ExitCode> {
    let package = read_package(&target.path)?;
    let hash = setup::runtime()?.block_on(async {
        let app = setup::open_app(config).await?;
        Ok::<_, anyhow::Error>(app.publish(package).await?)
    })?;
    tell(&format!("published {hash}"));
    Ok(ExitCode::SUCCESS)
}

fn graph(target: &FlowTarget) -> anyhow::Result<ExitCode> {
    let files = read_package(&target.path)?;
    let report = check_package(&files);
    let Some(flow) = &report.flow else {
        tell(&render_text(&report.findings, &files, false));
        return Ok(ExitCode::from(2));
    };
    print(&ventanilla_flow::graph::mermaid(flow));
    Ok(ExitCode::SUCCESS)
}

/// Prints for a person or a pipe.
pub(crate) fn print(text: &str) {
    use std::io::Write;
    // A reader that went away wants no more.
    drop(writeln!(std::io::stdout(), "{}", text.trim_end()));
}
