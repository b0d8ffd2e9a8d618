//! Ids: which are given, and that none is given twice.

use super::super::raw::Text;
use crate::input::{InputError, InputErrorKind, Span};

/// Words that have a meaning of their own in place of an id.
pub(crate) const RESERVED: [&str; 8] = [
    "all",
    "data-subjects",
    "none",
    "outside-eea",
    "outside-uk",
    "outside-uk+eea",
    "third-countries",
    "unknown",
];

/// Whether a text can be an id: letters, digits, `-`, `_`, `.` and `:`, and no word of the format.
pub(super) fn is_id(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_id_char) && !RESERVED.contains(&text)
}

fn is_id_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':')
}

/// What is wrong with an id, if anything is.
pub(super) fn fault(id: &Text) -> Option<InputError> {
    if is_id(&id.value) || id.is_stand_in() {
        return None;
    }
    let error = |message: String| InputError::new(InputErrorKind::BadValue, id.span, message);
    Some(if RESERVED.contains(&id.value.as_str()) {
        error(format!("`{id}` is a word of the format, not an id")).help("choose another id")
    } else {
        let bad = id.value.chars().find(|c| !is_id_char(*c)).unwrap_or(' ');
        error(format!(
            "`{id}` cannot be an id: it has the character `{}`",
            bad.escape_debug()
        ))
        .help("an id has letters, digits, `-`, `_`, `.` and `:`")
    })
}

/// The error for an id that was given before.
pub(super) fn twice(id: &str, span: Option<Span>, first: Option<Span>) -> InputError {
    InputError::new(
        InputErrorKind::DuplicateId,
        span,
        format!("the id `{id}` is given twice"),
    )
    .help("give one of them another id")
    .related(first, "first here")
}

/// Things with ids in the order of their ids, each id once: of several the first that was read.
pub(super) fn in_order<T>(
    mut items: Vec<T>,
    id: impl Fn(&T) -> &Text,
) -> (Vec<T>, Vec<InputError>) {
    let key = |item: &T| (id(item).value.clone(), id(item).span);
    items.sort_by_cached_key(key);
    let mut errors: Vec<InputError> = items.iter().filter_map(|item| fault(id(item))).collect();
    let mut kept: Vec<T> = Vec::with_capacity(items.len());
    for item in items {
        match kept.last().map(&id) {
            Some(first) if *first == *id(&item) => {
                let is_stand_in = first.is_stand_in() || id(&item).is_stand_in();
                errors.extend(
                    (!is_stand_in).then(|| twice(&first.value, id(&item).span, first.span)),
                );
            }
            _ => kept.push(item),
        }
    }
    (kept, errors)
}
