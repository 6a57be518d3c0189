use super::super::heard::Part;
use super::super::machine::{Machine, Wording};
use super::super::matching::typed_key;
use super::super::show::Question;
use super::super::words::{has_content, means_done, means_skip};
use super::super::{Miss, Next, Reply};
use super::worded;
use crate::layout::Row;
use crate::model::{Media, Step};
use crate::value::{MediaRef, Value};

const DONE: &str = "done";
const SKIP: &str = "skip";

/// Files that came early answer it.
pub(super) fn enter(m: &mut Machine<'_>, step: &Step, media: &Media, wording: Wording) -> Next {
    if enough(m, step, media) && !m.session.settled.contains(&step.id) {
        return Next::Leave(DONE.to_owned());
    }
    m.open(step, wording)
}

/// Collects files of the accepted kinds; an album is answered once, after some quiet.
pub(super) fn answer(m: &mut Machine<'_>, step: &Step, media: &Media, part: &Part<'_>, seen: bool) -> Reply {
    match part {
        Part::File(file) if media.accept.contains(&file.kind) => collect(m, step, media, file),
        Part::LostFile => Reply::Miss(Miss { why: "unsupported", words: Some(m.platform_text("media_missing")) }),
        Part::Words(words) if seen => said(m, step, media, words),
        _ => Reply::Pass,
    }
}

/// More than `max` stay in the conversation and out of the variable.
fn collect(m: &mut Machine<'_>, step: &Step, media: &Media, file: &MediaRef) -> Reply {
    if let Some(var) = &step.store
        && m.files(Some(var)) < media.max as usize
    {
        m.add_file(var, file);
    }
    let quiet = m.after(media.gather);
    if let Some(open) = &mut m.session.open {
        open.gather_at = Some(quiet);
    }
    Reply::Stay
}

/// Words beside files that are still arriving are a remark, not a wrong answer; with `words`, so are all that say something.
fn said(m: &mut Machine<'_>, step: &Step, media: &Media, words: &str) -> Reply {
    let offered = m.session.open.as_ref().map(|open| open.offered.clone()).unwrap_or_default();
    let gathering = m.session.open.as_ref().is_some_and(|open| open.gather_at.is_some());
    if let Some(key) = typed_key(words, &offered, &options(m, step, media)) {
        return pick(m, step, media, &key);
    }
    if enough(m, step, media) && means_done(words) {
        return Reply::leave(DONE);
    }
    if media.min == 0 && !gathering && (means_skip(words) || means_done(words)) {
        return Reply::leave(SKIP);
    }
    let noted = note(m, media, words);
    match () {
        () if gathering => Reply::Stay,
        () if noted => thanked(m, step, media),
        () => Reply::Miss(m.unrecognised(step)),
    }
}

/// Asks again, kindly; whoever goes on telling as often as others may fail has no files to send.
fn thanked(m: &mut Machine<'_>, step: &Step, media: &Media) -> Reply {
    let thanks = m.platform_text("noted");
    m.say(&step.id, &thanks);
    let most = m.flow.policy_of(step).map_or(1, |policy| policy.attempts.max(1));
    let remarks = m.session.open.as_mut().map_or(most, |open| {
        open.remarks = open.remarks.saturating_add(1);
        open.remarks
    });
    if media.min == 0 && remarks >= most { Reply::leave(SKIP) } else { Reply::Show }
}

/// Adds words that say something to the variable that takes them.
fn note(m: &mut Machine<'_>, media: &Media, words: &str) -> bool {
    let says = has_content(words, true) && !means_skip(words) && !means_done(words);
    let Some(var) = media.words.as_ref().filter(|_| says) else { return false };
    let words = words.trim();
    let all = match m.var(var) {
        Some(Value::Text(held)) if !held.is_empty() => format!("{held}. {words}"),
        _ => words.to_owned(),
    };
    m.store(var, Value::Text(all));
    true
}

/// Quiet after files: done when there are enough, else asks for the rest.
pub(crate) fn gathered(m: &mut Machine<'_>, step: &Step, media: &Media) {
    if enough(m, step, media) {
        m.go_by(step, DONE);
    } else {
        m.show_again();
    }
}

pub(super) fn pick(m: &Machine<'_>, step: &Step, media: &Media, key: &str) -> Reply {
    match key {
        DONE if enough(m, step, media) => Reply::leave(DONE),
        DONE | SKIP if media.min == 0 => Reply::leave(if enough(m, step, media) { DONE } else { SKIP }),
        _ => Reply::Pass,
    }
}

pub(super) fn options(m: &Machine<'_>, step: &Step, media: &Media) -> Vec<Row> {
    let done = enough(m, step, media).then(|| Row::new(DONE, m.text(&media.done)));
    let skip = (media.min == 0 && m.files(step.store.as_ref()) == 0).then(|| Row::new(SKIP, m.text(&media.skip)));
    done.into_iter().chain(skip).collect()
}

pub(super) fn question(m: &Machine<'_>, step: &Step, media: &Media, wording: Wording) -> Question {
    let body = worded(m, &media.text, media.again.as_ref(), wording);
    Question { body, rows: options(m, step, media), ..Question::default() }
}

fn enough(m: &Machine<'_>, step: &Step, media: &Media) -> bool {
    m.files(step.store.as_ref()) >= media.min.max(1) as usize
}
