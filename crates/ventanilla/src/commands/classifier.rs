use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use ventanilla_classifier::{Example, HELDOUT, Model, TrainOptions, evaluate, read_corpus, train};

use crate::cli::{ClassifierArgs, ClassifierCommand, TextOrJson};
use crate::tell;

/// Trains or measures.
pub(crate) fn run(args: &ClassifierArgs) -> anyhow::Result<ExitCode> {
    match &args.command {
        ClassifierCommand::Train { corpus, output } => train_model(corpus, output),
        ClassifierCommand::Eval { corpus, format } => eval(corpus, *format),
    }
}

fn train_model(corpus: &Path, output: &Path) -> anyhow::Result<ExitCode> {
    let examples = read_training(corpus)?;
    tell(&format!("training on {} messages", examples.len()));
    let model = train(&examples, &TrainOptions::default(), progress);
    let bytes = model.to_bytes();
    std::fs::write(output, &bytes).with_context(|| format!("writing {}", output.display()))?;
    tell(&format!("\n{} bytes in {}", bytes.len(), output.display()));
    Ok(ExitCode::SUCCESS)
}

fn eval(corpus: &Path, format: TextOrJson) -> anyhow::Result<ExitCode> {
    let text = std::fs::read_to_string(corpus.join(HELDOUT)).with_context(|| format!("reading {HELDOUT}"))?;
    let found = evaluate(&Model::embedded()?, &read_corpus(&text)?);
    match format {
        TextOrJson::Text => print(&found.to_string()),
        TextOrJson::Json => print(&serde_json::to_string_pretty(&found)?),
    }
    Ok(ExitCode::SUCCESS)
}

/// Every file of the corpus but the held-out one, in order of name, so that the same corpus gives the same model.
fn read_training(corpus: &Path) -> anyhow::Result<Vec<Example>> {
    let entries = std::fs::read_dir(corpus).with_context(|| format!("reading the folder {}", corpus.display()))?;
    let mut files: Vec<_> = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.retain(|file| {
        file.extension().is_some_and(|e| e == "jsonl") && file.file_name().is_some_and(|n| n != HELDOUT)
    });
    files.sort();
    let mut examples = Vec::new();
    for file in &files {
        let text = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
        examples.extend(read_corpus(&text).with_context(|| format!("in {}", file.display()))?);
    }
    if examples.is_empty() {
        bail!("{} holds no .jsonl with messages", corpus.display());
    }
    Ok(examples)
}

fn progress(percent: u32) {
    use std::io::Write;
    let mut err = std::io::stderr();
    // Progress that cannot be shown is not worth failing for.
    drop(write!(err, "\r{percent:>3} %").and_then(|()| err.flush()));
}

fn print(text: &str) {
    use std::io::Write;
    drop(writeln!(std::io::stdout(), "{text}"));
}
