//! The language of a text, as far as it shows that the reader, which knows English alone, is of no use for it.

/// Words that are frequent in a language, and in no other of these.
const LANGUAGES: [(&str, &[&str]); 7] = [
    (
        "English",
        &[
            "the", "of", "and", "your", "you", "we", "our", "that", "with", "this", "for", "are",
            "is", "to",
        ],
    ),
    (
        "French",
        &[
            "nous", "vous", "vos", "votre", "les", "et", "une", "sont", "nos", "données", "pour",
            "avec", "dans",
        ],
    ),
    (
        "German",
        &[
            "und", "der", "wir", "ihre", "sie", "daten", "nicht", "werden", "zur", "mit", "ist",
            "das", "von",
        ],
    ),
    (
        "Spanish",
        &[
            "los", "sus", "datos", "usted", "nuestro", "nuestra", "las", "y", "el", "que", "está",
        ],
    ),
    (
        "Italian",
        &[
            "dati", "che", "sono", "il", "gli", "della", "dei", "suoi", "nostro", "di", "è",
        ],
    ),
    (
        "Dutch",
        &[
            "wij", "uw", "het", "een", "gegevens", "niet", "voor", "van", "zijn", "onze", "met",
        ],
    ),
    (
        "Polish",
        &[
            "danych", "się", "jest", "oraz", "przez", "państwa", "do", "lub", "nie",
        ],
    ),
];

/// The language in which a text seems to be written, where it is not English.
///
/// ```
/// use fairnotice::notice::read::other_language;
///
/// let text = "Nous collectons votre nom et votre adresse. Vos données sont conservées trois ans.";
/// assert_eq!(other_language(text), Some("French"));
/// assert_eq!(other_language("We keep your name for the Société des Bains et des Eaux."), None);
/// ```
pub fn other_language(text: &str) -> Option<&'static str> {
    let mut counts = [0_usize; LANGUAGES.len()];
    for word in text.split(|c: char| !c.is_alphabetic()) {
        let word = word.to_lowercase();
        for (count, (_, words)) in counts.iter_mut().zip(LANGUAGES) {
            *count += usize::from(words.contains(&word.as_str()));
        }
    }
    let [english, others @ ..] = counts;
    let names = LANGUAGES.iter().skip(1).map(|(name, _)| *name);
    let (most, name) = others
        .into_iter()
        .zip(names)
        .max_by_key(|(count, _)| *count)?;
    (most >= 4 && most > 3 * english).then_some(name)
}
