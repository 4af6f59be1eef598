import type { Frame } from "@mozaiks/contracts";
import { describe, expect, it } from "vitest";
import { startLiveGateway, type LiveGateway, type LiveGatewayOptions } from "../../../test/live/live-gateway.ts";

interface Received {
  readonly id: string | undefined;
  readonly frame: Frame;
}

/** An event stream as a browser reads it. */
async function openStream(gateway: LiveGateway, query = "", headers: Record<string, string> = {}) {
  const abort = new AbortController();
  const authorization = `Bearer ${await gateway.token()}`;
  const response = await fetch(`${gateway.origin}/api/sessions/chat_789/events?${query}`, {
    headers: { accept: "text/event-stream", authorization, ...headers },
    signal: abort.signal,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const comments: string[] = [];
  async function next(): Promise<Received | undefined> {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end >= 0) {
        const lines = text.slice(0, end).split("\n");
        text = text.slice(end + 2);
        const data = lines.find((line) => line.startsWith("data: "))?.slice(6);
        if (data === undefined) comments.push(lines.join("\n"));
        else return { id: lines.find((line) => line.startsWith("id: "))?.slice(4), frame: JSON.parse(data) };
        continue;
      }
      const chunk = await reader?.read();
      if (!chunk || chunk.done) return undefined;
      text += chunk.value;
    }
  }
  async function until(type: string): Promise<readonly Received[]> {
    const all: Received[] = [];
    for (let received = await next(); received; received = await next()) {
      all.push(received);
      if (received.frame.type === type) return all;
    }
    throw new Error(`ended without ${type}: ${all.map(({ frame }) => frame.type).join(", ")}`);
  }
  async function problem(): Promise<unknown> {
    const chunk = await reader?.read();
    return JSON.parse(chunk?.value ?? "");
  }
  return { response, next, until, comments, problem, [Symbol.dispose]: () => abort.abort() };
}

async function startWithSession(options?: LiveGatewayOptions): Promise<LiveGateway> {
  const gateway = await startLiveGateway(options);
  const { tenant, sessions } = gateway;
  await sessions.open(tenant, { user_id: "user_123", workflow_id: "onboarding_flow", chat_id: "chat_789" });
  await notice(gateway, "one");
  await notice(gateway, "two");
  return gateway;
}

function notice({ sessions, tenant }: LiveGateway, code: string): Promise<number> {
  return sessions.append(tenant, "chat_789", [{ type: "notice", level: "info", code }]);
}

const ids = (received: readonly Received[]): string => received.map(({ id, frame }) => id ?? frame.type).join(" ");

describe("an event stream", () => {
  it("sends the frames of a socket, with ids on logged events only, and starts the session", async () => {
    await using gateway = await startWithSession();
    using stream = await openStream(gateway);
    expect(stream.response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(ids(await stream.until("replay_complete"))).toBe("session_state 1 2 3 replay_complete");
    await notice(gateway, "three");
    gateway.sessions.stream(gateway.tenant, "chat_789", "m", 9, 0, "Hel");
    expect(ids(await stream.until("agent_message_delta"))).toBe("4 agent_message_delta");
    expect(gateway.sessions.started).toEqual(["chat_789"]);
  });

  it.each([
    ["after_seq", "after_seq=2", {}, "session_state 3 replay_complete"],
    ["Last-Event-ID", "", { "last-event-id": "3" }, "session_state replay_complete"],
    ["Last-Event-ID before after_seq", "after_seq=0", { "last-event-id": "2" }, "session_state 3 replay_complete"],
    ["tail", "tail=1", {}, "session_state 3 replay_complete"],
  ])("goes on after %s", async (_name, query, headers, expected) => {
    await using gateway = await startWithSession();
    using stream = await openStream(gateway, query, headers);
    expect(ids(await stream.until("replay_complete"))).toBe(expected);
  });

  it.each([
    ["after_seq=99", 400, "session.seq-ahead"],
    ["after_seq=x", 400, "request.invalid"],
    ["tail=5000", 400, "request.invalid"],
  ])("that cannot begin (%s) is an ordinary problem", async (query, status, code) => {
    await using gateway = await startWithSession({ limits: { socketsPerUser: 1 } });
    for (const refused of [await openStream(gateway, query), await openStream(gateway, query)]) {
      expect(refused.response.status).toBe(status);
      expect(await refused.problem()).toMatchObject({ code });
    }
  });

  it("counts as a connection until the client goes away", async () => {
    await using gateway = await startWithSession({ limits: { socketsPerUser: 1 } });
    const first = await openStream(gateway);
    await first.until("replay_complete");
    using second = await openStream(gateway);
    expect(second.response.status).toBe(429);
    first[Symbol.dispose]();
    await expect
      .poll(async () => {
        using third = await openStream(gateway);
        return third.response.status;
      })
      .toBe(200);
  });

  it("sends comments while nothing happens, and looks for what the bus lost", async () => {
    await using gateway = await startWithSession({ commentMs: 20, stream: { recheckMs: 1_000_000 } });
    using stream = await openStream(gateway);
    await stream.until("replay_complete");
    const lost = { type: "notice", level: "info", code: "lost" } as const;
    await gateway.sessions.append(gateway.tenant, "chat_789", [lost], { isLost: true });
    expect(ids(await stream.until("notice"))).toBe("4");
    expect(stream.comments[0]).toBe(": ");
  });

  it("ends when its token expires", async () => {
    await using gateway = await startWithSession();
    using stream = await openStream(gateway);
    await stream.until("replay_complete");
    gateway.advance(7_200_000);
    expect((await stream.until("error")).at(-1)?.frame).toMatchObject({ code: "token.expired" });
    expect(await stream.next()).toBeUndefined();
  });

  it("ends when its session is erased", async () => {
    await using gateway = await startWithSession();
    using erased = await openStream(gateway);
    await erased.until("replay_complete");
    await gateway.sessions.erase(gateway.tenant, "chat_789");
    expect((await erased.until("error")).at(-1)?.frame).toMatchObject({ code: "session.not-found" });
    expect(await erased.next()).toBeUndefined();
  });

  it("ends when the client does not read, and goes on from Last-Event-ID", async () => {
    await using gateway = await startWithSession({ stream: { maxBufferedBytes: 256 * 1024 } });
    using slow = await openStream(gateway);
    await slow.until("replay_complete");
    const code = "x".repeat(20_000);
    let seq = 0;
    for (let more = 0; more < 20; more++)
      seq = await gateway.sessions.append(
        gateway.tenant,
        "chat_789",
        Array.from({ length: 50 }, () => ({ type: "notice", level: "info", code })),
      );
    let last = 3;
    for (let got = await slow.next(); got; got = await slow.next()) last = Number(got.id ?? last);
    expect(last).toBeLessThan(seq);
    using again = await openStream(gateway, "", { "last-event-id": String(last) });
    const rest = await again.until("replay_complete");
    expect(rest).toHaveLength(seq - last + 2);
  });
});
