import type { Ack, EventPage, Problem, Trace } from "@mozaiks/contracts";
import { applyEvent, emptyView, type Row } from "@mozaiks/contracts/fold";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Gateway, startGateway } from "./gateway-fixture.ts";

const path = "/api/sessions/chat_1/feedback";
let gateway: Gateway;
let token: string;
let messageId: string;

beforeEach(async () => {
  gateway = await startGateway({ script: { A: ["Hello", "Again"] } });
  token = await gateway.token();
  await gateway.call("POST", "/api/sessions", { token, body: { workflow_id: "Test" } });
  await gateway.call("POST", "/api/sessions/chat_1/messages", { token, body: { type: "user_message", content: "Hi" } });
  const log = await gateway.engine.ended("chat_1");
  messageId = log.find((event) => event.type === "agent_message")?.message_id ?? "";
});
afterEach(() => gateway[Symbol.asyncDispose]());

const rate = (feedback: object) =>
  gateway.call<Ack & Problem>("POST", path, { token, body: { message_id: messageId, ...feedback } });

async function events(): Promise<EventPage["events"]> {
  return (await gateway.call<EventPage>("GET", "/api/sessions/chat_1/events", { token })).json.events;
}

async function ratedRow(): Promise<Row | undefined> {
  return (await events()).reduce(applyEvent, emptyView("chat_1")).rows.find(({ key }) => key === messageId);
}

it("is there after a reload, can be changed, and taken back", async () => {
  expect((await rate({ rating: "up" })).status).toBe(202);
  expect(await ratedRow()).toMatchObject({ feedback: { rating: "up" } });
  await rate({ rating: "down", comment: " Too short. " });
  expect(await ratedRow()).toMatchObject({ feedback: { rating: "down", comment: "Too short." } });
  await rate({ rating: null });
  expect(await ratedRow()).not.toHaveProperty("feedback");
});

it("changes nothing when it is said again, and wakes nobody", async () => {
  const before = (await events()).length;
  const first = await rate({ rating: "up" });
  expect((await rate({ rating: "up" })).json).toEqual(first.json);
  expect((await rate({ rating: null })).json.event_seq).toBe(before + 2);
  expect((await rate({ rating: null })).json.event_seq).toBe(before + 2);
  const body = { type: "user_message", content: "More" };
  await gateway.call("POST", "/api/sessions/chat_1/messages", { token, body });
  const log = await gateway.engine.ended("chat_1", 2);
  expect(log.slice(before).map(({ type }) => type)).toEqual([
    "feedback",
    "feedback",
    "user_message",
    "run_started",
    "agent_selected",
    "agent_message",
    "usage_update",
    "run_paused",
  ]);
});

it("that takes back nothing records nothing", async () => {
  const before = (await events()).length;
  expect(await rate({ rating: null })).toMatchObject({ status: 202, json: {} });
  expect(await events()).toHaveLength(before);
});

it("is for what agents said in this chat", async () => {
  const asked = (await events()).find((event) => event.type === "user_message");
  for (const message_id of ["msg_nothing", asked?.message_id])
    expect(await rate({ message_id, rating: "up" })).toMatchObject({
      status: 404,
      json: { code: "message.not-found" },
    });
});

it.each([{}, { rating: "great" }, { rating: 1 }, { rating: "up", comment: "x".repeat(2001) }])(
  "of the shape %j is refused",
  async (feedback) => {
    expect(await rate(feedback)).toMatchObject({ status: 400, json: { code: "request.invalid" } });
  },
);

it("is listed for the app, with who gave it", async () => {
  await rate({ rating: "down", comment: "No." });
  const answer = await gateway.call<Trace>("GET", "/api/sessions/chat_1/trace", { token: await gateway.service() });
  expect(answer.json.entries).toContainEqual(
    expect.objectContaining({ type: "feedback", message_id: messageId, rating: "down", comment: "No.", by: "ann" }),
  );
});
