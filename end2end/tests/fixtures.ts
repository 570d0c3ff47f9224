import { test as base } from "@playwright/test";

import { Console } from "./console.ts";
import { Guard } from "./guard.ts";
import { Server } from "./server.ts";

export { expect } from "@playwright/test";

interface Options {
  /** How many example channels are there when the test begins. */
  channels: number;
}

interface Fixtures {
  /** A Suiro for this test alone. */
  server: Server;
  /** Watches every page of this test. */
  guard: Guard;
  /** The console as a person uses it. */
  suiro: Console;
}

export const test = base.extend<Options & Fixtures>({
  channels: [0, { option: true }],

  server: async ({ channels }, use, testInfo) => {
    const server = await Server.start({ channels });
    await use(server);
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach("server log", { body: server.log, contentType: "text/plain" });
    }
    await server.stop();
  },

  baseURL: async ({ server }, use) => {
    await use(server.url);
  },

  guard: [
    async ({ context, server }, use) => {
      const guard = new Guard(context, server.url);
      await use(guard);
      guard.verify();
    },
    { auto: true },
  ],

  suiro: async ({ page, javaScriptEnabled }, use) => {
    await use(new Console(page, javaScriptEnabled !== false));
  },
});
