import { expect } from "@playwright/test";

import type { Console } from "./console.ts";

/** An account of the simulated platforms, and what it takes to bind it. */
export interface Account {
  type: string;
  /** What people call it. */
  name: string;
  /** The platform's own id. */
  id: string;
  /** The way to authorise it, by its title on the page; where there is one only, none. */
  way?: string;
  /** What is typed, by the labels of the fields. Without any, somebody agrees at the platform. */
  typed?: Record<string, string>;
  /** What is chosen, likewise. */
  chosen?: Record<string, string>;
  /** Somebody who can be written to. */
  customer: string;
  /** What they write to, where they can. */
  writtenTo?: string;
}

export const ACCOUNTS = {
  whatsapp: {
    type: "WhatsApp",
    name: "Hoshino Tea 星野茶園 +1 555-010-0000",
    id: "106540352242922",
    way: "System user's token",
    typed: {
      "WhatsApp Business Account ID": "102290129340398",
      "Phone number ID": "106540352242922",
      "Access token of the system user": "EAASystemUserOfHoshinoTea0000000000000001",
      "PIN of the number": "123456",
    },
    customer: "15550101234",
    writtenTo: "106540352242922",
  },
  viber: {
    type: "Viber",
    name: "Hoshino Tea",
    id: "pa:75346594275468546724",
    typed: { "Authentication token": "4f5d3a01b2c41d3c-8a7b6c5d4e3f2a1b-9c8d7e6f5a4b3c2d" },
    customer: "01234567890A=",
    writtenTo: "pa:75346594275468546724",
  },
  clinic: {
    type: "Viber",
    name: "Riverside Clinic",
    id: "pa:75346594275468546725",
    typed: { "Authentication token": "4f5d3a01b2c41d3d-8a7b6c5d4e3f2a1c-9c8d7e6f5a4b3c2e" },
    customer: "01234567890A=",
    writtenTo: "pa:75346594275468546725",
  },
  messenger: {
    type: "Messenger",
    name: "Hoshino Tea",
    id: "104000000000001",
    customer: "6512345678900001",
    writtenTo: "104000000000001",
  },
  instagram: {
    type: "Instagram",
    name: "hoshino.tea",
    id: "17841400000000001",
    way: "Sign in at Facebook",
    customer: "7712345678900001",
    writtenTo: "17841400000000001",
  },
  sms: {
    type: "SMS",
    name: "Hoshino Tea",
    id: "AC00000000000000000000000000000001",
    way: "Twilio, or a provider with the same interface",
    typed: {
      "Account SID": "AC00000000000000000000000000000001",
      "Auth Token": "5e0d3f1a2b4c6d7e8f90123456789ab1",
      Sender: "+15550100000",
    },
    customer: "+15550101234",
    writtenTo: "+15550100000",
  },
  email: {
    type: "Email",
    name: "news@hoshinotea.example",
    id: "news@hoshinotea.example",
    typed: {
      Host: "localhost",
      "User name": "hoshino",
      "Password or access token": "hoshino-mail-password-0001",
      "Sender's address": "news@hoshinotea.example",
      "SPF domain of the provider": "spf.simulated.example",
      "DKIM selector": "simulated",
    },
    chosen: { Encryption: "tls" },
    customer: "ana@customer.example",
  },
} satisfies Record<string, Account>;

/** The simulated platforms of `suiro demo`. */
export class Platforms {
  readonly #origin: string;
  readonly #mailPort: string;

  /** Reads from what the program told where they are. */
  constructor(log: string) {
    const origin = /accounts and their faults at (\S+)\//.exec(log)?.[1];
    if (origin === undefined) throw new Error(`No platforms were announced: ${log}`);
    this.#origin = origin;
    this.#mailPort = / email .* port (\d+)/.exec(log)?.[1] ?? "";
  }

  get origin(): string {
    return this.#origin;
  }

  /** Where the simulated mail server listens on this machine. */
  get mailPort(): string {
    return this.#mailPort;
  }

  /** Switches these faults of an account on, and all others off. */
  async switch(account: Account, ...faults: string[]): Promise<void> {
    await this.#send("PUT", `${account.id}/faults`, { faults });
  }

  /** Lets a customer write to an account. */
  async write(account: Account, text: string): Promise<void> {
    if (account.writtenTo === undefined) return;
    const body = { from: account.customer, texts: [text] };
    await this.#send("POST", `${encodeURIComponent(account.writtenTo)}/inbound`, body);
  }

  async #send(method: string, path: string, body: object): Promise<void> {
    const answer = await fetch(`${this.#origin}/control/accounts/${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect(answer.status, `${method} ${path}`).toBe(204);
  }
}

/** From the open flow to the account that was found. */
export async function authorise(
  suiro: Console,
  account: Account,
  platforms?: Platforms,
): Promise<void> {
  const { page } = suiro;
  let form = page.getByRole("main");
  if (account.way !== undefined) {
    const way = page.getByRole("group").filter({
      has: page.getByRole("heading", { name: account.way, exact: true }),
    });
    if (!(await way.getByRole("button").first().isVisible())) {
      await way.locator("summary").click();
    }
    form = way;
  }
  if (account.typed === undefined) {
    await form.getByRole("button", { name: "Continue at the platform" }).click();
    await page.getByRole("button", { name: "Continue" }).click();
  } else {
    const port = account.type === "Email" && platforms ? { Port: platforms.mailPort } : {};
    for (const [label, value] of Object.entries({ ...account.typed, ...port })) {
      await form.getByLabel(new RegExp(`^${label} (required|optional)$`)).fill(value);
    }
    for (const [label, value] of Object.entries(account.chosen ?? {})) {
      await form.getByLabel(new RegExp(`^${label}`)).selectOption(value);
    }
    await form.getByRole("button", { name: "Find the account" }).click();
  }
  await expect(page.getByRole("heading", { name: "The account that was found" })).toBeVisible();
  await suiro.ready();
}
