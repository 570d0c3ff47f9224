import path from "node:path";

import { given } from "./console.ts";
import { expect, test } from "./fixtures.ts";
import { EMPTY, STATUSES, VIEWS, type View } from "./pages.ts";
import { LANGUAGES, WORDS } from "./words.ts";

const FOLDER = path.resolve(import.meta.dirname, "../screenshots");

const SHOWN = ["list", "created", "dialog", "new-with-errors", "detail", "delete", "help"];

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

      test("the main pages have their picture taken", async ({ guard, page, request, suiro }) => {
        test.setTimeout(60_000);
        guard.expectStatus(...STATUSES);
        const person = suiro.in(words);
        const take = async (view: View, id: string) => {
          await view.open(person, id, request);
          const file = path.join(FOLDER, look, `${view.name}.${language}.png`);
          // A dialog scrolls by itself; a picture of the whole page would cut it off.
          const picture = await page.screenshot({ path: file, fullPage: view.name !== "dialog" });
          expect(picture.length).toBeGreaterThan(5_000);
        };
        await take(EMPTY, "");
        let id = "";
        for (const example of EXAMPLES) id = await given(request, example);
        for (const view of VIEWS.filter(({ name }) => SHOWN.includes(name))) await take(view, id);
      });
    });
  }
}
