import { liveBusContract } from "@mozaiks/testkit";
import { describe, expect, it } from "vitest";
import { tenantOf } from "../ports/tenant.ts";
import { createInProcessLiveBus } from "./in-process-live-bus.ts";

const acme = tenantOf("acme");

describe("the bus in process", () => {
  liveBusContract(async () => createInProcessLiveBus({ onFault: () => undefined }));

  it("delivers before anything else happens on the event loop", async () => {
    await using bus = createInProcessLiveBus();
    const seen: string[] = [];
    await bus.subscribe(acme, "chat", (message) => void seen.push(message.kind));
    setImmediate(() => seen.push("the event loop went on"));
    bus.publish(acme, "chat", { kind: "transient", data: "{}" });
    await new Promise(setImmediate);
    expect(seen).toEqual(["transient", "the event loop went on"]);
  });

  it("tells what listeners and answers threw", async () => {
    const faults: unknown[] = [];
    await using bus = createInProcessLiveBus({ onFault: (thrown) => faults.push(thrown) });
    await bus.subscribe(acme, "chat", () => {
      throw new Error("listener");
    });
    using _broken = bus.servePartial(acme, "chat", () => {
      throw new Error("answer");
    });
    bus.publish(acme, "chat", { kind: "erased" });
    await new Promise(setImmediate);
    await bus.partial(acme, "chat");
    expect(faults).toEqual([new Error("listener"), new Error("answer")]);
  });

  it("answers with the partial of the highest epoch when a runner was taken over", async () => {
    await using bus = createInProcessLiveBus();
    const answer = (epoch: number) => () => ({ message_id: "msg_1", agent: "Writer", epoch, text: `${epoch}` });
    using _current = bus.servePartial(acme, "chat", answer(9));
    using _zombie = bus.servePartial(acme, "chat", answer(3));
    expect(await bus.partial(acme, "chat")).toMatchObject({ epoch: 9 });
  });
});
