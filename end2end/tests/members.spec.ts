import type { Locator } from "@playwright/test";

import type { Console } from "./console.ts";
import { expect, test } from "./fixtures.ts";
import { ADMIN, OPERATOR, ORGANISATION, VIEWER, invite, join } from "./people.ts";
import { LANGUAGES, WORDS } from "./words.ts";

/** A member or an invitation in its table. */
function row({ page }: Console, email: string): Locator {
  const who = page.getByRole("rowheader").filter({ hasText: email });
  return page.getByRole("row").filter({ has: who });
}

/** Sends the invitation form, and says what the link is that the page shows. */
async function inviteThere(suiro: Console, email: string, role: string): Promise<string> {
  const { words } = suiro;
  await suiro.visit("/members");
  await suiro.field(words.email).fill(email);
  await suiro.page.getByRole("combobox", { name: words.role, exact: true }).selectOption(role);
  await suiro.press(words.invite);
  await expect(suiro.notice).toContainText(words.invited(email));
  await suiro.ready();
  return suiro.notice.getByRole("code").innerText();
}

for (const language of LANGUAGES) {
  const words = WORDS[language];
  test.describe(`for people whose browsers prefer ${words.ownName}`, () => {
    test.use({ locale: words.browser });

    test("an invitation leads somebody new into the organisation", async ({
      another,
      guard,
      page,
      server,
      suiro,
    }) => {
      guard.expectStatus(410);
      const admin = suiro.in(words);
      await admin.visit("/channels");
      const navigation = page.getByRole("navigation");
      await navigation.getByRole("link", { name: words.members }).click();
      await expect(page).toHaveURL("/members");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.members);
      await expect(page.getByRole("heading", { name: words.inviteHeading })).toBeVisible();
      await expect(row(admin, ADMIN.email)).toContainText(ADMIN.name);
      await expect(page.getByRole("heading", { name: words.invitations })).toHaveCount(0);

      const link = await inviteThere(admin, OPERATOR.email, words.roles.operator);
      expect(link).toMatch(/\/invitations\/[0-9a-f]{64}$/);
      expect(new URL(link).origin).toBe(server.url);
      await expect(page.getByRole("button", { name: words.copyLink })).toHaveCount(
        admin.javaScript ? 1 : 0,
      );
      await expect(page.getByRole("heading", { name: words.invitations })).toBeVisible();
      await expect(row(admin, OPERATOR.email)).toContainText(words.roles.operator);
      await admin.visit("/members");
      await expect(row(admin, OPERATOR.email)).toBeVisible();
      expect(await page.content()).not.toContain(link);

      const colleague = (await another()).in(words);
      await colleague.visit(link);
      await expect(colleague.page.getByRole("heading", { level: 1 })).toHaveText(
        words.joinHeading(ORGANISATION),
      );
      await expect(
        colleague.page.getByText(words.invitedAs(OPERATOR.email, words.roles.operator)),
      ).toBeVisible();
      await expect(colleague.field(words.email)).toHaveValue(OPERATOR.email);
      await expect(colleague.field(words.email)).not.toBeEditable();
      await colleague.field(words.yourName).fill(OPERATOR.name);
      await colleague.field(words.newPassword).fill(OPERATOR.password);
      await colleague.press(words.join);
      await expect(colleague.page).toHaveURL("/channels");
      const who = colleague.viewer.locator("summary");
      await expect(who).toContainText(`${OPERATOR.name} ${ORGANISATION}`);
      await colleague.create({ type: "SMS", name: "Of a colleague" });

      await admin.visit("/members");
      await expect(row(admin, OPERATOR.email)).toContainText(OPERATOR.name);
      await expect(page.getByRole("heading", { name: words.invitations })).toHaveCount(0);
      const third = (await another()).in(words);
      expect((await third.page.goto(link))?.status()).toBe(410);
      await expect(third.page.getByRole("heading", { level: 1 })).toHaveText(words.refused);
      await expect(third.page.getByText(words.linkInvalid)).toBeVisible();
    });

    test("the last admin stays, and is told why", async ({ guard, page, request, suiro }) => {
      guard.expectStatus(409);
      await join(request, OPERATOR, "operator");
      const admin = suiro.in(words);
      const own = row(admin, ADMIN.email);
      const role = own.getByRole("combobox", { name: words.roleOf(ADMIN.name) });
      const removal = own.getByRole("group");
      for (const go of [
        async () => {
          await role.selectOption("viewer");
          await own.getByRole("button", { name: words.changeRoleOf(ADMIN.name) }).click();
        },
        async () => {
          await removal.locator("summary").click();
          await removal.getByRole("button").click();
        },
      ]) {
        await admin.visit("/members");
        await go();
        await expect(admin.summary).toHaveText(words.lastAdmin);
        await expect(admin.summary).toBeFocused();
        await expect(role).toHaveValue("admin");
      }
      await admin.visit("/channels");
      await expect(page.getByRole("link", { name: words.createChannel }).first()).toBeVisible();
    });
  });
}

test.describe("where the browser may write to the clipboard", () => {
  test.use({ permissions: ["clipboard-read", "clipboard-write"] });

  test("the link is copied with one click", async ({ page, suiro }) => {
    test.skip(!suiro.javaScript, "Without our code the link is copied by hand.");
    const link = await inviteThere(suiro, VIEWER.email, "Viewer");
    await suiro.press("Copy link");
    await expect(page.getByText("Copied", { exact: true })).toBeAttached();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  });
});

test("another role counts from the next page on", async ({
  another,
  guard,
  page,
  request,
  suiro,
}) => {
  guard.expectStatus(403);
  const colleague = await another(await join(request, OPERATOR, "operator"));
  const create = colleague.page.getByRole("link", { name: "Create Channel" }).first();
  const give = async (role: string) => {
    await suiro.visit("/members");
    const its = row(suiro, OPERATOR.email);
    await its.getByRole("combobox", { name: "Role of Otto Operator" }).selectOption(role);
    await its.getByRole("button", { name: "Change the role of Otto Operator" }).click();
    await expect(page).toHaveURL("/members?notice=role-changed");
    await expect(suiro.notice).toHaveText("The role was changed.");
    await expect(its.getByRole("combobox")).toHaveValue(role.toLowerCase());
  };
  await colleague.visit("/channels/new");
  await colleague.fill({ type: "SMS", name: "Half done" });
  await give("Viewer");
  await colleague.pressOk();
  await expect(colleague.page.getByText("Permission.Denied", { exact: true })).toBeVisible();
  await colleague.visit("/channels");
  await expect(colleague.page.getByRole("heading", { name: "No channels yet" })).toBeVisible();
  await expect(create).toHaveCount(0);
  await give("Admin");
  await colleague.reload();
  await expect(create).toBeVisible();
  await colleague.visit("/members");
  await expect(colleague.page.getByRole("button", { name: "Invite" })).toBeVisible();
});

test("whoever is removed sees nothing more, and can be invited again", async ({
  another,
  page,
  request,
  suiro,
}) => {
  const colleague = await another(await join(request, VIEWER, "viewer"));
  await colleague.visit("/channels");
  await suiro.visit("/members");
  const removal = row(suiro, VIEWER.email).getByRole("group");
  await expect(removal.getByRole("button")).toBeHidden();
  await removal.locator("summary").click();
  await expect(removal).toContainText("Vera Viewer loses access to this organisation at once.");
  await removal.getByRole("button", { name: "Remove from organisation" }).click();
  await expect(page).toHaveURL("/members?notice=removed");
  await expect(suiro.notice).toHaveText("The member was removed.");
  await expect(row(suiro, VIEWER.email)).toHaveCount(0);
  await expect(row(suiro, ADMIN.email)).toBeVisible();

  for (const address of ["/channels", "/members", "/channels.csv"]) {
    await colleague.visit(address);
    await expect(colleague.page).toHaveURL("/account");
    await expect(colleague.notice).toContainText("You belong to no organisation.");
    await expect(colleague.page.getByText(ORGANISATION)).toHaveCount(0);
  }

  const link = await invite(request, VIEWER.email, "operator");
  const elsewhere = await another();
  await elsewhere.visit(link);
  await expect(elsewhere.page.getByText("You have an account already.")).toBeVisible();
  await expect(elsewhere.field("New password")).toHaveCount(0);
  await elsewhere.page.getByRole("link", { name: "Sign in" }).click();
  await elsewhere.signIn(VIEWER);
  await expect(elsewhere.page).toHaveURL(link);
  await elsewhere.press("Join");
  await expect(elsewhere.page).toHaveURL("/channels");
  await expect(elsewhere.viewer.locator("summary")).toContainText(ORGANISATION);
  const create = elsewhere.page.getByRole("link", { name: "Create Channel" }).first();
  await expect(create).toBeVisible();
});

test("an invitation for somebody else asks to sign out first", async ({
  page,
  request,
  suiro,
}) => {
  const link = await invite(request, VIEWER.email, "viewer");
  await suiro.visit(link);
  await expect(suiro.notice).toContainText(`You are signed in as ${ADMIN.email}`);
  await expect(page.getByRole("button", { name: "Join" })).toHaveCount(0);
  await suiro.press("Sign out");
  await expect(page).toHaveURL(link);
  await expect(suiro.field("E-mail address")).toHaveValue(VIEWER.email);
  await suiro.field("Your name").fill(VIEWER.name);
  await suiro.field("New password").fill(VIEWER.password);
  await suiro.press("Join");
  await expect(suiro.viewer.locator("summary")).toContainText(VIEWER.name);
});

test("an invitation that was taken back leads nowhere", async ({
  another,
  guard,
  page,
  suiro,
}) => {
  guard.expectStatus(410);
  const link = await inviteThere(suiro, OPERATOR.email, "Operator");
  await inviteThere(suiro, VIEWER.email, "Viewer");
  const invitee = await another();
  await invitee.visit(link);
  await suiro.press(`Take back the invitation for ${OPERATOR.email}`);
  await expect(page).toHaveURL("/members?notice=invitation-revoked");
  await expect(suiro.notice).toHaveText(
    "The invitation was taken back. Its link no longer works.",
  );
  await expect(row(suiro, OPERATOR.email)).toHaveCount(0);
  await expect(row(suiro, VIEWER.email)).toBeVisible();

  await invitee.field("Your name").fill(OPERATOR.name);
  await invitee.field("New password").fill(OPERATOR.password);
  await invitee.press("Join");
  await expect(invitee.page.getByText("Link.Invalid", { exact: true })).toBeVisible();
  expect((await invitee.page.goto(link))?.status()).toBe(410);
});

test("a second invitation takes the place of the first", async ({
  another,
  guard,
  page,
  suiro,
}) => {
  guard.expectStatus(410);
  const first = await inviteThere(suiro, VIEWER.email, "Viewer");
  const second = await inviteThere(suiro, VIEWER.email, "Operator");
  await expect(row(suiro, VIEWER.email)).toHaveCount(1);
  await expect(row(suiro, VIEWER.email)).toContainText("Operator");
  const invitee = await another();
  expect((await invitee.page.goto(first))?.status()).toBe(410);
  await invitee.visit(second);
  await expect(invitee.page.getByText("Role: Operator.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Open invitations" })).toBeVisible();
});

test("mistakes in the two forms of an invitation are said, and nothing is lost", async ({
  another,
  guard,
  page,
  suiro,
}) => {
  guard.expectStatus(422);
  await suiro.visit("/members");
  await suiro.field("E-mail address").fill("mei@");
  await suiro.field("Role").selectOption("Admin");
  await suiro.press("Invite");
  await expect(suiro.summary).toBeFocused();
  await expect(suiro.field("E-mail address")).toHaveValue("mei@");
  await expect(suiro.field("E-mail address")).toHaveAccessibleDescription(/ada@example\.com/);
  await expect(suiro.field("Role")).toHaveValue("admin");
  await suiro.summary.getByRole("link").click();
  await expect(suiro.field("E-mail address")).toBeFocused();
  await suiro.field("E-mail address").fill(VIEWER.email);
  await suiro.press("Invite");
  await expect(row(suiro, VIEWER.email)).toContainText("Admin");

  const invitee = await another();
  await invitee.visit(await suiro.notice.getByRole("code").innerText());
  await invitee.field("Your name").fill("Vera");
  await invitee.field("New password").fill("password1234");
  await invitee.press("Join");
  await expect(invitee.summary).toBeFocused();
  await expect(invitee.field("Your name")).toHaveValue("Vera");
  await expect(invitee.field("New password")).toHaveValue("");
  await expect(invitee.field("New password")).toHaveAttribute("autocomplete", "new-password");
  await invitee.field("New password").fill(VIEWER.password);
  await invitee.press("Join");
  await expect(invitee.page).toHaveURL("/channels");
  await expect(page.getByRole("alert")).toHaveCount(0);
});
