// A DNS server with the TXT records of its configuration. Prints its port.
import dns2 from 'dns2';

const { Packet } = dns2;
const { records, failing } = JSON.parse(process.env.PEER);

const server = dns2.createServer({
  udp: true,
  handle: (request, send) => {
    const response = Packet.createResponseFromRequest(request);
    const [{ name }] = request.questions;
    const texts = records[name.toLowerCase()];
    if (failing.includes(name.toLowerCase())) {
      response.header.rcode = 2;
    } else if (texts === undefined) {
      response.header.rcode = 3;
    } else {
      for (const data of texts) {
        response.answers.push({ name, type: Packet.TYPE.TXT, class: Packet.CLASS.IN, ttl: 60, data });
      }
    }
    send(response);
  },
});
server.on('listening', ({ udp }) => console.log(JSON.stringify({ port: udp.port })));
server.listen({ udp: { port: 0, address: '127.0.0.1', type: 'udp4' } });
