use crate::locale::SecondFactorTexts;

pub(super) const SECOND_FACTOR: SecondFactorTexts = SecondFactorTexts {
    heading: "二要素認証",
    explanation: "二要素認証を設定すると、パスワードだけではサインインできなくなります。サインインの\
                  際に、スマートフォンのアプリに表示されるコードも必要になります。",
    required: "このコンソールでは、アカウントマネージャーに二要素認証が必須です。設定すると、\
               バックオフィスを開けるようになります。",
    set_up: "二要素認証を設定",
    not_now: "後で設定する",
    since: "設定日時:",
    codes_left: |codes| format!("未使用のリカバリーコード: {codes} 個"),
    renew_codes: "リカバリーコードを再発行",
    renew_explanation: "現在のリカバリーコードは使えなくなります。",
    turn_off: "無効にする",
    turn_off_explanation: "パスワードだけでサインインできるようになります。ほかのブラウザーからは\
                           サインアウトします。",
    turned_off_notice: "二要素認証を無効にしました。ほかのセッションはすべて終了しました。",
    set_up_heading: "二要素認証の設定",
    introduction: "スマートフォンに認証アプリ(Google Authenticator、Microsoft Authenticator、\
                   1Password など)が必要です。",
    begin: "設定を始める",
    scan: "アプリでこの QR コードを読み取るか、キーを入力してください。",
    picture: "下記のキーの QR コード",
    key: "キー",
    copy_key: "キーをコピー",
    first_code: "アプリに表示されたコード",
    first_code_hint: "6 桁の数字です。30 秒ごとに変わります。",
    turn_on: "有効にする",
    codes_heading: "リカバリーコード",
    turned_on: "二要素認証を有効にしました。ほかのセッションはすべて終了しました。",
    codes_explanation: "スマートフォンを紛失した場合に、1 つのコードにつき 1 回だけサインイン\
                        できます。表示されるのは今回だけです。印刷するか、パスワードと同じように\
                        安全な場所に保管してください。",
    copy_codes: "コードをコピー",
    download_codes: "ファイルとしてダウンロード",
    done: "保管しました",
    code_heading: "コードの入力",
    code_explanation: "二要素認証の設定に使ったアプリを開いてください。",
    code_hint: "アプリに表示された 6 桁の数字、またはリカバリーコードを入力してください。",
    lost: "アプリもリカバリーコードも使えない場合は、このコンソールの運用担当者に、二要素認証の\
           リセットをご依頼ください。",
    start_again: "別のアカウントでサインイン",
    expired_notice: "サインインの有効期限が切れたか、すでに使用されています。もう一度サインインして\
                     ください。",
    confirm_by_code: "アプリのコードで確認することもできます",
};
