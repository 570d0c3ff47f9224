import { given } from "./console.ts";
import { expect, test } from "./fixtures.ts";

const EMOJI = "👩"; // One code point, four bytes, two units of UTF-16.

test.beforeEach(({ guard, javaScriptEnabled }) => {
  // With our code the browser finds the mistakes itself, and nothing is sent.
  if (javaScriptEnabled === false) guard.expectStatus(422);
});

test("a wrong form shows every problem beside its field and in a summary", async ({
  page,
  suiro,
}) => {
  await suiro.visit("/channels");
  await suiro.openForm();
  await suiro.fill({ name: "  ", remarks: "x".repeat(151) });
  await suiro.pressOk();

  await expect(suiro.summary).toBeVisible();
  await expect(suiro.summary).toBeFocused();
  await expect(suiro.summary).toContainText("Please correct the following");
  await expect(suiro.summary.getByRole("link")).toHaveText([
    "Channel Type: Choose a channel type.",
    "Channel Name: Enter a channel name.",
    "Remarks: Shorten the remarks to 150 characters or fewer.",
  ]);
  await expect(page.getByRole("group", { name: /^Channel Type/ })).toHaveAccessibleDescription(
    /Choose a channel type\./,
  );
  await expect(suiro.nameField).toHaveAccessibleDescription(/Enter a channel name\./);
  await expect(suiro.nameField).toHaveAttribute("aria-invalid", "true");
  await expect(suiro.remarksField).toHaveAccessibleDescription(/Shorten the remarks to 150/);
  await expect(suiro.remarksField).toHaveAttribute("aria-invalid", "true");
  await expect(suiro.remarksField).toHaveValue("x".repeat(151));
});

test("a problem in the summary leads to its field", async ({ page, suiro }) => {
  await suiro.visit("/channels/new");
  await suiro.pressOk();
  await suiro.summary.getByRole("link", { name: /^Channel Name/ }).click();
  await expect(suiro.nameField).toBeFocused();
  await suiro.summary.getByRole("link", { name: /^Channel Type/ }).click();
  await expect(page.getByRole("radio", { name: /^WhatsApp/ })).toBeFocused();
});

test("a wrong form keeps what was typed, and is accepted once it is corrected", async ({
  page,
  suiro,
}) => {
  const tooLong = "長".repeat(51);
  const remarks = 'First "line"\n\n<b>third & last</b>';
  await suiro.visit("/channels");
  await suiro.openForm();
  await suiro.fill({ type: "Instagram", name: tooLong, remarks });
  await suiro.pressOk();

  await expect(suiro.summary.getByRole("link")).toHaveText([
    "Channel Name: Shorten the channel name to 50 characters or fewer.",
  ]);
  await expect(page.getByRole("radio", { name: /^Instagram/ })).toBeChecked();
  await expect(suiro.nameField).toHaveValue(tooLong);
  await expect(suiro.remarksField).toHaveValue(remarks);
  await expect(suiro.remarksField).not.toHaveAttribute("aria-invalid");

  await suiro.fill({ name: "長".repeat(50) });
  await suiro.pressOk();
  await suiro.expectCreated("長".repeat(50));
  await expect(suiro.row("長".repeat(50))).toContainText(remarks, { useInnerText: true });
});

test("50 emoji are a name and 150 characters with line breaks are remarks", async ({
  page,
  suiro,
}) => {
  const name = EMOJI.repeat(50);
  const remarks = `${"水".repeat(74)}\n${EMOJI.repeat(75)}`;
  await suiro.create({ type: "Viber", name, remarks });
  await suiro.row(name).getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(suiro.remarksField).toHaveValue(remarks);
});

test("one emoji more than 50 is too long a name", async ({ suiro }) => {
  await suiro.visit("/channels/new?type=viber");
  await suiro.fill({ name: EMOJI.repeat(51), remarks: `\n${"水".repeat(150)}` });
  await suiro.pressOk();
  await expect(suiro.summary.getByRole("link")).toHaveCount(2);
  await expect(suiro.nameField).toHaveValue(EMOJI.repeat(51));
  await expect(suiro.remarksField).toHaveValue(`\n${"水".repeat(150)}`);
});

test("an invisible change of direction is refused in words", async ({ suiro }) => {
  await suiro.visit("/channels/new?type=sms");
  await suiro.fill({ name: "safe\u202Egnp.exe", remarks: "\u2066hidden" });
  await suiro.pressOk();
  await expect(suiro.summary).toContainText("The channel name contains an invisible control");
  await expect(suiro.summary).toContainText("The remarks contain an invisible control");
});

test("white space around a name is not part of it", async ({ suiro }) => {
  await suiro.visit("/channels/new?type=sms");
  await suiro.fill({ name: "\u3000 Reminders \u00A0" });
  await suiro.pressOk();
  await suiro.expectCreated("Reminders");
});

test("markup in a name is text", async ({ page, suiro, request }) => {
  const name = "<img src=x onerror=alert(1)> & \"co\"";
  const id = await given(request, { name, remarks: "</textarea><script>alert(1)</script>" });
  await suiro.visit("/channels");
  await expect(suiro.row(name)).toBeVisible();
  for (const address of [`/channels/${id}`, `/channels/${id}/delete`, `/channels?created=${id}`]) {
    await suiro.visit(address);
    await expect(page.getByRole("main")).toContainText(name);
  }
});
