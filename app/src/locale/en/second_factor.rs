use crate::locale::SecondFactorTexts;

pub(super) const SECOND_FACTOR: SecondFactorTexts = SecondFactorTexts {
    heading: "Second factor",
    explanation: "With a second factor, your password alone lets nobody in: signing in also takes \
                  a code that an app on your phone shows.",
    required: "Account managers need a second factor here. Set it up to open the back office.",
    set_up: "Set up a second factor",
    not_now: "Not now",
    since: "On since",
    codes_left: |codes| match codes {
        1 => "1 recovery code left".to_owned(),
        codes => format!("{codes} recovery codes left"),
    },
    renew_codes: "Make new recovery codes",
    renew_explanation: "The codes you have now stop working.",
    turn_off: "Turn off",
    turn_off_explanation: "Your password alone lets you in again. Everywhere else you are signed \
                           in, you are signed out.",
    turned_off_notice: "The second factor is off. All your other sessions have ended.",
    set_up_heading: "Set up a second factor",
    introduction: "You need an authenticator app on your phone, such as Aegis, Google \
                   Authenticator, Microsoft Authenticator or 1Password.",
    begin: "Begin",
    scan: "Scan this picture with the app, or type the key into it.",
    picture: "QR code with the key below",
    key: "Key",
    copy_key: "Copy key",
    first_code: "Code from the app",
    first_code_hint: "Six digits. They change every 30 seconds.",
    turn_on: "Turn on",
    codes_heading: "Your recovery codes",
    turned_on: "The second factor is on. All your other sessions have ended.",
    codes_explanation: "If you lose your phone, each of these codes lets you in once. They are \
                        shown only now: print them, or keep them where you keep your passwords.",
    copy_codes: "Copy codes",
    download_codes: "Download as a file",
    done: "I have kept them",
    code_heading: "Enter your code",
    code_explanation: "Open the app with which you set up the second factor.",
    code_hint: "Six digits from the app, or one of your recovery codes.",
    lost: "If you have lost both app and recovery codes, ask whoever runs this console to reset \
           your second factor.",
    start_again: "Sign in as somebody else",
    expired_notice: "The sign-in took too long, or has been used. Please sign in again.",
    confirm_by_code: "Or confirm with a code from your app",
};
