import type { Page } from "@playwright/test";

import { given } from "./console.ts";
import { expect, test } from "./fixtures.ts";

test.use({ channels: 120 });

/** The value of a parameter of the address. */
function parameter(page: Page, name: string): string | null {
  return new URL(page.url()).searchParams.get(name);
}

test("search finds channels by name, by remarks and by id", async ({ page, suiro }) => {
  await suiro.visit("/channels");
  const first = suiro.row((await suiro.names())[0] ?? "");
  const id = await first.getByRole("code").innerText();
  const search = page.getByRole("searchbox", { name: "Search" });

  await search.fill("loyalty");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/[?&]q=loyalty/);
  await expect(page.getByText("10 channels on this page")).toBeVisible();
  for (const name of await suiro.names()) expect(name).toContain("Loyalty");

  await suiro.reload();
  await expect(search).toHaveValue("loyalty");
  await expect(page.getByText("10 channels on this page")).toBeVisible();

  await search.fill("仅限华东");
  await search.press("Enter");
  await expect(page).toHaveURL(/q=%E4%BB%85/);
  await expect(page.getByText("20 channels on this page")).toBeVisible();
  await expect(page.getByRole("cell", { name: "仅限华东地区客户" })).toHaveCount(20);

  await search.fill(id);
  await search.press("Enter");
  await expect(page.getByText("1 channel on this page")).toBeVisible();
  await expect(page.getByRole("rowheader").getByRole("code")).toHaveText(id);
});

test("filters by type and status stand in the address", async ({ page, suiro }) => {
  await suiro.visit("/channels");
  await page.getByRole("combobox", { name: "Channel Type" }).selectOption("Instagram");
  await page.getByRole("combobox", { name: "Status" }).selectOption("Unbound");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/type=instagram/);
  expect(parameter(page, "status")).toBe("unbound");
  await expect(page.getByText("20 channels on this page")).toBeVisible();
  await expect(page.getByRole("cell", { name: "Instagram" })).toHaveCount(20);

  await suiro.reload();
  const chosen = page.getByRole("combobox", { name: "Channel Type" });
  await expect(chosen).toHaveValue("instagram");
  await expect(page.getByRole("cell", { name: "Instagram" })).toHaveCount(20);

  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(page).toHaveURL("/channels");
  await expect(page.getByText("25 channels on this page")).toBeVisible();
});

test("when nothing matches, the page says so and clears the filter", async ({ page, suiro }) => {
  await suiro.visit("/channels?q=no+such+channel&type=sms&sort=name&dir=desc");
  await expect(page.getByRole("heading", { name: "No channel matches" })).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(0);
  await page.getByRole("link", { name: "Clear filters" }).last().click();
  await expect(page).toHaveURL("/channels?sort=name&dir=desc");
  await expect(page.getByRole("table")).toBeVisible();
});

test("a search takes characters that mean something to databases", async ({ page, suiro }) => {
  for (const text of ["l%y", "l_yal", "\\", "'", '"; DROP TABLE channels; --']) {
    await suiro.visit(`/channels?q=${encodeURIComponent(text)}`);
    await expect(page.getByRole("heading", { name: "No channel matches" })).toBeVisible();
  }
});

test("a click on a heading sorts, another one turns the order around", async ({ page, suiro }) => {
  await suiro.visit("/channels?limit=100&q=Marketing");
  const heading = page.getByRole("columnheader", { name: /^Channel Name/ });
  await expect(page.getByRole("columnheader", { name: /^Created/ })).toHaveAttribute(
    "aria-sort",
    "descending",
  );
  await heading.getByRole("link").click();
  await expect(page).toHaveURL("/channels?q=Marketing&sort=name&dir=asc&limit=100");
  await expect(heading).toHaveAttribute("aria-sort", "ascending");
  const ascending = await suiro.names();
  expect(ascending).toHaveLength(10);
  expect(ascending).toEqual([...ascending].sort());

  await heading.getByRole("link").click();
  await expect(page).toHaveURL(/dir=desc/);
  await expect(heading).toHaveAttribute("aria-sort", "descending");
  expect(await suiro.names()).toEqual([...ascending].reverse());

  await suiro.reload();
  expect(await suiro.names()).toEqual([...ascending].reverse());
});

for (const [heading, column] of [["Channel Type", "type"], ["Status", "status"]] as const) {
  test(`the table sorts by ${heading} over all of its pages`, async ({ page, suiro }) => {
    await suiro.visit("/channels?limit=50");
    await page.getByRole("columnheader", { name: heading }).getByRole("link").click();
    await expect(page).toHaveURL(`/channels?sort=${column}&dir=asc&limit=50`);
    const seen = new Set(await suiro.names());
    for (const rows of [50, 20]) {
      await page.getByRole("link", { name: "Next" }).click();
      await expect(page.getByText(`${rows} channels on this page`)).toBeVisible();
      await expect(page).toHaveURL(/after=/);
      for (const name of await suiro.names()) seen.add(name);
      if (rows === 50) await expect(page.getByRole("row")).toHaveCount(51);
    }
    expect(seen.size).toBe(120);
  });
}

test("paging shows every channel once, there and back", async ({ page, suiro }) => {
  await suiro.visit("/channels");
  const pages = [await suiro.names()];
  await expect(page.getByRole("link", { name: "Previous" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "First page" })).toHaveCount(0);
  for (let number = 1; number < 5; number += 1) {
    const before = page.url();
    await page.getByRole("link", { name: "Next" }).click();
    await expect(page).not.toHaveURL(before);
    await expect(suiro.row(pages.at(-1)?.[0] ?? "")).toHaveCount(0);
    pages.push(await suiro.names());
  }
  expect(pages.map((names) => names.length)).toEqual([25, 25, 25, 25, 20]);
  expect(new Set(pages.flat()).size).toBe(120);
  await expect(page.getByRole("link", { name: "Next" })).toHaveCount(0);

  await suiro.reload();
  expect(await suiro.names()).toEqual(pages[4]);
  for (const names of pages.slice(1, 4).reverse()) {
    const before = page.url();
    await page.getByRole("link", { name: "Previous" }).click();
    await expect(page).not.toHaveURL(before);
    expect(await suiro.names()).toEqual(names);
  }
  await page.getByRole("link", { name: "First page" }).click();
  await expect(page).toHaveURL("/channels");
  expect(await suiro.names()).toEqual(pages[0]);
});

test("the number of rows on a page is a choice, and filters survive paging", async ({
  page,
  suiro,
}) => {
  await suiro.visit("/channels");
  await page.getByRole("combobox", { name: "Rows per page" }).selectOption("100");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText("100 channels on this page")).toBeVisible();
  expect(parameter(page, "limit")).toBe("100");
  await page.getByRole("link", { name: "Next" }).click();
  await expect(page.getByText("20 channels on this page")).toBeVisible();
  expect(parameter(page, "limit")).toBe("100");

  await suiro.visit("/channels?q=0&sort=name&dir=desc");
  await page.getByRole("link", { name: "Next" }).click();
  await expect(page).toHaveURL(/after=/);
  expect(parameter(page, "q")).toBe("0");
  expect(parameter(page, "sort")).toBe("name");
  expect(parameter(page, "dir")).toBe("desc");
  await expect(page.getByRole("searchbox", { name: "Search" })).toHaveValue("0");
});

test("each row leads to its channel, to its form and to its deletion", async ({ page, suiro }) => {
  await suiro.visit("/channels");
  const name = (await suiro.names())[3] ?? "";
  await suiro.row(name).getByRole("link", { name: `Edit “${name}”` }).click();
  await expect(page).toHaveURL(/\/channels\/[^/]+#edit$/);
  await expect(suiro.nameField).toHaveValue(name);
  await suiro.visit("/channels");
  await suiro.row(name).getByRole("link", { name: `Delete “${name}”` }).click();
  await expect(page.getByRole("heading", { name: `Delete “${name}”?` })).toBeVisible();
});

test.describe("with one channel", () => {
  test.use({ channels: 0 });

  test("a channel of today stands on top, and its columns are filled", async ({
    page,
    request,
    suiro,
  }) => {
    await given(request, { type: "sms", name: "Codes", remarks: "For sign-in" });
    await suiro.visit("/channels");
    await expect(page.getByRole("columnheader")).toHaveText([
      /^Channel Name/,
      /^Channel Type/,
      /^Status/,
      "Bound Resource",
      "Remarks",
      /^Created/,
      "Actions",
    ]);
    const row = suiro.row("Codes");
    for (const cell of ["SMS", "Unbound", "None yet", "For sign-in"]) {
      await expect(row.getByRole("cell", { name: cell, exact: true })).toBeVisible();
    }
    await expect(page.getByText("1 channel on this page")).toBeVisible();
    await expect(page.getByRole("link", { name: "Next" })).toHaveCount(0);
  });
});
