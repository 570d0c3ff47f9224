import { expect, test } from "./fixtures.ts";
import { LANGUAGES, WORDS } from "./words.ts";

const UNKNOWN_ID = "00000000-0000-7000-8000-000000000000";

for (const language of LANGUAGES) {
  const words = WORDS[language];
  test.describe(`for somebody whose browser prefers ${words.ownName}`, () => {
    test.use({ locale: words.browser });

    test("a page that does not exist says so, with an ID that finds it in the log", async ({
      guard,
      page,
    }) => {
      guard.expectStatus(404);
      const answer = await page.goto("/no/such/page");
      expect(answer?.status()).toBe(404);
      await expect(page.getByRole("heading", { level: 1, name: words.notFound })).toBeVisible();
      await expect(page.getByText("Page.NotFound")).toBeVisible();
      const traceId = answer?.headers()["x-request-id"] ?? "";
      expect(traceId).not.toBe("");
      await expect(page.getByText(words.traceId, { exact: true })).toBeVisible();
      await expect(page.getByText(traceId, { exact: true })).toBeVisible();
      await page.getByRole("main").getByRole("link").click();
      await expect(page).toHaveURL("/channels");
    });
  });
}

for (const [what, address, status, code] of [
  ["a channel that does not exist", `/channels/${UNKNOWN_ID}`, 404, "Channel.NotFound"],
  ["something that is no channel's ID", "/channels/%F0%9F%8C%8A", 404, "Channel.NotFound"],
  ["the deletion of no channel", `/channels/${UNKNOWN_ID}/delete`, 404, "Channel.NotFound"],
  ["a filter that does not exist", "/channels?type=fax", 400, "List.FilterInvalid"],
  ["a page size that does not exist", "/channels?limit=1000000", 400, "List.FilterInvalid"],
  ["a forged position in the list", "/channels?after=AAAA", 400, "List.CursorInvalid"],
  ["an address that is no UTF-8", "/channels?q=%FF", 400, "Request.Malformed"],
  ["an address that is too long", `/channels?q=${"x".repeat(5000)}`, 414, "Request.AddressTooLong"],
  ["a form's address opened as a page", "/preferences", 405, "Request.MethodNotAllowed"],
] as const) {
  test(`${what} gets a page with a code`, async ({ guard, page }) => {
    guard.expectStatus(status);
    const answer = await page.goto(address);
    expect(answer?.status()).toBe(status);
    await expect(page.getByText(code, { exact: true })).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    // Refused before anybody looks who asks, so the page knows nobody to show the navigation to.
    const unseen = code === "Request.AddressTooLong";
    await expect(page.getByRole("navigation")).toHaveCount(unseen ? 0 : 1);
    await expect(page.getByRole("link", { name: "Go to Channel Management" })).toBeVisible();
  });
}

test("an address of a channel in capital letters or with white space harms nothing", async ({
  guard,
  page,
}) => {
  guard.expectStatus(404);
  for (const id of [UNKNOWN_ID.toUpperCase(), `%20${UNKNOWN_ID}`, "..%2f..%2fetc%2fpasswd"]) {
    const answer = await page.goto(`/channels/${id}`);
    expect(answer?.status()).toBe(404);
  }
});
