use std::io::{BufRead, Write};
use std::process::ExitCode;

use ventanilla_domain::{ChannelKind, Content, Duration, MediaItem, MediaKind};
use ventanilla_flow::effect::Effect;
use ventanilla_flow::finding::render_text;
use ventanilla_flow::package::check_package;
use ventanilla_flow::testing::{Case, Player, bubble_text};

use super::city_world::CityWorld;
use super::flow::read_package;
use crate::cli::ChatArgs;
use crate::tell;

const HELP: &str = "Write as the citizen. /foto  /voz  /pin 25.42 -100.99  /espera 10m  /vars  /salir";

/// A conversation with a flow, on a text channel and with virtual time. Nothing is stored.
pub(crate) fn run(args: &ChatArgs) -> anyhow::Result<ExitCode> {
    let files = read_package(&args.folder)?;
    let report = check_package(&files);
    let Some(flow) = &report.flow else {
        tell(&render_text(&report.findings, &files, false));
        return Ok(ExitCode::from(2));
    };
    let mut world = CityWorld::new(flow, &args.folder)?;
    let case = Case::default();
    let lang = args.lang.as_deref().unwrap_or(&flow.lang);
    let mut player = Player::new(flow, ChannelKind::Text.limits(), lang, &case, &mut world);
    tell(HELP);
    let mut shown = 0;
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        if line.trim() == "/salir" {
            break;
        }
        play(&mut player, line.trim())?;
        shown = show(&player, shown)?;
        if player.session().ended.is_some() {
            break;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn play(player: &mut Player<'_>, line: &str) -> anyhow::Result<()> {
    let (command, rest) = line.split_once(' ').unwrap_or((line, ""));
    match command {
        "" => {}
        "/foto" => player.send(media(MediaKind::Image, rest), Vec::new())?,
        "/voz" => player.send(media(MediaKind::Audio, rest), Vec::new())?,
        "/pin" => pin(player, rest)?,
        "/espera" => match Duration::parse(rest) {
            Some(span) => player.wait(span)?,
            None => tell("expected a time such as 10m"),
        },
        "/vars" => tell(&serde_json::to_string_pretty(&player.session().vars)?),
        _ if command.starts_with('/') => tell(HELP),
        _ => player.send(Content::Text { text: line.to_owned() }, Vec::new())?,
    }
    Ok(())
}

fn pin(player: &mut Player<'_>, rest: &str) -> anyhow::Result<()> {
    let mut numbers = rest.split([' ', ',']).filter_map(|word| word.parse::<f64>().ok());
    match (numbers.next(), numbers.next()) {
        (Some(latitude), Some(longitude)) => {
            Ok(player.send(Content::Location { latitude, longitude, name: None, address: None }, Vec::new())?)
        }
        _ => {
            tell("expected two numbers: /pin 25.4232 -100.9931");
            Ok(())
        }
    }
}

fn media(kind: MediaKind, caption: &str) -> Content {
    Content::Media(MediaItem {
        kind,
        provider_media_id: Some("chat".to_owned()),
        mime: None,
        sha256: None,
        caption: (!caption.is_empty()).then(|| caption.to_owned()),
        filename: None,
        voice: kind == MediaKind::Audio,
        error: None,
    })
}

/// Prints what happened in the turns after the first `shown`; returns how many there are.
fn show(player: &Player<'_>, shown: usize) -> anyhow::Result<usize> {
    let mut out = std::io::stdout().lock();
    for effect in player.effects.iter().skip(shown).flatten() {
        match effect {
            Effect::Send { content, .. } => writeln!(out, "\n{}", bubble_text(content))?,
            Effect::Handoff { queue, priority, .. } => {
                writeln!(out, "\n  · to people: {queue}, {}", priority.as_str())?
            }
            Effect::End { result } => writeln!(out, "\n  · end: {result}")?,
            _ => {}
        }
    }
    out.flush()?;
    Ok(player.effects.len())
}
