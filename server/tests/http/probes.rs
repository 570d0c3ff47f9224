//! What a supervisor asks.

use crate::bench::TestServer;
use crate::faulty_store::Fault;

pub(crate) async fn the_probes_answer(server: &TestServer) {
    for (address, body) in
        [("/healthz", "{\"status\":\"ok\"}"), ("/readyz", "{\"status\":\"ready\"}")]
    {
        let answer = server.client.get(address).send().await;
        assert_eq!((answer.status, answer.text()), (200, body), "{address}");
        assert_eq!(answer.header("content-type"), "application/json");
    }
}

pub(crate) async fn the_readiness_follows_the_database(server: &TestServer) {
    let client = server.client;
    for fault in [Fault::Unavailable, Fault::Failed, Fault::Corrupt] {
        server.store.set(fault);
        let answer = client.get("/readyz").send().await;
        assert_eq!((answer.status, answer.text()), (503, "{\"status\":\"unavailable\"}"));
        // The program itself is well: a restart would not help.
        assert_eq!(client.get("/healthz").send().await.status, 200);
        server.store.set(Fault::None);
        assert_eq!(client.get("/readyz").send().await.status, 200);
    }
}
