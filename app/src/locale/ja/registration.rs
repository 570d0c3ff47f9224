use crate::locale::registration_texts::{OrganisationTexts, QuotaRequestTexts, RegistrationTexts};

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

pub(super) const QUOTA_REQUEST: QuotaRequestTexts = QuotaRequestTexts {
    number_hint: "必要なチャンネルの総数（全タイプの合計）を入力してください。",
    reason_hint: "アカウントマネージャーに表示されます。500 文字以内。",
    ask: "クォータの引き上げを申請",
    withdraw: "申請を取り下げる",
    only_admins: "クォータの引き上げは、組織の管理者が申請できます。",
    asked_notice: "申請をアカウントマネージャーに送りました。",
    withdrawn_notice: "申請を取り下げました。",
    timeline_heading: "クォータの申請",
    asked: |quota| format!("{quota} チャンネルを申請"),
    open: "アカウントマネージャーの回答待ちです。",
    withdrawn: "取り下げ",
    approved: |quota| format!("承認: {quota} チャンネル"),
    rejected: "却下",
    queue_heading: "クォータの申請",
    queue_introduction: "組織からの申請を、古い順に表示します。承認と却下は、各組織のページで行い\
                         ます。",
    queue_empty: "回答待ちの申請はありません",
    wanted: "申請数",
    reason: "理由",
    asked_at: "申請日時",
    note_hint: "組織に表示されます。申請と異なる数にする場合と却下する場合は必須です。500 文字以内。",
    approve: "承認",
    reject: "却下",
    approved_notice: "申請を承認し、クォータを変更しました。",
    rejected_notice: "申請を却下しました。",
};
