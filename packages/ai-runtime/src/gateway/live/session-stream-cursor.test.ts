import { describe, expect, it } from "vitest";
import { attemptAfter, noAttempt, TextCursor } from "./session-stream-cursor.ts";

const delta = (message_id: string, epoch: number, offset: number, text: string) =>
  ({ kind: "delta", message_id, epoch, offset, end: offset + text.length, data: "" }) as const;
const partial = (message_id: string, epoch: number, text: string) => ({ message_id, agent: "Writer", epoch, text });

describe("a cursor", () => {
  it("lets text through once, in whatever pieces it comes", () => {
    const cursor = new TextCursor({ epoch: 2, ended: [] });
    expect(cursor.see(delta("m", 2, 0, "Hello"))).toBe("send");
    expect(cursor.see(delta("m", 2, 5, " you"))).toBe("send");
    expect(cursor.see(delta("m", 2, 5, " you"))).toBe("drop");
    expect(cursor.see(delta("m", 2, 3, "lo you there"))).toBe("send");
    expect(cursor.see(delta("m", 2, 20, "!"))).toBe("gap");
  });

  it("drops what a runner says that lost, and what comes after the message was logged", () => {
    const cursor = new TextCursor({ epoch: 5, ended: ["said"] });
    expect(cursor.see(delta("m", 4, 0, "late"))).toBe("drop");
    expect(cursor.see(delta("said", 5, 0, "late"))).toBe("drop");
    expect(cursor.take(partial("said", 5, "late"))).toEqual([]);
    expect(cursor.take(partial("m", 4, "late"))).toEqual([]);
    cursor.logged({ type: "agent_message", seq: 6, message_id: "m" });
    expect(cursor.see(delta("m", 5, 0, "late"))).toBe("drop");
    cursor.logged({ type: "run_paused", seq: 7 });
    expect(cursor.see(delta("new", 5, 0, "late"))).toBe("drop");
  });

  it("wants the log when an attempt is unknown, and can take its word for it", () => {
    const cursor = new TextCursor({ epoch: 5, ended: [] });
    expect(cursor.see(delta("m", 9, 0, "Hi"))).toBe("behind");
    cursor.accept(9);
    expect(cursor.see(delta("m", 9, 0, "Hi"))).toBe("send");
    cursor.accept(5);
    expect(cursor.see(delta("m", 5, 0, "Hi"))).toBe("drop");
  });

  it("asks for all of a text that begins again in the same attempt", () => {
    const cursor = new TextCursor({ epoch: 2, ended: [] });
    cursor.see(delta("m", 2, 0, "Hello you"));
    expect(cursor.see(delta("m", 2, 0, "Bye"))).toBe("restart");
    expect(cursor.take(partial("m", 2, "Bye"), true)).toEqual([
      { offset: 0, text: "" },
      { offset: 0, text: "Bye" },
    ]);
    expect(cursor.see(delta("m", 2, 3, " now"))).toBe("send");
  });

  it("lets an empty delta take text back", () => {
    const cursor = new TextCursor({ epoch: 2, ended: [] });
    cursor.see(delta("m", 2, 0, "Hello"));
    expect(cursor.see(delta("m", 2, 2, ""))).toBe("send");
    expect(cursor.see(delta("m", 2, 2, "y"))).toBe("send");
  });

  it("fills a gap with what the reader lacks", () => {
    const cursor = new TextCursor({ epoch: 2, ended: [] });
    cursor.see(delta("m", 2, 0, "Hello"));
    expect(cursor.take(partial("m", 2, "Hello you"))).toEqual([{ offset: 5, text: " you" }]);
    expect(cursor.take(partial("m", 2, "Hello you"))).toEqual([]);
  });
});

describe("an attempt", () => {
  it("begins with a run or a recovery, remembers what it said, and ends with the run", () => {
    const events = [
      { type: "run_started", seq: 2 },
      { type: "agent_message", seq: 3, message_id: "m" },
      { type: "tool_call", seq: 4, call_id: "c" },
      { type: "tool_result", seq: 5, call_id: "c" },
    ] as const;
    const attempt = events.reduce(attemptAfter, noAttempt);
    expect(attempt).toEqual({ epoch: 2, ended: ["m", "c"] });
    expect(attemptAfter(attempt, { type: "run_recovery", seq: 6 })).toEqual({ epoch: 6, ended: [] });
    expect(attemptAfter(attempt, { type: "workflow_failed", seq: 7 })).toEqual({ epoch: 7, ended: [] });
  });

  it("remembers the newest 32 only", () => {
    let attempt = noAttempt;
    for (let seq = 1; seq <= 100; seq++)
      attempt = attemptAfter(attempt, { type: "agent_message", seq, message_id: `m${seq}` });
    expect(attempt.ended).toHaveLength(32);
    expect(attempt.ended.at(-1)).toBe("m100");
  });
});
