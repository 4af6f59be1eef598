import type { Ack, ArtifactDetail, ArtifactVersionList, Problem } from "@mozaiks/contracts";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Gateway, startGateway } from "./gateway-fixture.ts";

let gateway: Gateway;
let token: string;
let path: string;

beforeEach(async () => {
  gateway = await startGateway({
    manifest: {
      tools: [{ name: "write" }],
      artifacts: [{ type: "note", actions: [{ name: "update_state" }] }],
    },
    script: { A: [{ calls: [["write"]] }, "done"] },
    engine: {
      tools: {
        write: async (_args, { artifacts }) => artifacts.create({ type: "note", title: "Note", state: ["one"] }),
      },
    },
  });
  token = await gateway.token();
  await gateway.call("POST", "/api/sessions", { token, body: { workflow_id: "Test" } });
  await gateway.call("POST", "/api/sessions/chat_1/messages", { token, body: { type: "user_message", content: "go" } });
  const log = await gateway.engine.ended("chat_1");
  const created = log.find((event) => event.type === "artifact_created");
  path = `/api/artifacts/${created?.artifact_id ?? ""}`;
});
afterEach(() => gateway[Symbol.asyncDispose]());

const add = (text: string, more: object = {}): { token: string; body: object } => ({
  token,
  body: { action: "update_state", payload: [{ op: "add", path: "/-", value: text }], ...more },
});

it("gives the newest version and every older one, each under its ETag", async () => {
  const acted = await gateway.call<Ack>(
    "POST",
    `${path}/actions`,
    add("two", { client_id: "c1", expected_version: 1 }),
  );
  expect(acted).toMatchObject({ status: 202, json: { client_id: "c1" } });
  const newest = await gateway.call<ArtifactDetail>("GET", path, { token });
  expect(newest.json).toMatchObject({ artifact_type: "note", chat_id: "chat_1", version: 2, state: ["one", "two"] });
  expect([newest.headers.get("etag"), newest.headers.get("cache-control")]).toEqual(['"2"', "private, no-cache"]);
  const first = await gateway.call<ArtifactDetail>("GET", `${path}?version=1`, { token });
  expect(first.json).toMatchObject({ version: 1, state: ["one"] });
  expect(first.headers.get("cache-control")).toContain("immutable");
});

it("answers 304 to a client that has the version", async () => {
  const headers = { "if-none-match": '"9", W/"1"' };
  const answer = await gateway.call("GET", path, { token, headers });
  expect([answer.status, answer.text]).toEqual([304, ""]);
  await gateway.call("POST", `${path}/actions`, add("two"));
  expect((await gateway.call("GET", path, { token, headers })).status).toBe(200);
});

it("lists the versions, and who made them", async () => {
  await gateway.call("POST", `${path}/actions`, add("two"));
  const { json } = await gateway.call<ArtifactVersionList>("GET", `${path}/versions`, { token });
  expect(json.versions).toMatchObject([{ version: 1 }, { version: 2, by: "ann" }]);
  expect(json.versions[0]).not.toHaveProperty("by");
});

it("refuses a change of another version with 409, and records a repeated one once", async () => {
  const request = add("two", { client_id: "c1", expected_version: 1 });
  const first = await gateway.call<Ack>("POST", `${path}/actions`, request);
  const again = await gateway.call<Ack>("POST", `${path}/actions`, request);
  expect(again.json).toEqual(first.json);
  const late = await gateway.call<Problem>("POST", `${path}/actions`, add("three", { expected_version: 1 }));
  expect(late).toMatchObject({ status: 409, json: { code: "artifact.version-conflict" } });
});

it.each([
  ["?version=2", 404, "artifact.not-found"],
  ["?version=0", 400, "request.invalid"],
  ["?version=x", 400, "request.invalid"],
  ["?chat_id=another", 404, "session.not-found"],
])("refuses %s", async (query, status, code) => {
  expect(await gateway.call<Problem>("GET", `${path}${query}`, { token })).toMatchObject({ status, json: { code } });
});

it("is as absent as none to whoever may not touch its chat", async () => {
  const strangers = [
    await gateway.token({ chat_id: "chat_2" }),
    await gateway.token({ user_id: "bob" }),
    await gateway.token({ app_id: "other" }),
  ];
  for (const stranger of strangers) {
    for (const [method, suffix, body] of [
      ["GET", "", undefined],
      ["GET", "/versions", undefined],
      ["POST", "/actions", { action: "update_state" }],
    ] as const) {
      const request = { token: stranger, ...(body && { body }) };
      const answer = await gateway.call<Problem>(method, `${path}${suffix}?chat_id=chat_1`, request);
      expect([method, suffix, answer.status, answer.json.code]).toEqual([method, suffix, 404, "session.not-found"]);
    }
  }
});

it("asks a service token to name the chat", async () => {
  const service = await gateway.service();
  expect(await gateway.call<Problem>("GET", path, { token: service })).toMatchObject({
    status: 400,
    json: { code: "request.invalid" },
  });
  expect((await gateway.call("GET", `${path}?chat_id=chat_1`, { token: service })).status).toBe(200);
});
