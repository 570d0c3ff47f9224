// An SMS centre of the npm package `smpp`. Prints its port and then each message it takes.
import smpp from 'smpp';

const config = JSON.parse(process.env.PEER);
const say = (value) => console.log(JSON.stringify(value));
let bound = 0;

const onSession = (session) => {
  const answer = (pdu, values) => session.send(pdu.response(values));
  let isBound = false;
  session.on('error', () => {});
  session.on('close', () => {
    if (isBound) bound -= 1;
  });
  session.on('bind_transceiver', (pdu) => {
    if (pdu.system_id !== 'acme' || pdu.password !== 's3cret') {
      answer(pdu, { command_status: pdu.system_id === 'acme' ? 0x0e : 0x0f });
      session.close();
    } else if (bound > 0) {
      answer(pdu, { command_status: smpp.ESME_RALYBND });
      session.close();
    } else {
      bound += 1;
      isBound = true;
      answer(pdu, { system_id: 'centre' });
    }
  });
  session.on('enquire_link', (pdu) => answer(pdu));
  session.on('unbind', (pdu) => {
    answer(pdu);
    session.close();
  });
  session.on('submit_sm', (pdu) => {
    const { message, udh } = pdu.short_message;
    say({
      to: pdu.destination_addr,
      from: pdu.source_addr,
      ton: pdu.source_addr_ton,
      coding: pdu.data_coding,
      text: message.toString(),
      header: udh ? [...Buffer.concat(udh.map((part) => Buffer.from(part)))] : [],
    });
    const refusals = { 4900: 0x58, 4901: 0x0b, 4902: 0x45c };
    const status = refusals[pdu.destination_addr];
    if (pdu.destination_addr === '4903') {
      session.destroy();
    } else if (pdu.destination_addr === '4904') {
      // What the other side asks in between has to be answered first.
      session.deliver_sm({ source_addr: '1', destination_addr: '2', short_message: 'in' }, (later) => {
        say({ later: later.command_status });
        answer(pdu, { message_id: 'after' });
      });
    } else if (status) {
      answer(pdu, { command_status: status });
    } else {
      answer(pdu, { message_id: `id-${pdu.sequence_number}` });
    }
  });
};

const server = config.secure
  ? smpp.createServer({ key: config.key, cert: config.certificate }, onSession)
  : smpp.createServer(onSession);
server.on('error', () => {});
server.listen(0, '127.0.0.1', () => say({ port: server.address().port }));
