// A mail server of the Nodemailer project. Prints its port and then each mail it takes.
import { SMTPServer } from 'smtp-server';

const config = JSON.parse(process.env.PEER);
const say = (value) => console.log(JSON.stringify(value));
const refusal = (code, text) => Object.assign(new Error(text), { responseCode: code });

const server = new SMTPServer({
  secure: config.secure,
  key: config.key,
  cert: config.certificate,
  authMethods: config.methods ?? ['PLAIN', 'LOGIN', 'XOAUTH2'],
  hideSTARTTLS: config.withoutEncryption,
  allowInsecureAuth: config.withoutEncryption,
  logger: false,
  onAuth(auth, session, done) {
    const isRight =
      auth.method === 'XOAUTH2'
        ? auth.accessToken === 'fresh-token'
        : auth.username === 'acme' && auth.password === 's3cret-pass';
    done(isRight ? null : refusal(535, '5.7.8 Wrong'), isRight ? { user: 'acme' } : undefined);
  },
  onMailFrom(address, session, done) {
    done(address.address.startsWith('foreign') ? refusal(553, '5.7.1 Not yours') : null);
  },
  onRcptTo(address, session, done) {
    const answers = {
      'nobody@example.org': refusal(550, '5.1.1 Unknown'),
      'grey@example.org': refusal(451, '4.7.1 Greylisted'),
    };
    done(answers[address.address] ?? null);
  },
  onData(stream, session, done) {
    let text = '';
    stream.on('data', (part) => (text += part));
    stream.on('end', () => {
      say({ mail: text, from: session.envelope.mailFrom.address });
      if (text.includes('hang up')) {
        session.socket?.destroy();
        process.exit(0);
      }
      done(text.includes('casino') ? refusal(554, '5.7.1 Spam') : null, '2.0.0 Ok: queued as 4F1A');
    });
  },
});
server.on('error', () => {});
server.listen(0, '127.0.0.1', () => say({ port: server.server.address().port }));
