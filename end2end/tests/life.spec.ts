import { demoPeople } from "./demo-people.ts";
import { expect, test } from "./fixtures.ts";
import { ACCOUNTS, Platforms, authorise } from "./platforms.ts";

test.use({ demo: true, signedIn: false });
test.setTimeout(120_000);

test("a channel lives: bound, broken, repaired, unbound by request, deleted", async ({
  another,
  guard,
  page,
  server,
  suiro,
}) => {
  const platforms = new Platforms(server.log);
  const people = demoPeople(server.log);
  guard.allow(platforms.origin);
  guard.expectStatus(409);
  await suiro.visit("/sign-in");
  await suiro.signIn(people.admin);
  const name = "A whole life";
  await suiro.create({ type: "Viber", name });
  await suiro.row(name).getByRole("link", { name: `Bind “${name}”` }).click();
  await suiro.press("Start");
  await authorise(suiro, ACCOUNTS.viber);
  await suiro.press("Confirm");
  await suiro.ready();
  const channel = page.url().split("?")[0] ?? "";

  // It breaks: two checks in a row find the token refused. A check is made once in ten seconds.
  await platforms.switch(ACCOUNTS.viber, "expired_token");
  const health = page.getByRole("region", { name: "Health" });
  const check = async (wanted: string) => {
    await expect(async () => {
      await suiro.visit(channel);
      await health.getByRole("button", { name: "Check now" }).click({ timeout: 1_000 });
      await expect(health).toContainText(wanted, { timeout: 1_000 });
    }).toPass({ timeout: 60_000 });
  };
  await check("Needs reauthorisation");
  await expect(page.getByRole("main")).toContainText("The platform does not accept these credentials");
  await page.getByRole("link", { name: /^Notifications/ }).click();
  await expect(page.getByRole("main")).toContainText("Needs reauthorisation");
  await expect(page.getByRole("main")).toContainText(name);

  // It is repaired with a new authorisation.
  await platforms.switch(ACCOUNTS.viber);
  await suiro.visit(channel);
  await page.getByRole("region", { name: "Account" }).getByRole("button", { name: "Authorise again" }).click();
  await authorise(suiro, ACCOUNTS.viber);
  await suiro.press("Confirm");
  await suiro.ready();
  await check("Healthy");

  // It cannot be deleted; its unbinding is asked for.
  await suiro.visit(`${channel}/delete`);
  await expect(suiro.notice.filter({ hasText: "cannot be deleted" })).toBeVisible();
  await suiro.field("Reason").fill("The number moves");
  await suiro.press("Request unbinding");
  await expect(suiro.notice.filter({ hasText: "sent to your account manager" })).toBeVisible();

  const manager = await another();
  await manager.visit("/sign-in");
  await manager.signIn(people.manager);
  await manager.page.getByRole("link", { name: /request about a channel/ }).click();
  const row = manager.page.getByRole("row").filter({ hasText: "The number moves" });
  await row.getByRole("link", { name }).click();
  await manager.ready();
  await manager.field("Note").fill("Agreed by phone");
  await manager.press("Approve");
  await manager.ready();
  await expect(manager.page.getByRole("region", { name: "History" })).toContainText("Unbinding begun");

  await expect(async () => {
    await suiro.visit(channel);
    await expect(page.locator(".channel-facts")).toContainText("Unbound", { timeout: 500 });
  }).toPass();
  await expect(page.getByRole("region", { name: "History" })).toContainText("Account released");
  await suiro.visit(`${channel}/delete`);
  await page.getByLabel("No business is running on this channel any more.").check();
  await page.getByLabel("Important data of this channel has been backed up.").check();
  await page.getByLabel(/^Type the channel’s name/).fill(name);
  await suiro.press("Delete for good");
  await expect(suiro.notice.filter({ hasText: "deleted for good" })).toBeVisible();
});
