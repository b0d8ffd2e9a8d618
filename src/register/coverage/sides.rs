//! The sides of a flow that a notice may treat, by the word of the engine.

/// The words for the sides, each with what people read above it.
const SIDES: [(&str, &str); 11] = [
    ("recipient", "Recipient"),
    ("indirectRecipient", "Indirect recipient"),
    ("data", "Data"),
    ("purpose", "Purpose"),
    ("destination", "Country"),
    ("safeguard", "Safeguard"),
    ("retention", "Retention"),
    ("source", "Source"),
    ("basis", "Legal basis"),
    ("condition", "Condition of Art 9"),
    ("automatedDecision", "Automated decisions"),
];

/// The words for the sides, in the order of the table.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    SIDES.iter().map(|(word, _)| *word)
}

/// What people read above a side; the word itself where it is none of these.
pub(super) fn heading(side: &str) -> &str {
    let known = SIDES.iter().find(|(word, _)| *word == side);
    known.map_or(side, |(_, heading)| heading)
}
