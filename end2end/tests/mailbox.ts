import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";

import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";

import { SENDS_MAIL } from "./server.ts";

/** A mail as its recipient sees it. */
export interface Mail {
  to: string;
  from: string;
  subject: string;
  text: string;
  headers: Map<string, string>;
}

async function parsed(stream: Readable) {
  return PostalMime.parse(await buffer(stream));
}

/** A mail server that takes every mail, and keeps it. */
export class Mailbox {
  readonly #mails: Mail[] = [];
  #arrived: () => void = () => undefined;

  private constructor(private readonly server: SMTPServer) {}

  static async open(): Promise<Mailbox> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["AUTH", "STARTTLS"],
      onData: (stream, session, done) => {
        void parsed(stream).then((mail) => {
          mailbox.#take({
            to: session.envelope.rcptTo.map(({ address }) => address).join(),
            from: mail.from?.address ?? "",
            subject: mail.subject ?? "",
            text: mail.text ?? "",
            headers: new Map(mail.headers.map(({ key, value }) => [key, value])),
          });
          done();
        }, done);
      },
    });
    const mailbox = new Mailbox(server);
    server.listen(0, "127.0.0.1");
    await once(server.server, "listening");
    return mailbox;
  }

  /** What Suiro is told, so that its mails arrive here. */
  get settings(): Record<string, string> {
    const { port } = this.server.server.address() as AddressInfo;
    return { ...SENDS_MAIL, SUIRO_SMTP_URL: `smtp://127.0.0.1:${port}?tls=none` };
  }

  /** The next mail to this address, which may still be on its way. */
  async next(to: string): Promise<Mail> {
    for (;;) {
      const index = this.#mails.findIndex((mail) => mail.to === to);
      const [mail] = index < 0 ? [] : this.#mails.splice(index, 1);
      if (mail !== undefined) return mail;
      await new Promise<void>((resolve) => (this.#arrived = resolve));
    }
  }

  /** The link in the next mail to this address. */
  async nextLink(to: string): Promise<string> {
    const { text } = await this.next(to);
    const link = /^http:\/\/\S+\/[0-9a-f]{64}$/m.exec(text)?.[0];
    if (link === undefined) throw new Error(`There is no link: ${text}`);
    return link;
  }

  /** Mails that nobody has asked for. */
  get rest(): Mail[] {
    return this.#mails;
  }

  close(): void {
    this.server.close();
  }

  #take(mail: Mail): void {
    this.#mails.push(mail);
    this.#arrived();
  }
}
