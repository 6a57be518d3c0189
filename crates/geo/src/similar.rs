//! Words that are the same but for a slip of the thumb.

/// Whether two folded words are the same word, a slip allowed: one letter in words of five or more, two in words of ten or more;
/// the first letter and every digit must be right.
pub(crate) fn similar(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let shorter = a.len().min(b.len());
    let slips = match shorter {
        0..5 => return false,
        5..10 => 1,
        _ => 2,
    };
    let digits = |word: &[char]| word.iter().any(char::is_ascii_digit);
    a.first() == b.first() && a.len().abs_diff(b.len()) <= slips && !digits(&a) && !digits(&b) && edits(&a, &b) <= slips
}

/// Letters to put in, take out or change; swapped neighbours count as one.
fn edits(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut previous: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, other) in b.iter().enumerate() {
            let at = |values: &[usize], index: usize| values.get(index).copied().unwrap_or(usize::MAX - 1);
            let change = at(&previous, j) + usize::from(letter != other);
            let mut best = change.min(at(&previous, j + 1) + 1).min(at(&row, j) + 1);
            if swapped(a, b, i, j) {
                best = best.min(at(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut previous, row);
    }
    previous.last().copied().unwrap_or(0)
}

fn swapped(a: &[char], b: &[char], i: usize, j: usize) -> bool {
    i > 0 && j > 0 && a.get(i) == b.get(j - 1) && a.get(i - 1) == b.get(j)
}
