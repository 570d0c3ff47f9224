import { expect, test } from "./fixtures.ts";
import { ADMIN, COMPANY } from "./people.ts";

const REN = {
  name: "Ren Aoki",
  email: "ren@example.com",
  password: "seven quiet rivers",
};

test("a company registers, is verified, activates the service and creates its first channel", async ({
  another,
  guard,
  page,
  suiro: manager,
}) => {
  guard.expectStatus(409, 422);
  const ren = await another();
  const { page: rens } = ren;
  await ren.visit("/sign-in");
  await rens.getByRole("link", { name: "New here? Register your organisation" }).click();
  await expect(rens.getByRole("heading", { level: 1 })).toHaveText("Register your organisation");
  await ren.ready();
  await ren.press("Register");
  await expect(ren.summary).toBeFocused();
  await expect(ren.summary.getByRole("link")).toHaveCount(7);
  await ren.field("Organisation").fill(COMPANY.name);
  await ren.field("Country or region").selectOption("Japan");
  await ren.field("Registration number").fill("wrong");
  await ren.field("Contact").fill(COMPANY.contact);
  await ren.field("Your name").fill(REN.name);
  await ren.field("E-mail address").fill(ADMIN.email);
  await ren.field("New password").fill(REN.password);
  await ren.press("Register");
  await expect(ren.summary).toContainText("There is an account with this e-mail address already.");
  await expect(ren.field("Country or region")).toHaveValue("JP");
  await ren.field("E-mail address").fill(REN.email);
  await ren.field("New password").fill(REN.password);
  await ren.press("Register");
  await expect(rens).toHaveURL("/organisation?notice=registered");
  await expect(ren.notice.first()).toContainText("Your organisation is registered.");
  await expect(rens.getByRole("heading", { level: 1 })).toHaveText(COMPANY.name);
  await expect(rens.getByText("Waiting for verification")).toBeVisible();

  await ren.visit("/channels");
  await expect(ren.notice).toContainText("Your organisation is being verified.");
  const create = rens.getByRole("link", { name: "Create Channel" }).first();
  await expect(create).toHaveAttribute("aria-disabled", "true");

  await manager.visit("/back-office");
  await page.getByRole("link", { name: "1 organisation is waiting for verification" }).click();
  await page.getByRole("link", { name: COMPANY.name }).click();
  await expect(page.getByRole("definition").filter({ hasText: "Japan" })).toBeVisible();
  await expect(page.getByRole("definition").filter({ hasText: "wrong" })).toBeVisible();
  await manager.ready();
  await manager.field("Reason").fill("The number is not in the register.");
  await manager.press("Reject");
  await expect(manager.notice).toHaveText("The organisation is rejected.");

  await ren.reload();
  await expect(ren.notice).toContainText("The number is not in the register.");
  await ren.notice.getByRole("link", { name: "Correct the data and ask again" }).click();
  await ren.ready();
  await expect(ren.field("Contact")).toHaveValue(COMPANY.contact);
  await ren.field("Registration number").fill(COMPANY.registrationNumber);
  await ren.press("Ask again");
  await expect(ren.notice.first()).toHaveText("The corrected data is with your account manager.");

  await manager.reload();
  await manager.press("Verify");
  await expect(manager.notice).toHaveText("The organisation is verified.");
  await ren.visit("/organisation");
  await ren.press("Activate the service");
  await expect(ren.notice).toContainText("The service is activated.");
  await ren.ready();
  await ren.create({ type: "WhatsApp", name: "First" });
  await ren.expectUsage(1, 100);
});

test("whoever is signed in registers another organisation, once", async ({ page, suiro }) => {
  await suiro.visit("/account");
  await page.getByRole("link", { name: "Register another organisation" }).click();
  await suiro.ready();
  await expect(suiro.field("New password")).toHaveCount(0);
  await suiro.field("Organisation").fill("Second company");
  await suiro.field("Country or region").selectOption("JP");
  await suiro.field("Registration number").fill("1");
  await suiro.field("Contact").fill(ADMIN.email);
  const sent = page.waitForRequest((request) => request.method() === "POST");
  await suiro.press("Register");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Second company");
  await expect(suiro.viewer.locator("summary")).toContainText("Second company");
  const form = Object.fromEntries(new URLSearchParams((await sent).postData() ?? ""));
  const again = await page.request.post("/register", { form, maxRedirects: 0 });
  expect(again.headers().location).toMatch(/^\/organisation/);
  await suiro.visit("/back-office");
  await expect(page.getByRole("link", { name: "Second company" })).toHaveCount(1);
});
