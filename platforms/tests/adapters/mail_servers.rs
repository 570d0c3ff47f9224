//! Postfix and Dovecot on this machine, in a folder and on ports of their own.
//!
//! They have to be started by root. Elsewhere, and where they are not installed, the cases are
//! skipped, but fail where `SUIRO_TEST_REQUIRE_MAIL=1` is set; where `CI` is, they have to be
//! installed.

use std::fs::{self, Permissions};
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::certificate::Certificate;

/// Who signs in, with this password.
pub(crate) const ADDRESS: &str = "news@example.test";
pub(crate) const PASSWORD: &str = "s3cret";

/// Both servers. They end with the test.
pub(crate) struct MailServers {
    pub(crate) smtp: u16,
    pub(crate) imap: u16,
    pub(crate) certificate: Certificate,
    folder: PathBuf,
}

/// Whether it has ended well. What it leaves running keeps its outputs, so they are not read.
fn run(program: &str, arguments: &[String]) -> bool {
    let quiet = || Stdio::null();
    let command = Command::new(program)
        .args(arguments)
        .stdin(quiet())
        .stdout(quiet())
        .stderr(quiet())
        .status();
    command.is_ok_and(|status| status.success())
}

fn number(arguments: &[&str]) -> Option<u32> {
    let output = Command::new("id").args(arguments).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

/// Why they cannot be started here, if so, and what must be set for that to be a failure.
fn missing() -> Option<(&'static str, &'static [&'static str])> {
    let has = |program: &str| Path::new("/usr/sbin").join(program).exists();
    if number(&["-u"]) != Some(0) {
        return Some(("only root can start Postfix", &["SUIRO_TEST_REQUIRE_MAIL"]));
    }
    let is_there = has("postfix") && has("dovecot");
    let required = &["CI", "SUIRO_TEST_REQUIRE_MAIL"];
    (!is_there).then_some(("Postfix or Dovecot is not installed", required))
}

impl MailServers {
    /// Starts both, or says why that cannot be.
    pub(crate) fn start() -> Option<Self> {
        if let Some((reason, required)) = missing() {
            let is_required = required
                .iter()
                .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
            assert!(!is_required, "{reason}");
            eprintln!("Skipped: {reason}.");
            return None;
        }
        let folder = std::env::temp_dir().join(format!("suiro-mail-{}", free_port()));
        let servers = Self {
            smtp: free_port(),
            imap: free_port(),
            certificate: Certificate::of("localhost"),
            folder,
        };
        servers.prepare();
        for (program, arguments) in servers.commands("start") {
            assert!(run(program, &arguments), "{program} does not start: {}", servers.logs());
        }
        Some(servers)
    }

    /// What starts or stops both.
    fn commands(&self, verb: &str) -> [(&'static str, Vec<String>); 2] {
        let path = |name: &str| self.folder.join(name).display().to_string();
        let mut dovecot = vec!["-c".to_owned(), path("dovecot.conf")];
        dovecot.extend((verb == "stop").then(|| verb.to_owned()));
        [
            ("/usr/sbin/dovecot", dovecot),
            ("/usr/sbin/postfix", vec!["-c".to_owned(), path("."), verb.to_owned()]),
        ]
    }

    fn prepare(&self) {
        let owner = number(&["-u", "postfix"]).expect("the user of Postfix");
        let group = number(&["-g", "postfix"]).expect("the group of Postfix");
        for name in ["", "queue", "data", "mail", "mail/news", "dovecot"] {
            let folder = self.folder.join(name);
            fs::create_dir_all(&folder).expect("a folder");
            fs::set_permissions(&folder, Permissions::from_mode(0o755)).expect("a folder for all");
        }
        for name in ["data", "mail", "mail/news"] {
            chown(self.folder.join(name), Some(owner), Some(group)).expect("an owner");
        }
        let folder = self.folder.display().to_string();
        let filled_in = |text: &str| {
            text.replace("FOLDER", &folder)
                .replace("SMTP_PORT", &self.smtp.to_string())
                .replace("IMAP_PORT", &self.imap.to_string())
                .replace("OWNER_GROUP", &group.to_string())
                .replace("OWNER", &owner.to_string())
        };
        for (name, text) in [
            ("main.cf", filled_in(include_str!("../mail_servers/main.cf"))),
            ("master.cf", filled_in(include_str!("../mail_servers/master.cf"))),
            ("dovecot.conf", filled_in(include_str!("../mail_servers/dovecot.conf"))),
            ("certificate.pem", self.certificate.chain.clone()),
            ("key.pem", self.certificate.key.clone()),
        ] {
            fs::write(self.folder.join(name), text).expect("a file");
        }
    }

    fn logs(&self) -> String {
        let log = |name| fs::read_to_string(self.folder.join(name)).unwrap_or_default();
        ["dovecot.log", "postfix.log"].map(log).join("\n")
    }

    /// Puts a mail into the mailbox, as a mail server delivers it.
    pub(crate) fn deliver(&self, name: &str, mail: &str) {
        let inbox = self.folder.join("mail/news");
        for folder in ["tmp", "new", "cur"] {
            fs::create_dir_all(inbox.join(folder)).expect("a folder");
            fs::set_permissions(inbox.join(folder), Permissions::from_mode(0o777)).expect("rights");
        }
        fs::write(inbox.join("tmp").join(name), mail).expect("a mail");
        fs::set_permissions(inbox.join("tmp").join(name), Permissions::from_mode(0o644))
            .expect("rights");
        fs::rename(inbox.join("tmp").join(name), inbox.join("new").join(name)).expect("a mail");
    }

    /// The names of the mails in the mailbox: what is marked as seen lies elsewhere.
    pub(crate) fn unseen(&self) -> usize {
        fs::read_dir(self.folder.join("mail/news/new")).map_or(0, Iterator::count)
            + fs::read_dir(self.folder.join("mail/news/cur")).map_or(0, |all| {
                let names = all.filter_map(|one| one.ok()?.file_name().into_string().ok());
                names
                    .filter(|name| !name.rsplit(',').next().is_some_and(|f| f.contains('S')))
                    .count()
            })
    }
}

impl Drop for MailServers {
    fn drop(&mut self) {
        for (program, arguments) in self.commands("stop") {
            run(program, &arguments);
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}
