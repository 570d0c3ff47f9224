import { request as send, type IncomingHttpHeaders } from "node:http";
import { brotliDecompressSync } from "node:zlib";

import { expect, test } from "./fixtures.ts";
import { NOBODY, type Session } from "./people.ts";

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  /** As it came over the wire. */
  body: Buffer;
}

/** Asks for an address as a browser does, and leaves the answer compressed. */
function get(address: string, { cookies }: Session = NOBODY): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const headers = { "accept-encoding": "gzip, deflate, br", "accept-language": "en", cookie };
    send(address, { headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => {
        const { statusCode: status = 0, headers: answered } = response;
        resolve({ status, headers: answered, body: Buffer.concat(parts) });
      });
      response.on("error", reject);
    })
      .on("error", reject)
      .end();
  });
}

test.describe("with 100 channels", () => {
  test.use({ channels: 100 });

  test("the first page is small, and what belongs to it is kept for ever", async ({
    request,
    server,
  }, testInfo) => {
    const page = await get(`${server.url}/channels?limit=100`, await request.storageState());
    expect(page.headers["content-encoding"]).toBe("br");
    const html = brotliDecompressSync(page.body).toString();
    expect(html.match(/<tr/g)).toHaveLength(101);

    const folder = /\/pkg\/[0-9a-f]{16}\//.exec(html)?.[0] ?? "";
    expect(folder).not.toBe("");
    const sizes = { html: page.body.length, css: 0, js: 0, wasm: 0 };
    for (const kind of ["css", "js", "wasm"] as const) {
      const file = `${folder}suiro.${kind}`;
      expect(html).toContain(file);
      const asset = await get(`${server.url}${file}`);
      expect(asset.status).toBe(200);
      expect(asset.headers["content-encoding"]).toBe("br");
      expect(asset.headers["cache-control"]).toContain("immutable");
      expect(asset.headers["cache-control"]).toContain("max-age=31536000");
      sizes[kind] = asset.body.length;
    }
    const others = [...html.matchAll(/(?:src|href)="(\/pkg\/[^"]+)"/g)].map(([, file]) => file);
    expect(new Set(others).size).toBeLessThanOrEqual(3);
    const all = sizes.html + sizes.css + sizes.js + sizes.wasm;
    const report = `html ${sizes.html}, css ${sizes.css}, js ${sizes.js}, wasm ${sizes.wasm}: ${all}`;
    testInfo.annotations.push({ type: "bytes", description: report });
    console.log(`    bytes, compressed: ${report}`);

    expect(sizes.html).toBeLessThan(25_000);
    expect(sizes.css).toBeLessThan(15_000);
    expect(sizes.js + sizes.wasm).toBeLessThan(105_000);
    expect(all).toBeLessThan(135_000);
  });
});

test("a version of the assets that does not exist is not kept", async ({ server }) => {
  const answer = await get(`${server.url}/pkg/0000000000000000/suiro.css`);
  expect(answer.status).toBe(404);
  expect(answer.headers["cache-control"]).toBe("no-store");
});
