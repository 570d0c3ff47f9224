use crate::locale::registration_texts::{OrganisationTexts, RegistrationTexts};

pub(super) const REGISTRATION: RegistrationTexts = RegistrationTexts {
    heading: "組織の登録",
    introduction: "アカウントマネージャーが会社を確認した後、サービスを有効化してチャンネルを作成\
                   できます。",
    another_introduction: |email| {
        format!(
            "{email} として登録し、最初の管理者になります。アカウントマネージャーが会社を確認した\
             後、サービスを有効化できます。"
        )
    },
    company_heading: "組織",
    person_heading: "最初の管理者",
    choose_country: "国または地域を選択",
    number_hint: "登記されている番号（法人番号など）を入力してください。",
    contact_hint: "アカウントマネージャーからの連絡先です。例: 電話番号",
    register: "登録",
    has_account: "すでにアカウントをお持ちの場合は、先にサインインしてください。サインイン後、この\
                  ページに戻ります。",
    no_account: "初めての方はこちら: 組織の登録",
    another: "別の組織を登録",
    wait: |seconds| {
        let time = if seconds < 120 {
            format!("{seconds} 秒")
        } else {
            format!("{} 分", (seconds + 59) / 60)
        };
        format!(
            "お使いのネットワークからの登録が続いたため、一時的に制限しています。{time}後にもう一度\
             お試しください。"
        )
    },
};

pub(super) const ORGANISATION: OrganisationTexts = OrganisationTexts {
    introduction: "アカウントマネージャーに登録されている組織の情報と、現在の状態です。",
    registered_notice: "組織を登録しました。アカウントマネージャーが確認している間も、画面をご覧\
                        いただけます。",
    asked_again_notice: "修正した情報をアカウントマネージャーに送りました。",
    steps: "登録から最初のチャンネルまで",
    step_register: "登録",
    step_verify: "確認",
    step_activate: "有効化",
    step_create: "最初のチャンネル",
    correct_heading: "情報を修正して再申請",
    correct_explanation: "アカウントマネージャーが、修正した情報をあらためて確認します。",
    ask_again: "再申請",
};
