import { expect, test } from "./fixtures.ts";

test("a channel is created with the keyboard alone", async ({ page, suiro }) => {
  await suiro.visit("/channels");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Create Channel" }).first()).toBeFocused();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Create Channel" });
  await expect(dialog).toBeVisible();

  // Close, then the six types as one stop, then name, remarks, OK.
  const whatsApp = dialog.getByRole("radio", { name: /^WhatsApp/ });
  for (let stop = 0; stop < 3 && !(await isFocused(whatsApp)); stop += 1) {
    await page.keyboard.press("Tab");
  }
  await expect(whatsApp).toBeFocused();
  await page.keyboard.press("Space");
  await expect(whatsApp).toBeChecked();
  await page.keyboard.press("ArrowDown");
  await expect(dialog.getByRole("radio", { name: /^Viber/ })).toBeChecked();
  await page.keyboard.press("Tab");
  await expect(suiro.nameField).toBeFocused();
  await page.keyboard.type("Keys only");
  await page.keyboard.press("Tab");
  await expect(suiro.remarksField).toBeFocused();
  await page.keyboard.type("One");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Two");
  await page.keyboard.press("Tab");
  await expect(dialog.getByRole("button", { name: "OK" })).toBeFocused();
  await page.keyboard.press("Enter");
  await suiro.expectCreated("Keys only");
  await expect(suiro.row("Keys only")).toContainText("Viber");
});

test("Escape closes the dialog, and focus returns to the button", async ({ page, suiro }) => {
  await suiro.visit("/channels");
  const button = page.getByRole("link", { name: "Create Channel" }).first();
  const dialog = page.getByRole("dialog", { name: "Create Channel" });
  for (const close of [
    () => page.keyboard.press("Escape"),
    () => dialog.getByRole("button", { name: "Close" }).press("Enter"),
    () => dialog.getByRole("button", { name: "Close" }).press("Space"),
    () => dialog.getByRole("link", { name: "Cancel" }).press("Enter"),
  ]) {
    await button.press("Enter");
    await expect(dialog).toBeVisible();
    await close();
    await expect(dialog).toBeHidden();
    await expect(button).toBeFocused();
  }
});

test("the dialog keeps the keyboard inside", async ({ page, suiro }) => {
  await suiro.visit("/channels");
  await suiro.openForm();
  for (let stop = 0; stop < 12; stop += 1) {
    await page.keyboard.press("Tab");
    const where = await page.evaluate(() => {
      const active = document.activeElement;
      return active === document.body || active?.closest("dialog") !== null;
    });
    expect(where).toBe(true);
  }
});

test("what was typed is there again when the dialog is opened again", async ({ page, suiro }) => {
  await suiro.visit("/channels");
  await suiro.openForm();
  await suiro.fill({ name: "Half a name" });
  await page.keyboard.press("Escape");
  await suiro.openForm();
  await expect(suiro.nameField).toHaveValue("Half a name");
});

async function isFocused(locator: import("@playwright/test").Locator): Promise<boolean> {
  return locator.evaluate((element) => element === document.activeElement);
}
