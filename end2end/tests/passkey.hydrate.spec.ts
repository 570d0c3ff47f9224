import { expect, test } from "./fixtures.ts";
import { ADMIN, setUp } from "./people.ts";
import { Server } from "./server.ts";

/** Passkeys are for sites with a name, which `localhost` is and 127.0.0.1 is not. */
test("a passkey is added, signs in alone and is removed", async ({ browser }) => {
  const server = await Server.start();
  try {
    const link = await server.setUpLink();
    await setUp(link);
    await server.restart({ name: "localhost" });
    const context = await browser.newContext({ baseURL: server.namedUrl });
    const page = await context.newPage();
    const devTools = await context.newCDPSession(page);
    await devTools.send("WebAuthn.enable");
    await devTools.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
      },
    });

    await page.goto("/sign-in?return_to=/account/passkeys");
    await page.getByLabel("E-mail address").fill(ADMIN.email);
    await page.getByLabel("Password").fill(ADMIN.password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByLabel("Name of the passkey").fill("Work laptop");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await expect(page).toHaveURL("/account/passkeys?notice=added");
    const passkeys = page.getByRole("main").getByRole("listitem");
    await expect(passkeys).toHaveCount(1);
    await expect(passkeys).toContainText("Work laptop");
    await expect(passkeys).not.toContainText("last used");

    await context.clearCookies();
    await page.goto("/sign-in?return_to=/account/passkeys");
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await expect(page).toHaveURL("/account/passkeys");
    await expect(passkeys).toContainText("last used");

    await page.getByRole("button", { name: "Remove the passkey “Work laptop”" }).click();
    await expect(page).toHaveURL("/account/passkeys?notice=removed");
    await context.clearCookies();
    await page.goto("/sign-in");
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await expect(page.getByRole("alert")).toContainText("This passkey does not let you in.");
    await expect(page).toHaveURL(/\/sign-in\/passkey/);
    await context.close();
  } finally {
    await server.stop();
  }
});
