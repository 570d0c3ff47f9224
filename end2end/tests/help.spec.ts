import { expect, test } from "./fixtures.ts";
import { LANGUAGES, WORDS } from "./words.ts";

for (const language of LANGUAGES) {
  const words = WORDS[language];
  test.describe(`for somebody whose browser prefers ${words.ownName}`, () => {
    test.use({ locale: words.browser });

    test("help explains the types, the life cycle and the usual questions", async ({
      page,
      suiro,
    }) => {
      await suiro.visit("/channels");
      await page.getByRole("navigation").getByRole("link", { name: words.help }).click();
      await expect(page).toHaveURL("/help");
      await expect(page.getByRole("heading", { level: 1, name: words.help })).toBeVisible();
      await expect(page.getByRole("heading", { name: words.typesHeading })).toBeVisible();
      await expect(page.getByRole("rowheader")).toHaveText([
        "WhatsApp",
        "Viber",
        "Messenger",
        "Instagram",
        "SMS",
        "Email",
      ]);
      for (const step of words.lifeCycle) {
        await expect(page.getByRole("strong").getByText(step, { exact: true })).toBeVisible();
      }
      const questions = page.getByRole("main").getByRole("group");
      await expect(questions).toHaveCount(5);
      for (const question of await questions.all()) {
        const answer = question.getByRole("paragraph").first();
        await expect(answer).toBeHidden();
        await question.locator("summary").click();
        await expect(answer).toBeVisible();
      }
    });
  });
}
