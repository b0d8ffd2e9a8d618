//! What closes a way by which data are open: another setting, of the same resource or of its parts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::import::model::Resource;
use crate::import::setting::SettingKind;

/// Steps from a part to what it is part of, at most.
const MOST_STEPS: usize = 8;

/// Takes back that data are open where something that belongs to the same resource closes that way, and what a
/// resource leaves open that a part of it answers.
pub(in crate::import) fn settle(resources: &mut [Resource]) {
    if resources
        .iter()
        .all(|resource| resource.settings.is_empty())
    {
        return;
    }
    let roots = roots(resources);
    close(resources, &roots);
    let mut answered: BTreeSet<(usize, SettingKind)> = BTreeSet::new();
    for (resource, root) in resources.iter().zip(&roots) {
        let settings = resource.settings.iter();
        let settings = settings.filter(|setting| setting.answer.is_some());
        answered.extend(settings.map(|setting| (*root, setting.kind)));
    }
    for (resource, root) in resources.iter_mut().zip(&roots) {
        let settings = &mut resource.settings;
        settings.retain(|it| it.answer.is_some() || !answered.contains(&(*root, it.kind)));
    }
}

fn close(resources: &mut [Resource], roots: &[usize]) {
    let mut closed: BTreeSet<(Option<usize>, SettingKind, Arc<str>)> = BTreeSet::new();
    for (resource, root) in resources.iter().zip(roots) {
        for setting in &resource.settings {
            if let (true, Some(false), Some(by)) =
                (setting.kind.is_exposure(), setting.answer, &setting.by)
            {
                let of = Some(*root).filter(|_| !setting.everywhere);
                closed.insert((of, setting.kind, by.clone()));
            }
        }
    }
    for (resource, root) in resources.iter_mut().zip(roots) {
        for setting in &mut resource.settings {
            let Some(by) = setting.by.as_ref() else {
                continue;
            };
            let shut = |of| closed.contains(&(of, setting.kind, by.clone()));
            if setting.answer == Some(true) && (shut(Some(*root)) || shut(None)) {
                setting.answer = Some(false);
            }
        }
    }
}

/// Of each resource the position of what it belongs to in the end.
fn roots(resources: &[Resource]) -> Vec<usize> {
    let named = resources.iter().enumerate().map(|(at, resource)| {
        let name = resource.names.first().unwrap_or(&resource.address);
        (name.as_str(), at)
    });
    let by_name: BTreeMap<&str, usize> = named.collect();
    let above = |at: usize| -> Option<usize> {
        let part_of = resources.get(at)?.part_of.as_deref()?;
        by_name.get(part_of).copied()
    };
    let root = |at: usize| {
        let steps = std::iter::successors(Some(at), |at| above(*at));
        steps.take(MOST_STEPS).last().unwrap_or(at)
    };
    (0..resources.len()).map(root).collect()
}
