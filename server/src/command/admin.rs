use app::routes;
use clap::{Args, Subcommand};
use domain::email_change::change_email;
use domain::field_errors::{Field, FieldErrors};
use domain::link::new_password_reset;
use domain::ports::Ports;
use domain::second_factor::reset_second_factor;
use domain::secrets::SecretToken;
use domain::user::{
    EmailAddress, OPERATOR, User, UserError, create_account_manager, set_user_disabled,
};
use storage::ConnectError;

use super::{CommandError, tell};
use crate::config::Config;
use crate::key_file::KeyFile;
use crate::mail;
use crate::start::{self, StartError};

/// How many users are read at a time.
const PAGE: u32 = 500;

/// In which an operator writes to people. Nothing is known of theirs.
const LANGUAGE: &str = "en";

/// What to do about the people who can sign in.
#[derive(Debug, Args)]
pub(super) struct Admin {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Add somebody who runs the installation, and print the link with which they choose their
    /// password
    CreateAccountManager {
        /// Their e-mail address
        email: String,
        /// What colleagues call them
        #[arg(long)]
        name: String,
    },
    /// Print a link with which somebody chooses another password
    ResetPassword {
        /// Their e-mail address
        email: String,
    },
    /// Take app, codes and passkeys away from somebody who has lost them, and end their sessions
    ResetSecondFactor {
        /// Their e-mail address
        email: String,
    },
    /// Give somebody another e-mail address and end their sessions
    ChangeEmail {
        /// Their e-mail address until now
        before: String,
        /// The new one
        after: String,
    },
    /// Keep somebody out and end their sessions
    DisableUser {
        /// Their e-mail address
        email: String,
    },
    /// Let somebody in again
    EnableUser {
        /// Their e-mail address
        email: String,
    },
    /// List the people who can sign in
    List,
}

impl Admin {
    pub(super) async fn run(&self, config: &Config) -> Result<(), CommandError> {
        let database = match storage::connect(&config.database_url).await {
            Err(error @ ConnectError::InUse { .. }) => return Err(CommandError::ServerRuns(error)),
            other => other?,
        };
        database.migrate().await?;
        let ports = start::ports(database.store(), KeyFile::at(config.key_file()))?;
        // The server sends what is told by mail.
        let mailer = mail::mailer(config, &config.public_url(config.listen));
        let ports = Ports { mailer: mailer.map_err(StartError::from)?, ..ports };
        let done = self.task.run(config, &ports).await;
        ports.store.close().await;
        done
    }
}

impl Task {
    async fn run(&self, config: &Config, ports: &Ports) -> Result<(), CommandError> {
        match self {
            Self::CreateAccountManager { email, name } => {
                let (user, token) = create_account_manager(ports, email, name).await?;
                tell(&format!("Added {}.", user.email));
                tell_link(config, &user, &token);
            }
            Self::ResetPassword { email } => {
                let user = user(ports, email).await?;
                let token = new_password_reset(ports, OPERATOR, &user).await?;
                tell_link(config, &user, &token);
            }
            Self::ResetSecondFactor { email } => {
                let had_one = reset_second_factor(ports, email).await?;
                tell(&if had_one {
                    format!("{email} signs in with the password alone. Their sessions have ended.")
                } else {
                    format!("{email} has neither a second factor nor a passkey.")
                });
            }
            Self::ChangeEmail { before, after } => {
                change_email(ports, before, after, LANGUAGE).await?;
                tell(&format!(
                    "{before} signs in with {after} now; all their sessions have ended."
                ));
            }
            Self::DisableUser { email } => {
                set_user_disabled(ports, email, true).await?;
                tell(&format!("{email} is kept out, and all their sessions have ended."));
            }
            Self::EnableUser { email } => {
                set_user_disabled(ports, email, false).await?;
                tell(&format!("{email} may sign in."));
            }
            Self::List => list(ports).await?,
        }
        Ok(())
    }
}

async fn user(ports: &Ports, email: &str) -> Result<User, UserError> {
    let email = EmailAddress::parse(email)
        .map_err(|code| UserError::Invalid(FieldErrors::only(Field::Email, code)))?;
    ports.store.user_by_email(&email).await?.ok_or(UserError::NotFound)
}

fn tell_link(config: &Config, user: &User, token: &SecretToken) {
    let (url, path) = (config.public_url(config.listen), routes::password_reset(token));
    tell(&format!("{} chooses a password here, within an hour: {url}{path}", user.name));
    if user.disabled_at.is_some() {
        tell("They are kept out until `suiro admin enable-user`.");
    }
}

/// One line for each user, with tabs between: address, name, and what is special about them.
async fn list(ports: &Ports) -> Result<(), CommandError> {
    let mut after = None;
    loop {
        let users = ports.store.users(after.as_ref(), PAGE).await?;
        for user in &users {
            let mut line = format!("{}\t{}", user.email, user.name);
            for (is, word) in [
                (user.account_manager, "account manager"),
                (user.password.is_none(), "no password yet"),
                (user.disabled_at.is_some(), "disabled"),
            ] {
                if is {
                    line = format!("{line}\t{word}");
                }
            }
            tell(&line);
        }
        match users.last() {
            Some(last) => after = Some(last.email.clone()),
            None => return Ok(()),
        }
    }
}
