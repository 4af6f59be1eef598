import { once } from "node:events";
import { connect, createServer, type AddressInfo } from "node:net";
import { connectSocket } from "@mozaiks/testkit";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startLiveGateway, type LiveGateway } from "../../../test/live/live-gateway.ts";

let gateway: LiveGateway;
beforeAll(async () => {
  gateway = await startLiveGateway();
  await (await connectSocket(await gateway.address()))[Symbol.asyncDispose]();
  const { sessions, tenant } = gateway;
  for (let turn = 1; turn <= 4; turn++) {
    const run = { run_id: `run_${turn}` };
    const epoch = await sessions.append(tenant, "chat_789", [
      { type: "user_message", message_id: `ask_${turn}`, content: `Wie geht es? ${"ü€😀".repeat(turn)}` },
      { type: "run_started", ...run, cause: "user_message" },
    ]);
    const said = { agent: "Writer", epoch, content: "Gut. ".repeat(turn), finish_reason: "stop", visible: true };
    await sessions.append(tenant, "chat_789", [
      { type: "context_update", ...run, changes: { [`turn_${turn}`]: turn }, cause: "test" },
      { type: "agent_message", ...run, message_id: `say_${turn}`, ...said },
      { type: "run_paused", ...run, waiting_for: "user" },
    ]);
  }
});
afterAll(() => gateway[Symbol.asyncDispose]());

/** A way to the server that breaks after so many bytes of what the server says. */
async function openCutLine(bytes: number): Promise<AsyncDisposable & { url: string }> {
  const line = createServer((client) => {
    const server = connect(Number(new URL(gateway.origin).port), "127.0.0.1");
    let left = bytes;
    client.pipe(server);
    for (const end of [client, server])
      end.on("error", () => end.destroy()).on("close", () => (client.destroy(), server.destroy()));
    server.on("data", (chunk: Buffer) => {
      client.write(chunk.subarray(0, left));
      left -= chunk.length;
      if (left <= 0) client.end(() => server.destroy());
    });
  });
  line.listen(0, "127.0.0.1");
  await once(line, "listening");
  return {
    url: `http://127.0.0.1:${(line.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => void line.close(),
  };
}

it("shows the same after a cut at any byte and a resume as without", async () => {
  await using uncut = await connectSocket(await gateway.address());
  await uncut.frame((frame) => frame.type === "replay_complete");
  const whole = uncut.view;
  expect(whole?.rows).toHaveLength(8);
  const size = JSON.stringify(uncut.frames).length;

  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 200, max: size }), async (bytes) => {
      await using line = await openCutLine(bytes);
      const token = await gateway.token();
      await using cut = await connectSocket(`${line.url}/ws/chat?token=${token}`);
      await Promise.race([cut.closed, cut.frame((frame) => frame.type === "replay_complete").catch(() => undefined)]);
      const after = { after_seq: String(cut.lastSeq) };
      await using resumed = await connectSocket(await gateway.address(after), { view: cut.view });
      await resumed.frame((frame) => frame.type === "replay_complete");
      expect(resumed.view).toEqual(whole);
      const seqs = [cut, resumed].flatMap(({ frames }) =>
        frames.flatMap((frame) => ("seq" in frame ? [frame.seq] : [])),
      );
      expect(seqs).toEqual(Array.from({ length: 21 }, (_, index) => index + 1));
    }),
    { numRuns: 60 },
  );
});
