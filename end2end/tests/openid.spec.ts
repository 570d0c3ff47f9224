import type { Page } from "@playwright/test";

import { expect, test as base } from "./fixtures.ts";
import { NAME, OpenIdProvider } from "./openid-provider.ts";
import { ADMIN, ORGANISATION, invite } from "./people.ts";
import { Server } from "./server.ts";

/** A console with a provider that nobody here wrote. */
const test = base.extend<{ provider: OpenIdProvider }>({
  provider: async ({}, use) => {
    const provider = await OpenIdProvider.start();
    await use(provider);
    await provider.stop();
  },

  server: async ({ provider }, use, testInfo) => {
    const server = await Server.start({ settings: provider.settings });
    provider.register(server.url);
    await use(server);
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach("server log", { body: server.log, contentType: "text/plain" });
    }
    await server.stop();
  },
});

test.beforeEach(async ({ guard, provider }) => {
  // The way leads there; and its pages ask for a font that no test gets.
  guard.accept(new RegExp(`^request to another origin: ${provider.issuer}/`));
  guard.accept(/fonts\.googleapis\.com/);
  guard.accept(new RegExp(`\\(${provider.issuer}/`));
});

const SIGN_IN = `Sign in with ${NAME}`;

/** The way back from the provider, for somebody whom it knows, without going it. */
async function wayBack({ request }: Page): Promise<string> {
  const answer = await request.post("/sign-in/openid", { form: { return_to: "/members" } });
  const url = answer.headers()["refresh"]?.replace("0; url=", "") ?? "";
  return (await request.get(url, { maxRedirects: 0 })).headers()["location"] ?? "";
}

test("somebody links an account, signs in with it and unlinks it", async ({
  context,
  page,
  provider,
  suiro,
}) => {
  await suiro.visit("/account");
  await suiro.press(`Link with ${NAME}`);
  await provider.logInAndAgree(page, "lovelace");
  await expect(page).toHaveURL("/account?notice=linked");
  await expect(suiro.notice).toContainText("Your account is linked.");
  const linked = page.getByRole("region", { name: "Linked account" });
  await expect(linked.getByRole("listitem")).toContainText("lovelace@example.com");
  await expect(linked.getByRole("listitem")).toContainText(provider.issuer);

  await suiro.ready();
  await suiro.signOut();
  await suiro.visit("/members");
  await suiro.press(SIGN_IN);
  await expect(page).toHaveURL("/members");
  await expect(suiro.viewer.locator("summary")).toContainText(ADMIN.name);
  const names = (await context.cookies()).map(({ name }) => name);
  expect(names).not.toContain("suiro_openid");
  // The provider has asked nobody this time, and says nothing about when it did.
  await expect(page.getByRole("link", { name: "confirm your password" })).toBeVisible();
  await suiro.visit("/confirm?return_to=%2Fmembers");
  await suiro.press(`Confirm with ${NAME}`);
  await provider.logIn(page, "lovelace");
  await expect(page).toHaveURL("/members");
  await expect(page.getByRole("heading", { name: "Invite somebody" })).toBeVisible();

  await suiro.visit("/account");
  await suiro.press("Unlink lovelace@example.com");
  await expect(suiro.notice).toContainText("no longer linked");
  await suiro.ready();
  await suiro.signOut();
  await suiro.press(SIGN_IN);
  await expect(suiro.summary).toContainText("Nobody who may sign in here is linked");
  await expect(suiro.summary).toBeFocused();
});

test("somebody new follows an invitation with their account", async ({
  another,
  page,
  provider,
  request,
  suiro,
}) => {
  const link = await invite(request, "grace@example.com", "operator");
  const stranger = await another();
  await stranger.visit(link);
  await stranger.press(`Join with ${NAME}`);
  await provider.logInAndAgree(stranger.page, "otto");
  await expect(stranger.summary).toContainText("does not confirm that the invited e-mail address");

  const guest = await another();
  await guest.visit(link);
  await guest.press(`Join with ${NAME}`);
  await provider.logInAndAgree(guest.page, "grace");
  await expect(guest.page).toHaveURL("/channels");
  await expect(guest.viewer.locator("summary")).toContainText(`grace of ${NAME}`);
  await guest.visit("/account");
  await expect(guest.page.getByText("You have no password and sign in with")).toBeVisible();
  await expect(guest.page.getByRole("button", { name: /^Unlink/ })).toHaveCount(0);
  await suiro.visit("/members");
  await expect(page.getByRole("row").filter({ hasText: "grace@example.com" })).toBeVisible();
  await expect(page.getByText(ORGANISATION).first()).toBeVisible();
});

test("an answer works once, and in the browser that asked", async ({
  another,
  page,
  provider,
  suiro,
}) => {
  await suiro.visit("/account");
  await suiro.press(`Link with ${NAME}`);
  await provider.logInAndAgree(page, "lovelace");
  await expect(page).toHaveURL("/account?notice=linked");
  await suiro.ready();
  await suiro.signOut();
  const callback = await wayBack(page);

  const thief = await another();
  await thief.visit(callback);
  await expect(thief.summary).toContainText("began in another browser");
  const state = new URL(callback).searchParams.get("state") ?? "";
  await suiro.visit(callback.replace(state, state.replace(/^./, state.startsWith("0") ? "1" : "0")));
  await expect(suiro.summary).toContainText("began in another browser");
  await suiro.visit(callback);
  await expect(page).toHaveURL("/members");
  await suiro.visit(callback);
  await expect(suiro.summary).toContainText("was used already");
});

test("whoever cancels there comes back, and a provider that is away is in nobody's way", async ({
  page,
  provider,
  server,
  suiro,
}) => {
  await suiro.visit("/account");
  await suiro.press(`Link with ${NAME}`);
  await page.getByRole("link", { name: "Cancel" }).click();
  await expect(suiro.summary).toContainText("you cancelled there");
  await expect(suiro.summary).toBeFocused();
  await provider.stop();
  await server.restart();
  await suiro.visit("/account");
  await suiro.signOut();
  await suiro.press(SIGN_IN);
  await expect(suiro.summary).toContainText("cannot be reached at the moment");
  await suiro.ready();
  await suiro.signIn(ADMIN);
  await expect(page).toHaveURL("/channels");
});
