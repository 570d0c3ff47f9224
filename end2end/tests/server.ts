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

/** A running Suiro with a database of its own. */
export class Server {
  #process: ChildProcess | undefined;
  #log = "";
  #address = "127.0.0.1:0";

  private constructor(
    readonly databaseUrl: string,
    private readonly folder: string,
  ) {}

  /** Starts Suiro on a new database: SQLite, unless another one is named. */
  static async start(options: { channels?: number; databaseUrl?: string } = {}): Promise<Server> {
    const folder = await mkdtemp(path.join(tmpdir(), "suiro-end2end-"));
    const databaseUrl = options.databaseUrl ?? `sqlite://${folder}/suiro.db`;
    const server = new Server(databaseUrl, folder);
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

  /** What the server has written to its log. */
  get log(): string {
    return this.#log;
  }

  /** Stops and starts again at the same address. */
  async restart(): Promise<void> {
    await this.#end("SIGTERM");
    await this.start();
  }

  /** Ends the server and removes its files. */
  async stop(): Promise<void> {
    await this.#end("SIGKILL");
    await rm(this.folder, { recursive: true, force: true });
  }

  private async start(): Promise<void> {
    const child = spawn(
      SUIRO,
      ["--listen", this.#address, "--database-url", this.databaseUrl],
      { cwd: this.folder, env, stdio: ["ignore", "pipe", "pipe"] },
    );
    this.#process = child;
    child.stderr.on("data", (text: Buffer) => (this.#log += text));
    this.#address = await new Promise<string>((resolve, reject) => {
      createInterface(child.stdout).on("line", (line) => {
        this.#log += `${line}\n`;
        const address = /^Suiro is ready at http:\/\/(\S+)/.exec(line)?.[1];
        if (address !== undefined) resolve(address);
      });
      child.once("error", reject);
      child.once("exit", (code) => {
        reject(new Error(`Suiro ended with code ${code} before it was ready:\n${this.#log}`));
      });
    });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }
}
