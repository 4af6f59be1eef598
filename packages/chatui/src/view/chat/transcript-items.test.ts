import { applyEvent, emptyView } from "@mozaiks/contracts/fold";
import { describe, expect, it } from "vitest";
import { ScriptedChat } from "../../../test/scripted-chat.ts";
import { annotate, noAnnotations } from "../../core/annotations.ts";
import { toSpeech } from "./announcer.tsx";
import { toTranscriptItems } from "./transcript-items.ts";

const workflow = { workflow_id: "Hello", version: "1", title: "Hello", agents: [], suggestions: [] };

function chatWith(write: (chat: ScriptedChat) => void) {
  const chat = new ScriptedChat("chat-1", workflow);
  write(chat);
  const view = chat.log.reduce(applyEvent, emptyView("chat-1"));
  const annotations = chat.log.reduce(annotate, noAnnotations);
  return { chat, view, annotations };
}

const outline = ({ view, annotations }: ReturnType<typeof chatWith>) =>
  toTranscriptItems(view, annotations, []).map((item) =>
    item.kind === "row" ? `${item.row.kind}${item.leads ? " leads" : ""}` : item.kind,
  );

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

  it("keeps the key of a message from its first character to its logged row", () => {
    const { chat, view, annotations } = chatWith((chat) => chat.append("run_started", { cause: "startup" }));
    const streaming = applyEvent(view, {
      type: "agent_message_delta",
      chat_id: "chat-1",
      timestamp: "",
      message_id: "m-1",
      agent: "Ada",
      epoch: 1,
      offset: 0,
      text: "On",
    });
    chat.say("m-1", "Ada", "One");
    const done = chat.log.reduce(applyEvent, emptyView("chat-1"));
    const keys = [streaming, done].map((view) => toTranscriptItems(view, annotations, []).map(({ key }) => key));
    expect(keys[0]).toEqual(keys[1]);
  });
});

describe("what is spoken", () => {
  it("is who answers, then the whole answer, never single tokens", () => {
    const { chat, view, annotations } = chatWith(() => undefined);
    const state = (view: typeof before) => ({
      view,
      annotations,
      outbox: [],
      connection: { phase: "online" as const },
      artifacts: view.artifacts,
      unread: 0,
      problem: undefined,
    });
    const before = view;
    const partial = { message_id: "m-1", agent: "Ada", epoch: 1, text: "**He" };
    const begun = { ...view, partial };
    const going = { ...view, partial: { ...partial, text: "**Hello" } };
    chat.say("m-1", "Ada", "**Hello** you");
    const done = chat.log.reduce(applyEvent, emptyView("chat-1"));
    const spoken = [toSpeech(state(begun), state(before)), toSpeech(state(going), state(begun))];
    expect([...spoken, toSpeech(state(done), state(going))]).toEqual([
      ["Ada is answering"],
      [],
      ["Ada says: Hello you"],
    ]);
  });
});
