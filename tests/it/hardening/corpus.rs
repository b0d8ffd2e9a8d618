//! What the fuzzer begins with, on the toolchain that everybody has: each file of its corpus as it is, and
//! spoilt. Nothing may panic, and nothing may take long.

#[path = "../../../fuzz/targets.rs"]
mod targets;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::support::root;

fn corpus(name: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = root().join("fuzz/corpus").join(name);
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|it| it.unwrap().path())
        .collect();
    files.sort();
    let files = files.into_iter();
    files
        .map(|path| (path.clone(), std::fs::read(path).unwrap()))
        .collect()
}

/// A small generator, so that each run tries the same.
struct Draw(u64);

impl Draw {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most.max(1)
    }
}

fn spoilt(bytes: &[u8], draw: &mut Draw) -> Vec<u8> {
    const SIGNS: &[u8] = b"\0\"'{}[]():,-!&*#|>\\\n\t <=@\xff\xc3\xe2";
    let mut bytes = bytes.to_vec();
    for _ in 0..=draw.below(3) {
        let at = draw.below(bytes.len() + 1);
        let end = (at + draw.below(12)).min(bytes.len());
        match draw.below(5) {
            0 => bytes.insert(at, SIGNS[draw.below(SIGNS.len())]),
            1 => drop(bytes.drain(at..end)),
            2 => bytes.truncate(at),
            3 => {
                let part = bytes[at..end].repeat(1 + draw.below(40));
                bytes.splice(at..at, part);
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << draw.below(8);
                }
            }
        }
    }
    bytes
}

/// The stack of a program's first thread; that of a test is a quarter of it, and code that is not optimised
/// takes several times as much as the program's.
const STACK: usize = 8 << 20;

#[test]
fn the_corpus_and_spoilt_copies_of_it_do_no_harm() {
    let all = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(each_target);
    assert!(all.unwrap().join().is_ok(), "see above");
}

fn each_target() {
    let mut draw = Draw(7);
    for (name, target) in targets::TARGETS {
        let files = corpus(name);
        assert!(!files.is_empty(), "{name} has no corpus");
        for (path, bytes) in files {
            let started = Instant::now();
            target(&bytes);
            for _ in 0..5 {
                target(&spoilt(&bytes, &mut draw));
            }
            let took = started.elapsed();
            assert!(
                took < Duration::from_secs(30),
                "{}: {took:?}",
                path.display()
            );
        }
    }
}

/// The fuzzer has a program for each target, and a corpus for nothing else.
#[test]
fn every_target_has_a_program_and_a_corpus() {
    let names = |folder: &str| {
        let mut names: Vec<String> = std::fs::read_dir(root().join("fuzz").join(folder))
            .unwrap()
            .map(|it| {
                it.unwrap()
                    .path()
                    .file_stem()
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned()
            })
            .collect();
        names.sort();
        names
    };
    let mut expected: Vec<String> = targets::TARGETS
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    expected.sort();
    assert_eq!(names("corpus"), expected);
    assert_eq!(names("fuzz_targets"), expected);
}
