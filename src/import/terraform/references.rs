//! What resources refer to: by the configuration, by ids, by names.

use super::config::Meaning;
use super::document::Instance;
use super::path::{Hit, values};
use crate::import::location::{Locator, block_of, module_of};

impl<'n> Locator<'_, 'n> {
    /// The resource that an attribute refers to: by the configuration, by its id, by its name.
    pub(in crate::import) fn refers_to(
        &self,
        at: usize,
        instance: &Instance<'n>,
        path: &str,
    ) -> Option<usize> {
        let module = module_of(instance);
        let expressions = self.config.expression(&module, &block_of(instance), path);
        let by_config = expressions.into_iter().find_map(|expression| {
            match self.config.meaning(expression, &module) {
                Meaning::Resource(within, block, _) => self.instance_of(&within, &block, instance),
                _ => None,
            }
        });
        let words: Vec<&str> = instance
            .values
            .map_or_else(Vec::new, |node| values(node, path))
            .iter()
            .filter_map(Hit::text)
            .collect();
        let stem = stem(path);
        let fits = |other: usize| {
            self.instances
                .get(other)
                .is_some_and(|other| other.type_name.contains(stem))
        };
        by_config
            .or_else(|| words.iter().find_map(|word| self.by_id.get(word).copied()))
            .or_else(|| words.iter().find_map(|word| self.by_text(word)))
            .or_else(|| {
                let named = words.iter().filter_map(|word| self.by_name.get(word));
                named.flatten().copied().find(|other| fits(*other))
            })
            .or_else(|| {
                let others = self.instances.iter().enumerate();
                let mut made_before = others.filter(|(_, other)| {
                    let plain = super::address::without_indices(&other.address);
                    instance.depends.contains(&plain)
                });
                made_before.find(|(at, _)| fits(*at)).map(|(at, _)| at)
            })
            .filter(|other| *other != at)
    }

    /// The resource with an id or an ARN. A bucket's ARN is its name.
    pub(in crate::import) fn by_text(&self, word: &str) -> Option<usize> {
        let bucket = word.strip_prefix("arn:aws:s3:::");
        let by_name = bucket.and_then(|name| {
            let named = self.by_name.get(name)?;
            named.iter().copied().find(|at| {
                self.instances
                    .get(*at)
                    .is_some_and(|other| other.type_name == "aws_s3_bucket")
            })
        });
        self.by_id.get(word).copied().or(by_name)
    }

    /// The instance of a block, that in the same instance of a module if there are several.
    pub(in crate::import) fn instance_of(
        &self,
        module: &[String],
        block: &str,
        near: &Instance<'n>,
    ) -> Option<usize> {
        let all = self.by_block.get(&(module.join("."), block.to_owned()))?;
        let same = all.iter().copied().find(|at| {
            self.instances
                .get(*at)
                .is_some_and(|other| other.module == near.module)
        });
        same.or(all.first().copied())
    }
}

/// What kind of thing an attribute refers to: `storage_account` of `source_storage_account_id`.
fn stem(path: &str) -> &str {
    let last = path.rsplit('.').next().unwrap_or(path);
    let last = last.trim_end_matches("[*]");
    let last = ["source_", "target_", "primary_"]
        .iter()
        .find_map(|lead| last.strip_prefix(lead))
        .unwrap_or(last);
    ["_id", "_name", "_arn"]
        .iter()
        .find_map(|end| last.strip_suffix(end))
        .unwrap_or(last)
}
