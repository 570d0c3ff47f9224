import { expect, type APIRequestContext } from "@playwright/test";

import { given, type Console } from "./console.ts";
import { grantRight, newCustomer, tenantId } from "./customers.ts";
import {
  ADMIN,
  OPERATOR,
  ORGANISATION,
  VIEWER,
  invite,
  join,
  signIn,
  type Person,
} from "./people.ts";
import { BINDING_VIEWS } from "./pages-of-bindings.ts";
import type { Server } from "./server.ts";

/** A channel whose texts are as long as they may be, without a place to break the line. */
export const LONG = {
  type: "whatsapp",
  name: `Wwww${"W".repeat(46)}`,
  remarks: `https://example.com/${"m".repeat(130)}`,
};

/** The same of a person: the longest name and the longest address. */
export const LONG_PERSON: Person = {
  name: `Wwww${"W".repeat(96)}`,
  email: `${"w".repeat(64)}@${`${"m".repeat(59)}.`.repeat(3)}example`,
  password: "correct horse battery",
};

/** The longest name of a customer. */
export const LONG_CUSTOMER = `Wwww${"W".repeat(196)}`;

/** An id that no organisation has. */
const UNKNOWN_TENANT = "tn_01h455vb4pex5vsknk084sn02q";

/** What another browser calls itself. */
export const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/** Where views are looked at. */
export interface Scene {
  suiro: Console;
  server: Server;
  /** An admin without a browser. */
  request: APIRequestContext;
  /** A channel. */
  id: string;
}

/** Something that can be looked at, and how to get there. */
export interface View {
  name: string;
  open: (scene: Scene) => Promise<void>;
  /** Whether our code in the browser is needed. */
  alive?: boolean;
}

/** What an admin sees in a console with channels. */
export const VIEWS: View[] = [
  { name: "list", open: ({ suiro }) => suiro.visit("/channels") },
  { name: "created", open: ({ suiro, id }) => suiro.visit(`/channels?created=${id}`) },
  { name: "deleted", open: ({ suiro }) => suiro.visit("/channels?notice=deleted") },
  { name: "no-match", open: ({ suiro }) => suiro.visit("/channels?q=nothing+is+called+so") },
  {
    name: "dialog",
    alive: true,
    open: async ({ suiro }) => {
      await suiro.visit("/channels");
      await suiro.openForm();
    },
  },
  {
    name: "dialog-with-errors",
    alive: true,
    open: async ({ suiro }) => {
      await suiro.visit("/channels");
      await suiro.openForm();
      await suiro.fill({ remarks: LONG.remarks.repeat(2) });
      await suiro.enterOk();
      await expect(suiro.summary).toBeFocused();
    },
  },
  { name: "new", open: ({ suiro }) => suiro.visit("/channels/new?type=instagram") },
  {
    name: "new-with-errors",
    open: async ({ suiro }) => {
      await suiro.visit("/channels/new");
      await suiro.fill({ name: LONG.name.repeat(2) });
      await suiro.enterOk();
      await expect(suiro.summary).toBeFocused();
    },
  },
  {
    name: "new-name-in-use",
    open: async ({ suiro, request }) => {
      await given(request, { type: "email", name: "Used" }).catch(() => undefined);
      await suiro.visit("/channels/new");
      await suiro.fill({ type: "Email", name: "Used" });
      await (suiro.javaScript ? suiro.nameField.blur() : suiro.pressOk());
      await expect(suiro.notice.filter({ hasText: /\S/ })).toBeVisible();
    },
  },
  { name: "detail", open: ({ suiro, id }) => suiro.visit(`/channels/${id}`) },
  { name: "detail-saved", open: ({ suiro, id }) => suiro.visit(`/channels/${id}?notice=saved`) },
  {
    name: "detail-with-conflict",
    open: async ({ suiro, request }) => {
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
  { name: "delete", open: ({ suiro, id }) => suiro.visit(`/channels/${id}/delete`) },
  {
    name: "delete-with-errors",
    open: async ({ suiro, id }) => {
      await suiro.visit(`/channels/${id}/delete`);
      await suiro.page.getByRole("button", { name: suiro.words.deleteForGood }).click();
      await expect(suiro.summary).toBeFocused();
      await suiro.ready();
    },
  },
  {
    name: "help",
    open: async ({ suiro }) => {
      await suiro.visit("/help");
      for (const question of await suiro.page.getByRole("main").getByRole("group").all()) {
        await question.locator("summary").click();
      }
    },
  },
  {
    name: "members",
    open: async ({ suiro, request }) => {
      await join(request, OPERATOR, "operator");
      await join(request, VIEWER, "viewer");
      await invite(request, "ren@example.com", "viewer");
      await suiro.visit("/members?notice=role-changed");
    },
  },
  {
    name: "members-invited",
    open: async ({ suiro }) => {
      await suiro.visit("/members");
      await suiro.field(suiro.words.email).fill("mei@example.com");
      await suiro.press(suiro.words.invite);
      await expect(suiro.notice).toContainText(suiro.words.invited("mei@example.com"));
      await suiro.ready();
    },
  },
  {
    name: "members-long",
    open: async ({ suiro, request }) => {
      await join(request, LONG_PERSON, "admin");
      await suiro.visit("/members");
      await suiro.field(suiro.words.email).fill(`x${LONG_PERSON.email.slice(1)}`);
      await suiro.press(suiro.words.invite);
      await expect(suiro.notice.getByRole("code")).toBeVisible();
      await suiro.ready();
      for (const removal of await suiro.page.getByRole("cell").getByRole("group").all()) {
        await removal.locator("summary").click();
      }
    },
  },
  {
    name: "members-with-errors",
    open: async ({ suiro }) => {
      await suiro.visit("/members");
      await suiro.press(suiro.words.invite);
      await expect(suiro.summary).toBeFocused();
      await suiro.ready();
    },
  },
  {
    name: "account",
    open: async ({ suiro, server }) => {
      await signIn(server.url, ADMIN, FIREFOX);
      await suiro.visit("/account?notice=session-ended");
    },
  },
  {
    name: "account-with-errors",
    open: async ({ suiro }) => {
      await suiro.visit("/account");
      await suiro.press(suiro.words.changePassword);
      await expect(suiro.summary).toBeFocused();
      await suiro.ready();
    },
  },
  { name: "second-factor", open: ({ suiro }) => suiro.visit("/account/second-factor") },
  {
    name: "second-factor-with-errors",
    open: async ({ suiro }) => {
      await suiro.visit("/account/second-factor");
      const begin = suiro.page.locator("form[action='/account/second-factor/start']");
      if ((await begin.count()) > 0) await begin.getByRole("button").click();
      await suiro.page.locator(".small-form").getByRole("button").click();
      await expect(suiro.summary).toBeFocused();
      await suiro.ready();
    },
  },
  { name: "confirm", open: ({ suiro }) => suiro.visit("/confirm?return_to=/members&notice=again") },
  {
    name: "confirm-with-errors",
    open: async ({ suiro }) => {
      await suiro.visit("/confirm");
      await suiro.press(suiro.words.confirm);
      await expect(suiro.summary).toBeFocused();
      await suiro.ready();
    },
  },
  {
    name: "invitation-of-another",
    open: async ({ suiro, request }) => {
      await suiro.visit(await invite(request, LONG_PERSON.email.replace("w", "y"), "admin"));
    },
  },
  {
    name: "organisation",
    open: async ({ suiro, request }) => {
      const form = { quota: "500", reason: LONG.remarks };
      await request.post("/organisation/quota-requests", { form });
      await suiro.visit("/organisation?notice=asked");
    },
  },
  { name: "back-office", open: ({ suiro }) => suiro.visit("/back-office") },
  { name: "quota-requests", open: ({ suiro }) => suiro.visit("/back-office/quota-requests") },
  {
    name: "tenant",
    open: async ({ suiro }) => {
      await suiro.visit("/back-office");
      await suiro.page.getByRole("rowheader").getByRole("link").first().click();
      await suiro.ready();
    },
  },
  { name: "audit-log", open: ({ suiro }) => suiro.visit("/audit-log") },
  ...BINDING_VIEWS,
  { name: "not-found", open: ({ suiro }) => suiro.visit("/nowhere") },
  { name: "provider", open: ({ suiro }) => suiro.visit("/provider") },
  // From here on the organisation is a service provider.
  {
    name: "customers",
    open: async ({ suiro, request }) => {
      await grantRight(request);
      await newCustomer(request, LONG_CUSTOMER);
      await request.post("/customers/ask", { form: { customer: UNKNOWN_TENANT } });
      await suiro.visit("/customers?notice=asked");
    },
  },
  {
    name: "new-customer-with-errors",
    open: async ({ suiro }) => {
      await suiro.visit("/customers/new");
      await suiro.page.getByRole("main").locator("button.primary").click();
      await expect(suiro.summary).toBeFocused();
      await suiro.ready();
    },
  },
  {
    name: "customer",
    open: async ({ suiro, request }) => {
      await suiro.visit(`/customers/${await newCustomer(request, "Neu AG")}`);
    },
  },
  {
    name: "list-of-provider",
    open: async ({ suiro, request }) => {
      const customer = await tenantId(request, ORGANISATION);
      await given(request, { type: "sms", name: "Of its own", customer });
      await suiro.visit("/channels");
    },
  },
  {
    name: "list-of-a-customer",
    open: async ({ suiro, request }) => {
      await suiro.visit(`/channels?customer=${await newCustomer(request, LONG_CUSTOMER)}`);
    },
  },
];

/** What somebody sees who is not signed in. The browser has to be signed out before. */
export const OUTSIDE: View[] = [
  { name: "sign-in", open: ({ suiro }) => suiro.visit("/sign-in?notice=signed-out") },
  {
    name: "sign-in-with-errors",
    open: async ({ suiro }) => {
      await suiro.visit("/sign-in");
      await suiro.signIn({ email: "", password: "" });
      await expect(suiro.summary).toBeFocused();
      await suiro.ready();
    },
  },
  {
    name: "sign-in-refused",
    open: async ({ suiro }) => {
      await suiro.visit("/sign-in");
      await suiro.signIn({ email: "nobody@example.com", password: "wrong" });
      await expect(suiro.summary).toContainText(suiro.words.signInRefused);
      await suiro.ready();
    },
  },
  {
    name: "forgot-password",
    open: async ({ suiro }) => {
      await suiro.visit("/forgot-password");
      await suiro.press(suiro.words.sendLink);
      await expect(suiro.summary).toBeFocused();
      await suiro.ready();
    },
  },
  {
    name: "forgot-password-sent",
    open: ({ suiro }) => suiro.visit("/forgot-password?notice=sent"),
  },
  {
    name: "invitation",
    open: async ({ suiro, request }) => {
      await suiro.visit(await invite(request, "kim@example.com", "operator"));
    },
  },
  {
    name: "invitation-with-errors",
    open: async ({ suiro, request }) => {
      await suiro.visit(await invite(request, LONG_PERSON.email.replace("w", "z"), "viewer"));
      await suiro.press(suiro.words.join);
      await expect(suiro.summary).toBeFocused();
      await suiro.ready();
    },
  },
  {
    name: "invitation-with-account",
    open: async ({ suiro, request }) => {
      await suiro.visit(await invite(request, ADMIN.email, "viewer"));
    },
  },
  { name: "link-used", open: ({ suiro }) => suiro.visit(`/invitations/${"0".repeat(64)}`) },
  {
    name: "password-reset",
    open: async ({ suiro, server }) => {
      await suiro.visit(await server.passwordResetLink(ADMIN.email));
    },
  },
  {
    name: "register-with-errors",
    open: async ({ suiro }) => {
      await suiro.visit("/register");
      await suiro.press(suiro.words.register);
      await expect(suiro.summary).toBeFocused();
      await suiro.ready();
    },
  },
  { name: "help-outside", open: ({ suiro }) => suiro.visit("/help") },
];

/** What looks different for somebody who may only look. */
export const FOR_VIEWERS: View[] = [
  { name: "list-of-viewer", open: ({ suiro }) => suiro.visit("/channels") },
  { name: "detail-of-viewer", open: ({ suiro, id }) => suiro.visit(`/channels/${id}`) },
  { name: "members-of-viewer", open: ({ suiro }) => suiro.visit("/members") },
  { name: "denied", open: ({ suiro }) => suiro.visit("/channels/new") },
];

/** What is there before anybody has used the set-up link. */
export const FIRST: View[] = [
  {
    name: "set-up",
    open: async ({ suiro, server }) => suiro.visit(await server.setUpLink()),
  },
  {
    name: "set-up-with-errors",
    open: async ({ suiro, server }) => {
      await suiro.visit(await server.setUpLink());
      await suiro.field(suiro.words.yourName).fill(LONG_PERSON.name.repeat(2));
      await suiro.press(suiro.words.setUp);
      await expect(suiro.summary).toBeFocused();
      await suiro.ready();
    },
  },
];

/** The views that need no channel, in a console without any. */
export const EMPTY: View = { name: "empty", open: ({ suiro }) => suiro.visit("/channels") };

/** The statuses that the views above are answered with, beside 200. */
export const STATUSES = [404, 409, 410, 422];
