//! Trains the model that is built into the program and tells how good it is.
//!
//! `cargo run -p ventanilla-classifier --release --example train` writes `src/model.bin` and `model.txt`; with `-- eval` it only
//! cross-validates.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use ventanilla_classifier::{Example, HELDOUT, TrainOptions, cross_validate, evaluate, read_corpus, train};

/// Folds and seed of the cross-validation that is reported.
const FOLDS: usize = 5;
const SEED: u64 = 7;

fn main() -> Result<(), Box<dyn Error>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = here.join("../../corpus");
    let (examples, options) = (read_examples(&corpus)?, TrainOptions::default());
    let crossed = cross_validate(&examples, &options, FOLDS, SEED, progress("cross-validation"));
    let crossed = format!("cross-validation, {FOLDS} folds\n{crossed}");
    println!("{crossed}");
    if std::env::args().any(|argument| argument == "eval") {
        return Ok(());
    }
    let model = train(&examples, &options, progress("training"));
    let heldout = read_corpus(&fs::read_to_string(corpus.join(HELDOUT))?)?;
    let heldout = format!("held-out texts\n{}", evaluate(&model, &heldout));
    println!("{heldout}");
    let bytes = model.to_bytes();
    fs::write(here.join("model.txt"), format!("{} bytes\n\n{crossed}\n{heldout}", bytes.len()))?;
    fs::write(here.join("src/model.bin"), bytes)?;
    Ok(())
}

/// Tells every tenth of the way.
fn progress(what: &'static str) -> impl FnMut(u32) {
    let mut told = 0;
    move |percent| {
        if percent / 10 > told {
            told = percent / 10;
            eprintln!("{what} {} %", told * 10);
        }
    }
}

/// The files of the corpus by name, without the held-out texts.
fn read_examples(corpus: &Path) -> Result<Vec<Example>, Box<dyn Error>> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(corpus)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    files.retain(|path| path.extension().is_some_and(|e| e == "jsonl") && !path.ends_with(HELDOUT));
    files.sort();
    let mut examples = Vec::new();
    for file in files {
        examples.extend(read_corpus(&fs::read_to_string(&file)?).map_err(|e| format!("{}: {e}", file.display()))?);
    }
    Ok(examples)
}
