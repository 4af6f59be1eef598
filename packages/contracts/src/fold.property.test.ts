import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deepFreeze } from "../test/deep-freeze.ts";
import { arbitraryOf } from "../test/schema-arbitrary.ts";
import { scriptedChat } from "../test/scripted-chat.ts";
import { sessionStream } from "../test/session-stream.ts";
import { applyEvent, emptyView, hasGap, missesText, toSessionState, type Frame, type SessionView } from "./fold.ts";
import { SessionEvent, TransientFrame } from "./index.ts";

const chatId = "chat-1";
const fold = (frames: readonly Frame[], view: SessionView = emptyView(chatId)) =>
  frames.reduce((view, frame) => deepFreeze(applyEvent(view, frame)), deepFreeze(view));
const workflow = { workflow_id: "w", version: "1", title: "w", agents: [], suggestions: [] };
const timestamp = "2026-01-05T09:00:00.000Z";

/** What a server sends to a client that connects after `head` frames and has the events up to `from_seq`. */
function joined(frames: readonly Frame[], head: number, from_seq: number): Frame[] {
  const before = frames.slice(0, head);
  const view = fold(before);
  const logged = before.filter((frame) => "seq" in frame && frame.seq > from_seq);
  const complete = { type: "replay_complete", chat_id: chatId, timestamp, through_seq: view.head_seq } as const;
  return [toSessionState(view, { workflow, timestamp, from_seq }), ...logged, complete, ...frames.slice(head)];
}

/** A view without what a new connection does not bring again: progress and streamed arguments. */
function lasting(view: SessionView): SessionView {
  const rows = view.rows.map((row) => {
    if (row.kind !== "tool") return row;
    const { progress: _, ...rest } = row;
    return rest;
  });
  return { ...view, workflow, rows, partial_calls: {} };
}

/** A stream and two places in it: where the connection breaks and where the session is when it comes back. */
const cutStream = fc.tuple(sessionStream, fc.nat(), fc.nat()).map(([frames, a, b]) => {
  const [cut = 0, head = 0] = [a % (frames.length + 1), b % (frames.length + 1)].sort((a, b) => a - b);
  return { frames, cut, head };
});

describe("resume", () => {
  it("gives the view of the uncut stream wherever the stream is cut and however late it goes on", () => {
    fc.assert(
      fc.property(cutStream, ({ frames, cut, head }) => {
        const before = fold(frames.slice(0, cut));
        const resumed = fold(joined(frames, head, before.rows_seq), before);
        expect(lasting(resumed)).toStrictEqual(lasting(fold(frames)));
      }),
    );
  });

  it("gives the same rows from where the tail begins, and the same rest", () => {
    fc.assert(
      fc.property(cutStream, fc.nat(10), ({ frames, head }, tail) => {
        const from_seq = Math.max(0, fold(frames.slice(0, head)).head_seq - tail);
        const resumed = lasting(fold(joined(frames, head, from_seq)));
        const uncut = lasting(fold(frames));
        const rows = uncut.rows.filter((row) => row.seq > from_seq);
        expect(resumed).toStrictEqual({ ...uncut, from_seq, rows });
      }),
    );
  });

  it("never sees a gap or misses text in what a server sends", () => {
    fc.assert(
      fc.property(cutStream, ({ frames, cut, head }) => {
        let view = fold(frames.slice(0, cut));
        for (const frame of joined(frames, head, view.rows_seq)) {
          expect([hasGap(view, frame), missesText(view, frame)]).toEqual([false, false]);
          view = applyEvent(view, frame);
        }
      }),
    );
  });
});

describe("order", () => {
  it("does not depend on how often a frame arrives", () => {
    fc.assert(
      fc.property(sessionStream, fc.infiniteStream(fc.nat(3)), (frames, again) => {
        const doubled = frames.flatMap((frame, index) => {
          const back = again.next().value;
          const old = frames[index - back];
          return old?.type === "agent_message_delta" || !old ? [frame, frame] : [frame, old, frame];
        });
        expect(fold(doubled)).toStrictEqual(fold(frames));
      }),
    );
  });

  it("makes the same text however a message is cut into deltas", () => {
    const pieces = fc.array(fc.string({ unit: "grapheme", minLength: 1 }), { minLength: 1 });
    fc.assert(
      fc.property(pieces, (pieces) => {
        const chat = scriptedChat();
        let text = "";
        const deltas = pieces.flatMap((piece) => {
          const delta = chat.delta(piece, text.length);
          text += piece;
          return [delta, delta];
        });
        expect(fold(deltas).partial?.text).toBe(text);
        expect(fold([chat.delta(text, 0)]).partial?.text).toBe(text);
      }),
    );
  });

  it("counts unknown logged types, skips unknown frames, and changes nothing else", () => {
    fc.assert(
      fc.property(sessionStream, fc.jsonValue(), (frames, payload) => {
        const view = fold(frames);
        const frame = { type: "unheard_of", chat_id: chatId, timestamp, payload };
        const seq = view.head_seq + 1;
        expect(applyEvent(view, frame as unknown as Frame)).toBe(view);
        expect(applyEvent(view, { ...frame, seq, event_id: "e" } as unknown as Frame)).toStrictEqual({
          ...view,
          head_seq: seq,
          rows_seq: seq,
        });
      }),
    );
  });
});

describe("total", () => {
  const anyFrame = fc.oneof(arbitraryOf(SessionEvent), arbitraryOf(TransientFrame)) as fc.Arbitrary<Frame>;
  /** Mostly of our chat and next in order, else nothing of it would be folded. */
  const inOrder = (frames: readonly Frame[], apply: (view: SessionView, frame: Frame) => SessionView) =>
    frames.reduce(
      (view, frame) => {
        const next = { ...frame, chat_id: chatId, ...("seq" in frame && { seq: view.rows_seq + 1 }) };
        return deepFreeze(apply(view, deepFreeze(next)));
      },
      deepFreeze(emptyView(chatId)),
    );

  it("folds every valid frame in every state, and the view stays plain JSON", () => {
    fc.assert(
      fc.property(fc.array(anyFrame, { maxLength: 30 }), (frames) => {
        const view = inOrder(frames, applyEvent);
        expect(isDeepStrictEqual(JSON.parse(JSON.stringify(view)), view)).toBe(true);
      }),
    );
  });

  it("never throws on frames whose fields are missing or of another type", () => {
    const broken = fc.tuple(anyFrame, fc.string(), fc.anything()).map(([frame, name, value]) => {
      const names = Object.keys(frame);
      return { ...frame, [names[name.length % names.length] ?? name]: value };
    });
    fc.assert(
      fc.property(fc.array(broken, { maxLength: 20 }), (frames) => {
        expect(() => inOrder(frames as unknown as Frame[], applyEvent)).not.toThrow();
      }),
    );
  });

  it("ignores whatever is not a frame of this chat", () => {
    const view = emptyView(chatId);
    fc.assert(
      fc.property(fc.anything(), (thing) => {
        const frame = thing as Frame;
        expect(applyEvent(view, frame)).toBe(view);
        expect([hasGap(view, frame), missesText(view, frame)]).toEqual([false, false]);
      }),
    );
  });

  it("keeps the identity of every part that a frame does not touch", () => {
    const touchedBy = {
      context: /^context_update$/,
      usage: /^usage_update$/,
      artifacts: /^artifact_/,
      open_requests: /^(ui_tool_|approval_|tool_result|workflow_)/,
      partial_calls: /^tool_call/,
      partial: /^(agent_message|run_|workflow_)/,
      rows: /^(?!agent_message_delta|usage_update|context_update|run_|agent_selected)/,
    };
    const parts = Object.keys(touchedBy) as (keyof typeof touchedBy)[];
    fc.assert(
      fc.property(sessionStream, (frames) => {
        let view = emptyView(chatId);
        for (const frame of frames) {
          const next = applyEvent(view, frame);
          const changed = parts.filter((part) => next[part] !== view[part]);
          expect(changed.filter((part) => !touchedBy[part].test(frame.type))).toEqual([]);
          view = next;
        }
      }),
    );
  });

  it("keeps the identity of every row but the one that changes", () => {
    fc.assert(
      fc.property(sessionStream, (frames) => {
        let view = emptyView(chatId);
        for (const frame of frames.filter((frame) => !frame.type.startsWith("workflow_"))) {
          const next = applyEvent(view, frame);
          const changed = view.rows.filter((row) => !next.rows.includes(row));
          expect(new Set(changed.map((row) => row.key.replace("request:", ""))).size).toBeLessThanOrEqual(1);
          view = next;
        }
      }),
    );
  });
});
