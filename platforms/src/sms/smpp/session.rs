//! A session with a carrier's SMPP server, for as long as one request needs it.

use std::time::Duration;

use domain::platform::{End, Problem, Reason};
use futures::{SinkExt, StreamExt};
use rusmpp::pdus::{BindTransceiver, DeliverSmResp};
use rusmpp::tokio_codec::CommandCodec;
use rusmpp::{Command, CommandId, CommandStatus, Pdu};
use tokio::time::timeout;
use tokio_util::codec::Framed;

use super::status::problem;
use crate::connection::Bounded;

pub(super) struct Session {
    framed: Framed<Bounded, CommandCodec>,
    sequence: u32,
    limit: Duration,
}

impl Session {
    /// Identifies itself on a connection.
    pub(super) async fn bind(
        connection: Bounded,
        bind: BindTransceiver,
        limit: Duration,
    ) -> Result<Self, Problem> {
        let framed = Framed::new(connection, CommandCodec::new());
        let mut session = Self { framed, sequence: 0, limit };
        session.request(bind).await?;
        Ok(session)
    }

    /// When the certificate of the other side ends, if it has shown one.
    pub(super) fn certificate_end(&self) -> Option<End> {
        self.framed.get_ref().certificate_end()
    }

    /// Whether the other side is still there.
    pub(super) async fn enquire_link(&mut self) -> Result<(), Problem> {
        self.request(Pdu::EnquireLink).await.map(drop)
    }

    /// Sends a request and waits for its answer. Where the connection fails or the time is over it
    /// is not known whether the request arrived.
    pub(super) async fn request(&mut self, pdu: impl Into<Pdu>) -> Result<Command, Problem> {
        self.sequence += 1;
        let command = Command::new(CommandStatus::EsmeRok, self.sequence, pdu);
        let limit = self.limit;
        let answer = timeout(limit, self.exchange(command));
        let answer = answer.await.unwrap_or_else(|_| Err(Reason::TimedOut.into()))?;
        match u32::from(answer.status()) {
            0 if answer.id() == CommandId::GenericNack => Err(Reason::AnswerUnreadable.into()),
            0 => Ok(answer),
            status => Err(problem(status)),
        }
    }

    async fn exchange(&mut self, command: Command) -> Result<Command, Problem> {
        let sequence = command.sequence_number();
        self.send(command).await?;
        loop {
            let Some(received) = self.framed.next().await else {
                return Err(Reason::Unreachable.into());
            };
            let received = received.map_err(|_| Problem::new(Reason::AnswerUnreadable))?;
            let (number, ok) = (received.sequence_number(), CommandStatus::EsmeRok);
            match received.pdu() {
                Some(Pdu::EnquireLink) => {
                    self.send(Command::new(ok, number, Pdu::EnquireLinkResp)).await?;
                }
                Some(Pdu::Unbind) => {
                    self.send(Command::new(ok, number, Pdu::UnbindResp)).await?;
                    return Err(Reason::Unreachable.into());
                }
                // It could not be kept, so the carrier has to bring it again.
                Some(Pdu::DeliverSm(_)) => {
                    let later = CommandStatus::EsmeRxTAppn;
                    self.send(Command::new(later, number, DeliverSmResp::default())).await?;
                }
                _ if number == sequence => return Ok(received),
                _ => {}
            }
        }
    }

    async fn send(&mut self, command: Command) -> Result<(), Problem> {
        self.framed.send(command).await.map_err(|_| Reason::Unreachable.into())
    }

    /// Takes leave; whether it is heard does not matter.
    pub(super) async fn close(mut self) {
        let _ = self.request(Pdu::Unbind).await;
    }
}
