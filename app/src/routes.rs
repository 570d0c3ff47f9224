//! Every address of the console. Patterns for the router stand beside the links that lead there.

use domain::ids::ChannelId;

/// The address people type.
pub const HOME: &str = "/";

/// The channel table.
pub const CHANNELS: &str = "/channels";

/// The Create Channel form as a page of its own; the form is also sent here.
pub const NEW_CHANNEL: &str = "/channels/new";

/// The filtered channel table as a file.
pub const CHANNELS_CSV: &str = "/channels.csv";

/// Whether a name is in use, for the warning in the Create Channel form.
pub const CHANNEL_NAME_CHECK: &str = "/channels/name-check";

/// Pattern of [`channel`].
pub const CHANNEL_PATTERN: &str = "/channels/{id}";

/// What leads from the address of a channel to the form that edits it.
pub const EDIT: &str = "#edit";

/// What leads from the address of a channel to the page that asks before it is deleted.
pub const DELETE: &str = "/delete";

/// Pattern of [`delete_channel`].
pub const DELETE_CHANNEL_PATTERN: &str = "/channels/{id}/delete";

/// What channels are and how they work.
pub const HELP: &str = "/help";

/// Takes the language and the theme a person chose.
pub const PREFERENCES: &str = "/preferences";

/// The favourite icon.
pub const ICON: &str = "/favicon.svg";

/// One channel. The edit form is sent here, too.
pub fn channel(id: ChannelId) -> String {
    format!("{CHANNELS}/{id}")
}

/// The edit form on a channel's page.
pub fn edit_channel(id: ChannelId) -> String {
    channel(id) + EDIT
}

/// A channel's page, saying that the changes were saved.
pub fn channel_saved(id: ChannelId) -> String {
    format!("{CHANNELS}/{id}?notice=saved")
}

/// The page that asks before a channel is deleted. The form is sent here, too.
pub fn delete_channel(id: ChannelId) -> String {
    channel(id) + DELETE
}

/// The channel table, pointing out a channel that was just created.
pub fn channel_created(id: ChannelId) -> String {
    format!("{CHANNELS}?created={id}")
}

/// The channel table, saying that a channel was deleted.
pub fn channel_deleted() -> String {
    format!("{CHANNELS}?notice=deleted")
}

/// Whether an address leads back into this console: a path, not another site. `//host` and
/// `/\host` are other sites to a browser.
pub fn is_local(address: &str) -> bool {
    address.starts_with('/')
        && !address[1..].starts_with(['/', '\\'])
        && !address.contains(|one: char| one.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_console_are_local() {
        for local in ["/", "/channels", "/channels?q=//x", "/help#a"] {
            assert!(is_local(local), "{local}");
        }
        for foreign in
            ["", "//evil.example", "/\\evil.example", "https://evil.example", "x", "/\n/x"]
        {
            assert!(!is_local(foreign), "{foreign}");
        }
    }
}
