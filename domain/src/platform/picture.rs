use async_trait::async_trait;

use super::Problem;

/// Which kind of picture it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureKind {
    /// Portable Network Graphics.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF.
    Gif,
    /// WebP.
    WebP,
}

impl PictureKind {
    /// The media type, for a browser.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::WebP => "image/webp",
        }
    }
}

/// The picture of an account, at most [`Picture::MAX_BYTES`] long.
///
/// Platforms say of anything that it is a picture, so it is judged by its first bytes. Kinds that
/// can hold a script (SVG) or that browsers do not all show are none.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    kind: PictureKind,
    bytes: Vec<u8>,
}

impl Picture {
    /// The largest one that is taken: profile pictures of the platforms have some 10 to 100 kB.
    pub const MAX_BYTES: usize = 512 * 1024;

    /// A picture, if these bytes begin like one and are not too many.
    pub fn parse(bytes: Vec<u8>) -> Option<Self> {
        let kind = match bytes.as_slice() {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => PictureKind::Png,
            [0xff, 0xd8, 0xff, ..] => PictureKind::Jpeg,
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => PictureKind::Gif,
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => PictureKind::WebP,
            _ => return None,
        };
        (bytes.len() <= Self::MAX_BYTES).then_some(Self { kind, bytes })
    }

    /// Which kind it is.
    pub const fn kind(&self) -> PictureKind {
        self.kind
    }

    /// The file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, text: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(text, "Picture({:?}, {} bytes)", self.kind, self.bytes.len())
    }
}

/// Fetches pictures from the addresses that platforms name.
#[async_trait]
pub trait PictureSource: Send + Sync + 'static {
    /// The picture at this address, without following it elsewhere. The address comes from
    /// outside: only public hosts are asked, and those that the operator has named.
    async fn fetch(&self, address: &str) -> Result<Picture, Problem>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_known_by_its_first_bytes() {
        let kind = |bytes: &[u8]| Picture::parse(bytes.to_vec()).map(|picture| picture.kind());
        assert_eq!(kind(b"\x89PNG\r\n\x1a\n\0\0"), Some(PictureKind::Png));
        assert_eq!(kind(b"\xff\xd8\xff\xe0"), Some(PictureKind::Jpeg));
        assert_eq!(kind(b"GIF89a"), Some(PictureKind::Gif));
        assert_eq!(kind(b"RIFF\x01\x02\x03\x04WEBPVP8 "), Some(PictureKind::WebP));
        for other in ["", "<svg xmlns=\"http://www.w3.org/2000/svg\">", "<html>", "GIF88a", "RIFF"]
        {
            assert_eq!(kind(other.as_bytes()), None, "{other}");
        }
    }

    #[test]
    fn a_picture_has_a_limit() {
        let mut bytes = b"GIF89a".to_vec();
        bytes.resize(Picture::MAX_BYTES, 0);
        assert!(Picture::parse(bytes.clone()).is_some());
        bytes.push(0);
        assert!(Picture::parse(bytes).is_none());
    }
}
