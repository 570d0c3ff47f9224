import type { Page } from "@playwright/test";

import { expect, test } from "./fixtures.ts";
import { ADMIN, setUp } from "./people.ts";
import { LANGUAGES, WORDS } from "./words.ts";

test.use({ signedIn: false });

test.beforeEach(async ({ server }) => {
  await setUp(await server.setUpLink());
});

/** The cookie of the session. */
async function session(page: Page) {
  return (await page.context().cookies()).find(({ name }) => name === "suiro_session");
}

for (const language of LANGUAGES) {
  const words = WORDS[language];
  test.describe(`for somebody whose browser prefers ${words.ownName}`, () => {
    test.use({ locale: words.browser });

    test("a person signs in, out, and in again", async ({ page, suiro }) => {
      const person = suiro.in(words);
      await person.visit("/");
      await expect(page).toHaveURL("/sign-in?return_to=%2Fchannels");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.signIn);
      await expect(page).toHaveTitle(`${words.signIn} · Suiro`);
      await expect(page.getByRole("navigation")).toHaveCount(0);
      await person.signIn({ ...ADMIN, email: ` ${ADMIN.email.toUpperCase()} ` });
      await expect(page).toHaveURL("/channels");
      await expect(person.viewer.locator("summary")).toContainText(ADMIN.name);
      await person.ready();

      await person.signOut();
      await expect(page).toHaveURL("/sign-in?notice=signed-out");
      expect(await session(page)).toBeUndefined();
      await page.goBack();
      await expect(page).toHaveURL("/sign-in?return_to=%2Fchannels");
      await expect(page.getByText(words.emptyHeading)).toHaveCount(0);
      await person.ready();
      await person.signIn(ADMIN);
      await expect(page.getByRole("heading", { name: words.emptyHeading })).toBeVisible();
    });

    test("nobody is told whether an address is known", async ({ guard, page, suiro }) => {
      guard.expectStatus(422);
      const person = suiro.in(words);
      const answers: string[] = [];
      for (const email of [ADMIN.email, "nobody@example.com"]) {
        await person.visit("/sign-in");
        await person.signIn({ email, password: "wrong horse battery" });
        await expect(person.summary).toBeFocused();
        await expect(person.summary).toHaveText(words.signInRefused);
        await expect(person.field(words.email)).toHaveValue(email);
        await expect(person.field(words.password)).toHaveValue("");
        expect(await page.content()).not.toContain("wrong horse battery");
        answers.push((await page.getByRole("main").innerHTML()).replaceAll(email, ""));
      }
      expect(answers[0]).toBe(answers[1]);
    });

    test("the password is confirmed, and the way goes on", async ({ guard, page, suiro }) => {
      guard.expectStatus(422);
      const person = suiro.in(words);
      await person.visit("/confirm?return_to=%2Fmembers");
      await person.signIn(ADMIN);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.confirmHeading);
      const before = await session(page);
      await person.field(words.password).fill("wrong horse battery");
      await person.press(words.confirm);
      await expect(person.summary).toBeFocused();
      await expect(person.field(words.password)).toHaveAttribute("aria-invalid", "true");
      await expect(person.field(words.password)).toHaveValue("");
      await person.field(words.password).fill(ADMIN.password);
      await person.press(words.confirm);
      await expect(page).toHaveURL("/members");
      const after = await session(page);
      expect(after?.value).toMatch(/^[0-9a-f]{64}$/);
      expect(after?.value).not.toBe(before?.value);
    });
  });
}

test("the session is a cookie that no script and no other site can use", async ({
  context,
  page,
  suiro,
}) => {
  await suiro.visit("/sign-in");
  await suiro.signIn(ADMIN);
  await expect(page).toHaveURL("/channels");
  const common = { httpOnly: true, sameSite: "Lax", path: "/", domain: "127.0.0.1" };
  expect(await session(page)).toMatchObject({ ...common, expires: -1 });
  const device = (await context.cookies()).find(({ name }) => name === "suiro_device");
  expect(device).toMatchObject(common);
  expect(device?.expires).toBeGreaterThan(Date.now() / 1000 + 300 * 86_400);
  expect(await page.evaluate(() => document.cookie)).toBe("");
});

test("signing in leads to the page that was asked for", async ({ context, page, suiro }) => {
  for (const address of ["/channels?q=%E6%B0%B4&sort=name&dir=asc", "/members", "/account"]) {
    await suiro.visit(address);
    await expect(page).toHaveURL(`/sign-in?return_to=${encodeURIComponent(address)}`);
    await suiro.signIn(ADMIN);
    await expect(page).toHaveURL(address);
    await context.clearCookies();
  }
});

test("the page that was asked for survives mistakes and changes of language", async ({
  guard,
  page,
  suiro,
}) => {
  guard.expectStatus(422);
  const heading = page.getByRole("heading", { level: 1 });
  await suiro.visit("/members");
  await page.getByText("Language", { exact: true }).click();
  await page.getByRole("button", { name: "日本語" }).click();
  await expect(heading).toHaveText(WORDS.ja.signIn);
  const reader = suiro.in(WORDS.ja);
  await reader.signIn({ ...ADMIN, password: "wrong horse battery" });
  await expect(reader.summary).toHaveText(WORDS.ja.signInRefused);
  await page.getByText("言語", { exact: true }).click();
  await page.getByRole("button", { name: "English" }).click();
  await expect(heading).toHaveText("Sign in");
  await suiro.signIn(ADMIN);
  await expect(page).toHaveURL("/members");
});

test("signing in never leads to another site", async ({ context, page, suiro }) => {
  for (const address of [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "/\t/evil.example/",
    "\\\\evil.example/",
    "javascript:alert(1)",
  ]) {
    await suiro.visit(`/sign-in?return_to=${encodeURIComponent(address)}`);
    await suiro.signIn(ADMIN);
    await expect(page).toHaveURL("/channels");
    await context.clearCookies();
  }
});

test("what is missing is said beside its field and in a summary", async ({
  guard,
  page,
  suiro,
}) => {
  guard.expectStatus(422);
  await suiro.visit("/sign-in");
  await suiro.press("Sign in");
  await expect(suiro.summary).toBeFocused();
  await expect(suiro.summary).toContainText("Please correct the following");
  const links = suiro.summary.getByRole("link");
  await expect(links).toHaveText([
    "E-mail address: Enter an e-mail address.",
    "Password: Enter a password.",
  ]);
  for (const [label, sentence] of [
    ["E-mail address", "Enter an e-mail address."],
    ["Password", "Enter a password."],
  ] as const) {
    await expect(suiro.field(label)).toHaveAttribute("aria-invalid", "true");
    await expect(suiro.field(label)).toHaveAccessibleDescription(sentence);
    await links.filter({ hasText: `${label}:` }).click();
    await expect(suiro.field(label)).toBeFocused();
  }
  await page.keyboard.type(ADMIN.password);
  await suiro.field("E-mail address").fill(ADMIN.email);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/channels");
});

test("a password manager is told what belongs into the forms", async ({ page, suiro }) => {
  await suiro.visit("/sign-in?return_to=/confirm");
  await expect(suiro.field("E-mail address")).toHaveAttribute("autocomplete", "username");
  await expect(suiro.field("Password")).toHaveAttribute("autocomplete", "current-password");
  await expect(suiro.field("Password")).toHaveAttribute("type", "password");
  await suiro.signIn(ADMIN);
  await expect(page).toHaveURL("/confirm");
  const known = suiro.field("E-mail address");
  await expect(known).toHaveAttribute("autocomplete", "username");
  await expect(known).toHaveValue(ADMIN.email);
  await expect(known).not.toBeEditable();
  await expect(suiro.field("Password")).toHaveAttribute("autocomplete", "current-password");
});

test("many wrong passwords have to wait", async ({ guard, suiro }) => {
  guard.expectStatus(422, 429);
  await suiro.visit("/sign-in");
  // Each wait is twice as long as the one before, so that no machine is too slow for the last.
  const wait = suiro.summary.getByText(/^Too many wrong attempts\. Try again in \d+ seconds?\.$/);
  for (let attempt = 0; attempt < 15 && !(await wait.isVisible()); attempt += 1) {
    await suiro.signIn({ ...ADMIN, password: "wrong horse battery" });
    await expect(suiro.field("Password")).toHaveValue("");
    await expect(suiro.summary).toBeFocused();
  }
  await expect(wait).toBeVisible();
});

test("a form that is sent after the session has ended does nothing and says so", async ({
  context,
  guard,
  page,
  suiro,
}) => {
  guard.expectStatus(401);
  await suiro.visit("/sign-in?return_to=/channels/new?type=sms");
  await suiro.signIn(ADMIN);
  await expect(page).toHaveURL("/channels/new?type=sms");
  await suiro.ready();
  await suiro.fill({ name: "Too late" });
  await context.clearCookies({ name: "suiro_session" });
  await suiro.pressOk();
  await expect(suiro.summary).toContainText("your session has ended. Nothing was changed");
  await expect(suiro.summary).toBeFocused();
  await suiro.signIn(ADMIN);
  await expect(page).toHaveURL("/channels/new");
  await suiro.visit("/channels");
  await suiro.expectUsage(0, 100);
});

test("help is there for everybody, without the way into the console", async ({ page, suiro }) => {
  await suiro.visit("/help");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Help");
  await expect(page.getByRole("navigation")).toHaveCount(0);
  await page.getByRole("banner").getByRole("link", { name: "Suiro" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
});
