import { given } from "./console.ts";
import { expect, test } from "./fixtures.ts";

const NO_BUSINESS = "No business is running on this channel any more.";
const BACKED_UP = "Important data of this channel has been backed up.";

test("deletion asks for both ticks and the name, and then it is final", async ({
  guard,
  page,
  request,
  suiro,
}) => {
  guard.expectStatus(404, 422);
  const id = await given(request, { name: "Doomed" });
  await given(request, { name: "Survivor" });
  await suiro.visit(`/channels/${id}`);
  await page.getByRole("link", { name: "Delete", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Delete “Doomed”?" })).toBeVisible();
  await expect(page.getByText("cannot be brought back")).toBeVisible();
  const noBusiness = page.getByRole("checkbox", { name: NO_BUSINESS });
  const backedUp = page.getByRole("checkbox", { name: BACKED_UP });
  const name = page.getByRole("textbox", { name: "Type the channel’s name, Doomed, to confirm" });
  const forGood = page.getByRole("button", { name: "Delete for good" });

  await forGood.click();
  await expect(suiro.summary).toBeFocused();
  await expect(suiro.summary.getByRole("link")).toHaveCount(3);
  await expect(noBusiness).toHaveAccessibleDescription("Tick this to confirm it.");
  await expect(backedUp).toHaveAccessibleDescription("Tick this to confirm it.");
  await expect(name).toHaveAccessibleDescription(/exactly as it is shown/);

  await noBusiness.check();
  await name.fill("doomed");
  await forGood.click();
  await expect(suiro.summary.getByRole("link")).toHaveCount(2);
  await expect(noBusiness).toBeChecked();
  await expect(backedUp).not.toBeChecked();
  await expect(name).toHaveValue("doomed");

  await backedUp.check();
  await name.fill("Doomed");
  await forGood.click();
  await expect(page).toHaveURL("/channels?notice=deleted");
  await expect(suiro.notice).toContainText("The channel was deleted for good.");
  await expect(suiro.row("Doomed")).toHaveCount(0);
  await expect(suiro.row("Survivor")).toBeVisible();
  await suiro.expectUsage(1, 100);

  for (const address of [`/channels/${id}`, `/channels/${id}/delete`]) {
    const answer = await page.goto(address);
    expect(answer?.status()).toBe(404);
    await expect(page.getByText("There is no channel with this ID.")).toBeVisible();
  }
});

test("a problem in the summary leads to its field", async ({ guard, page, request, suiro }) => {
  guard.expectStatus(422);
  const id = await given(request, { name: "Doomed" });
  await suiro.visit(`/channels/${id}/delete`);
  await page.getByRole("button", { name: "Delete for good" }).click();
  await suiro.summary.getByRole("link", { name: /^Data backed up/ }).click();
  await expect(page.getByRole("checkbox", { name: BACKED_UP })).toBeFocused();
});

test("Cancel leads back to the channel and deletes nothing", async ({ page, request, suiro }) => {
  const id = await given(request, { name: "Kept" });
  await suiro.visit(`/channels/${id}/delete`);
  await page.getByRole("link", { name: "Cancel" }).click();
  await expect(page).toHaveURL(`/channels/${id}`);
});

test("deleting the last channel leads back to the beginning", async ({ page, request, suiro }) => {
  const id = await given(request, { name: "水 & “quotes”" });
  await suiro.visit(`/channels/${id}/delete`);
  await page.getByRole("checkbox", { name: NO_BUSINESS }).check();
  await page.getByRole("checkbox", { name: BACKED_UP }).check();
  await page.getByRole("textbox", { name: /to confirm$/ }).fill("水 & “quotes”");
  await page.getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByRole("heading", { name: "No channels yet" })).toBeVisible();
  await suiro.expectUsage(0, 100);
});

test("a channel that somebody else deleted is gone for an open form, too", async ({
  guard,
  page,
  request,
  suiro,
}) => {
  guard.expectStatus(404);
  const id = await given(request, { name: "Gone" });
  await suiro.visit(`/channels/${id}`);
  const form = { confirm_name: "Gone", no_business: "yes", backed_up: "yes" };
  await request.post(`/channels/${id}/delete`, { form });
  await suiro.fill({ name: "Too late" });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: "Not found" })).toBeVisible();
});
