//! Files that others wrote, next to the checkout.

use super::*;
use crate::support;
use crate::support::shared;

#[test]
fn what_others_wrote_is_read_as_people_read_it() {
    let Some(shared) = shared() else { return };
    snapshots(|| {
        for folder in ["terraform-plan", "terraform-state"] {
            let mut files: Vec<_> = std::fs::read_dir(shared.join("samples").join(folder))
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .collect();
            files.sort();
            for path in files {
                let (found, sources) = read(&path);
                let shown = match &found {
                    Ok(found) => lines(found, &sources),
                    Err(error) => support::shown(std::slice::from_ref(error), &sources),
                };
                let name = path
                    .file_name()
                    .unwrap()
                    .to_string_lossy()
                    .replace('.', "_");
                insta::assert_snapshot!(format!("sample_{name}"), shown);
            }
        }
    });
}
