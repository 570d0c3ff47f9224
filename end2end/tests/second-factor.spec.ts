import type { Console } from "./console.ts";
import { expect, test } from "./fixtures.ts";
import { ADMIN, signIn } from "./people.ts";
import { App } from "./totp.ts";

/** Sets a second factor up from the account page on, and says which codes were shown. */
async function setUp(suiro: Console): Promise<{ app: App; codes: string[] }> {
  const { page } = suiro;
  await suiro.visit("/account");
  await page.getByRole("link", { name: "Set up a second factor" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Set up a second factor");
  await suiro.press("Begin");
  await expect(page.getByRole("img", { name: "QR code with the key below" })).toBeVisible();
  const app = new App(await page.getByRole("main").getByRole("code").innerText());

  await suiro.field("Code from the app").fill("not a code");
  await suiro.press("Turn on");
  await expect(suiro.summary).toContainText("A code has six digits");
  await expect(suiro.field("Code from the app")).toHaveValue("");
  await suiro.field("Code from the app").fill(app.now());
  await suiro.press("Turn on");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your recovery codes");
  const codes = (await page.getByRole("main").getByRole("code").innerText()).split("\n");
  expect(codes).toHaveLength(10);
  return { app, codes };
}

/** Enters the password, after which a code is asked for. */
async function enterPassword(suiro: Console): Promise<void> {
  await suiro.signIn(ADMIN);
  await expect(suiro.page.getByRole("heading", { level: 1 })).toHaveText("Enter your code");
  await expect(suiro.field("Code")).toHaveAttribute("autocomplete", "one-time-code");
}

test("a second factor is set up, asked for and turned off", async ({
  another,
  guard,
  page,
  server,
  suiro,
}) => {
  guard.expectStatus(422);
  const elsewhere = await another(await signIn(server.url, ADMIN));
  const { app, codes } = await setUp(suiro);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download as a file" }).click();
  expect((await download).suggestedFilename()).toBe("suiro-recovery-codes.txt");
  await page.getByRole("link", { name: "I have kept them" }).click();
  const section = page.getByRole("region", { name: "Second factor" });
  await expect(section).toContainText("10 recovery codes left");
  await elsewhere.visit("/channels");
  await expect(elsewhere.page).toHaveURL("/sign-in?return_to=%2Fchannels");

  await suiro.visit("/account");
  await suiro.signOut();
  await enterPassword(suiro);
  await suiro.visit("/channels");
  await expect(page).toHaveURL("/sign-in?return_to=%2Fchannels");
  await enterPassword(suiro);
  const code = app.next();
  await suiro.field("Code").fill(`${code.slice(0, 3)} ${code.slice(3)}`);
  await suiro.press("Sign in");
  await expect(page).toHaveURL("/channels");

  // A code works once, and so does a recovery code.
  await enterPassword(elsewhere);
  await elsewhere.field("Code").fill(code);
  await elsewhere.press("Sign in");
  await expect(elsewhere.summary.getByRole("link")).toHaveText(/^Code: This code is wrong/);
  await expect(elsewhere.summary).toBeFocused();
  await elsewhere.field("Code").fill(codes[0]!.toUpperCase());
  await elsewhere.press("Sign in");
  await expect(elsewhere.page).toHaveURL("/channels");
  await elsewhere.ready();
  await elsewhere.signOut();
  await enterPassword(elsewhere);
  await elsewhere.field("Code").fill(codes[0]!);
  await elsewhere.press("Sign in");
  await expect(elsewhere.summary.getByRole("link")).toHaveText(/^Code: This code is wrong/);

  await suiro.visit("/account");
  await expect(section).toContainText("9 recovery codes left");
  await suiro.press("Make new recovery codes");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your recovery codes");
  const renewed = (await page.getByRole("main").getByRole("code").innerText()).split("\n");
  await elsewhere.field("Code").fill(codes[1]!);
  await elsewhere.press("Sign in");
  await expect(elsewhere.summary.getByRole("link")).toHaveText(/^Code: This code is wrong/);
  await elsewhere.field("Code").fill(renewed[1]!);
  await elsewhere.press("Sign in");
  await expect(elsewhere.page.getByRole("navigation")).toBeVisible();

  await suiro.visit("/account");
  await suiro.press("Turn off");
  await expect(suiro.notice).toContainText("The second factor is off.");
  await suiro.signOut();
  await suiro.signIn(ADMIN);
  await expect(page.getByRole("navigation")).toBeVisible();
});

test("without a code that waits, signing in starts again", async ({ another }) => {
  const stranger = await another();
  await stranger.visit("/sign-in/code");
  await expect(stranger.notice).toContainText("Please sign in again.");
  await expect(stranger.field("Password")).toBeVisible();
});
