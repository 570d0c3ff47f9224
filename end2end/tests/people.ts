import { request as http, type APIRequestContext } from "@playwright/test";

/** Somebody who can sign in. */
export interface Person {
  name: string;
  email: string;
  password: string;
}

export type Role = "viewer" | "operator" | "admin";

/** Whoever sets the console up. */
export const ADMIN: Person = {
  name: "Ada Admin",
  email: "ada@example.com",
  password: "correct horse battery",
};

export const OPERATOR: Person = {
  name: "Otto Operator",
  email: "otto@example.com",
  password: "purple elephant ladder",
};

export const VIEWER: Person = {
  name: "Vera Viewer",
  email: "vera@example.com",
  password: "seven quiet mountains",
};

export const ORGANISATION = "Example company";

/** A company that registers. */
export const COMPANY = {
  name: "Rivers & Sons 水路",
  country: "JP",
  registrationNumber: "0100-01-234567",
  contact: "Ren Aoki, +81 3 0000 0000",
};

/** The cookies of a browser, by which the console knows who sits at it. */
export type Session = Awaited<ReturnType<APIRequestContext["storageState"]>>;

/** A browser in which nobody is signed in. */
export const NOBODY: Session = { cookies: [], origins: [] };

/** Makes the first person of a console, who is signed in then. */
export function setUp(link: string, userAgent?: string): Promise<Session> {
  const { name, email, password } = ADMIN;
  const form = { person_name: name, email, new_password: password, organisation: ORGANISATION };
  return letIn(link, form, userAgent);
}

/** Signs somebody in with one more browser. */
export function signIn(url: string, { email, password }: Person, userAgent?: string) {
  return letIn(`${url}/sign-in`, { email, password, return_to: "/" }, userAgent);
}

/** Invites somebody in the name of an admin, and says where the invitation is followed. */
export async function invite(
  admin: APIRequestContext,
  email: string,
  role: Role,
): Promise<string> {
  const answer = await admin.post("/members/invite", { form: { email, role } });
  const link = /http:\/\/[^\s"<]+\/invitations\/[0-9a-f]{64}/.exec(await answer.text())?.[0];
  if (link === undefined) throw new Error(`Nobody was invited: ${answer.status()}`);
  return link;
}

/** Makes somebody a member, who is signed in then. */
export async function join(
  admin: APIRequestContext,
  { name, email, password }: Person,
  role: Role,
): Promise<Session> {
  const link = await invite(admin, email, role);
  return letIn(link, { person_name: name, new_password: password });
}

/** Sends a form after which somebody is signed in, without a browser. */
async function letIn(
  address: string,
  form: Record<string, string>,
  userAgent?: string,
): Promise<Session> {
  const options = userAgent === undefined ? {} : { userAgent };
  const browser = await http.newContext({ storageState: NOBODY, ...options });
  const answer = await browser.post(address, { form, maxRedirects: 0 });
  const session = await browser.storageState();
  await browser.dispose();
  if (answer.status() !== 303) throw new Error(`Nobody was let in: ${answer.status()}`);
  return session;
}
