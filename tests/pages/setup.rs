//! What drives the browser: Node, two packages from npm, and a Chromium. What the machine lacks is
//! installed under `target/`; where there is no Node, the tests of pages are skipped, and fail with
//! `CI=true`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use super::support::root;

/// A browser that can be driven.
pub struct Stage {
    folder: PathBuf,
    /// The program.
    pub browser: String,
    libraries: String,
}

impl Stage {
    /// Node in the folder of the scripts.
    pub fn node(&self) -> Command {
        let mut node = Command::new("node");
        node.current_dir(&self.folder);
        if !self.libraries.is_empty() {
            node.env("LD_LIBRARY_PATH", &self.libraries);
        }
        node
    }
}

/// The names of Chromium and its kin on different systems.
const BROWSERS: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

static STAGE: LazyLock<Result<Stage, String>> = LazyLock::new(set_up);

/// The stage; `None`, said aloud, where there can be none.
pub fn stage() -> Option<&'static Stage> {
    match &*STAGE {
        Ok(stage) => Some(stage),
        Err(why) => {
            let must = std::env::var("CI").is_ok_and(|value| value == "true");
            assert!(!must, "CI needs a browser: {why}");
            eprintln!("skipped: no browser to look with: {why}");
            None
        }
    }
}

fn set_up() -> Result<Stage, String> {
    let folder = installed("browser")?;
    let (browser, libraries) = browser()?;
    Ok(Stage {
        folder,
        browser,
        libraries,
    })
}

/// The browser of the machine, or of `FAIRNOTICE_CHROMIUM`; else one from npm with its libraries.
fn browser() -> Result<(String, String), String> {
    let named = std::env::var("FAIRNOTICE_CHROMIUM").ok();
    let found = named.or_else(|| BROWSERS.iter().find_map(|name| on_path(name)));
    if let Some(found) = found {
        return Ok((found, String::new()));
    }
    let folder = installed("chromium")?;
    let unpacked = folder.join("unpacked");
    std::fs::create_dir_all(&unpacked).map_err(|error| error.to_string())?;
    let mut node = Command::new("node");
    node.current_dir(&folder)
        .arg("install.mjs")
        .env("TMPDIR", &unpacked)
        // By this the package takes its own libraries instead of the machine's.
        .env("AWS_LAMBDA_JS_RUNTIME", "nodejs22.x");
    let printed: serde_json::Value =
        serde_json::from_str(&said(node)?).map_err(|error| error.to_string())?;
    let text = |key: &str| printed[key].as_str().unwrap_or("").to_owned();
    Ok((text("browser"), text("libraries")))
}

fn on_path(name: &str) -> Option<String> {
    let path = std::env::var_os("PATH")?;
    let mut places = std::env::split_paths(&path).map(|folder| folder.join(name));
    let found = places.find(|place| place.is_file())?;
    Some(found.to_str()?.to_owned())
}

/// A folder of scripts with the packages that they need, as their lock file has them.
fn installed(name: &str) -> Result<PathBuf, String> {
    let from = root().join("tests/pages").join(name);
    let to = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("pages")
        .join(name);
    let lock = std::fs::read(from.join("package-lock.json")).map_err(|error| error.to_string())?;
    let done = to.join("installed");
    let there = std::fs::read(&done).is_ok_and(|of| of == lock);
    super::support::run::copy(&from, &to);
    if !there {
        let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
        npm.current_dir(&to)
            .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
        said(npm)?;
        std::fs::write(done, lock).map_err(|error| error.to_string())?;
    }
    Ok(to)
}

/// Runs a program and gives what it prints.
fn said(mut program: Command) -> Result<String, String> {
    let name = program.get_program().to_string_lossy().into_owned();
    let ended = program
        .output()
        .map_err(|error| format!("`{name}` does not run: {error}"))?;
    if ended.status.success() {
        Ok(String::from_utf8_lossy(&ended.stdout).into_owned())
    } else {
        Err(format!(
            "`{name}` failed: {}",
            String::from_utf8_lossy(&ended.stderr)
        ))
    }
}
