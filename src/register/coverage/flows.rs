//! The flows, each with one of those who receive by it, and what the notice says of every side.

use std::collections::{BTreeMap, BTreeSet};

use super::sides;
use crate::engine::check::JudgedMovement;
use crate::estate::model::{FlowIx, Party, PartyIx, ServiceIx, ShapeIx};
use crate::register::context::{Of, RegisterContext, Treated, is_of_notice};
use crate::register::table::{Cell, ColumnOf, Table, cells, headings};

/// The table.
pub(super) fn table(draft: &mut RegisterContext<'_>) -> Table {
    let mut groups: BTreeMap<(ShapeIx, Option<PartyIx>), Vec<&JudgedMovement>> = BTreeMap::new();
    for examined in draft.examined {
        let key = (examined.movement.shape, examined.movement.importer);
        groups.entry(key).or_default().push(examined);
    }
    let mut rows = Vec::new();
    for ((_, importer), of) in groups {
        let Some(row) = Row::new(draft, importer, &of) else {
            continue;
        };
        rows.push(draft.entry(
            row.id.clone(),
            &of,
            &row.disclosed,
            cells(Row::COLUMNS, &row),
        ));
        let disclosed = row.disclosed;
        draft.cite_findings(&disclosed);
    }
    Table {
        key: "flows",
        title: "Flows and the statements that cover them",
        help: "A row is a flow with one of those who receive by it. Each side is judged on its own: clear, vague (in broader words), ambiguous (disclosed and denied), incorrect (denied), omitted.",
        columns: headings(Row::COLUMNS),
        rows,
    }
}

/// A flow and one who receives by it, with what its cells are made of.
struct Row<'r> {
    draft: &'r RegisterContext<'r>,
    id: String,
    /// The ids of the flows that declare the same.
    flows: Vec<String>,
    service: Option<ServiceIx>,
    /// Who receives; `None`: the people themselves.
    importer: Option<&'r Party>,
    /// How the notice treats each side.
    sides: BTreeMap<&'static str, Treated>,
    /// The positions of the findings on it.
    at: BTreeSet<usize>,
    /// Those of them on what is disclosed.
    disclosed: BTreeSet<usize>,
}

impl<'r> Row<'r> {
    /// `None` where the notice has nothing to state about it.
    fn new(
        draft: &'r RegisterContext<'r>,
        importer: Option<PartyIx>,
        of: &[&JudgedMovement],
    ) -> Option<Self> {
        let sides: BTreeMap<&'static str, Treated> = sides::words()
            .map(|side| (side, draft.disclosed(of, &[side])))
            .collect();
        if sides.values().all(|side| side.all.is_empty()) {
            return None;
        }
        let flows: BTreeSet<FlowIx> = of.iter().flat_map(|it| it.flows.iter().copied()).collect();
        let flows = draft.flow_ids(&flows);
        let importer = importer.map(|party| draft.estate.party(party));
        let id = format!(
            "{}/{}",
            flows.first().map_or("", String::as_str),
            importer.map_or("data-subjects", |party| party.id.as_str())
        );
        let at = draft.findings_on(of);
        let findings = draft.outcome.findings.iter().enumerate();
        let disclosed = findings
            .filter(|(place, finding)| at.contains(place) && is_of_notice(draft.rules, finding))
            .map(|(place, _)| place)
            .collect();
        let service = of
            .first()
            .and_then(|examined| draft.shape(examined).service);
        Some(Self {
            draft,
            id,
            flows,
            service,
            importer,
            sides,
            at,
            disclosed,
        })
    }

    /// The columns of the table.
    const COLUMNS: &'r [ColumnOf<Self>] = &[
        ColumnOf::new("id", "Id", 30, "The first flow, and who receives.", |row| {
            Cell::Text(row.id.clone())
        }),
        ColumnOf::main(
            "flows",
            "Flows",
            28,
            "The flows that declare this.",
            |row| Cell::List(row.flows.clone()),
        ),
        ColumnOf::new(
            "service",
            "Service",
            22,
            "The service they belong to.",
            |row| row.draft.service_name(row.service),
        ),
        ColumnOf::main(
            "importer",
            "Recipient of the data",
            28,
            "Who receives; the controller itself where it collects.",
            |row| row.importer(),
        ),
        ColumnOf::main(
            "recipient",
            "Recipient disclosed",
            30,
            "Who gets the data: is that disclosed?",
            |row| row.side("recipient"),
        ),
        ColumnOf::new(
            "indirect_recipient",
            "Indirect recipient",
            30,
            "Who gets the data from others: is that disclosed?",
            |row| row.side("indirectRecipient"),
        ),
        ColumnOf::main(
            "data",
            "Data",
            36,
            "The categories of data: are they disclosed?",
            |row| row.side("data"),
        ),
        ColumnOf::main(
            "purpose",
            "Purpose",
            30,
            "The purposes: are they disclosed?",
            |row| row.side("purpose"),
        ),
        ColumnOf::main(
            "destination",
            "Country",
            24,
            "The countries outside the territory: are they disclosed?",
            |row| row.side("destination"),
        ),
        ColumnOf::new(
            "safeguard",
            "Safeguard",
            24,
            "Whether the notice discloses the transfer mechanism.",
            |row| row.side("safeguard"),
        ),
        ColumnOf::main(
            "retention",
            "Retention",
            30,
            "How long the data are kept: is that disclosed?",
            |row| row.side("retention"),
        ),
        ColumnOf::new(
            "source",
            "Source",
            24,
            "Where the data come from: is that disclosed?",
            |row| row.side("source"),
        ),
        ColumnOf::new(
            "basis",
            "Legal basis",
            24,
            "The legal basis: is that disclosed?",
            |row| row.side("basis"),
        ),
        ColumnOf::new(
            "condition",
            "Condition of Art 9",
            24,
            "The condition for special categories: is another one stated?",
            |row| row.side("condition"),
        ),
        ColumnOf::new(
            "automated_decision",
            "Automated decisions",
            24,
            "Decisions by machine alone: are they disclosed?",
            |row| row.side("automatedDecision"),
        ),
        ColumnOf::new(
            "statements",
            "Statements of the notice",
            44,
            "The statements that decide this.",
            |row| row.statements(),
        ),
        ColumnOf::main(
            "status",
            "Status",
            12,
            "The worst finding on what is disclosed.",
            |row| Cell::Status(row.draft.worst(&row.at, Some(Of::Notice))),
        ),
        ColumnOf::new(
            "findings",
            "Findings",
            60,
            "All findings about it.",
            |row| Cell::Findings(row.draft.finding_refs(&row.disclosed)),
        ),
    ];

    fn importer(&self) -> Cell {
        let name = self.importer.map(|party| party.name.clone());
        Cell::Text(name.unwrap_or_else(|| "data subjects".to_owned()))
    }

    /// How the notice treats a side.
    fn side(&self, word: &str) -> Cell {
        let treated = self.sides.get(word);
        treated.map_or(Cell::NotApplicable, |it| self.draft.disclosure_cell(it))
    }

    /// The statements on all sides.
    fn statements(&self) -> Cell {
        let all = self.sides.values();
        self.draft
            .statements(all.flat_map(|side| side.statements.iter().copied()))
    }
}
