import type { Frame, FrameOf } from "@mozaiks/contracts";
import { connectSocket, type SocketClient } from "@mozaiks/testkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startLiveGateway, type LiveGateway } from "../../../test/live/live-gateway.ts";

let gateway: LiveGateway;
let chats = 0;
beforeAll(async () => {
  gateway = await startLiveGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

/** A socket on a chat of its own. */
async function connect(): Promise<SocketClient> {
  gateway.sessions.submitted.length = 0;
  return connectSocket(await gateway.address({}, { chat_id: `chat_${++chats}` }));
}

const isType =
  (type: string) =>
  (frame: Frame): boolean =>
    frame.type === type;

/** The answer to a message with this client id. */
function answerTo(client: SocketClient, clientId: string): Promise<Frame> {
  return client.frame((frame) => "client_id" in frame && frame.client_id === clientId && !("seq" in frame));
}

describe("a message that is no JSON object in UTF-8 text", () => {
  it.each([
    ["not JSON", "{"],
    ["empty", ""],
    ["an array", "[]"],
    ["null", "null"],
    ["a string", '"user_message"'],
    ["nested without end", "[".repeat(5000)],
    ["binary", Buffer.from('{"type":"cancel"}')],
  ])("(%s) is answered with an error and 1008", async (_name, message) => {
    await using client = await connect();
    client.send(message);
    expect(await client.closed).toEqual({ code: 1008, reason: "message.malformed" });
    expect(client.frames.at(-1)).toMatchObject({ type: "error", code: "message.malformed" });
    expect(gateway.sessions.submitted).toEqual([]);
  });

  it("(invalid UTF-8) is answered with an error and 1008", async () => {
    await using client = await connect();
    client.socket.send(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), { binary: false });
    expect((await client.closed).code).toBe(1008);
  });

  it("(too big) is closed with 1009", async () => {
    await using gateway = await startLiveGateway({ maxPayloadBytes: 1024 });
    await using client = await connectSocket(await gateway.address());
    client.send({ type: "user_message", content: "x".repeat(2000) });
    expect((await client.closed).code).toBe(1009);
  });
});

describe("a message that is not understood", () => {
  it.each([
    ["an unknown type", { type: "dance" }, "message.unknown-type"],
    ["no type", { content: "hello" }, "message.unknown-type"],
    ["a server's type", { type: "agent_message", content: "hi" }, "message.unknown-type"],
    ["no content", { type: "user_message" }, "message.invalid"],
    ["blank content", { type: "user_message", content: "  " }, "message.invalid"],
    ["content that is no text", { type: "user_message", content: 7 }, "message.invalid"],
    ["content over 100,000", { type: "user_message", content: "x".repeat(100_001) }, "message.invalid"],
    ["no call_id", { type: "ui_tool_response", response: {} }, "message.invalid"],
    ["an answer to nothing", { type: "ui_tool_response", call_id: "c", response: {} }, "request.not-open"],
    ["a null user_id", { type: "cancel", user_id: null }, "message.invalid"],
    ["an empty token", { type: "authenticate", token: "" }, "message.invalid"],
    ["a bad token", { type: "authenticate", token: "abc" }, "token.invalid"],
  ])("(%s) gets an error with its client_id, and the socket lives on", async (_name, message, code) => {
    await using client = await connect();
    client.send({ ...message, client_id: "one" });
    client.send({ type: "user_message", content: "still here", client_id: "two" });
    expect(await answerTo(client, "one")).toMatchObject({ type: "error", code, title: expect.any(String) });
    expect(await answerTo(client, "two")).toMatchObject({ type: "ack", event_seq: 2 });
  });
});

describe("a message that names somebody else", () => {
  it.each([{ user_id: "user_x" }, { app_id: "app_x" }, { chat_id: "chat_x" }])(
    "%j is answered with an error and 4403",
    async (named) => {
      await using client = await connect();
      client.send({ type: "user_message", content: "hello", ...named });
      expect(await client.closed).toEqual({ code: 4403, reason: "identity.mismatch" });
      expect(client.frames.at(-1)).toMatchObject({ type: "error", code: "identity.mismatch" });
      expect(gateway.sessions.submitted).toEqual([]);
    },
  );
});

describe("a message", () => {
  it("is acknowledged when it has a client_id, and a repetition with the same seq", async () => {
    await using client = await connect();
    client.send({ type: "user_message", content: "no key" });
    client.send({ type: "user_message", content: "hello", client_id: "one" });
    client.send({ type: "user_message", content: "hello", client_id: "one" });
    client.send({ type: "cancel", client_id: "last" });
    expect(await answerTo(client, "last")).toEqual({
      type: "ack",
      chat_id: `chat_${chats}`,
      timestamp: expect.any(String),
      client_id: "last",
    });
    const acks = client.frames.filter((frame): frame is FrameOf<"ack"> => frame.type === "ack");
    expect(acks.map((ack) => [ack.client_id, ack.event_seq])).toEqual([
      ["one", 3],
      ["one", 3],
      ["last", undefined],
    ]);
  });

  it("waits for the one before it, however long that takes", async () => {
    await using gateway = await startLiveGateway();
    gateway.sessions.onMessage = async () => {
      for (let turn = 0; turn < Math.random() * 5; turn++) await gateway.store.ping();
    };
    await using client = await connectSocket(await gateway.address());
    const contents = Array.from({ length: 100 }, (_, index) => `message ${index}`);
    for (const content of contents) client.send({ type: "user_message", content });
    client.send({ type: "cancel", client_id: "last" });
    await answerTo(client, "last");
    const logged = client.view?.rows.flatMap((row) => (row.kind === "message" ? [row.content] : []));
    expect(logged).toEqual(contents);
  });

  it("is refused over the limit of its user, and a client that does not listen is closed with 4429", async () => {
    await using gateway = await startLiveGateway({ limits: { messagesPerMinute: 2 } });
    await using client = await connectSocket(await gateway.address());
    for (const client_id of ["one", "two", "three"]) client.send({ type: "user_message", content: "hi", client_id });
    expect(await answerTo(client, "three")).toMatchObject({ type: "error", code: "limit.messages" });
    expect(client.frames.filter(isType("ack"))).toHaveLength(2);
    for (let more = 0; more < 50; more++) client.send({ type: "user_message", content: "hi" });
    expect(await client.closed).toEqual({ code: 4429, reason: "limit.messages" });
  });

  it("is not read from the network while too many wait", async () => {
    await using gateway = await startLiveGateway();
    const first = Promise.withResolvers<void>();
    gateway.sessions.onMessage = () => first.promise;
    await using client = await connectSocket(await gateway.address());
    await client.frame(isType("replay_complete"));
    const content = "x".repeat(50_000);
    for (let more = 0; more < 200; more++) client.send({ type: "user_message", content });
    await expect.poll(() => gateway.sessions.submitted.length).toBe(1);
    await expect.poll(() => client.socket.bufferedAmount).toBeGreaterThan(100_000);
    first.resolve();
    await expect.poll(() => gateway.sessions.submitted.length).toBe(200);
    expect(client.socket.readyState).toBe(client.socket.OPEN);
  });

  it("fails without a trace of the fault, which is reported", async () => {
    await using gateway = await startLiveGateway();
    gateway.sessions.onMessage = async () => {
      throw new TypeError("a secret of the server");
    };
    await using client = await connectSocket(await gateway.address());
    client.send({ type: "user_message", content: "hello", client_id: "one" });
    expect(await answerTo(client, "one")).toMatchObject({ code: "internal", detail: "Internal error" });
    expect(gateway.faults).toMatchObject([{ message: "a secret of the server" }]);
  });

  it("of type ping needs no answer", async () => {
    await using client = await connect();
    client.send({ type: "ping", client_id: "one" });
    client.send({ type: "cancel", client_id: "two" });
    await answerTo(client, "two");
    expect(JSON.stringify(client.frames)).not.toContain('"one"');
  });
});
