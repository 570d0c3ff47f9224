import { generateKeyPairSync, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";

import type { Page } from "@playwright/test";
import Provider from "oidc-provider";

const CLIENT = "suiro";
const SECRET = "a client secret for tests";

/** What the console calls it. */
export const NAME = "Example ID";

/** An OpenID provider that nobody here wrote, with keys of its own. It lets everybody in. */
export class OpenIdProvider {
  private constructor(
    readonly issuer: string,
    private readonly http: HttpServer,
  ) {}

  /** Takes a port. Only [`register`] says who may use it. */
  static async start(): Promise<OpenIdProvider> {
    const http = createServer();
    http.listen(0, "127.0.0.1");
    await once(http, "listening");
    const { port } = http.address() as AddressInfo;
    return new OpenIdProvider(`http://127.0.0.1:${port}`, http);
  }

  /** What Suiro has to be told. */
  get settings(): Record<string, string> {
    return {
      SUIRO_OIDC_ISSUER: this.issuer,
      SUIRO_OIDC_CLIENT_ID: CLIENT,
      SUIRO_OIDC_CLIENT_SECRET: SECRET,
      SUIRO_OIDC_NAME: NAME,
    };
  }

  /** Lets the console at this address use it. */
  register(url: string): void {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const key = { ...privateKey.export({ format: "jwk" }), kid: randomUUID(), use: "sig" };
    const provider = new Provider(this.issuer, {
      clients: [
        {
          client_id: CLIENT,
          client_secret: SECRET,
          redirect_uris: [`${url}/sign-in/openid/callback`],
        },
      ],
      claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
      cookies: { keys: [randomUUID()] },
      // Whoever logs in as `ada` there has the address `ada@example.com`.
      findAccount: (_, id) => ({
        accountId: id,
        claims: () => ({
          sub: id,
          email: `${id}@example.com`,
          email_verified: true,
          name: `${id} of ${NAME}`,
        }),
      }),
      jwks: { keys: [key] },
      pkce: { required: () => true },
    });
    const listener = provider.callback();
    this.http.on("request", (request, response) => void listener(request, response));
  }

  async stop(): Promise<void> {
    if (!this.http.listening) return;
    this.http.closeAllConnections();
    this.http.close();
    await once(this.http, "close");
  }

  /** Logs in there. */
  async logIn(page: Page, login: string): Promise<void> {
    await page.getByPlaceholder("Enter any login").fill(login);
    await page.getByPlaceholder("and password").fill("anything");
    await page.getByRole("button", { name: "Sign-in" }).click();
  }

  /** Logs in there for the first time, and agrees that the console is told who it is. */
  async logInAndAgree(page: Page, login: string): Promise<void> {
    await this.logIn(page, login);
    await page.getByRole("button", { name: "Continue" }).click();
  }
}
