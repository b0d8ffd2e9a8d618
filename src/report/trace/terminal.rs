//! Ways for people.

use std::io::{self, Write};

use crate::input::counted;
use crate::report::text::{FRAME, Pen, Run, STRONG, TerminalOptions};
use crate::view::{EndView, StepView, TraceView};

/// Writes the ways for a terminal.
///
/// # Errors
/// When `out` cannot be written to.
pub fn trace_terminal(
    view: &TraceView,
    options: TerminalOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let pen = &mut Pen::new(out, options);
    for (number, (way, circle)) in view.ways.iter().enumerate() {
        let steps = view.steps_of(way);
        let mut names: Vec<&str> = steps
            .first()
            .map(|step| step.from.name.as_str())
            .into_iter()
            .collect();
        names.extend(steps.iter().map(|step| step.to.name.as_str()));
        let head = format!("{}. {}", number + 1, names.join(" -> "));
        pen.prose("", "   ", &[Run::new(STRONG, &head)])?;
        for step in steps {
            self::step(pen, step)?;
        }
        if *circle {
            let text = "cycle: it returns to a place above";
            pen.prose("   ", "   ", &[Run::new(FRAME, text)])?;
        }
        pen.blank()?;
    }
    let text = match view.ways.len() {
        0 => format!("{}: no flow of {} on {}", view.estate, view.data, view.day),
        ways => format!("{} of {} on {}", counted(ways, "path"), view.data, view.day),
    };
    let more = if view.more {
        "; there are more: ask for a service, or `--from` and `--to`"
    } else {
        ""
    };
    pen.prose("", "", &[Run::plain(&format!("{text}{more}"))])
}

fn step(pen: &mut Pen<'_>, step: &StepView) -> io::Result<()> {
    let how = match step.how {
        "access" => "can be read by",
        "on-the-way" => "on the way through",
        _ => "to",
    };
    let mut said = vec![
        format!("{} {how} {}", named(&step.from), named(&step.to)),
        roles(step),
        if step.countries.is_empty() {
            "place not known".to_owned()
        } else {
            step.countries.join(" and ")
        },
        match &step.basis {
            Some(basis) => format!("basis {basis}"),
            None => "no basis declared".to_owned(),
        },
    ];
    if !step.measures.is_empty() {
        said.push(format!("under {}", step.measures.join(", ")));
    }
    if let Some(via) = &step.via {
        said.push(format!("by way of {via}"));
    }
    for transfer in &step.transfers {
        let mechanism = if transfer.by.is_empty() {
            "no transfer mechanism".to_owned()
        } else {
            format!("transfer mechanism: {}", transfer.by.join(", "))
        };
        said.push(format!(
            "a restricted transfer under the {}, {mechanism}",
            transfer.regime.name
        ));
    }
    let flows = format!("{}:", step.flows.join(", "));
    let text = format!("{} ({})", said.join("; "), step.data.join(", "));
    pen.prose(
        "   - ",
        "     ",
        &[Run::new(STRONG, &flows), Run::plain(&text)],
    )
}

/// What the recipient is; of several, each with its name.
fn roles(step: &StepView) -> String {
    let words = |role: &str| role.replace('-', " ");
    if step.recipients.len() < 2 {
        return words(step.role);
    }
    let each = step.recipients.iter().map(|it| match &it.party {
        Some(party) => format!("{} as {}", party.name, words(it.role)),
        None => words(it.role),
    });
    each.collect::<Vec<_>>().join(" and ")
}

fn named(end: &EndView) -> String {
    match &end.operator {
        Some(operator) => format!("{} of {}", end.name, operator.name),
        None => end.name.clone(),
    }
}
