use super::*;

/// Spellings of hosts that are never connected to without an allowed network.
const REFUSED: [&str; 82] = [
    // This machine.
    "127.0.0.1",
    "127.1.2.3",
    "127.255.255.255",
    "0.0.0.0",
    "0.1.2.3",
    "::1",
    "[::1]",
    "::",
    "[::]",
    "0:0:0:0:0:0:0:1",
    "localhost",
    "localhost.",
    "LOCALHOST",
    // The same in numbers of other bases and lengths.
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0x7f.0x0.0x0.0x1",
    "0X7F000001",
    "017700000001",
    "0177.0.0.1",
    "0177.0.0.01",
    "127.1",
    "127.0.1",
    "127.0.0.01",
    "127.0.0.1.",
    "0",
    "00000000",
    "4294967295",
    // In IPv6.
    "::ffff:127.0.0.1",
    "[::ffff:127.0.0.1]",
    "::ffff:7f00:1",
    "0:0:0:0:0:ffff:7f00:1",
    "::127.0.0.1",
    "::7f00:1",
    "::ffff:0:127.0.0.1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::10.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "2002:c0a8:1::",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    // Private networks.
    "10.0.0.1",
    "10.255.255.255",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.0.1",
    "192.168.255.255",
    "::ffff:10.0.0.1",
    "::ffff:192.168.0.1",
    "fc00::1",
    "fd12:3456:789a::1",
    // Between provider and customer, and link-local.
    "100.64.0.1",
    "100.127.255.255",
    "169.254.0.1",
    "fe80::1",
    "febf::1",
    "fec0::1",
    // Metadata of clouds.
    "169.254.169.254",
    "[::ffff:169.254.169.254]",
    "::ffff:a9fe:a9fe",
    "0xa9fea9fe",
    "2852039166",
    "0251.0376.0251.0376",
    "fd00:ec2::254",
    "100.100.100.200",
    "192.0.0.192",
    // Reserved, for documentation, for measurements, for many.
    "192.0.2.1",
    "198.51.100.1",
    "203.0.113.1",
    "198.18.0.1",
    "198.19.255.255",
    "192.88.99.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "2001:db8::1",
    "3fff::1",
    "ff02::1",
    "100::1",
];

/// Texts that are no host at all.
const NO_HOSTS: [&str; 14] = [
    "",
    ".",
    "..",
    "a..b",
    "-a.example",
    "a-.example",
    "a_b.example",
    "exa mple.com",
    "example.com:25",
    "user@example.com",
    "example.com/path",
    "①②⑦.⓪.⓪.①",
    "127。0。0。1",
    "[127.0.0.1]",
];

fn policy(networks: &[&str]) -> NetworkPolicy {
    let allowed_networks = networks.iter().map(|one| one.parse().expect("a network")).collect();
    NetworkPolicy { allowed_networks, ..NetworkPolicy::default() }
}

#[tokio::test]
async fn no_spelling_leads_into_a_private_network() {
    for host in REFUSED {
        let resolved = policy(&[]).resolve(host, 587).await;
        assert_eq!(resolved, Err(Reason::HostNotAllowed.into()), "{host}");
    }
}

#[tokio::test]
async fn what_is_no_host_is_not_resolved() {
    for host in NO_HOSTS {
        let resolved = policy(&[]).resolve(host, 587).await;
        assert_eq!(resolved, Err(Reason::HostNotAllowed.into()), "{host}");
    }
}

#[tokio::test]
async fn public_addresses_are_connected_to_as_they_are() {
    for host in ["8.8.8.8", "172.15.0.1", "172.32.0.1", "100.63.0.1", "100.128.0.1", "1.1.1.1"] {
        let resolved = policy(&[]).resolve(host, 587).await.expect("a public address");
        assert_eq!(resolved, [SocketAddr::new(host.parse().expect("an address"), 587)]);
    }
    for host in ["2606:4700::1111", "[2001:4860:4860::8888]", "64:ff9b::8.8.8.8"] {
        assert_eq!(policy(&[]).resolve(host, 587).await.expect("a public address").len(), 1);
    }
}

#[tokio::test]
async fn an_allowed_network_opens_itself_and_nothing_else() {
    let policy = policy(&["10.1.0.0/16", "fd00:1::/32"]);
    for host in ["10.1.2.3", "::ffff:10.1.2.3", "fd00:1::5"] {
        assert!(policy.resolve(host, 587).await.is_ok(), "{host}");
    }
    for host in ["10.2.0.1", "fd00:2::5", "127.0.0.1"] {
        assert!(policy.resolve(host, 587).await.is_err(), "{host}");
    }
}

#[tokio::test]
async fn other_ports_are_open_only_in_an_allowed_network() {
    let policy = policy(&["10.1.0.0/16"]);
    assert_eq!(policy.resolve("8.8.8.8", 22).await, Err(Reason::HostNotAllowed.into()));
    assert!(policy.resolve("10.1.2.3", 22).await.is_ok());
}

#[test]
fn names_are_read_without_their_last_dot() {
    assert_eq!(Host::parse("Mail.Example.com."), Some(Host::Name("Mail.Example.com")));
    assert_eq!(Host::parse("xn--r8jz45g.example"), Some(Host::Name("xn--r8jz45g.example")));
}
