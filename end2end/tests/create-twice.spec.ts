import { creationKey, given, post } from "./console.ts";
import { expect, test } from "./fixtures.ts";

test("a name that is in use is warned about once, then it is accepted", async ({
  guard,
  request,
  suiro,
}) => {
  await given(request, { type: "whatsapp", name: "Orders" });
  await suiro.visit("/channels");
  await suiro.openForm();
  await suiro.fill({ type: "WhatsApp", name: "Orders" });
  const warning = suiro.page.getByText("You already have a channel of this type with this name.");
  if (suiro.javaScript) {
    await suiro.nameField.blur();
  } else {
    guard.expectStatus(409);
    await suiro.pressOk();
  }
  await expect(warning).toBeVisible();
  await expect(suiro.nameField).toHaveAccessibleDescription(/You already have a channel/);
  await expect(suiro.nameField).toHaveValue("Orders");

  await suiro.pressOk();
  await suiro.expectCreated("Orders");
  await expect(suiro.row("Orders")).toHaveCount(2);
  await suiro.expectUsage(2, 100);
});

test("the same name for another type is no reason to warn", async ({ request, suiro }) => {
  await given(request, { type: "whatsapp", name: "Orders" });
  await suiro.create({ type: "SMS", name: "Orders" });
  await expect(suiro.row("Orders")).toHaveCount(2);
});

test("a double click creates one channel", async ({ page, suiro }) => {
  await suiro.visit("/channels");
  await suiro.openForm();
  await suiro.fill({ type: "WhatsApp", name: "Once" });
  await page.getByRole("button", { name: "OK" }).dblclick();
  await suiro.expectCreated("Once");
  await suiro.expectUsage(1, 100);
  await expect(suiro.row("Once")).toHaveCount(1);
});

test("a form that is sent again leads to the channel it created", async ({ request, suiro }) => {
  const key = await creationKey(request);
  const draft = { type: "viber", name: "Retry", remarks: "on a slow line" };
  const answers = await Promise.all([1, 2, 3, 4].map(() => post(request, draft, key)));
  answers.push(await post(request, draft, key));
  expect(answers.map((answer) => answer.status())).toEqual([303, 303, 303, 303, 303]);
  expect(new Set(answers.map((answer) => answer.headers()["location"])).size).toBe(1);
  await suiro.visit("/channels");
  await suiro.expectUsage(1, 100);
});

test("a used form with another name asks before it creates a second channel", async ({
  guard,
  page,
  request,
  suiro,
}) => {
  guard.expectStatus(409);
  const key = await creationKey(request);
  expect((await post(request, { name: "First" }, key)).status()).toBe(303);

  await suiro.visit("/channels/new");
  await suiro.fill({ type: "WhatsApp", name: "Second" });
  // As if the form was the one from before, kept by the browser.
  await page.route("**/channels/new", async (route) => {
    const form = new URLSearchParams(route.request().postData() ?? "");
    form.set("creation_key", key);
    await route.continue({ postData: form.toString() });
  }, { times: 1 });
  await suiro.pressOk();
  await expect(suiro.notice.first()).toContainText(
    "This form has already created the channel “First”.",
  );
  await expect(suiro.nameField).toHaveValue("Second");

  await suiro.pressOk();
  await suiro.expectCreated("Second");
  await suiro.expectUsage(2, 100);
});

test("back after creating, another name: no channel is lost or changed", async ({
  guard,
  page,
  suiro,
}) => {
  guard.expectStatus(409);
  await suiro.visit("/channels/new");
  await suiro.fill({ type: "Messenger", name: "Before" });
  await suiro.pressOk();
  await suiro.expectCreated("Before");

  await page.goBack();
  await suiro.ready();
  await suiro.fill({ type: "Messenger", name: "After" });
  await suiro.pressOk();
  // A browser that kept the old form is asked first; one that fetched a new form is not.
  const asked = page.getByText("This form has already created the channel “Before”.");
  const created = page.getByText("Channel “After” was created.");
  await expect(asked.or(created)).toBeVisible();
  if (await asked.isVisible()) await suiro.pressOk();
  await suiro.expectCreated("After");
  await expect(suiro.row("Before")).toHaveCount(1);
  await suiro.expectUsage(2, 100);
});

test("a link can open the form with a type already chosen", async ({ page, suiro }) => {
  await suiro.visit("/channels/new?type=email");
  await expect(page.getByRole("radio", { name: /^Email/ })).toBeChecked();
  await suiro.fill({ name: "Invoices" });
  await suiro.pressOk();
  await suiro.expectCreated("Invoices");
});

test("Cancel leads back to the table and creates nothing", async ({ page, suiro }) => {
  await suiro.visit("/channels");
  await suiro.openForm();
  await suiro.fill({ type: "SMS", name: "Not this one" });
  const cancel = page.getByRole("link", { name: "Cancel" });
  await cancel.click();
  await expect(cancel).toBeHidden();
  await expect(page).toHaveURL("/channels");
  await suiro.expectUsage(0, 100);
});

test("the form shows six types with what each is bound to and needs", async ({ page, suiro }) => {
  await suiro.visit("/channels/new");
  const cards = page.getByRole("radio");
  await expect(cards).toHaveCount(6);
  for (const [index, [name, facts]] of [
    ["WhatsApp", /WhatsApp business number.*\(WABA\) with completed business verification/],
    ["Viber", /Viber business account.*Prerequisite: None/],
    ["Messenger", /Facebook Page.*Facebook Business Manager account/],
    ["Instagram", /Instagram professional account.*linked to a Facebook Page/],
    ["SMS", /None: the service is activated.*registered sender ID/],
    ["Email", /None: the service is activated.*domain is authenticated/],
  ].entries() as ArrayIterator<[number, [string, RegExp]]>) {
    await expect(cards.nth(index)).toHaveAccessibleName(new RegExp(`^${name}`));
    await expect(cards.nth(index)).toHaveAccessibleDescription(facts);
  }
});
