use crate::locale::PasskeyTexts;

pub(super) const PASSKEY: PasskeyTexts = PasskeyTexts {
    heading: "パスキー",
    explanation: "パスキーを使うと、パスワードやコードを入力せずに、お使いの端末の指紋、顔、または \
                  PIN でサインインできます。偽のサイトに渡してしまうこともありません。",
    manage: "パスキーを管理",
    none: "パスキーはまだ登録されていません。",
    added: "登録日時:",
    last_used: "最終使用:",
    remove: "削除",
    remove_named: |name| format!("パスキー「{name}」を削除"),
    add_heading: "パスキーの追加",
    add: "追加",
    name_hint: "見分けるための名前です。例:「仕事用ノート PC」",
    needs_script: "パスキーを追加するには、ブラウザーで JavaScript を有効にしてください。",
    added_notice: "パスキーを追加しました。次回からパスキーでサインインできます。",
    removed_notice: "パスキーを削除しました。端末からも削除してください。",
    back: "アカウントに戻る",
    sign_in: "パスキーでサインイン",
    failed: "ブラウザーからパスキーを取得できませんでした。もう一度お試しください。",
};
