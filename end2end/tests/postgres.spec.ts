import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";

import { given } from "./console.ts";
import { expect, test as base } from "./fixtures.ts";
import { ADMIN } from "./people.ts";
import { Proxy } from "./proxy.ts";
import { Server } from "./server.ts";

const run = promisify(execFile);

/** Where databases can be made; scripts/postgres says where. */
const POSTGRES = process.env.SUIRO_TEST_POSTGRES_URL ?? "";

function sql(statement: string, url = POSTGRES) {
  return run("psql", ["--no-psqlrc", "--quiet", url, "--command", statement]);
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

test("what cannot be undone needs the password again after ten minutes", async ({
  database,
  guard,
  page,
  request,
  suiro,
}) => {
  guard.expectStatus(422);
  const id = await given(request, { name: "Doomed" });
  const url = new URL(POSTGRES);
  url.pathname = `/${database}`;
  const pass = (minutes: number) =>
    sql(`UPDATE sessions SET proven_at = proven_at - ${minutes} * 60000000`, url.toString());
  const password = suiro.field("Password");
  const form = page.getByRole("heading", { name: "Delete “Doomed”?" });

  await pass(9);
  await suiro.visit(`/channels/${id}/delete`);
  await expect(form).toBeVisible();
  await page.getByRole("checkbox", { name: /^No business/ }).check();
  await page.getByRole("checkbox", { name: /^Important data/ }).check();
  await page.getByRole("textbox", { name: /to confirm$/ }).fill("Doomed");
  await pass(1);
  await suiro.press("Delete for good");
  await expect(suiro.notice).toContainText("Nothing was changed yet.");
  await password.fill("wrong horse battery");
  await suiro.press("Continue");
  await expect(suiro.summary).toContainText("This is not your password.");
  await password.fill(ADMIN.password);
  await suiro.press("Continue");
  await expect(form).toBeVisible();

  await pass(10);
  await suiro.visit("/members");
  await expect(page.getByRole("button", { name: "Invite" })).toHaveCount(0);
  await page.getByRole("link", { name: "Confirm your password" }).click();
  await password.fill(ADMIN.password);
  await suiro.press("Continue");
  await expect(page).toHaveURL("/members");
  await expect(page.getByRole("button", { name: "Invite" })).toBeVisible();

  await pass(10);
  await suiro.visit(`/channels/${id}`);
  await page.getByRole("link", { name: "Delete", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Confirm your password");
  await password.fill(ADMIN.password);
  await suiro.press("Continue");
  await expect(form).toBeVisible();
  await suiro.visit("/channels");
  await expect(suiro.row("Doomed")).toBeVisible();
});
