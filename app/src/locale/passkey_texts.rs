/// Passkeys: on the account page, on a page of their own, and where one signs in.
#[derive(Debug)]
pub struct PasskeyTexts {
    pub heading: &'static str,
    pub explanation: &'static str,
    pub manage: &'static str,
    pub none: &'static str,
    pub added: &'static str,
    pub last_used: &'static str,
    pub remove: &'static str,
    /// Name of the passkey.
    pub remove_named: fn(&str) -> String,
    pub add_heading: &'static str,
    pub add: &'static str,
    pub name_hint: &'static str,
    pub needs_script: &'static str,
    pub added_notice: &'static str,
    pub removed_notice: &'static str,
    pub back: &'static str,
    pub sign_in: &'static str,
    pub failed: &'static str,
}
