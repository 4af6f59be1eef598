import type { Problem } from "@mozaiks/contracts";
import { unzipSync } from "fflate";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Gateway, startGateway } from "./gateway-fixture.ts";

let gateway: Gateway;
let token: string;
let path: string;
const picture = new Uint8Array([137, 80, 78, 71, 0, 255]);

beforeEach(async () => {
  gateway = await startGateway({
    manifest: { tools: [{ name: "build" }], artifacts: [{ type: "app", actions: [{ name: "update_state" }] }] },
    script: { A: [{ calls: [["build"]] }, "done"] },
    engine: {
      tools: {
        build: async (_args, { artifacts }) => {
          const { blob } = await artifacts.keepFile(picture);
          const files = { "src/ünï.ts": "export {};\n", "logo.png": { blob }, "index.html": "<p>Hi</p>" };
          return artifacts.create({ type: "app", title: 'My "App"/1', state: { files } });
        },
      },
    },
  });
  token = await gateway.token();
  await gateway.call("POST", "/api/sessions", { token, body: { workflow_id: "Test" } });
  await gateway.call("POST", "/api/sessions/chat_1/messages", { token, body: { type: "user_message", content: "go" } });
  const log = await gateway.engine.ended("chat_1");
  path = `/api/artifacts/${log.find((event) => event.type === "artifact_created")?.artifact_id ?? ""}`;
});
afterEach(() => gateway[Symbol.asyncDispose]());

const change = (payload: readonly object[]): Promise<{ status: number; json: Problem }> =>
  gateway.call<Problem>("POST", `${path}/actions`, { token, body: { action: "update_state", payload } });

async function download(suffix: string): Promise<{ headers: Headers; bytes: Buffer }> {
  const response = await gateway.app.request(`${path}${suffix}`, { headers: { authorization: `Bearer ${token}` } });
  expect(response.status).toBe(200);
  return { headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
}

it("gives each file by its path, with its media type, and lets it do nothing", async () => {
  const html = await download("/files/index.html");
  expect(html.bytes.toString()).toBe("<p>Hi</p>");
  expect(html.headers.get("content-type")).toMatch(/^text\/html/);
  expect(html.headers.get("content-security-policy")).toContain("sandbox; default-src 'none'");
  expect(html.headers.get("x-content-type-options")).toBe("nosniff");
  const png = await download("/files/logo.png");
  expect([png.headers.get("content-type"), Buffer.compare(png.bytes, picture)]).toEqual(["image/png", 0]);
  expect((await download(`/files/src/${encodeURIComponent("ünï.ts")}`)).bytes.toString()).toBe("export {};\n");
});

it("gives the files of an older version, and 304 for known bytes", async () => {
  await change([{ op: "replace", path: "/files/index.html", value: "<p>New</p>" }]);
  expect((await download("/files/index.html")).bytes.toString()).toBe("<p>New</p>");
  const old = await download("/files/index.html?version=1");
  expect(old.bytes.toString()).toBe("<p>Hi</p>");
  const headers = { "if-none-match": old.headers.get("etag") ?? "" };
  expect((await gateway.call("GET", `${path}/files/index.html?version=1`, { token, headers })).status).toBe(304);
});

it.each(["nothing.txt", "%2e%2e%2fsecret", "..%2f..%2fetc%2fpasswd", "src", "src/", "%00", "__proto__"])(
  "has no file %s",
  async (name) => {
    const answer = await gateway.call<Problem>("GET", `${path}/files/${name}`, { token });
    expect([answer.status, answer.json.code]).toEqual([404, "artifact.not-found"]);
  },
);

it.each([
  ["a path that leads out", { op: "add", path: "/files/..~1a", value: "x" }],
  ["an absolute path", { op: "add", path: "/files/~1etc~1passwd", value: "x" }],
  ["bytes that the chat does not have", { op: "add", path: "/files/a", value: { blob: "b".repeat(64) } }],
  ["a file that is none", { op: "add", path: "/files/a", value: 3 }],
])("refuses %s", async (_what, operation) => {
  expect(await change([operation])).toMatchObject({ status: 400, json: { code: "artifact.invalid" } });
});

it("bundles all files into an archive that others can unpack", async () => {
  const { headers, bytes } = await download("/bundle.zip");
  expect(headers.get("content-type")).toBe("application/zip");
  expect(headers.get("content-disposition")).toBe('attachment; filename="My App1.zip"');
  const unpacked = Object.entries(unzipSync(bytes)).map(([name, content]) => [
    name,
    Buffer.from(content).toString("hex"),
  ]);
  expect(unpacked).toEqual([
    ["index.html", Buffer.from("<p>Hi</p>").toString("hex")],
    ["logo.png", Buffer.from(picture).toString("hex")],
    ["src/ünï.ts", Buffer.from("export {};\n").toString("hex")],
  ]);
});

it("makes the same bytes of the same files, in whatever order and however they came", async () => {
  const first = await download("/bundle.zip");
  await change([
    { op: "remove", path: "/files/index.html" },
    { op: "add", path: "/files/index.html", value: "<p>Hi</p>" },
  ]);
  const second = await download("/bundle.zip");
  expect(second.headers.get("etag")).not.toBe(first.headers.get("etag"));
  expect(Buffer.compare(first.bytes, second.bytes)).toBe(0);
  await change([{ op: "add", path: "/files/more.txt", value: "x" }]);
  expect(Buffer.compare(first.bytes, (await download("/bundle.zip")).bytes)).not.toBe(0);
});

it("has no archive where there are no files", async () => {
  await change([{ op: "replace", path: "", value: { pages: 3 } }]);
  const answer = await gateway.call<Problem>("GET", `${path}/bundle.zip`, { token });
  expect(answer).toMatchObject({ status: 404, json: { code: "artifact.not-found" } });
});
