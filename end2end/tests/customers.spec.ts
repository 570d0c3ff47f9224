import type { Console } from "./console.ts";
import { given } from "./console.ts";
import { grantRight, tenantId } from "./customers.ts";
import { expect, test } from "./fixtures.ts";
import { ADMIN, ORGANISATION, type Person, join } from "./people.ts";
import { LANGUAGES, WORDS } from "./words.ts";

const CUSTOMER: Person = {
  name: "Nina Neu",
  email: "nina@example.com",
  password: "seven quiet mountains",
};

/** Creates a customer in the browser, and says the link for its admin. */
async function createCustomer(suiro: Console, name: string): Promise<string> {
  await suiro.visit("/customers");
  await suiro.page.getByRole("main").getByRole("link", { name: "New customer" }).click();
  await expect(suiro.page).toHaveURL("/customers/new");
  await suiro.ready();
  await suiro.field("Organisation").fill(name);
  await suiro.field("E-mail address of its admin").fill(CUSTOMER.email);
  await suiro.press("Create customer");
  await expect(suiro.notice).toContainText(`${name} is your customer.`);
  await suiro.ready();
  return suiro.notice.getByRole("code").innerText();
}

/** Follows an invitation as somebody new. */
async function follow(suiro: Console, link: string): Promise<void> {
  await suiro.visit(link);
  await suiro.field("Your name").fill(CUSTOMER.name);
  await suiro.field("New password").fill(CUSTOMER.password);
  await suiro.press("Join");
  await expect(suiro.page).toHaveURL("/channels");
  await suiro.ready();
}

test("a provider creates a customer and its channel, and the customer sees who did", async ({
  another,
  guard,
  page,
  request,
  suiro,
}) => {
  guard.expectStatus(404, 422);
  await grantRight(request);
  const link = await createCustomer(suiro, "Neu AG");
  const customer = await another();
  await follow(customer, link);
  await expect(customer.notice).toContainText("Your organisation is being verified.");
  const id = await tenantId(request, "Neu AG");
  const seen = JSON.stringify(["Neu AG", null, null, null]);
  await request.post(`/back-office/tenants/${id}/verify`, { form: { seen } });

  await suiro.visit(`/customers/${id}`);
  await expect(suiro.notice).toContainText("once one of its own admins activates the service");
  await customer.reload();
  await customer.press("Activate the service");
  await expect(customer.notice).toContainText("The service is activated.");

  await suiro.visit("/customers");
  await suiro.page.getByRole("link", { name: "Channels of Neu AG" }).click();
  await expect(page.getByText("You are acting for your customer Neu AG.")).toBeVisible();
  await suiro.expectUsage(0, 100);
  await suiro.ready();
  await suiro.visit("/channels");
  await suiro.openForm();
  await suiro.fill({ type: "SMS", name: "Reminders" });
  await suiro.pressOk();
  await expect(suiro.summary).toContainText("Choose the customer whose channel it is.");
  await expect(suiro.nameField).toHaveValue("Reminders");
  const dialog = page.getByRole("combobox", { name: /^Customer required/ });
  await dialog.selectOption("Neu AG");
  await suiro.pressOk();
  await suiro.expectCreated("Reminders");
  await expect(suiro.row("Reminders")).toContainText("Neu AG");
  await expect(page.getByRole("columnheader", { name: "Customer" })).toBeVisible();

  await suiro.row("Reminders").getByRole("link", { name: "Reminders", exact: true }).click();
  await expect(page.getByText("You are acting for your customer Neu AG.")).toBeVisible();
  const address = page.url();

  const who = `${ADMIN.email} (Service provider: ${ORGANISATION})`;
  await customer.visit(address);
  const history = customer.page.getByRole("region", { name: "History" });
  await expect(history).toContainText(who);
  await expect(customer.page.getByText("You are acting for")).toHaveCount(0);
  await customer.visit("/audit-log");
  await expect(customer.page.getByRole("main")).toContainText(who);

  await customer.visit("/provider");
  await expect(customer.page.getByText(`${ORGANISATION} manages your channels.`)).toBeVisible();
  await customer.press("End the relation");
  await expect(customer.notice).toContainText("The relation was ended.");
  expect((await page.goto(address))?.status()).toBe(404);
  await suiro.visit("/channels");
  await expect(page.getByText("Reminders")).toHaveCount(0);
  await customer.visit("/channels");
  await expect(customer.row("Reminders")).toBeVisible();
});

test("an organisation that exists is asked, and accepts or declines", async ({
  another,
  guard,
  page,
  request,
  suiro,
}) => {
  guard.expectStatus(404, 422);
  // Made as a customer, and free again before the story begins.
  await grantRight(request);
  const customer = await another();
  await follow(customer, await createCustomer(suiro, "Old AG"));
  const id = await tenantId(request, "Old AG");
  await customer.visit("/provider");
  await customer.press("End the relation");

  const ask = async (what: string) => {
    await suiro.visit("/customers/new");
    await suiro.field("ID of the organisation").fill(what);
    await suiro.press("Ask for consent");
  };
  await ask("Old AG");
  await expect(suiro.summary).toContainText("Enter the ID of another organisation.");
  await expect(suiro.field("ID of the organisation")).toHaveValue("Old AG");
  const unknown = "tn_01h455vb4pex5vsknk084sn02q";
  for (const asked of [unknown, id]) {
    await ask(asked);
    await expect(suiro.notice).toHaveText(
      "If there is an organisation with this ID, its admins can now accept or decline.",
    );
  }
  await expect(page.getByRole("row").filter({ hasText: id })).toBeVisible();
  await expect(page.getByText("Old AG")).toHaveCount(0);
  await suiro.press(`Withdraw the request to ${unknown}`);
  await expect(suiro.notice).toHaveText("The request was withdrawn.");

  await customer.viewer.locator("summary").click();
  await customer.viewer.getByRole("link", { name: "Service provider" }).click();
  await customer.press(`Decline ${ORGANISATION}`);
  await expect(customer.notice).toHaveText("The request was declined.");
  await ask(id);
  await customer.visit("/provider");
  await expect(customer.page.getByText("Your organisation has no service provider.")).toBeVisible();
  await customer.press(`Accept ${ORGANISATION}`);
  await expect(customer.notice).toHaveText("The service provider can manage your channels now.");
  await suiro.visit("/customers?q=old");
  await expect(page.getByRole("rowheader")).toHaveText(new RegExp(`^Old AG\\s*${id}$`));
  await page.getByRole("link", { name: "Old AG", exact: true }).click();
  await suiro.press("End the relation");
  await expect(suiro.notice).toContainText("The organisation is no longer your customer.");
  await expect(page.getByRole("heading", { name: "No customers yet" })).toBeVisible();
  await customer.visit("/provider");
  await expect(customer.page.getByText("Your organisation has no service provider.")).toBeVisible();
});

test("customers are sorted, filtered and exported", async ({ page, request, suiro }) => {
  await grantRight(request);
  await given(request, { type: "sms", name: "Own channel", customer: await tenantId(request, ORGANISATION) });
  await createCustomer(suiro, "Alpha AG");
  await suiro.visit("/channels");
  await page.getByRole("columnheader").getByRole("link", { name: "Customer" }).click();
  await expect(page).toHaveURL(/sort=customer/);
  expect(await suiro.names()).toEqual(["Own channel"]);
  await page.getByRole("search").getByLabel("Customer").selectOption("Alpha AG");
  await page.getByRole("search").getByRole("button", { name: "Apply" }).click();
  await expect(page.getByRole("heading", { name: "No channel matches" })).toBeVisible();
  await suiro.expectUsage(0, 100);
});

test("a role in the provider counts for its customers as well", async ({
  another,
  guard,
  request,
}) => {
  guard.expectStatus(403);
  await grantRight(request);
  const viewer = await another(await join(request, { ...CUSTOMER, name: "Vera" }, "viewer"));
  await viewer.visit("/customers");
  await expect(viewer.page.getByRole("link", { name: "New customer" })).toHaveCount(0);
  expect((await viewer.page.goto("/customers/new"))?.status()).toBe(403);
});

for (const language of LANGUAGES) {
  const words = WORDS[language];
  test.describe(`for people whose browsers prefer ${words.ownName}`, () => {
    test.use({ locale: words.browser });

    test("a service provider reads Customer Management, others Channel Management", async ({
      page,
      request,
      suiro,
    }) => {
      const navigation = page.getByRole("navigation").first();
      const heading = page.getByRole("heading", { level: 1 });
      await suiro.visit("/channels");
      await expect(heading).toHaveText(words.channelManagement);
      await expect(navigation.getByRole("link", { name: words.customers })).toHaveCount(0);
      await grantRight(request);
      await suiro.reload();
      await expect(heading).toHaveText(words.customerManagement);
      await expect(navigation.getByRole("link", { name: words.customerManagement })).toBeVisible();
      await navigation.getByRole("link", { name: words.customers, exact: true }).click();
      await expect(heading).toHaveText(words.customers);
    });
  });
}
