import { given } from "./console.ts";
import { expect, test } from "./fixtures.ts";

test("counters follow what is typed, in characters as people count them", async ({
  page,
  suiro,
}) => {
  await suiro.visit("/channels");
  const dialog = await suiro.openForm();
  await expect(dialog.getByText("0 / 50", { exact: true })).toBeVisible();
  await suiro.nameField.pressSequentially("水 line 🌊");
  await expect(dialog.getByText("8 / 50", { exact: true })).toBeVisible();
  await suiro.nameField.pressSequentially("  ");
  await expect(dialog.getByText("8 / 50", { exact: true })).toBeVisible();
  await suiro.nameField.fill("x".repeat(51));
  await expect(dialog.getByText("51 / 50", { exact: true })).toHaveClass(/over/);
  await suiro.remarksField.fill("a\nb");
  await expect(dialog.getByText("3 / 150", { exact: true })).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a field is checked when it is left, and then with every key", async ({ page, suiro }) => {
  await suiro.visit("/channels/new");
  const mistake = page.getByText("Enter a channel name.", { exact: true });
  await suiro.nameField.focus();
  await suiro.nameField.pressSequentially("a");
  await suiro.nameField.press("Backspace");
  await expect(mistake).toBeHidden();
  await suiro.nameField.press("Tab");
  await expect(mistake).toBeVisible();
  await expect(suiro.nameField).toHaveAttribute("aria-invalid", "true");
  await expect(suiro.nameField).toHaveAccessibleDescription(/Enter a channel name\./);

  await suiro.nameField.pressSequentially("b");
  await expect(mistake).toBeHidden();
  await expect(suiro.nameField).not.toHaveAttribute("aria-invalid");
  await suiro.nameField.fill("x".repeat(51));
  await expect(page.getByText("Shorten the channel name to 50 characters or fewer.")).toBeVisible();
});

test("leaving a field for Cancel is not a mistake", async ({ page, suiro }) => {
  await suiro.visit("/channels");
  const dialog = await suiro.openForm();
  await suiro.nameField.focus();
  await dialog.getByRole("link", { name: "Cancel" }).click();
  await expect(dialog).toBeHidden();
  await suiro.openForm();
  await expect(page.getByText("Enter a channel name.", { exact: true })).toBeHidden();
});

test("a wrong form stays in the dialog and is not sent", async ({ page, suiro }) => {
  await suiro.visit("/channels");
  const dialog = await suiro.openForm();
  let sent = 0;
  page.on("request", (request) => (sent += request.method() === "POST" ? 1 : 0));
  await suiro.pressOk();
  await expect(suiro.summary).toBeFocused();
  await expect(dialog).toBeVisible();
  await suiro.fill({ type: "Viber", name: "Corrected" });
  await expect(page.getByText("Choose a channel type.", { exact: true })).toBeHidden();
  expect(sent).toBe(0);
  await suiro.pressOk();
  await suiro.expectCreated("Corrected");
  expect(sent).toBe(1);
});

test("the warning about a name in use goes when the name changes", async ({ request, suiro }) => {
  await given(request, { type: "sms", name: "Codes & “more” +1" });
  await suiro.visit("/channels/new?type=sms");
  const warning = suiro.page.getByText("You already have a channel of this type with this name.");
  await suiro.nameField.fill(" Codes & “more” +1 ");
  await suiro.nameField.blur();
  await expect(warning).toBeVisible();
  await suiro.nameField.pressSequentially("x");
  await expect(warning).toBeHidden();
  await suiro.nameField.fill("Codes & “more” +1");
  await suiro.nameField.blur();
  await expect(warning).toBeVisible();
  await suiro.fill({ type: "Email" });
  await expect(warning).toBeHidden();
});

test.describe("for somebody who reads Japanese", () => {
  test.use({ locale: "ja-JP" });

  test("our code in the browser speaks Japanese, too", async ({ page, suiro }) => {
    await suiro.visit("/channels/new");
    await page.getByRole("textbox", { name: /^チャンネル名/ }).focus();
    await page.keyboard.press("Tab");
    await expect(page.getByText("チャンネル名を入力してください。", { exact: true })).toBeVisible();
    await page.getByRole("button", { name: "OK" }).click();
    await expect(suiro.summary.getByRole("link")).toHaveText([
      "チャンネルタイプ: チャンネルタイプを選択してください。",
      "チャンネル名: チャンネル名を入力してください。",
    ]);
  });
});

test("a mistake in the field that was left last does not swallow the click on OK", async ({
  suiro,
}) => {
  await suiro.visit("/channels/new?type=sms");
  await suiro.fill({ name: "Fine", remarks: "x".repeat(151) });
  await suiro.pressOk();
  await expect(suiro.summary).toBeFocused();
});
