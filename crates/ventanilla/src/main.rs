//! The binary: reads the command line, the configuration and the environment, and starts things. Nothing else.

mod cli;
mod commands;
mod config;
mod system;

use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, Command};
use config::{Config, Environment};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    system::log(cli.verbose);
    match run(cli) {
        Ok(code) => code,
        Err(error) => {
            tell(&format!("ventanilla: {error:#}"));
            ExitCode::from(2)
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    rustls::crypto::ring::default_provider()
        .install_default()
        .map_err(|_| anyhow::anyhow!("the TLS provider is already installed"))?;
    let (file, named) = (cli.config_file().to_owned(), cli.config.is_some());
    let load = || Config::load(&file, named, &Environment::read());
    match cli.command.unwrap_or_default() {
        Command::Demo(args) => commands::demo::run(load()?, &args),
        Command::Serve => commands::serve::run(&load()?),
        Command::Emulator(args) => commands::emulator::run(args),
        Command::Chat(args) => commands::chat::run(&args),
        Command::Flow(args) => commands::flow::run(&args, load),
        Command::Classify(args) => commands::classify::run(&args),
        Command::Classifier(args) => commands::classifier::run(&args),
        Command::Export(args) => commands::export::run(&load()?, &args),
        Command::Reconcile(args) => commands::reconcile::run(&load()?, &args),
        Command::Bench(args) => commands::bench::run(&args),
    }
}

/// Says something to the person at the terminal.
pub(crate) fn tell(text: &str) {
    use std::io::Write;
    // A closed terminal is no reason to fail: there is nobody left to tell.
    drop(writeln!(std::io::stderr(), "{text}"));
}
