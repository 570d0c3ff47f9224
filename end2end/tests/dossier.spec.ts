import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

import { expect, test } from "./fixtures.ts";

test("what is known of a channel can be kept before it is deleted", async ({ page, suiro }) => {
  await suiro.create({ type: "Email", name: "Old news", remarks: "For the archive" });
  await suiro.row("Old news").getByRole("link", { name: "Old news", exact: true }).click();
  await suiro.ready();
  const channel = page.url().split("?")[0] ?? "";
  await suiro.visit(`${channel}/delete`);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download the dossier" }).click();
  const text = await readFile(await (await download).path(), "utf8");
  const { content, sha256 } = JSON.parse(text) as { content: object; sha256: string };
  expect(content).toMatchObject({ channel: { name: "Old news", remarks: "For the archive" } });
  // The keys stand in the order of the alphabet already, as `jq -cS` writes them.
  const digest = createHash("sha256").update(`${JSON.stringify(content)}\n`).digest("hex");
  expect(sha256).toBe(digest);
});
