//! Notices and their statements that grow, and texts that are hard to read.

use super::folder::{Folder, lines};
use super::{CHECK, Growing};

pub const KINDS: &[Growing] = &[
    Growing {
        name: "notice_big",
        largest: 40_000,
        call: CHECK,
        write: |to, n| {
            big(to, n);
            quotes(to, |at| {
                format!(
                    "section: Section {at}, quote: \"share your name and email address with partner number {at}\""
                )
            });
        },
    },
    Growing {
        name: "notice_big_misses",
        largest: 40_000,
        call: CHECK,
        write: |to, n| {
            big(to, n);
            quotes(to, |at| {
                format!(
                    "quote: \"we do share your names or e-mails with partner {at} who posts you\""
                )
            });
        },
    },
    Growing {
        name: "statements",
        largest: 50_000,
        call: CHECK,
        write: |to, n| {
            statements(to, n, |at| {
                format!(
                    "section: Section {at}, quote: \"share your name with partner number {at} today\""
                )
            });
        },
    },
    Growing {
        name: "statements_nosec",
        largest: 20_000,
        call: CHECK,
        write: |to, n| {
            statements(to, n, |at| {
                format!("quote: \"share your name with partner number {at} today\"")
            });
        },
    },
    Growing {
        name: "statements_wrong",
        largest: 2_000,
        call: CHECK,
        write: |to, n| {
            statements(to, n, |at| {
                format!("quote: \"shared your names with partners number {at}\"")
            });
        },
    },
    Growing {
        name: "quotes_md",
        largest: 1_000_000,
        call: CHECK,
        write: |to, n| {
            markdown(to, &format!("{} We share your name.\n", ">".repeat(n)));
        },
    },
    Growing {
        name: "md_brackets",
        largest: 400_000,
        call: CHECK,
        write: |to, n| {
            markdown(to, &format!("We share your name. {}\n", "[".repeat(n)));
        },
    },
    Growing {
        name: "md_stars",
        largest: 400_000,
        call: CHECK,
        write: |to, n| {
            markdown(to, &format!("We share your name. {}\n", "*a_".repeat(n)));
        },
    },
    Growing {
        name: "md_lt",
        largest: 200_000,
        call: CHECK,
        write: |to, n| {
            let all = [
                "<!-- ".repeat(n),
                "\n".to_owned(),
                "<a ".repeat(n),
                "&amp".repeat(n),
            ];
            markdown(to, &format!("We share your name. {}", all.concat()));
        },
    },
    Growing {
        name: "md_list",
        largest: 2_000,
        call: CHECK,
        write: |to, n| {
            let items = lines(n, |at| format!("{}- a", "  ".repeat(at)));
            markdown(to, &format!("{items}\nWe share your name.\n"));
        },
    },
    // By its cells.
    Growing {
        name: "md_table",
        largest: 4_000_000,
        call: CHECK,
        write: |to, n| {
            let side = (n as f64).sqrt() as usize;
            let (head, rule) = ("|a".repeat(side), "|-".repeat(side));
            markdown(
                to,
                &format!(
                    "We share your name.\n\n{head}|\n{rule}|\n{}",
                    "|b|\n".repeat(side)
                ),
            );
        },
    },
    Growing {
        name: "md_refs",
        largest: 100_000,
        call: CHECK,
        write: |to, n| {
            let defined = lines(n, |at| format!("[r{at}]: http://e/{at}"));
            let used: Vec<String> = (0..n).map(|at| format!("[r{at}]")).collect();
            markdown(
                to,
                &format!("We share your name.\n\n{defined}\n{}\n", used.join(" ")),
            );
        },
    },
    Growing {
        name: "md_reponly",
        largest: 400_000,
        call: CHECK,
        write: |to, n| {
            markdown(to, &"We share your name. ".repeat(n));
        },
    },
    Growing {
        name: "md_html",
        largest: 400_000,
        call: CHECK,
        write: |to, n| {
            to.file(
                "notice.html",
                format!(
                    "<h1>N</h1>{}We share your name{}",
                    "<div>".repeat(n),
                    "</div>".repeat(n)
                ),
            );
            one_statement(to, "notice.html");
        },
    },
];

fn big(to: &Folder, sections: usize) {
    to.lines("notice.md", "# Notice\n\n", sections, |at| {
        format!("## Section {at}\n\nWe share your name and email address with partner number {at}, who sends you post about things, and keeps it for {at} days.\n")
    });
}

fn quotes(to: &Folder, quote: impl Fn(usize) -> String) {
    let statements = lines(20, |at| {
        format!(
            "    - {{id: s{at}, {}, shares: {{with: x, data: name}}}}",
            quote(at)
        )
    });
    to.estate(&format!(
        "notice:\n  source: notice.md\n  statements:\n{statements}"
    ));
}

fn statements(to: &Folder, count: usize, quote: impl Fn(usize) -> String) {
    to.lines("notice.md", "# Notice\n\n", count, |at| {
        format!("## Section {at}\n\nWe share your name with partner number {at} today.\n")
    });
    to.estate("notice: notice.yaml\nflows:\n  - {id: f, from: data-subjects, to: x, data: name, subjects: customer, purpose: service-provision, basis: contract}\n");
    to.lines(
        "notice.yaml",
        "title: N\nsource: notice.md\nstatements:\n",
        count,
        |at| {
            format!(
                "  - {{id: s{at}, {}, shares: {{with: x, data: name}}}}",
                quote(at)
            )
        },
    );
}

fn markdown(to: &Folder, rest: &str) {
    to.file("notice.md", format!("# N\n\n{rest}"));
    one_statement(to, "notice.md");
}

fn one_statement(to: &Folder, source: &str) {
    to.estate(&format!("notice:\n  source: {source}\n  statements: [{{id: s, quote: share your name, shares: {{with: x, data: name}}}}]\n"));
}
