import { expect } from "vitest";
import { eventsOf } from "./chat.ts";
import { doneOnce, recoveriesOf, resultOf, variableOf } from "./expectations.ts";
import type { Row } from "./row.ts";
import { calls, doneText } from "./script.ts";
import { until } from "./until.ts";

/** A tool that is at work, in whatever it is written. */
function atWork(tool: string, way: { isIdempotent: boolean; hasKey: boolean }): Row {
  return {
    name: `tool-${tool.replace("_", "-")}`,
    script: calls(tool),
    async arrive({ stage, chat }) {
      await chat.say("go");
      await stage.reached(chat.id);
    },
    async after(play) {
      const { stage, chat } = play;
      const log = await doneOnce(play);
      const effects = stage.effects(chat.id);
      const { status, result } = resultOf(log, tool);
      if (way.isIdempotent) {
        expect(effects).toHaveLength(2);
        expect({ status, result }).toEqual({ status: "ok", result: { row: chat.id } });
      } else {
        expect(effects).toHaveLength(1);
        expect(status).toBe("unknown");
      }
      expect(new Set(effects.map(({ key }) => key)).size).toBe(1);
      expect(effects[0]?.key !== "").toBe(way.hasKey);
      // The agent is told once what became of the call.
      expect(stage.asked(chat.id)).toHaveLength(2);
      expect(recoveriesOf(log)).toBe(1);
    },
  };
}

function isAlive(pid = 0): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Calls of tools of every kind, and what they keep outside the log. */
export const toolRows: readonly Row[] = [
  atWork("once", { isIdempotent: false, hasKey: true }),
  atWork("again", { isIdempotent: true, hasKey: true }),
  atWork("post_once", { isIdempotent: false, hasKey: false }),
  atWork("post_again", { isIdempotent: true, hasKey: true }),
  atWork("desk_once", { isIdempotent: false, hasKey: false }),
  atWork("desk_again", { isIdempotent: true, hasKey: false }),
  atWork("web_once", { isIdempotent: false, hasKey: false }),
  atWork("web_again", { isIdempotent: true, hasKey: false }),
  {
    name: "tool-beside-one-that-is-done",
    script: calls("quick", "again"),
    async arrive({ stage, chat }) {
      await chat.say("go");
      await stage.reached(chat.id, 2);
      await chat.frame("tool_result");
    },
    async after(play) {
      const { stage, chat } = play;
      const log = await doneOnce(play);
      expect(resultOf(log, "quick").status).toBe("ok");
      expect(resultOf(log, "again").status).toBe("ok");
      expect(stage.hits(chat.id).map(({ what }) => what)).toEqual(["quick", "work", "work"]);
      expect(variableOf(log, "count")).toBe(2);
    },
  },
  {
    name: "tool-beside-a-message",
    script: (asked) => (asked.request.user.includes("and this") ? doneText(asked.row) : calls("again")(asked)),
    async arrive({ stage, chat }) {
      await chat.say("go");
      await stage.reached(chat.id);
      await chat.say("and this");
    },
    async after({ stage, chat }) {
      const log = await chat.rest();
      expect(resultOf(log, "again").status).toBe("ok");
      expect(eventsOf(log, "run_started")).toHaveLength(1);
      // The message has its place after the turn, and is answered by a turn of its own.
      const last = stage
        .asked(chat.id)
        .at(-1)
        ?.request.body.messages.filter(({ role }) => role === "user");
      expect(last?.map(({ content }) => content)).toEqual([`row:${chat.id} go`, `row:${chat.id} and this`]);
    },
  },
  {
    name: "tool-whose-process-dies-with-its-server",
    script: calls("desk_again"),
    async arrive({ stage, chat }) {
      await chat.say("go");
      await stage.reached(chat.id);
    },
    async after(play) {
      await doneOnce(play);
      const [first, second] = play.stage.hits(play.chat.id).map(({ pid }) => pid);
      await until("the process is gone", () => (isAlive(first) ? undefined : true));
      expect(isAlive(second)).toBe(true);
    },
  },
  {
    name: "busy-tool-backs-off",
    isFleeting: true,
    script: calls("post_stubborn"),
    async arrive({ stage, chat }) {
      await chat.say("go");
      await stage.reached(chat.id, 4);
    },
    async after(play) {
      const { stage, chat } = play;
      const log = await doneOnce(play);
      expect(resultOf(log, "post_stubborn").status).toBe("unknown");
      expect(stage.effects(chat.id)).toHaveLength(4);
    },
  },
  {
    name: "tool-of-a-reply-that-calls-it",
    script: ({ row }) => JSON.stringify({ row }),
    async arrive({ stage, chat }) {
      await chat.say("go", "Filler");
      await stage.reached(chat.id);
    },
    async after({ stage, chat }) {
      const log = await chat.rest();
      expect(resultOf(log, "fill").status).toBe("unknown");
      expect(stage.effects(chat.id)).toHaveLength(1);
      expect(eventsOf(log, "agent_message")).toHaveLength(1);
      expect(stage.asked(chat.id)).toHaveLength(1);
    },
  },
  {
    name: "tool-that-is-to-stop",
    script: calls("deaf"),
    async arrive({ stage, chat }) {
      await chat.say("go");
      await stage.reached(chat.id);
      await chat.send({ type: "cancel" });
    },
    async after({ stage, chat }) {
      const log = await chat.rest();
      expect(log.at(-1)?.type).toBe("workflow_cancelled");
      expect(resultOf(log, "deaf").status).toBe("unknown");
      expect(stage.effects(chat.id)).toHaveLength(1);
      await chat.join();
      await chat.say("go on");
      expect((await chat.rest()).at(-1)).toMatchObject({ type: "run_paused", waiting_for: "user" });
    },
  },
  {
    name: "tool-that-was-approved",
    script: calls("approved"),
    async arrive({ stage, chat }) {
      await chat.say("go");
      const { call_id, arguments_hash } = await chat.frame("approval_request");
      await chat.send({ type: "approval_response", call_id, arguments_hash, decision: "approve" });
      await stage.reached(chat.id);
    },
    async after(play) {
      const log = await doneOnce(play);
      expect(resultOf(log, "approved").status).toBe("unknown");
      expect(eventsOf(log, "approval_request")).toHaveLength(1);
      expect(play.stage.effects(play.chat.id)).toHaveLength(1);
    },
  },
  {
    name: "load-of-an-external-value",
    workflow: "Prepared",
    async arrive({ stage, chat }) {
      await chat.say("go");
      await stage.reached(chat.id);
    },
    async after(play) {
      const log = await doneOnce(play);
      const hits = play.stage.hits(play.chat.id);
      expect(hits.map(({ what }) => what)).toEqual(["load", "load", "open"]);
      expect(hits[0]?.key).toBe(hits[1]?.key);
      const loads = eventsOf(log, "context_update").filter(({ cause }) => cause !== "ui");
      expect(loads.map(({ changes }) => changes)).toEqual([{ profile: { name: "Ann" } }]);
    },
  },
  {
    name: "open-before-the-chat",
    workflow: "Prepared",
    async arrive({ stage, chat }) {
      await chat.say("go");
      await stage.reached(chat.id, 2);
    },
    async after(play) {
      const log = await doneOnce(play);
      // Not idempotent: never called twice, and the chat goes on without it.
      expect(play.stage.hits(play.chat.id).map(({ what }) => what)).toEqual(["load", "open"]);
      expect(resultOf(log, "openCase").status).toBe("unknown");
      expect(eventsOf(log, "notice").map(({ code }) => code)).toEqual(["lifecycle.failed"]);
    },
  },
  {
    name: "keep-after-a-turn",
    async arrive({ stage, chat }) {
      await chat.say("go", "Kept");
      await stage.reached(chat.id);
    },
    async after(play) {
      const log = await doneOnce(play);
      const hits = play.stage.hits(play.chat.id);
      expect(hits).toHaveLength(2);
      expect(new Set(hits.map(({ key }) => key)).size).toBe(1);
      expect(resultOf(log, "keep").status).toBe("ok");
      expect(variableOf(log, "count")).toBe(1);
    },
  },
];
