import type { SessionEvent } from "@mozaiks/contracts";
import { describe, expect, it } from "vitest";
import { brokenCallLaws, type MayEnd } from "./call-laws.ts";
import { brokenEffectLaws, type Effect } from "./effects.ts";
import { brokenLaws, isUnfinished } from "./laws.ts";
import { textOf } from "./task.ts";

type Draft = { readonly type: SessionEvent["type"] } & Readonly<Record<string, unknown>>;

const usage = (total: number): Draft => ({ type: "usage_update", total_tokens: total, tokens: { total_tokens: 10 } });
const call = (id: string, name: string, step: number): Draft => ({
  type: "tool_call",
  call_id: id,
  agent: "Clerk",
  name,
  kind: name === "ask" ? "ui" : "module",
  arguments: { task: 1, step },
});
const result = (id: string, name: string, status: string, more = {}): Draft => ({
  type: "tool_result",
  call_id: id,
  name,
  status,
  ...more,
});

const approvalAsked: Draft = { type: "approval_request", call_id: "c1" };
const approved: Draft = { type: "approval_response", call_id: "c1", decision: "approve" };
const childStarted: Draft = { type: "child_started", call_id: "c1", child_chat_id: "child" };
const childReport: Draft = { type: "child_completed", child_chat_id: "child", status: "completed" };

/** A lawful log: a runner dies in the middle of two tools, and while it waits for an answer nothing runs. */
const lawful: readonly Draft[] = [
  { type: "session_created" },
  { type: "user_message", client_id: "m1" },
  { type: "run_started", run_id: "r1" },
  { type: "agent_selected" },
  call("c1", "note", 0),
  call("c2", "charge", 0),
  usage(10),
  { type: "run_recovery" },
  result("c2", "charge", "unknown"),
  { type: "context_update", changes: { notes: 1 }, cause: "note" },
  result("c1", "note", "ok"),
  call("c3", "ask", 1),
  usage(20),
  { type: "ui_tool_request", call_id: "c3" },
  { type: "run_paused", run_id: "r1", waiting_for: "ui_tool" },
  { type: "ui_tool_response", call_id: "c3", response: { choice: "a" }, client_id: "m2" },
  { type: "run_started", run_id: "r2" },
  result("c3", "ask", "ok", { result: { choice: "a" } }),
  {
    type: "agent_message",
    message_id: "t1",
    agent: "Clerk",
    content: textOf(1, "Clerk", 2, "say"),
    finish_reason: "stop",
  },
  usage(30),
  { type: "run_paused", run_id: "r2", waiting_for: "user" },
];

function logOf(drafts: readonly Draft[]): readonly SessionEvent[] {
  let runId = "";
  return drafts.map((draft, index) => {
    if (draft.type === "run_started") runId = String(draft["run_id"]);
    const input = ["user_message", "ui_tool_response", "session_created"].includes(draft.type);
    return { event_id: `e${index}`, seq: index + 1, ...(!input && { run_id: runId }), ...draft } as SessionEvent;
  });
}

const without = (at: number): readonly Draft[] => lawful.toSpliced(at, 1);
const twice = (at: number): readonly Draft[] => lawful.toSpliced(at, 0, ...lawful.slice(at, at + 1));
const instead = (at: number, draft: object): readonly Draft[] =>
  lawful.with(at, { type: "notice", ...lawful[at], ...draft });

describe("the laws of a log", () => {
  it("hold of a lawful one, and of each of its beginnings that is no half of a step", () => {
    const halves = lawful.flatMap(({ type }, index) =>
      brokenLaws(logOf(lawful.slice(0, index + 1))).length > 0 ? [type] : [],
    );
    expect(halves).toEqual(["tool_call", "tool_call", "context_update", "tool_call", "agent_message"]);
  });

  it.each([
    ["a gap", instead(4, { seq: 99 }), "has seq 99"],
    ["an event twice", instead(4, { event_id: "e3" }), "e3 was used before"],
    ["a run inside a run", twice(2), "begins before the last one ended"],
    ["a run that ends twice", twice(14), "outside of any run"],
    ["a run without an end", without(14), "begins before the last one ended"],
    [
      "a failure without a reason",
      instead(20, { type: "workflow_failed", error: { code: "internal" } }),
      "failed with",
    ],
    ["a cancel that nobody asked for", instead(20, { type: "workflow_cancelled" }), "nobody asked for"],
    ["a call twice", twice(4), "c1 is made twice"],
    ["a step twice", instead(5, { name: "note" }), "is done twice"],
    ["a call without a result", without(17), "without a result of ask"],
    ["a result twice", twice(10), "a second result"],
    ["an interrupted tool that ran again", instead(8, { status: "ok" }), "charge ends as ok"],
    ["an idempotent tool that did not", instead(10, { status: "unknown" }), "note ends as unknown"],
    ["a call that was given up for no reason", instead(10, { status: "cancelled" }), "note ends as cancelled"],
    ["a question asked again", twice(13), "is asked again"],
    ["an answer taken twice", twice(15), "an answer to what is not open"],
    ["another answer", instead(17, { result: { choice: "b" } }), "ask ends as ok"],
    ["a lost change", without(9), "the note changed no variable"],
    ["a change twice", instead(9, { changes: { notes: 2 } }), "not 1 notes"],
    ["tokens that do not add up", instead(12, { total_tokens: 10 }), "10 tokens in all, not 20"],
    ["half a text", instead(18, { content: "[1/Clerk/2/say] word-0" }), "is not whole"],
    ["a message twice", twice(18), "message t1 is recorded twice"],
  ])("see %s", (_what, drafts, broken) => {
    expect(brokenLaws(logOf(drafts)).join("\n")).toContain(broken);
  });

  it.each([
    ["an approval asked for again", [approvalAsked, approvalAsked], "is to be approved again"],
    ["a decision that nobody was asked for", [approved], "a decision about what is not open"],
    ["a second decision", [approvalAsked, approved, approved], "a decision about what is not open"],
    ["a second child of a call", [childStarted, childStarted], "child is started again"],
    ["a child of no call", [{ ...childStarted, call_id: "c9" }], "child is started again, or out of place"],
    ["a child that reports twice", [childStarted, childReport, childReport], "child reports twice"],
  ])("see %s", (_what, drafts, broken) => {
    const log = [...lawful.slice(0, 4), call("c1", "note", 0), usage(10), ...drafts];
    expect(brokenLaws(logOf(log)).join("\n")).toContain(broken);
  });

  it("see an approved call as interrupted only once it may have begun", () => {
    const seen: boolean[] = [];
    const log = [...lawful.slice(0, 4), call("c1", "pay", 0), approvalAsked, { type: "run_recovery" } as const];
    const mayEnd: MayEnd = ({ isInterrupted }) => seen.push(isInterrupted) > 0;
    brokenCallLaws(logOf([...log, approved, result("c1", "pay", "ok")]), mayEnd);
    brokenCallLaws(logOf([...log, approved, { type: "run_recovery" }, result("c1", "pay", "unknown")]), mayEnd);
    expect(seen).toEqual([false, true]);
  });

  it("know when somebody has to go on", () => {
    const unfinished = lawful.map((_, index) => isUnfinished(logOf(lawful.slice(0, index + 1))));
    expect(unfinished.flatMap((is, index) => (is ? [] : [lawful[index]?.type]))).toEqual([
      "session_created",
      "run_paused",
      "run_paused",
    ]);
  });
});

describe("the laws of effects", () => {
  const done = (tool: "note" | "charge", phase: Effect["phase"], key: string): Effect => ({
    key,
    chat_id: "chat",
    agent: "Clerk",
    tool,
    task: 1,
    step: 0,
    phase,
  });
  const note = [done("note", "started", "k1"), done("note", "effect", "k1")];
  const charge = [done("charge", "started", "k2"), done("charge", "effect", "k2")];
  const broken = (effects: readonly Effect[], log = logOf(lawful)) =>
    brokenEffectLaws(log, effects, effects).join("\n");

  it("let an idempotent tool run once more after each recovery, and another at most once", () => {
    expect(broken([...note, ...note, ...charge])).toBe("");
    expect(broken(note)).toBe("");
    expect(broken([...note, ...note, ...note])).toContain("took effect 3 times with 1 recoveries");
    expect(broken([...note, ...charge, ...charge])).toContain("charge was started 2 times");
  });

  it("want one key per call, an effect per success and a call per effect", () => {
    expect(broken([...note, done("note", "started", "k3")])).toContain("note has 2 keys");
    expect(broken([...note, done("charge", "started", "k1")])).toContain("k1 is of several calls");
    expect(broken(charge)).toContain("note is ok without an effect");
    expect(broken(note, logOf(lawful.slice(0, 4)))).toContain("without a recorded call");
  });
});
