import { tmpdir } from "node:os";
import { realpathSync } from "node:fs";
import { join } from "node:path";
import type { Json, JsonObject } from "@mozaiks/contracts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { invocationOf, type InvocationParts } from "../../test/tools/invocations.ts";
import { type McpHttpServer, startMcpHttpServer } from "../../test/tools/mcp-http-server.ts";
import { Secret } from "@mozaiks/contracts/server";
import type { McpServerManifest } from "../definitions/manifest.ts";
import { describeMcpTools } from "./describe-mcp-tools.ts";
import { openGuardedFetch } from "./guarded-fetch.ts";
import { openToolInvoker, type ToolInvoker } from "./tool-invoker.ts";

const script = join(import.meta.dirname, "../../test/tools/mcp-stdio-server.ts");
const folder = realpathSync(tmpdir());
const token = "s3cr3t-token";

let web: McpHttpServer;
let invoker: ToolInvoker;
let servers: Record<"stdio" | "http", McpServerManifest>;
const options = {
  allowPrivate: true,
  secrets: { TOKEN: new Secret(token) },
  variable: (name: string) => ({ GIVEN: "yes", KEPT: "no" })[name],
  folderOf: () => folder,
};

beforeEach(async () => {
  web = await startMcpHttpServer();
  invoker = openToolInvoker(options);
  servers = {
    stdio: { kind: "stdio", command: process.execPath, args: [script], env: ["GIVEN", "ABSENT"] },
    http: { kind: "http", url: web.url, headers: { Authorization: "Bearer ${secret:TOKEN}" } },
  };
});
afterEach(async () => {
  await invoker[Symbol.asyncDispose]();
  await web[Symbol.asyncDispose]();
});

async function call(
  kind: "stdio" | "http",
  tool: string,
  args: JsonObject = {},
  parts: InvocationParts & { idempotent?: boolean; timeoutMs?: number } = {},
): Promise<Json> {
  const { idempotent = false, timeoutMs = 5_000 } = parts;
  const subject = { kind: "mcp", mcp: { server: "it", tool }, idempotent, timeout_ms: timeoutMs } as const;
  const invocation = invocationOf(subject, { ...parts, args });
  const manifest = { ...invocation.definition.manifest, mcp_servers: { it: servers[kind] } };
  return (await invoker.invoke({ ...invocation, definition: { ...invocation.definition, manifest } })) as Json;
}

describe.each(["stdio", "http"] as const)("an MCP server over %s", (kind) => {
  it.each<[string, JsonObject, Json]>([
    ["echo", { words: "hello" }, "hello"],
    ["echo", { words: "{not json" }, "{not json"],
    ["json", {}, { a: [1, 2] }],
    ["structured", {}, { b: true }],
    ["parts", {}, ["see", { type: "image/png" }, { uri: "doc://1", text: "words" }]],
  ])("gives what %s answers to %j", async (tool, args, result) => {
    expect(await call(kind, tool, args)).toEqual(result);
  });

  it("is connected to once, however many calls there are", async () => {
    await Promise.all([call(kind, "echo"), call(kind, "echo")]);
    expect(await call(kind, "seen")).toMatchObject({ calls: 3 });
  });

  it.each([
    ["fail", { words: "too late" }, "no: too late"],
    ["nothing", {}, "no tool nothing"],
  ])("fails as %s does", async (tool, args, message) => {
    await expect(call(kind, tool, args)).rejects.toThrow(message);
  });

  it("that sends without end fails the call, and the next one works", async () => {
    await expect(call(kind, "huge", {}, { timeoutMs: kind === "stdio" ? 10_000 : 500 })).rejects.toThrow(
      /Connection closed|timed out/,
    );
    expect(await call(kind, "echo", { words: "still" })).toBe("still");
  });

  it("shows its progress", async () => {
    const shown: unknown[] = [];
    const done = call(kind, "progress", {}, { progress: (percent, message) => void shown.push([percent, message]) });
    await expect
      .poll(() => shown)
      .toEqual([
        [50, "step 1"],
        [100, "step 2"],
      ]);
    await call(kind, "release");
    expect(await done).toBe("done");
  });

  it("is told when a call is stopped", async () => {
    const stop = new AbortController();
    const stopped = call(kind, "wait", {}, { signal: stop.signal, progress: () => stop.abort(new Error("enough")) });
    await expect(stopped).rejects.toThrow("enough");
    await expect.poll(() => call(kind, "seen")).toMatchObject({ cancelled: 1 });
  });

  it("gets the key of calls that are idempotent", async () => {
    const meta = { "mozaiks/idempotency-key": "key-1" };
    expect(await call(kind, "seen", {}, { idempotent: true })).toMatchObject({ meta });
    expect(await call(kind, "seen")).toMatchObject({ meta: expect.not.objectContaining(meta) });
  });

  it("describes its tools", async () => {
    await using fetch = openGuardedFetch(options);
    const workflow = {
      folder,
      manifest: { ...invocationOf({}).definition.manifest, mcp_servers: { it: servers[kind] } },
    };
    expect(await describeMcpTools(workflow, "it", { ...options, fetch: fetch.fetch })).toEqual([
      {
        name: "echo",
        description: "Says it again.",
        parameters: { type: "object", properties: { words: { type: "string" } }, required: ["words"] },
      },
    ]);
  });
});

describe("a process", () => {
  it("runs in the workflow's folder with the variables it is allowed, and no others", async () => {
    process.env["NOT_GIVEN"] = "secret";
    const { names, ...rest } = (await call("stdio", "environment")) as { names: string[] };
    delete process.env["NOT_GIVEN"];
    expect(rest).toEqual({ folder, given: "yes" });
    const usual = ["GIVEN", "HOME", "LOGNAME", "PATH", "SHELL", "TERM", "USER"];
    expect(names.filter((name) => !usual.includes(name) && name !== "PWD" && name !== "_")).toEqual([]);
  });

  it("that dies fails the call, and the next one starts it anew", async () => {
    const first = (await call("stdio", "seen")) as { process: number };
    await expect(call("stdio", "die")).rejects.toThrow("Connection closed");
    const second = (await call("stdio", "seen")) as { process: number };
    expect(second.process).not.toBe(first.process);
  });

  it("ends when the invoker closes", async () => {
    const { process: id } = (await call("stdio", "seen")) as { process: number };
    await invoker[Symbol.asyncDispose]();
    expect(() => process.kill(id, 0)).toThrow("ESRCH");
  });

  it("that cannot be started is an error of the call", async () => {
    servers.stdio = { kind: "stdio", command: "no-such-program-at-all", args: [], env: [] };
    await expect(call("stdio", "echo")).rejects.toThrow("ENOENT");
  });
});

describe("a server over HTTP", () => {
  it("gets its headers, whose secrets are in nothing that comes back", async () => {
    expect(await call("http", "echo", { words: `it is ${token}` })).toBe("it is [secret]");
    await expect(call("http", "fail", { words: token })).rejects.toThrow("no: [secret]");
    expect(web.seen.every(({ headers }) => headers.authorization === `Bearer ${token}`)).toBe(true);
  });

  it("that has forgotten the session is connected to again within the call", async () => {
    await call("http", "echo");
    web.sessions.clear();
    expect(await call("http", "echo", { words: "again" })).toBe("again");
  });

  it("is told goodbye when the invoker closes", async () => {
    await call("http", "echo");
    await invoker[Symbol.asyncDispose]();
    expect(web.seen.at(-1)?.method).toBe("DELETE");
  });

  it("on this machine is refused unless the operator allows private addresses", async () => {
    await invoker[Symbol.asyncDispose]();
    invoker = openToolInvoker({ ...options, allowPrivate: false });
    await expect(call("http", "echo")).rejects.toThrow("is not on the public internet");
    expect(web.seen).toEqual([]);
  });
});
