//! A mail server that writes nothing.

use std::sync::{Mutex, PoisonError};

use app::mail::{Written, write};
use async_trait::async_trait;
use domain::mail::{Letter, Mail, Mailer, MailerError, Sending, send_next};
use domain::user::EmailAddress;

use crate::bench::TestServer;

/// What a mail server says to a mail.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) enum Answer {
    #[default]
    Taken,
    Away,
    Refused,
}

#[derive(Default)]
pub(crate) struct FakeMailer {
    answer: Mutex<Answer>,
    taken: Mutex<Vec<(String, Written)>>,
}

impl FakeMailer {
    pub(crate) fn answers(&self, answer: Answer) {
        *self.answer.lock().unwrap_or_else(PoisonError::into_inner) = answer;
    }

    /// To whom something was written since the last call, and what.
    fn taken(&self) -> Vec<(String, Written)> {
        std::mem::take(&mut self.taken.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[async_trait]
impl Mailer for FakeMailer {
    async fn send(
        &self,
        mail: &Mail,
        to: &EmailAddress,
        letter: &Letter,
    ) -> Result<(), MailerError> {
        match *self.answer.lock().unwrap_or_else(PoisonError::into_inner) {
            Answer::Away => return Err(MailerError::Unavailable("no route to host".into())),
            Answer::Refused => return Err(MailerError::Refused("550 no such user".into())),
            Answer::Taken => {}
        }
        let written = write(letter, &mail.language, "http://suiro.example");
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.push((to.to_string(), written));
        Ok(())
    }
}

impl TestServer {
    /// Sends what waits, as the server does now and again, and returns what was taken.
    pub(crate) async fn send_mails(&self) -> Vec<(String, Written)> {
        loop {
            let sending = send_next(&self.ports, &*self.mailer).await.expect("an answer");
            if matches!(sending, Sending::Nothing) {
                return self.mailer.taken();
            }
        }
    }

    /// Sends what waits, which is one mail to this address, and returns the path of its link.
    pub(crate) async fn mailed_path(&self, to: &str) -> String {
        let mails = self.send_mails().await;
        let [(recipient, Written { text, .. })] = &mails[..] else { panic!("{mails:?}") };
        assert_eq!(recipient, to);
        let mut lines = text.lines();
        let link = lines.find_map(|line| line.strip_prefix("http://suiro.example"));
        link.unwrap_or_else(|| panic!("{text}")).to_owned()
    }
}
