//! The pages of registers in a real browser: opening, filtering, clicking, tracing, printing, without
//! scripts, for those who do not see, and with hostile words. What each scene expects is worked out here
//! from the register; `browser/` only looks.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::allow_attributes,
    missing_docs,
    reason = "tests may fail loudly"
)]

#[allow(dead_code, reason = "each test binary uses a part of this")]
#[path = "../support/mod.rs"]
mod support;

mod facts;
mod setup;

use std::io::Write;
use std::process::Stdio;

/// Plays a scene, and fails with all that was wrong in it.
#[track_caller]
fn scene(name: &str) {
    let Some(stage) = setup::stage() else {
        return;
    };
    let mut facts = facts::facts();
    facts["browser"] = stage.browser.clone().into();
    let mut drive = stage.node();
    drive.arg("drive.mjs").arg(name);
    drive.stdin(Stdio::piped()).stderr(Stdio::piped());
    let mut drive = drive.spawn().unwrap();
    let mut stdin = drive.stdin.take().unwrap();
    stdin.write_all(facts.to_string().as_bytes()).unwrap();
    drop(stdin);
    let ended = drive.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "{said}");
}

#[test]
fn pages_open_and_ask_for_nothing() {
    scene("opens");
}

#[test]
fn pages_pass_the_rules_of_axe_in_light_and_dark() {
    scene("axe");
}

#[test]
fn filters_act_on_rows_and_ways_alike() {
    scene("filters");
}

#[test]
fn a_click_on_a_way_shows_its_flows_sentences_and_law() {
    scene("clicks");
}

#[test]
fn a_click_on_a_row_unfolds_it_and_marks_its_ways() {
    scene("rows");
}

#[test]
fn the_map_can_be_used_by_keys_alone() {
    scene("keyboard");
}

#[test]
fn a_datum_is_followed_onward_and_back() {
    scene("traces");
}

#[test]
fn pages_print() {
    scene("prints");
}

#[test]
fn without_scripts_all_is_there() {
    scene("unscripted");
}

#[test]
fn a_timeline_is_a_chart_whose_rows_open_on_a_click() {
    scene("timeline");
}

#[test]
fn hostile_words_stay_words() {
    scene("hostile");
}

/// `FAIRNOTICE_SHOTS=FOLDER` has every page taken a picture of.
#[test]
fn pictures_are_taken_where_a_folder_for_them_is_named() {
    if std::env::var_os("FAIRNOTICE_SHOTS").is_some() {
        scene("shots");
    }
}
