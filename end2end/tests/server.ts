import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const run = promisify(execFile);

const TARGET = process.env.CARGO_TARGET_DIR ?? path.resolve(import.meta.dirname, "../../target");
const SUIRO = path.join(TARGET, "release", "suiro");

/** Nothing that is set for another Suiro, or for the tests, reaches the one that is tested. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith("SUIRO_")),
);

/** What is set where pages are to be those of a console that sends mail. Nothing takes it. */
export const SENDS_MAIL = {
  SUIRO_SMTP_URL: "smtp://127.0.0.1:9?tls=none",
  SUIRO_MAIL_FROM: "Suiro <suiro@example.com>",
};

/** A running Suiro with a database of its own. */
export class Server {
  #process: ChildProcess | undefined;
  #log = "";
  #address = "127.0.0.1:0";
  #name: string | undefined;
  #setUpLink!: Promise<string>;

  private constructor(
    readonly databaseUrl: string,
    private readonly folder: string,
    private readonly command: string[],
    private readonly settings: Record<string, string>,
  ) {}

  /**
   * Starts Suiro on a new database: SQLite, unless another one is named. Settings are environment
   * variables.
   */
  static async start(
    options: {
      channels?: number;
      databaseUrl?: string;
      demo?: boolean;
      settings?: Record<string, string>;
    } = {},
  ): Promise<Server> {
    const folder = await mkdtemp(path.join(tmpdir(), "suiro-end2end-"));
    const databaseUrl = options.databaseUrl ?? `sqlite://${folder}/suiro.db`;
    const command = options.demo ? ["demo"] : [];
    const server = new Server(databaseUrl, folder, command, options.settings ?? {});
    if (options.channels) {
      const seed = ["seed", "--channels", String(options.channels), "--database-url", databaseUrl];
      await run(SUIRO, seed, { cwd: folder, env });
    }
    await server.start();
    return server;
  }

  /** Where the console is, without a slash at the end. */
  get url(): string {
    return `http://${this.#address}`;
  }

  /** The link that lets the first person in. Printed at each start until somebody has used it. */
  setUpLink(): Promise<string> {
    return this.#setUpLink;
  }

  /** What the server has written to its log. */
  get log(): string {
    return this.#log;
  }

  /** Stops and starts again at the same address, which people may know by a name from now on. */
  async restart(options: { name?: string } = {}): Promise<void> {
    await this.#end("SIGTERM");
    this.#name = options.name;
    await this.start();
  }

  /** Where the console is for people who know it by its name. */
  get namedUrl(): string {
    return `http://${this.#name}:${this.#address.split(":").at(-1)}`;
  }

  /**
   * Makes the link with which somebody chooses another password, as an operator does. The server
   * stops for it: one process at a time may use a SQLite file.
   */
  async passwordResetLink(email: string): Promise<string> {
    await this.#end("SIGTERM");
    const reset = ["admin", "reset-password", email];
    const { stdout } = await run(SUIRO, [...reset, ...this.#flags], { cwd: this.folder, env });
    await this.start();
    const link = /http:\/\/\S+\/password-reset\/[0-9a-f]{64}/.exec(stdout)?.[0];
    if (link === undefined) throw new Error(`There is no link: ${stdout}`);
    return link;
  }

  /** Ends the server and removes its files. */
  async stop(): Promise<void> {
    await this.#end("SIGKILL");
    await rm(this.folder, { recursive: true, force: true });
  }

  get #flags(): string[] {
    const flags = ["--listen", this.#address, "--database-url", this.databaseUrl];
    return this.#name === undefined ? flags : [...flags, "--public-url", this.namedUrl];
  }

  private async start(): Promise<void> {
    const child = spawn(SUIRO, [...this.command, ...this.#flags], {
      cwd: this.folder,
      env: { ...env, ...this.settings },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#process = child;
    child.stderr.on("data", (text: Buffer) => (this.#log += text));
    const lines = createInterface(child.stdout);
    lines.on("line", (line) => (this.#log += `${line}\n`));
    const printed = (pattern: RegExp) =>
      new Promise<string>((resolve, reject) => {
        lines.on("line", (line) => {
          const found = pattern.exec(line)?.[1];
          if (found !== undefined) resolve(found);
        });
        child.once("error", reject);
        child.once("exit", (code) => {
          reject(new Error(`Suiro ended with code ${code} before ${pattern}:\n${this.#log}`));
        });
      });
    this.#setUpLink = printed(
      /^Set up Suiro here, within an hour: (http:\/\/\S+\/set-up\/[0-9a-f]{64})$/,
    );
    // Most tests restart a console that is set up, and wait for no link.
    this.#setUpLink.catch(() => undefined);
    this.#address = await printed(/^Suiro is ready at http:\/\/(\S+)/);
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }
}
