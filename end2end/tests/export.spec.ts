import { readFile } from "node:fs/promises";

import type { Page } from "@playwright/test";

import { given } from "./console.ts";
import { expect, test } from "./fixtures.ts";

/** Clicks on Export CSV and reads the file. */
async function exported(page: Page): Promise<string> {
  const arriving = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  const download = await arriving;
  expect(download.suggestedFilename()).toBe("channels.csv");
  return readFile(await download.path(), "utf8");
}

/** The values of an RFC 4180 file in which every value stands in quotes. */
function parse(text: string): string[][] {
  const rows: string[][] = [[]];
  const pattern = /"((?:[^"]|"")*)"(,|\r\n)/gy;
  for (const [, value = "", end] of text.matchAll(pattern)) {
    rows.at(-1)?.push(value.replaceAll('""', '"'));
    if (end === "\r\n") rows.push([]);
  }
  expect(rows.pop()).toEqual([]);
  return rows;
}

test.describe("of 120 channels", () => {
  test.use({ channels: 120 });

  test("the export holds all of them, whatever page is open", async ({ page, suiro }) => {
    await suiro.visit("/channels");
    await page.getByRole("link", { name: "Next" }).click();
    await expect(page).toHaveURL(/after=/);
    const text = await exported(page);
    expect(text.startsWith("\uFEFF")).toBe(true);
    const [heading, ...rows] = parse(text.slice(1));
    expect(heading).toEqual([
      "ID",
      "Channel Name",
      "Channel Type",
      "Status",
      "Bound Resource",
      "Remarks",
      "Created",
      "Health",
    ]);
    expect(rows).toHaveLength(120);
    expect(new Set(rows.map((row) => row[0])).size).toBe(120);
  });

  test("the export keeps to filter and order", async ({ page, suiro }) => {
    await suiro.visit("/channels?type=viber&sort=name&dir=asc");
    const [, ...rows] = parse((await exported(page)).slice(1));
    expect(rows).toHaveLength(20);
    expect(new Set(rows.map((row) => row[2]))).toEqual(new Set(["Viber"]));
    expect(rows.map((row) => row[1])).toEqual(await suiro.names());
  });
});

test("no exported value is taken for a formula", async ({ page, request, suiro }) => {
  const name = '=HYPERLINK("http://evil.example","click")';
  await given(request, { name, remarks: '+1+1\n"quoted", and more' });
  await given(request, { name: "@SUM(A1)", remarks: "-2" });
  await suiro.visit("/channels?sort=created&dir=asc");
  const [, ...rows] = parse((await exported(page)).slice(1));
  expect(rows.map((row) => [row[1], row[5]])).toEqual([
    [`'${name}`, '\'+1+1\n"quoted", and more'],
    ["'@SUM(A1)", "'-2"],
  ]);
  expect(rows[0]?.[6]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
});

test.describe("for somebody who reads Japanese", () => {
  test.use({ locale: "ja-JP" });

  test("the export is in Japanese", async ({ page, request, suiro }) => {
    await given(request, { name: "予約" });
    await suiro.visit("/channels");
    const arriving = page.waitForEvent("download");
    await page.getByRole("link", { name: "CSV エクスポート" }).click();
    const text = await readFile(await (await arriving).path(), "utf8");
    const [heading, row] = parse(text.slice(1));
    expect(heading?.[1]).toBe("チャンネル名");
    expect(row?.slice(1, 4)).toEqual(["予約", "WhatsApp", "未バインド"]);
  });
});
