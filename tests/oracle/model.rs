//! A plain description of an estate: words and days as text, nothing resolved. The oracle reads it
//! as it is; for the engine it is written out as a file.

/// A day, as people write it: texts of days are in the order of the days.
pub type Day = String;

#[derive(Debug, Clone, Default)]
pub struct Period {
    pub from: Option<Day>,
    pub until: Option<Day>,
}

impl Period {
    pub fn has(&self, day: &str) -> bool {
        self.from.as_deref().is_none_or(|from| from <= day)
            && self.until.as_deref().is_none_or(|until| day <= until)
    }
}

#[derive(Debug, Clone)]
pub struct Estate {
    pub day: Day,
    pub controller: String,
    pub parties: Vec<Party>,
    pub systems: Vec<System>,
    pub services: Vec<Service>,
    pub contracts: Vec<Contract>,
    pub safeguards: Vec<Safeguard>,
    /// Absent: there is no notice.
    pub statements: Option<Vec<Statement>>,
    pub flows: Vec<Flow>,
}

#[derive(Debug, Clone, Default)]
pub struct Party {
    pub id: String,
    /// A country, or `unknown`.
    pub country: String,
    pub kind: String,
    pub classes: Vec<String>,
    pub groups: Vec<(String, Period)>,
    /// Ids and countries.
    pub branches: Vec<(String, String)>,
    pub scope_eu: Option<String>,
    pub scope_uk: Option<String>,
    pub sector: Option<String>,
    pub subject_to: Vec<String>,
    pub certifications: Vec<Certification>,
}

#[derive(Debug, Clone)]
pub struct Certification {
    pub scheme: String,
    pub period: Period,
    pub covers: Vec<String>,
}

#[derive(Debug, Clone, Default)]
pub struct System {
    pub id: String,
    /// In order of time.
    pub operators: Vec<(String, Period)>,
    pub hosting: Vec<Hosting>,
    pub access: Vec<Access>,
    pub transit_only: bool,
}

#[derive(Debug, Clone)]
pub struct Hosting {
    pub country: String,
    /// `stated`, `hinted` or `unknown`.
    pub certainty: String,
    pub period: Period,
}

#[derive(Debug, Clone)]
pub struct Access {
    pub by: String,
    pub from: String,
    pub period: Period,
}

#[derive(Debug, Clone)]
pub struct Service {
    pub id: String,
    pub on_behalf_of: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Contract {
    pub id: String,
    pub kind: String,
    pub first: String,
    pub second: String,
    pub period: Period,
    pub services: Vec<String>,
    /// `general`, `specific` or `none`.
    pub authorisation: Option<String>,
    pub authorised: Vec<Authorised>,
}

#[derive(Debug, Clone)]
pub struct Authorised {
    pub party: String,
    pub on: Option<Day>,
    pub objected: Option<Day>,
}

#[derive(Debug, Clone)]
pub struct Safeguard {
    pub id: String,
    pub kind: String,
    pub exporter: String,
    pub importer: String,
    pub concluded: Option<Day>,
    pub until: Option<Day>,
    pub processing_changed: Option<Day>,
    pub services: Vec<String>,
    /// The day of the risk assessment.
    pub assessed: Option<Day>,
}

#[derive(Debug, Clone, Default)]
pub struct Statement {
    pub id: String,
    /// Empty: all.
    pub services: Vec<String>,
    pub yields: bool,
    pub collects: Option<Collects>,
    pub uses: Option<Uses>,
    pub shares: Option<Shares>,
    pub transfers: Option<Transfers>,
    /// How long, and which data.
    pub retains: Option<(String, Vec<String>)>,
    /// Bases, and purposes.
    pub relies_on: Option<(Vec<String>, Vec<String>)>,
}

#[derive(Debug, Clone, Default)]
pub struct Collects {
    pub none: bool,
    pub data: Vec<String>,
    pub subjects: Vec<String>,
    pub from: Vec<String>,
}

#[derive(Debug, Clone, Default)]
pub struct Uses {
    pub none: bool,
    pub purposes: Vec<String>,
    pub data: Vec<String>,
    pub subjects: Vec<String>,
}

#[derive(Debug, Clone, Default)]
pub struct Shares {
    pub none: bool,
    pub with: Vec<String>,
    pub outside: Vec<String>,
    pub through: Vec<String>,
    pub data: Vec<String>,
    pub subjects: Vec<String>,
    pub to: Vec<String>,
    pub safeguards: Vec<String>,
}

#[derive(Debug, Clone, Default)]
pub struct Transfers {
    pub none: bool,
    pub to: Vec<String>,
    pub with: Vec<String>,
    pub safeguards: Vec<String>,
}

#[derive(Debug, Clone, Default)]
pub struct Flow {
    pub id: String,
    pub service: Option<String>,
    pub from: String,
    pub to: String,
    pub mode: String,
    pub via: Option<String>,
    pub data: Vec<String>,
    pub subjects: Vec<String>,
    pub purposes: Vec<String>,
    /// A basis, or `none`.
    pub basis: Option<String>,
    pub condition: Option<String>,
    pub on_behalf_of: Option<String>,
    pub role: Option<String>,
    pub initiated_by: Option<String>,
    pub measures: Vec<String>,
    pub safeguards: Vec<String>,
    pub retention: Option<String>,
    pub task: Option<String>,
    pub data_class: Option<String>,
    pub flagged_sensitive: bool,
    pub collected_for: Vec<String>,
    pub retired: bool,
    pub period: Period,
}

/// What stands at an end of a flow.
#[derive(Debug, Clone, Copy)]
pub enum End<'w> {
    People,
    /// A party, and the country of its branch if it is one.
    Party(&'w Party, Option<&'w str>),
    System(&'w System),
}

impl Estate {
    pub fn party(&self, id: &str) -> &Party {
        self.parties.iter().find(|party| party.id == id).unwrap()
    }

    pub fn system(&self, id: &str) -> &System {
        self.systems.iter().find(|system| system.id == id).unwrap()
    }

    pub fn end(&self, id: &str) -> End<'_> {
        if id == "data-subjects" {
            return End::People;
        }
        if let Some(system) = self.systems.iter().find(|system| system.id == id) {
            return End::System(system);
        }
        for party in &self.parties {
            if party.id == id {
                return End::Party(party, None);
            }
            if let Some((_, country)) = party.branches.iter().find(|(branch, _)| branch == id) {
                return End::Party(party, Some(country));
            }
        }
        panic!("no such end: {id}");
    }

    /// Who runs a system on the day of the check; between two operators the one before.
    pub fn operator<'w>(&'w self, system: &'w System) -> &'w str {
        let day = self.day.as_str();
        let now = system.operators.iter().find(|(_, when)| when.has(day));
        let before = system
            .operators
            .iter()
            .filter(|(_, when)| when.until.as_deref().is_some_and(|until| until < day))
            .max_by_key(|(_, when)| when.until.clone());
        let (party, _) = now.or(before).or(system.operators.first()).unwrap();
        party
    }

    /// The party at an end; nobody's for the people themselves.
    pub fn party_at(&self, id: &str) -> Option<&str> {
        match self.end(id) {
            End::People => None,
            End::Party(party, _) => Some(&party.id),
            End::System(system) => Some(self.operator(system)),
        }
    }

    /// Whose data a flow is about.
    pub fn controller_of<'w>(&'w self, flow: &'w Flow) -> &'w str {
        let service = flow.service.as_deref();
        let of_service = self
            .services
            .iter()
            .find(|known| Some(known.id.as_str()) == service)
            .and_then(|service| service.on_behalf_of.as_deref());
        flow.on_behalf_of
            .as_deref()
            .or(of_service)
            .unwrap_or(&self.controller)
    }

    /// The flows that run on the day.
    pub fn running(&self) -> impl Iterator<Item = &Flow> {
        self.flows
            .iter()
            .filter(|flow| !flow.retired && flow.period.has(&self.day))
    }
}

/// Whether a list of services that may be left out covers that of a flow.
pub fn covers(named: &[String], service: Option<&str>) -> bool {
    named.is_empty() || service.is_some_and(|service| named.iter().any(|name| name == service))
}
