import { expect, type APIRequestContext, type Locator, type Page } from "@playwright/test";

import type { Person } from "./people.ts";
import { WORDS } from "./words.ts";

type Words = (typeof WORDS)[keyof typeof WORDS];

export interface Draft {
  /** The id of the organisation that gets the channel, where there is a choice. */
  customer?: string;
  type?: string;
  name?: string;
  remarks?: string;
}

/** The console as a person uses it, with or without our code in the browser. */
export class Console {
  constructor(
    readonly page: Page,
    readonly javaScript: boolean,
    readonly words: Words = WORDS.en,
  ) {}

  /** The same console for somebody who reads another language. */
  in(words: Words): Console {
    return new Console(this.page, this.javaScript, words);
  }

  /** Goes to an address and waits until everything on the page works. */
  async visit(address: string): Promise<void> {
    await this.page.goto(address);
    await this.ready();
  }

  /** Waits until our code runs, where the browser runs it. */
  async ready(): Promise<void> {
    if (this.javaScript) await expect(this.page.locator("html[data-hydrated]")).toBeAttached();
  }

  /** Reloads the page. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /** From the channel table to the form: the dialog, or the page of its own. */
  async openForm(): Promise<Locator> {
    const link = this.page.getByRole("link", { name: this.words.createChannel }).first();
    await link.click();
    if (this.javaScript) {
      const dialog = this.page.getByRole("dialog", { name: this.words.createChannel });
      await expect(dialog).toBeVisible();
      return dialog;
    }
    await expect(this.page).toHaveURL("/channels/new");
    return this.page.getByRole("main");
  }

  async fill(draft: Draft): Promise<void> {
    const { page, words } = this;
    if (draft.type !== undefined) {
      await page.getByRole("radio", { name: new RegExp(`^${draft.type}`) }).check();
    }
    if (draft.name !== undefined) await this.nameField.fill(draft.name);
    if (draft.remarks !== undefined) {
      await page.getByRole("textbox", { name: words.remarks }).fill(draft.remarks);
    }
  }

  get nameField(): Locator {
    return this.page.getByRole("textbox", { name: this.words.name });
  }

  get remarksField(): Locator {
    return this.page.getByRole("textbox", { name: this.words.remarks });
  }

  get summary(): Locator {
    return this.page.getByRole("alert");
  }

  async pressOk(): Promise<void> {
    await this.page.getByRole("button", { name: this.words.ok, exact: true }).click();
  }

  /** A field, by the whole of its label. */
  field(label: string): Locator {
    return this.page.getByLabel(label, { exact: true });
  }

  /** Presses a button, by the whole of its label. */
  async press(label: string): Promise<void> {
    await this.page.getByRole("button", { name: label, exact: true }).click();
  }

  /** Sends the sign-in form that is open. */
  async signIn({ email, password }: Pick<Person, "email" | "password">): Promise<void> {
    await this.field(this.words.email).fill(email);
    await this.field(this.words.password).fill(password);
    await this.press(this.words.signIn);
  }

  /** Ends the session, and waits for the page to say so. */
  async signOut(): Promise<void> {
    await this.viewer.locator("summary").click();
    await this.viewer.getByRole("button", { name: this.words.signOut }).click();
    await expect(this.notice).toContainText(this.words.signedOut);
    await this.ready();
  }

  /** The menu that says who is signed in. */
  get viewer(): Locator {
    const menus = this.page.getByRole("banner").getByRole("group");
    return menus.filter({ hasText: this.words.signOut });
  }

  /** Presses OK without a mouse. */
  async enterOk(): Promise<void> {
    const button = this.page.getByRole("button", { name: this.words.ok, exact: true });
    await button.press("Enter");
  }

  /** Creates a channel from the table on, and waits for the table to say so. */
  async create(draft: Required<Pick<Draft, "type" | "name">> & Draft): Promise<void> {
    await this.visit("/channels");
    await this.openForm();
    await this.fill(draft);
    await this.pressOk();
    await this.expectCreated(draft.name);
  }

  async expectCreated(name: string): Promise<void> {
    await expect(this.notice.filter({ hasText: this.words.created(name) })).toBeVisible();
    await this.ready();
  }

  /** What the page says after something was done, or has to say before. */
  get notice(): Locator {
    return this.page.getByRole("main").getByRole("status");
  }

  /** A channel in the table. */
  row(name: string): Locator {
    const link = this.page.getByRole("rowheader").getByRole("link", { name, exact: true });
    return this.page.getByRole("row").filter({ has: link });
  }

  /** The names in the table, from top to bottom. */
  async names(): Promise<string[]> {
    return this.page.getByRole("rowheader").getByRole("link").allInnerTexts();
  }

  async expectUsage(used: number, quota: number): Promise<void> {
    await expect(this.page.getByText(this.words.usage(used, quota), { exact: true })).toBeVisible();
  }
}

/** A form key, as the server gives one with each form. */
export async function creationKey(request: APIRequestContext): Promise<string> {
  const page = await (await request.get("/channels/new")).text();
  const key = /name="creation_key" value="([^"]+)"/.exec(page)?.[1];
  if (key === undefined) throw new Error("The form has no key.");
  return key;
}

/** Sends the Create Channel form without a browser, as a retry or a second click would. */
export function post(request: APIRequestContext, draft: Draft, key: string) {
  const form = {
    type: draft.type ?? "whatsapp",
    name: draft.name ?? "",
    remarks: draft.remarks ?? "",
    creation_key: key,
    name_seen: "",
    ...(draft.customer === undefined ? {} : { customer: draft.customer }),
  };
  return request.post("/channels/new", { form, maxRedirects: 0 });
}

/** Makes a channel for a test that is about something else, and says its id. */
export async function given(request: APIRequestContext, draft: Draft): Promise<string> {
  const answer = await post(request, draft, await creationKey(request));
  const id = /created=([^&]+)/.exec(answer.headers()["location"] ?? "")?.[1];
  if (id === undefined) throw new Error(`No channel was created: ${answer.status()}`);
  return id;
}
