import { join, resolve } from "node:path";

import { given } from "./console.ts";
import { expect, test } from "./fixtures.ts";
import { EMPTY, FIRST, OUTSIDE, STATUSES, VIEWS, type Scene, type View } from "./pages.ts";
import { SENDS_MAIL } from "./server.ts";
import { LANGUAGES, WORDS, type Language } from "./words.ts";

test.use({ settings: SENDS_MAIL });

const FOLDER = resolve(import.meta.dirname, "../screenshots");

const SHOWN = [
  "list",
  "created",
  "dialog",
  "new-with-errors",
  "detail",
  "delete",
  "help",
  "members",
  "members-invited",
  "account",
  "confirm",
  "organisation",
  "back-office",
  "tenant",
  "customers",
  "list-of-provider",
  "provider",
  "sign-in-with-errors",
  "forgot-password",
  "invitation",
  "register-with-errors",
];

/** Opens a view, and keeps its picture. */
async function take(view: View, scene: Scene, look: string, language: Language): Promise<void> {
  await view.open(scene);
  const path = join(FOLDER, look, `${view.name}.${language}.png`);
  // A dialog scrolls by itself; a picture of the whole page would cut it off.
  const fullPage = view.name !== "dialog";
  const picture = await scene.suiro.page.screenshot({ path, fullPage });
  expect(picture.length).toBeGreaterThan(5_000);
}

const EXAMPLES = [
  { type: "email", name: "Newsletter", remarks: "" },
  { type: "sms", name: "Appointment reminders", remarks: "Sender ID pending in two countries." },
  { type: "instagram", name: "会员通知", remarks: "仅限华东地区客户" },
  { type: "messenger", name: "Returns & refunds", remarks: "" },
  { type: "viber", name: "配送のお知らせ", remarks: "平日 9:00〜18:00 のみ対応" },
  { type: "whatsapp", name: "Customer support", remarks: "Shared by the day and the night team." },
];

for (const [look, width, theme] of [
  ["light", 1280, "light"],
  ["dark", 1280, "dark"],
  ["narrow", 320, "light"],
  ["wide", 1920, "light"],
] as const) {
  for (const language of LANGUAGES) {
    const words = WORDS[language];
    test.describe(`${look}, in ${words.ownName}`, () => {
      test.use({
        locale: words.browser,
        colorScheme: theme,
        viewport: { width, height: 800 },
        contextOptions: { reducedMotion: "reduce" },
      });

      test("the main pages have their picture taken", async ({
        context,
        guard,
        request,
        server,
        suiro,
      }) => {
        test.setTimeout(90_000);
        guard.expectStatus(...STATUSES);
        const scene = { suiro: suiro.in(words), server, request, id: "" };
        await take(EMPTY, scene, look, language);
        for (const example of EXAMPLES) scene.id = await given(request, example);
        const isShown = ({ name }: View) => SHOWN.includes(name);
        for (const view of VIEWS.filter(isShown)) await take(view, scene, look, language);
        await context.clearCookies();
        for (const view of OUTSIDE.filter(isShown)) await take(view, scene, look, language);
      });

      test.describe("before the console is set up", () => {
        test.use({ signedIn: false });

        test("the first page has its picture taken", async ({ guard, request, server, suiro }) => {
          guard.expectStatus(...STATUSES);
          const scene = { suiro: suiro.in(words), server, request, id: "" };
          for (const view of FIRST) await take(view, scene, look, language);
        });
      });
    });
  }
}
