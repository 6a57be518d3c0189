use super::super::heard::Part;
use super::super::machine::{Machine, Wording};
use super::super::matching::typed_key;
use super::super::show::Question;
use super::super::words::{means_done, means_skip};
use super::super::{Miss, Next, Reply};
use super::worded;
use crate::layout::Row;
use crate::model::{Media, Step};
use crate::value::MediaRef;

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

/// Words beside files that are still arriving are a remark, not a wrong answer.
fn said(m: &mut Machine<'_>, step: &Step, media: &Media, words: &str) -> Reply {
    let offered = m.session.open.as_ref().map(|open| open.offered.clone()).unwrap_or_default();
    let gathering = m.session.open.as_ref().is_some_and(|open| open.gather_at.is_some());
    if let Some(key) = typed_key(words, &offered, &options(m, step, media)) {
        return pick(m, step, media, &key);
    }
    if enough(m, step, media) && means_done(words) {
        return Reply::leave(DONE);
    }
    match () {
        () if gathering => Reply::Stay,
        () if media.min == 0 && (means_skip(words) || means_done(words)) => Reply::leave(SKIP),
        () => Reply::Miss(m.unrecognised(step)),
    }
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
