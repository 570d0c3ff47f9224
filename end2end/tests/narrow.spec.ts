import { given, type Console } from "./console.ts";
import { expect, test } from "./fixtures.ts";
import {
  EMPTY,
  FIRST,
  LONG,
  LONG_PERSON,
  OUTSIDE,
  STATUSES,
  VIEWS,
  type Scene,
  type View,
} from "./pages.ts";
import { SENDS_MAIL } from "./server.ts";
import { LANGUAGES, WORDS } from "./words.ts";

/** Which of the views are wider than the screen. */
async function tooWide(views: View[], scene: Scene): Promise<string[]> {
  const found: string[] = [];
  for (const view of views.filter(({ alive }) => scene.suiro.javaScript || !alive)) {
    await view.open(scene);
    const width = await widthOf(scene.suiro);
    if (width > 320) found.push(`${view.name}: ${width} px`);
  }
  return found;
}

function widthOf({ page }: Console): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth);
}

test.use({ viewport: { width: 320, height: 640 }, channels: 30, settings: SENDS_MAIL });

for (const language of LANGUAGES) {
  const words = WORDS[language];
  test.describe(`on a screen 320 px wide, in ${words.ownName}`, () => {
    test.use({ locale: words.browser });

    test("no page has to be scrolled sideways", async ({
      context,
      guard,
      request,
      server,
      suiro,
    }) => {
      test.setTimeout(60_000);
      guard.expectStatus(...STATUSES);
      const id = await given(request, LONG);
      const scene = { suiro: suiro.in(words), server, request, id };
      const found = await tooWide(VIEWS, scene);
      await context.clearCookies();
      expect([...found, ...(await tooWide(OUTSIDE, scene))]).toEqual([]);
    });

    test.describe("before the console is set up", () => {
      test.use({ signedIn: false });

      test("the first page fits", async ({ guard, request, server, suiro }) => {
        guard.expectStatus(...STATUSES);
        const scene = { suiro: suiro.in(words), server, request, id: "" };
        expect(await tooWide(FIRST, scene)).toEqual([]);
      });
    });
  });
}

test.describe("for a person and an organisation with the longest names", () => {
  test.use({ signedIn: false });

  test("no page has to be scrolled sideways", async ({ server, suiro }) => {
    await suiro.visit(await server.setUpLink());
    await suiro.field("Your name").fill(LONG_PERSON.name);
    await suiro.field("E-mail address").fill(LONG_PERSON.email);
    await suiro.field("New password").fill(LONG_PERSON.password);
    await suiro.field("Organisation").fill("M".repeat(200));
    await suiro.press("Set up");
    await expect(suiro.page).toHaveURL("/account/second-factor");
    await suiro.visit("/members");
    await suiro.field("E-mail address").fill("somebody@example.com");
    await suiro.press("Invite");
    const invitation = await suiro.notice.getByRole("code").innerText();
    const widths: [string, number][] = [];
    const addresses = ["/channels", "/members", "/account", "/confirm", invitation];
    for (const address of addresses) {
      await suiro.visit(address);
      widths.push([address, await widthOf(suiro)]);
    }
    expect(widths).toEqual(addresses.map((address) => [address, 320]));
  });
});

test.describe("without channels", () => {
  test.use({ channels: 0 });

  test("the first page fits 320 px, and language and theme can be reached", async ({
    page,
    request,
    server,
    suiro,
  }) => {
    await EMPTY.open({ suiro, server, request, id: "" });
    expect(await widthOf(suiro)).toBe(320);
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
