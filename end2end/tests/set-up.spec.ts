import { expect, test } from "./fixtures.ts";
import { ADMIN, ORGANISATION, setUp } from "./people.ts";
import { LANGUAGES, WORDS } from "./words.ts";

test.use({ signedIn: false });

for (const language of LANGUAGES) {
  const words = WORDS[language];
  test.describe(`for somebody whose browser prefers ${words.ownName}`, () => {
    test.use({ locale: words.browser });

    test("the first start leads to the first channel", async ({ page, server, suiro }) => {
      const person = suiro.in(words);
      await person.visit(await server.setUpLink());
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.setUpHeading);
      await expect(page).toHaveTitle(`${words.setUpHeading} · Suiro`);
      await expect(page.getByRole("navigation")).toHaveCount(0);
      await person.field(words.yourName).fill("  阿部 花子 ");
      await person.field(words.email).fill(" Hanako@Example.COM ");
      await person.field(words.newPassword).fill("水 と 光 と 風 と 土");
      await person.field(words.organisation).fill("水路株式会社");
      await person.press(words.setUp);

      await expect(page).toHaveURL("/account/second-factor");
      await page.getByRole("link", { name: words.notNow }).click();
      await expect(page).toHaveURL("/channels");
      await expect(page.getByRole("heading", { name: words.emptyHeading })).toBeVisible();
      await expect(person.viewer.locator("summary")).toContainText("阿部 花子 水路株式会社");
      await person.create({ type: "WhatsApp", name: "First" });
      await person.expectUsage(1, 100);
      await person.signOut();
      await person.signIn({ email: "hanako@example.com", password: "水 と 光 と 風 と 土" });
      await expect(person.row("First")).toBeVisible();
    });

    test("a link that was used says so, before and after the form", async ({
      guard,
      page,
      server,
      suiro,
    }) => {
      guard.expectStatus(410);
      const person = suiro.in(words);
      const link = await server.setUpLink();
      await person.visit(link);
      await setUp(link);
      await person.field(words.yourName).fill("Too Late");
      await person.field(words.email).fill("late@example.com");
      await person.field(words.newPassword).fill("correct horse battery");
      await person.field(words.organisation).fill("Another company");
      await person.press(words.setUp);
      for (const again of [false, true]) {
        if (again) expect((await page.goto(link))?.status()).toBe(410);
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.refused);
        await expect(page.getByText(words.linkInvalid)).toBeVisible();
        await expect(page.getByText("Link.Invalid", { exact: true })).toBeVisible();
      }
      await page.getByRole("main").getByRole("link").click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.signIn);
      await person.signIn(ADMIN);
      await expect(person.viewer).toContainText(ORGANISATION);
    });
  });
}

test("a wrong form keeps what was typed, but no password", async ({
  guard,
  page,
  server,
  suiro,
}) => {
  guard.expectStatus(422);
  await suiro.visit(await server.setUpLink());
  await suiro.press("Set up");
  await expect(suiro.summary).toBeFocused();
  await expect(suiro.summary).toContainText("Please correct the following");
  await expect(suiro.summary.getByRole("link")).toHaveText([
    "Your name: Enter your name.",
    "E-mail address: Enter an e-mail address.",
    "New password: Enter a password.",
    "Organisation: Enter the name of the organisation.",
  ]);

  await suiro.field("Your name").fill('Ada "Countess" <King>');
  await suiro.field("E-mail address").fill("ada@");
  await suiro.field("New password").fill("too short");
  await suiro.field("Organisation").fill("Engines & 水");
  await suiro.press("Set up");
  await expect(suiro.summary.getByRole("link")).toHaveText([
    "E-mail address: Enter an e-mail address such as ada@example.com.",
    "New password: Use a password of at least 12 characters.",
  ]);
  await expect(suiro.field("Your name")).toHaveValue('Ada "Countess" <King>');
  await expect(suiro.field("E-mail address")).toHaveValue("ada@");
  await expect(suiro.field("E-mail address")).toHaveAttribute("aria-invalid", "true");
  await expect(suiro.field("E-mail address")).toHaveAccessibleDescription(/such as ada@example/);
  await expect(suiro.field("New password")).toHaveValue("");
  await expect(suiro.field("New password")).toHaveAccessibleDescription(
    /^At least 12 characters\..* Use a password of at least 12 characters\.$/,
  );
  await expect(suiro.field("Organisation")).toHaveValue("Engines & 水");
  await expect(suiro.field("Organisation")).not.toHaveAttribute("aria-invalid");
  expect(await page.content()).not.toContain("too short");
  await suiro.summary.getByRole("link", { name: /^New password/ }).click();
  await expect(suiro.field("New password")).toBeFocused();

  await suiro.field("E-mail address").fill("ada.king@example.com");
  for (const easy of ["123456789123", "ADA.King@example.com"]) {
    await suiro.field("New password").fill(easy);
    await suiro.press("Set up");
    await expect(suiro.summary.getByRole("link")).toHaveText(
      /^New password: This password is among the first that others would try\./,
    );
    await expect(suiro.field("New password")).toHaveValue("");
  }

  await suiro.field("New password").fill("analytical engine");
  await suiro.press("Set up");
  await expect(page).toHaveURL("/account/second-factor");
  await suiro.visit("/channels");
  await expect(suiro.viewer.locator("summary")).toContainText('Ada "Countess" <King>');
  await expect(suiro.viewer.locator("summary")).toContainText("Engines & 水");
});

test("a password manager is told what belongs into the form", async ({ server, suiro }) => {
  await suiro.visit(await server.setUpLink());
  for (const [label, type, autocomplete] of [
    ["Your name", "text", "name"],
    ["E-mail address", "email", "username"],
    ["New password", "password", "new-password"],
    ["Organisation", "text", "organization"],
  ] as const) {
    await expect(suiro.field(label)).toHaveAttribute("type", type);
    await expect(suiro.field(label)).toHaveAttribute("autocomplete", autocomplete);
  }
});

test("each start prints another link, until somebody has used one", async ({
  guard,
  page,
  server,
  suiro,
}) => {
  guard.expectStatus(410);
  const replaced = await server.setUpLink();
  await server.restart();
  const link = await server.setUpLink();
  expect(link).not.toBe(replaced);
  expect((await page.goto(replaced))?.status()).toBe(410);
  await suiro.visit(link);
  await expect(page.getByRole("heading", { name: "Set up Suiro" })).toBeVisible();

  await setUp(link);
  await server.restart();
  await suiro.visit("/channels");
  await suiro.signIn(ADMIN);
  await expect(page).toHaveURL("/channels");
  expect(server.log.match(/^Set up Suiro here/gm)).toHaveLength(2);
});

test("before that nobody gets in", async ({ guard, page, suiro }) => {
  guard.expectStatus(422);
  await suiro.visit("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
  await suiro.signIn(ADMIN);
  await expect(suiro.summary).toContainText(WORDS.en.signInRefused);
});

test.describe("with channels from before", () => {
  test.use({ channels: 3 });

  test("they belong to the organisation that is set up", async ({ page, server, suiro }) => {
    await suiro.visit(await server.setUpLink());
    await suiro.field("Your name").fill(ADMIN.name);
    await suiro.field("E-mail address").fill(ADMIN.email);
    await suiro.field("New password").fill(ADMIN.password);
    await suiro.field("Organisation").fill("New name");
    await suiro.press("Set up");
    await page.getByRole("link", { name: "Not now" }).click();
    await suiro.expectUsage(3, 100);
    await expect(page.getByRole("rowheader")).toHaveCount(3);
    await expect(suiro.viewer.locator("summary")).toContainText("New name");
  });
});
