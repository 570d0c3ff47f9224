import { expect, test as base } from "./fixtures.ts";
import { Mailbox } from "./mailbox.ts";
import { ADMIN, OPERATOR, ORGANISATION, signIn } from "./people.ts";
import { WORDS } from "./words.ts";

const CHOSEN = "another horse battery";

/** A console that sends mail, and where it arrives. */
const test = base.extend<{ mailbox: Mailbox }>({
  mailbox: async ({}, use) => {
    const mailbox = await Mailbox.open();
    await use(mailbox);
    mailbox.close();
  },
  settings: async ({ mailbox }, use) => {
    await use(mailbox.settings);
  },
});

test("an invitation arrives, and lets somebody in", async ({ another, mailbox, page, suiro }) => {
  await suiro.visit("/members");
  await suiro.field("E-mail address").fill(OPERATOR.email);
  await suiro.press("Invite");
  await expect(suiro.notice).toContainText(`on its way to ${OPERATOR.email}`);
  const mail = await mailbox.next(OPERATOR.email);
  expect(mail.from).toBe("suiro@example.com");
  expect(mail.subject).toBe(`Join ${ORGANISATION} on Suiro`);
  expect(mail.headers.get("auto-submitted")).toBe("auto-generated");
  expect(mail.headers.get("message-id")).toMatch(/^<ml_[0-9a-z]{26}@example\.com>$/);
  const link = /^http:\S+$/m.exec(mail.text)?.[0] ?? "";
  expect(link).not.toBe(await suiro.notice.getByRole("code").innerText());

  const row = page.getByRole("row").filter({ hasText: OPERATOR.email });
  await expect(async () => {
    await suiro.visit("/members");
    await expect(row).toContainText("The mail was sent.", { timeout: 100 });
  }).toPass();
  const colleague = await another();
  await colleague.visit(link);
  await colleague.field("Your name").fill(OPERATOR.name);
  await colleague.field("New password").fill(OPERATOR.password);
  await colleague.press("Join");
  await expect(colleague.page).toHaveURL("/channels");
});

test.describe("for somebody whose browser prefers Japanese", () => {
  test.use({ locale: "ja-JP" });

  test("a forgotten password is chosen anew through a mail", async ({
    another,
    guard,
    mailbox,
    page,
    suiro,
  }) => {
    guard.expectStatus(422);
    const words = WORDS.ja;
    const owner = (await another()).in(words);
    await owner.visit("/sign-in");
    await owner.page.getByRole("link", { name: words.forgotHeading }).click();
    await expect(owner.page.getByRole("heading", { level: 1 })).toHaveText(words.forgotHeading);
    await owner.ready();
    await owner.press(words.sendLink);
    await expect(owner.summary).toBeFocused();
    await owner.field(words.email).fill(ADMIN.email);
    await owner.press(words.sendLink);
    await expect(owner.page).toHaveURL("/forgot-password?notice=sent");
    await expect(owner.notice).toHaveText(/\S/);

    await owner.visit(await mailbox.nextLink(ADMIN.email));
    await expect(owner.page.getByRole("heading", { level: 1 })).toHaveText(words.resetHeading);
    await owner.field(words.newPassword).fill(CHOSEN);
    await owner.press(words.setPassword);
    await expect(owner.page).toHaveURL("/sign-in?notice=password-set");
    await owner.signIn({ ...ADMIN, password: CHOSEN });
    await expect(owner.page).toHaveURL("/channels");
    expect((await mailbox.next(ADMIN.email)).subject).toBe("パスワードが変更されました");

    await suiro.visit("/channels");
    await expect(page).toHaveURL("/sign-in?return_to=%2Fchannels");
    expect(mailbox.rest).toEqual([]);
  });
});

test("another e-mail address counts once its owner has followed the link", async ({
  another,
  guard,
  mailbox,
  page,
  server,
  suiro,
}) => {
  guard.expectStatus(410, 422);
  const elsewhere = await another(await signIn(server.url, ADMIN));
  await suiro.visit("/account");
  await suiro.field("New e-mail address").fill(ADMIN.email);
  await suiro.press("Send the link");
  await expect(suiro.summary).toContainText("This is your e-mail address already.");
  await suiro.field("New e-mail address").fill("ada@example.org");
  await suiro.press("Send the link");
  await expect(page).toHaveURL("/account?notice=email-asked");
  const link = await mailbox.nextLink("ada@example.org");
  await suiro.visit(link);
  await expect(page.getByRole("main")).toContainText(`ada@example.org instead of ${ADMIN.email}`);
  await suiro.press("Use this address");
  await expect(page).toHaveURL("/account?notice=email-changed");
  await expect(page.getByRole("main")).toContainText("ada@example.org");
  const told = await mailbox.next(ADMIN.email);
  expect(told.subject).toBe("Your e-mail address was changed");
  expect(told.text).not.toMatch(/[0-9a-f]{64}/);

  await elsewhere.visit("/account");
  await expect(elsewhere.page).toHaveURL("/sign-in?return_to=%2Faccount");
  await elsewhere.signIn(ADMIN);
  await expect(elsewhere.summary).toHaveText(WORDS.en.signInRefused);
  await elsewhere.signIn({ ...ADMIN, email: "ada@example.org" });
  await expect(elsewhere.page).toHaveURL("/account");
  expect((await page.goto(link))?.status()).toBe(410);
});
