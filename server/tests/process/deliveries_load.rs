//! How many signed deliveries a second are kept. `scripts/load-webhooks` runs it against the
//! program as it is released.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::callback::process_callbacks;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::bound_channel::{bind, delivery, ports};
use crate::deliveries::start;
use crate::load::raise_quota;
use crate::support::database::{TestDatabase, notice, postgres_server};

const WARM_UP: Duration = Duration::from_secs(2);

fn number(variable: &str, usual: u64) -> u64 {
    let set = std::env::var(variable).ok();
    set.map_or(usual, |set| set.parse().expect("a number"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
#[ignore = "a measurement, not a test: it takes its time and fails for no figure"]
async fn deliveries_are_measured() {
    let connections = number("SUIRO_LOAD_CONNECTIONS", 64);
    let duration = Duration::from_secs(number("SUIRO_LOAD_SECONDS", 10));
    measure("SQLite", &TestDatabase::sqlite(), connections, duration).await;
    if let Some(server) = postgres_server() {
        measure("PostgreSQL", &TestDatabase::postgres(server), connections, duration).await;
    }
}

async fn measure(engine: &str, database: &TestDatabase, connections: u64, duration: Duration) {
    raise_quota(&database.url).await;
    let before = ports(&database.url, &database.key_file()).await;
    bind(&before).await;
    before.store.close().await;
    // More than any machine keeps in this time, and signed before the clock runs.
    let each = 12_000 * (duration + WARM_UP).as_secs() / connections;
    let requests = (0..connections).map(|connection| {
        (0..each).map(|number| request(connection * each + number)).collect::<Vec<_>>()
    });
    let requests: Vec<_> = requests.collect();
    let server = start(database).await;
    let address = server.client.address;
    let begin = Arc::new(Instant::now());
    let mut senders = JoinSet::new();
    for mine in requests {
        senders.spawn(send(address, mine, *begin, WARM_UP + duration));
    }
    let mut latencies = Vec::new();
    while let Some(sent) = senders.join_next().await {
        latencies.extend(sent.expect("no surprise among the answers"));
    }
    server.stop().await;
    latencies.sort_unstable();
    let kept = latencies.len() as u64;
    let at = |per_mille: usize| latencies[(latencies.len() - 1) * per_mille / 1_000];
    let after = ports(&database.url, &database.key_file()).await;
    let mut left = 0;
    let begin = Instant::now();
    loop {
        let taken = process_callbacks(&after).await.expect("an answer").taken;
        left += taken;
        if taken == 0 {
            break;
        }
    }
    let caught_up = begin.elapsed().as_secs_f64();
    after.store.close().await;
    notice(&format!(
        "{engine}: {} deliveries/s over {connections} connections; median {:.1} ms, p99 {:.1} ms, \
         longest {:.1} ms; {left} were still to be read at the end, which took one reader of a test \
         build {caught_up:.1} s",
        kept / duration.as_secs(),
        at(500).as_secs_f64() * 1e3,
        at(990).as_secs_f64() * 1e3,
        at(1_000).as_secs_f64() * 1e3,
    ));
}

fn request(number: u64) -> Vec<u8> {
    let (signature, body) = delivery(number);
    let length = body.len();
    format!(
        "POST /webhooks/whatsapp HTTP/1.1\r\nHost: suiro.example\r\n\
         Content-Type: application/json\r\nX-Hub-Signature-256: {signature}\r\n\
         Content-Length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

/// Sends one request after the other, and returns how long each took once it is warm.
async fn send(
    address: SocketAddr,
    requests: Vec<Vec<u8>>,
    begin: Instant,
    until: Duration,
) -> Vec<Duration> {
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    stream.set_nodelay(true).expect("a connection");
    let mut latencies = Vec::new();
    let mut answer = [0; 2_048];
    for request in requests {
        let sent = Instant::now();
        if begin.elapsed() >= until {
            break;
        }
        stream.write_all(&request).await.expect("sent");
        let mut read = 0;
        // The answers have no body.
        while !answer[..read].ends_with(b"\r\n\r\n") {
            let more = stream.read(&mut answer[read..]).await.expect("an answer");
            assert!(more > 0, "the server hung up");
            read += more;
        }
        let head = String::from_utf8_lossy(&answer[..read]);
        assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
        if begin.elapsed() >= WARM_UP {
            latencies.push(sent.elapsed());
        }
    }
    latencies
}
