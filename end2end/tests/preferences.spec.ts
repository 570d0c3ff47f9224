import type { Page } from "@playwright/test";

import { given } from "./console.ts";
import { expect, test } from "./fixtures.ts";
import { ADMIN, VIEWER, invite, join, signIn } from "./people.ts";
import { LANGUAGES, WORDS } from "./words.ts";

/** The colour behind the page. */
function canvas(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
}

const LIGHT = "rgb(245, 247, 248)";
const DARK = "rgb(18, 24, 27)";

for (const [browser, language, tag] of [
  ["en-US", "en", "en"],
  ["ja", "ja", "ja"],
  ["zh-CN", "zh", "zh-Hans"],
  ["de-DE", "en", "en"],
] as const) {
  test.describe(`with a browser set to ${browser}`, () => {
    test.use({ locale: browser });

    test(`the console speaks ${WORDS[language].ownName}`, async ({ page, suiro }) => {
      await suiro.visit("/channels");
      await expect(page.locator("html")).toHaveAttribute("lang", tag);
      const words = WORDS[language];
      await expect(page.getByRole("heading", { name: words.emptyHeading })).toBeVisible();
      await expect(page).toHaveTitle(`${words.channelManagement} · Suiro`);
    });
  });
}

test("a person's choice of language counts more than the browser's, and lasts", async ({
  context,
  page,
  request,
  suiro,
}) => {
  await given(request, { name: "Orders" });
  let words: (typeof WORDS)[keyof typeof WORDS] = WORDS.en;
  for (const language of ["ja", "zh", "en", "ja"] as const) {
    await suiro.visit("/channels?q=Orders&sort=name&dir=asc");
    await page.getByText(words.language, { exact: true }).click();
    await page.getByRole("button", { name: WORDS[language].ownName }).click();
    words = WORDS[language];
    await expect(page.getByRole("heading", { name: words.channelManagement })).toBeVisible();
    await expect(page).toHaveURL("/channels?q=Orders&sort=name&dir=asc");
    await expect(suiro.row("Orders")).toContainText(words.unbound);
  }
  const other = await context.newPage();
  await other.goto("/help");
  await expect(other.getByRole("heading", { level: 1 })).toHaveText(WORDS.ja.help);
  const cookie = (await context.cookies()).find(({ name }) => name === "suiro_locale");
  expect(cookie).toMatchObject({ value: "ja", httpOnly: true, sameSite: "Lax" });
  expect(cookie?.expires).toBeGreaterThan(Date.now() / 1000 + 300 * 86_400);
});

test("the menu says which language and which theme are chosen", async ({ page, suiro }) => {
  await suiro.visit("/help");
  for (const [menu, button, chosen] of [
    ["Language", "English", true],
    ["Language", "日本語", false],
    ["Appearance", "System", true],
    ["Appearance", "Dark", false],
  ] as const) {
    const item = page.getByRole("button", { name: button });
    if (!(await item.isVisible())) await page.getByText(menu, { exact: true }).click();
    await expect(item).toHaveAttribute("aria-pressed", String(chosen));
  }
});

test("the theme follows the system until a person chooses one", async ({ page, suiro }) => {
  const choose = async (theme: string) => {
    await page.getByText("Appearance", { exact: true }).click();
    await page.getByRole("button", { name: theme, exact: true }).click();
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme.toLowerCase());
    await suiro.ready();
  };
  await suiro.visit("/channels");
  expect(await canvas(page)).toBe(LIGHT);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await canvas(page)).toBe(DARK);

  await choose("Light");
  expect(await canvas(page)).toBe(LIGHT);
  await suiro.visit("/help");
  expect(await canvas(page)).toBe(LIGHT);

  await page.emulateMedia({ colorScheme: "light" });
  await choose("Dark");
  expect(await canvas(page)).toBe(DARK);
  await suiro.reload();
  expect(await canvas(page)).toBe(DARK);

  await choose("System");
  expect(await canvas(page)).toBe(LIGHT);
});

test("a choice that is made on a page with mistakes leads to a page that exists", async ({
  guard,
  page,
  request,
  suiro,
}) => {
  guard.expectStatus(422);
  const id = await given(request, { name: "Doomed" });
  await suiro.visit(`/channels/${id}/delete`);
  await page.getByRole("button", { name: "Delete for good" }).click();
  await expect(suiro.summary).toBeVisible();
  await page.getByText("Language", { exact: true }).click();
  await page.getByRole("button", { name: "日本語" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("「Doomed」を削除しますか？");
});

for (const language of LANGUAGES) {
  const words = WORDS[language];
  test.describe(`for somebody whose browser prefers ${words.ownName}`, () => {
    test.use({ locale: words.browser });

    test("every page keeps to one language", async ({ page, request, server, suiro }) => {
      const id = await given(request, { type: "sms", name: "1234" });
      await join(request, VIEWER, "viewer");
      await signIn(server.url, ADMIN);
      const invitation = await invite(request, "kim@example.com", "operator");
      for (const address of [
        "/channels",
        "/channels/new",
        `/channels/${id}`,
        `/channels/${id}/delete`,
        "/help",
        "/members",
        "/account",
        "/confirm?notice=again",
        "/sign-in",
        invitation,
      ]) {
        await suiro.visit(address);
        const text = await page.getByRole("main").innerText();
        const kana = /[\u3040-\u30ff]/.test(text);
        const han = /[\u4e00-\u9fff]/.test(text);
        expect({ address, kana, han }).toEqual({
          address,
          kana: language === "ja",
          han: language !== "en",
        });
      }
    });
  });
}
