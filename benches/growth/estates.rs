//! Estates that grow: parties, systems, flows, contracts, terms, days, and faults in all of these.

use super::folder::{Folder, flow, lines};
use super::{CHECK, Growing, TIMELINE, TRACE};

const FLOWS: &str = "include: [p.yaml, f.ndjson]\n";
const SYSTEMS: &str = "include: [s.yaml, f.ndjson]\n";

pub const KINDS: &[Growing] = &[
    Growing {
        name: "parties",
        largest: 40_000,
        call: CHECK,
        write: |to, n| {
            to.estate("include: [p.yaml]\n");
            parties(to, n);
        },
    },
    Growing {
        name: "parties_flows",
        largest: 20_000,
        call: CHECK,
        write: |to, n| {
            to.estate(FLOWS);
            parties(to, n);
            to.lines("f.ndjson", "", n, |at| {
                flow(&format!("f{at}"), "x", &format!("p{at}"), "")
            });
        },
    },
    Growing {
        name: "chain",
        largest: 50_000,
        call: CHECK,
        write: |to, n| chain(to, n, false),
    },
    Growing {
        name: "cycle",
        largest: 50_000,
        call: CHECK,
        write: |to, n| chain(to, n, true),
    },
    Growing {
        name: "chain_parties",
        largest: 8_000,
        call: CHECK,
        write: |to, n| {
            to.estate(FLOWS);
            parties(to, n);
            to.lines("f.ndjson", "", n, |at| match at {
                0 => flow("f-in", "x", "p0", ""),
                at => flow(
                    &format!("f{at}"),
                    &format!("p{}", at - 1),
                    &format!("p{at}"),
                    "",
                ),
            });
        },
    },
    // By its flows: those from each of some parties to each other.
    Growing {
        name: "clique",
        largest: 39_800,
        call: CHECK,
        write: |to, n| {
            let all = (n as f64).sqrt().ceil() as usize;
            to.estate(FLOWS);
            parties(to, all);
            to.lines("f.ndjson", "", all * (all - 1), |at| {
                let (from, other) = (at / (all - 1), at % (all - 1));
                let other = other + usize::from(other >= from);
                flow(
                    &format!("f{from}-{other}"),
                    &format!("p{from}"),
                    &format!("p{other}"),
                    "",
                )
            });
        },
    },
    Growing {
        name: "contracts",
        largest: 4_000,
        call: CHECK,
        write: contracts,
    },
    Growing {
        name: "ndjson",
        largest: 1_000_000,
        call: CHECK,
        write: |to, n| {
            to.estate("include: [f.ndjson]\n");
            to.lines("f.ndjson", "", n, |at| {
                flow(&format!("f{at}"), "data-subjects", "x", "")
            });
        },
    },
    Growing {
        name: "ndjson_distinct",
        largest: 100_000,
        call: CHECK,
        write: |to, n| {
            to.estate("include: [f.ndjson]\n");
            to.lines("f.ndjson", "", n, |at| {
                flow(
                    &format!("f{at}"),
                    "data-subjects",
                    "x",
                    &format!(r#","retention":"P{}D""#, at + 1),
                )
            });
        },
    },
    Growing {
        name: "ndjson_bad",
        largest: 200_000,
        call: CHECK,
        write: |to, n| {
            to.estate("include: [f.ndjson]\n");
            to.lines("f.ndjson", "", n, |at| {
            format!(r#"{{"id":"f{at}","from":"data-subjects","to":"x{at}","data":["name"],"subjects":"customer""#)
        });
        },
    },
    Growing {
        name: "timeline_days",
        largest: 3_000,
        call: TIMELINE,
        write: |to, n| {
            to.estate("  - {id: v, name: V, country: US}\ninclude: [f.ndjson]\n");
            let day = |at: usize| {
                let days = i64::try_from(at).expect("few days");
                jiff::civil::date(2018, 6, 1).saturating_add(jiff::Span::new().days(days))
            };
            to.lines("f.ndjson", "", n, |at| {
                flow(
                    &format!("f{at}"),
                    "x",
                    "v",
                    &format!(r#","since":"{}""#, day(at)),
                )
            });
        },
    },
    Growing {
        name: "trace_dag",
        largest: 16,
        call: TRACE,
        write: |to, n| {
            to.estate(SYSTEMS);
            systems(to, n * 2);
            let inner = |at: usize| {
                let (layer, from, other) = (at / 4, at / 2 % 2, at % 2);
                flow(
                    &format!("f{at}"),
                    &format!("s{}", layer * 2 + from),
                    &format!("s{}", layer * 2 + 2 + other),
                    "",
                )
            };
            let head = lines(2, |at| {
                flow(&format!("f-in{at}"), "data-subjects", &format!("s{at}"), "")
            });
            to.lines("f.ndjson", &head, (n - 1) * 4, inner);
        },
    },
    Growing {
        name: "badrefs",
        largest: 16_000,
        call: CHECK,
        write: |to, n| {
            let rest = lines(n, |at| {
                format!(
                    "  - {{id: f{at}, from: nobody{at}, to: nowhere{at}, data: name, subjects: customer, purpose: service-provision}}"
                )
            });
            to.estate(&format!("flows:\n{rest}"));
        },
    },
    Growing {
        name: "badterms",
        largest: 4_000,
        call: CHECK,
        write: |to, n| {
            let rest = lines(n, |at| {
                format!(
                    "  - {{id: f{at}, from: data-subjects, to: x, data: nmae{at}, subjects: customer, purpose: service-provision}}"
                )
            });
            to.estate(&format!("flows:\n{rest}"));
        },
    },
    Growing {
        name: "branches",
        largest: 8_000,
        call: CHECK,
        write: |to, n| {
            let branches = lines(n, |at| format!("      - {{id: b{at}, country: US}}"));
            to.file("fairnotice.yaml", format!("name: X\ncontroller: x\nparties:\n  - id: x\n    country: GB\n    branches:\n{branches}flows:\n  - {{id: f, from: data-subjects, to: x, data: name, subjects: customer, purpose: service-provision}}\n"));
        },
    },
    Growing {
        name: "access",
        largest: 4_000,
        call: CHECK,
        write: |to, n| {
            let parties = lines(n, |at| format!("  - {{id: p{at}, country: US}}"));
            let access = lines(n, |at| {
                format!("      - {{by: p{at}, from: US, since: 2020-01-01}}")
            });
            to.estate(&format!("{parties}systems:\n  - id: s\n    operator: x\n    hosting: GB\n    access:\n{access}flows:\n  - {{id: f, from: data-subjects, to: s, data: name, subjects: customer, purpose: service-provision}}\n"));
        },
    },
    Growing {
        name: "flowdata",
        largest: 8_000,
        call: CHECK,
        write: |to, n| {
            let terms = lines(n, |at| format!("  - {{id: t{at}, under: name}}"));
            let all: Vec<String> = (0..n).map(|at| format!("t{at}")).collect();
            to.estate(&format!("terms:\n{terms}flows:\n  - {{id: f, from: data-subjects, to: x, data: [{}], subjects: customer, purpose: service-provision}}\n", all.join(", ")));
        },
    },
    Growing {
        name: "terms_chain",
        largest: 8_000,
        call: CHECK,
        write: |to, n| {
            terms(to, n, None, |at| {
                format!("{{id: t{}, under: t{at}}}", at + 1)
            });
        },
    },
    Growing {
        name: "terms_parts",
        largest: 8_000,
        call: CHECK,
        write: |to, n| {
            terms(to, n, None, |at| {
                format!("{{id: t{}, under: identifying, parts: [t{at}]}}", at + 1)
            });
        },
    },
    Growing {
        name: "terms_wide",
        largest: 40_000,
        call: CHECK,
        write: |to, n| {
            terms(to, n, None, |at| format!("{{id: w{at}, under: name}}"));
        },
    },
    Growing {
        name: "terms_use",
        largest: 9_990,
        call: CHECK,
        write: |to, n| {
            terms(to, n, Some(format!("t{n}")), |at| {
                format!("{{id: t{}, under: t{at}}}", at + 1)
            });
        },
    },
    Growing {
        name: "terms_puse",
        largest: 9_990,
        call: CHECK,
        write: |to, n| {
            terms(to, n, Some(format!("t{n}")), |at| {
                format!("{{id: t{}, under: identifying, parts: [t{at}]}}", at + 1)
            });
        },
    },
    Growing {
        name: "terms_cycle",
        largest: 9_990,
        call: CHECK,
        write: |to, n| {
            to.estate("include: [t.yaml]\n");
            to.lines("t.yaml", "terms:\n", n, |at| {
                format!("  - {{id: t{at}, under: t{}}}", (at + 1) % n)
            });
        },
    },
    Growing {
        name: "terms_diamond",
        largest: 4_000,
        call: CHECK,
        write: |to, n| {
            diamond(to, n, |at, side| {
                format!(
                    "{{id: t{}{side}, under: identifying, parts: [t{at}a, t{at}b]}}",
                    at + 1
                )
            });
        },
    },
    Growing {
        name: "terms_udiamond",
        largest: 4_000,
        call: CHECK,
        write: |to, n| {
            diamond(to, n, |at, side| {
                format!("{{id: t{}{side}, under: [t{at}a, t{at}b]}}", at + 1)
            });
        },
    },
];

fn parties(to: &Folder, count: usize) {
    to.lines("p.yaml", "parties:\n", count, |at| {
        format!("  - {{id: p{at}, name: Party {at}, country: US}}")
    });
}

fn systems(to: &Folder, count: usize) {
    to.lines("s.yaml", "systems:\n", count, |at| {
        format!("  - {{id: s{at}, operator: x, hosting: GB}}")
    });
}

fn chain(to: &Folder, count: usize, closes: bool) {
    to.estate(SYSTEMS);
    systems(to, count);
    let flows = count + usize::from(closes);
    to.lines("f.ndjson", "", flows, |at| match at {
        0 => flow("f-in", "data-subjects", "s0", ""),
        at => flow(
            &format!("f{at}"),
            &format!("s{}", at - 1),
            &format!("s{}", at % count),
            "",
        ),
    });
}

fn contracts(to: &Folder, count: usize) {
    to.estate(FLOWS);
    let contracts = lines(count, |at| {
        format!("  - {{id: c{at}, kind: processor, between: [x, v], since: 2020-01-01}}")
    });
    let safeguards = lines(count, |at| {
        format!("  - {{id: g{at}, kind: uk-idta, between: [x, v], concluded: 2022-10-01}}")
    });
    to.file(
        "p.yaml",
        format!("parties:\n  - {{id: v, name: V, country: US}}\ncontracts:\n{contracts}safeguards:\n{safeguards}"),
    );
    to.lines("f.ndjson", "", 200, |at| {
        let kept = format!(r#","retention":"P{}D""#, at + 1);
        flow(&format!("f{at}"), "x", "v", &kept)
    });
}

fn terms(to: &Folder, count: usize, used: Option<String>, term: impl Fn(usize) -> String) {
    let flows = used.map_or_else(String::new, |used| {
        format!("flows:\n  - {{id: f, from: data-subjects, to: x, data: {used}, subjects: customer, purpose: service-provision}}\n")
    });
    to.estate(&format!("include: [t.yaml]\n{flows}"));
    to.lines(
        "t.yaml",
        "terms:\n  - {id: t0, under: name}\n",
        count,
        |at| format!("  - {}", term(at)),
    );
}

fn diamond(to: &Folder, count: usize, term: impl Fn(usize, char) -> String) {
    to.estate(&format!("include: [t.yaml]\nflows:\n  - {{id: f, from: data-subjects, to: x, data: t{count}a, subjects: customer, purpose: service-provision}}\n"));
    let head = "terms:\n  - {id: t0a, under: name}\n  - {id: t0b, under: name}\n";
    to.lines("t.yaml", head, count, |at| {
        format!("  - {}\n  - {}", term(at, 'a'), term(at, 'b'))
    });
}
