//! The browser's program: from the `frontend` crate to one small JS file and one small WASM file.

use crate::{Mode, cargo_target_directory, command};
use anyhow::{Context, Result, bail};
use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};
use wasm_bindgen_cli_support::Bindgen;

const TARGET: &str = "wasm32-unknown-unknown";

/// What rustc's WASM uses; wasm-opt refuses the file if one is missing.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-multivalue",
];

/// Crates that Leptos names as dependencies but that no code of ours may pull into the program:
/// their tables alone would break the budget.
const UNWANTED: [&str; 3] = ["icu_normalizer", "icu_properties", "regex_automata"];

pub(crate) struct BrowserProgram {
    pub(crate) js: Vec<u8>,
    pub(crate) wasm: Vec<u8>,
}

pub(crate) fn build(mode: Mode) -> Result<BrowserProgram> {
    let compiled = compile(mode)?;
    if mode == Mode::Release {
        check_contents(&compiled)?;
    }

    let folder = PathBuf::from(match mode {
        Mode::Dev => "target/browser/dev",
        Mode::Release => "target/browser/release",
    });
    let stamp = folder.join("stamp");
    let input = fingerprint(&compiled)?;
    if fs::read_to_string(&stamp).ok().as_ref() != Some(&input) {
        fs::create_dir_all(&folder)?;
        bind(&compiled, mode, &folder)?;
        if mode == Mode::Release {
            shrink(&folder)?;
        }
        fs::write(&stamp, &input)?;
    }
    Ok(BrowserProgram {
        js: fs::read(folder.join("suiro.js"))?,
        wasm: fs::read(folder.join("suiro_bg.wasm"))?,
    })
}

fn compile(mode: Mode) -> Result<Vec<u8>> {
    let (profile, folder) = match mode {
        Mode::Dev => ("dev", "debug"),
        Mode::Release => ("wasm-release", "wasm-release"),
    };
    command::cargo(&[
        "build",
        "--locked",
        "--package",
        "frontend",
        "--target",
        TARGET,
        "--profile",
        profile,
    ])?;
    let path = cargo_target_directory()?.join(TARGET).join(folder).join("frontend.wasm");
    fs::read(&path).with_context(|| format!("cannot read {}", path.display()))
}

fn check_contents(wasm: &[u8]) -> Result<()> {
    for name in UNWANTED {
        if wasm.windows(name.len()).any(|bytes| bytes == name.as_bytes()) {
            bail!("the browser's program contains {name}: find what calls it with `twiggy paths`");
        }
    }
    Ok(())
}

/// Changes with all that the steps below depend on: the program, the tools, and this file.
fn fingerprint(wasm: &[u8]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    wasm.hash(&mut hasher);
    fs::read("package-lock.json")?.hash(&mut hasher);
    fs::read("Cargo.lock")?.hash(&mut hasher);
    include_str!("browser.rs").hash(&mut hasher);
    Ok(format!("{:016x}", hasher.finish()))
}

/// Writes `suiro.js` and `suiro_bg.wasm`. The generator is a library of the very version in
/// Cargo.lock, so it always fits the program.
fn bind(wasm: &[u8], mode: Mode, folder: &Path) -> Result<()> {
    let _ = fs::remove_dir_all(folder.join("snippets"));
    Bindgen::new()
        .input_bytes("suiro", wasm.to_vec())
        .web(true)?
        .typescript(false)
        // Leptos passes the path of the WASM file itself.
        .omit_default_module_path(true)
        .keep_debug(mode == Mode::Dev)
        .remove_name_section(mode == Mode::Release)
        .remove_producers_section(mode == Mode::Release)
        .generate(folder)
}

fn shrink(folder: &Path) -> Result<()> {
    let wasm = folder.join("suiro_bg.wasm");
    let optimised = folder.join("optimised.wasm");
    command::run(
        command::npm_tool("wasm-opt")?
            .args(["-Oz", "--strip-debug", "--strip-producers"])
            .args(WASM_FEATURES)
            .arg(&wasm)
            .arg("--output")
            .arg(&optimised),
    )?;
    fs::rename(optimised, wasm)?;

    // Bundling puts the inline snippets into the one file.
    let js = folder.join("suiro.js");
    command::run(
        command::npm_tool("esbuild")?
            .args(["--bundle", "--format=esm", "--target=es2022", "--minify"])
            .args(["--log-level=warning", "--allow-overwrite"])
            .arg(&js)
            .arg(format!("--outfile={}", js.display())),
    )
}
