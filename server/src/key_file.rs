//! The file with the keys that seal secrets (see `sealing.rs`).
//!
//! A line for each key, the newest last: when it was made, and 64 hexadecimal digits. The newest
//! one seals, the others still open what they have sealed, so a key is added and never taken away.
//! The file is replaced as a whole, so that whoever reads it sees all of it, and a loss of power
//! leaves the one before or the new one.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use domain::sealing::KeyId;
use domain::secrets::SecretToken;
use domain::time::Timestamp;
use sha2::{Digest, Sha256};
use thiserror::Error;

const HEAD: &str = "\
# The keys with which Suiro seals secrets in its database; the newest is the last.
# Whoever has this file and the database can read them. Without it nobody can: keep a copy,
# but not beside the backups of the database. `suiro keys rotate` adds a key.
";

/// The key file.
#[derive(Debug, Clone)]
pub struct KeyFile(PathBuf);

/// A key, and what is told about it.
#[derive(Clone)]
pub struct Key {
    /// Its name.
    pub id: KeyId,
    /// When it was made, in UTC (ISO 8601).
    pub made_at: String,
    secret: SecretToken,
}

/// The keys of a file, the newest last. There is one at least.
#[derive(Debug, Clone)]
pub struct Keys {
    older: Vec<Key>,
    newest: Key,
}

/// Why the keys cannot be used.
#[derive(Debug, Error)]
pub enum KeyFileError {
    /// It is not there, or the operating system does not let it be read.
    #[error("the key file {} cannot be read", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It holds something else.
    #[error(
        "the key file {} is wrong in line {line}: a line has the time when the key was made, a \
         space and 64 hexadecimal digits", .path.display()
    )]
    Wrong {
        /// The file.
        path: PathBuf,
        /// Which line, counted from 1.
        line: usize,
    },
    /// It has no key.
    #[error("the key file {} has no key", .0.display())]
    Empty(PathBuf),
    /// It cannot be made or replaced.
    #[error("the key file {} cannot be written", .path.display())]
    NotWritable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The machine has no randomness to give.
    #[error("the machine gives no random numbers")]
    Randomness(#[from] getrandom::Error),
}

impl Key {
    fn new(secret: SecretToken, made_at: String) -> Self {
        let digest: [u8; 32] =
            Sha256::new().chain_update("key ").chain_update(secret.bytes()).finalize().into();
        let mut id = [0; 8];
        id.copy_from_slice(&digest[..8]);
        Self { id: KeyId(id), made_at, secret }
    }

    fn random(now: Timestamp) -> Result<Self, KeyFileError> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        let now = jiff::Timestamp::from_microsecond(now.micros()).unwrap_or_default();
        Ok(Self::new(SecretToken::from_bytes(bytes), format!("{now:.0}")))
    }

    /// What it seals with.
    pub const fn bytes(&self) -> &[u8; 32] {
        self.secret.bytes()
    }

    fn line(&self) -> String {
        format!("{} {}\n", self.made_at, self.secret.reveal())
    }

    fn parse(line: &str) -> Option<Self> {
        let (made_at, secret) = line.split_once(' ')?;
        made_at.parse::<jiff::Timestamp>().ok()?;
        Some(Self::new(SecretToken::parse(secret.trim())?, made_at.to_owned()))
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, text: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(text, "Key({})", self.id)
    }
}

impl Keys {
    /// The key that seals.
    pub const fn newest(&self) -> &Key {
        &self.newest
    }

    /// All of them, the oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Key> {
        self.older.iter().chain([&self.newest])
    }

    /// The key with this name.
    pub fn get(&self, id: KeyId) -> Option<&Key> {
        self.iter().find(|key| key.id == id)
    }

    fn text(&self) -> String {
        HEAD.to_owned() + &self.iter().map(Key::line).collect::<String>()
    }
}

impl KeyFile {
    /// The key file at this path, which may not be there yet.
    pub const fn at(path: PathBuf) -> Self {
        Self(path)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Whether others on this machine may read it.
    pub fn is_open_to_others(&self) -> Result<bool, KeyFileError> {
        let metadata = fs::metadata(&self.0).map_err(|source| self.unreadable(source))?;
        Ok(metadata.mode() & 0o007 != 0)
    }

    /// The keys that are in it now.
    pub fn read(&self) -> Result<Keys, KeyFileError> {
        let text = fs::read_to_string(&self.0).map_err(|source| self.unreadable(source))?;
        let mut older = Vec::new();
        for (index, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let wrong = || KeyFileError::Wrong { path: self.0.clone(), line: index + 1 };
            older.push(Key::parse(line).ok_or_else(wrong)?);
        }
        let newest = older.pop().ok_or_else(|| KeyFileError::Empty(self.0.clone()))?;
        Ok(Keys { older, newest })
    }

    /// The keys that are in it. Makes it, with one key, if it is not there.
    pub fn read_or_make(&self, now: Timestamp) -> Result<Keys, KeyFileError> {
        match self.read() {
            Err(KeyFileError::Unreadable { source, .. })
                if source.kind() == io::ErrorKind::NotFound => {}
            other => return other,
        }
        let _lock = self.lock()?;
        // Somebody else may have made it meanwhile.
        if !self.0.exists() {
            self.replace(&Keys { older: Vec::new(), newest: Key::random(now)? })?;
        }
        self.read()
    }

    /// Adds a key, which is the newest from now on. Servers that run find it by themselves.
    pub fn add_key(&self, now: Timestamp) -> Result<Keys, KeyFileError> {
        let _lock = self.lock()?;
        let before = self.read()?;
        let older = before.iter().cloned().collect();
        let keys = Keys { older, newest: Key::random(now)? };
        self.replace(&keys)?;
        Ok(keys)
    }

    /// Keeps others from replacing it at the same time. The lock file stays behind, as that of a
    /// database does: taking it away would let two lock two files of that name.
    fn lock(&self) -> Result<File, KeyFileError> {
        let not_writable = |source| self.not_writable(source);
        if let Some(folder) = self.0.parent() {
            fs::create_dir_all(folder).map_err(not_writable)?;
        }
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).write(true).mode(0o600);
        let lock = options.open(self.beside(".lock")).map_err(not_writable)?;
        lock.lock().map_err(not_writable)?;
        Ok(lock)
    }

    fn replace(&self, keys: &Keys) -> Result<(), KeyFileError> {
        let new = self.beside(".new");
        let write = || {
            let mut options = OpenOptions::new();
            let mut file =
                options.create(true).truncate(true).write(true).mode(0o600).open(&new)?;
            file.write_all(keys.text().as_bytes())?;
            file.sync_all()?;
            fs::rename(&new, &self.0)?;
            let folder = self.0.parent().filter(|folder| *folder != Path::new(""));
            File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
        };
        write().map_err(|source| self.not_writable(source))
    }

    fn beside(&self, end: &str) -> PathBuf {
        let mut name = self.0.as_os_str().to_owned();
        name.push(end);
        name.into()
    }

    fn unreadable(&self, source: io::Error) -> KeyFileError {
        KeyFileError::Unreadable { path: self.0.clone(), source }
    }

    fn not_writable(&self, source: io::Error) -> KeyFileError {
        KeyFileError::NotWritable { path: self.0.clone(), source }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    const NOW: Timestamp = Timestamp::from_micros(1_800_000_000_000_000);

    /// A path in a folder that goes when the test ends.
    struct Place(PathBuf);

    impl Place {
        fn new(name: &str) -> (Self, KeyFile) {
            let folder = std::env::temp_dir().join(format!("suiro-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&folder);
            let file = KeyFile::at(folder.join("keys/suiro.keys"));
            (Self(folder), file)
        }
    }

    impl Drop for Place {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn the_file_is_made_once_and_for_its_owner_alone() {
        let (_place, file) = Place::new("made-once");
        assert!(matches!(file.read(), Err(KeyFileError::Unreadable { .. })));
        let made = file.read_or_make(NOW).expect("a file");
        let again = file.read_or_make(NOW).expect("a file");
        assert_eq!(made.newest().id, again.newest().id);
        assert_eq!(made.newest().made_at, "2027-01-15T08:00:00Z");
        let mode = fs::metadata(file.path()).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert!(!file.is_open_to_others().expect("an answer"));
        fs::set_permissions(file.path(), fs::Permissions::from_mode(0o644)).expect("a mode");
        assert!(file.is_open_to_others().expect("an answer"));
    }

    #[test]
    fn of_many_who_make_the_file_at_once_one_does() {
        let (_place, file) = Place::new("made-at-once");
        let threads: Vec<_> = (0..16)
            .map(|_| {
                let file = file.clone();
                std::thread::spawn(move || file.read_or_make(NOW).expect("a file").newest().id)
            })
            .collect();
        let mut ids: Vec<_> = threads.into_iter().map(|one| one.join().expect("an id")).collect();
        ids.dedup();
        assert_eq!(ids.len(), 1);
    }

    #[test]
    fn a_new_key_comes_last_and_the_others_stay() {
        let (_place, file) = Place::new("added");
        let first = file.read_or_make(NOW).expect("a file").newest().id;
        let added = file.add_key(NOW).expect("a key");
        let ids: Vec<_> = file.read().expect("keys").iter().map(|key| key.id).collect();
        assert_eq!(ids, [first, added.newest().id]);
        assert_ne!(ids[0], ids[1]);
        assert_eq!(added.get(first).expect("the first").bytes().len(), 32);
    }

    #[test]
    fn no_key_of_many_added_at_once_is_lost() {
        let (_place, file) = Place::new("added-at-once");
        file.read_or_make(NOW).expect("a file");
        let threads: Vec<_> = (0..8)
            .map(|_| {
                let file = file.clone();
                std::thread::spawn(move || file.add_key(NOW).expect("a key").newest().id)
            })
            .collect();
        let added: Vec<_> = threads.into_iter().map(|one| one.join().expect("an id")).collect();
        let keys = file.read().expect("keys");
        assert!(added.iter().all(|id| keys.get(*id).is_some()));
        assert_eq!(keys.iter().count(), 9);
    }

    #[test]
    fn a_file_that_holds_something_else_is_refused_by_its_line() {
        let (_place, file) = Place::new("wrong");
        let key = file.read_or_make(NOW).expect("a file").newest().line();
        for (text, told) in [
            (format!("# a comment\n\n{key}nothing\n"), "line 4"),
            (key.to_uppercase(), "line 1"),
            (key.replace("2027-01-15T08:00:00Z", "yesterday"), "line 1"),
            (key[..key.len() - 3].to_owned(), "line 1"),
            (String::new(), "has no key"),
        ] {
            fs::write(file.path(), &text).expect("a file");
            let error = file.read().expect_err("a mistake").to_string();
            assert!(error.contains(told), "{error}");
            assert!(!error.contains(&key[21..40]), "{error}");
        }
    }

    #[test]
    fn a_key_is_not_printed() {
        let key = Key::new(SecretToken::from_bytes([0xab; 32]), String::new());
        assert!(!format!("{key:?}").contains("abab"), "{key:?}");
        let other = Key::new(SecretToken::from_bytes([0xac; 32]), String::new());
        assert_ne!(key.id, other.id);
    }
}
