//! Submission of mail (RFC 5321, 4954) over TLS from the first byte.

use std::io;

use data_encoding::BASE64;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::MailAccount;
use crate::{Fault, Simulator};

/// The longest line and the longest mail that are read, in bytes.
const LONGEST_LINE: u64 = 4_096;
const LONGEST_MAIL: usize = 2 * 1024 * 1024;

/// Nobody has an address that begins with this.
const NOBODY: &str = "nobody@";

pub(super) async fn serve(
    simulator: &Simulator,
    acceptor: &TlsAcceptor,
    listener: TcpListener,
) -> io::Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        let (simulator, acceptor) = (simulator.clone(), acceptor.clone());
        tokio::spawn(async move {
            if let Ok(stream) = acceptor.accept(stream).await {
                let session = Session { simulator, stream: BufReader::new(stream), account: None };
                // Whoever hangs up has changed their mind.
                let _ = session.talk().await;
            }
        });
    }
}

struct Session {
    simulator: Simulator,
    stream: BufReader<TlsStream<TcpStream>>,
    account: Option<MailAccount>,
}

impl Session {
    async fn talk(mut self) -> io::Result<()> {
        self.say("220 mail.simulated.example ESMTP").await?;
        let mut recipients = Vec::new();
        loop {
            let line = self.line().await?;
            let word = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            match word.as_str() {
                "EHLO" => {
                    self.say("250-mail.simulated.example").await?;
                    self.say("250-AUTH PLAIN LOGIN").await?;
                    self.say("250 8BITMIME").await?;
                }
                "HELO" | "NOOP" | "RSET" => {
                    recipients.clear();
                    self.say("250 2.0.0 OK").await?;
                }
                "AUTH" => self.sign_in(&line).await?,
                "MAIL" => {
                    let answer = self.sender(&line);
                    self.say(answer).await?;
                }
                "RCPT" => {
                    let to = address(&line).to_owned();
                    if self.account.is_none() {
                        self.say("530 5.7.0 Authentication required").await?;
                    } else if to.starts_with(NOBODY) {
                        self.say("550 5.1.1 User unknown").await?;
                    } else {
                        recipients.push(to);
                        self.say("250 2.1.5 OK").await?;
                    }
                }
                "DATA" if recipients.is_empty() => self.say("503 5.5.1 No recipients").await?,
                "DATA" => self.take_mail(std::mem::take(&mut recipients)).await?,
                "QUIT" => return self.say("221 2.0.0 Bye").await,
                _ => self.say("502 5.5.2 Unknown command").await?,
            }
        }
    }

    async fn sign_in(&mut self, line: &str) -> io::Result<()> {
        let mut words = line.split(' ').skip(1);
        let mechanism = words.next().unwrap_or_default().to_ascii_uppercase();
        let first = words.next().map(str::to_owned);
        let (username, password) = if mechanism == "LOGIN" {
            (self.ask("334 VXNlcm5hbWU6").await?, self.ask("334 UGFzc3dvcmQ6").await?)
        } else {
            let first = match first {
                Some(first) => decoded(&first),
                None => self.ask("334 ").await?,
            };
            let mut parts = first.split('\0').skip(1).map(str::to_owned);
            (parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
        };
        self.account = {
            let world = self.simulator.world();
            let mut accounts = world.mail.accounts.iter();
            let found =
                accounts.find(|one| (&one.username, &one.password) == (&username, &password));
            let has_expired = |one: &&MailAccount| {
                world.faults_of([one.address.as_str()]).contains(&Fault::ExpiredToken)
            };
            found.filter(|one| !has_expired(one)).cloned()
        };
        self.say(match self.account {
            Some(_) => "235 2.7.0 Authentication successful",
            None => "535 5.7.8 Authentication credentials invalid",
        })
        .await
    }

    fn sender(&self, line: &str) -> &'static str {
        let Some(account) = &self.account else { return "530 5.7.0 Authentication required" };
        let faults = self.simulator.world().faults_of([account.address.as_str()]);
        if !address(line).eq_ignore_ascii_case(&account.address) {
            "553 5.7.1 Sender address not owned by user"
        } else if faults.contains(&Fault::DisabledAccount) {
            "550 5.7.1 Account disabled"
        } else if faults.contains(&Fault::RateLimit) {
            "451 4.7.1 Too many messages, try again later"
        } else {
            "250 2.1.0 OK"
        }
    }

    async fn take_mail(&mut self, recipients: Vec<String>) -> io::Result<()> {
        self.say("354 End data with <CR><LF>.<CR><LF>").await?;
        let mut mail = String::new();
        loop {
            let line = self.line().await?;
            if line == "." {
                break;
            }
            if mail.len() + line.len() > LONGEST_MAIL {
                return Err(io::ErrorKind::InvalidData.into());
            }
            mail.push_str(line.strip_prefix('.').unwrap_or(&line));
            mail.push('\n');
        }
        let Some(account) = self.account.clone() else { return Ok(()) };
        let text = mail.split_once("\n\n").map_or(mail.as_str(), |(_, body)| body.trim());
        let faults = {
            let now = self.simulator.now();
            let mut world = self.simulator.world();
            for recipient in &recipients {
                world.sent.add(&account.address, recipient, text, now);
            }
            world.faults_of([account.address.as_str()])
        };
        if faults.contains(&Fault::Slow) {
            tokio::time::sleep(self.simulator.options.slowness).await;
        }
        if faults.contains(&Fault::ConnectionReset) {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        self.say("250 2.0.0 Queued").await
    }

    async fn ask(&mut self, question: &str) -> io::Result<String> {
        self.say(question).await?;
        Ok(decoded(&self.line().await?))
    }

    async fn say(&mut self, line: &str) -> io::Result<()> {
        self.stream.write_all(format!("{line}\r\n").as_bytes()).await?;
        self.stream.flush().await
    }

    async fn line(&mut self) -> io::Result<String> {
        let mut line = Vec::new();
        let mut limited = (&mut self.stream).take(LONGEST_LINE);
        limited.read_until(b'\n', &mut line).await?;
        if line.pop() != Some(b'\n') {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(String::from_utf8_lossy(&line).trim_end_matches('\r').to_owned())
    }
}

/// What stands in the angle brackets.
fn address(line: &str) -> &str {
    line.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map_or("", |(inner, _)| inner)
}

fn decoded(text: &str) -> String {
    let bytes = BASE64.decode(text.as_bytes()).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}
