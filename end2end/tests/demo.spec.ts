import { toldPeople } from "./demo-people.ts";
import { expect, test } from "./fixtures.ts";
import { LANGUAGES, WORDS } from "./words.ts";

test.use({ demo: true, signedIn: false });

for (const language of LANGUAGES) {
  const words = WORDS[language];
  test.describe(`for somebody whose browser prefers ${words.ownName}`, () => {
    test.use({ locale: words.browser });

    test("every page says that the data is made up", async ({ page, suiro }) => {
      const person = suiro.in(words);
      const banner = page.getByRole("complementary", { name: words.demo });
      for (const address of ["/sign-in", "/help"]) {
        await person.visit(address);
        await expect(banner).toBeVisible();
      }
    });
  });
}

test("everybody whom the program tells of can sign in", async ({ guard, page, server, suiro }) => {
  const told = toldPeople(server.log);
  expect(told.map(({ what }) => what)).toEqual([
    "admin of Aoki Trading",
    "operator of Aoki Trading",
    "viewer of Aoki Trading",
    "admin of Mizube Messaging",
    "operator of Mizube Messaging",
    "account manager",
  ]);
  const banner = page.getByRole("complementary", { name: WORDS.en.demo });
  for (const { email, password, what } of told) {
    await suiro.visit("/sign-in");
    await suiro.signIn({ email, password });
    await expect(page).toHaveURL(what === "account manager" ? "/back-office" : "/channels");
    await expect(banner).toBeVisible();
    await suiro.ready();
    await suiro.signOut();
  }
  // What was configured is not touched: nothing of it is asked for.
  guard.expectStatus(404);
  await page.goto("/nothing");
  await expect(banner).toBeVisible();
});
