import { expect, type BrowserContext, type ConsoleMessage, type Request } from "@playwright/test";

/** Watches browsers for what no page may do, and lets the test fail for it. */
export class Guard {
  readonly #problems: string[] = [];
  readonly #refused = new Map<string, number>();
  readonly #expected = new Set<number>();
  readonly #accepted: RegExp[] = [];

  readonly #allowed = new Set<string>();

  constructor(private readonly origin: string) {}

  /** Watches every page of this browser from now on. */
  watch(context: BrowserContext): void {
    context.on("console", (message) => this.#onConsole(message));
    context.on("weberror", (error) => {
      this.#note(`page error: ${error.error().stack || error.error().message || "without words"}`);
    });
    context.on("request", (request) => this.#onRequest(request));
    context.on("response", (response) => {
      if (response.request().isNavigationRequest() && response.status() >= 400) {
        this.#refused.set(response.url(), response.status());
      }
    });
  }

  /** This test is shown pages with this status. The browser itself notes each as an error. */
  expectStatus(...statuses: number[]): void {
    for (const status of statuses) this.#expected.add(status);
  }

  /** This test provokes this message. */
  accept(message: RegExp): void {
    this.#accepted.push(message);
  }

  /** This test goes to another site, too. */
  allow(origin: string): void {
    this.#allowed.add(origin);
  }

  /** Fails if there was anything. */
  verify(): void {
    const problems = this.#problems.filter(
      (problem) => !this.#accepted.some((accepted) => accepted.test(problem)),
    );
    expect(problems, "problems that the browser met").toEqual([]);
  }

  #onConsole(message: ConsoleMessage): void {
    const kind = message.type();
    if (kind !== "error" && kind !== "warning") return;
    const url = message.location().url.replace(/#.*$/, "");
    const status = /^Failed to load resource: the server responded with a status of (\d+)/.exec(
      message.text(),
    )?.[1];
    const isAnnounced =
      status !== undefined &&
      this.#refused.get(url) === Number(status) &&
      this.#expected.has(Number(status));
    if (!isAnnounced) this.#note(`console ${kind}: ${message.text()} (${url})`);
  }

  #onRequest(request: Request): void {
    const url = new URL(request.url());
    if (this.#allowed.has(url.origin)) return;
    if (url.origin !== this.origin && url.protocol !== "data:") {
      this.#note(`request to another origin: ${request.url()}`);
    }
  }

  #note(problem: string): void {
    this.#problems.push(problem);
  }
}
