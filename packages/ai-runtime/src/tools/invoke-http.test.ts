import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { invocationOf } from "../../test/tools/invocations.ts";
import { sendJson, startWebServer, type WebServer } from "../../test/tools/web-server.ts";
import { Secret } from "@mozaiks/contracts/server";
import type { HttpManifest } from "../definitions/manifest.ts";
import { type GuardedFetch, openGuardedFetch } from "./guarded-fetch.ts";
import { createHttpInvoker } from "./invoke-http.ts";

let server: WebServer;
let guarded: GuardedFetch;
const token = "s3cr3t/token+value";

beforeEach(async () => {
  server = await startWebServer(({ url }, response) => {
    const path = new URL(url, "http://x").pathname;
    if (path === "/text")
      response.writeHead(200, { "content-type": "text/plain; charset=latin1" }).end(Buffer.from([0xe9]));
    else if (path === "/empty") response.writeHead(204).end();
    else if (path === "/image") response.writeHead(200, { "content-type": "image/png" }).end("x");
    else if (path === "/broken") response.writeHead(200, { "content-type": "application/json" }).end("{");
    else if (path === "/missing") sendJson(response, { error: `no such thing, ${token}` }, 404);
    else if (path === "/echo-secret") sendJson(response, { got: `Bearer ${token}`, list: [encodeURIComponent(token)] });
    else if (path === "/huge") response.writeHead(200, { "content-type": "text/plain" }).end("x".repeat(1_048_577));
    else if (path === "/bomb")
      response
        .writeHead(200, { "content-type": "text/plain", "content-encoding": "gzip" })
        .end(gzipSync(Buffer.alloc(20_000_000)));
    else if (path === "/hang") response.writeHead(200, { "content-type": "text/plain" }).write("wait");
    else if (path === "/hop") response.writeHead(302, { location: "/ok?hopped" }).end();
    else if (path === "/keep") response.writeHead(307, { location: "/ok" }).end();
    else if (path === "/loop") response.writeHead(302, { location: "/loop" }).end();
    else if (path === "/away")
      response.writeHead(307, { location: `http://other.example.com:${server.port}/ok` }).end();
    else sendJson(response, { ok: true, handoff_to: "Nobody" });
  });
  guarded = openGuardedFetch({
    allowPrivate: true,
    resolve: async () => [{ address: "127.0.0.1", family: 4 }],
  });
});
afterEach(async () => {
  await guarded[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

async function call(
  http: Partial<HttpManifest> & { path: string },
  parts: Parameters<typeof invocationOf>[1] & { idempotent?: boolean } = {},
): Promise<unknown> {
  const { path, ...rest } = http;
  const hosts = ["api.example.com", "other.example.com"].map((host) => `${host}:${server.port}`);
  const manifest: HttpManifest = {
    method: "GET",
    url: `http://api.example.com:${server.port}${path}`,
    headers: {},
    allowed_hosts: hosts,
    ...rest,
  };
  const invoke = createHttpInvoker(guarded, { TOKEN: new Secret(token) });
  return await invoke(invocationOf({ kind: "http", http: manifest, idempotent: parts.idempotent ?? false }, parts));
}

describe("values", () => {
  it.each([
    ["/users/{{ arguments.v }}/orders", "a/../../admin?x=1#y", "/users/a%2F..%2F..%2Fadmin%3Fx%3D1%23y/orders"],
    ["/users/{{ arguments.v }}", "..%2fadmin", "/users/..%252fadmin"],
    ["/users/{{ arguments.v }}", "a\r\nHost: evil", "/users/a%0D%0AHost%3A%20evil"],
    ["/users/{{ arguments.v }}", "\\\\evil.com\\", "/users/%5C%5Cevil.com%5C"],
    ["/search?q={{ arguments.v }}&limit=5", "x&limit=900#", "/search?q=x%26limit%3D900%23&limit=5"],
    ["/search?q={{ arguments.v }}", "{{ context.region }}", "/search?q=%7B%7B%20context.region%20%7D%7D"],
    ["/search?q={{ arguments.v }}", "${secret:TOKEN}", "/search?q=%24%7Bsecret%3ATOKEN%7D"],
    ["/search?q={{ arguments.v | upcase | raw }}", "a&b", "/search?q=A%26B"],
    ["/search?q={{ arguments.v }}&page={{ arguments.page }}", "x", "/search?q=x"],
    ["/{{ context.region }}/{{ arguments.v | default: 'all' }}", "", "/north/all"],
  ])("go into %s encoded: %j", async (path, value, url) => {
    await call({ path }, { args: { v: value }, context: { region: "north" } });
    expect(server.seen.map((request) => request.url)).toEqual([url]);
  });

  it.each([
    ["..", "/users/{{ arguments.v }}/orders"],
    [".", "/{{ arguments.v }}"],
    ["", "/users/{{ arguments.v }}"],
    [".", "/.{{ arguments.v }}/x"],
  ])("such as %j cannot change the path %s", async (value, path) => {
    await expect(call({ path }, { args: { v: value } })).rejects.toThrow("a value in the path is empty, . or ..");
    expect(server.seen).toEqual([]);
  });

  it.each(["a\r\nX-Admin: 1", "a\nb", "a\0b", "☃"])("such as %j cannot stand in a header", async (value) => {
    const headers = { "X-Name": "{{ arguments.v }}" };
    await expect(call({ path: "/", headers }, { args: { v: value } })).rejects.toThrow("header X-Name");
    expect(server.seen).toEqual([]);
  });

  it("keep their types in a JSON body, whatever they hold", async () => {
    const body = {
      count: "{{ arguments.count }}",
      note: "Hi {{ arguments.name }}",
      deep: ["{{ arguments.list }}"],
      gone: "{{ arguments.no }}",
    };
    await call({ path: "/", method: "POST", body }, { args: { count: 3, name: '", "admin": "yes', list: [1, "a"] } });
    expect(server.seen[0]?.headers["content-type"]).toBe("application/json");
    expect(JSON.parse(server.seen[0]?.body ?? "")).toEqual({
      count: 3,
      note: 'Hi ", "admin": "yes',
      deep: [[1, "a"]],
    });
  });

  it.each([
    ["application/json", '{"a": "{{ arguments.v }}"}', '{"a": "x\\",\\"y\\":\\"&=1"}'],
    ["application/x-www-form-urlencoded", "a={{ arguments.v }}", "a=x%22%2C%22y%22%3A%22%26%3D1"],
    ["text/plain", "<{{ arguments.v }}>", '<x","y":"&=1>'],
  ])("in a text of type %s are encoded for it", async (type, body, sent) => {
    await call({ path: "/", method: "POST", body, headers: { "Content-Type": type } }, { args: { v: 'x","y":"&=1' } });
    expect(server.seen[0]?.body).toBe(sent);
  });

  it("of an object become a form when the header says so", async () => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    await call(
      { path: "/", method: "POST", headers, body: { a: "{{ arguments.v }}", n: 1 } },
      { args: { v: "x&n=2" } },
    );
    expect(server.seen[0]?.body).toBe("a=x%26n%3D2&n=1");
  });
});

describe("a response", () => {
  it.each([
    ["/ok", { ok: true, handoff_to: "Nobody" }],
    ["/text", "é"],
    ["/empty", null],
    ["/hop", { ok: true, handoff_to: "Nobody" }],
  ])("of %s becomes %j", async (path, result) => {
    expect(await call({ path })).toEqual(result);
  });

  it.each([
    ["/image", "image/png, which is neither JSON nor text"],
    ["/broken", "JSON that cannot be parsed"],
    ["/missing", "the server answered 404"],
    ["/huge", "more than 1 MiB"],
    ["/bomb", "more than 1 MiB"],
    ["/loop", "more than 3 redirects"],
  ])("of %s is an error: %s", async (path, message) => {
    await expect(call({ path })).rejects.toThrow(message);
  });

  it("that does not end is given up when the signal aborts", async () => {
    const stop = new AbortController();
    const result = call({ path: "/hang" }, { signal: stop.signal });
    await expect.poll(() => server.seen.length).toBe(1);
    stop.abort(new Error("stopped"));
    await expect(result).rejects.toThrow("stopped");
  });
});

describe("secrets", () => {
  const headers = { Authorization: "Bearer ${secret:TOKEN}" };

  it("are sent, and are in nothing that comes back", async () => {
    const result = await call({ path: "/echo-secret?key=${secret:TOKEN}", headers });
    expect(server.seen[0]).toMatchObject({
      headers: { authorization: `Bearer ${token}` },
      url: `/echo-secret?key=${encodeURIComponent(token)}`,
    });
    expect(result).toEqual({ got: "Bearer [secret]", list: ["[secret]"] });
    await expect(call({ path: "/missing", headers })).rejects.toThrow('404: {"error":"no such thing, [secret]"}');
  });

  it("that are not set are an error that names them", async () => {
    await expect(call({ path: "/", headers: { "X-Key": "${secret:OTHER}" } })).rejects.toThrow(
      "the secret OTHER is not set: set it and name it in SECRETS_ENV_ALLOWLIST",
    );
    expect(server.seen).toEqual([]);
  });

  it("never go to another host, not even to one that is allowed", async () => {
    await call({ path: "/away", headers: { ...headers, "X-Plain": "yes" } });
    expect(server.seen[1]?.headers).toMatchObject({ host: `other.example.com:${server.port}`, "x-plain": "yes" });
    expect(server.seen[1]?.headers.authorization).toBeUndefined();
    const body = { key: "${secret:TOKEN}" };
    await expect(call({ path: "/away", method: "POST", body })).rejects.toThrow("a body that holds a secret");
    expect(server.seen).toHaveLength(3);
  });
});

it("sends the idempotency key of tools that are idempotent", async () => {
  await call({ path: "/" }, { idempotent: true });
  await call({ path: "/" });
  expect(server.seen.map(({ headers }) => headers["idempotency-key"])).toEqual(["key-1", undefined]);
});

it("repeats method and body after 307, and turns a POST into a GET after 302", async () => {
  await call({ path: "/keep", method: "PUT", body: { a: 1 } });
  await call({ path: "/hop", method: "POST", body: { a: 1 } });
  expect(server.seen.map(({ method, body }) => [method, body])).toEqual([
    ["PUT", '{"a":1}'],
    ["PUT", '{"a":1}'],
    ["POST", '{"a":1}'],
    ["GET", ""],
  ]);
});
