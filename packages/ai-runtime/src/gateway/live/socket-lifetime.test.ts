import type { Frame } from "@mozaiks/contracts";
import { connectSocket } from "@mozaiks/testkit";
import { describe, expect, it } from "vitest";
import { startLiveGateway } from "../../../test/live/live-gateway.ts";

const isType =
  (type: string) =>
  (frame: Frame): boolean =>
    frame.type === type;

const hourMs = 3_600_000;

describe("a socket's token", () => {
  it("closes it with 4401 when it expires", async () => {
    await using gateway = await startLiveGateway();
    await using client = await connectSocket(await gateway.address());
    await client.frame(isType("replay_complete"));
    gateway.advance(2 * hourMs);
    expect(await client.closed).toEqual({ code: 4401, reason: "token.expired" });
    expect(client.frames.at(-1)).toMatchObject({ type: "error", code: "token.expired" });
  });

  it("can be renewed", async () => {
    await using gateway = await startLiveGateway();
    await using client = await connectSocket(await gateway.address());
    client.send({ type: "authenticate", token: await gateway.token({}, 3 * hourMs), client_id: "renewal" });
    await client.frame(isType("ack"));
    gateway.advance(2 * hourMs);
    await client.frame(isType("ping"));
    client.send({ type: "user_message", content: "still here", client_id: "after" });
    await client.frame((frame) => frame.type === "ack" && frame.client_id === "after");
    gateway.advance(2 * hourMs);
    expect((await client.closed).code).toBe(4401);
  });

  it.each([{ user_id: "user_x" }, { app_id: "app_x" }, { chat_id: "chat_x" }])(
    "cannot be renewed by one of %j: 4403",
    async (changes) => {
      await using gateway = await startLiveGateway();
      await using client = await connectSocket(await gateway.address());
      client.send({ type: "authenticate", token: await gateway.token(changes) });
      expect(await client.closed).toEqual({ code: 4403, reason: "identity.mismatch" });
    },
  );
});

describe("a heartbeat", () => {
  it("pings, and tells the head of the log", async () => {
    await using gateway = await startLiveGateway({ heartbeatMs: 250 });
    await using client = await connectSocket(await gateway.address());
    const ping = await client.frame(isType("ping"));
    expect(ping).toEqual({ type: "ping", chat_id: "chat_789", timestamp: expect.any(String), head_seq: 1 });
    await expect.poll(() => client.pings).toBeGreaterThan(2);
    expect(client.socket.readyState).toBe(client.socket.OPEN);
  });

  it("finds an event that the bus lost long after the join", async () => {
    await using gateway = await startLiveGateway({ heartbeatMs: 250, stream: { recheckMs: 0 } });
    await using client = await connectSocket(await gateway.address());
    await client.frame(isType("ping"));
    const notice = { type: "notice", level: "info", code: "lost" };
    await gateway.sessions.append(gateway.tenant, "chat_789", [notice], { isLost: true });
    await client.frame(isType("notice"));
    expect(await client.frame((frame) => frame.type === "ping" && frame.head_seq === 2)).toBeDefined();
  });

  it("drops a client that leaves two pings unanswered", async () => {
    await using gateway = await startLiveGateway({ heartbeatMs: 20 });
    await using client = await connectSocket(await gateway.address(), { autoPong: false });
    expect((await client.closed).code).toBe(1006);
    await expect.poll(() => gateway.sockets.connections).toBe(0);
  });
});

describe("a reader that is too slow", () => {
  it("is dropped with 1013 within its bound, and gets all of it when it comes back", async () => {
    await using gateway = await startLiveGateway({ stream: { maxBufferedBytes: 64 * 1024 } });
    const { sessions, tenant } = gateway;
    await using slow = await connectSocket(await gateway.address());
    await slow.frame(isType("replay_complete"));
    slow.socket.pause();
    const code = "x".repeat(20_000);
    let seq = 1;
    const count = 800;
    for (let sent = 0; sent < count; sent += 50)
      seq = await sessions.append(
        tenant,
        "chat_789",
        Array.from({ length: 50 }, () => ({ type: "notice", level: "info", code })),
      );
    await expect.poll(() => process.memoryUsage().arrayBuffers).toBeLessThan(200 * 1024 * 1024);
    slow.socket.resume();
    expect(await slow.closed).toEqual({ code: 1013, reason: "reader.too-slow" });
    expect(slow.lastSeq).toBeLessThan(seq);

    const after = { after_seq: String(slow.lastSeq) };
    await using again = await connectSocket(await gateway.address(after), { view: slow.view });
    await again.frame(isType("replay_complete"));
    expect(again.view).toMatchObject({ head_seq: seq, rows_seq: seq });
    expect(again.view?.rows.map((row) => row.seq)).toEqual(Array.from({ length: count }, (_, index) => index + 2));
  });

  it("gets a replay that is bigger than its bound, as fast as it reads", async () => {
    await using gateway = await startLiveGateway({ stream: { maxBufferedBytes: 64 * 1024 } });
    await using first = await connectSocket(await gateway.address());
    const code = "x".repeat(20_000);
    const notices = Array.from({ length: 800 }, () => ({ type: "notice", level: "info", code }));
    await gateway.sessions.append(gateway.tenant, "chat_789", notices, { isLost: true });
    await using late = await connectSocket(await gateway.address());
    await late.frame((frame) => "seq" in frame);
    late.socket.pause();
    await gateway.store.ping();
    late.socket.resume();
    await late.frame(isType("replay_complete"));
    expect(late.lastSeq).toBe(801);
    await first.frame((frame) => "seq" in frame && frame.seq === 801);
  });
});

describe("a shutdown", () => {
  it("closes every socket with 1001, and takes no more", async () => {
    await using gateway = await startLiveGateway();
    const clients = await Promise.all(
      Array.from({ length: 5 }, async (_, index) =>
        connectSocket(await gateway.address({}, { chat_id: `chat_${index}` })),
      ),
    );
    const closing = gateway.sockets.close();
    await expect(connectSocket(await gateway.address())).rejects.toMatchObject({ status: 503 });
    await closing;
    const closes = await Promise.all(clients.map((client) => client.closed));
    expect(closes.map(({ code }) => code)).toEqual([1001, 1001, 1001, 1001, 1001]);
    expect(gateway.sockets.connections).toBe(0);
  });

  it("does not wait for a client that does not answer", async () => {
    await using gateway = await startLiveGateway({ closeMs: 50 });
    await using client = await connectSocket(await gateway.address());
    await client.frame(isType("replay_complete"));
    client.socket.pause();
    await gateway.sockets.close();
    expect(gateway.sockets.connections).toBe(0);
    client.socket.resume();
    expect((await client.closed).code).toBeGreaterThan(1000);
  });
});
