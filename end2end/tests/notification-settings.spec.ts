import { expect, test } from "./fixtures.ts";

test("an admin says where notifications go, and sees the secret once", async ({ guard, page, suiro }) => {
  guard.expectStatus(422);
  await suiro.visit("/notifications");
  await page.getByRole("link", { name: "Mail and webhook" }).click();
  await suiro.ready();
  await expect(page.getByRole("main")).toContainText("No address is set.");

  const address = page.getByLabel(/^Address/);
  await address.fill("http://hooks.example.com/suiro");
  await suiro.press("Set address");
  await expect(suiro.summary).toBeVisible();
  await expect(address).toHaveValue("http://hooks.example.com/suiro");

  await suiro.ready();
  await address.fill("https://hooks.example.com/suiro");
  await suiro.press("Set address");
  const secret = page.getByText(/^whsec_/);
  await expect(secret).toBeVisible();
  const shown = await secret.innerText();
  await suiro.visit("/organisation/notifications");
  await expect(page.getByRole("main")).toContainText("https://hooks.example.com/suiro");
  await expect(page.getByRole("main")).not.toContainText(shown);

  await suiro.press("Send to no address");
  await expect(suiro.notice.filter({ hasText: "no address any more" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("No address is set.");
});
