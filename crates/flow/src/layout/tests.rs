use indexmap::IndexMap;
use proptest::prelude::*;
use ventanilla_domain::{ChannelLimits, MediaKind, OutboundContent};

use super::text::{join, split, truncate};
use super::{Groups, Labels, Row, Sheet, bubbles, level, link, media};
use crate::session::View;

const WHATSAPP: ChannelLimits = ChannelLimits::WHATSAPP;

fn rows(count: usize, group: impl Fn(usize) -> Option<&'static str>) -> Vec<Row> {
    let row =
        |at: usize| Row { group: group(at).map(str::to_owned), ..Row::new(format!("o{at}"), format!("Opción {at}")) };
    (0..count).map(row).collect()
}

fn groups(ids: &[&str]) -> Groups {
    ids.iter().map(|id| ((*id).to_owned(), Row::new(*id, format!("Grupo {id}")))).collect::<IndexMap<_, _>>()
}

fn labels() -> Labels {
    Labels { back: "Volver".to_owned(), more: "Ver más".to_owned() }
}

fn keys(rows: &[Row]) -> Vec<&str> {
    rows.iter().map(|row| row.key.as_str()).collect()
}

fn sheet(rows: &[Row]) -> Sheet<'_> {
    Sheet { rows, open: "Ver opciones", pin: false }
}

#[test]
fn the_number_of_options_chooses_the_shape() {
    let shape = |count: usize, limits: &ChannelLimits| {
        let all = rows(count, |_| None);
        match bubbles("¿Cuál?", &sheet(&all), limits).pop() {
            Some(OutboundContent::Text { body }) => format!("text of {} lines", body.lines().count()),
            Some(OutboundContent::Buttons { buttons, .. }) => format!("{} buttons", buttons.len()),
            Some(OutboundContent::List { sections, .. }) => format!("list of {}", sections[0].rows.len()),
            other => format!("{other:?}"),
        }
    };
    assert_eq!(shape(0, &WHATSAPP), "text of 1 lines");
    assert_eq!(shape(3, &WHATSAPP), "3 buttons");
    assert_eq!(shape(4, &WHATSAPP), "list of 4");
    assert_eq!(shape(10, &WHATSAPP), "list of 10");
    assert_eq!(shape(3, &ChannelLimits::TEXT), "text of 5 lines");
}

#[test]
fn a_title_too_long_for_a_button_makes_a_list_not_a_cut() {
    let all = [Row::new("a", "Violencia contra mujeres"), Row::new("b", "Otra")];
    let Some(OutboundContent::List { sections, .. }) = bubbles("¿Cuál?", &sheet(&all), &WHATSAPP).pop() else {
        panic!()
    };
    assert_eq!(sections[0].rows[0].title, "Violencia contra mujeres");
}

#[test]
fn a_pin_is_asked_with_the_channels_own_button() {
    let asked = |limits| bubbles("¿Dónde?", &Sheet { rows: &[], open: "", pin: true }, limits);
    assert!(matches!(asked(&WHATSAPP)[..], [OutboundContent::LocationRequest { .. }]));
    assert!(matches!(asked(&ChannelLimits::TEXT)[..], [OutboundContent::Text { .. }]));
}

#[test]
fn words_too_long_for_buttons_go_before_them_and_none_are_lost() {
    let body = "palabra ".repeat(300);
    let all = rows(2, |_| None);
    let bubbles = bubbles(&body, &sheet(&all), &WHATSAPP);
    assert_eq!(bubbles.len(), 3);
    assert!(matches!(bubbles.last(), Some(OutboundContent::Buttons { .. })));
    let words: usize = bubbles.iter().map(|bubble| bubble.text().split_whitespace().count()).sum();
    assert_eq!(words, 300);
}

#[test]
fn more_than_a_list_holds_becomes_groups_first() {
    let all = rows(12, |at| Some(["a", "b", "c"][if at == 11 { 2 } else { at % 2 }]));
    let groups = groups(&["a", "b", "c"]);
    let shown = |view: &str| level(&all, &groups, &View(view.to_owned()), &WHATSAPP, &labels());
    assert_eq!(keys(&shown("")), ["@a", "@b", "o11"], "a group with one option is that option");
    assert_eq!(shown("")[2].title, "Grupo c");
    assert_eq!(keys(&shown("@b")), ["o1", "o3", "o5", "o7", "o9", "<"]);
}

#[test]
fn what_fits_is_shown_at_once() {
    let all = rows(10, |_| Some("a"));
    assert_eq!(level(&all, &groups(&["a"]), &View::default(), &WHATSAPP, &labels()).len(), 10);
}

#[test]
fn without_groups_there_are_pages() {
    let all = rows(25, |_| None);
    let shown = |view: &str| level(&all, &Groups::new(), &View(view.to_owned()), &WHATSAPP, &labels());
    assert_eq!(keys(&shown("")), ["o0", "o1", "o2", "o3", "o4", "o5", "o6", "o7", ">1"]);
    assert_eq!(keys(&shown(">1"))[8..], [">2", "<"]);
    assert_eq!(keys(&shown(">3")), ["o24", "<"]);
    assert_eq!(keys(&shown(">99")), ["o24", "<"]);
}

#[test]
fn a_group_that_is_too_long_has_pages_of_its_own() {
    let all = rows(14, |_| Some("a"));
    let shown = |view: &str| level(&all, &groups(&["a"]), &View(view.to_owned()), &WHATSAPP, &labels());
    assert_eq!(keys(&shown("@a"))[8..], ["@a>1", "<"]);
    assert_eq!(keys(&shown("@a>1")), ["o8", "o9", "o10", "o11", "o12", "o13", "<"]);
}

#[test]
fn links_and_files_carry_words_where_they_can() {
    assert!(matches!(link("Más aquí", "Abrir", "https://x", &WHATSAPP)[..], [OutboundContent::Link { .. }]));
    assert_eq!(link("Más aquí", "Abrir", "https://x", &ChannelLimits::TEXT)[0].text(), "Más aquí\nAbrir: https://x");
    assert_eq!(media("Mira", MediaKind::Image, "https://x", &WHATSAPP).len(), 1);
    assert_eq!(media("Escucha", MediaKind::Audio, "https://x", &WHATSAPP).len(), 2, "a sound has no caption");
}

#[test]
fn cuts_fall_between_words_and_never_inside_a_character() {
    assert_eq!(truncate("Vehículo", 8), "Vehículo");
    assert_eq!(truncate("🚨🚨🚨", 5), "🚨🚨…");
    assert_eq!(split("uno dos\n\ntres", 8), ["uno dos", "tres"]);
    assert_eq!(join(&["a".to_owned(), "b".to_owned(), "c".repeat(9)], 10), ["a\n\nb".to_owned(), "c".repeat(9)]);
    assert!(split(" \n ", 10).is_empty());
}

proptest! {
    #[test]
    fn pieces_fit_and_together_are_the_text(text in any::<String>(), limit in 2_usize..200) {
        let pieces = split(&text, limit);
        prop_assert!(pieces.iter().all(|piece| ChannelLimits::length(piece) <= limit && !piece.is_empty()));
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(bare(&pieces.concat()), bare(&text));
        prop_assert!(ChannelLimits::length(&truncate(&text, limit)) <= limit);
    }

    #[test]
    fn every_option_can_be_reached(count in 0_usize..60, grouped in 0_usize..6, limits in prop_oneof![Just(WHATSAPP), Just(ChannelLimits::TEXT)]) {
        let ids = ["a", "b", "c", "d", "e"];
        let all = rows(count, |at| if grouped == 0 { None } else { Some(ids[at % grouped]) });
        let groups = groups(&ids[..grouped.min(ids.len())]);
        let mut views = vec![String::new()];
        let mut reached = std::collections::BTreeSet::new();
        let mut at = 0;
        while let Some(view) = views.get(at).cloned() {
            let shown = level(&all, &groups, &View(view), &limits, &labels());
            prop_assert!(shown.len() <= 10);
            for row in shown {
                if row.key.starts_with(['@', '>']) && !views.contains(&row.key) {
                    views.push(row.key);
                } else {
                    reached.insert(row.key);
                }
            }
            at += 1;
        }
        prop_assert!(all.iter().all(|row| reached.contains(&row.key)));
    }
}
