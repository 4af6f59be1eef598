import type { Frame } from "@mozaiks/contracts";
import { connectSocket } from "@mozaiks/testkit";
import { describe, expect, it } from "vitest";
import { grant, startLiveGateway, type LiveGateway } from "../../../test/live/live-gateway.ts";

/** What an engine would log and stream for one message. */
async function answer({ sessions, tenant }: LiveGateway, chatId: string): Promise<void> {
  const [run, agent] = [{ run_id: "run_1" }, { agent: "Writer" }];
  const tokens = { prompt_tokens: 1200, completion_tokens: 800, total_tokens: 2000 };
  const { user_id, app_id, workflow_id } = grant;
  const cost = { model: "openai/gpt-4", tokens, cost_usd: 0.042, user_id, app_id, workflow_id };
  const epoch = await sessions.append(tenant, chatId, [{ type: "run_started", ...run, cause: "user_message" }]);
  await sessions.append(tenant, chatId, [
    { type: "agent_selected", ...run, ...agent, reason: { kind: "initial" } },
    { type: "tool_call", ...run, ...agent, call_id: "call_1", name: "send_email", kind: "module" },
    { type: "usage_update", ...run, ...agent, ...cost, total_tokens: 2000 },
  ]);
  await sessions.append(tenant, chatId, [
    { type: "tool_result", ...run, call_id: "call_1", name: "send_email", status: "ok", duration_ms: 3 },
  ]);
  sessions.stream(tenant, chatId, "msg_a", epoch, 0, "Welcome ");
  sessions.stream(tenant, chatId, "msg_a", epoch, 8, "aboard");
  const said = { message_id: "msg_a", epoch, content: "Welcome aboard", finish_reason: "stop", visible: true };
  await sessions.append(tenant, chatId, [
    { type: "agent_message", ...run, ...agent, ...said },
    { type: "usage_update", ...run, ...agent, ...cost, total_tokens: 4000 },
  ]);
  const end = { status: "completed", reason: "terminate", duration_ms: 10, tokens: 4000, cost_usd: 0.084 };
  await sessions.append(tenant, chatId, [{ type: "workflow_complete", ...run, ...end }]);
}

const isType =
  (type: string) =>
  (frame: Frame): boolean =>
    frame.type === type;

/** The logged frames by seq, the others by type. */
function sketch(frames: readonly Frame[]): string {
  return frames.map((frame) => ("seq" in frame ? `${frame.seq}` : frame.type)).join(" ");
}

describe("a socket", () => {
  it("serves the deployment guide's client as printed", async () => {
    await using gateway = await startLiveGateway();
    gateway.sessions.onMessage = (_tenant, chatId) => answer(gateway, chatId);
    const token = await gateway.token();
    const seen: string[] = [];
    const done = Promise.withResolvers<void>();

    const ws = new WebSocket(`${gateway.origin.replace("http", "ws")}/ws/chat?token=${token}`);
    ws.onopen = () => {
      ws.send(
        JSON.stringify({
          type: "user_message",
          content: "I want to onboard a new customer",
          chat_id: "chat_789",
          user_id: "user_123",
        }),
      );
    };
    ws.onmessage = (event: MessageEvent<string>) => {
      const msg = JSON.parse(event.data);
      switch (msg.type) {
        case "agent_message":
          seen.push(msg.content);
          break;
        case "tool_call":
          seen.push(`Calling ${msg.name}...`);
          break;
        case "workflow_complete":
          seen.push("Done!");
          done.resolve();
          break;
        case "usage_update":
          seen.push(`Tokens used: ${msg.total_tokens}`);
          break;
      }
    };
    await done.promise;
    ws.close();

    expect(seen).toEqual([
      "Calling send_email...",
      "Tokens used: 2000",
      "Welcome aboard",
      "Tokens used: 4000",
      "Done!",
    ]);
    expect(gateway.sessions.started).toEqual(["chat_789"]);
    expect(gateway.sessions.submitted.map(({ by }) => by)).toEqual(["user_123"]);
    expect(gateway.faults).toEqual([]);
  });

  it("sends the state, the log, the end of the replay, and then what happens, each seq once", async () => {
    await using gateway = await startLiveGateway();
    gateway.sessions.onMessage = (_tenant, chatId) => answer(gateway, chatId);
    await using client = await connectSocket(await gateway.address());
    client.send({ type: "user_message", content: "hello" });
    await client.frame(isType("workflow_complete"));

    expect(sketch(client.frames)).toBe(
      "session_state 1 replay_complete 2 3 4 5 6 7 agent_message_delta agent_message_delta 8 9 10",
    );
    expect(client.frames[0]).toMatchObject({ workflow: { title: "Onboarding" }, status: "created", from_seq: 0 });
    expect(client.view).toMatchObject({ status: "completed", head_seq: 10, usage: { total_tokens: 4000 } });
  });

  it("gives every tab of a chat every event", async () => {
    await using gateway = await startLiveGateway();
    gateway.sessions.onMessage = (_tenant, chatId) => answer(gateway, chatId);
    await using one = await connectSocket(await gateway.address());
    await using other = await connectSocket(await gateway.address());
    await other.frame(isType("replay_complete"));
    one.send({ type: "user_message", content: "hello" });
    await Promise.all([one.frame(isType("workflow_complete")), other.frame(isType("workflow_complete"))]);
    expect(other.view).toEqual(one.view);
    expect(gateway.sockets.connections).toBe(2);
  });

  it("goes on after after_seq, and shows the text of an answer that is being streamed", async () => {
    await using gateway = await startLiveGateway();
    const { sessions, tenant } = gateway;
    await using first = await connectSocket(await gateway.address());
    await first.frame(isType("replay_complete"));
    const epoch = await sessions.append(tenant, "chat_789", [
      { type: "run_started", run_id: "run_1", cause: "startup" },
    ]);
    let text = "Half of";
    using _ = gateway.bus.servePartial(tenant, "chat_789", () => ({ message_id: "m", agent: "Writer", epoch, text }));

    await using second = await connectSocket(await gateway.address({ after_seq: "1" }));
    await second.frame(isType("replay_complete"));
    text = "Half of the answer";
    sessions.stream(tenant, "chat_789", "m", epoch, 4, " of the answer");
    await second.frame(isType("agent_message_delta"));

    expect(sketch(second.frames)).toBe("session_state 2 replay_complete agent_message_delta");
    expect(second.frames[0]).toMatchObject({ from_seq: 1, head_seq: 2, partial: { text: "Half of" } });
    expect(second.view?.partial?.text).toBe("Half of the answer");
  });

  it("starts with the last events when asked for a tail, whatever the length of the log", async () => {
    await using gateway = await startLiveGateway();
    await using first = await connectSocket(await gateway.address());
    const notices = Array.from({ length: 1500 }, (_, index) => ({ type: "notice", level: "info", code: `n.${index}` }));
    await gateway.sessions.append(gateway.tenant, "chat_789", notices);
    await first.frame((frame) => "seq" in frame && frame.seq === 1501);

    await using tail = await connectSocket(await gateway.address({ tail: "3" }));
    await tail.frame(isType("replay_complete"));
    expect(sketch(tail.frames)).toBe("session_state 1499 1500 1501 replay_complete");
    await using all = await connectSocket(await gateway.address());
    await all.frame(isType("replay_complete"));
    expect(all.frames).toHaveLength(1503);
  });

  it("finds the event that the bus lost", async () => {
    await using gateway = await startLiveGateway();
    await using client = await connectSocket(await gateway.address());
    await client.frame(isType("replay_complete"));
    const notice = { type: "notice", level: "info", code: "lost" };
    await gateway.sessions.append(gateway.tenant, "chat_789", [notice], { isLost: true });
    await client.frame(isType("notice"));
    expect(client.lastSeq).toBe(2);
  });

  it("sends nothing that is hidden, neither from the log nor live", async () => {
    await using gateway = await startLiveGateway();
    const { sessions, tenant } = gateway;
    await using live = await connectSocket(await gateway.address());
    await live.frame(isType("replay_complete"));
    await sessions.append(tenant, "chat_789", [
      { type: "context_update", changes: { shown: 1, secret: 2 }, cause: "test", redact: ["/changes/secret"] },
    ]);
    await live.frame(isType("context_update"));
    await using replayed = await connectSocket(await gateway.address());
    await replayed.frame(isType("replay_complete"));
    for (const client of [live, replayed]) {
      expect(client.view?.context).toEqual({ shown: 1 });
      expect(JSON.stringify(client.frames)).not.toMatch(/secret|redact/);
    }
  });

  it("is closed with 4404 when its session is erased, and the chat answers 404 from then on", async () => {
    await using gateway = await startLiveGateway();
    await using client = await connectSocket(await gateway.address());
    await client.frame(isType("replay_complete"));
    await gateway.sessions.erase(gateway.tenant, "chat_789");
    expect(await client.closed).toEqual({ code: 4404, reason: "session.not-found" });
    await expect(connectSocket(await gateway.address())).rejects.toMatchObject({ status: 404 });
  });
});
