import { expect, test } from "./fixtures.ts";
import { ADMIN } from "./people.ts";
import { LANGUAGES, WORDS } from "./words.ts";

const CHOSEN = "another horse battery";

for (const language of LANGUAGES) {
  const words = WORDS[language];
  test.describe(`for somebody whose browser prefers ${words.ownName}`, () => {
    test.use({ locale: words.browser });

    test("a link from the operator lets somebody choose another password", async ({
      another,
      guard,
      page,
      server,
      suiro,
    }) => {
      guard.expectStatus(410, 422);
      const link = await server.passwordResetLink(ADMIN.email);
      const owner = (await another()).in(words);
      await owner.visit(link);
      const heading = owner.page.getByRole("heading", { level: 1 });
      await expect(heading).toHaveText(words.resetHeading);
      await expect(owner.field(words.email)).toHaveValue(ADMIN.email);
      await expect(owner.field(words.newPassword)).toHaveAttribute("autocomplete", "new-password");
      await owner.field(words.newPassword).fill("too short");
      await owner.press(words.setPassword);
      await expect(owner.summary).toBeFocused();
      await expect(owner.field(words.newPassword)).toHaveAttribute("aria-invalid", "true");
      await expect(owner.field(words.newPassword)).toHaveValue("");
      await owner.field(words.newPassword).fill(CHOSEN);
      await owner.press(words.setPassword);

      await expect(owner.page).toHaveURL("/sign-in?notice=password-set");
      await expect(owner.notice).toHaveText(/\S/);
      await owner.signIn(ADMIN);
      await expect(owner.summary).toHaveText(words.signInRefused);
      await owner.signIn({ ...ADMIN, password: CHOSEN });
      await expect(owner.page).toHaveURL("/channels");

      await suiro.visit("/channels");
      await expect(page).toHaveURL("/sign-in?return_to=%2Fchannels");
      expect((await page.goto(link))?.status()).toBe(410);
      await expect(page.getByText(words.linkInvalid)).toBeVisible();
    });
  });
}
