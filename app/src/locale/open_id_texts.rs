/// Signing in through an OpenID provider, wherever it is offered. The functions take what people
/// call the provider.
#[derive(Debug)]
pub struct OpenIdTexts {
    pub sign_in_with: fn(&str) -> String,
    pub join_with: fn(&str) -> String,
    pub confirm_with: fn(&str) -> String,
    /// For somebody who has no password to confirm with.
    pub confirm_heading: &'static str,
    pub confirm_explanation: &'static str,
    /// A change was sent without it.
    pub confirm_again: &'static str,
    pub leaving_heading: fn(&str) -> String,
    pub leaving_explanation: &'static str,
    pub leaving_link: fn(&str) -> String,
    pub heading: &'static str,
    pub link_explanation: fn(&str) -> String,
    pub link: fn(&str) -> String,
    pub linked_at: &'static str,
    pub linked_notice: &'static str,
    pub unlink: &'static str,
    /// The account.
    pub unlink_named: fn(&str) -> String,
    pub unlinked_notice: &'static str,
    pub only_way_in: &'static str,
    pub no_password: &'static str,
}
