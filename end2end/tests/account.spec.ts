import type { Locator } from "@playwright/test";

import { given, type Console } from "./console.ts";
import { expect, test } from "./fixtures.ts";
import { FIREFOX } from "./pages.ts";
import { ADMIN, ORGANISATION, VIEWER, join, signIn } from "./people.ts";
import { LANGUAGES, WORDS } from "./words.ts";

/** The sessions that the account page lists. */
function sessions({ page, words }: Console): Locator {
  return page.getByRole("region", { name: words.sessions }).getByRole("listitem");
}

for (const language of LANGUAGES) {
  const words = WORDS[language];
  test.describe(`for somebody whose browser prefers ${words.ownName}`, () => {
    test.use({ locale: words.browser });

    test("the account shows who one is, and where", async ({ page, suiro }) => {
      const person = suiro.in(words);
      await person.visit("/channels");
      await person.viewer.locator("summary").click();
      await person.viewer.getByRole("link", { name: words.account }).click();
      await expect(page).toHaveURL("/account");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.account);
      await expect(page.getByRole("heading", { level: 2 })).toHaveText([
        words.organisations,
        words.sessions,
        words.passwordHeading,
        words.secondFactor,
        words.emailHeading,
      ]);
      await expect(page.getByRole("main")).toContainText(ADMIN.email);
      const organisations = page.getByRole("region", { name: words.organisations });
      await expect(organisations.getByRole("listitem")).toHaveCount(1);
      await expect(organisations).toContainText(ORGANISATION);
      await expect(organisations).toContainText(words.roles.admin);
      await expect(sessions(person)).toHaveCount(1);
      await expect(sessions(person)).toContainText("Chrome");
      await expect(sessions(person).getByRole("button")).toHaveCount(0);
      await expect(person.field(words.currentPassword)).toBeVisible();
      await expect(person.field(words.newPassword)).toBeVisible();
      await expect(page.getByRole("button", { name: words.changePassword })).toBeVisible();
    });
  });
}

test("the password is changed by whoever knows the old one", async ({
  another,
  guard,
  page,
  server,
  suiro,
}) => {
  guard.expectStatus(422);
  const elsewhere = await another(await signIn(server.url, ADMIN));
  await elsewhere.visit("/help");
  await suiro.visit("/account");
  const [current, chosen] = [suiro.field("Current password"), suiro.field("New password")];
  await expect(suiro.field("E-mail address")).toHaveAttribute("autocomplete", "username");
  await expect(current).toHaveAttribute("autocomplete", "current-password");
  await expect(chosen).toHaveAttribute("autocomplete", "new-password");
  for (const [old, next, problems] of [
    ["", "", ["Current password: Enter a password.", "New password: Enter a password."]],
    ["wrong horse", "a new long password", [/^Current password: This is not your password\./]],
    [ADMIN.password, "short", [/^New password: Use a password of at least 12 characters\./]],
    [ADMIN.password, "123456789123", [/^New password: This password is among the first/]],
    [ADMIN.password, ADMIN.email, [/^New password: This password is among the first/]],
  ] as const) {
    await current.fill(old);
    await chosen.fill(next);
    await suiro.press("Change password");
    await expect(suiro.summary.getByRole("link")).toHaveText([...problems]);
    await expect(suiro.summary).toBeFocused();
    await expect(current).toHaveValue("");
    await expect(chosen).toHaveValue("");
  }
  await elsewhere.reload();
  await expect(elsewhere.viewer.locator("summary")).toContainText(ADMIN.name);

  await current.fill(ADMIN.password);
  await chosen.fill("  a new password, 水と光  ");
  await suiro.press("Change password");
  await expect(page).toHaveURL("/account?notice=password-changed");
  await expect(suiro.notice).toContainText("The password was changed.");
  await expect(sessions(suiro)).toHaveCount(1);
  await elsewhere.visit("/members");
  await expect(elsewhere.page).toHaveURL("/sign-in?return_to=%2Fmembers");
  await elsewhere.signIn(ADMIN);
  await expect(elsewhere.summary).toHaveText(WORDS.en.signInRefused);
  await elsewhere.signIn({ ...ADMIN, password: "  a new password, 水と光  " });
  await expect(elsewhere.page).toHaveURL("/members");
});

test("a session elsewhere is ended from here, and signing in leads back", async ({
  another,
  page,
  request,
  server,
  suiro,
}) => {
  const id = await given(request, { name: "Support" });
  const elsewhere = await another(await signIn(server.url, ADMIN, FIREFOX));
  await elsewhere.visit("/channels");
  await suiro.visit("/account");
  await expect(sessions(suiro)).toHaveCount(2);
  const here = sessions(suiro).filter({ hasText: "This session" });
  await expect(here).toContainText("Chrome");
  await expect(here.getByRole("button")).toHaveCount(0);
  await expect(sessions(suiro).filter({ hasText: "Firefox, Linux" })).toContainText("127.0.0.1");
  await suiro.press("End the session of Firefox, Linux at 127.0.0.1");
  await expect(page).toHaveURL("/account?notice=session-ended");
  await expect(suiro.notice).toHaveText("The session was ended.");
  await expect(sessions(suiro)).toHaveCount(1);
  await expect(page.getByRole("button", { name: "End all other sessions" })).toHaveCount(0);

  await elsewhere.row("Support").getByRole("link", { name: "Edit “Support”" }).click();
  await expect(elsewhere.page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
  await expect(elsewhere.page.getByRole("navigation")).toHaveCount(0);
  await elsewhere.signIn(ADMIN);
  await expect(elsewhere.page.getByRole("heading", { level: 1 })).toHaveText("Support");
  expect(new URL(elsewhere.page.url()).pathname).toBe(`/channels/${id}`);
});

test("all sessions elsewhere are ended at once, and nobody else's", async ({
  another,
  page,
  request,
  server,
  suiro,
}) => {
  const others = [
    await another(await signIn(server.url, ADMIN, FIREFOX)),
    await another(await signIn(server.url, ADMIN)),
  ];
  const colleague = await another(await join(request, VIEWER, "viewer"));
  await suiro.visit("/account");
  await expect(sessions(suiro)).toHaveCount(3);
  await suiro.press("End all other sessions");
  await expect(suiro.notice).toHaveText("All your other sessions were ended.");
  await expect(page).toHaveURL("/account?notice=others-ended");
  await expect(sessions(suiro)).toHaveCount(1);
  for (const other of others) {
    await other.visit("/account");
    await expect(other.page).toHaveURL("/sign-in?return_to=%2Faccount");
  }
  await colleague.visit("/account");
  await expect(sessions(colleague)).toHaveCount(1);
  await expect(colleague.page.getByRole("main")).toContainText(VIEWER.email);
});

test("a session lasts over a restart of the server", async ({ page, server, suiro }) => {
  await suiro.visit("/account");
  await server.restart();
  await suiro.reload();
  await expect(page).toHaveURL("/account");
  await expect(sessions(suiro)).toHaveCount(1);
});
