//! Holds a session with a carrier, so that receipts and messages come in.

use domain::platform::{Credentials, Inbox, Problem, Reason};
use futures::StreamExt;
use futures::stream::FuturesUnordered;

use super::listeners::{Delivered, Listening, access};
use super::session::Link;
use super::{Smpp, bind};

impl Smpp {
    /// Listens until the session ends, and returns why.
    pub(in crate::sms) async fn listen(
        &self,
        credentials: &Credentials,
        inbox: &dyn Inbox,
    ) -> Problem {
        let mut listening = match self.stand(credentials).await {
            Ok(listening) => listening,
            Err(problem) => return problem,
        };
        if inbox.connected().await.is_err() {
            return Reason::PlatformTrouble.into();
        }
        let link = listening.link.clone();
        let mut ended = std::pin::pin!(link.ended());
        let mut keeping = FuturesUnordered::new();
        loop {
            tokio::select! {
                problem = &mut ended => return problem,
                Some(delivered) = listening.delivered.recv() => keeping.push(keep(inbox, delivered)),
                Some(()) = keeping.next() => {}
            }
        }
    }

    /// A part in the account's session, which is opened where there is none.
    async fn stand(&self, credentials: &Credentials) -> Result<Listening, Problem> {
        if let Some(listening) = self.standing.join(credentials) {
            return Ok(listening);
        }
        let _turn = self.turn(credentials).await;
        if let Some(listening) = self.standing.join(credentials) {
            return Ok(listening);
        }
        let link = Link::begin(self.connect(credentials).await?, &self.settings);
        let listening = self.standing.listening(link, access(credentials), credentials);
        listening.link.bind(bind(credentials)?).await?;
        self.standing.add(&listening);
        Ok(listening)
    }
}

/// Only what is kept for good is confirmed.
async fn keep(inbox: &dyn Inbox, delivered: Delivered) {
    let is_kept = inbox.keep(delivered.bytes).await.is_ok();
    // Without a session there is nobody to confirm it to; the carrier brings it again.
    let _ = delivered.kept.send(is_kept);
}
