import { expect, test } from "./fixtures.ts";
import { LANGUAGES, WORDS } from "./words.ts";

test("a fresh console explains what a channel is and leads to the first one", async ({
  page,
  suiro,
}) => {
  await suiro.visit("/");
  await expect(page).toHaveURL("/channels");
  await expect(page.getByRole("heading", { name: "No channels yet" })).toBeVisible();
  await expect(page.getByText("A channel stands for one account")).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(0);
  await expect(page.getByRole("search")).toHaveCount(0);
  await suiro.expectUsage(0, 100);
  await expect(page.getByRole("meter", { name: "0 of 100 channels" })).toBeVisible();

  const links = page.getByRole("main").getByRole("link", { name: "Create Channel" });
  await links.last().click();
  await expect(page).toHaveURL("/channels/new");
  await expect(page.getByRole("heading", { level: 1, name: "Create Channel" })).toBeVisible();
});

for (const language of LANGUAGES) {
  const words = WORDS[language];
  test.describe(`for somebody whose browser prefers ${words.ownName}`, () => {
    test.use({ locale: words.browser });

    test("a first WhatsApp channel is Unbound, and still there after a restart", async ({
      page,
      server,
      suiro,
    }) => {
      const person = suiro.in(words);
      const name = "東京本店 support 客服 🌊";
      await person.visit("/channels");
      await expect(page.getByRole("heading", { name: words.emptyHeading })).toBeVisible();
      await person.create({ type: "WhatsApp", name, remarks: "Day shift\nNight shift" });

      await expect(person.notice).toContainText(words.nextStep);
      await expect(page).toHaveURL(/\/channels\?created=/);
      await expect(page.getByRole("dialog")).toHaveCount(0);
      const row = person.row(name);
      await expect(row).toHaveClass("created");
      await expect(row.getByRole("cell", { name: "WhatsApp", exact: true })).toBeVisible();
      await expect(row.getByRole("cell", { name: words.unbound, exact: true })).toBeVisible();
      await expect(row).toContainText("Day shift\nNight shift", { useInnerText: true });
      await person.expectUsage(1, 100);

      await server.restart();
      await person.visit("/channels");
      await expect(person.row(name)).toContainText(words.unbound);
      await expect(person.row(name)).not.toHaveClass("created");
      await expect(person.notice).toHaveCount(0);
      await person.expectUsage(1, 100);
    });
  });
}

test("the notice about a new channel leads to its page", async ({ page, suiro }) => {
  await suiro.create({ type: "Email", name: "Newsletter" });
  await expect(suiro.notice).toContainText("Next: activate the service and configure it.");
  await suiro.notice.getByRole("link", { name: "Open the channel" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Newsletter" })).toBeVisible();
});
