import { creationKey, given, post } from "./console.ts";
import { expect, test } from "./fixtures.ts";
import { ADMIN, OPERATOR, VIEWER, join } from "./people.ts";
import { LANGUAGES, WORDS } from "./words.ts";

/** What a role is offered, and what its addresses answer. */
const ROLES = [
  { role: "viewer", person: VIEWER, creates: false, deletes: false },
  { role: "operator", person: OPERATOR, creates: true, deletes: false },
  { role: "admin", person: { ...VIEWER, name: "Second Admin" }, creates: true, deletes: true },
] as const;

for (const { role, person, creates, deletes } of ROLES) {
  test(`the console offers what a role may do: ${role}`, async ({
    another,
    guard,
    request,
  }) => {
    guard.expectStatus(403);
    const id = await given(request, { name: "Support", remarks: "Day and night" });
    const suiro = await another(await join(request, person, role));
    const { page } = suiro;
    const link = (name: string) => page.getByRole("link", { name, exact: true });
    const button = (name: string) => page.getByRole("button", { name, exact: true });

    await suiro.visit("/channels");
    await expect(suiro.row("Support")).toContainText("Day and night");
    await expect(link("Create Channel")).toHaveCount(creates ? 1 : 0);
    await expect(page.getByRole("dialog", { includeHidden: true })).toHaveCount(creates ? 1 : 0);
    await expect(page.getByRole("columnheader", { name: "Actions" })).toHaveCount(creates ? 1 : 0);
    await expect(link("Edit “Support”")).toHaveCount(creates ? 1 : 0);
    await expect(link("Delete “Support”")).toHaveCount(deletes ? 1 : 0);
    await expect(link("Export CSV")).toBeVisible();

    await suiro.visit(`/channels/${id}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Support");
    await expect(suiro.nameField).toHaveCount(creates ? 1 : 0);
    await expect(suiro.remarksField).toHaveCount(creates ? 1 : 0);
    await expect(button("Save")).toHaveCount(creates ? 1 : 0);
    await expect(page.getByText("Operators and admins can change these.")).toHaveCount(
      creates ? 0 : 1,
    );
    await expect(link("Delete")).toHaveCount(deletes ? 1 : 0);
    await expect(page.getByText("Only admins of your organisation can delete")).toHaveCount(
      deletes ? 0 : 1,
    );
    await expect(page.getByRole("region", { name: "History" })).toContainText(ADMIN.email);

    await suiro.visit("/members");
    await expect(page.getByRole("table").first().getByRole("rowheader")).toHaveCount(2);
    await expect(button("Invite")).toHaveCount(deletes ? 1 : 0);
    await expect(page.getByRole("combobox")).toHaveCount(deletes ? 3 : 0);
    await expect(page.getByRole("main").getByRole("group")).toHaveCount(deletes ? 2 : 0);
    await expect(page.getByText("Admins invite people, change their roles")).toHaveCount(
      deletes ? 0 : 1,
    );

    for (const [address, isAllowed] of [
      ["/channels/new", creates],
      [`/channels/${id}/delete`, deletes],
    ] as const) {
      const answer = await page.goto(address);
      expect([address, answer?.status()]).toEqual([address, isAllowed ? 200 : 403]);
      await expect(page.getByText("Permission.Denied", { exact: true })).toHaveCount(
        isAllowed ? 0 : 1,
      );
    }
  });
}

test("a form that a role does not have is refused all the same", async ({
  another,
  request,
  suiro: admin,
}) => {
  const id = await given(request, { name: "Support" });
  const viewer = await another(await join(request, VIEWER, "viewer"));
  const operator = await another(await join(request, OPERATOR, "operator"));
  const key = await creationKey(request);
  const create = await post(viewer.page.request, { type: "sms", name: "Mine" }, key);
  expect(create.status()).toBe(403);
  expect(await create.text()).toContain("Permission.Denied");

  const edit = { name: "Mine", remarks: "", version: "1" };
  const deletion = { confirm_name: "Support", no_business: "yes", backed_up: "yes" };
  for (const [{ page }, address, form] of [
    [viewer, `/channels/${id}`, edit],
    [viewer, `/channels/${id}/delete`, deletion],
    [viewer, "/members/invite", { email: "mei@example.com", role: "admin" }],
    [operator, `/channels/${id}/delete`, deletion],
    [operator, "/members/invite", { email: "mei@example.com", role: "viewer" }],
  ] as const) {
    const answer = await page.request.post(address, { form, maxRedirects: 0 });
    expect([address, answer.status()]).toEqual([address, 403]);
    expect(await answer.text()).toContain("Permission.Denied");
  }
  await admin.visit("/channels");
  await expect(admin.row("Support")).toBeVisible();
  await admin.expectUsage(1, 100);
  await admin.visit("/members");
  await expect(admin.page.getByText("mei@example.com")).toHaveCount(0);
});

test("an operator creates and edits a channel", async ({ another, request }) => {
  const suiro = await another(await join(request, OPERATOR, "operator"));
  await suiro.create({ type: "Viber", name: "Before" });
  await suiro.row("Before").getByRole("link", { name: "Edit “Before”" }).click();
  await suiro.ready();
  await suiro.fill({ name: "After" });
  await suiro.press("Save");
  await expect(suiro.page.getByRole("heading", { level: 1 })).toHaveText("After");
  await expect(suiro.page.getByRole("region", { name: "History" })).toContainText(OPERATOR.email);
});

test.describe("with every place of the quota in use", () => {
  test.use({ channels: 100 });

  test("a viewer is told nothing about creating", async ({ another, request }) => {
    const suiro = await another(await join(request, VIEWER, "viewer"));
    await suiro.visit("/channels");
    await suiro.expectUsage(100, 100);
    await expect(suiro.page.getByText("All 100 channels are in use.")).toHaveCount(0);
  });
});

for (const language of LANGUAGES) {
  const words = WORDS[language];
  test.describe(`for somebody whose browser prefers ${words.ownName}`, () => {
    test.use({ locale: words.browser });

    test("a page that the role does not have says so, and leads on", async ({
      another,
      guard,
      request,
    }) => {
      guard.expectStatus(403);
      const suiro = (await another(await join(request, VIEWER, "viewer"))).in(words);
      const { page } = suiro;
      const answer = await page.goto("/channels/new");
      expect(answer?.status()).toBe(403);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.refused);
      await expect(page.getByText(words.denied)).toBeVisible();
      await expect(page.getByText("Permission.Denied", { exact: true })).toBeVisible();
      await expect(suiro.viewer.locator("summary")).toContainText(VIEWER.name);
      await page.getByRole("main").getByRole("link").click();
      await expect(page.getByRole("heading", { name: words.emptyHeading })).toBeVisible();
    });
  });
}
