use domain::error_code::ErrorCode;

pub(super) const ERROR: fn(ErrorCode) -> &'static str = |code| match code {
    ErrorCode::BindingAccountMissing => "アカウントを 1 つ選択してください。",
    ErrorCode::BindingAccountTaken => {
        "このアカウントはすでに別のチャンネルにバインドされています。1 つのアカウントをバインドできるチャンネルは 1 つだけです。"
    }
    ErrorCode::BindingAlreadyOpen => "このチャンネルはすでにバインドの手続き中です。",
    ErrorCode::BindingAnswerUnknown => {
        "プラットフォームからのこの応答は、あなたが始めた手続きのものではないか、すでに使用されています。チャンネルのページからやり直してください。"
    }
    ErrorCode::BindingConfirming => {
        "バインドを確定しています。しばらく待ってからもう一度ご確認ください。"
    }
    ErrorCode::BindingNotOpen => {
        "バインドの手続きはその間に先へ進んだか、完了または取り消されました。現在の状態を表示しています。"
    }
    ErrorCode::BindingOfAnother => {
        "別の人がこのチャンネルのバインドを行っています。その人に続けてもらうか、先にその手続きを取り消してください。"
    }
    ErrorCode::BindingOtherState => {
        "チャンネルの現在の状態ではこの操作はできません。その間に状態が変わった可能性があります。"
    }
    ErrorCode::BindingSameAccount => {
        "このアカウントはこのチャンネル自身が保持しているか、解放している途中です。再認証するか、以前のアカウントに戻すか、1 分ほどお待ちください。"
    }
    ErrorCode::BindingStartOver => {
        "プラットフォームにはすでに別のアカウントが伝えられています。この手続きを取り消して、最初からやり直してください。"
    }
    ErrorCode::BindingUnavailable => {
        "このシステムはこのプラットフォームに接続できません。運用担当者にお問い合わせください。"
    }
    ErrorCode::BindingWayUnknown => "認証の方法を 1 つ選択してください。",
    ErrorCode::ChannelTypeMissing => "チャンネルタイプを選択してください。",
    ErrorCode::ChannelTypeUnknown => "6 つのチャンネルタイプのいずれかを選択してください。",
    ErrorCode::ChannelNameEmpty => "チャンネル名を入力してください。",
    ErrorCode::ChannelNameTooLong => "チャンネル名は 50 文字以内で入力してください。",
    ErrorCode::ChannelNameInvalid => {
        "チャンネル名に目に見えない制御文字が含まれています。貼り付けずに入力し直してください。"
    }
    ErrorCode::ChannelNameAlreadyUsed => "同じタイプ、同じ名称のチャンネルがすでにあります。",
    ErrorCode::ChannelRemarksTooLong => "備考は 150 文字以内で入力してください。",
    ErrorCode::ChannelRemarksInvalid => {
        "備考に目に見えない制御文字が含まれています。貼り付けずに入力し直してください。"
    }
    ErrorCode::ChannelQuotaExceeded => "チャンネル数がクォータの上限に達しています。",
    ErrorCode::ChannelCreationKeyUsed => "このフォームではすでにチャンネルを作成しています。",
    ErrorCode::ChannelNotFound => {
        "この ID のチャンネルはありません。すでに削除された可能性があります。"
    }
    ErrorCode::ChannelEditConflict => {
        "編集を始めた後に、ほかのユーザーがこのチャンネルを変更しました。上書きは行われて\
         いません。"
    }
    ErrorCode::ChannelBoundCannotDelete => {
        "バインド済みのチャンネルは削除できません。先に担当のアカウントマネージャーにバインド\
         解除をご依頼ください。"
    }
    ErrorCode::ChannelNameNotConfirmed => "表示されているチャンネル名を正確に入力してください。",
    ErrorCode::ChannelDeletionNotConfirmed => "内容を確認し、チェックを入れてください。",
    ErrorCode::ChannelHoursBackwards => {
        "終了時刻は開始時刻より後にしてください。深夜 0 時をまたぐ場合は、この日を 00:00 に終了とし、\
         翌日を 00:00 開始としてください。"
    }
    ErrorCode::ChannelHoursIncomplete => {
        "開始と終了の両方を入力してください。休業日は両方とも空欄にします。"
    }
    ErrorCode::ChannelHoursInvalid => "09:30 のような時刻を入力してください。",
    ErrorCode::ChannelHoursOverlap => "2 つの時間帯が重なっています。",
    ErrorCode::ChannelLanguageUnknown => "一覧から言語を選択してください。",
    ErrorCode::ChannelPhoneInvalid => "+81 3 1234 5678 のように、国番号を付けて入力してください。",
    ErrorCode::ChannelSettingInvalid => {
        "目に見えない制御文字が含まれているか、1 行の欄に改行が含まれています。"
    }
    ErrorCode::ChannelSettingTooLong => "欄の下に示した上限を超えています。",
    ErrorCode::ChannelSettingsBeingPassedOn => {
        "現在アカウントへ反映しています。しばらくしてからご確認ください。"
    }
    ErrorCode::ChannelSettingsNotBound => {
        "このチャンネルには、設定を反映できるアカウントがありません。"
    }
    ErrorCode::ChannelTimeZoneMissing => "営業時間のタイムゾーンを指定してください。",
    ErrorCode::ChannelTimeZoneUnknown => {
        "この名前のタイムゾーンはありません。Asia/Tokyo のような名前を入力してください。"
    }
    ErrorCode::ChannelWebsiteInvalid => {
        "https://www.example.com のように、アドレス全体を入力してください。"
    }
    ErrorCode::ChannelRequestAccountFree => {
        "このアカウントを使用しているチャンネルはほかにないか、アカウントがまだ選択されていませ\
         ん。バインドを続けてください。"
    }
    ErrorCode::ChannelRequestHolderBusy => {
        "アカウントは現在バインド中、解放中、または 1 日間の保持中のため、解除の対象がありませ\
         ん。しばらくしてから、もう一度判断してください。"
    }
    ErrorCode::ChannelRequestNotOpen => {
        "この依頼はすでに回答済みか、取り下げられたか、このチャンネルのものではありません。"
    }
    ErrorCode::ChannelRequestOpen => {
        "このチャンネルには、回答待ちの依頼がすでにあります。別の内容で依頼するには、先に取り下\
         げてください。"
    }
    ErrorCode::ContactEmpty => "連絡先を入力してください。",
    ErrorCode::ContactTooLong => "連絡先は 200 文字以内で入力してください。",
    ErrorCode::ContactInvalid => {
        "連絡先に目に見えない制御文字が含まれています。貼り付けずに入力し直してください。"
    }
    ErrorCode::CountryMissing => "国または地域を選択してください。",
    ErrorCode::CountryUnknown => "国または地域を一覧から選択してください。",
    ErrorCode::CustomerMissing => "チャンネルを所有する顧客を選択してください。",
    ErrorCode::CustomerUnknown => {
        "顧客を一覧から選択してください。この組織との関係は終了した可能性があります。"
    }
    ErrorCode::CustomerNotFound => {
        "この顧客または依頼は見つかりません。すでに終了した可能性があります。"
    }
    ErrorCode::CustomerIdInvalid => {
        "ほかの組織の ID を入力してください。ID は tn_ で始まる 29 文字です。"
    }
    ErrorCode::CustomerAlready => "この組織はすでに顧客です。",
    ErrorCode::CustomerTooManyRequests => {
        "回答待ちの依頼が 100 件あります。新たに依頼するには、いずれかを取り下げてください。"
    }
    ErrorCode::CustomerHasMembers => {
        "この顧客にはすでにメンバーがいます。ほかの方は、顧客の管理者が招待します。"
    }
    ErrorCode::CustomerNotVerified => {
        "顧客は確認待ちです。確認はアカウントマネージャーが行います。確認が済むまで、チャンネルは作成できません。"
    }
    ErrorCode::CustomerNotActivated => {
        "顧客は確認済みです。顧客の管理者がサービスを有効化すると、チャンネルを作成できます。"
    }
    ErrorCode::CustomerSuspended => {
        "顧客は停止中です。閲覧はできますが、変更はできません。アカウントマネージャーにお問い合わせください。"
    }
    ErrorCode::EmailEmpty => "メールアドレスを入力してください。",
    ErrorCode::EmailInvalid => {
        "メールアドレスを正しい形式（例: ada@example.com）で入力してください。"
    }
    ErrorCode::EmailTaken => {
        "このメールアドレスのアカウントはすでにあります。サインインしてください。"
    }
    ErrorCode::EmailUnchanged => "現在と同じメールアドレスです。別のアドレスを入力してください。",
    ErrorCode::LinkInvalid => {
        "このリンクは使用できません。すでに使用されたか、新しいリンクに置き換えられたか、\
         有効期限が切れています。新しいリンクをご依頼ください。"
    }
    ErrorCode::ListFilterInvalid => {
        "この一覧では使用できないフィルターまたは並べ替えが URL に指定されています。\
         フィルターを選び直してください。"
    }
    ErrorCode::ListCursorInvalid => {
        "URL に指定された位置は一覧にありません。最初のページから表示し直してください。"
    }
    ErrorCode::MailNotConfigured => {
        "このコンソールではメールを送信できません。運用担当者にご相談ください。"
    }
    ErrorCode::MailTooMany => {
        "メールの依頼が多すぎます。しばらくしてから、もう一度お試しください。"
    }
    ErrorCode::MemberLastAdmin => {
        "組織には管理者が 1 人以上必要です。先に、ほかのメンバーを管理者にしてください。"
    }
    ErrorCode::MemberNotFound => {
        "該当するメンバーまたは招待はありません。ほかのユーザーが変更した可能性があります。"
    }
    ErrorCode::MemberRoleUnknown => "3 つのロールのいずれかを選択してください。",
    ErrorCode::MessageChannelNotBound => {
        "このチャネルには、送信に使えるアカウントが紐づいていません。"
    }
    ErrorCode::MessageRecipientInvalid => "宛先を 254 文字以内で入力してください。",
    ErrorCode::MessageTextInvalid => "本文を 4,096 文字以内で入力してください。",
    ErrorCode::OpenIdAnswerUnknown => {
        "10 分以上経過したか、すでに使用されたか、別のブラウザーで開始された操作です。もう一度\
         お試しください。"
    }
    ErrorCode::OpenIdClocksDiffer => {
        "ID プロバイダーの応答の時刻が正しくありません。サーバーの時計がずれている可能性があります。\
         このコンソールの運用担当者にご連絡ください。"
    }
    ErrorCode::OpenIdCodeRefused => {
        "ID プロバイダーで応答を確認できませんでした。もう一度お試しください。解決しない場合は、この\
         コンソールの運用担当者にご連絡ください。"
    }
    ErrorCode::OpenIdDenied => {
        "ID プロバイダーで許可されなかったか、キャンセルされました。変更は行われていません。"
    }
    ErrorCode::OpenIdEmailUnconfirmed => {
        "招待されたメールアドレスがご本人のものであることを、ID プロバイダーで確認できませんでした。\
         そのメールアドレスのアカウントでサインインしてください。"
    }
    ErrorCode::OpenIdIdentityNotFound => {
        "該当する連携アカウントはありません。すでに解除された可能性があります。"
    }
    ErrorCode::OpenIdIdentityTaken => {
        "このアカウントはほかのユーザーと連携しているか、すでに別のアカウントを連携しています。"
    }
    ErrorCode::OpenIdIdentityUnknown => {
        "このアカウントと連携している、サインイン可能なユーザーはいません。パスワードをお持ちの場合は、\
         パスワードでサインインしてから、アカウントページで連携してください。"
    }
    ErrorCode::OpenIdNotFresh => {
        "ID プロバイダーで再認証が行われたことを確認できません。パスワードで確認するか、このコンソールの\
         運用担当者にご相談ください。"
    }
    ErrorCode::OpenIdOnlyWayIn => {
        "パスワードが設定されていません。このアカウントがないと、サインインできなくなります。"
    }
    ErrorCode::OpenIdOtherPerson => {
        "別の方のアカウントです。ID プロバイダーでご自身のアカウントを使用してください。"
    }
    ErrorCode::OpenIdTokenInvalid => {
        "ID プロバイダーの応答を信頼できません。もう一度お試しください。解決しない場合は、この\
         コンソールの運用担当者にご連絡ください。"
    }
    ErrorCode::OpenIdUnavailable => {
        "現在、ID プロバイダーに接続できません。しばらくしてからもう一度お試しいただくか、パスワードで\
         サインインしてください。"
    }
    ErrorCode::PageNotFound => "このページは存在しません。URL をご確認ください。",
    ErrorCode::PasskeyExpired => {
        "時間切れか、すでに使用されたパスキーの応答です。もう一度お試しください。"
    }
    ErrorCode::PasskeyKnown => "このパスキーはすでに登録されています。",
    ErrorCode::PasskeyNameEmpty => "パスキーの名前を入力してください。",
    ErrorCode::PasskeyNameInvalid => {
        "名前に目に見えない制御文字が含まれています。貼り付けずに入力し直してください。"
    }
    ErrorCode::PasskeyNameTooLong => "名前は 50 文字以内で入力してください。",
    ErrorCode::PasskeyNotFound => "このパスキーはありません。すでに削除された可能性があります。",
    ErrorCode::PasskeyRefused => {
        "このパスキーではサインインできません。別のパスキーかパスワードをお使いください。"
    }
    ErrorCode::PasskeyTooMany => {
        "パスキーは 20 個まで登録できます。使わなくなったものを削除してください。"
    }
    ErrorCode::PasswordEmpty => "パスワードを入力してください。",
    ErrorCode::PasswordTooShort => "パスワードは 12 文字以上で入力してください。",
    ErrorCode::PasswordTooLong => "パスワードは 128 文字以内で入力してください。",
    ErrorCode::PasswordInvalid => {
        "パスワードに改行などの目に見えない制御文字が含まれています。手で入力し直して\
         ください。"
    }
    ErrorCode::PasswordCommon => "推測されやすいパスワードです。別のパスワードを入力してください。",
    ErrorCode::PasswordWrong => "パスワードが正しくありません。もう一度入力してください。",
    ErrorCode::PermissionDenied => {
        "お使いのロールでは、この操作を行えません。組織の管理者にご相談ください。"
    }
    ErrorCode::PersonNameEmpty => "お名前を入力してください。",
    ErrorCode::PersonNameTooLong => "お名前は 100 文字以内で入力してください。",
    ErrorCode::PersonNameInvalid => {
        "お名前に目に見えない制御文字が含まれています。貼り付けずに入力し直してください。"
    }
    ErrorCode::ProviderRightMissing => {
        "貴社はサービスプロバイダーではありません。この権限は、担当のアカウントマネージャーが付与します。"
    }
    ErrorCode::ProviderNotFound => {
        "このサービスプロバイダーまたは依頼は見つかりません。取り下げられたか、終了した可能性があります。"
    }
    ErrorCode::ProviderAlready => {
        "すでにサービスプロバイダーがあるか、貴社自身がサービスプロバイダーです。先にその関係を終了してください。"
    }
    ErrorCode::QuotaInvalid => "0～100,000 の整数を入力してください。",
    ErrorCode::QuotaNotHigher => "現在のクォータより大きい数を入力してください。",
    ErrorCode::QuotaRequestNotOpen => "この申請はすでに回答済みか、取り下げられています。",
    ErrorCode::QuotaRequestOpen => {
        "回答待ちの申請がすでにあります。別の内容で申請するには、先に取り下げてください。"
    }
    ErrorCode::ReasonEmpty => "理由を簡潔に入力してください。",
    ErrorCode::ReasonTooLong => "500 文字以内で入力してください。",
    ErrorCode::ReasonInvalid => {
        "目に見えない制御文字が含まれています。貼り付けずに入力し直してください。"
    }
    ErrorCode::RegistrationNumberEmpty => "登録番号を入力してください。",
    ErrorCode::RegistrationNumberTooLong => "登録番号は 50 文字以内で入力してください。",
    ErrorCode::RegistrationNumberInvalid => {
        "登録番号に目に見えない制御文字が含まれています。貼り付けずに入力し直してください。"
    }
    ErrorCode::RequestMalformed => "リクエストを読み取れませんでした。ページを開き直してください。",
    ErrorCode::RequestFieldMissing => {
        "フォームの項目が不足しています。ページを開き直してください。"
    }
    ErrorCode::RequestFieldUnknown => {
        "フォームに存在しない項目が送信されました。ページを開き直してください。"
    }
    ErrorCode::RequestMethodNotAllowed => {
        "この URL では、この操作を実行できません。チャンネル管理から操作し直してください。"
    }
    ErrorCode::RequestTimeout => "リクエストの受信がタイムアウトしました。もう一度お試しください。",
    ErrorCode::RequestTooLarge => {
        "リクエストが大きすぎます。入力内容を減らして、もう一度お試しください。"
    }
    ErrorCode::RequestAddressTooLong => {
        "URL が長すぎます。検索条件を短くして、もう一度お試しください。"
    }
    ErrorCode::RequestMediaTypeUnsupported => {
        "このコンソールのフォームから送信されたものではありません。ページを開き直してから\
         送信してください。"
    }
    ErrorCode::RequestCrossSite => {
        "ほかのサイトからのリクエストのため、安全のために拒否しました。このコンソールから操作\
         してください。"
    }
    ErrorCode::SecondFactorAlreadySet => "二要素認証はすでに設定されています。",
    ErrorCode::SecondFactorCodeEmpty => "コードを入力してください。",
    ErrorCode::SecondFactorCodeInvalid => {
        "コードは 6 桁の数字、リカバリーコードは 16 文字の英数字です。"
    }
    ErrorCode::SecondFactorCodeWrong => {
        "コードが正しくないか、期限切れか、すでに使用されています。次のコードが表示されるまでお待ちください。"
    }
    ErrorCode::SecondFactorNeeded => {
        "このコンソールでは、アカウントマネージャーに二要素認証が必須です。先に設定してください。"
    }
    ErrorCode::SecondFactorNotSet => {
        "二要素認証は設定されていません。別の場所で無効にされた可能性があります。"
    }
    ErrorCode::ServiceInternal => {
        "リクエストを完了できませんでした。エラーは下記の ID でログに記録されています。"
    }
    ErrorCode::ServiceNotActivated => {
        "組織の確認は完了しています。組織の管理者がサービスを有効化すると、チャンネルを作\
         成できます。"
    }
    ErrorCode::ServiceUnavailable => {
        "現在、データベースに接続できません。変更は行われていません。しばらくしてから、もう一度\
         お試しください。"
    }
    ErrorCode::SessionMissing => {
        "サインインしていないか、セッションが終了しています。変更は行われていません。\
         サインインしてから、フォームをもう一度送信してください。"
    }
    ErrorCode::SessionNotFresh => {
        "この操作には、パスワードの再入力が必要です。変更は行われていません。"
    }
    ErrorCode::SessionNotFound => {
        "該当するセッションはありません。すでに終了した可能性があります。"
    }
    ErrorCode::SignInExpired => {
        "サインインの有効期限が切れたか、すでに使用されています。もう一度サインインしてください。"
    }
    ErrorCode::SignInRefused => "メールアドレスまたはパスワードが正しくありません。",
    ErrorCode::SignInTooManyAttempts => {
        "誤った入力が続いたため、一時的に制限しています。しばらくしてから、もう一度\
         お試しください。"
    }
    ErrorCode::TenantNameEmpty => "組織名を入力してください。",
    ErrorCode::TenantNameTooLong => "組織名は 200 文字以内で入力してください。",
    ErrorCode::TenantNameInvalid => {
        "組織名に目に見えない制御文字が含まれています。貼り付けずに入力し直してください。"
    }
    ErrorCode::TenantMissing => {
        "所属している組織がありません。組織の管理者に招待をご依頼ください。"
    }
    ErrorCode::TenantNotFound => "この ID の組織はありません。",
    ErrorCode::TenantNotVerified => {
        "組織の確認が完了していません。担当のアカウントマネージャーが確認するまで、チャン\
         ネルは作成できません。"
    }
    ErrorCode::TenantOtherState => {
        "組織の現在の状態では、この操作を行えません。ほかのユーザーが変更したか、すでに実\
         行されています。"
    }
    ErrorCode::TenantCorrected => {
        "ページを開いた後に、組織が申告内容を変更しました。現在の内容を確認してから判断してください。"
    }
    ErrorCode::TenantSuspended => {
        "組織は停止中です。閲覧はできますが、変更はできません。担当のアカウントマネージャ\
         ーにお問い合わせください。"
    }
    ErrorCode::WebhookUrlEmpty => "受信側のアドレスを入力してください。",
    ErrorCode::WebhookUrlTooLong => "アドレスが 500 文字を超えています。短くしてください。",
    ErrorCode::WebhookUrlInvalid => {
        "https:// で始まり、ユーザー名、フラグメント、空白を含まないアドレスを入力してください。"
    }
};
