import { test as base, type BrowserContext } from "@playwright/test";

import { Console } from "./console.ts";
import { Guard } from "./guard.ts";
import { NOBODY, setUp, type Session } from "./people.ts";
import { Server } from "./server.ts";

export { expect } from "@playwright/test";

interface Options {
  /** How many example channels are there when the test begins. */
  channels: number;
  /** Whether it is `suiro demo`, which needs no set-up. */
  demo: boolean;
  /** Environment variables of the server. */
  settings: Record<string, string>;
  /**
   * Whether the console is set up when the test begins, and `ADMIN`, who did it, is signed in: in
   * the browser as well as in `request`. If not, nobody has used the set-up link yet.
   */
  signedIn: boolean;
}

interface Fixtures {
  /** A Suiro for this test alone. */
  server: Server;
  /** Watches every page of this test. */
  guard: Guard;
  /** The console as a person uses it. */
  suiro: Console;
  /** Opens the console in another browser, of somebody who is signed in or of a stranger. */
  another: (session?: Session) => Promise<Console>;
}

export const test = base.extend<Options & Fixtures>({
  channels: [0, { option: true }],

  demo: [false, { option: true }],

  settings: [{}, { option: true }],

  signedIn: [true, { option: true }],

  server: async ({ channels, demo, settings }, use, testInfo) => {
    const server = await Server.start({ channels, demo, settings });
    await use(server);
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach("server log", { body: server.log, contentType: "text/plain" });
    }
    await server.stop();
  },

  baseURL: async ({ server }, use) => {
    await use(server.url);
  },

  storageState: async ({ server, signedIn, userAgent }, use) => {
    await use(signedIn ? await setUp(await server.setUpLink(), userAgent) : NOBODY);
  },

  guard: [
    async ({ context, server }, use) => {
      const guard = new Guard(server.url);
      guard.watch(context);
      await use(guard);
      guard.verify();
    },
    { auto: true },
  ],

  suiro: async ({ page, javaScriptEnabled }, use) => {
    await use(new Console(page, javaScriptEnabled !== false));
  },

  another: async ({ browser, guard, javaScriptEnabled }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (session = NOBODY) => {
      const context = await browser.newContext({ storageState: session });
      contexts.push(context);
      guard.watch(context);
      return new Console(await context.newPage(), javaScriptEnabled !== false);
    });
    for (const context of contexts) await context.close();
  },
});
