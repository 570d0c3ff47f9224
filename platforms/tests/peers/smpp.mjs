// An SMS centre of the npm package `smpp`. Prints its port and then each message it takes.
import smpp from 'smpp';

const config = JSON.parse(process.env.PEER);
const say = (value) => console.log(JSON.stringify(value));
let bound = 0;

const onSession = (session) => {
  const answer = (pdu, values) => session.send(pdu.response(values));
  let isBound = false;
  let waiting = () => {};
  session.on('error', () => {});
  session.on('close', () => {
    if (!isBound) return;
    bound -= 1;
    if (config.tells) say({ unbound: true });
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
      if (config.tells) say({ bound: pdu.system_id });
      if (config.asks) session.enquire_link({}, () => say({ there: true }));
    }
  });
  session.on('enquire_link', (pdu) => {
    if (!config.deaf) answer(pdu);
  });
  session.on('unbind', (pdu) => {
    answer(pdu);
    session.close();
  });
  // What is delivered, and whether it was kept.
  const deliver = (values, then = () => {}) =>
    session.deliver_sm(values, (confirmation) => {
      say({ confirmed: confirmation.command_status });
      then();
    });
  const receipt = (pdu, id, stat) => ({
    esm_class: 4,
    source_addr: pdu.destination_addr,
    destination_addr: pdu.source_addr,
    short_message: `id:${id} sub:001 dlvrd:001 submit date:2611220510 done date:2611220511 stat:${stat} err:000 text:x`,
  });
  session.on('submit_sm', (pdu) => {
    const { message, udh } = pdu.short_message;
    say({
      to: pdu.destination_addr,
      from: pdu.source_addr,
      ton: pdu.source_addr_ton,
      coding: pdu.data_coding,
      class: pdu.esm_class,
      receipt: pdu.registered_delivery,
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
    } else if (pdu.destination_addr === '4910') {
      // A receipt before the answer, and once more.
      const first = receipt(pdu, 'early', 'DELIVRD');
      deliver(first, () => {
        answer(pdu, { message_id: 'early' });
        deliver(first);
      });
    } else if (pdu.destination_addr === '4911') {
      answer(pdu, { message_id: '1AA' });
      const fields = { receipted_message_id: '0000000426', message_state: 5 };
      deliver({ ...receipt(pdu, 'other', 'UNDELIV'), ...fields });
    } else if (pdu.destination_addr === '4912') {
      answer(pdu, { message_id: 'asked' });
      const from = { source_addr_ton: 1, source_addr: '4917612345' };
      const message = { ...from, destination_addr: pdu.source_addr, short_message: 'Hello 水路' };
      deliver(message);
    } else if (pdu.destination_addr === '4913') {
      answer(pdu, { message_id: 'last' });
      session.unbind();
    } else if (pdu.destination_addr === '4914') {
      answer(pdu, { message_id: 'last' });
      session.destroy();
    } else if (pdu.destination_addr === '4915') {
      // Later than the next one.
      waiting = () => answer(pdu, { message_id: 'first' });
    } else if (pdu.destination_addr === '4916') {
      answer(pdu, { message_id: 'second' });
      waiting();
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
