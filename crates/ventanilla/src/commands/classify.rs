use std::io::{BufRead, Write};
use std::process::ExitCode;

use anyhow::Context;
use serde::{Deserialize, Serialize};
use ventanilla_classifier::{Candidate, Model};

use crate::cli::ClassifyArgs;
use crate::tell;

#[derive(Deserialize)]
struct Question {
    id: serde_json::Value,
    text: String,
}

#[derive(Serialize)]
struct Verdict {
    id: serde_json::Value,
    category: String,
    confidence: f64,
    candidates: Vec<Candidate>,
    urgent: bool,
}

/// Classifies line by line, so that it can stand in a pipe. A line that cannot be read is named on standard error and the exit is 1.
pub(crate) fn run(args: &ClassifyArgs) -> anyhow::Result<ExitCode> {
    let model = match &args.model {
        Some(file) => {
            let bytes = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
            Model::from_bytes(&bytes)?
        }
        None => Model::embedded()?,
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut code = ExitCode::SUCCESS;
    for (number, line) in std::io::stdin().lock().lines().enumerate() {
        let line = line.context("reading standard input")?;
        match serde_json::from_str::<Question>(&line) {
            Ok(question) => {
                serde_json::to_writer(&mut out, &verdict(&model, question))?;
                writeln!(out)?;
            }
            Err(_) if line.trim().is_empty() => {}
            Err(error) => {
                code = ExitCode::from(1);
                tell(&format!("line {}: expected {{\"id\":…,\"text\":\"…\"}}: {error}", number + 1));
            }
        }
    }
    out.flush()?;
    Ok(code)
}

fn verdict(model: &Model, question: Question) -> Verdict {
    let found = model.classify(&question.text);
    Verdict {
        id: question.id,
        category: found.category,
        confidence: found.confidence,
        candidates: found.candidates,
        urgent: found.urgent,
    }
}
