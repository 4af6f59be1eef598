import { createAdaptorServer } from "@hono/node-server";
import type { ArtifactPreview, Problem } from "@mozaiks/contracts";
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPreviewTickets } from "../../src/gateway/access/preview-tickets.ts";
import { createHttpApp } from "../../src/gateway/http-app.ts";
import { tenant } from "../engine/harness.ts";
import { type Gateway, startGateway } from "./gateway-fixture.ts";

const page = '<script type="module" src="./src/main.js"></script>';
const picture = new Uint8Array([137, 80, 78, 71, 0, 255]);
let gateway: Gateway;
let server: Server;
let token: string;
let artifact: string;

beforeEach(async () => {
  gateway = await startGateway({
    env: { ALLOWED_ORIGINS: "https://app.example.com,https://b.example", LIMIT_REQUESTS_PER_MINUTE: "60" },
    manifest: { tools: [{ name: "build" }], artifacts: [{ type: "app", actions: [{ name: "update_state" }] }] },
    script: { A: [{ calls: [["build"]] }, "done"] },
    engine: {
      tools: {
        build: async (_args, { artifacts }) => {
          const { blob } = await artifacts.keepFile(picture);
          const files = {
            "index.html": page,
            "docs/index.html": "<p>Docs</p>",
            "docs/ünï & co.html": "<p>ü</p>",
            "src/main.js": "1;",
            "data.json": "{}",
            "notes.weird": "text",
            "logo.png": { blob },
            "raw.weird": { blob },
          };
          return artifacts.create({ type: "app", title: "App", state: { files } });
        },
      },
    },
  });
  token = await gateway.token();
  await gateway.call("POST", "/api/sessions", { token, body: { workflow_id: "Test" } });
  await gateway.call("POST", "/api/sessions/chat_1/messages", { token, body: { type: "user_message", content: "go" } });
  const log = await gateway.engine.ended("chat_1");
  artifact = `/api/artifacts/${log.find((event) => event.type === "artifact_created")?.artifact_id ?? ""}`;
  server = createAdaptorServer({ fetch: gateway.app.fetch }) as Server;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
  await gateway[Symbol.asyncDispose]();
});

async function preview(body: object = {}): Promise<ArtifactPreview> {
  const { status, json } = await gateway.call<ArtifactPreview>("POST", `${artifact}/preview`, { token, body });
  expect(status).toBe(201);
  return json;
}

function load(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers });
}

const change = (payload: readonly object[]) =>
  gateway.call("POST", `${artifact}/actions`, { token, body: { action: "update_state", payload } });

describe("a preview", () => {
  it("shows every file of the artifact without a token, as what it is", async () => {
    const { url, version } = await preview();
    expect(version).toBe(1);
    for (const [path, type, text] of [
      ["", "text/html", page],
      ["index.html", "text/html", page],
      ["docs/", "text/html", "<p>Docs</p>"],
      [`docs/${encodeURIComponent("ünï & co.html")}`, "text/html", "<p>ü</p>"],
      ["src/main.js", "text/javascript", "1;"],
      ["data.json", "application/json", "{}"],
      ["notes.weird", "text/plain", "text"],
    ] as const) {
      const response = await load(url + path);
      expect([path, response.status, await response.text()]).toEqual([path, 200, text]);
      expect(response.headers.get("content-type")?.split(";")[0]).toBe(type);
    }
    for (const [path, type] of [
      ["logo.png", "image/png"],
      ["raw.weird", "application/octet-stream"],
    ] as const) {
      const response = await load(url + path);
      expect(response.headers.get("content-type")).toBe(type);
      expect(new Uint8Array(await response.arrayBuffer())).toEqual(picture);
    }
  });

  it("is a sandbox without a network that only allowed pages frame, also those that isolate themselves", async () => {
    const { headers } = await load((await preview()).url);
    const policy = headers.get("content-security-policy")?.split("; ");
    expect(policy).toEqual(
      expect.arrayContaining([
        "sandbox allow-scripts",
        "default-src 'none'",
        "connect-src 'none'",
        "form-action 'none'",
        "frame-ancestors 'self' https://app.example.com https://b.example",
      ]),
    );
    expect(Object.fromEntries(headers)).toMatchObject({
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "cross-origin-resource-policy": "cross-origin",
      "cross-origin-embedder-policy": "require-corp",
      "access-control-allow-origin": "*",
    });
    const other = await load(`${artifact}/files/index.html`, { authorization: `Bearer ${token}`, origin: "null" });
    expect(other.headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(other.headers.has("access-control-allow-origin")).toBe(false);
  });

  it("stays at its version", async () => {
    const old = await preview();
    await change([{ op: "replace", path: "/files/index.html", value: "<p>New</p>" }]);
    const fresh = await preview();
    expect([fresh.version, await (await load(fresh.url)).text()]).toEqual([2, "<p>New</p>"]);
    expect(await (await load(old.url)).text()).toBe(page);
    expect(await (await load((await preview({ version: 1 })).url)).text()).toBe(page);
  });

  it("begins at the page nearest to the root, and needs one", async () => {
    await change([{ op: "remove", path: "/files/index.html" }]);
    expect((await preview()).url).toMatch(/\/docs\/$/);
    await change([{ op: "replace", path: "/files", value: { "a b/x.html": "<p>x</p>", "c/d/index.html": "" } }]);
    const { url } = await preview();
    expect(url).toMatch(/\/a%20b\/x\.html$/);
    expect(await (await load(url)).text()).toBe("<p>x</p>");
    await change([{ op: "replace", path: "/files", value: { "a.txt": "" } }]);
    const answer = await gateway.call<Problem>("POST", `${artifact}/preview`, { token, body: {} });
    expect(answer).toMatchObject({ status: 404, json: { code: "artifact.not-found" } });
  });

  it("is served by any process that shares the store", async () => {
    const { store, clock } = gateway.engine.ports;
    const elsewhere = createHttpApp({ ...gateway.parts, previews: createPreviewTickets(store, clock) });
    expect((await elsewhere.request((await preview()).url)).status).toBe(200);
  });
});

describe("a preview is refused", () => {
  const refusal = async (url: string): Promise<unknown> => {
    const response = await load(url);
    return [response.status, ((await response.json()) as Problem).code];
  };

  it.each(["nothing.txt", "%2e%2e%2fsecret", "..%2f..%2fetc%2fpasswd", "src", "src/", "%00", "__proto__"])(
    "at the path %s",
    async (path) => {
      expect(await refusal((await preview()).url + path)).toEqual([404, "artifact.not-found"]);
    },
  );

  it("from 10 minutes on, and when its token is expired", async () => {
    const { url, expires_at } = await preview();
    const clock = { now: () => new Date(expires_at) };
    expect(Math.abs(Date.parse(expires_at) - gateway.engine.ports.clock.now().getTime() - 600_000)).toBeLessThan(
      60_000,
    );
    const later = createHttpApp({
      ...gateway.parts,
      previews: createPreviewTickets(gateway.engine.ports.store, clock),
    });
    expect((await later.request(url)).status).toBe(401);
    token = await gateway.token({}, 60_000);
    const short = await preview();
    expect(Date.parse(short.expires_at)).toBeLessThan(Date.parse(expires_at));
  });

  it("with a ticket that was made up, changed, or is of another artifact or purpose", async () => {
    const { url } = await preview();
    const ticket = url.split("/").at(-2) ?? "";
    const { json } = await gateway.call<{ ticket: string }>("POST", "/api/sessions/chat_1/ticket", { token });
    for (const wrong of ["x", "A".repeat(43), `${ticket}A`, ticket.slice(1), json.ticket, token])
      expect(await refusal(url.replace(ticket, wrong))).toEqual([401, "ticket.invalid"]);
    expect(await refusal(url.replace(artifact, "/api/artifacts/art_other"))).toEqual([401, "ticket.invalid"]);
    const stream = await load(`/api/sessions/chat_1/events?ticket=${ticket}`, { accept: "text/event-stream" });
    expect(stream.status).toBe(401);
    expect((await load(url)).status).toBe(200);
  });

  it("to whoever may not see the chat", async () => {
    for (const stranger of [
      await gateway.token({ app_id: "other" }),
      await gateway.token({ user_id: "bob" }),
      await gateway.token({ chat_id: "chat_2" }),
    ]) {
      const answer = await gateway.call<Problem>("POST", `${artifact}/preview`, { token: stranger, body: {} });
      expect([answer.status, answer.json.code]).toEqual([404, "session.not-found"]);
    }
    const service = await gateway.service();
    const path = `${artifact}/preview?chat_id=chat_1`;
    expect((await gateway.call("POST", path, { token: service, body: {} })).status).toBe(201);
    expect((await gateway.call("POST", path, { token: await gateway.service("other"), body: {} })).status).toBe(404);
  });

  it("once the chat is erased, and beyond the user's requests", async () => {
    const { url } = await preview();
    const answers: Response[] = [];
    for (let count = 0; count < 60; count++) answers.push(await load(url));
    expect(await refusal(url)).toEqual([429, "limit.requests"]);
    expect(answers.at(0)?.status).toBe(200);
    await gateway.engine.ports.store.erase(tenant, "chat_1");
    const fresh = await startGateway();
    const app = createHttpApp({ ...gateway.parts, limits: fresh.parts.limits });
    expect((await app.request(url)).status).toBe(404);
    await fresh[Symbol.asyncDispose]();
  });

  it("without its ticket in any log line", async () => {
    const { url } = await preview();
    await load(url);
    await load(`${url}nothing`);
    const ticket = url.split("/").at(-2) ?? "";
    expect(gateway.lines.filter((line) => line.includes("/preview/:preview_ticket/")).length).toBe(2);
    expect(gateway.lines.join("")).not.toContain(ticket);
  });
});
