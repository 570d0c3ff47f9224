use std::sync::Arc;

use domain::caller::Caller;
use domain::error_code::ErrorCode;
use domain::field_errors::{Field, FieldErrors};
use domain::ids::LinkId;
use domain::link::{Link, LinkPurpose};
use domain::mail::MailState;
use domain::member::{InvitationForm, Member};
use domain::permissions::{Action, Role};
use leptos::prelude::*;

use crate::api::RequestContext;
use crate::components::time::Time;
use crate::components::{
    CopyButton, FieldError, FormSummary, Input, InputField, Notice, Problems, Section,
    SuspensionNotice, Tone, document,
};
use crate::locale::Texts;
use crate::pages::offers;
use crate::routes;

/// Who belongs to the organisation, and who is invited.
#[derive(Debug)]
pub(crate) struct MembersPage {
    /// Who looks.
    pub(crate) caller: Arc<Caller>,
    /// The members.
    pub(crate) members: Vec<Member>,
    /// The invitations that nobody has followed yet.
    pub(crate) invitations: Vec<Link>,
    /// The names of service providers that ask for consent.
    pub(crate) asking: Vec<String>,
    /// What has become of the mails with them.
    pub(crate) mails: Vec<(LinkId, MailState)>,
    /// What was just done.
    pub(crate) notice: Option<MembersNotice>,
    /// The invitation form: what was typed.
    pub(crate) form: InvitationForm,
    /// Why a form is here again.
    pub(crate) problems: Problems,
    /// The address to confirm the password at, and to come back from.
    pub(crate) confirm: String,
}

/// What was just done, when the page is shown after it.
#[derive(Debug)]
pub(crate) enum MembersNotice {
    /// Somebody was invited. The only time that the address of the invitation can be seen.
    Invited {
        /// The invitation.
        link: Link,
        /// Where it is followed.
        address: String,
    },
    /// Somebody has another role.
    RoleChanged,
    /// Somebody is no longer a member.
    Removed,
    /// An invitation was taken back.
    InvitationRevoked,
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &MembersPage) -> String {
    let texts = context.texts();
    let words = &texts.members;
    document(context, texts.shell.members, Some(Section::Members), || {
        let allowed = page.caller.may(Action::ManageMembers, page.caller.tenant);
        let manages = allowed.is_ok();
        let way_in = match allowed {
            Ok(()) => invitation_form(page, texts),
            Err(ErrorCode::SessionNotFresh) => confirmation(page, texts),
            Err(ErrorCode::TenantSuspended) => ().into_any(),
            Err(_) => view! { <p class="quiet">{words.only_admins}</p> }.into_any(),
        };
        view! {
            {page.notice.as_ref().map(|notice| notice_view(notice, page, texts))}
            <FormSummary problems=page.problems.clone() texts=texts />
            <div class="page-head">
                <h1>{texts.shell.members}</h1>
                <p class="lead">{words.introduction}</p>
            </div>
            <SuspensionNotice standing=page.caller.standing.clone() texts=texts />
            {asking_notice(page, texts)}
            {way_in}
            {members_table(page, manages, texts)}
            {(!page.invitations.is_empty()).then(|| invitations_table(page, manages, texts))}
            {roles_section(texts)}
        }
    })
}

fn notice_view(notice: &MembersNotice, page: &MembersPage, texts: &'static Texts) -> AnyView {
    let words = &texts.members;
    let text = match notice {
        MembersNotice::Invited { link, address } => {
            let email = invitee(link).map_or("", |(email, _)| email).to_owned();
            let is_mailed = page.mails.iter().any(|(id, _)| *id == link.id);
            let explanation = if is_mailed {
                (texts.mail.on_its_way)(&email)
            } else {
                words.link_explanation.to_owned()
            };
            view! {
                <strong>{(words.invited_notice)(&email)}</strong>
                <p>{explanation}</p>
                <p class="link"><code>{address.clone()}</code><CopyButton label=words.copy_link /></p>
            }
            .into_any()
        }
        MembersNotice::RoleChanged => words.role_changed_notice.into_any(),
        MembersNotice::Removed => words.removed_notice.into_any(),
        MembersNotice::InvitationRevoked => words.revoked_notice.into_any(),
    };
    view! { <Notice tone=Tone::Success>{text}</Notice> }.into_any()
}

/// Leads admins to whoever asks to manage the channels.
fn asking_notice(page: &MembersPage, texts: &'static Texts) -> impl IntoView + use<> {
    let chooses = offers(&page.caller, Action::ChooseProvider);
    (chooses && !page.asking.is_empty()).then(|| {
        let asking = (texts.provider.asking)(&page.asking.join(", "));
        view! {
            <Notice tone=Tone::Warning>
                {asking}
                " "
                <a href=routes::PROVIDER>{texts.shell.provider}</a>
            </Notice>
        }
    })
}

/// What an invitation says: every link on this page is one.
fn invitee(link: &Link) -> Option<(&str, Role)> {
    match &link.purpose {
        LinkPurpose::Invitation { email, role, .. } => Some((email.as_str(), *role)),
        LinkPurpose::SetUp | LinkPurpose::PasswordReset { .. } => None,
    }
}

fn confirmation(page: &MembersPage, texts: &'static Texts) -> AnyView {
    view! {
        <section class="panel narrow">
            <p>{texts.members.confirm_first}</p>
            <p class="page-actions">
                <a class="button" href=page.confirm.clone()>{texts.confirm.heading}</a>
            </p>
        </section>
    }
    .into_any()
}

fn invitation_form(page: &MembersPage, texts: &'static Texts) -> AnyView {
    let words = &texts.members;
    let errors = &page.problems.errors;
    let chosen = Role::from_slug(&page.form.role).unwrap_or(Role::Viewer);
    view! {
        <section class="panel narrow" aria-labelledby="invite">
            <h2 id="invite">{words.invite_heading}</h2>
            <form
                class="small-form line-form"
                method="post"
                action=routes::INVITE
                novalidate
            >
                <InputField
                    field=Field::Email
                    input=Input::OtherEmail(page.form.email.clone())
                    errors=errors.clone()
                    texts=texts
                />
                {role_field(chosen, errors, texts)}
                <div class="form-actions">
                    <button type="submit" class="button primary">{words.invite}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn role_field(chosen: Role, errors: &FieldErrors, texts: &'static Texts) -> AnyView {
    let error = errors.of(Field::Role);
    view! {
        <div class="field">
            <label for="role">{(texts.field)(Field::Role)}</label>
            <select
                id="role"
                name="role"
                aria-describedby="role-error"
                aria-invalid=error.map(|_| "true")
            >
                {role_options(chosen, texts)}
            </select>
            <FieldError field=Field::Role error=error texts=texts />
        </div>
    }
    .into_any()
}

fn role_options(chosen: Role, texts: &'static Texts) -> Vec<AnyView> {
    Role::ALL
        .into_iter()
        .map(|role| {
            view! {
                <option value=role.slug() selected=role == chosen>{(texts.role)(role)}</option>
            }
            .into_any()
        })
        .collect()
}

fn members_table(page: &MembersPage, manages: bool, texts: &'static Texts) -> AnyView {
    let words = &texts.members;
    let rows: Vec<_> =
        page.members.iter().map(|member| member_row(member, page, manages, texts)).collect();
    view! {
        <div class="table-frame">
            <table class="people">
                <caption class="visually-hidden">{texts.shell.members}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words.name}</th>
                        <th scope="col">{(texts.field)(Field::Role)}</th>
                        <th scope="col">{words.joined}</th>
                        {manages.then(|| view! { <th scope="col" class="actions">{texts.list.actions}</th> })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn member_row(
    member: &Member,
    page: &MembersPage,
    manages: bool,
    texts: &'static Texts,
) -> AnyView {
    let words = &texts.members;
    let is_self = (member.user == page.caller.user).then_some(words.yourself);
    let is_disabled = member.disabled.then_some(words.disabled);
    let role =
        if manages { role_form(member, texts) } else { (texts.role)(member.role).into_any() };
    view! {
        <tr>
            <th scope="row">
                <span class="person">{member.name.to_string()}</span>
                {is_self.map(|text| view! { " " <span class="quiet">{text}</span> })}
                {is_disabled.map(|text| view! { " " <span class="refused">{text}</span> })}
                <span class="email">{member.email.to_string()}</span>
            </th>
            <td data-label=(texts.field)(Field::Role)>{role}</td>
            <td data-label=words.joined class="time"><Time at=member.joined_at /></td>
            {manages.then(|| view! { <td>{removal(member, texts)}</td> })}
        </tr>
    }
    .into_any()
}

fn role_form(member: &Member, texts: &'static Texts) -> AnyView {
    let words = &texts.members;
    let name = member.name.as_str();
    view! {
        <form class="line" method="post" action=routes::member_role(member.user)>
            <select name="role" aria-label=(words.role_of)(name)>
                {role_options(member.role, texts)}
            </select>
            <button type="submit" class="button" aria-label=(words.change_role_of)(name)>
                {words.change_role}
            </button>
        </form>
    }
    .into_any()
}

/// Asks before somebody is removed, without a page of its own.
fn removal(member: &Member, texts: &'static Texts) -> AnyView {
    let words = &texts.members;
    let name = member.name.as_str();
    view! {
        <details class="removal">
            <summary aria-label=(words.remove_named)(name)>{words.remove}</summary>
            <form method="post" action=routes::remove_member(member.user)>
                <p>{(words.remove_explanation)(name)}</p>
                <button type="submit" class="button danger">{words.remove_for_good}</button>
            </form>
        </details>
    }
    .into_any()
}

fn invitations_table(page: &MembersPage, manages: bool, texts: &'static Texts) -> AnyView {
    let words = &texts.members;
    let rows: Vec<_> = page
        .invitations
        .iter()
        .filter_map(|link| invitee(link).map(|(email, role)| (link, email, role)))
        .map(|(link, email, role)| {
            let mail = page.mails.iter().find(|(id, _)| *id == link.id).map(|(_, state)| *state);
            invitation_row(link, email, role, mail, manages, texts)
        })
        .collect();
    view! {
        <section aria-labelledby="invitations">
            <h2 id="invitations">{words.invitations_heading}</h2>
            <div class="table-frame">
                <table class="people">
                    <thead>
                        <tr>
                            <th scope="col">{(texts.field)(Field::Email)}</th>
                            <th scope="col">{(texts.field)(Field::Role)}</th>
                            <th scope="col">{words.expires}</th>
                            {manages.then(|| view! { <th scope="col" class="actions">{texts.list.actions}</th> })}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn invitation_row(
    link: &Link,
    email: &str,
    role: Role,
    mail: Option<MailState>,
    manages: bool,
    texts: &'static Texts,
) -> AnyView {
    let words = &texts.members;
    let revocation = manages.then(|| {
        view! {
            <td>
                <form method="post" action=routes::revoke_invitation(link.id)>
                    <button type="submit" class="button" aria-label=(words.revoke_named)(email)>
                        {words.revoke}
                    </button>
                </form>
            </td>
        }
    });
    view! {
        <tr>
            <th scope="row">
                <span class="email">{email.to_owned()}</span>
                {mail.map(|state| view! { <span class="quiet">{(texts.mail.state)(state)}</span> })}
            </th>
            <td data-label=(texts.field)(Field::Role)>{(texts.role)(role)}</td>
            <td data-label=words.expires class="time"><Time at=link.expires_at /></td>
            {revocation}
        </tr>
    }
    .into_any()
}

fn roles_section(texts: &'static Texts) -> AnyView {
    let roles: Vec<_> = Role::ALL
        .into_iter()
        .map(|role| {
            view! {
                <dt>{(texts.role)(role)}</dt>
                <dd>{(texts.role_explanation)(role)}</dd>
            }
        })
        .collect();
    view! {
        <section aria-labelledby="roles">
            <h2 id="roles">{texts.members.roles_heading}</h2>
            <dl class="facts">{roles}</dl>
        </section>
    }
    .into_any()
}
