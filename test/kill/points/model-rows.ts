import { expect } from "vitest";
import { eventsOf } from "./chat.ts";
import { doneOnce, recoveriesOf, textsOf } from "./expectations.ts";
import type { Row } from "./row.ts";
import { doneText, held, type Script } from "./script.ts";

/** Holds the first request of one that asks, in the life that ends. */
const holds =
  (by: string, passes?: object): Script =>
  ({ row, by: asking, isOpen }) => {
    if (asking === by && !isOpen) return held;
    return asking === by && passes !== undefined ? JSON.stringify(passes) : doneText(row);
  };

/** Model calls, and what stands around them. */
export const modelRows: readonly Row[] = [
  {
    name: "model-before-its-first-token",
    script: holds("Worker"),
    async arrive({ stage, chat }) {
      await chat.say("go");
      await stage.asks(chat.id);
    },
    async after(play) {
      const log = await doneOnce(play);
      expect(play.stage.asked(play.chat.id)).toHaveLength(2);
      expect(eventsOf(log, "usage_update")).toHaveLength(1);
      expect(recoveriesOf(log)).toBe(1);
    },
  },
  {
    name: "model-in-mid-token",
    script: ({ row, isOpen }) =>
      isOpen ? `Word by word, ${doneText(row)}` : { steps: ["Word ", ...(held.steps ?? [])] },
    async arrive({ chat }) {
      await chat.say("go");
      await chat.frame("agent_message_delta");
    },
    async after(play) {
      const { chat } = play;
      const { message_id } = await chat.frame("agent_message_delta");
      await chat.join();
      const log = await doneOnce(play);
      expect(eventsOf(log, "agent_message")).toMatchObject([
        { message_id, content: `Word by word, ${doneText(chat.id)}`, finish_reason: "stop" },
      ]);
    },
  },
  {
    name: "model-said-all-and-nothing-is-recorded",
    async arrive({ stage, chat }) {
      await chat.say("go", "Edited");
      await stage.reachedBy(chat.id, doneText(chat.id));
    },
    async after(play) {
      const log = await doneOnce(play);
      expect(textsOf(log)).toEqual([`${doneText(play.chat.id)} (edited)`]);
      expect(play.stage.asked(play.chat.id)).toHaveLength(2);
    },
  },
  {
    name: "model-backs-off",
    script: ({ row, isOpen }) =>
      isOpen ? doneText(row) : { status: 429, message: "busy", headers: { "retry-after": "60" } },
    async arrive({ stage, chat }) {
      await chat.say("go");
      await stage.asks(chat.id);
      await stage.asked(chat.id)[0]?.request.ended;
    },
    async after(play) {
      // Long before the minute is over that the dead process would have waited.
      const log = await doneOnce(play);
      expect(play.stage.asked(play.chat.id)).toHaveLength(2);
      expect(eventsOf(log, "workflow_failed")).toEqual([]);
    },
  },
  {
    name: "model-is-asked-again-for-its-form",
    script: ({ count, isOpen }) => (isOpen ? '{"decision":"accept"}' : count === 1 ? "no JSON" : held),
    async arrive({ stage, chat }) {
      await chat.say("go", "Shaped");
      await stage.asks(chat.id, 2);
    },
    async after({ stage, chat }) {
      const log = await chat.rest();
      expect(eventsOf(log, "agent_message")).toMatchObject([{ structured_output: { decision: "accept" } }]);
      expect(stage.asked(chat.id)).toHaveLength(3);
      // What the lost step had asked is not counted, nor told to the model.
      expect(eventsOf(log, "usage_update")).toHaveLength(1);
      expect(JSON.stringify(stage.asked(chat.id).at(-1)?.request.body)).not.toContain("no JSON");
    },
  },
  {
    name: "retry-of-a-run-that-failed",
    script: ({ row, count, isOpen }) => (isOpen ? doneText(row) : count === 1 ? { status: 400, message: "no" } : held),
    async arrive({ stage, chat }) {
      await chat.say("go");
      await chat.frame("workflow_failed");
      await chat.send({ type: "retry" });
      await stage.asks(chat.id, 2);
    },
    async after(play) {
      const log = await doneOnce(play);
      expect(eventsOf(log, "run_started").map(({ cause }) => cause)).toEqual(["user_message", "retry"]);
      expect(play.stage.asked(play.chat.id)).toHaveLength(3);
    },
  },
  {
    name: "greeting-is-being-said",
    workflow: "Greeter",
    script: holds("Greeter"),
    arrive: async ({ stage, chat }) => void (await stage.asks(chat.id)),
    async after(play) {
      const log = await doneOnce(play);
      expect(eventsOf(log, "run_started").map(({ cause }) => cause)).toEqual(["startup"]);
      expect(eventsOf(log, "user_message")).toHaveLength(1);
    },
  },
  {
    name: "execution-under-a-key",
    isAlone: true,
    workflow: "Helper",
    script: holds("Helper"),
    async arrive({ stage, chat }) {
      await chat.execute("the-key", { isAsync: true });
      await stage.asks(chat.id);
    },
    async after({ chat }) {
      // Whoever asked repeats the request, because no result came.
      const answer = await chat.execute("the-key", { isAsync: false });
      expect(answer).toMatchObject({ chat_id: chat.id, status: "completed", result: doneText(chat.id) });
      const log = await chat.log();
      expect(eventsOf(log, "run_started").map(({ cause }) => cause)).toEqual(["trigger"]);
      expect(eventsOf(log, "user_message")).toHaveLength(1);
    },
  },
  {
    name: "hook-before-the-call",
    async arrive({ stage, chat }) {
      await chat.say("go", "Told");
      await stage.reached(chat.id);
    },
    async after(play) {
      await doneOnce(play);
      expect(play.stage.asked(play.chat.id)).toMatchObject([
        { request: { system: expect.stringContaining("You were told.") as string } },
      ]);
    },
  },
  {
    name: "guardrail-judges-what-was-heard",
    script: holds("guardrail", { activated: false, justification: "harmless" }),
    async arrive({ stage, chat }) {
      await chat.say("go", "Checked");
      await stage.asks(chat.id);
    },
    async after(play) {
      const log = await doneOnce(play);
      const asked = play.stage.asked(play.chat.id).map(({ by }) => by);
      expect(asked).toEqual(["guardrail", "guardrail", "Checked"]);
      expect(eventsOf(log, "usage_update")).toHaveLength(2);
    },
  },
  {
    name: "guardrail-judges-what-was-said",
    script: holds("guardrail", { activated: true, justification: "a promise" }),
    async arrive({ stage, chat }) {
      await chat.say("go", "Filtered");
      await stage.asks(chat.id, 2);
    },
    async after({ stage, chat }) {
      const log = await chat.rest();
      expect(textsOf(log)).toEqual(["No."]);
      expect(stage.asked(chat.id).map(({ by }) => by)).toEqual(["Filtered", "guardrail", "Filtered", "guardrail"]);
      expect(eventsOf(log, "notice").map(({ code }) => code)).toEqual(["guardrail.hit"]);
    },
  },
  {
    name: "manager-chooses",
    workflow: "Managed",
    script: ({ row, by, isOpen, request }) => {
      if (by !== "manager") return doneText(row);
      const hasSpoken = request.body.messages.some(({ content }) => JSON.stringify(content).includes("is done"));
      return isOpen ? JSON.stringify({ speaker: hasSpoken ? "user" : "Other" }) : held;
    },
    async arrive({ stage, chat }) {
      await chat.say("go");
      await stage.asks(chat.id);
    },
    async after(play) {
      const log = await doneOnce(play);
      expect(eventsOf(log, "agent_selected").map(({ agent }) => agent)).toEqual(["Other"]);
      expect(play.stage.asked(play.chat.id).map(({ by }) => by)).toEqual(["manager", "manager", "Other", "manager"]);
    },
  },
];
