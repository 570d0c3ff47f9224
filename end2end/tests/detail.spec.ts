import { given } from "./console.ts";
import { expect, test } from "./fixtures.ts";
import { ADMIN } from "./people.ts";

test("a channel's page shows where it is in its life and what comes next", async ({
  page,
  request,
  suiro,
}) => {
  const id = await given(request, { type: "instagram", name: "Fans", remarks: "Spring\nSummer" });
  await suiro.visit("/channels");
  await suiro.row("Fans").getByRole("link", { name: "Fans", exact: true }).click();
  await expect(page).toHaveURL(`/channels/${id}`);
  await expect(page.getByRole("heading", { level: 1, name: "Fans" })).toBeVisible();
  await expect(page).toHaveTitle("Fans · Suiro");
  await expect(page.getByText(id, { exact: true })).toBeVisible();

  const lifeCycle = page.getByRole("region", { name: "Life cycle" });
  await expect(lifeCycle.getByRole("listitem")).toHaveText([
    "Create (done)",
    "Bind (current step)",
    "Maintain",
    "Delete",
  ]);
  await expect(lifeCycle.getByRole("listitem").nth(1)).toHaveAttribute("aria-current", "step");
  await expect(lifeCycle).toContainText("Next: bind the channel to its account.");
  await expect(page.getByText("A Facebook Business Manager account")).toBeVisible();
  await expect(page.getByText("The Instagram account is linked to a Facebook Page")).toBeVisible();
  await page.getByRole("link", { name: "Back to all channels" }).click();
  await expect(page).toHaveURL("/channels");
});

test("each type names its prerequisites", async ({ page, request, suiro }) => {
  for (const [type, prerequisite] of [
    ["whatsapp", "A registered WhatsApp Business Account (WABA)"],
    ["viber", "This type needs nothing prepared."],
    ["messenger", "A Facebook Business Manager account"],
    ["sms", "A registered sender ID for international SMS"],
    ["email", "Sending preparations complete (the domain is authenticated)"],
  ] as const) {
    const id = await given(request, { type, name: type });
    await suiro.visit(`/channels/${id}`);
    await expect(page.getByText(prerequisite)).toBeVisible();
  }
});

test("an edit is saved, said and remembered in the history", async ({ page, request, suiro }) => {
  const id = await given(request, { name: "Old name", remarks: "Old remarks" });
  await suiro.visit(`/channels/${id}`);
  const history = page.getByRole("region", { name: "History" });
  await expect(history.getByRole("listitem").first()).toContainText("Created");

  await suiro.fill({ name: "New name", remarks: "" });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(suiro.notice.first()).toContainText("The changes were saved.");
  await expect(page.getByRole("heading", { level: 1, name: "New name" })).toBeVisible();
  await expect(page.getByText("No remarks")).toBeVisible();
  const newest = history.getByRole("listitem").first();
  await expect(newest).toContainText("Edited");
  await expect(newest.getByRole("deletion")).toHaveText(["Old name", "Old remarks"]);
  await expect(newest.getByRole("insertion")).toHaveText(["New name", "–"]);
  await expect(newest).toContainText(ADMIN.email);

  await suiro.reload();
  await expect(suiro.nameField).toHaveValue("New name");
  await expect(suiro.remarksField).toHaveValue("");
  await suiro.visit("/channels");
  await expect(suiro.row("New name")).toBeVisible();
  await expect(suiro.row("Old name")).toHaveCount(0);
});

test("a wrong edit shows its problems and changes nothing", async ({
  guard,
  page,
  request,
  suiro,
}) => {
  if (!suiro.javaScript) guard.expectStatus(422);
  const id = await given(request, { name: "Stays", remarks: "As it is" });
  await suiro.visit(`/channels/${id}`);
  await suiro.fill({ name: "n".repeat(51), remarks: "r".repeat(151) });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(suiro.summary).toBeFocused();
  await expect(suiro.summary.getByRole("link")).toHaveCount(2);
  await expect(suiro.nameField).toHaveValue("n".repeat(51));
  await page.getByRole("link", { name: "Cancel" }).click();
  await suiro.ready();
  await expect(suiro.nameField).toHaveValue("Stays");
  await expect(suiro.summary).toBeHidden();
});

test("two people edit at once: neither text is lost, and saving again decides", async ({
  context,
  guard,
  page,
  request,
  suiro,
}) => {
  guard.expectStatus(409);
  const id = await given(request, { name: "Shared", remarks: "Start" });
  await suiro.visit(`/channels/${id}`);
  const other = await context.newPage();
  await other.goto(`/channels/${id}`);
  await other.getByRole("textbox", { name: /^Channel Name/ }).fill("Theirs");
  await other.getByRole("textbox", { name: /^Remarks/ }).fill("Their remarks");
  await other.getByRole("button", { name: "Save" }).click();
  await expect(other.getByRole("heading", { level: 1, name: "Theirs" })).toBeVisible();

  await suiro.fill({ name: "Mine", remarks: "My remarks" });
  await page.getByRole("button", { name: "Save" }).click();
  const notice = suiro.notice.filter({ hasText: "Somebody else changed this channel" });
  for (const text of ["Theirs", "Their remarks", "Mine", "My remarks"]) {
    await expect(notice).toContainText(text);
  }
  await expect(suiro.nameField).toHaveValue("Mine");
  await expect(suiro.remarksField).toHaveValue("My remarks");
  await other.reload();
  await expect(other.getByRole("heading", { level: 1, name: "Theirs" })).toBeVisible();

  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Mine" })).toBeVisible();
  await expect(suiro.notice.first()).toContainText("The changes were saved.");
  const history = page.getByRole("region", { name: "History" });
  await expect(history).toContainText("Channel.EditConflict");
  await other.reload();
  await expect(other.getByRole("textbox", { name: /^Remarks/ })).toHaveValue("My remarks");
});
