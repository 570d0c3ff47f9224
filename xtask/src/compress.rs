//! Compression at build time, as strong as it gets: the server sends these bytes as they are.

use anyhow::Result;
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};
use std::{io::Write, path::Path};

const COMPRESSIBLE: [&str; 10] =
    ["css", "html", "ico", "js", "json", "svg", "txt", "wasm", "webmanifest", "xml"];

pub(crate) fn is_compressible(path: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|extension| COMPRESSIBLE.iter().any(|known| extension == *known))
}

pub(crate) fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters)?;
    Ok(compressed)
}

/// The header holds no time, so the same input always gives the same file.
pub(crate) fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn both_formats_give_the_input_back() {
        let input = "水路 ".repeat(500).into_bytes();

        let mut decoded = Vec::new();
        brotli::BrotliDecompress(&mut &brotli(&input).unwrap()[..], &mut decoded).unwrap();
        assert_eq!(decoded, input);

        let mut decoded = Vec::new();
        let compressed = gzip(&input).unwrap();
        flate2::read::GzDecoder::new(&compressed[..]).read_to_end(&mut decoded).unwrap();
        assert_eq!(decoded, input);
    }

    #[test]
    fn pictures_are_left_alone() {
        assert!(is_compressible("pkg/suiro.wasm"));
        assert!(!is_compressible("logo.png"));
        assert!(!is_compressible("LICENSE"));
    }
}
