import { afterAll, beforeAll, expect, it } from "vitest";
import { invocationOf } from "../../test/tools/invocations.ts";
import { sendJson, startWebServer, type WebServer } from "../../test/tools/web-server.ts";
import { openGuardedFetch, type ResolvedAddress } from "./guarded-fetch.ts";
import { createHttpInvoker } from "./invoke-http.ts";
import { isPublicAddress } from "./public-address.ts";

/** Stands for a public machine: 127.0.0.2 is taken for a public address. Everything else of this machine is the prey. */
const publicAddress = "127.0.0.2";
let prey: WebServer;
let open: WebServer;
let redirectTo = "";

beforeAll(async () => {
  prey = await startWebServer((_request, response) => sendJson(response, { secret: "of the inside" }), "127.0.0.1");
  open = await startWebServer((request, response) => {
    if (request.url === "/redirect") response.writeHead(302, { location: redirectTo }).end();
    else sendJson(response, { ok: true });
  }, publicAddress);
});
afterAll(async () => {
  await prey[Symbol.asyncDispose]();
  await open[Symbol.asyncDispose]();
});

const isPublic = (address: string): boolean => address === publicAddress || isPublicAddress(address);

async function get(
  url: string,
  options: { resolve?: (host: string) => readonly string[]; allowed?: readonly string[]; allowPrivate?: boolean } = {},
): Promise<unknown> {
  const { resolve = () => [publicAddress], allowed, allowPrivate = false } = options;
  await using guarded = openGuardedFetch({
    allowPrivate,
    isPublic,
    resolve: async (host) =>
      resolve(host).map((address): ResolvedAddress => ({ address, family: address.includes(":") ? 6 : 4 })),
  });
  const hosts = allowed ?? [`api.example.com:${open.port}`, `api.example.com:${prey.port}`];
  const tool = { kind: "http", http: { method: "GET", url, headers: {}, allowed_hosts: hosts } } as const;
  return await createHttpInvoker(guarded, {})(invocationOf(tool));
}

it("reaches a public host that is allowed", async () => {
  expect(await get(`http://api.example.com:${open.port}/`)).toEqual({ ok: true });
});

it.each([
  "127.0.0.1",
  "127.1.2.3",
  "0.0.0.0",
  "10.0.0.1",
  "172.16.0.1",
  "192.168.0.1",
  "100.64.0.1",
  "169.254.169.254",
  "224.0.0.1",
  "240.0.0.1",
  "255.255.255.255",
  "::1",
  "::",
  "::ffff:127.0.0.1",
  "::ffff:7f00:1",
  "64:ff9b::7f00:1",
  "2002:7f00:1::",
  "fe80::1",
  "fc00::1",
  "ff02::1",
])("refuses a name that stands for %s", async (address) => {
  const reached = get(`http://api.example.com:${prey.port}/`, { resolve: () => [address] });
  await expect(reached).rejects.toThrow("the host api.example.com is not on the public internet");
});

it("refuses a name of which one address is private", async () => {
  const reached = get(`http://api.example.com:${open.port}/`, { resolve: () => [publicAddress, "127.0.0.1"] });
  await expect(reached).rejects.toThrow("not on the public internet");
});

it("refuses a name without addresses", async () => {
  const reached = get(`http://api.example.com:${open.port}/`, { resolve: () => [] });
  await expect(reached).rejects.toThrow("has no address");
});

it.each([
  ["127.0.0.1", "127.0.0.1"],
  ["decimal", "2130706433"],
  ["octal", "0177.0.0.1"],
  ["hexadecimal", "0x7f.0.0.1"],
  ["one hexadecimal number", "0x7f000001"],
  ["short", "127.1"],
  ["zero", "0"],
  ["full-width digits", "１２７.0.0.1"],
  ["percent-encoded", "%31%32%37.0.0.1"],
  ["with a dot at the end", "127.0.0.1."],
  ["IPv6 loopback", "[::1]"],
  ["IPv6 written out", "[0:0:0:0:0:0:0:1]"],
  ["IPv6 mapped", "[::ffff:127.0.0.1]"],
  ["IPv6 mapped in hexadecimal", "[::ffff:7f00:1]"],
  ["IPv6 compatible", "[::127.0.0.1]"],
  ["NAT64", "[64:ff9b::7f00:1]"],
  ["6to4", "[2002:7f00:1::]"],
])("refuses an address of this machine as host, %s, even where it is allowed", async (_what, host) => {
  const url = `http://${host}:${prey.port}/`;
  const allowed = [`${new URL(url).hostname}:${prey.port}`, `*.0.0.1:${prey.port}`];
  await expect(get(url, { allowed })).rejects.toThrow("is not on the public internet");
});

it.each([
  ["the same machine by address", () => `http://127.0.0.1:${prey.port}/`],
  ["by a decimal address", () => `http://2130706433:${prey.port}/`],
  ["by an octal address", () => `http://0177.1:${prey.port}/`],
  ["by an IPv6 address", () => `http://[::ffff:127.0.0.1]:${prey.port}/`],
  ["to localhost", () => `http://localhost:${prey.port}/`],
  ["to a host that is not allowed", () => `http://evil.example.com:${open.port}/`],
  ["to a name that ends like one", () => `http://notapi.example.com:${open.port}/`],
  ["to a port that is not allowed", () => "http://api.example.com:1/"],
  ["to the usual port, which is not allowed here", () => "http://api.example.com/"],
  ["without a scheme", () => `//127.0.0.1:${prey.port}/`],
])("refuses a redirect %s", async (_what, to) => {
  redirectTo = to();
  await expect(get(`http://api.example.com:${open.port}/redirect`)).rejects.toThrow(
    "is not in the tool's allowed_hosts",
  );
});

it.each([
  ["file:///etc/passwd"],
  ["ftp://api.example.com/"],
  ["data:application/json,{}"],
  ["gopher://api.example.com/"],
  ["javascript:alert(1)"],
])("refuses a redirect to %s", async (to) => {
  redirectTo = to;
  await expect(get(`http://api.example.com:${open.port}/redirect`)).rejects.toThrow(/allowed_hosts|only http/);
});

it("refuses a redirect with user and password, and one to no URL", async () => {
  redirectTo = `http://user:password@api.example.com:${open.port}/`;
  await expect(get(`http://api.example.com:${open.port}/redirect`)).rejects.toThrow("with user or password");
  redirectTo = "http://[";
  await expect(get(`http://api.example.com:${open.port}/redirect`)).rejects.toThrow("leads to no URL");
});

it("refuses a redirect to an allowed name that has become private", async () => {
  redirectTo = `http://api.example.com:${prey.port}/`;
  const answers = [[publicAddress], ["127.0.0.1"]];
  const reached = get(`http://api.example.com:${open.port}/redirect`, { resolve: () => answers.shift() ?? [] });
  await expect(reached).rejects.toThrow("not on the public internet");
});

it("connects to the address it checked, however the name changes in between", async () => {
  const asked: string[] = [];
  const resolve = (host: string): readonly string[] => {
    asked.push(host);
    return asked.length === 1 ? [publicAddress] : ["127.0.0.1"];
  };
  expect(await get(`http://api.example.com:${open.port}/`, { resolve })).toEqual({ ok: true });
  expect(asked).toEqual(["api.example.com"]);
});

it("calls this machine where the operator allows it", async () => {
  const options = { allowPrivate: true, allowed: [`127.0.0.1:${prey.port}`] };
  const before = prey.seen.length;
  expect(before).toBe(0);
  expect(await get(`http://127.0.0.1:${prey.port}/`, options)).toEqual({ secret: "of the inside" });
});
