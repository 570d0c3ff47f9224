import { expect } from "@playwright/test";

import { given } from "./console.ts";
import type { View } from "./pages.ts";

/** What an admin, who is an account manager as well, sees of binding and of what follows. */
export const BINDING_VIEWS: View[] = [
  { name: "bind", open: ({ suiro, id }) => suiro.visit(`/channels/${id}/bind`) },
  {
    name: "bind-ways",
    open: async ({ suiro, request }) => {
      const id = await given(request, { type: "sms", name: `Ways ${Date.now()}` });
      await request.post(`/channels/${id}/bind`, { form: { purpose: "bind" } });
      await suiro.visit(`/channels/${id}/bind`);
    },
  },
  {
    name: "bind-with-errors",
    open: async ({ suiro, request }) => {
      const id = await given(request, { type: "viber", name: `Mistakes ${Date.now()}` });
      await request.post(`/channels/${id}/bind`, { form: { purpose: "bind" } });
      await suiro.visit(`/channels/${id}/bind`);
      await suiro.press(suiro.words.findAccount);
      await expect(suiro.summary).toBeVisible();
      await suiro.ready();
    },
  },
  {
    name: "configuration",
    open: ({ suiro, id }) => suiro.visit(`/channels/${id}/configuration`),
  },
  { name: "notifications", open: ({ suiro }) => suiro.visit("/notifications") },
  {
    name: "notification-settings",
    open: ({ suiro }) => suiro.visit("/organisation/notifications"),
  },
  {
    name: "channel-requests",
    open: ({ suiro }) => suiro.visit("/back-office/channel-requests"),
  },
];
