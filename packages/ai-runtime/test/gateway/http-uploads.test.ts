import type { EventPage, Problem, Upload } from "@mozaiks/contracts";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startUploadSweep } from "../../src/engine/upload-sweep.ts";
import { tenant } from "../engine/harness.ts";
import type { scriptedModel } from "../engine/scripted-model.ts";
import { type Gateway, startGateway } from "./gateway-fixture.ts";

let gateway: Gateway;
let token: string;
const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2]);

beforeEach(async () => {
  gateway = await startGateway({
    script: { A: ["seen", "and again"] },
    overrides: { limits: { maxUploadBytes: 4_096 } },
  });
  token = await gateway.token();
});
afterEach(() => gateway[Symbol.asyncDispose]());

async function upload(
  content: Uint8Array<ArrayBuffer> | string,
  name: string,
  options: { type?: string; token?: string; query?: string; field?: string } = {},
): Promise<{ status: number; json: Upload & Problem }> {
  const form = new FormData();
  form.set(
    options.field ?? "file",
    new File([content], name, options.type === undefined ? {} : { type: options.type }),
  );
  const response = await gateway.app.request(`/api/uploads${options.query ?? ""}`, {
    method: "POST",
    headers: { authorization: `Bearer ${options.token ?? token}` },
    body: form,
  });
  return { status: response.status, json: (await response.json()) as Upload & Problem };
}

const send = (attachments: readonly object[], more: object = {}): Promise<{ status: number; json: Problem }> =>
  gateway.call<Problem>("POST", "/api/sessions/chat_1/messages", {
    token,
    body: { type: "user_message", content: "Look", attachments, ...more },
  });

it("keeps a file for the token's chat, which it opens, and says what it is", async () => {
  const { status, json } = await upload("# Plan", "C:\\files\\pl\u0000an.md", { type: "text/markdown" });
  expect([status, json]).toEqual([
    201,
    { upload_id: expect.stringMatching(/^upl_[0-9a-f]{64}$/), name: "plan.md", media_type: "text/markdown", size: 6 },
  ]);
  const response = await gateway.app.request(`/api/uploads/${json.upload_id}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(await response.text()).toBe("# Plan");
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "text/markdown",
    "content-disposition": "attachment; filename*=UTF-8''plan.md",
    "content-security-policy": "sandbox; default-src 'none'",
    "x-content-type-options": "nosniff",
  });
  const headers = { "if-none-match": response.headers.get("etag") ?? "" };
  expect((await gateway.call("GET", `/api/uploads/${json.upload_id}`, { token, headers })).status).toBe(304);
});

it("gives models texts in the message, images beside it, and of anything else the name", async () => {
  const uploads = [
    await upload("Launch in May", "plan.txt"),
    await upload(png, "photo.png"),
    await upload(Uint8Array.from([0, 1]), "data.bin"),
  ].map(({ json }) => ({ upload_id: json.upload_id, name: "a lie", media_type: "text/html" }));
  expect((await send(uploads)).status).toBe(202);
  await gateway.engine.ended("chat_1");
  const { requests } = gateway.engine.ports.models as ReturnType<typeof scriptedModel>;
  expect(requests[0]?.messages).toEqual([
    {
      role: "user",
      content:
        'Look\n\nAttached "plan.txt" (text/plain):\nLaunch in May\n\nAttached "photo.png" (image/png).\n\nAttached "data.bin" (application/octet-stream), 2 bytes that cannot be shown here.',
      images: [{ media_type: "image/png", data: expect.any(Uint8Array) }],
    },
  ]);
  const [image] = requests[0]?.messages[0]?.role === "user" ? (requests[0].messages[0].images ?? []) : [];
  expect(Buffer.compare(Buffer.from(image?.data ?? []), png)).toBe(0);
  const { json } = await gateway.call<EventPage>("GET", "/api/sessions/chat_1/events", { token });
  expect(json.events.find((event) => event.type === "user_message")?.attachments).toMatchObject([
    { name: "plan.txt", media_type: "text/plain", size: 13 },
    { name: "photo.png" },
    { name: "data.bin" },
  ]);
});

it("refuses uploads of another chat, and those that never were", async () => {
  const elsewhere = await upload("mine", "a.txt", { token: await gateway.token({ chat_id: "chat_2" }) });
  await gateway.call("POST", "/api/sessions", { token, body: { workflow_id: "Test" } });
  for (const upload_id of [elsewhere.json.upload_id, "upl_none", "another"]) {
    expect(await send([{ upload_id }])).toMatchObject({ status: 404, json: { code: "attachment.not-found" } });
    const answer = await gateway.call<Problem>("GET", `/api/uploads/${upload_id}`, { token });
    expect([answer.status, answer.json.code]).toEqual([404, "attachment.not-found"]);
  }
  expect((await gateway.engine.log("chat_1")).map((event) => event.type)).toEqual(["session_created"]);
});

it.each([
  ["?chat_id=chat_9", {}, 404, "session.not-found"],
  ["", { field: "other" }, 400, "request.invalid"],
] as const)("refuses an upload to %j with %j", async (query, options, status, code) => {
  expect(await upload("x", "a.txt", { query, ...options })).toMatchObject({ status, json: { code } });
});

it("refuses what is too large, no form, or a broken one", async () => {
  expect(await upload("x".repeat(5_000), "a.txt")).toMatchObject({ status: 413, json: { code: "request.too-large" } });
  const answers = [];
  for (const type of ["application/json", "multipart/form-data; boundary=x"]) {
    const request = { token, body: "{}", headers: { "content-type": type } };
    const { status, json } = await gateway.call<Problem>("POST", "/api/uploads", request);
    answers.push([status, json.code]);
  }
  expect(answers).toEqual([
    [415, "request.unsupported-media-type"],
    [400, "request.invalid"],
  ]);
});

it("asks a service token to name the chat", async () => {
  const service = await gateway.service();
  expect(await upload("x", "a.txt", { token: service })).toMatchObject({ status: 400 });
  await gateway.call("POST", "/api/sessions", { token, body: { workflow_id: "Test" } });
  expect(await upload("x", "a.txt", { token: service, query: "?chat_id=chat_1" })).toMatchObject({ status: 201 });
});

it("erases after 24 h what no message was sent with, and the rest with the chat", async () => {
  const [sent, forgotten] = [await upload("sent", "a.txt"), await upload("forgotten", "b.txt")];
  const { blobs, telemetry } = gateway.engine.ports;
  await send([{ upload_id: sent.json.upload_id }]);
  await gateway.engine.ended("chat_1");
  const sweepAt = async (hours: number): Promise<void> => {
    const clock = { now: () => new Date(Date.now() + hours * 3_600_000) };
    await startUploadSweep({ blobs, clock, telemetry })[Symbol.asyncDispose]();
  };
  const statuses = async (): Promise<readonly number[]> =>
    Promise.all(
      [sent, forgotten].map(
        async ({ json }) => (await gateway.call("GET", `/api/uploads/${json.upload_id}`, { token })).status,
      ),
    );
  await sweepAt(23);
  expect(await statuses()).toEqual([200, 200]);
  await sweepAt(25);
  expect(await statuses()).toEqual([200, 404]);
  await gateway.engine.sessions.erase(tenant, "chat_1");
  expect(await blobs.has(tenant, "chat_1", sent.json.upload_id.slice(4))).toBe(false);
});
