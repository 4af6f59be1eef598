import type { Execution, Problem, Transcript } from "@mozaiks/contracts";
import { afterEach, describe, expect, it } from "vitest";
import { heldReply } from "../engine/scripted-model.ts";
import { type CallOptions, type Gateway, type GatewayOptions, startGateway } from "./gateway-fixture.ts";

let gateway: Gateway;
let token: string;

async function start(options: GatewayOptions = {}): Promise<void> {
  gateway = await startGateway({ ...options, manifest: { human_in_the_loop: false, ...options.manifest } });
  token = await gateway.token();
}

const execute = (body: object, options: CallOptions = { token }) =>
  gateway.call<Omit<Execution, "error"> & Pick<Problem, "code" | "error">>("POST", "/api/workflows/execute", {
    ...options,
    body,
  });

afterEach(async () => {
  await gateway[Symbol.asyncDispose]();
});

describe("an execution", () => {
  it("answers with how its run ended", async () => {
    await start({ script: { A: ["Done."] } });
    const answer = await execute({ workflow: "test", input: "Do it" });
    expect(answer).toMatchObject({ status: 200, json: { chat_id: "chat_1", status: "completed" } });
    expect(answer.json.run_id).toMatch(/^run_/);
    const { json } = await gateway.call<Transcript>("GET", "/api/sessions/chat_1/transcript", { token });
    expect(json.entries).toMatchObject([{ content: "Do it" }, { content: "Done." }]);
  });

  it("that waits for a person, or failed, has ended too", async () => {
    await start({ manifest: { human_in_the_loop: true } });
    expect(await execute({ workflow: "Test", input: "x" })).toMatchObject({ status: 200, json: { status: "paused" } });
    await gateway[Symbol.asyncDispose]();
    await start({ script: { A: [new Error("boom")] } });
    const failed = await execute({ workflow: "Test", input: "x" });
    expect(failed).toMatchObject({ status: 200, json: { status: "failed", error: { code: expect.any(String) } } });
    expect(failed.text).not.toContain("boom");
  });

  it("is answered 202 at once when the caller prefers that, or when its wait is over", async () => {
    const held = heldReply("Thinking");
    await start({ script: { A: [held.reply] } });
    const first = await execute(
      { workflow: "Test", input: "x" },
      { token, headers: { prefer: "wait=5, respond-async" } },
    );
    expect(first).toMatchObject({ status: 202, json: { chat_id: "chat_1", status: "running" } });
    expect(first.headers.get("location")).toBe("/api/sessions/chat_1");
    expect(first.headers.get("preference-applied")).toBe("respond-async");
    const other = await gateway.token({ chat_id: "chat_2" });
    const held2 = await execute({ workflow: "Test", input: "x", wait_ms: 0 }, { token: other });
    expect(held2.status).toBe(202);
    await held.started;
    held.release();
  });

  it("needs a chat that is new", async () => {
    await start();
    expect((await execute({ workflow: "Test", input: "x" })).status).toBe(200);
    expect(await execute({ workflow: "Test", input: "x" })).toMatchObject({
      status: 409,
      json: { code: "session.exists" },
    });
  });

  it("is for the token's workflow and user", async () => {
    await start();
    expect(await execute({ workflow: "Other", input: "x" })).toMatchObject({
      status: 409,
      json: { code: "session.workflow-mismatch" },
    });
    expect(await execute({ workflow: "Test", input: "x", user_id: "bob" })).toMatchObject({ status: 403 });
    const service = await gateway.service();
    expect(await execute({ workflow: "Other", input: "x", user_id: "bob" }, { token: service })).toMatchObject({
      status: 404,
      json: { code: "workflow.not-found" },
    });
    expect(await execute({ workflow: "Test", input: "x" }, { token: service })).toMatchObject({ status: 400 });
    const bobs = await execute({ workflow: "Test", input: "x", user_id: "bob" }, { token: service });
    expect(bobs).toMatchObject({ status: 200, json: { chat_id: expect.stringMatching(/^chat_/) } });
  });
});

describe("its input", () => {
  it.each([
    ["no input", {}],
    ["empty text", { input: "" }],
    ["blank text", { input: "  " }],
    ["an empty object", { input: {} }],
    ["an empty message", { input: { message: "" } }],
    ["an object where text is wanted", { input: { topic: "x" } }],
    ["a number", { input: 5 }],
    ["a wait too long", { input: "x", wait_ms: 600_001 }],
  ])("cannot be %s", async (_name, body) => {
    await start();
    const answer = await execute({ workflow: "Test", ...body });
    expect([answer.status, answer.json.code]).toEqual([400, "request.invalid"]);
    expect(answer.json.error).toBeTypeOf("string");
    expect(await gateway.call("GET", "/api/sessions/chat_1", { token })).toMatchObject({ status: 404 });
  });

  it("may be an object with a message", async () => {
    await start();
    expect(await execute({ workflow: "Test", input: { message: "Hi" } })).toMatchObject({ status: 200 });
  });

  it("becomes context variables when the workflow has an input_schema", async () => {
    await start({
      manifest: {
        startup_mode: "BackendOnly",
        variables: [{ name: "topic" }],
        input_schema: { type: "object", properties: { topic: { type: "string" } }, required: ["topic"] },
      },
    });
    const wrong = await execute({ workflow: "Test", input: { topic: 5 } });
    expect([wrong.status, wrong.json.code]).toEqual([400, "request.invalid"]);
    expect(await execute({ workflow: "Test", input: { topic: "tea" } })).toMatchObject({ status: 200 });
    expect(await gateway.call("GET", "/api/sessions/chat_1", { token })).toMatchObject({
      json: { context: { topic: "tea" } },
    });
  });

  it("may be data of an app that acts for its users", async () => {
    await start({ manifest: { variables: [{ name: "topic" }] } });
    const service = await gateway.service();
    const body = { workflow: "Test", trigger: "task.created", data: { topic: "tea" }, user_id: "bob" };
    expect(await execute(body, { token: service })).toMatchObject({ status: 200 });
    expect(await execute({ ...body, data: { undeclared: 1 } }, { token: service })).toMatchObject({ status: 400 });
  });
});

describe("an idempotency key", () => {
  const keyed = (key: string, as = token): CallOptions => ({ token: as, headers: { "idempotency-key": key } });

  it("makes repetitions the same execution, also when they race", async () => {
    await start();
    const service = await gateway.service();
    const body = { workflow: "Test", input: "x", user_id: "bob" };
    const answers = await Promise.all(Array.from({ length: 5 }, () => execute(body, keyed("k1", service))));
    const [first] = answers;
    for (const answer of answers) expect(answer).toMatchObject({ status: 200, json: first?.json });
    const reordered = { user_id: "bob", input: "x", workflow: "Test" };
    expect(await execute(reordered, keyed("k1", service))).toMatchObject({ json: first?.json });
    const listed = await gateway.call<{ sessions: unknown[] }>("GET", "/api/sessions", { token: service });
    expect(listed.json.sessions).toHaveLength(1);
  });

  it("of another request is a conflict, of another user or app nothing", async () => {
    await start();
    const service = await gateway.service();
    const body = { workflow: "Test", input: "x", user_id: "bob" };
    const first = await execute(body, keyed("k1", service));
    expect(await execute({ ...body, input: "y" }, keyed("k1", service))).toMatchObject({
      status: 409,
      json: { code: "idempotency.conflict" },
    });
    for (const [other, as] of [
      [{ ...body, user_id: "eve" }, service],
      [body, await gateway.service("other")],
    ] as const) {
      const answer = await execute(other, keyed("k1", as));
      expect(answer.status).toBe(200);
      expect(answer.json.chat_id).not.toBe(first.json.chat_id);
    }
  });

  it("does not make an old chat new", async () => {
    await start();
    await gateway.call("POST", "/api/sessions", { token, body: { workflow_id: "Test" } });
    for (let attempt = 0; attempt < 2; attempt++)
      expect(await execute({ workflow: "Test", input: "x" }, keyed("k1"))).toMatchObject({
        status: 409,
        json: { code: "session.exists" },
      });
  });

  it("repeated with a launch token answers with the first execution", async () => {
    await start();
    const first = await execute({ workflow: "Test", input: "x" }, keyed("k1"));
    expect(first.status).toBe(200);
    expect(await execute({ workflow: "Test", input: "x" }, keyed("k1"))).toMatchObject({ json: first.json });
  });

  it("must be printable text", async () => {
    await start();
    expect(await execute({ workflow: "Test", input: "x" }, keyed("a b"))).toMatchObject({ status: 400 });
    expect(await execute({ workflow: "Test", input: "x" }, keyed("k".repeat(201)))).toMatchObject({ status: 400 });
  });
});
