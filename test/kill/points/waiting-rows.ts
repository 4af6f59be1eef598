import { expect } from "vitest";
import { eventsOf } from "./chat.ts";
import { doneOnce, resultOf, textsOf } from "./expectations.ts";
import type { Row } from "./row.ts";
import { calls, doneText, held } from "./script.ts";

/** A question that nobody answers in time, whichever server lives when its time is over. */
function unanswered(tool: "hurry" | "linger"): Row {
  return {
    name: `question-without-an-answer-${tool}`,
    isFleeting: true,
    script: calls(tool),
    async arrive({ chat }) {
      await chat.say("go");
      await chat.frame("run_paused", ({ waiting_for }) => waiting_for === "ui_tool");
    },
    async after(play) {
      await play.chat.until("its time is over", (log) => log.some(({ type }) => type === "timer_fired"));
      const log = await doneOnce(play);
      expect(resultOf(log, tool).status).toBe("timeout");
      expect(eventsOf(log, "timer_fired")).toHaveLength(1);
      const [{ expires_at = "" } = {}] = eventsOf(log, "ui_tool_request");
      const [fired] = eventsOf(log, "timer_fired");
      expect(Date.parse(fired?.timestamp ?? "")).toBeGreaterThanOrEqual(Date.parse(expires_at));
      await play.chat.join();
      const { call_id } = resultOf(log, tool);
      expect(await play.chat.send({ type: "ui_tool_response", call_id, response: {} })).toMatchObject({
        type: "error",
        code: "request.not-open",
      });
    },
  };
}

/** Sessions in which nothing runs: they wait for a person, for time or for other sessions. */
export const waitingRows: readonly Row[] = [
  {
    name: "user-has-the-word",
    async arrive({ chat }) {
      await chat.say("go");
      await chat.frame("run_paused");
    },
    async after({ stage, chat, before }) {
      expect(await chat.log()).toEqual(before);
      await chat.join();
      await chat.say("go on");
      const log = await chat.rest();
      expect(textsOf(log)).toEqual([doneText(chat.id), doneText(chat.id)]);
      expect(stage.asked(chat.id)).toHaveLength(2);
    },
  },
  {
    name: "question-is-open",
    script: calls("ask"),
    async arrive({ chat }) {
      await chat.say("go");
      await chat.frame("run_paused");
    },
    async after(play) {
      const { chat, before } = play;
      expect(await chat.log()).toEqual(before);
      await chat.join();
      const { call_id } = (await chat.frame("session_state")).open_requests[0] ?? { call_id: "" };
      const answer = { type: "ui_tool_response", call_id, response: { size: "small" }, client_id: "answer" } as const;
      const first = await chat.resend(answer);
      expect(await chat.resend(answer)).toMatchObject({
        type: "ack",
        event_seq: first.type === "ack" && first.event_seq,
      });
      expect(await chat.send({ ...answer, response: {} })).toMatchObject({ type: "error", code: "request.not-open" });
      const log = await doneOnce(play);
      expect(resultOf(log, "ask")).toMatchObject({ status: "ok", result: { size: "small" } });
    },
  },
  {
    name: "questions-are-open-and-one-is-answered",
    script: calls("ask", { name: "ask", arguments: { row: "the other" } }),
    async arrive({ chat }) {
      await chat.say("go");
      const { call_id } = await chat.frame("ui_tool_request", ({ payload }) => payload["row"] === chat.id);
      await chat.frame("run_paused");
      await chat.send({ type: "ui_tool_response", call_id, response: 1 });
    },
    async after(play) {
      const { chat } = play;
      await chat.join();
      const { open_requests } = await chat.frame("session_state");
      expect(open_requests).toMatchObject([{ payload: { row: "the other" } }]);
      await chat.send({ type: "ui_tool_response", call_id: open_requests[0]?.call_id ?? "", response: 2 });
      const log = await doneOnce(play);
      expect(eventsOf(log, "tool_result").map(({ status, result }) => ({ status, result }))).toEqual([
        { status: "ok", result: 1 },
        { status: "ok", result: 2 },
      ]);
      expect(eventsOf(log, "run_started").map(({ cause }) => cause)).toEqual(["user_message", "response"]);
    },
  },
  unanswered("hurry"),
  unanswered("linger"),
  {
    name: "approval-is-open",
    script: calls("approved"),
    async arrive({ chat }) {
      await chat.say("go");
      await chat.frame("run_paused", ({ waiting_for }) => waiting_for === "approval");
    },
    async after(play) {
      const { stage, chat, before } = play;
      expect(await chat.log()).toEqual(before);
      expect(stage.effects(chat.id)).toEqual([]);
      await chat.join();
      const [open] = (await chat.frame("session_state")).open_requests;
      if (open?.type !== "approval_request") throw new Error("no approval is open");
      const { call_id, arguments_hash } = open;
      const yes = {
        type: "approval_response",
        call_id,
        arguments_hash,
        decision: "approve",
        client_id: "yes",
      } as const;
      await chat.resend(yes);
      expect((await chat.resend(yes)).type).toBe("ack");
      const log = await doneOnce(play);
      expect(resultOf(log, "approved").status).toBe("ok");
      expect(stage.effects(chat.id)).toHaveLength(1);
    },
  },
  {
    name: "child-of-a-call",
    script: ({ row, by, isOpen, ...asked }) => {
      if (by === "Helper") return isOpen ? "helped" : held;
      return calls({ name: "help", arguments: { input: `row:${row} help` } })({ row, by, isOpen, ...asked });
    },
    async arrive({ stage, chat }) {
      await chat.say("go");
      await chat.frame("run_paused", ({ waiting_for }) => waiting_for === "children");
      await stage.asks(chat.id, 2);
    },
    async after(play) {
      await play.chat.until("the child reports", (log) => log.some(({ type }) => type === "child_completed"));
      const log = await doneOnce(play);
      expect(resultOf(log, "help")).toMatchObject({ status: "ok", result: "helped" });
      expect(eventsOf(log, "child_started")).toHaveLength(1);
      expect(play.stage.asked(play.chat.id).map(({ by }) => by)).toEqual(["Worker", "Helper", "Helper", "Worker"]);
    },
  },
  {
    name: "child-of-a-handoff",
    script: ({ row, by, isOpen }) => (by === "Helper" ? (isOpen ? "helped" : held) : doneText(row)),
    async arrive({ stage, chat }) {
      await chat.say("go", "Helper");
      await chat.frame("run_paused", ({ waiting_for }) => waiting_for === "children");
      await stage.asks(chat.id);
    },
    async after(play) {
      await play.chat.until("the child reports", (log) => log.some(({ type }) => type === "child_completed"));
      const log = await doneOnce(play);
      expect(resultOf(log, "Helper")).toMatchObject({ status: "ok", result: "helped" });
      expect(eventsOf(log, "child_started")).toHaveLength(1);
    },
  },
  {
    name: "nested-chat",
    script: ({ row, by, isOpen }) => (by === "Thinker" ? (isOpen ? "a thought" : held) : doneText(row)),
    async arrive({ stage, chat }) {
      await chat.say("go", "Delegate");
      await chat.frame("run_paused", ({ waiting_for }) => waiting_for === "children");
      await stage.asks(chat.id);
    },
    async after(play) {
      await play.chat.until("the nested chat reports", (log) => log.some(({ type }) => type === "child_completed"));
      const log = await doneOnce(play);
      expect(eventsOf(log, "child_started").map(({ agents }) => agents)).toEqual([["Thinker"]]);
      expect(play.stage.asked(play.chat.id).map(({ by }) => by)).toEqual(["Thinker", "Thinker", "Delegate"]);
    },
  },
  {
    name: "run-with-a-deadline",
    workflow: "Hasty",
    script: () => held,
    async arrive({ stage, chat }) {
      await chat.say("go");
      await stage.asks(chat.id);
    },
    async after({ stage, chat }) {
      const log = await chat.rest();
      expect(log.at(-1)).toMatchObject({ type: "workflow_failed", error: { code: "run.timed-out" } });
      expect(eventsOf(log, "timer_fired")).toHaveLength(1);
      expect(stage.asked(chat.id).length).toBeLessThanOrEqual(2);
    },
  },
  {
    name: "greeting-before-anybody-connects",
    isAlone: true,
    workflow: "Greeter",
    arrive: ({ chat }) => chat.open(),
    async after(play) {
      const { stage, chat, before } = play;
      expect(before.map(({ type }) => type)).toEqual(["session_created"]);
      expect(await chat.log()).toEqual(before);
      // Two of the person's tabs connect at once.
      await Promise.all([chat.join(), chat.join()]);
      const log = await chat.until("it greets", (events) => events.at(-1)?.type === "run_paused");
      expect(eventsOf(log, "run_started").map(({ cause }) => cause)).toEqual(["startup"]);
      expect(eventsOf(log, "agent_message")).toHaveLength(1);
      expect(stage.asked(chat.id)).toHaveLength(1);
    },
  },
];
