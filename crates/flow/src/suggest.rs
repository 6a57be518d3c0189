//! "Did you mean": the nearest known word.

/// Longer words are no slips, and comparing them is slow.
const LONGEST: usize = 64;

/// The candidate nearest to `word`, when it is near enough to be a slip of the fingers.
pub(crate) fn suggest<I, S>(word: &str, candidates: I) -> Option<String>
where
    I: IntoIterator<Item = S>,
    S: AsRef<str>,
{
    if word.len() > LONGEST {
        return None;
    }
    let nearest = candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate.as_ref()), candidate))
        .min_by_key(|(distance, _)| *distance)?;
    let allowed = (word.chars().count() / 3).max(1);
    (nearest.0 <= allowed).then(|| nearest.1.as_ref().to_owned())
}
