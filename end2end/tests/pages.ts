import { expect, type APIRequestContext } from "@playwright/test";

import { given, type Console } from "./console.ts";

/** A channel whose texts are as long as they may be, without a place to break the line. */
export const LONG = {
  type: "whatsapp",
  name: `Wwww${"W".repeat(46)}`,
  remarks: `https://example.com/${"m".repeat(130)}`,
};

/** Everything that can be looked at, by name: how to get there in a console with channels. */
export interface View {
  name: string;
  open: (suiro: Console, id: string, request: APIRequestContext) => Promise<void>;
  /** Whether our code in the browser is needed. */
  alive?: boolean;
}

export const VIEWS: View[] = [
  { name: "list", open: (suiro) => suiro.visit("/channels") },
  { name: "created", open: (suiro, id) => suiro.visit(`/channels?created=${id}`) },
  { name: "deleted", open: (suiro) => suiro.visit("/channels?notice=deleted") },
  { name: "no-match", open: (suiro) => suiro.visit("/channels?q=nothing+is+called+so") },
  {
    name: "dialog",
    alive: true,
    open: async (suiro) => {
      await suiro.visit("/channels");
      await suiro.openForm();
    },
  },
  {
    name: "dialog-with-errors",
    alive: true,
    open: async (suiro) => {
      await suiro.visit("/channels");
      await suiro.openForm();
      await suiro.fill({ remarks: LONG.remarks.repeat(2) });
      await suiro.enterOk();
      await expect(suiro.summary).toBeFocused();
    },
  },
  { name: "new", open: (suiro) => suiro.visit("/channels/new?type=instagram") },
  {
    name: "new-with-errors",
    open: async (suiro) => {
      await suiro.visit("/channels/new");
      await suiro.fill({ name: LONG.name.repeat(2) });
      await suiro.enterOk();
      await expect(suiro.summary).toBeFocused();
    },
  },
  {
    name: "new-name-in-use",
    open: async (suiro, _, request) => {
      await given(request, { type: "email", name: "Used" }).catch(() => undefined);
      await suiro.visit("/channels/new");
      await suiro.fill({ type: "Email", name: "Used" });
      await (suiro.javaScript ? suiro.nameField.blur() : suiro.pressOk());
      await expect(suiro.notice.filter({ hasText: /\S/ })).toBeVisible();
    },
  },
  { name: "detail", open: (suiro, id) => suiro.visit(`/channels/${id}`) },
  { name: "detail-saved", open: (suiro, id) => suiro.visit(`/channels/${id}?notice=saved`) },
  {
    name: "detail-with-conflict",
    open: async (suiro, _, request) => {
      const id = await given(request, { type: "sms", name: `Conflict ${Date.now()}` });
      await suiro.visit(`/channels/${id}`);
      const form = { name: LONG.name, remarks: LONG.remarks, version: "1" };
      await request.post(`/channels/${id}`, { form });
      await suiro.fill({ name: "Another name", remarks: LONG.remarks });
      await suiro.page.getByRole("button", { name: suiro.words.save }).click();
      await expect(suiro.notice.first()).toContainText("Another name");
      await suiro.ready();
    },
  },
  { name: "delete", open: (suiro, id) => suiro.visit(`/channels/${id}/delete`) },
  {
    name: "delete-with-errors",
    open: async (suiro, id) => {
      await suiro.visit(`/channels/${id}/delete`);
      await suiro.page.getByRole("button", { name: suiro.words.deleteForGood }).click();
      await expect(suiro.summary).toBeFocused();
      await suiro.ready();
    },
  },
  {
    name: "help",
    open: async (suiro) => {
      await suiro.visit("/help");
      for (const question of await suiro.page.getByRole("main").getByRole("group").all()) {
        await question.locator("summary").click();
      }
    },
  },
  { name: "not-found", open: (suiro) => suiro.visit("/nowhere") },
];

/** The views that need no channel, in a console without any. */
export const EMPTY: View = { name: "empty", open: (suiro) => suiro.visit("/channels") };

/** The statuses that the views above are answered with, beside 200. */
export const STATUSES = [404, 409, 422];
