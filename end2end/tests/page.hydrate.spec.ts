import { given } from "./console.ts";
import { expect, test } from "./fixtures.ts";

test.describe("where the browser may write to the clipboard", () => {
  test.use({ permissions: ["clipboard-read", "clipboard-write"] });

  test("a channel's id is copied with one click", async ({ page, request, suiro }) => {
    const id = await given(request, { name: "Copied" });
    for (const address of ["/channels", `/channels/${id}`]) {
      await suiro.visit(address);
      await page.evaluate(() => navigator.clipboard.writeText(""));
      await page.getByRole("button", { name: "Copy ID" }).click();
      await expect(page.getByText("Copied", { exact: true }).last()).toBeAttached();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(id);
    }
  });
});

for (const [zone, language, pattern] of [
  ["Asia/Tokyo", "en-GB", "en"],
  ["America/St_Johns", "ja-JP", "ja"],
  ["UTC", "zh-CN", "zh-Hans"],
] as const) {
  test.describe(`in the time zone ${zone}`, () => {
    test.use({ timezoneId: zone, locale: language });

    test("times are local, with the exact UTC time on hover", async ({ page, request, suiro }) => {
      const id = await given(request, { name: "Now" });
      for (const address of ["/channels", `/channels/${id}`]) {
        await suiro.visit(address);
        const time = page.getByRole("main").getByRole("time").first();
        const exact = (await time.getAttribute("datetime")) ?? "";
        await expect(time).toHaveAttribute("title", `${exact.replace("T", " ").slice(0, 19)} UTC`);
        const local = await page.evaluate(
          ([moment, locale]) =>
            new Date(moment).toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" }),
          [exact, pattern] as const,
        );
        await expect(time).toHaveText(local);
      }
    });
  });
}
