use crate::locale::PasskeyTexts;

pub(super) const PASSKEY: PasskeyTexts = PasskeyTexts {
    heading: "Passkeys",
    explanation: "With a passkey you sign in with your finger, your face or a PIN on your own \
                  device, without password and code. It cannot be given away to a false site.",
    manage: "Manage passkeys",
    none: "You have no passkey yet.",
    added: "added",
    last_used: "last used",
    remove: "Remove",
    remove_named: |name| format!("Remove the passkey “{name}”"),
    add_heading: "Add a passkey",
    add: "Add",
    name_hint: "By which you recognise it, for example “Work laptop”.",
    needs_script: "To add a passkey, the browser has to run JavaScript.",
    added_notice: "The passkey was added. From now on you can sign in with it.",
    removed_notice: "The passkey was removed. Take it out of your device, too.",
    back: "Back to your account",
    sign_in: "Sign in with a passkey",
    failed: "The browser gave no passkey. You can try again.",
};
