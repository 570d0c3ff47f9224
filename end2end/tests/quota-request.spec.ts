import { expect, test } from "./fixtures.ts";
import { ADMIN, OPERATOR, ORGANISATION, join } from "./people.ts";

test("an admin asks for a larger quota, and gets another one with a note", async ({
  another,
  guard,
  page,
  request,
  server,
  suiro: admin,
}) => {
  guard.expectStatus(404, 422);
  const operator = await another(await join(request, OPERATOR, "operator"));
  const manager = await another(await request.storageState());
  const tenant = await (async () => {
    await admin.visit("/organisation");
    return page.getByRole("main").getByRole("code").innerText();
  })();
  const form = { quota: "0", note: "By mistake" };
  await request.post(`/back-office/tenants/${tenant}/quota`, { form });

  await operator.visit("/channels");
  await expect(operator.notice).toContainText("All 0 channels are in use.");
  await expect(operator.notice).toContainText("An admin of your organisation can ask");
  await admin.visit("/channels");
  await admin.notice.getByRole("link", { name: "Ask for a larger quota" }).click();
  await expect(page).toHaveURL("/organisation#quota-request");
  await admin.ready();
  await admin.field("Number of channels").fill("0");
  await admin.press("Ask for a larger quota");
  await expect(admin.summary.getByRole("link")).toHaveText([
    "Number of channels: Enter a number above your present quota.",
    "Reason: Say why, in a few words.",
  ]);
  await admin.field("Number of channels").fill("500");
  await admin.field("Reason").fill("Two new brands");
  await admin.press("Ask for a larger quota");
  await expect(admin.notice).toHaveText("The request is with your account manager.");
  await admin.ready();
  await admin.press("Withdraw the request");
  await expect(admin.notice).toHaveText("The request was withdrawn.");
  await admin.ready();
  await admin.field("Number of channels").fill("400");
  await admin.field("Reason").fill("Two new brands");
  await admin.press("Ask for a larger quota");
  await expect(admin.notice).toHaveText("The request is with your account manager.");

  const { page: desk } = manager;
  await manager.visit("/back-office");
  await desk.getByRole("link", { name: "1 quota request is waiting for a decision" }).click();
  const row = desk.getByRole("row").filter({ hasText: ORGANISATION });
  await expect(row).toContainText("400");
  await expect(row).toContainText("Two new brands");
  await row.getByRole("link", { name: ORGANISATION }).click();
  await manager.ready();
  await expect(manager.field("Number of channels")).toHaveValue("400");
  const late = await another(await request.storageState());
  await late.visit(`/back-office/tenants/${tenant}`);
  await manager.field("Number of channels").fill("300");
  await manager.press("Approve");
  await expect(manager.summary).toContainText("Note: Say why, in a few words.");
  await expect(manager.field("Number of channels")).toHaveValue("300");
  await manager.field("Note").fill("For a start");
  await manager.press("Approve");
  await expect(manager.notice).toHaveText("The request is approved, and the quota was changed.");
  await late.field("Note").fill("Too much");
  await late.press("Reject");
  await expect(late.summary).toContainText("This request is no longer open");

  await admin.visit("/organisation");
  const timeline = page.getByRole("region", { name: "Channel quota" }).getByRole("listitem");
  await expect(timeline).toHaveCount(2);
  await expect(timeline.first()).toContainText("Asked for 400 channels");
  await expect(timeline.first()).toContainText("Approved: 300 channels");
  await expect(timeline.first()).toContainText("For a start");
  await expect(timeline.first()).toContainText(ADMIN.email);
  await expect(timeline.last()).toContainText("Withdrawn");
  await operator.visit("/channels");
  await operator.expectUsage(0, 300);
  await operator.create({ type: "SMS", name: "At last" });
  expect(server.log).not.toContain("ERROR");
});
