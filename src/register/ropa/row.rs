//! A row of the record of processing: movements for one purpose in a service, or for another controller.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::parts::{consents, shapes};
use crate::engine::check::JudgedMovement;
use crate::engine::facts::Requirement;
use crate::estate::model::{Basis, FlowShape, Party, Service, ServiceIx};
use crate::law::When;
use crate::register::context::RegisterContext;
use crate::register::on_findings::OnFindings;
use crate::register::phrases;
use crate::register::table::Cell;
use crate::taxonomy::TermId;

/// An entry of the record, with what its cells are made of.
pub(super) struct Row<'r> {
    pub draft: &'r RegisterContext<'r>,
    /// A name that stays while the service and the purpose or controller do.
    pub id: String,
    /// For whom the data are processed.
    pub controller: &'r Party,
    pub service: Option<ServiceIx>,
    /// The purposes, in what the controller does for itself.
    pub purposes: &'r [TermId],
    /// The movements that the entry is made of.
    pub of: &'r [&'r JudgedMovement],
    /// What these declare, each once.
    pub shapes: Vec<&'r FlowShape>,
    /// The positions of the findings on them.
    pub at: BTreeSet<usize>,
}

impl OnFindings for Row<'_> {
    fn on_findings(&self) -> (&RegisterContext<'_>, &BTreeSet<usize>) {
        (self.draft, &self.at)
    }
}

impl<'r> Row<'r> {
    pub fn new(
        draft: &'r RegisterContext<'r>,
        id: String,
        controller: &'r Party,
        (service, purposes): (Option<ServiceIx>, &'r [TermId]),
        of: &'r [&'r JudgedMovement],
    ) -> Self {
        Self {
            draft,
            id,
            controller,
            service,
            purposes,
            of,
            shapes: shapes(draft, of),
            at: draft.findings_on(of),
        }
    }

    pub fn purposes(&self) -> Cell {
        Cell::list(self.draft.terms(self.purposes))
    }

    /// A value that the service states.
    pub fn of_service(&self, value: impl Fn(&Service) -> Option<&String>) -> Cell {
        let service = self.service.map(|it| self.draft.estate.service(it));
        match service.and_then(value) {
            Some(value) => Cell::Text(value.clone()),
            None => Cell::NotStated,
        }
    }

    /// The rights that the legal bases of its flows give, by the law of the day.
    pub fn rights(&self) -> Cell {
        let law = &self.draft.estate.law;
        let any = |articles: &[&str]| articles.iter().any(|article| self.has_basis(article));
        let regimes: BTreeSet<_> = self.of.iter().map(|it| it.regime).collect();
        let items = regimes
            .into_iter()
            .flat_map(|regime| law.notice_items(regime, self.draft.outcome.day));
        let rights = items.filter(|item| item.key.starts_with("right-"));
        let given = rights.filter(|item| match item.when {
            When::Always => true,
            When::BasisConsent => any(&["6(1)(a)"]),
            When::BasisConsentOrContract => any(&["6(1)(a)", "6(1)(b)"]),
            When::BasisOpenToObjection => any(&["6(1)(e)", "6(1)(f)"]),
            _ => false,
        });
        Cell::list(given.map(|item| item.title.to_owned()))
    }

    /// The words of terms of all its flows.
    pub fn terms<'t, T>(&'t self, of: impl Fn(&'t FlowShape) -> T) -> Vec<String>
    where
        T: IntoIterator<Item = &'t TermId>,
    {
        self.draft
            .terms(self.shapes.iter().flat_map(|shape| of(shape)))
    }

    /// Days of its flows.
    pub fn days(&self, of: impl Fn(&FlowShape) -> Option<Date>) -> Cell {
        let days = self.shapes.iter().filter_map(|shape| of(shape));
        Cell::stated(days.map(|day| day.to_string()))
    }

    pub fn flows(&self) -> Cell {
        let flows = self.of.iter().flat_map(|examined| &examined.flows);
        Cell::list(self.draft.flow_ids(flows))
    }

    pub fn bases(&self) -> Cell {
        let estate = self.draft.estate;
        let shapes = self.shapes.iter();
        Cell::list(shapes.map(|shape| phrases::basis(estate, shape.lawfulness.basis)))
    }

    /// The conditions for special categories of data, where there are any.
    pub fn conditions(&self) -> Cell {
        let estate = self.draft.estate;
        let mut data = self.shapes.iter().flat_map(|shape| &shape.content.data);
        if !data.any(|term| estate.taxonomy.is_special(*term)) {
            return Cell::NotApplicable;
        }
        let conditions = self
            .shapes
            .iter()
            .filter_map(|shape| shape.lawfulness.condition);
        Cell::stated(conditions.map(|term| phrases::basis(estate, Basis::Term(term))))
    }

    /// A cell that matters where a basis is legitimate interests.
    pub fn interests(&self, cell: impl Fn() -> Cell) -> Cell {
        when(self.has_basis("6(1)(f)"), cell)
    }

    /// The records of consent, where a basis is consent.
    pub fn consents(&self) -> Cell {
        when(self.has_basis("6(1)(a)"), || {
            Cell::stated(consents(&self.shapes))
        })
    }

    /// Whether what the flows declare makes the risk high.
    pub fn needs_assessment(&self) -> Cell {
        let words = if self.any_needs(|it| it.found.facts.accountability.dpia) {
            "yes"
        } else {
            "no sign of a high risk is declared"
        };
        Cell::Text(words.to_owned())
    }

    /// A cell that matters where an impact assessment is needed.
    pub fn assessment(&self, cell: impl Fn() -> Cell) -> Cell {
        when(
            self.any_needs(|it| it.found.facts.accountability.dpia),
            cell,
        )
    }

    /// The conditions of Schedule 1 to the Data Protection Act 2018, where one is needed.
    pub fn schedule_1(&self) -> Cell {
        when(
            self.any_needs(|it| it.found.facts.data.schedule_condition),
            || {
                let law = &self.draft.estate.law;
                let rows = self
                    .shapes
                    .iter()
                    .filter_map(|shape| shape.lawfulness.schedule_1.as_ref());
                Cell::stated(rows.map(|id| match law.row(id) {
                    Some(row) => format!("{} ({id})", row.title),
                    None => id.clone(),
                }))
            },
        )
    }

    /// The day of the appropriate policy document, where one is needed.
    pub fn policy(&self) -> Cell {
        when(
            self.any_needs(|it| it.found.facts.data.policy_document),
            || Cell::date(self.controller.policy_document),
        )
    }

    fn has_basis(&self, article: &str) -> bool {
        let taxonomy = &self.draft.estate.taxonomy;
        self.shapes
            .iter()
            .any(|shape| match shape.lawfulness.basis {
                Basis::Term(term) => taxonomy.article(term) == Some(article),
                Basis::Absent | Basis::None => false,
            })
    }

    fn any_needs(&self, state: impl Fn(&JudgedMovement) -> Requirement) -> bool {
        self.of
            .iter()
            .any(|it| state(it) != Requirement::NotRequired)
    }
}

/// A cell whose question may not arise.
fn when(arises: bool, cell: impl Fn() -> Cell) -> Cell {
    if arises { cell() } else { Cell::NotApplicable }
}
