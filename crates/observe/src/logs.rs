//! The table `logs`: the columns of a kind, out of files of any format. Only what is needed is read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field, Schema, TimeUnit};
use datafusion::common::{Column as Name, ScalarValue, UnnestOptions};
use datafusion::dataframe::DataFrame;
use datafusion::error::DataFusionError;
use datafusion::functions::core::expr_fn::{coalesce, get_field, nullif};
use datafusion::logical_expr::{Expr, cast, lit, try_cast};
use datafusion::prelude::{CsvReadOptions, JsonReadOptions, ParquetReadOptions, SessionContext};
use url::Url;

use crate::error::Error;
use crate::inputs::{Format, Input};
use crate::kinds::{AZURE_LISTS, Column, Kind, plain};
use crate::micros::unix_micros;
use crate::tree;

/// The table of some files, which are of one kind.
///
/// # Errors
/// Where a file cannot be read, or columns of two files do not go together.
pub async fn logs(
    session: &SessionContext,
    kind: Kind,
    columns: &[Column],
    files: &[Input],
) -> Result<DataFrame, Error> {
    let mut alike: BTreeMap<(&Format, String), Vec<&Input>> = BTreeMap::new();
    for file in files {
        let key = (&file.format, file.compression.get_variant().to_string());
        alike.entry(key).or_default().push(file);
    }
    let mut all: Option<DataFrame> = None;
    for files in alike.into_values() {
        let frame = read(session, kind, columns, &files).await?;
        let frame = match kind {
            Kind::AzureVnet => unfolded(frame)?,
            _ => selected(frame, kind, columns)?,
        };
        all = Some(match all {
            Some(all) => all.union(frame)?,
            None => frame,
        });
    }
    // That there are files was seen when they were looked for.
    Ok(all.map_or_else(|| session.read_empty(), Ok)?)
}

/// Files that are written alike, as they are.
async fn read(
    session: &SessionContext,
    kind: Kind,
    columns: &[Column],
    files: &[&Input],
) -> Result<DataFrame, Error> {
    let Some(first) = files.first() else {
        return Ok(session.read_empty()?);
    };
    let mut paths = Vec::new();
    for file in files {
        paths.push(address(&file.path)?);
    }
    let frame = match &first.format {
        // Files may have any ending: what they are was found out already.
        Format::Parquet => {
            let options = ParquetReadOptions::default().file_extension("");
            session.read_parquet(paths, options).await
        }
        Format::Csv { delimiter, header } => {
            let schema = texts(header);
            let options = CsvReadOptions::new()
                .file_extension("")
                .file_compression_type(first.compression)
                .delimiter(*delimiter)
                .schema(&schema);
            session.read_csv(paths, options).await
        }
        Format::Ndjson => {
            let schema = Schema::new(tree::fields(kind, columns));
            let options = JsonReadOptions::default()
                .file_extension("")
                .file_compression_type(first.compression)
                .schema(&schema);
            session.read_json(paths, options).await
        }
    };
    Ok(frame?)
}

/// A path as DataFusion takes it, in which no character means something else.
fn address(path: &Path) -> Result<String, Error> {
    let address = Url::from_file_path(path).map_err(|()| {
        DataFusionError::Execution(format!("`{}` is no full path", path.display()))
    })?;
    Ok(address.into())
}

/// A schema of texts. Of columns with one name, the first has it.
fn texts(header: &[String]) -> Schema {
    let mut seen = BTreeSet::new();
    let fields = header.iter().enumerate().map(|(at, name)| {
        let is_new = seen.insert(plain(name));
        let name = if is_new {
            name.clone()
        } else {
            format!("{name} ({at})")
        };
        Field::new(name, DataType::Utf8, true)
    });
    Schema::new(fields.collect::<Vec<_>>())
}

/// The columns of a kind out of those that are there.
fn selected(frame: DataFrame, kind: Kind, columns: &[Column]) -> Result<DataFrame, Error> {
    let schema = frame.schema().as_arrow().clone();
    let all = columns.iter().map(|column| {
        let places = column.places.iter();
        let found: Vec<Expr> = places
            .filter_map(|place| found(&schema, place))
            .map(|(expr, of)| value(kind, column, expr, &of))
            .collect();
        let expr = match found.len() {
            0 => lit(ScalarValue::Utf8(None)),
            1 => found
                .into_iter()
                .next()
                .unwrap_or_else(|| lit(ScalarValue::Utf8(None))),
            _ => coalesce(found),
        };
        expr.alias(column.name)
    });
    Ok(frame.select(all.collect::<Vec<_>>())?)
}

/// What is at a place, and its type.
fn found(schema: &Schema, place: &[String]) -> Option<(Expr, DataType)> {
    let (first, below) = place.split_first()?;
    let is = |field: &&Arc<Field>, name: &str| plain(field.name()) == plain(name);
    let field = schema.fields().iter().find(|field| is(field, first))?;
    let mut expr = Expr::Column(Name::from_name(field.name()));
    let mut of = field.data_type().clone();
    for name in below {
        let DataType::Struct(fields) = of else {
            return None;
        };
        let field = fields.iter().find(|field| is(field, name))?;
        expr = get_field(expr, field.name().as_str());
        of = field.data_type().clone();
    }
    Some((expr, of))
}

/// A value as the statement expects it.
fn value(kind: Kind, column: &Column, expr: Expr, of: &DataType) -> Expr {
    let text_is_time = |expr| {
        let time = DataType::Timestamp(TimeUnit::Nanosecond, None);
        unix_micros().call(vec![try_cast(expr, time)])
    };
    let is_text = matches!(
        of,
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View
    );
    let is_time = matches!(of, DataType::Timestamp(..));
    match (kind, column.name) {
        (Kind::Edges, "first" | "last") if is_time => unix_micros().call(vec![expr]),
        (Kind::Edges, "first" | "last") if is_text => text_is_time(expr),
        (Kind::Edges, "n" | "bytes" | "first" | "last") => try_cast(expr, DataType::Int64),
        (Kind::Edges, _) => nullif(expr, lit("")),
        // A time of a zone is the same time in UTC; without it, the clock of the zone would be taken for UTC.
        _ => match of {
            DataType::Timestamp(unit, Some(_)) => {
                cast(expr, DataType::Timestamp(*unit, Some("+00:00".into())))
            }
            _ => expr,
        },
    }
}

/// The tuples of flow logs of Azure, which are in lists in lists.
fn unfolded(mut frame: DataFrame) -> Result<DataFrame, Error> {
    let named = |name: &str| Expr::Column(Name::from_name(name));
    // A list that is not there has no items.
    let without_nothing = UnnestOptions::new().with_preserve_nulls(false);
    // What was unfolded last. Each list has a name of its own: with one name for all, the plan mixes them up.
    let mut above: Option<String> = None;
    for (depth, path) in AZURE_LISTS.iter().enumerate() {
        let list = path
            .iter()
            .fold(above.as_deref().map(named), |inner, name| {
                Some(match inner {
                    Some(inner) => get_field(inner, *name),
                    None => named(name),
                })
            });
        let name = format!("list_{depth}");
        frame = frame
            .select(list.map(|it| it.alias(&name)))?
            .unnest_columns_with_options(&[&name], without_nothing.clone())?;
        above = Some(name);
    }
    Ok(frame.select(above.map(|it| named(&it).alias("tuple")))?)
}
