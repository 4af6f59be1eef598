import { applyEvent, emptyView, type Frame, type SessionView } from "@mozaiks/contracts/fold";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTranscript } from "./transcript.ts";

const envelope = { chat_id: "c", timestamp: "2026-01-07T10:30:00.000Z" };

function logged(seq: number, event: object): Frame {
  return { ...envelope, seq, event_id: `e${seq}`, ...event } as Frame;
}

function delta(offset: number, text: string, epoch = 2): Frame {
  return { ...envelope, type: "agent_message_delta", message_id: "m", agent: "Host", epoch, offset, text };
}

function message(seq: number, content: string, more: object = {}): Frame {
  const what = { type: "agent_message", message_id: "m", agent: "Host", epoch: 2, visible: true };
  return logged(seq, { ...what, content, finish_reason: "stop", ...more });
}

const begin: Frame[] = [
  logged(1, { type: "session_created", workflow_id: "Tea", workflow_version: "v", startup_mode: "UserDriven" }),
  logged(2, { type: "run_started", run_id: "r", cause: "user_message" }),
];

function print(frames: readonly Frame[], isTyped: (id: string | undefined) => boolean = () => false): string {
  let printed = "";
  let view: SessionView = emptyView("c");
  const transcript = createTranscript({ write: (text) => void (printed += text), style: (_, text) => text, isTyped });
  for (const frame of [...begin, ...frames]) {
    view = applyEvent(view, frame);
    transcript.show(view);
  }
  return printed;
}

describe("the transcript in a terminal", () => {
  it("prints an answer once, however it was streamed", () => {
    const answer = "Green tea, three minutes.";
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(answer.length), { maxLength: 5 }), (cuts) => {
        const edges = [0, ...cuts.toSorted((a, b) => a - b), answer.length];
        const deltas = edges.slice(1).map((end, index) => delta(edges[index] ?? 0, answer.slice(edges[index], end)));
        expect(print([...deltas, message(3, answer)])).toBe(`Host\n${answer}\n\n`);
      }),
    );
  });

  it("prints an answer that was never streamed", () => {
    expect(print([message(3, "Done")])).toBe("Host\nDone\n\n");
  });

  it("starts again on a new line when another attempt says something else", () => {
    expect(print([delta(0, "Gre"), delta(0, "Black", 3), message(3, "Black tea", { epoch: 3 })])).toBe(
      "Host\nGre\nHost\nBlack tea\n\n",
    );
  });

  it("marks an answer that was stopped", () => {
    expect(print([message(3, "Gre", { finish_reason: "cancelled" })])).toBe("Host\nGre (stopped)\n\n");
  });

  it("leaves out what was typed in this terminal and prints what was said elsewhere", () => {
    const said = (seq: number, id: string) =>
      logged(seq, { type: "user_message", message_id: `u${seq}`, content: id, client_id: id });
    expect(print([said(3, "here"), said(4, "elsewhere")], (id) => id === "here")).toBe("you\nelsewhere\n\n");
  });

  it("prints a tool call when it begins and when it ends", () => {
    const call = { type: "tool_call", call_id: "k", agent: "Host", name: "brew", kind: "module" };
    const error = { code: "tool.failed", title: "The tool failed", detail: "no water" };
    const result = { type: "tool_result", call_id: "k", name: "brew", status: "error", error, duration_ms: 1 };
    expect(print([logged(3, call), logged(4, result)])).toBe("  → brew\n  ✗ brew error no water\n");
  });

  it("says how a run ended", () => {
    const error = { code: "model.unavailable", title: "The model provider is unavailable" };
    const failed = print([logged(3, { type: "workflow_failed", run_id: "r", error })]);
    const cancelled = print([logged(3, { type: "workflow_cancelled", run_id: "r", by: "u" })]);
    expect(failed).toContain("✗ model.unavailable The model provider is unavailable");
    expect(cancelled).toContain("— stopped");
  });
});
