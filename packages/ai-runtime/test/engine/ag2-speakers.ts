import { expect } from "vitest";
import type { ToolFunction } from "../../src/tool.ts";
import { act, after, llm, matches, play, pre, results, type Row, solo, to, x } from "./ag2-scene.ts";

/** Patterns and handoffs. */
export const speakerRows: readonly Row[] = [
  [
    "A1",
    "an agent without rules ends the chat with its reply",
    matches,
    async () => {
      expect(await play(solo)).toMatchObject({ speakers: "u A", end: "user" });
    },
  ],
  [
    "A2",
    "round robin until the rounds are used up",
    "differs: max_turns counts turns, not messages",
    async () => {
      const scene = { ...solo, agents: ["A", "B"], pattern: "RoundRobinPattern", max_turns: 3 } as const;
      expect(await play(scene)).toMatchObject({ speakers: "u A B A", end: "max_turns" });
    },
  ],
  [
    "A3",
    "one round: no agent speaks",
    "differs: the person's message is no turn",
    async () => {
      expect(await play({ agents: ["A", "B"], pattern: "RoundRobinPattern", max_turns: 1 })).toMatchObject({
        speakers: "u A",
      });
    },
  ],
  [
    "A4",
    "round robin begins with the initial agent, the person last",
    matches,
    async () => {
      const scene = {
        agents: ["A", "B", "C"],
        initial_agent: "B",
        pattern: "RoundRobinPattern",
        says: ["1", "2"],
      } as const;
      expect((await play(scene)).speakers).toBe("u B A C u B A C");
    },
  ],
  [
    "A5",
    "the ring replaces after-work rules",
    "differs: a written rule always comes before the pattern",
    async () => {
      const scene = { agents: ["A", "B"], pattern: "RoundRobinPattern", handoffs: [after("A", "terminate")] } as const;
      expect(await play(scene)).toMatchObject({ speakers: "u A", end: "terminate" });
    },
  ],
  [
    "A6",
    "random alternates strictly between two",
    matches,
    async () => {
      const scene = { ...solo, agents: ["A", "B"], pattern: "RandomPattern", max_turns: 6 } as const;
      expect((await play(scene)).speakers).toMatch(/^u (A B A B A B|B A B A B A)$/);
    },
  ],
  [
    "A7",
    "auto does not ask the selector where a rule terminates",
    matches,
    async () => {
      const scene = {
        pattern: "AutoPattern",
        handoffs: [after("A", "terminate")],
        script: { manager: ['{"speaker":"A"}'] },
      } as const;
      const { end, model } = await play(scene);
      expect([end, model.requests.map(({ agent }) => agent)]).toEqual(["terminate", ["manager", "A"]]);
    },
  ],
  [
    "A8",
    "three replies that name nobody: the next in order",
    matches,
    async () => {
      const script = { manager: ["?", "?", "?", '{"speaker":"user"}'] };
      expect((await play({ agents: ["A", "B"], pattern: "AutoPattern", script })).speakers).toBe("u A");
    },
  ],
  [
    "A9",
    "manual without a choice is an error or falls to auto",
    "differs: the session waits and says so",
    async () => {
      const { speakers, end, log } = await play({ agents: ["A", "B"], pattern: "ManualPattern" });
      expect([speakers, end]).toEqual(["u", "run_paused"]);
      expect(log.some((event) => event.type === "notice" && event.code === "speaker.choose")).toBe(true);
    },
  ],
  [
    "A10",
    "a reply TERMINATE stops",
    "differs: text never steers; a trigger and a rule do",
    async () => {
      const scene = { ...solo, agents: ["A", "B"], handoffs: [after("A", "B")], script: { A: ["TERMINATE"] } };
      expect((await play(scene)).speakers).toBe("u A B");
    },
  ],
  [
    "B1",
    "a true pre rule: the agent's model is not called, the target is next",
    "differs: no text, no turn",
    async () => {
      const { speakers, model, log } = await play({
        agents: ["A", "B"],
        variables: x,
        handoffs: [pre("A", "B", "x == 1")],
      });
      expect([speakers, model.requests.map(({ agent }) => agent)]).toEqual(["u B", ["B"]]);
      expect(log.filter((event) => event.type === "agent_message")).toHaveLength(1);
    },
  ],
  [
    "B2",
    "the first true pre rule wins; one that is not available is skipped",
    matches,
    async () => {
      const handoffs = [
        { ...pre("A", "C", "x == 1"), available_when: "x == 2" },
        pre("A", "B", "x == 1"),
        pre("A", "C", "x == 1"),
      ];
      expect((await play({ agents: ["A", "B", "C"], variables: x, handoffs })).speakers).toBe("u B");
    },
  ],
  [
    "B3",
    "a pre rule fires before the caller's next model call",
    "differs: pre rules are for a selection; results go back to the caller",
    async () => {
      const set: ToolFunction = (_args, { context }) => context.set("x", 2);
      const scene = {
        agents: ["A", "B"],
        variables: x,
        handoffs: [pre("A", "B", "x == 2")],
        tools: act,
        run: { act: set },
      };
      expect((await play({ ...scene, script: { A: [{ calls: [["act"]] }, "done"] } })).speakers).toBe("u A");
    },
  ],
  [
    "B4",
    "a tool's target beats the caller's rules",
    matches,
    async () => {
      const handoffs = [after("A", "B", { condition: "x == 1" })];
      const scene = { agents: ["A", "B", "C"], variables: x, handoffs, tools: act, run: { act: to("C") } };
      expect((await play({ ...scene, script: { A: [{ calls: [["act"]] }] } })).speakers).toBe("u A C");
    },
  ],
  [
    "B5",
    "a handoff and a tool in one reply: both run, the target is next",
    matches,
    async () => {
      const scene = { agents: ["A", "B"], handoffs: [llm("A", "B")], tools: act, run: { act: () => "ran" } };
      const { speakers, log } = await play({ ...scene, script: { A: [{ calls: [["transfer_to_B"], ["act"]] }] } });
      expect([speakers, results(log).includes("ran")]).toEqual(["u A B", true]);
    },
  ],
  [
    "B6",
    "of several targets the last wins",
    "differs: a tool's before the model's, and the first of each",
    async () => {
      const scene = {
        agents: ["A", "B", "C"],
        handoffs: [llm("A", "B"), llm("A", "C")],
        tools: act,
        run: { act: to("C") },
      };
      expect(
        (await play({ ...scene, script: { A: [{ calls: [["transfer_to_B"], ["transfer_to_C"]] }] } })).speakers,
      ).toBe("u A B");
      expect((await play({ ...scene, script: { A: [{ calls: [["transfer_to_B"], ["act"]] }] } })).speakers).toBe(
        "u A C",
      );
    },
  ],
  [
    "B7",
    "after a tool the same agent goes on; after-work follows its text",
    matches,
    async () => {
      const scene = { agents: ["A", "B"], handoffs: [after("A", "B")], tools: act, run: { act: () => 1 } };
      const { speakers, model } = await play({ ...scene, script: { A: [{ calls: [["act"]] }, "done"] } });
      expect([speakers, model.requests.map(({ agent }) => agent)]).toEqual(["u A B", ["A", "A", "B"]]);
    },
  ],
  [
    "B8",
    "a hidden handoff is not offered but works when called",
    "differs: what is not offered is refused",
    async () => {
      const handoffs = [llm("A", "B", { available_when: "x == 2" })];
      const { speakers, model, log } = await play({
        agents: ["A", "B"],
        variables: x,
        handoffs,
        script: { A: [{ calls: [["transfer_to_B"]] }, "ok"] },
      });
      expect([speakers, model.requests[0]?.tools, results(log)]).toEqual(["u A", [], ["tool.unknown"]]);
    },
  ],
  [
    "B9",
    "two conditions to one target are two tools",
    "differs: one tool that tells both",
    async () => {
      const handoffs = [llm("A", "B", { condition: "law" }), llm("A", "B", { condition: "tax" })];
      const { model } = await play({ agents: ["A", "B"], handoffs });
      expect(model.requests[0]?.tools).toMatchObject([{ name: "transfer_to_B", description: "law\nOr: tax" }]);
    },
  ],
  [
    "B10",
    "after-work: the first true one, an unconditional one last, else the pattern",
    matches,
    async () => {
      const handoffs = [
        after("A", "terminate"),
        after("A", "C", { condition: "x == 2" }),
        after("A", "B", { condition: "x == 1" }),
      ];
      expect((await play({ agents: ["A", "B", "C"], variables: x, handoffs })).speakers).toBe("u A B");
    },
  ],
  [
    "B11",
    "added after-works drop an unconditional one",
    "differs: rules are a file; the last unconditional one counts",
    async () => {
      expect((await play({ agents: ["A", "B", "C"], handoffs: [after("A", "B"), after("A", "C")] })).speakers).toBe(
        "u A C",
      );
    },
  ],
  [
    "B12",
    "the next agent sees what was said, not the handoff",
    "differs: nor any tool traffic of others",
    async () => {
      const scene = { agents: ["A", "B"], handoffs: [llm("A", "B")], tools: act, run: { act: () => "ran" } };
      const { model } = await play({
        ...scene,
        script: { A: [{ text: "Over to B.", calls: [["act"], ["transfer_to_B"]] }] },
      });
      expect(model.requests.at(-1)?.messages).toEqual([
        { role: "user", content: "go" },
        { role: "user", content: "A: Over to B." },
      ]);
    },
  ],
];
