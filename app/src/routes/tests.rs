use super::*;

#[test]
fn a_form_leads_back_to_its_page() {
    for (address, page) in [
        (INVITE, MEMBERS),
        (CHANGE_PASSWORD, ACCOUNT),
        ("/account", ACCOUNT),
        (OPEN_ID_CONFIRM, CONFIRM),
        (ACTIVATE, CHANNELS),
        (ASK_AGAIN, ORGANISATION),
        ("/back-office/tenants/x/quota-requests/y/approve", "/back-office/tenants/x"),
        (QUOTA_REQUESTS, QUOTA_REQUESTS),
        ("/back-office/tenants/x/suspend", "/back-office/tenants/x"),
        ("/back-office/tenants/x", "/back-office/tenants/x"),
        ("/back-office/tenants/x/grant-provider", "/back-office/tenants/x"),
        (ASK_CONSENT, NEW_CUSTOMER),
        (NEW_CUSTOMER, NEW_CUSTOMER),
        ("/customers/x/end", "/customers/x"),
        ("/customers/requests/x/withdraw", CUSTOMERS),
        ("/provider/x/accept", PROVIDER),
        ("/accountant/x", "/accountant/x"),
        ("/channels/x/delete", "/channels/x/delete"),
        ("/channels/x/delete/unbinding", "/channels/x/delete"),
        ("/channels/x/claim", "/channels/x/claim"),
        ("/channels/x/requests/y/withdraw", "/channels/x"),
        ("/back-office/tenants/x/channels", "/back-office/tenants/x/channels"),
        ("/back-office/tenants/x/channels/y", "/back-office/tenants/x/channels/y"),
        ("/back-office/tenants/x/channels/y/unbind", "/back-office/tenants/x/channels/y"),
        (
            "/back-office/tenants/x/channels/y/requests/z/reject",
            "/back-office/tenants/x/channels/y",
        ),
    ] {
        assert_eq!(page_of_form(address), page);
    }
}

#[test]
fn only_paths_of_this_console_are_local() {
    for local in ["/", "/channels", "/channels?q=//x", "/help#a"] {
        assert!(is_local(local), "{local}");
    }
    for foreign in ["", "//evil.example", "/\\evil.example", "https://evil.example", "x", "/\n/x"] {
        assert!(!is_local(foreign), "{foreign}");
    }
}
