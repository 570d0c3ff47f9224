import { defineConfig, devices } from "@playwright/test";

/** Chromium of the system, kept from asking its makers for anything. */
const launchOptions = {
  executablePath: process.env.SUIRO_TEST_CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

/** Needs our code in the browser. */
const HYDRATE = /\.hydrate\.spec\.ts$/;

/** Looks at what the server sends; the browser makes no difference. */
const HTTP = /\.http\.spec\.ts$/;

const POSTGRES = /postgres\.spec\.ts$/;

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  retries: 0,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    launchOptions,
    locale: "en-GB",
    timezoneId: "UTC",
    colorScheme: "light",
    trace: "retain-on-failure",
    actionTimeout: 10_000,
  },
  projects: [
    { name: "javascript", testIgnore: POSTGRES },
    {
      name: "no-javascript",
      testIgnore: [POSTGRES, HYDRATE, HTTP],
      use: { javaScriptEnabled: false },
    },
    { name: "postgres", testMatch: POSTGRES },
  ],
});
