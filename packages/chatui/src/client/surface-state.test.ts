import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closedSurface, shownChat, toNextSurface, type SurfaceEvent, type SurfaceState } from "./surface-state.ts";

const ask = { chat_id: "a1", workflow_name: "ask" };
const plan = { chat_id: "w1", workflow_name: "Plan" };
const build = { chat_id: "w2", workflow_name: "Build" };

const after = (...events: SurfaceEvent[]): SurfaceState => events.reduce(toNextSurface, closedSurface);

describe("the surfaces", () => {
  it.each<[string, SurfaceEvent[], Partial<SurfaceState>]>([
    ["open shows the widget first", [{ type: "open" }], { surface: "widget", mode: "ask" }],
    ["close leaves the bubble", [{ type: "open" }, { type: "close" }], { surface: "bubble" }],
    ["toggle opens and closes", [{ type: "toggle" }, { type: "toggle" }], { surface: "bubble" }],
    [
      "open shows the surface that was open last",
      [{ type: "workflow", chat: plan }, { type: "close" }, { type: "open" }],
      { surface: "overlay", mode: "workflow", chats: { workflow: plan } },
    ],
    [
      "toggle goes back to the overlay as it was",
      [{ type: "workflow", chat: plan }, { type: "arrange", layout: "split" }, { type: "toggle" }, { type: "toggle" }],
      { surface: "overlay", mode: "workflow", layout: "split" },
    ],
    ["ask opens the widget", [{ type: "ask", chat: ask }], { surface: "widget", chats: { ask } }],
    [
      "ask switches an overlay that is open",
      [
        { type: "workflow", chat: plan },
        { type: "ask", chat: ask },
      ],
      { surface: "overlay", mode: "ask", chats: { ask, workflow: plan } },
    ],
    [
      "ask after the overlay was closed opens the widget",
      [{ type: "workflow", chat: plan }, { type: "close" }, { type: "ask" }],
      { surface: "widget", mode: "ask" },
    ],
    [
      "a workflow without a chat is the picker",
      [{ type: "workflow" }],
      { surface: "overlay", mode: "workflow", chats: {} },
    ],
    [
      "the picker keeps the chat of Ask mode",
      [{ type: "ask", chat: ask }, { type: "workflow", chat: plan }, { type: "workflow" }],
      { chats: { ask } },
    ],
    ["the widget expands", [{ type: "open" }, { type: "expand" }], { surface: "overlay", mode: "ask", layout: "full" }],
    [
      "the overlay shrinks to Ask mode and keeps the workflow's chat",
      [{ type: "workflow", chat: plan }, { type: "arrange", layout: "view" }, { type: "shrink" }],
      { surface: "widget", mode: "ask", layout: "full", chats: { workflow: plan } },
    ],
    [
      "switching keeps both chats",
      [
        { type: "ask", chat: ask },
        { type: "workflow", chat: plan },
        { type: "switch", mode: "ask" },
      ],
      { surface: "overlay", mode: "ask", chats: { ask, workflow: plan } },
    ],
    [
      "a widget has no modes to switch",
      [{ type: "open" }, { type: "switch", mode: "workflow" }],
      { surface: "widget" },
    ],
    [
      "an artifact needs a workflow's chat",
      [{ type: "workflow" }, { type: "arrange", layout: "split" }],
      { layout: "full" },
    ],
    [
      "another chat begins without its artifact",
      [
        { type: "workflow", chat: plan },
        { type: "arrange", layout: "split" },
        { type: "workflow", chat: build },
      ],
      { layout: "full" },
    ],
    [
      "the same chat again keeps its layout and learns its workflow",
      [
        { type: "workflow", chat: { chat_id: "w1" } },
        { type: "arrange", layout: "split" },
        { type: "workflow", chat: plan },
      ],
      { layout: "split", chats: { workflow: plan } },
    ],
    [
      "a chat that another led to follows it on the trail",
      [
        { type: "workflow", chat: plan },
        { type: "workflow", chat: build, follows: true },
      ],
      { trail: [plan], chats: { workflow: build } },
    ],
    [
      "going back along the trail shortens it",
      [
        { type: "workflow", chat: plan },
        { type: "workflow", chat: build, follows: true },
        { type: "workflow", chat: plan },
      ],
      { trail: [] },
    ],
    [
      "a chat chosen otherwise ends the trail",
      [
        { type: "workflow", chat: plan },
        { type: "workflow", chat: build, follows: true },
        { type: "workflow", chat: ask },
      ],
      { trail: [] },
    ],
    [
      "a chat that is gone leaves the picker",
      [
        { type: "workflow", chat: plan },
        { type: "arrange", layout: "split" },
        { type: "forget", chat_id: "w1" },
      ],
      { surface: "overlay", mode: "workflow", layout: "full", chats: {} },
    ],
  ])("%s", (_, events, expected) => {
    expect(after(...events)).toMatchObject(expected);
    expect(after(...events).chats).toEqual(expected.chats ?? after(...events).chats);
  });

  it("answers the same object when nothing changes", () => {
    const state = after({ type: "workflow", chat: plan });
    for (const event of [{ type: "open" }, { type: "workflow", chat: { ...plan } }, { type: "forget", chat_id: "x" }]) {
      expect(toNextSurface(state, event as SurfaceEvent)).toBe(state);
    }
  });
});

const chat = fc.record({ chat_id: fc.constantFrom("c1", "c2", "c3") });
const optionalChat = fc.option(chat, { nil: undefined }).map((found) => (found ? { chat: found } : {}));
const event: fc.Arbitrary<SurfaceEvent> = fc.oneof(
  fc.constantFrom<SurfaceEvent>(
    { type: "open" },
    { type: "close" },
    { type: "toggle" },
    { type: "expand" },
    { type: "shrink" },
  ),
  optionalChat.map((given) => ({ type: "ask" as const, ...given })),
  fc.tuple(optionalChat, fc.boolean()).map(([given, follows]) => ({ type: "workflow" as const, ...given, follows })),
  fc.constantFrom("ask" as const, "workflow" as const).map((mode) => ({ type: "switch" as const, mode })),
  fc
    .constantFrom("full" as const, "split" as const, "minimised" as const, "view" as const)
    .map((layout) => ({ type: "arrange" as const, layout })),
  chat.map(({ chat_id }) => ({ type: "forget" as const, chat_id })),
);

describe("whatever happens", () => {
  it("no impossible state is reached", () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const state = after(...events);
        if (state.mode === "ask") expect(state.layout).toBe("full");
        if (state.surface === "widget") expect(state.mode).toBe("ask");
        if (state.surface !== "bubble") expect(state.last).toBe(state.surface);
        if (state.last === "widget") expect(state.mode).toBe("ask");
        if (state.layout !== "full") expect(state.chats.workflow).toBeDefined();
        if (state.trail.length > 0) expect(state.chats.workflow).toBeDefined();
        const steps = [...state.trail, state.chats.workflow].map((step) => step?.chat_id);
        expect(new Set(steps).size).toBe(steps.length);
      }),
    );
  });

  it("closing and opening again shows the same", () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 20 }), (events) => {
        const open = toNextSurface(after(...events), { type: "open" });
        const closed = toNextSurface(open, { type: "close" });
        expect(closed.surface).toBe("bubble");
        expect(toNextSurface(closed, { type: "toggle" })).toEqual(open);
      }),
    );
  });

  it("switching modes there and back changes no chat", () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 20 }), (events) => {
        const state = after(...events, { type: "workflow", chat: { chat_id: "w" } });
        const back = [{ type: "switch", mode: "ask" } as const, { type: "switch", mode: "workflow" } as const].reduce(
          toNextSurface,
          state,
        );
        expect(shownChat(back)).toEqual(shownChat(state));
        expect(back.chats).toEqual(state.chats);
      }),
    );
  });
});
