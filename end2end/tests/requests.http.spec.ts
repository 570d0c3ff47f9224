import { creationKey, post } from "./console.ts";
import { expect, test } from "./fixtures.ts";

test("forms that no page of the console sends are refused with a code", async ({ request }) => {
  const key = await creationKey(request);
  const good = { type: "sms", name: "n", remarks: "", creation_key: key, name_seen: "" };
  const type = "application/x-www-form-urlencoded";
  for (const [options, status, code] of [
    [{ form: { ...good, colour: "red" } }, 400, "Request.FieldUnknown"],
    [{ form: { type: "sms", creation_key: key } }, 400, "Request.FieldMissing"],
    [{ form: { ...good, creation_key: "x" } }, 400, "Request.Malformed"],
    [{ form: { ...good, type: "fax" } }, 422, "Choose one of the six channel types."],
    [{ form: { ...good, name: "a\u0000b" } }, 422, "invisible control character"],
    [{ data: good }, 415, "Request.MediaTypeUnsupported"],
    [{ data: "name=%ff", headers: { "content-type": type } }, 400, "Request.Malformed"],
    [{ form: { ...good, remarks: "x".repeat(100_000) } }, 413, "Request.TooLarge"],
    [{ form: good, headers: { "sec-fetch-site": "cross-site" } }, 403, "Request.CrossSite"],
    [{ form: good, headers: { origin: "http://evil.example" } }, 403, "Request.CrossSite"],
  ] as const) {
    const answer = await request.post("/channels/new", { ...options, maxRedirects: 0 });
    expect([answer.status(), code]).toEqual([status, code]);
    expect(await answer.text()).toContain(code);
  }
  const list = await (await request.get("/channels")).text();
  expect(list).toContain("0 of 100 channels");
});

test("a choice of language leads nowhere but back into the console", async ({ request }) => {
  for (const address of ["//evil.example", "https://evil.example/", "/\\evil.example"]) {
    const form = { locale: "ja", return_to: address };
    const answer = await request.post("/preferences", { form, maxRedirects: 0 });
    expect(answer.status()).toBe(400);
  }
});

test("every answer carries the headers that keep a browser safe", async ({ request }) => {
  const key = await creationKey(request);
  const answers = [
    await request.get("/channels"),
    await request.get("/nowhere"),
    await request.get("/channels.csv"),
    await post(request, { name: "" }, key),
  ];
  const nonces = answers.map((answer) => {
    const headers = answer.headers();
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["x-frame-options"]).toBe("DENY");
    expect(headers["referrer-policy"]).toBe("same-origin");
    expect(headers["cache-control"]).toBe("no-store");
    const policy = headers["content-security-policy"] ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe-inline");
    expect(policy).not.toMatch(/'unsafe-eval'/);
    return /'nonce-([^']+)'/.exec(policy)?.[1];
  });
  expect(new Set(nonces).size).toBe(answers.length);
});
