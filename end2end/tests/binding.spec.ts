import { expect, test } from "./fixtures.ts";
import { ACCOUNTS, type Account, Platforms, authorise } from "./platforms.ts";
import { demoPeople } from "./demo-people.ts";
import { LANGUAGES, WORDS } from "./words.ts";

test.use({ demo: true, signedIn: false });
test.setTimeout(90_000);

test.beforeEach(async ({ guard, locale, server, suiro }) => {
  guard.allow(new Platforms(server.log).origin);
  const language = LANGUAGES.find((one) => WORDS[one].browser === locale) ?? "en";
  await suiro.visit("/sign-in");
  await suiro.in(WORDS[language]).signIn(demoPeople(server.log).admin);
  await suiro.ready();
});

for (const [key, account] of Object.entries<Account>(ACCOUNTS)) {
  if (key === "clinic") continue;
  test(`a ${account.type} channel is bound, and proves itself by a message`, async ({
    page,
    server,
    suiro,
  }) => {
    const platforms = new Platforms(server.log);
    const name = `Trial of ${account.type}`;
    await suiro.create({ type: account.type, name });
    const bind = ["SMS", "Email"].includes(account.type) ? "Configure" : "Bind";
    await suiro.row(name).getByRole("link", { name: `${bind} “${name}”` }).click();
    await expect(page.getByText("Simulated platform").last()).toBeVisible();
    await suiro.press("Start");
    await authorise(suiro, account, platforms);
    await expect(page.getByRole("main")).toContainText(account.name);
    await suiro.press("Confirm");
    await expect(suiro.notice.filter({ hasText: "The channel is bound." })).toBeVisible();
    await suiro.ready();

    // Most platforms let nobody be written to who has not written first.
    await platforms.write(account, "Is the shop open?");
    await suiro.field("Recipient").fill(account.customer);
    await suiro.press("Send test message");
    await expect(suiro.notice.filter({ hasText: "was handed over" })).toBeVisible();
    const test = page.getByRole("region", { name: "Test message" });
    await expect(test.getByRole("listitem").first()).toContainText(account.customer);
    await expect(async () => {
      await suiro.reload();
      await expect(test.getByRole("listitem").first()).toContainText(
        // Instagram tells only what was read; a mail server takes a mail, and that is all.
        ["Instagram", "Email"].includes(account.type)
          ? /Taken by the platform|Read/
          : /Delivered|Read/,
        { timeout: 100 },
      );
    }).toPass();
    await suiro.visit("/channels");
    await expect(suiro.row(name)).toContainText("Bound");
    await expect(suiro.row(name)).toContainText(account.name);
  });
}

test("a channel gets another account, and goes back to the one before", async ({
  page,
  server,
  suiro,
}) => {
  const name = "Two accounts";
  await suiro.create({ type: "Viber", name });
  await suiro.row(name).getByRole("link", { name: `Bind “${name}”` }).click();
  await suiro.press("Start");
  await authorise(suiro, ACCOUNTS.viber);
  await suiro.press("Confirm");
  await suiro.ready();
  const account = page.getByRole("region", { name: "Account" });
  await account.getByRole("button", { name: "Use another account" }).click();
  await authorise(suiro, ACCOUNTS.clinic);
  // It is tried while the present one stays in use.
  await expect(page.getByRole("region", { name: "Test message" })).toBeVisible();
  await suiro.press("Confirm");
  await expect(account).toContainText("Riverside Clinic");
  await expect(account).toContainText("The previous account, Hoshino Tea, is kept");
  await account.getByRole("button", { name: "Go back to it" }).click();
  await expect(suiro.notice.filter({ hasText: "its previous account again" })).toBeVisible();
  await expect(account).toContainText("Hoshino Tea");
  // The same account with a new authorisation.
  await account.getByRole("button", { name: "Authorise again" }).click();
  await authorise(suiro, ACCOUNTS.viber);
  await suiro.press("Confirm");
  await expect(suiro.notice.filter({ hasText: "The channel is bound." })).toBeVisible();
  expect(server.log).not.toContain("ERROR");
});

test("one person binds a channel at a time, and an account has one channel", async ({
  another,
  guard,
  page,
  server,
  suiro,
}) => {
  guard.expectStatus(409);
  await suiro.create({ type: "Viber", name: "First" });
  await suiro.row("First").getByRole("link", { name: "Bind “First”" }).click();
  const flow = page.url();
  await suiro.press("Start");
  await suiro.ready();

  const colleague = await another();
  await colleague.visit("/sign-in");
  await colleague.signIn(demoPeople(server.log).operator);
  await colleague.visit(flow);
  const busy = colleague.notice.filter({ hasText: "ada@aoki.example is binding this channel" });
  await expect(busy).toBeVisible();
  await expect(colleague.page.getByRole("button", { name: "Start" })).toHaveCount(0);
  // The flow is left, and found again where it was.
  await suiro.visit("/channels");
  await expect(suiro.row("First")).toContainText("Binding");
  await suiro.visit(flow);
  await authorise(suiro, ACCOUNTS.viber);
  await suiro.visit(flow);
  await suiro.press("Confirm");
  await suiro.ready();

  await suiro.create({ type: "Viber", name: "Second" });
  await suiro.row("Second").getByRole("link", { name: "Bind “Second”" }).click();
  await suiro.press("Start");
  await authorise(suiro, ACCOUNTS.viber);
  await suiro.press("Confirm");
  await expect(suiro.summary).toContainText("This account is bound to another channel already.");
  await suiro.press("Cancel binding");
  await expect(suiro.notice.filter({ hasText: "The binding was cancelled." })).toBeVisible();
});

for (const language of LANGUAGES) {
  const words = WORDS[language];
  test.describe(`for somebody whose browser prefers ${words.ownName}`, () => {
    test.use({ locale: words.browser });
    test("a refused token is explained", async ({ page, server, suiro: stranger }) => {
      const suiro = stranger.in(words);
      await suiro.visit("/channels");
      await suiro.create({ type: "Viber", name: "Refused" });
      await suiro.row("Refused").getByRole("link", { name: words.bindNamed("Refused") }).click();
      await suiro.press(words.start);
      await page.getByRole("textbox").last().fill("a token that nobody knows");
      await suiro.press(words.findAccount);
      const problem = suiro.notice.filter({ hasText: words.credentialsRefused });
      await expect(problem).toBeVisible();
      await expect(problem).toContainText(words.tenantActs);
      await problem.locator("summary").click();
      await expect(problem).toContainText("invalidAuthToken");
      expect(server.log).not.toContain("a token that nobody knows");
    });
  });
}
