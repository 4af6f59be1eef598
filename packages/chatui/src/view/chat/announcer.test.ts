import { applyEvent, emptyView, type Frame } from "@mozaiks/contracts/fold";
import { describe, expect, it } from "vitest";
import { ScriptedChat } from "../../../test/scripted-chat.ts";
import type { ChatState } from "../../core/chat-session.ts";
import type { ConnectionState } from "../../core/connection.ts";
import type { OutboxEntry } from "../../core/outbox.ts";
import { noAnnotations } from "../../core/annotations.ts";
import { en } from "../../locales/en.ts";
import { loadReader } from "../markdown/markdown-reader.ts";
import { createNarrator, toSentences } from "./narrator.ts";

await loadReader();

const workflow = {
  workflow_id: "Hello",
  version: "1",
  title: "Hello",
  agents: [{ name: "ada", display_name: "Ada" }],
  suggestions: [],
};

/** What is said while a chat goes on: one line per pause in which something was said. */
class Listener extends ScriptedChat {
  readonly lines: string[] = [];
  readonly #narrator = createNarrator(en);
  #state: ChatState;

  constructor() {
    super("chat-1", workflow);
    const view = { ...this.view, workflow };
    this.#state = {
      view,
      annotations: noAnnotations,
      artifacts: {},
      connection: { phase: "online" },
      outbox: [],
      unread: 0,
      problem: undefined,
    };
  }

  override broadcast(frame: Frame): void {
    if (!(#state in this)) return;
    const { view } = this.#state;
    this.change({ view: applyEvent(view ?? emptyView("chat-1"), frame) });
  }

  change(part: { view?: ChatState["view"]; connection?: ConnectionState; outbox?: readonly OutboxEntry[] }): void {
    const before = this.#state;
    this.#state = { ...before, ...part };
    this.#narrator.hear(this.#state, before);
  }

  write(...pieces: string[]): void {
    for (const piece of pieces) this.delta("m-1", "ada", piece);
  }

  pause(): void {
    const line = this.#narrator.tell();
    if (line !== "") this.lines.push(line);
  }
}

function hear(play: (chat: Listener) => void): string {
  const chat = new Listener();
  chat.append("run_started", { cause: "user_message" });
  play(chat);
  chat.pause();
  return `\n${chat.lines.join("\n")}\n`;
}

const ended = { duration_ms: 1, tokens: 1, cost_usd: null };

describe("what is spoken", () => {
  it("is who answers, whole sentences as they complete, and that it is done", () => {
    const lines = hear((chat) => {
      chat.write("**Two", " steps** are");
      chat.pause();
      chat.write(" needed. First, sa", "ve. Then");
      chat.pause();
      chat.pause();
      chat.write(":\n\n- close it\n- open", " it\n\n```sh\nrm -rf");
      chat.pause();
      chat.say(
        "m-1",
        "ada",
        "**Two steps** are needed. First, save. Then:\n\n- close it\n- open it\n\n```sh\nrm -rf x\n```\n\nGood luck!",
      );
    });
    expect(lines).toMatchInlineSnapshot(`
      "
      Ada is answering.
      Two steps are needed. First, save.
      Then: close it. open it.
      (code) Good luck! Ada is done.
      "
    `);
  });

  it("is which tool is used and that a form waits", () => {
    const lines = hear((chat) => {
      chat.append("tool_call", { call_id: "c", agent: "ada", name: "look_up_orders", kind: "module" });
      chat.append("tool_result", { call_id: "c", status: "ok", duration_ms: 5 });
      chat.pause();
      chat.append("tool_call", { call_id: "f", agent: "ada", name: "ask_details", kind: "ui" });
      chat.append("ui_tool_request", {
        call_id: "f",
        agent: "ada",
        component: "core.form",
        display: "inline",
        payload: {},
        awaiting_response: true,
      });
      chat.append("run_paused", { waiting_for: "ui_tool" });
      chat.pause();
      chat.append("ui_tool_response", { call_id: "f", response: { size: 3 } });
      chat.say("m-2", "ada", "", { structured_output: { size: 3 } });
    });
    expect(lines).toMatchInlineSnapshot(`
      "
      Using Look up orders.
      A question is waiting for your answer.
      Ada answered with values.
      "
    `);
  });

  it("is that an approval waits, and what came of it", () => {
    const lines = hear((chat) => {
      chat.write("I would refund it. ");
      chat.say("m-1", "ada", "I would refund it.");
      chat.append("tool_call", { call_id: "r", agent: "ada", name: "refund", kind: "module" });
      chat.append("approval_request", { call_id: "r", tool: "refund", arguments: {}, arguments_hash: "h" });
      chat.pause();
      chat.append("approval_response", { call_id: "r", decision: "approve" });
      chat.append("tool_result", { call_id: "r", status: "ok", duration_ms: 5 });
      chat.say("m-2", "ada", "It is refunded.");
      chat.append("workflow_complete", { status: "completed", reason: "done", ...ended });
    });
    expect(lines).toMatchInlineSnapshot(`
      "
      Ada is answering. I would refund it. Ada is done. Using Refund. Refund waits for your approval.
      Ada says: It is refunded. Finished.
      "
    `);
  });

  it("is a failure, and the answer after another try", () => {
    const lines = hear((chat) => {
      chat.write("Let me th");
      chat.pause();
      chat.append("workflow_failed", {
        error: { code: "model.unavailable", title: "The model cannot be reached" },
      });
      chat.pause();
      chat.append("run_started", { cause: "retry" });
      chat.delta("m-2", "ada", "Here it is. ", 0);
      chat.pause();
      chat.say("m-2", "ada", "Here it is.");
    });
    expect(lines).toMatchInlineSnapshot(`
      "
      Ada is answering.
      Failed: The model cannot be reached.
      Ada is answering. Here it is.
      Ada is done.
      "
    `);
  });

  it("is a connection that is lost, a message that waits for it, and that it is back", () => {
    const entry: OutboxEntry = {
      client_id: "1",
      message: { type: "user_message", content: "Hi" },
      created_at_ms: 0,
      state: "queued",
    };
    const lines = hear((chat) => {
      chat.change({ connection: { phase: "reconnecting", attempt: 1 } });
      chat.pause();
      chat.change({ connection: { phase: "reconnecting", attempt: 2 } });
      chat.pause();
      chat.change({ outbox: [entry] });
      chat.pause();
      chat.change({ connection: { phase: "online" } });
      chat.pause();
      chat.change({ outbox: [{ ...entry, state: "failed", problem: { code: "x", title: "Too long" } }] });
    });
    expect(lines).toMatchInlineSnapshot(`
      "
      Connection lost.
      Will be sent when the connection is back.
      Connected.
      Not sent: Too long.
      "
    `);
  });
});

it("gives each piece one full stop and keeps the marks it has", () => {
  expect(toSentences(["Planner says: It takes 20 minutes.", "Finished"])).toBe(
    "Planner says: It takes 20 minutes. Finished.",
  );
  expect(toSentences(["Ada says: Really?", 'Bob says: "Yes!"', "Connected"])).toBe(
    'Ada says: Really? Bob says: "Yes!" Connected.',
  );
  expect(toSentences([])).toBe("");
});
