import type { APIRequestContext } from "@playwright/test";

import { ORGANISATION } from "./people.ts";

/** The id of an organisation, as account managers see it. */
export async function tenantId(manager: APIRequestContext, name: string): Promise<string> {
  const answer = await manager.get(`/back-office?q=${encodeURIComponent(name)}`);
  const id = /\/back-office\/tenants\/(tn_[0-9a-z]{26})/.exec(await answer.text())?.[1];
  if (id === undefined) throw new Error(`There is no organisation ${name}`);
  return id;
}

/** Makes the organisation of the first person a service provider. */
export async function grantRight(manager: APIRequestContext): Promise<void> {
  const id = await tenantId(manager, ORGANISATION);
  const address = `/back-office/tenants/${id}/grant-provider`;
  const answer = await manager.post(address, { form: {}, maxRedirects: 0 });
  if (answer.status() !== 303) throw new Error(`No right was granted: ${answer.status()}`);
}

/** Makes a customer without a browser, and says its id. */
export async function newCustomer(admin: APIRequestContext, name: string): Promise<string> {
  const page = await (await admin.get("/customers/new")).text();
  const key = /name="creation_key" value="ck_([^"]+)"/.exec(page)?.[1];
  if (key === undefined) throw new Error("The form has no key.");
  const form = { organisation: name, email: "nina@example.com", creation_key: `ck_${key}` };
  const answer = await admin.post("/customers/new", { form });
  if (answer.status() !== 200) throw new Error(`No customer was created: ${answer.status()}`);
  return `tn_${key}`;
}
