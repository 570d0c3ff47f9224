import { demoPeople } from "./demo-people.ts";
import { expect, test } from "./fixtures.ts";
import { ACCOUNTS, Platforms, authorise } from "./platforms.ts";

test.use({ demo: true, signedIn: false });
test.setTimeout(120_000);

test("an account that another channel holds is claimed, and changes hands", async ({
  another,
  guard,
  page,
  server,
  suiro,
}) => {
  const platforms = new Platforms(server.log);
  const people = demoPeople(server.log);
  guard.allow(platforms.origin);
  guard.expectStatus(409, 422);
  await suiro.visit("/sign-in");
  await suiro.signIn(people.admin);
  const begin = async (name: string) => {
    await suiro.create({ type: "Viber", name });
    await suiro.row(name).getByRole("link", { name: `Bind “${name}”` }).click();
    await suiro.press("Start");
    await authorise(suiro, ACCOUNTS.viber);
    await suiro.press("Confirm");
    await suiro.ready();
  };
  await begin("Holder");
  const holder = page.url().split("?")[0] ?? "";
  await begin("Claimant");

  // What holds the account is not said; the way out is.
  await expect(page.getByRole("main")).not.toContainText("Holder");
  await page.getByRole("link", { name: "Claim the account" }).click();
  await suiro.ready();
  await suiro.press("Claim the account");
  await expect(suiro.summary).toContainText("Reason");
  await suiro.field("Reason").fill("The team has moved");
  await suiro.press("Claim the account");
  await expect(suiro.notice.filter({ hasText: "sent to your account manager" })).toBeVisible();

  const manager = await another();
  await manager.visit("/sign-in");
  await manager.signIn(people.manager);
  await manager.page.getByRole("link", { name: /request about a channel/ }).click();
  const row = manager.page.getByRole("row").filter({ hasText: "The team has moved" });
  await row.getByRole("link", { name: "Claimant" }).click();
  await manager.ready();
  await expect(manager.page.getByRole("region", { name: "Who has the account" })).toContainText("Holder");
  await manager.field("Note").fill("Both agree");
  await manager.press("Approve");
  await expect(manager.notice.filter({ hasText: "approved" })).toBeVisible();

  await expect(async () => {
    await suiro.visit(holder);
    await expect(page.locator(".channel-facts")).toContainText("Unbound", { timeout: 500 });
  }).toPass();
  await suiro.visit("/channels");
  await suiro.row("Claimant").getByRole("link", { name: "Claimant", exact: true }).click();
  await page.getByRole("link", { name: "Continue" }).click();
  await suiro.ready();
  await suiro.press("Confirm");
  await suiro.ready();
  await expect(page.locator(".channel-facts")).toContainText("Bound");
});

test("the account that was found shows its picture", async ({ guard, page, server, suiro }) => {
  const platforms = new Platforms(server.log);
  const people = demoPeople(server.log);
  guard.allow(platforms.origin);
  await suiro.visit("/sign-in");
  await suiro.signIn(people.operator);
  await suiro.create({ type: "Messenger", name: "Tea by chat" });
  await suiro.row("Tea by chat").getByRole("link", { name: "Bind “Tea by chat”" }).click();
  await suiro.press("Start");
  await authorise(suiro, ACCOUNTS.messenger);
  const picture = page.getByRole("region", { name: "The account that was found" }).getByRole("presentation");
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0);
});
