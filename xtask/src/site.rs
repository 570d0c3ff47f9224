//! The folder `target/site`: all that the server sends as files, compressed beforehand.

use crate::{
    Mode, browser,
    budget::{self, Sizes},
    command, compress,
};
use anyhow::{Context, Result, bail};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The server embeds this folder when it is compiled.
const SITE: &str = "target/site";
const STYLE: &str = "style/main.css";
const PUBLIC: &str = "public";

/// Contents by path below the site folder.
type Files = BTreeMap<String, Vec<u8>>;

pub(crate) fn build(mode: Mode) -> Result<()> {
    // The quick step first: what is wrong with it shows at once.
    let style = style_sheet(mode)?;
    let program = browser::build(mode)?;
    let mut files = Files::from([
        ("pkg/suiro.css".to_owned(), style),
        ("pkg/suiro.js".to_owned(), program.js),
        ("pkg/suiro.wasm".to_owned(), program.wasm),
    ]);
    for path in files_below(Path::new(PUBLIC))? {
        files.insert(name_below(&path, Path::new(PUBLIC))?, fs::read(&path)?);
    }

    let mut kept = BTreeSet::new();
    let mut sizes = BTreeMap::new();
    for (name, content) in files {
        let path = Path::new(SITE).join(&name);
        if mode == Mode::Release && compress::is_compressible(&name) {
            sizes.insert(name, write_compressed(&path, &content)?);
            kept.extend([with_suffix(&path, "br"), with_suffix(&path, "gz")]);
        }
        write_if_changed(&path, &content)?;
        kept.insert(path);
    }
    for path in files_below(Path::new(SITE))? {
        if !kept.contains(&path) {
            fs::remove_file(path)?;
        }
    }
    if mode == Mode::Release { budget::check(&sizes) } else { Ok(()) }
}

/// Puts the compressed forms beside the place of a file. The file itself is to be written after
/// them: while it is there unchanged, they are of the same content.
fn write_compressed(path: &Path, content: &[u8]) -> Result<Sizes> {
    let (brotli, gzip) = (with_suffix(path, "br"), with_suffix(path, "gz"));
    if !is_unchanged(path, content) || !brotli.exists() || !gzip.exists() {
        write_if_changed(&brotli, &compress::brotli(content)?)?;
        write_if_changed(&gzip, &compress::gzip(content)?)?;
    }
    let size = |path| anyhow::Ok(fs::read(path)?.len());
    Ok(Sizes { raw: content.len(), gzip: size(gzip)?, brotli: size(brotli)? })
}

/// One file from all that `style/main.css` imports.
fn style_sheet(mode: Mode) -> Result<Vec<u8>> {
    if !Path::new(STYLE).exists() {
        bail!("{STYLE} is missing: it is the root of the style sheet");
    }
    let output = Path::new("target/browser/suiro.css");
    fs::create_dir_all("target/browser")?;
    let mut lightning = command::npm_tool("lightningcss")?;
    lightning
        .args(["--bundle", "--targets", "defaults"])
        .arg(STYLE)
        .arg("--output-file")
        .arg(output);
    if mode == Mode::Release {
        lightning.arg("--minify");
    }
    command::run(&mut lightning)?;
    Ok(fs::read(output)?)
}

/// A file that stays as it is keeps its time, so that cargo does not build the server again.
fn write_if_changed(path: &Path, content: &[u8]) -> Result<()> {
    if is_unchanged(path, content) {
        return Ok(());
    }
    fs::create_dir_all(path.parent().context("no parent folder")?)?;
    fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}

fn is_unchanged(path: &Path, content: &[u8]) -> bool {
    fs::read(path).is_ok_and(|present| present == content)
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    PathBuf::from(format!("{}.{suffix}", path.display()))
}

fn name_below(path: &Path, folder: &Path) -> Result<String> {
    let name = path.strip_prefix(folder)?.to_str().context("a file name is not UTF-8")?;
    Ok(name.to_owned())
}

/// All files below a folder, or none if there is no such folder.
fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    if !folder.exists() {
        return Ok(files);
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_stays_the_same_keeps_its_time() {
        let folder = std::env::temp_dir().join(format!("suiro-site-{}", std::process::id()));
        let path = folder.join("pkg/a.css");
        write_if_changed(&path, b"a").unwrap();
        let before = fs::metadata(&path).unwrap().modified().unwrap();
        write_if_changed(&path, b"a").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), before);
        write_if_changed(&path, b"b").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"b");
        assert_eq!(files_below(&folder).unwrap(), [path]);
        fs::remove_dir_all(folder).unwrap();
    }
}
