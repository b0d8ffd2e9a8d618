//! Ways as diagrams: Mermaid, which code hosts draw, and DOT for Graphviz.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::report::text::sanitize;
use crate::view::{EndView, StepView, TraceView};

/// Writes the paths as a Mermaid flowchart. Transfers without a mechanism are dotted.
///
/// # Errors
/// When `out` cannot be written to.
pub fn trace_mermaid(view: &TraceView, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "flowchart LR")?;
    let nodes = nodes(view);
    for (end, number) in &nodes {
        writeln!(out, "  n{number}[\"{}\"]", mermaid(&label(end)))?;
    }
    for step in view.used() {
        let (Some(from), Some(to)) = (nodes.get(&step.from), nodes.get(&step.to)) else {
            continue;
        };
        let arrow = if uncarried(step) { "-.->" } else { "-->" };
        writeln!(
            out,
            "  n{from} {arrow}|\"{}\"| n{to}",
            mermaid(&words(step))
        )?;
    }
    out.flush()
}

/// Writes the paths in the DOT language. Transfers without a mechanism are dashed.
///
/// # Errors
/// When `out` cannot be written to.
pub fn trace_dot(view: &TraceView, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "digraph ways {{\n  rankdir=LR;\n  node [shape=box];")?;
    let nodes = nodes(view);
    for (end, number) in &nodes {
        writeln!(out, "  n{number} [label=\"{}\"];", dot(&label(end)))?;
    }
    for step in view.used() {
        let (Some(from), Some(to)) = (nodes.get(&step.from), nodes.get(&step.to)) else {
            continue;
        };
        let style = if uncarried(step) {
            ", style=dashed"
        } else {
            ""
        };
        writeln!(
            out,
            "  n{from} -> n{to} [label=\"{}\"{style}];",
            dot(&words(step))
        )?;
    }
    writeln!(out, "}}")?;
    out.flush()
}

/// The ends of all steps, numbered in their order.
fn nodes(view: &TraceView) -> BTreeMap<&EndView, usize> {
    let used = view.used();
    let ends = used.iter().flat_map(|step| [&step.from, &step.to]);
    let mut nodes: BTreeMap<&EndView, usize> = ends.map(|end| (end, 0)).collect();
    for (number, at) in nodes.values_mut().enumerate() {
        *at = number;
    }
    nodes
}

fn label(end: &EndView) -> String {
    match &end.operator {
        Some(operator) => format!("{} ({})", end.name, operator.name),
        None => end.name.clone(),
    }
}

fn words(step: &StepView) -> String {
    let how = match step.how {
        "access" => "access: ",
        "on-the-way" => "on the way: ",
        _ => "",
    };
    let countries = if step.countries.is_empty() {
        String::new()
    } else {
        format!(" [{}]", step.countries.join(", "))
    };
    format!("{how}{}{countries}", step.flows.join(", "))
}

/// A restricted transfer without a mechanism.
fn uncarried(step: &StepView) -> bool {
    step.transfers.iter().any(|transfer| transfer.by.is_empty())
}

/// A label of Mermaid: quotes and all that could end it or be markup become entities.
fn mermaid(text: &str) -> String {
    sanitize(text)
        .chars()
        .map(|ch| match ch {
            '"' | '#' | '<' | '>' | '&' | '`' | '[' | ']' | '{' | '}' | '|' | '\\' | ';' => {
                format!("#{};", u32::from(ch))
            }
            ch => ch.to_string(),
        })
        .collect()
}

/// A quoted string of DOT.
fn dot(text: &str) -> String {
    sanitize(text).replace('\\', "\\\\").replace('"', "\\\"")
}
