//! What an item of a script expects.

use ventanilla_domain::fold;

use super::action::offer;
use super::player::Player;
use super::script::{ActCheck, HandoffCheck, Item};
use super::transcript::bubble_text;
use super::values;
use crate::effect::{Effect, Record};
use crate::value::Value;

/// Everything that `item` expects and is not so, in sentences.
pub(super) fn failures(player: &Player<'_>, item: &Item) -> Vec<String> {
    let mut failures = said(player, item);
    failures.extend(item.options.as_ref().and_then(|options| offers(player, options)));
    failures.extend(item.at.as_ref().and_then(|step| at(player, step)));
    failures.extend(item.act.0.iter().filter_map(|check| ran(player, check)));
    failures.extend(item.no_act.0.iter().filter(|run| player.acts.contains(run)).map(|run| format!("{run} ran")));
    failures.extend(item.vars.iter().filter_map(|(name, json)| holds(player, name, json)));
    failures.extend(item.handoff.as_ref().and_then(|check| handed_over(player, check)));
    failures.extend(item.watch.as_ref().and_then(|watch| fired(player, watch)));
    failures.extend(item.end.as_ref().and_then(|result| ended(player, result)));
    failures
}

fn said(player: &Player<'_>, item: &Item) -> Vec<String> {
    let bubbles = &player.since.bubbles;
    let all = bubbles.iter().map(bubble_text).collect::<Vec<_>>().join("\n");
    let folded = fold(&all);
    let missing = item.bot.0.iter().filter(|text| !folded.contains(&fold(text)));
    let unwanted = item.not_bot.0.iter().filter(|text| folded.contains(&fold(text)));
    let mut failures: Vec<String> = missing.map(|text| format!("the bot did not say \"{text}\"")).collect();
    failures.extend(unwanted.map(|text| format!("the bot said \"{text}\"")));
    failures.extend(
        item.bubbles
            .filter(|count| *count != bubbles.len())
            .map(|count| format!("{} bubbles, not {count}", bubbles.len())),
    );
    failures
}

fn offers(player: &Player<'_>, options: &[String]) -> Option<String> {
    let offered = &player.offered;
    let same = offered.len() == options.len()
        && options.iter().zip(offered).all(|(option, offered)| offer(std::slice::from_ref(offered), option).is_some());
    let titles = || offered.iter().map(|offer| offer.title.clone()).collect::<Vec<_>>().join(", ");
    (!same).then(|| format!("offered are: {}", titles()))
}

fn at(player: &Player<'_>, step: &str) -> Option<String> {
    let open = player.session.open_step();
    (open != Some(step)).then(|| format!("open is {}, not {step}", open.unwrap_or("nothing")))
}

fn ran(player: &Player<'_>, check: &ActCheck) -> Option<String> {
    let runs: Vec<_> = player.since.acts.iter().filter(|(run, _)| *run == check.run).collect();
    if runs.is_empty() {
        return Some(format!("{} did not run", check.run));
    }
    let wrong = |with: &std::collections::BTreeMap<String, Value>| {
        let different =
            check.with.iter().find(|(name, json)| !values::is(with.get(*name).unwrap_or(&Value::Null), json));
        different.map(|(name, _)| (name.clone(), with.get(name).map_or_else(|| "null".to_owned(), values::told)))
    };
    let mut differences = runs.iter().map(|(_, with)| wrong(with));
    if differences.clone().any(|difference| difference.is_none()) {
        return None;
    }
    differences.next().flatten().map(|(name, value)| format!("{} ran with {name} = {value}", check.run))
}

fn holds(player: &Player<'_>, name: &str, json: &serde_json::Value) -> Option<String> {
    let value = player.session.vars.get(name).unwrap_or(&Value::Null);
    (!values::is(value, json)).then(|| format!("{name} is {}", values::told(value)))
}

fn handed_over(player: &Player<'_>, check: &HandoffCheck) -> Option<String> {
    let handoffs: Vec<(&String, &str)> = player
        .since
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Handoff { queue, priority, .. } => Some((queue, priority.as_str())),
            _ => None,
        })
        .collect();
    let fits = |(queue, priority): &(&String, &str)| {
        check.queue.as_ref().is_none_or(|wanted| wanted == *queue)
            && check.priority.as_ref().is_none_or(|wanted| wanted == priority)
    };
    if handoffs.iter().any(fits) {
        return None;
    }
    let told: Vec<String> = handoffs.iter().map(|(queue, priority)| format!("{queue} {priority}")).collect();
    Some(format!("handed over to: {}", if told.is_empty() { "nobody".to_owned() } else { told.join(", ") }))
}

fn fired(player: &Player<'_>, watch: &str) -> Option<String> {
    let fired = |effect: &Effect| matches!(effect, Effect::Record(Record::Watch { watch: fired }) if fired == watch);
    (!player.since.effects.iter().any(fired)).then(|| format!("watch {watch} did not fire"))
}

fn ended(player: &Player<'_>, result: &str) -> Option<String> {
    let ended = player.session.ended.as_deref();
    (ended != Some(result)).then(|| {
        format!(
            "the session {}",
            ended.map_or_else(|| "has not ended".to_owned(), |other| format!("ended with {other}"))
        )
    })
}
