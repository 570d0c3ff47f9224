import { creationKey, post } from "./console.ts";
import { expect, test } from "./fixtures.ts";

test.describe("with every place of the quota in use", () => {
  test.use({ channels: 100 });

  test("the table says that no more can be created, and the way out", async ({ page, suiro }) => {
    await suiro.visit("/channels");
    await suiro.expectUsage(100, 100);
    await expect(suiro.notice).toContainText("All 100 channels are in use.");
    await expect(suiro.notice).toContainText("Delete one that you no longer need.");
    const link = page.getByRole("link", { name: "Create Channel" });
    await expect(link).toHaveAccessibleDescription(/^All 100 channels are in use\./);
    await link.click({ force: true }); // It is shown as disabled, and still leads to the reason.
    await expect(page).toHaveURL("/channels/new");
    await expect(suiro.notice.first()).toContainText("All 100 channels are in use.");
  });

  test("a form that is sent all the same is refused with the reason", async ({
    guard,
    page,
    request,
    suiro,
  }) => {
    guard.expectStatus(409);
    await suiro.visit("/channels/new");
    await suiro.fill({ type: "SMS", name: "One too many", remarks: "Kept" });
    await suiro.pressOk();
    await expect(suiro.notice.first()).toContainText("All 100 channels are in use.");
    await expect(suiro.nameField).toHaveValue("One too many");
    await expect(suiro.remarksField).toHaveValue("Kept");
    await expect(page.getByRole("radio", { name: /^SMS/ })).toBeChecked();
    const answer = await post(request, { name: "Again" }, await creationKey(request));
    expect(answer.status()).toBe(409);
  });

  test("a deleted channel makes room for a new one", async ({ request, page, suiro }) => {
    await suiro.visit("/channels");
    const name = (await suiro.names())[0] ?? "";
    const id = await suiro.row(name).first().getByRole("code").innerText();
    const form = { confirm_name: name, no_business: "yes", backed_up: "yes" };
    await request.post(`/channels/${id}/delete`, { form });
    await suiro.visit("/channels");
    await suiro.expectUsage(99, 100);
    await suiro.create({ type: "SMS", name: "Just in time" });
    await suiro.expectUsage(100, 100);
    await expect(page.getByText("All 100 channels are in use.")).toBeVisible();
  });
});

test.describe("with one place left", () => {
  test.use({ channels: 99 });

  test("of many forms that are sent at once exactly one creates a channel", async ({
    request,
    suiro,
  }) => {
    const keys = await Promise.all(Array.from({ length: 10 }, () => creationKey(request)));
    const answers = await Promise.all(
      keys.map((key, index) => post(request, { name: `Race ${index}` }, key)),
    );
    const statuses = answers.map((answer) => answer.status()).sort();
    expect(statuses).toEqual([303, ...Array.from({ length: 9 }, () => 409)]);
    await suiro.visit("/channels");
    await suiro.expectUsage(100, 100);
  });
});
