use super::Limits;
use super::labels::Label;
use super::slots::Slot;
use crate::model::{Ask, Choose, Confirm, Kind, Media, PlaceStep, RungAction, Say, Step};

/// What the engine puts around the label and value of a summary line, and between the parts of a summary.
const LINE_EXTRA: usize = 6;
const PART_EXTRA: usize = 2;

pub(super) fn check(limits: &mut Limits<'_, '_, '_>, step: &Step) {
    let at = format!("steps/{}", step.id);
    match &step.kind {
        Kind::Say(say) => of_say(limits, &at, say),
        Kind::Choose(choose) => of_choose(limits, &at, choose),
        Kind::Ask(ask) => of_ask(limits, &at, ask),
        Kind::Media(media) => of_media(limits, &at, media),
        Kind::Place(place) => of_place(limits, &at, place),
        Kind::Confirm(confirm) => of_confirm(limits, &at, confirm),
        Kind::Handoff(handoff) => {
            if let Some(text) = &handoff.waiting {
                limits.fits(&format!("{at}/waiting"), "this text", text, Slot::Plain);
            }
        }
        Kind::Classify(_) | Kind::Set(_) | Kind::Branch(_) | Kind::Act(_) | Kind::End(_) => {}
    }
}

fn of_say(limits: &mut Limits<'_, '_, '_>, at: &str, say: &Say) {
    let slot = match (&say.media, &say.link) {
        (_, Some(_)) => Slot::Interactive,
        (Some(_), None) => Slot::Caption,
        (None, None) => Slot::Plain,
    };
    limits.fits(&format!("{at}/text"), "this text", &say.text, slot);
    if let Some(link) = &say.link {
        limits.fits(&format!("{at}/link/label"), "the label of the link", &link.label, Slot::Button);
    }
}

/// A question and its few words for asking again stand in the same kind of bubble.
fn question(
    limits: &mut Limits<'_, '_, '_>,
    at: &str,
    text: &crate::model::Text,
    again: Option<&crate::model::Text>,
    slot: Slot,
) {
    limits.says_something(&format!("{at}/text"), "this question", text);
    limits.fits(&format!("{at}/text"), "this question", text, slot);
    if let Some(again) = again {
        limits.fits(&format!("{at}/again"), "this question", again, slot);
    }
}

fn of_choose(limits: &mut Limits<'_, '_, '_>, at: &str, choose: &Choose) {
    question(limits, at, &choose.text, choose.again.as_ref(), Slot::Interactive);
    let mut labels: Vec<Label<'_>> = choose
        .options
        .iter()
        .map(|(id, option)| Label::new(format!("{at}/options/{id}/title"), &option.title))
        .collect();
    for (id, option) in &choose.options {
        if let Some(text) = &option.description {
            limits.fits(&format!("{at}/options/{id}/description"), "this description", text, Slot::RowDescription);
        }
    }
    limits.together(&labels);
    if choose.from.is_some() || choose.options.len() > 3 {
        limits.fits(&format!("{at}/list/open"), "the label that opens the list", &choose.list.open, Slot::ListButton);
        limits.fits(&format!("{at}/list/back"), "the row that leads back", &choose.list.back, Slot::Row);
    }
    let flow = limits.flow;
    if let Some(catalogue) = choose.from.as_ref().and_then(|name| flow.catalogues.get(name)) {
        let groups = catalogue.groups.iter();
        labels.extend(
            groups
                .map(|(id, group)| Label::new(format!("catalogues/{}/groups/{id}/title", catalogue.id), &group.title)),
        );
        limits.differ(&labels);
    }
}

fn of_ask(limits: &mut Limits<'_, '_, '_>, at: &str, ask: &Ask) {
    let buttons = !ask.buttons.is_empty() || ask.kind == crate::model::AskType::Yesno;
    question(limits, at, &ask.text, ask.again.as_ref(), if buttons { Slot::Interactive } else { Slot::Plain });
    if let Some(text) = &ask.invalid {
        limits.fits(&format!("{at}/invalid"), "this text", text, Slot::Plain);
    }
    let labels: Vec<_> = ask.buttons.iter().map(|(id, text)| Label::new(format!("{at}/buttons/{id}"), text)).collect();
    limits.together(&labels);
}

fn of_media(limits: &mut Limits<'_, '_, '_>, at: &str, media: &Media) {
    question(limits, at, &media.text, media.again.as_ref(), Slot::Interactive);
    let labels =
        [Label::new(format!("{at}/buttons/done"), &media.done), Label::new(format!("{at}/buttons/skip"), &media.skip)];
    limits.together(&labels);
}

fn of_place(limits: &mut Limits<'_, '_, '_>, at: &str, place: &PlaceStep) {
    question(limits, at, &place.text, place.again.as_ref(), Slot::Interactive);
    if let Some(text) = &place.invalid {
        limits.fits(&format!("{at}/invalid"), "this text", text, Slot::Plain);
    }
}

/// The words, every line and the footer are one bubble.
fn of_confirm(limits: &mut Limits<'_, '_, '_>, at: &str, confirm: &Confirm) {
    let more = limits.flow.langs.iter().map(|lang| summary(limits, lang, confirm)).max().unwrap_or(0);
    let before = limits.context.findings.len();
    limits.fits_with(&format!("{at}/text"), "the summary with all its lines", &confirm.text, Slot::Interactive, more);
    if limits.context.findings.len() > before {
        longest_line(limits, at, confirm);
    }
    let mut labels = vec![
        Label::new(format!("{at}/buttons/send"), &confirm.send),
        Label::new(format!("{at}/buttons/edit"), &confirm.edit),
    ];
    labels.extend(confirm.cancel.iter().map(|text| Label::new(format!("{at}/buttons/cancel"), text)));
    labels.extend(confirm.more.iter().map(|(id, text)| Label::new(format!("{at}/buttons/{id}"), text)));
    limits.together(&labels);
    let lines = confirm.show.iter().enumerate().filter(|(_, line)| line.edit.is_some());
    let lines: Vec<_> =
        lines.map(|(number, line)| Label::new(format!("{at}/show/{number}/label"), &line.label)).collect();
    for label in &lines {
        limits.fits(&label.address, "this label", label.text, Slot::Row);
    }
    limits.differ(&lines);
}

/// Shows which line of a summary that is too long is to blame.
fn longest_line(limits: &mut Limits<'_, '_, '_>, at: &str, confirm: &Confirm) {
    let worst = limits.worst(&limits.flow.lang);
    let lines = confirm.show.iter().enumerate().map(|(number, line)| (worst.node(line.value.root()), number));
    let Some((length, number)) = lines.max() else { return };
    let span = super::place(limits.context, &format!("{at}/show/{number}"));
    let sources = limits.context.sources;
    if let Some(finding) = limits.context.findings.last_mut() {
        finding.related(sources, span, format!("the longest line: up to {length} characters"));
    }
}

fn summary(limits: &Limits<'_, '_, '_>, lang: &str, confirm: &Confirm) -> usize {
    let worst = limits.worst(lang);
    let lines = confirm.show.iter().map(|line| worst.text(&line.label) + worst.node(line.value.root()) + LINE_EXTRA);
    let footer = confirm.footer.as_ref().map_or(0, |footer| worst.text(footer) + PART_EXTRA);
    lines.sum::<usize>() + footer + PART_EXTRA
}

/// What policies say, and the words of the platform.
pub(super) fn policies(limits: &mut Limits<'_, '_, '_>) {
    let flow = limits.flow;
    for policy in flow.policies.values() {
        let at = format!("policies/{}", policy.id);
        if let Some(text) = &policy.unrecognised {
            limits.fits(&format!("{at}/unrecognised"), "this text", text, Slot::Plain);
        }
        let said = policy.silence.iter().filter_map(|rung| match &rung.action {
            RungAction::Say(text) => Some(text),
            RungAction::Next(_) => None,
        });
        for (number, text) in said.enumerate() {
            limits.fits(&format!("{at}/silence/{number}"), "this reminder", text, Slot::Plain);
        }
    }
    for (name, text) in &flow.texts {
        let slot = match name.as_str() {
            "more" | "back" | "yes" | "no" => Slot::Row,
            "group_prompt" | "edit_prompt" => Slot::Interactive,
            _ => Slot::Plain,
        };
        limits.fits(&format!("texts/{name}"), &format!("the text `{name}`"), text, slot);
    }
}
