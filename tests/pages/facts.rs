//! What the scenes expect, worked out from the registers in the plainest way.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use fairnotice::engine::remedies::{self, Checked, Suggestions};
use fairnotice::input::{DiskFiles, Files, MemoryFiles};
use fairnotice::project::Project;
use fairnotice::register::Entry;
use fairnotice::register::FlowMap;
use fairnotice::register::MapMove;
use fairnotice::register::MapWay;
use fairnotice::register::Register;
use fairnotice::register::RegisterKind;
use fairnotice::report::{register_html, timeline_html};
use fairnotice::view::TimelineView;
use serde_json::{Value, json};

use super::support::estate::{hostile, write};
use super::support::root;
use super::support::run::DAY;

/// All of it; the pages are in a folder that stays as long as the tests run.
pub fn facts() -> Value {
    FACTS.clone()
}

static FACTS: LazyLock<Value> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages/written");
    std::fs::create_dir_all(&folder).unwrap();
    let registers = registers(&DiskFiles::new(&root().join("flows/eis")).unwrap());
    let of = |value: fn(&Register) -> Value| -> serde_json::Map<String, Value> {
        let entry = |register: &Register| (register.kind.id().to_owned(), value(register));
        registers.iter().map(entry).collect()
    };
    let map = &registers[0].map;
    json!({
        "day": DAY,
        "pages": pages(&folder, "eis", &registers),
        "hostile": pages(&folder, "hostile", &self::registers(&hostile())),
        "timeline": timeline(&folder),
        "shots": std::env::var("FAIRNOTICE_SHOTS").unwrap_or_default(),
        "rows": of(|register| rows(register).len().into()),
        "ways": map.ways.len(),
        "map": map.ways.iter().map(|way| content(map, way)).collect::<Vec<_>>(),
        "filters": of(filters),
        "traces": traces(map),
    })
});

fn registers(files: &dyn Files) -> Vec<Register> {
    let project = Project::load(files, "fairnotice.yaml").unwrap_or_else(|wrong| panic!("{wrong}"));
    let (mut outcome, examined) = project.check(DAY.parse().unwrap()).examine().unwrap();
    // Changes that were tried, of some findings of each kind: to try all takes long.
    let checked = Checked::declared(project.check(DAY.parse().unwrap()), &outcome);
    let mut rules = BTreeSet::new();
    let firsts = outcome.findings.iter().filter(|it| rules.insert(&it.rule));
    let firsts: BTreeSet<String> = firsts.map(|it| it.id.clone()).collect();
    let found = Suggestions::of(checked, |it| firsts.contains(&it.id)).remedies();
    remedies::add(&mut outcome, found);
    let Project {
        estate,
        sources,
        rules,
        ..
    } = project;
    let register = |kind| Register::new(kind, &estate, &sources, &rules, &outcome, &examined);
    RegisterKind::ALL.into_iter().map(register).collect()
}

/// The page of the timeline of EIS and of the hostile estate, and what the first must show.
fn timeline(folder: &Path) -> Value {
    let written = |name: &str, files: &dyn Files| {
        let project =
            Project::load(files, "fairnotice.yaml").unwrap_or_else(|wrong| panic!("{wrong}"));
        let (from, until) = ("2018-05-25".parse().unwrap(), DAY.parse().unwrap());
        let found =
            fairnotice::timeline::timeline(&project.estate, &project.rules, from, until, None)
                .unwrap();
        let view = TimelineView::new(&project.estate, &project.rules, &found, &BTreeSet::new());
        let path = folder.join(format!("{name}-timeline.html"));
        let mut out = Vec::new();
        timeline_html(&view, &mut out).unwrap();
        std::fs::write(&path, out).unwrap();
        (format!("file://{}", path.display()), view)
    };
    let (page, view) = written("eis", &DiskFiles::new(&root().join("flows/eis")).unwrap());
    // The page lists services by name, those without one last.
    let mut flows: Vec<_> = view.flows.iter().collect();
    flows.sort_by_key(|flow| (flow.service.is_none(), flow.service.clone()));
    let status = flows[0].lanes[0].intervals[0].status.words();
    json!({
        "page": page,
        "hostile": written("hostile", &hostile()).0,
        "flows": view.flows.len(),
        "lanes": view.flows.iter().map(|flow| flow.lanes.len()).sum::<usize>(),
        "status": status,
    })
}

fn pages(folder: &Path, name: &str, registers: &[Register]) -> Value {
    let mut pages = serde_json::Map::new();
    for register in registers {
        let path: PathBuf = folder.join(format!("{name}-{}.html", register.kind.id()));
        let mut out = Vec::new();
        register_html(register, &mut out).unwrap();
        std::fs::write(&path, out).unwrap();
        let key = match name {
            "eis" => register.kind.id().to_owned(),
            name => format!("{name}-{}", register.kind.id()),
        };
        pages.insert(key, format!("file://{}", path.display()).into());
    }
    pages.into()
}

/// The rows of all tables: the id on the page, and the row.
fn rows(register: &Register) -> Vec<(String, &Entry)> {
    let tables = register.tables.iter();
    tables
        .flat_map(|table| {
            let id = |row: &Entry| format!("{}-{}", table.key, row.id);
            table.rows.iter().map(move |row| (id(row), row))
        })
        .collect()
}

/// What a way must say.
fn content(map: &FlowMap, way: &MapWay) -> Value {
    let moves = &way.moves;
    let plain = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let findings = || moves.iter().flat_map(|moved| &moved.findings);
    let quotes = moves.iter().flat_map(|moved| &moved.statements);
    let spot = |at: usize| format!("{} ({})", map.spots[at].name, map.spots[at].country);
    let name = |at: usize| {
        if map.spots[at].country.is_empty() {
            map.spots[at].name.clone()
        } else {
            spot(at)
        }
    };
    json!({
        "from": name(way.from),
        "to": name(way.to),
        "flows": moves.iter().flat_map(|moved| &moved.flows).collect::<BTreeSet<_>>(),
        "quotes": quotes.map(|it| plain(&it.quote)).collect::<BTreeSet<_>>(),
        "law": findings().flat_map(|it| &it.law).map(|row| &row.citation).collect::<BTreeSet<_>>(),
        "findings": findings().map(|it| plain(&it.message)).collect::<BTreeSet<_>>(),
    })
}

/// For every choice of every filter the rows and ways that are left, and the worst on each way.
fn filters(register: &Register) -> Value {
    let moves = || register.map.ways.iter().flat_map(|way| &way.moves);
    let rows = rows(register);
    let services: BTreeSet<&String> = moves().filter_map(|moved| moved.service.as_ref()).collect();
    let data: BTreeSet<&String> = moves().flat_map(|moved| &moved.data).collect();
    let severities = ["error", "warning", "note", "clear"].map(str::to_owned);
    let mut found = Vec::new();
    let mut add = |select: &str,
                   value: &String,
                   row: &dyn Fn(&Entry) -> bool,
                   moved: &dyn Fn(&MapMove) -> bool| {
        let ways = register.map.ways.iter().enumerate();
        let left: Vec<(String, &str)> = ways
            .filter_map(|(at, way)| {
                let fits: Vec<&MapMove> = way.moves.iter().filter(|it| moved(it)).collect();
                let worst = fits.iter().map(|it| it.severity()).max()?;
                let word = worst.map_or("clear", |severity| severity.as_str());
                Some((format!("way-{}", at + 1), word))
            })
            .collect();
        found.push(json!({
            "select": select,
            "value": value,
            "rows": rows.iter().filter(|(_, it)| row(it)).map(|(id, _)| id).collect::<Vec<_>>(),
            "ways": left.iter().map(|(id, _)| id).collect::<Vec<_>>(),
            "worst": left.iter().map(|(_, word)| word).collect::<Vec<_>>(),
        }));
    };
    for value in services {
        let moved = |it: &MapMove| it.service.as_ref() == Some(value);
        add(
            "by-service",
            value,
            &|it| it.services.contains(value),
            &moved,
        );
    }
    for value in data {
        let moved = |it: &MapMove| it.data.contains(value);
        add("by-data", value, &|it| it.data.contains(value), &moved);
    }
    for value in &severities {
        let is = |severity: Option<fairnotice::estate::model::Severity>| {
            severity.map_or("clear", |severity| severity.as_str()) == value
        };
        add("by-severity", value, &|it| is(it.severity), &|it| {
            is(it.severity())
        });
    }
    found.into()
}

/// For some data at every spot, the ways that touch it, lead on from it, and led to it.
fn traces(map: &FlowMap) -> Value {
    let mut found = Vec::new();
    for data in ["email address", "name"] {
        let of_data = |way: &MapWay| {
            way.moves
                .iter()
                .any(|it| it.data.iter().any(|it| it == data))
        };
        let ways: Vec<(usize, &MapWay)> = map
            .ways
            .iter()
            .enumerate()
            .filter(|(_, way)| of_data(way))
            .collect();
        let ids = |fits: &dyn Fn(&MapWay) -> bool| -> Vec<String> {
            let ways = ways.iter().filter(|(_, way)| fits(way));
            ways.map(|(at, _)| format!("way-{}", at + 1)).collect()
        };
        for spot in 0..map.spots.len() {
            let onward = reached(&ways, spot, |way| (way.from, way.to));
            let back = reached(&ways, spot, |way| (way.to, way.from));
            found.push(json!({
                "data": data,
                "spot": spot,
                "near": ids(&|way| way.from == spot || way.to == spot),
                "onward": ids(&|way| onward.contains(&way.from)),
                "back": ids(&|way| back.contains(&way.to)),
            }));
        }
    }
    found.into()
}

/// All spots that are reached from one: until nothing more is added.
fn reached(
    ways: &[(usize, &MapWay)],
    spot: usize,
    ends: fn(&MapWay) -> (usize, usize),
) -> BTreeSet<usize> {
    let mut known = BTreeSet::from([spot]);
    loop {
        let before = known.len();
        for (from, to) in ways.iter().map(|(_, way)| ends(way)) {
            if known.contains(&from) {
                known.insert(to);
            }
        }
        if known.len() == before {
            return known;
        }
    }
}

/// An estate whose names and sentences try to be elements.
fn hostile() -> MemoryFiles {
    let words = "\"><img src=x onerror=\"window.hit=1\"></script><script>window.hit=2</script>";
    let mut estate = hostile::estate(words);
    let url = "javascript:window.hit=3".into();
    estate.notice.insert("url".to_owned(), url);
    MemoryFiles::new().with("fairnotice.yaml", write::text(&estate))
}
