import { given } from "./console.ts";
import { expect, test } from "./fixtures.ts";
import { EMPTY, LONG, STATUSES, VIEWS } from "./pages.ts";
import { LANGUAGES, WORDS } from "./words.ts";

test.use({ viewport: { width: 320, height: 640 }, channels: 30 });

for (const language of LANGUAGES) {
  const words = WORDS[language];
  test.describe(`on a screen 320 px wide, in ${words.ownName}`, () => {
    test.use({ locale: words.browser });

    test("no page has to be scrolled sideways", async ({ guard, page, request, suiro }) => {
      guard.expectStatus(...STATUSES);
      const id = await given(request, LONG);
      const tooWide: string[] = [];
      for (const view of VIEWS.filter(({ alive }) => suiro.javaScript || !alive)) {
        await view.open(suiro.in(words), id, request);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        if (width > 320) tooWide.push(`${view.name}: ${width} px`);
      }
      expect(tooWide).toEqual([]);
    });
  });
}

test.describe("without channels", () => {
  test.use({ channels: 0 });

  test("the first page fits 320 px, and language and theme can be reached", async ({
    page,
    suiro,
  }) => {
    await EMPTY.open(suiro, "", page.request);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    for (const [menu, button] of [
      ["Language", "日本語"],
      ["Appearance", "Dark"],
    ] as const) {
      await page.getByRole("banner").getByRole("group").filter({ hasText: menu })
        .locator("summary").click();
      const item = page.getByRole("button", { name: button });
      await expect(item).toBeVisible();
      await expect(item).toBeInViewport({ ratio: 1 });
    }
  });
});

test("a row is a card that still names its values", async ({ page, suiro }) => {
  await suiro.visit("/channels?limit=25");
  await expect(page.getByText("25 channels on this page")).toBeVisible();
  await page.getByRole("link", { name: /^Edit “/ }).first().click();
  await expect(page).toHaveURL(/#edit$/);
  await expect(suiro.nameField).toBeVisible();
});
