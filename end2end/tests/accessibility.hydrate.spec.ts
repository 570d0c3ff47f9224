import type { Page } from "@playwright/test";
import axe from "axe-core";

import { given } from "./console.ts";
import { expect, test } from "./fixtures.ts";
import { EMPTY, FIRST, FOR_VIEWERS, LONG, OUTSIDE, STATUSES, VIEWS, type View } from "./pages.ts";
import { VIEWER, join } from "./people.ts";
import { SENDS_MAIL } from "./server.ts";
import { LANGUAGES, WORDS } from "./words.ts";

test.use({ settings: SENDS_MAIL });

declare global {
  interface Window {
    axe: typeof axe;
  }
}

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

/** What axe has against the page, one line for each element. */
async function violations(page: Page, view: View): Promise<string[]> {
  await page.evaluate(axe.source);
  const results = await page.evaluate(
    (rules) => window.axe.run({ runOnly: rules, resultTypes: ["violations"] }),
    RULES,
  );
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${view.name}: ${id}: ${node.target.join(" ")}: ${node.failureSummary}`),
  );
}

for (const language of LANGUAGES) {
  for (const theme of ["light", "dark"] as const) {
    const words = WORDS[language];
    test.describe(`in ${words.ownName}, ${theme}`, () => {
      test.use({
        locale: words.browser,
        colorScheme: theme,
        contextOptions: { reducedMotion: "reduce" },
      });

      test("every page is accessible", async ({
        context,
        guard,
        page,
        request,
        server,
        suiro,
      }) => {
        test.setTimeout(180_000);
        guard.expectStatus(...STATUSES);
        const scene = { suiro: suiro.in(words), server, request, id: "" };
        await EMPTY.open(scene);
        const found = await violations(page, EMPTY);
        const id = await given(request, LONG);
        for (const type of ["viber", "messenger", "instagram", "sms", "email"]) {
          await given(request, { type, name: type, remarks: `Remarks\n${type}` });
        }
        for (const view of VIEWS) {
          await view.open({ ...scene, id });
          found.push(...(await violations(page, view)));
        }
        await context.clearCookies();
        for (const view of OUTSIDE) {
          await view.open(scene);
          found.push(...(await violations(page, view)));
        }
        expect(found).toEqual([]);
      });

      test.describe("before the console is set up", () => {
        test.use({ signedIn: false });

        test("the first page is accessible", async ({ guard, page, request, server, suiro }) => {
          guard.expectStatus(...STATUSES);
          const found: string[] = [];
          for (const view of FIRST) {
            await view.open({ suiro: suiro.in(words), server, request, id: "" });
            found.push(...(await violations(page, view)));
          }
          expect(found).toEqual([]);
        });
      });
    });
  }
}

test.describe("with every place of the quota in use", () => {
  test.use({ channels: 100 });

  test("the table is accessible in both themes", async ({ page, suiro }) => {
    test.setTimeout(60_000);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await suiro.visit("/channels");
      expect(await violations(page, EMPTY)).toEqual([]);
    }
  });
});

test.describe("on a screen 320 px wide", () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test("every page is accessible", async ({ context, guard, page, request, server, suiro }) => {
    test.setTimeout(180_000);
    guard.expectStatus(...STATUSES);
    const scene = { suiro, server, request, id: await given(request, LONG) };
    const found: string[] = [];
    for (const view of VIEWS) {
      await view.open(scene);
      found.push(...(await violations(page, view)));
    }
    await context.clearCookies();
    for (const view of OUTSIDE) {
      await view.open(scene);
      found.push(...(await violations(page, view)));
    }
    expect(found).toEqual([]);
  });
});

test("what a viewer sees is accessible", async ({ another, guard, request, server }) => {
  guard.expectStatus(403);
  const suiro = await another(await join(request, VIEWER, "viewer"));
  const scene = { suiro, server, request, id: await given(request, LONG) };
  const found: string[] = [];
  for (const view of FOR_VIEWERS) {
    await view.open(scene);
    found.push(...(await violations(suiro.page, view)));
  }
  expect(found).toEqual([]);
});
