import { createHmac } from "node:crypto";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const STEP = 30;

/** An authenticator app with the key that the console shows (RFC 4226, RFC 6238). */
export class App {
  readonly #key: Buffer;

  constructor(base32: string) {
    const bits = [...base32.replaceAll(" ", "")]
      .map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, "0"))
      .join("");
    this.#key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  }

  /** The code that is shown now. */
  now(): string {
    return this.#code(Math.floor(Date.now() / 1000 / STEP));
  }

  /**
   * The code that is shown next. The console takes it, too, since clocks differ: so a test need not
   * wait until the code that it has used is over.
   */
  next(): string {
    return this.#code(Math.floor(Date.now() / 1000 / STEP) + 1);
  }

  #code(step: number): string {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const mac = createHmac("sha1", this.#key).update(counter).digest();
    const offset = (mac.at(-1) ?? 0) & 0xf;
    const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
    return String(number % 1_000_000).padStart(6, "0");
  }
}
