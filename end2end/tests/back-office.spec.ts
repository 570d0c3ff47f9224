import { given } from "./console.ts";
import { expect, test } from "./fixtures.ts";
import { ADMIN, OPERATOR, ORGANISATION, VIEWER, join } from "./people.ts";

test("an account manager finds an organisation, limits it, suspends it and lets it go on", async ({
  another,
  guard,
  page,
  request,
  suiro,
}) => {
  guard.expectStatus(404, 409, 422);
  const id = await given(request, { name: "Support" });
  const operator = await another(await join(request, OPERATOR, "operator"));

  await suiro.visit("/channels");
  await page.getByRole("navigation").getByRole("link", { name: "Back office" }).click();
  await expect(page.getByText("No organisation is waiting for verification")).toBeVisible();
  await suiro.field("Search").fill("no such company");
  await suiro.press("Apply");
  await expect(page.getByRole("heading", { name: "No organisation matches" })).toBeVisible();
  await suiro.ready();
  await suiro.field("Search").fill("EXAMPLE");
  await suiro.press("Apply");
  const row = page.getByRole("row").filter({ hasText: ORGANISATION });
  await expect(row).toContainText("1 of 100");
  await row.getByRole("link", { name: ORGANISATION }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(ORGANISATION);
  await suiro.ready();

  await suiro.field("Number of channels").fill("100001");
  await suiro.press("Change the quota");
  await expect(suiro.summary.getByRole("link")).toHaveText([
    "Number of channels: Enter a whole number from 0 to 100,000.",
    "Note: Say why, in a few words.",
  ]);
  await expect(suiro.field("Number of channels")).toHaveValue("100001");
  await suiro.field("Number of channels").fill("1");
  await suiro.field("Note").fill("Agreed by phone");
  await suiro.press("Change the quota");
  await expect(suiro.notice).toHaveText("The quota was changed.");
  const log = page.getByRole("region", { name: "Audit log" });
  await expect(log.getByRole("listitem").first()).toContainText("Agreed by phone");
  await operator.visit("/channels");
  await operator.expectUsage(1, 1);

  await suiro.field("Reason").fill("Not paid");
  await suiro.press("Suspend");
  await expect(suiro.notice).toHaveText("The organisation is suspended.");
  await expect(log.getByRole("listitem").first()).toContainText("Not paid");
  for (const address of ["/channels", "/members", `/channels/${id}`]) {
    await operator.visit(address);
    const suspended = operator.notice.filter({ hasText: "Your organisation is suspended" });
    await expect(suspended).toBeVisible();
  }
  await operator.fill({ name: "Sales" });
  await operator.press("Save");
  await expect(operator.page.getByText("Tenant.Suspended", { exact: true })).toBeVisible();
  await operator.visit("/channels");
  await expect(operator.row("Support")).toBeVisible();

  await suiro.press("Resume");
  await expect(suiro.notice).toHaveText("The organisation goes on.");
  await operator.visit(`/channels/${id}`);
  await expect(operator.notice).toHaveCount(0);
  await operator.fill({ name: "Sales" });
  await operator.press("Save");
  await expect(operator.notice).toContainText("The changes were saved.");

  const answer = await operator.page.goto("/back-office");
  expect(answer?.status()).toBe(404);
  await expect(operator.page.getByRole("link", { name: "Back office" })).toHaveCount(0);
});

test("an admin filters the audit log and takes it along", async ({ page, request, suiro }) => {
  await given(request, { name: "Support" });
  await join(request, VIEWER, "viewer");
  await suiro.visit("/channels");
  await suiro.viewer.locator("summary").click();
  await suiro.viewer.getByRole("link", { name: "Audit log" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Audit log");
  await suiro.ready();
  const entries = page.getByRole("main").getByRole("list").first().locator("> li");
  await expect(entries.first()).toContainText(VIEWER.email);

  await suiro.field("Action").selectOption("channel.create");
  await suiro.field("Person").fill(ADMIN.email);
  await suiro.press("Apply");
  await expect(entries).toHaveCount(1);
  await expect(entries).toContainText("Support");
  const file = await request.get(
    (await page.getByRole("link", { name: "Export CSV" }).getAttribute("href")) ?? "",
  );
  expect(file.headers()["content-disposition"]).toContain("audit-log.csv");
  expect((await file.text()).trim().split("\r\n")).toHaveLength(2);

  await suiro.ready();
  await suiro.field("Outcome").selectOption("Refused only");
  await suiro.press("Apply");
  await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(entries.filter({ hasText: "Role: Viewer" })).not.toHaveCount(0);
});
