//! Laws of the hierarchy, compared with a naive walk over parents.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

static BUILTIN: LazyLock<Taxonomy> = LazyLock::new(|| Taxonomy::builtin().unwrap());

/// The pairs of terms that mean the same, as the file of our additions lists them.
static TWINS: LazyLock<Vec<[TermId; 2]>> = LazyLock::new(|| {
    #[derive(serde::Deserialize)]
    struct Additions {
        twins: Vec<[String; 2]>,
    }
    let additions: Additions = serde_json::from_str(include_str!("additions.json")).unwrap();
    let pairs = additions.twins.into_iter();
    pairs
        .map(|pair| pair.map(|id| BUILTIN.find(&id).unwrap()))
        .collect()
});

/// The steps up from a term: its parents, and the terms that mean the same.
fn steps(taxonomy: &Taxonomy, term: TermId) -> Vec<TermId> {
    let twins = TWINS.iter().filter_map(|[one, other]| match term {
        _ if term == *one => Some(*other),
        _ if term == *other => Some(*one),
        _ => None,
    });
    taxonomy
        .parents(term)
        .iter()
        .copied()
        .chain(twins)
        .collect()
}

/// The oracle: whether `broader` is met on some way up from `narrower`.
fn walks_up_to(taxonomy: &Taxonomy, narrower: TermId, broader: TermId) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![narrower];
    while let Some(term) = open.pop() {
        if term == broader {
            return true;
        }
        if seen.insert(term) {
            open.extend(steps(taxonomy, term));
        }
    }
    false
}

/// New terms without faults: each under earlier ones of the estate or under built-in data terms,
/// with earlier ones as parts; shuffled.
fn estate() -> impl Strategy<Value = Vec<NewTerm>> {
    let data: Vec<String> = BUILTIN
        .terms_of(TermKind::Data)
        .map(|term| BUILTIN.id(term).to_owned())
        .collect();
    let one = (
        prop::collection::vec(any::<prop::sample::Index>(), 1..4),
        prop::collection::vec(any::<prop::sample::Index>(), 0..3),
        prop::bool::weighted(0.1),
    );
    prop::collection::vec(one, 1..20)
        .prop_map(move |terms| {
            let pick = |before: usize, index: &prop::sample::Index| {
                // Own terms are drawn as often as those of the vocabulary.
                let at = index.index(2 * data.len());
                if at < data.len() || before == 0 {
                    data[at % data.len()].clone()
                } else {
                    format!("t{}", at % before)
                }
            };
            let built = terms
                .iter()
                .enumerate()
                .map(|(n, (parents, parts, special))| NewTerm {
                    id: format!("t{n}"),
                    parents: parents.iter().map(|parent| pick(n, parent)).collect(),
                    parts: parts.iter().map(|part| pick(n, part)).collect(),
                    special: *special,
                    ..NewTerm::default()
                });
            built.collect::<Vec<_>>()
        })
        .prop_shuffle()
}

fn some_term() -> impl Strategy<Value = TermId> {
    (0..BUILTIN.len()).prop_map(TermId::from_index)
}

#[test]
fn subsumption_agrees_with_the_walk_for_all_pairs_of_a_kind() {
    let taxonomy = &*BUILTIN;
    for kind in TermKind::ALL {
        for narrower in taxonomy.terms_of(kind) {
            let mut above: BTreeSet<TermId> = taxonomy.ancestors(narrower).collect();
            above.insert(narrower);
            for broader in taxonomy.terms_of(kind) {
                assert_eq!(
                    taxonomy.subsumes(broader, narrower),
                    above.contains(&broader)
                );
            }
            assert!(
                above
                    .iter()
                    .all(|broader| walks_up_to(taxonomy, narrower, *broader))
            );
            let parents = taxonomy.parents(narrower);
            assert!(parents.iter().all(|parent| above.contains(parent)));
        }
    }
}

proptest! {
    // Each case builds a whole taxonomy or two.
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn subsumption_agrees_with_the_walk(a in some_term(), b in some_term()) {
        prop_assert_eq!(BUILTIN.subsumes(a, b), walks_up_to(&BUILTIN, b, a));
    }

    #[test]
    fn subsumption_is_an_order_within_a_kind(estate in estate()) {
        let taxonomy = BUILTIN.extended(estate).unwrap();
        let own: Vec<TermId> = taxonomy.terms().filter(|term| taxonomy.is_estate(*term)).collect();
        for &a in &own {
            prop_assert!(taxonomy.subsumes(a, a));
            for b in taxonomy.ancestors(a).collect::<Vec<_>>() {
                prop_assert!(walks_up_to(&taxonomy, a, b));
                prop_assert_eq!(taxonomy.kind(a), taxonomy.kind(b));
                prop_assert!(!taxonomy.subsumes(a, b), "antisymmetric");
                for c in taxonomy.ancestors(b) {
                    prop_assert!(taxonomy.subsumes(c, a), "transitive");
                }
            }
            for &b in &own {
                prop_assert_eq!(taxonomy.subsumes(b, a), walks_up_to(&taxonomy, a, b));
            }
        }
    }

    #[test]
    fn marks_are_inherited_from_all_above_and_all_parts(estate in estate()) {
        let given: BTreeSet<String> =
            estate.iter().filter(|term| term.special).map(|term| term.id.clone()).collect();
        let taxonomy = BUILTIN.extended(estate).unwrap();
        for term in taxonomy.terms().filter(|term| taxonomy.is_estate(*term)) {
            let mut open = vec![term];
            let mut sources = BTreeSet::new();
            while let Some(source) = open.pop() {
                if sources.insert(source) {
                    open.extend(taxonomy.parents(source));
                    open.extend(taxonomy.parts(source));
                }
            }
            let expected = sources.iter().any(|source| {
                given.contains(taxonomy.id(*source))
                    || (!taxonomy.is_estate(*source) && BUILTIN.is_special(*source))
            });
            prop_assert_eq!(taxonomy.is_special(term), expected, "{}", taxonomy.id(term));
        }
    }

    #[test]
    fn the_order_of_an_estates_terms_does_not_matter(terms in estate(), seed in any::<prop::sample::Index>()) {
        let mut turned = terms.clone();
        turned.rotate_left(seed.index(terms.len()));
        let (one, other) = (BUILTIN.extended(terms).unwrap(), BUILTIN.extended(turned).unwrap());
        for term in one.terms() {
            prop_assert_eq!(one.id(term), other.id(term));
            prop_assert_eq!(one.short(term), other.short(term));
            prop_assert_eq!(one.parents(term), other.parents(term));
            prop_assert_eq!(one.is_special(term), other.is_special(term));
        }
    }

    #[test]
    fn a_path_goes_up_by_parents_and_is_no_longer_than_any(estate in estate()) {
        let taxonomy = BUILTIN.extended(estate).unwrap();
        for narrower in taxonomy.terms().filter(|term| taxonomy.is_estate(*term)) {
            for broader in taxonomy.ancestors(narrower) {
                let way = taxonomy.path(narrower, broader).unwrap();
                prop_assert_eq!((way.first(), way.last()), (Some(&narrower), Some(&broader)));
                prop_assert!(way.windows(2).all(|step| steps(&taxonomy, step[0]).contains(&step[1])));
                // Level by level upwards, no earlier level may hold the broader term.
                let mut level = BTreeSet::from([narrower]);
                for _ in 1..way.len() {
                    prop_assert!(!level.contains(&broader));
                    level = level.iter().flat_map(|term| steps(&taxonomy, *term)).collect();
                }
                prop_assert!(level.contains(&broader));
            }
        }
    }

    #[test]
    fn short_spellings_lead_back_in_every_estate(mut estate in estate(), shadow in prop::collection::vec(some_term(), 0..5)) {
        let names: BTreeSet<String> = shadow.iter().map(|term| spelling::kebab(spelling::local(BUILTIN.id(*term)))).collect();
        estate.extend(names.into_iter().map(|id| NewTerm {
            id,
            parents: vec!["dpv:PersonalData".to_owned()],
            ..NewTerm::default()
        }));
        let taxonomy = BUILTIN.extended(estate).unwrap();
        for term in taxonomy.terms() {
            prop_assert_eq!(taxonomy.lookup(taxonomy.kind(term), taxonomy.short(term)), Ok(term));
        }
    }

    #[test]
    fn lookup_takes_any_text(written in any::<String>(), kind in prop::sample::select(TermKind::ALL.to_vec())) {
        if let Ok(term) = BUILTIN.lookup(kind, &written) {
            prop_assert_eq!(BUILTIN.kind(term), kind);
        }
        let _ = Country::parse(&written);
    }
}
