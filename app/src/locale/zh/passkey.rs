use crate::locale::PasskeyTexts;

pub(super) const PASSKEY: PasskeyTexts = PasskeyTexts {
    heading: "通行密钥",
    explanation: "使用通行密钥，只需在自己的设备上验证指纹、面容或 PIN 即可登录，无需输入密码和\
                  验证码，也不会泄露给假冒网站。",
    manage: "管理通行密钥",
    none: "您还没有通行密钥。",
    added: "添加时间：",
    last_used: "上次使用：",
    remove: "移除",
    remove_named: |name| format!("移除通行密钥“{name}”"),
    add_heading: "添加通行密钥",
    add: "添加",
    name_hint: "便于您识别的名称，例如“工作笔记本”。",
    needs_script: "如需添加通行密钥，请在浏览器中启用 JavaScript。",
    added_notice: "通行密钥已添加，以后可用它登录。",
    removed_notice: "通行密钥已移除，请同时将其从设备中删除。",
    back: "返回账户",
    sign_in: "使用通行密钥登录",
    failed: "浏览器未能提供通行密钥，请重试。",
};
