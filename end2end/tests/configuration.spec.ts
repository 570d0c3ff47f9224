import { expect, test } from "./fixtures.ts";
import { ACCOUNTS, Platforms, authorise } from "./platforms.ts";
import { demoPeople } from "./demo-people.ts";
import { LANGUAGES, WORDS } from "./words.ts";

test.use({ demo: true, signedIn: false });
test.setTimeout(90_000);

test("a channel is configured, and every account it has is told", async ({
  guard,
  locale,
  page,
  server,
  suiro,
}) => {
  const platforms = new Platforms(server.log);
  guard.allow(platforms.origin);
  guard.expectStatus(422);
  const language = LANGUAGES.find((one) => WORDS[one].browser === locale) ?? "en";
  await suiro.visit("/sign-in");
  await suiro.in(WORDS[language]).signIn(demoPeople(server.log).admin);
  await suiro.ready();
  const account = ACCOUNTS.whatsapp;
  const name = "Configured";
  await suiro.create({ type: account.type, name });
  const id = await suiro.row(name).getByText(/^ch_/).innerText();
  const section = page.getByRole("region", { name: "Configuration" });

  // Before there is an account: it is kept, and given to the account later.
  await suiro.visit(`/channels/${id}`);
  await section.getByRole("link", { name: "Change the configuration" }).click();
  await suiro.ready();
  await suiro.field("Short introduction").fill("Tea since 1923");
  const monday = page.getByRole("group", { name: "Monday" });
  await monday.getByLabel("First opening, from").fill("17:00");
  await monday.getByLabel("First opening, until").fill("09:00");
  await suiro.field("Telephone number").fill("03-1234");
  await suiro.press("Save");
  await expect(suiro.summary.getByRole("link")).toHaveText([
    "Time zone: Say in which time zone the hours are.",
    /^Monday: The end has to come after the beginning\./,
    /^Telephone number: Type the number in international form/,
  ]);
  await expect(suiro.field("Short introduction")).toHaveValue("Tea since 1923");
  await suiro.field("Time zone").fill("Asia/Tokyo");
  await monday.getByLabel("First opening, from").fill("09:00");
  await monday.getByLabel("First opening, until").fill("17:00");
  await suiro.field("Telephone number").fill("+81 3 1234 5678");
  await suiro.press("Save");
  await expect(suiro.notice.filter({ hasText: "The configuration has been saved." })).toBeVisible();
  await expect(section).toContainText("Monday 09:00–17:00");
  await expect(section).toContainText("as soon as the channel is bound");

  await suiro.visit(`/channels/${id}/bind`);
  await suiro.press("Start");
  await authorise(suiro, account, platforms);
  await suiro.press("Confirm");
  await expect(suiro.notice.filter({ hasText: "The channel is bound." })).toBeVisible();
  await expect(async () => {
    await suiro.reload();
    await expect(section).toContainText("The account has it since", { timeout: 100 });
  }).toPass();

  // The platform refuses: saved all the same, with the reason, and passed on once it works again.
  await platforms.switch(account, "expired_token");
  await section.getByRole("link", { name: "Change the configuration" }).click();
  await suiro.ready();
  await suiro.field("Short introduction").fill("Tea from Uji");
  await suiro.press("Save");
  await expect(section).toContainText("The account does not have it yet");
  await expect(section).toContainText("Tea from Uji");
  await suiro.ready();
  await platforms.switch(account);
  await section.getByRole("button", { name: "Pass on now" }).click();
  await expect(suiro.notice.filter({ hasText: "The account has the configuration." })).toBeVisible();
  await expect(section).toContainText("The account has it since");
  expect(server.log).not.toContain("ERROR");
});
