import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";

import { expect, test as base } from "./fixtures.ts";
import { Proxy } from "./proxy.ts";
import { Server } from "./server.ts";

const run = promisify(execFile);

/** Where databases can be made; scripts/postgres says where. */
const POSTGRES = process.env.SUIRO_TEST_POSTGRES_URL ?? "";

function sql(statement: string) {
  return run("psql", ["--no-psqlrc", "--quiet", POSTGRES, "--command", statement]);
}

const test = base.extend<{ database: string; line: Proxy }>({
  database: async ({}, use) => {
    const name = `end2end_${randomUUID().replaceAll("-", "")}`;
    await sql(`CREATE DATABASE ${name}`);
    await use(name);
    await sql(`DROP DATABASE ${name} WITH (FORCE)`);
  },
  line: async ({}, use) => {
    const { hostname, port } = new URL(POSTGRES);
    const line = await Proxy.to(hostname, Number(port || 5432));
    await use(line);
    line.close();
  },
  server: async ({ database, channels, line }, use) => {
    const url = new URL(POSTGRES);
    url.host = `127.0.0.1:${line.port}`;
    url.pathname = `/${database}`;
    const server = await Server.start({ databaseUrl: url.toString(), channels });
    await use(server);
    await server.stop();
  },
});

test.beforeAll(() => {
  expect(POSTGRES, "SUIRO_TEST_POSTGRES_URL: run make e2e").not.toBe("");
});

test("a channel is created, found after a restart, edited and deleted", async ({
  guard,
  page,
  server,
  suiro,
}) => {
  guard.expectStatus(404);
  await suiro.create({ type: "WhatsApp", name: "東京 🌊", remarks: "One\nTwo" });
  await expect(suiro.row("東京 🌊")).toContainText("Unbound");

  await server.restart();
  await suiro.visit("/channels");
  await suiro.row("東京 🌊").getByRole("link", { name: "東京 🌊", exact: true }).click();
  await suiro.ready();
  await suiro.fill({ name: "大阪" });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "大阪" })).toBeVisible();
  await expect(page.getByRole("region", { name: "History" })).toContainText("東京 🌊 → 大阪");

  const address = page.url();
  await page.getByRole("link", { name: "Delete", exact: true }).click();
  await page.getByRole("checkbox", { name: /^No business/ }).check();
  await page.getByRole("checkbox", { name: /^Important data/ }).check();
  await page.getByRole("textbox", { name: /to confirm$/ }).fill("大阪");
  await page.getByRole("button", { name: "Delete for good" }).click();
  await expect(suiro.notice).toContainText("The channel was deleted for good.");
  await suiro.expectUsage(0, 100);
  expect((await page.goto(address))?.status()).toBe(404);
});

test.describe("with 120 channels", () => {
  test.use({ channels: 120 });

  test("search, order and pages work", async ({ page, suiro }) => {
    await suiro.visit("/channels?q=LOYALTY&sort=name&dir=asc");
    await expect(page.getByText("10 channels on this page")).toBeVisible();
    await suiro.visit("/channels?sort=type&dir=desc&limit=50");
    const seen = new Set(await suiro.names());
    for (const rows of [50, 20]) {
      const before = page.url();
      await page.getByRole("link", { name: "Next" }).click();
      await expect(page).not.toHaveURL(before);
      await expect(page.getByText(`${rows} channels on this page`)).toBeVisible();
      for (const name of await suiro.names()) seen.add(name);
    }
    expect(seen.size).toBe(120);
  });
});

test("while the database is away a page says so, and afterwards all is well", async ({
  guard,
  line,
  page,
  suiro,
}) => {
  guard.expectStatus(503);
  await suiro.create({ type: "Viber", name: "Before" });
  line.cut();
  const answer = await page.goto("/channels");
  expect(answer?.status()).toBe(503);
  await expect(page.getByRole("heading", { name: "Back in a moment" })).toBeVisible();
  await expect(page.getByText("Service.Unavailable")).toBeVisible();
  await expect(page.getByText(answer?.headers()["x-request-id"] ?? "none")).toBeVisible();

  line.mend();
  await page.getByRole("link", { name: "Try again" }).click();
  await expect(suiro.row("Before")).toBeVisible();
});
