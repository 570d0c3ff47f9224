import { given } from "./console.ts";
import { expect, test } from "./fixtures.ts";

test("the console works when our code does not arrive", async ({ guard, page, request, suiro }) => {
  guard.accept(/wasm|WebAssembly|Failed to fetch|page error: without words/);
  await given(request, { name: "Earlier" });
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto("/channels");
  await expect(suiro.row("Earlier")).toBeVisible();
  await expect(page.getByRole("button", { name: "Copy ID" })).toHaveCount(0);
  await page.getByRole("link", { name: "Create Channel" }).click();
  await expect(page).toHaveURL("/channels/new");
  await suiro.fill({ type: "SMS", name: "Without code" });
  await suiro.pressOk();
  await expect(suiro.notice).toContainText("Channel “Without code” was created.");
  await expect(suiro.row("Without code")).toBeVisible();
});

test("what was typed before our code arrived stays, and is counted", async ({ page, suiro }) => {
  let arrive: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (arrive = resolve));
  await page.route("**/*.wasm", async (route) => {
    await released;
    await route.continue();
  });
  await page.goto("/channels/new");
  await suiro.fill({ type: "Viber", name: "Early bird", remarks: "Line 1\nLine 2" });
  await expect(page.locator("html[data-hydrated]")).toHaveCount(0);
  arrive();
  await suiro.ready();
  await expect(suiro.nameField).toHaveValue("Early bird");
  await expect(suiro.remarksField).toHaveValue("Line 1\nLine 2");
  await expect(page.getByRole("radio", { name: /^Viber/ })).toBeChecked();
  await expect(page.getByText("10 / 50", { exact: true })).toBeVisible();
  await expect(page.getByText("13 / 150", { exact: true })).toBeVisible();
  await suiro.pressOk();
  await suiro.expectCreated("Early bird");
});
