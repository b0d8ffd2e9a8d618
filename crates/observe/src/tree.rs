//! The columns of a kind as a tree, from which each engine gets a schema of what it has to read of NDJSON.

use std::collections::BTreeMap;
use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field, Fields};

use crate::kinds::{AZURE_LISTS, Column, Kind};

/// What is below a name.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Tree {
    Text,
    Whole,
    Fields(BTreeMap<String, Tree>),
    List(Box<Tree>),
}

/// The tree of all places of columns.
fn tree(kind: Kind, columns: &[Column]) -> Tree {
    if kind == Kind::AzureVnet {
        let lists = AZURE_LISTS.iter().rev();
        return lists.fold(Tree::Text, |inner, path| {
            let mut names = path.iter().rev();
            let last = names.next().copied().unwrap_or_default();
            let list = Tree::List(Box::new(inner));
            let of = |name: &str, inner| Tree::Fields(BTreeMap::from([(name.to_owned(), inner)]));
            names.fold(of(last, list), |inner, name| of(name, inner))
        });
    }
    let mut root = BTreeMap::new();
    for column in columns {
        let leaf = if column.is_whole {
            Tree::Whole
        } else {
            Tree::Text
        };
        for place in &column.places {
            insert(&mut root, place, leaf.clone());
        }
    }
    Tree::Fields(root)
}

/// Puts a leaf at a place. Of two that want one name, the first has it.
fn insert(fields: &mut BTreeMap<String, Tree>, place: &[String], leaf: Tree) {
    match place {
        [] => {}
        [name] => {
            fields.entry(name.clone()).or_insert(leaf);
        }
        [name, below @ ..] => {
            let inner = fields
                .entry(name.clone())
                .or_insert_with(|| Tree::Fields(BTreeMap::new()));
            if let Tree::Fields(inner) = inner {
                insert(inner, below, leaf);
            }
        }
    }
}

/// The fields of what is read of NDJSON, for DataFusion. Whole numbers may be texts there.
pub fn fields(kind: Kind, columns: &[Column]) -> Fields {
    match data_type(&tree(kind, columns)) {
        DataType::Struct(fields) => fields,
        _ => Fields::empty(),
    }
}

fn data_type(tree: &Tree) -> DataType {
    match tree {
        Tree::Text => DataType::Utf8,
        Tree::Whole => DataType::Int64,
        Tree::List(inner) => DataType::List(Arc::new(Field::new("item", data_type(inner), true))),
        Tree::Fields(fields) => {
            let fields = fields.iter();
            DataType::Struct(
                fields
                    .map(|(name, inner)| Field::new(name, data_type(inner), true))
                    .collect(),
            )
        }
    }
}

/// The same for Spark, as a text. Whole numbers are texts: Spark reads no number from a text, and any as a text.
pub fn spark_schema(kind: Kind, columns: &[Column]) -> String {
    match tree(kind, columns) {
        Tree::Fields(fields) => spark_fields(&fields, " "),
        _ => String::new(),
    }
}

fn spark_fields(fields: &BTreeMap<String, Tree>, separator: &str) -> String {
    let all = fields.iter();
    let all = all.map(|(name, inner)| format!("`{name}`{separator}{}", spark_type(inner)));
    all.collect::<Vec<_>>().join(", ")
}

fn spark_type(tree: &Tree) -> String {
    match tree {
        Tree::Text | Tree::Whole => "STRING".to_owned(),
        Tree::List(inner) => format!("ARRAY<{}>", spark_type(inner)),
        Tree::Fields(fields) => format!("STRUCT<{}>", spark_fields(fields, ": ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_has_the_places_of_all_columns() {
        let schema = spark_schema(Kind::GcpVpc, &Kind::GcpVpc.columns());
        assert!(schema.contains("`jsonPayload` STRUCT<"), "{schema}");
        assert!(
            schema.contains("`connection` STRUCT<`dest_ip`: STRING"),
            "{schema}"
        );
        let schema = spark_schema(Kind::AzureVnet, &Kind::AzureVnet.columns());
        assert_eq!(
            schema,
            "`records` ARRAY<STRUCT<`flowRecords`: STRUCT<`flows`: ARRAY<STRUCT<`flowGroups`: \
             ARRAY<STRUCT<`flowTuples`: ARRAY<STRING>>>>>>>>"
        );
        let fields = fields(Kind::Spans, &Kind::Spans.columns());
        assert!(fields.iter().any(|it| it.name() == "server.address"));
        assert!(fields.iter().any(|it| it.name() == "server"));
    }
}
