import { describe, expect, it } from "vitest";
import { createMemoryStorage } from "../core/key-value-storage.ts";
import { recallSurface, rememberSurface } from "./remembered-surface.ts";
import { closedSurface, toNextSurface, type SurfaceEvent, type SurfaceState } from "./surface-state.ts";

const ask = { chat_id: "a1", workflow_name: "ask" };
const plan = { chat_id: "w1", workflow_name: "Plan" };
const after = (...events: SurfaceEvent[]): SurfaceState => events.reduce(toNextSurface, closedSurface);

describe("what is remembered of the surfaces", () => {
  it.each<[string, SurfaceEvent[]]>([
    ["nothing", []],
    ["the chat of Ask mode", [{ type: "ask", chat: ask }]],
    ["the chat of a workflow", [{ type: "workflow", chat: plan }]],
    [
      "both, in Workflow mode",
      [
        { type: "ask", chat: ask },
        { type: "workflow", chat: plan },
      ],
    ],
    ["both, in the widget", [{ type: "workflow", chat: plan }, { type: "ask", chat: ask }, { type: "shrink" }]],
  ])("%s is behind a closed bubble after a reload", (_, events) => {
    const storage = createMemoryStorage();
    const closed = toNextSurface(after(...events), { type: "close" });
    rememberSurface(storage, "acme", closed);
    expect(recallSurface(storage, "acme")).toEqual(closed);
    expect(recallSurface(storage, "other")).toEqual(closedSurface);
  });

  it.each(["", "null", "7", "[]", "{", `{"ask":"a1","workflow":{"chat_id":5},"mode":"workflow"}`])(
    "is nothing when the storage holds %j",
    (stored) => {
      const storage = createMemoryStorage();
      storage.setItem("mozaiks.surface.acme", stored);
      expect(recallSurface(storage, "acme")).toEqual(closedSurface);
    },
  );
});
