import { applyEvent, emptyView, type SessionView } from "@mozaiks/contracts/fold";
import { describe, expect, it } from "vitest";
import { ScriptedChat } from "../../../test/scripted-chat.ts";
import { annotate, noAnnotations, type Annotations } from "../../core/annotations.ts";
import { growItems, liveStart, noItems, type TranscriptItems } from "./transcript-items.ts";

const workflow = { workflow_id: "Hello", version: "1", title: "Hello", agents: [], suggestions: [] };

function chatWith(write: (chat: ScriptedChat) => void): ScriptedChat {
  const chat = new ScriptedChat("chat-1", workflow);
  write(chat);
  return chat;
}

/** Every state on the way, as a view and its annotations. */
function statesOf({ log }: ScriptedChat): { view: SessionView; annotations: Annotations }[] {
  let view = emptyView("chat-1");
  let annotations = noAnnotations;
  return log.map((event) => {
    view = applyEvent(view, event);
    annotations = annotate(annotations, event);
    return { view, annotations };
  });
}

function itemsOf(chat: ScriptedChat): TranscriptItems {
  const last = statesOf(chat).at(-1);
  return last ? growItems(noItems, last.view, last.annotations.selections) : noItems;
}

const outline = (chat: ScriptedChat) =>
  itemsOf(chat).items.map((item) =>
    item.kind === "row" ? `${item.row.kind}${item.leads ? " leads" : ""}` : item.kind,
  );

function busyChat(chat: ScriptedChat): void {
  chat.append("user_message", { message_id: "u", content: "Hi" });
  chat.append("agent_selected", { agent: "Ada", reason: { kind: "initial" } });
  chat.append("tool_call", { call_id: "c", agent: "Ada", name: "look_up", kind: "module" });
  chat.append("tool_call", { call_id: "f", agent: "Ada", name: "ask", kind: "ui" });
  chat.append("tool_result", { call_id: "c", status: "ok", duration_ms: 1 });
  chat.append("agent_selected", { agent: "Bob", reason: { kind: "handoff" } });
  chat.append("ui_tool_request", {
    call_id: "f",
    agent: "Ada",
    component: "core.form",
    display: "inline",
    payload: {},
    awaiting_response: true,
  });
  chat.say("m-2", "Bob", "Two");
  chat.append("ui_tool_response", { call_id: "f", response: 1 });
  chat.append("agent_selected", { agent: "Ada", reason: { kind: "after_work" } });
  chat.say("m-3", "Ada", "Three");
  chat.append("feedback", { message_id: "m-2", rating: "up", by: "p" });
  chat.append("workflow_complete", { status: "completed", reason: "done", duration_ms: 1, tokens: 1, cost_usd: null });
}

describe("the transcript", () => {
  it("names an agent once per group and says who handed over", () => {
    const chat = chatWith((chat) => {
      chat.append("user_message", { message_id: "u", content: "Hi" });
      chat.append("agent_selected", { agent: "Ada", reason: { kind: "initial" } });
      chat.append("tool_call", { call_id: "c", agent: "Ada", name: "look_up", kind: "module" });
      chat.say("m-1", "Ada", "One");
      chat.append("agent_selected", { agent: "Bob", reason: { kind: "handoff" } });
      chat.say("m-2", "Bob", "Two");
      chat.append("agent_selected", { agent: "Bob", reason: { kind: "after_work" } });
      chat.say("m-3", "Bob", "Three");
    });
    expect(outline(chat)).toEqual(["message", "tool leads", "message", "handover", "message leads", "message"]);
  });

  it("shows a UI tool by its request and not by its call as well", () => {
    const chat = chatWith((chat) => {
      chat.append("tool_call", { call_id: "c", agent: "Ada", name: "ask", kind: "ui" });
      chat.append("ui_tool_request", {
        call_id: "c",
        agent: "Ada",
        component: "core.form",
        display: "inline",
        payload: {},
        awaiting_response: true,
      });
    });
    expect(outline(chat)).toEqual(["request leads"]);
  });

  it("is the same whether it grew event by event or was made at once", () => {
    let grown = noItems;
    for (const { view, annotations } of statesOf(chatWith(busyChat))) {
      grown = growItems(grown, view, annotations.selections);
      const { items, group } = growItems(noItems, view, annotations.selections);
      expect({ items: grown.items, group: grown.group }).toEqual({ items, group });
    }
  });

  it("keeps every item that one more event does not change, and is itself unchanged by streamed text", () => {
    const chat = chatWith((chat) => {
      for (let index = 0; index < 50; index += 1) chat.say(`m-${index}`, "Ada", "One");
    });
    const [before, after] = statesOf(chat).slice(-2);
    if (!before || !after) throw new Error("the chat has two states");
    const items = growItems(noItems, before.view, before.annotations.selections);
    const grown = growItems(items, after.view, after.annotations.selections);
    expect(grown.items).toHaveLength(50);
    expect(grown.items.slice(0, 49).every((item, index) => item === items.items[index])).toBe(true);
    const { view, annotations } = after;
    const streaming = { ...view, partial: { message_id: "m", agent: "Ada", epoch: 1, text: "One" } };
    expect(growItems(grown, streaming, annotations.selections)).toBe(grown);
  });

  it("is live from the last thing the person said, and never for more than a dozen things", () => {
    const chat = chatWith((chat) => {
      for (let index = 0; index < 20; index += 1) chat.say(`m-${index}`, "Ada", "One");
    });
    expect(liveStart(itemsOf(chat).items)).toBe(8);
    chat.append("user_message", { message_id: "u", content: "Hi" });
    chat.say("m-last", "Ada", "Two");
    expect(liveStart(itemsOf(chat).items)).toBe(20);
  });
});
