import { afterEach, describe, expect, it } from "vitest";
import { created, decisions, foldDrafts, replied, said, selected } from "./fold-drafts.ts";
import { type Engine, outline, startEngine } from "./harness.ts";
import { buildDefinition, type ManifestParts } from "./manifest-builder.ts";
import { scriptedModel } from "./scripted-model.ts";
import type { Draft } from "../../src/engine/core/draft.ts";

let engine: Engine | undefined;
afterEach(async () => {
  await engine?.[Symbol.asyncDispose]();
  engine = undefined;
});

/** The speakers of one run that is answered with `…` by everybody, and how it ended. */
async function speakers(parts: ManifestParts, more: object = {}): Promise<{ who: readonly string[]; end: string }> {
  engine = await startEngine({ definition: buildDefinition(parts), model: scriptedModel({}) });
  const chat = await engine.open({ chat_id: "chat_fixed" });
  await engine.say(chat, "go", more);
  const log = await engine.ended(chat);
  const who = log.flatMap((event) => (event.type === "agent_selected" ? [event.agent] : []));
  return { who, end: outline(log).at(-1) ?? "" };
}

describe("RoundRobinPattern", () => {
  const parts = { pattern: "RoundRobinPattern", agents: ["A", "B", "C"] } as const;

  it("goes round in file order from the initial agent until the turns run out", async () => {
    const ring = { ...parts, human_in_the_loop: false, initial_agent: "B", max_turns: 5 };
    expect(await speakers(ring)).toEqual({ who: ["B", "A", "C", "B", "A"], end: "workflow_complete{max_turns}" });
  });

  it("comes to the person after the last agent, and begins again with the first", async () => {
    expect(await speakers(parts)).toEqual({ who: ["A", "B", "C"], end: "run_paused{user}" });
    const chat = "chat_fixed";
    await engine?.say(chat, "again");
    const log = await engine?.ended(chat, 2);
    expect(log?.flatMap((event) => (event.type === "agent_selected" ? [event.agent] : [])).slice(3)).toEqual([
      "A",
      "B",
      "C",
    ]);
  });

  it("lets rules decide before the ring", async () => {
    const ring = { ...parts, handoffs: [{ source: "A", target: "C", stage: "after" } as const] };
    expect((await speakers(ring)).who).toEqual(["A", "C"]);
  });
});

describe("RandomPattern", () => {
  const parts = { pattern: "RandomPattern", agents: ["A", "B", "C"], human_in_the_loop: false, max_turns: 12 } as const;

  it("draws the same speakers each time, never one twice running, and everybody has a go", async () => {
    const first = await speakers(parts);
    await engine?.[Symbol.asyncDispose]();
    const second = await speakers(parts);
    expect(second).toEqual(first);
    expect(first.who).toHaveLength(12);
    expect(first.who.every((name, index) => name !== first.who[index + 1])).toBe(true);
    expect(new Set(first.who)).toEqual(new Set(["A", "B", "C"]));
  });

  it("gives the floor to the person when nobody else is left", async () => {
    expect(await speakers({ pattern: "RandomPattern", agents: ["A"] })).toEqual({
      who: ["A"],
      end: "run_paused{user}",
    });
  });
});

describe("ManualPattern", () => {
  const parts = { pattern: "ManualPattern", agents: ["A", "B"] } as const;

  it("lets the person pick who answers", async () => {
    expect(await speakers(parts, { to: "B" })).toEqual({ who: ["B"], end: "run_paused{user}" });
  });

  it("asks when the person picked nobody, and tells the next speaker what was said", async () => {
    const model = scriptedModel({});
    engine = await startEngine({ definition: buildDefinition(parts), model });
    const chat = await engine.open();
    await engine.say(chat, "hello?");
    expect(outline(await engine.ended(chat)).slice(-2)).toEqual(["notice", "run_paused{user}"]);
    await engine.say(chat, "you", { to: "A" });
    await engine.ended(chat, 2);
    expect(model.requests[0]?.messages).toEqual([
      { role: "user", content: "hello?" },
      { role: "user", content: "you" },
    ]);
  });
});

describe("AutoPattern", () => {
  const parts: ManifestParts = {
    pattern: "AutoPattern",
    agents: [
      { name: "Writer", description: "writes" },
      { name: "Critic", description: "finds faults" },
    ],
    manager: { model: "openai/chooser", settings: { temperature: 0 } },
  };
  const choose = (speaker: string): string => JSON.stringify({ speaker });

  async function run(replies: Parameters<typeof scriptedModel>[0], changes: ManifestParts = {}) {
    const model = scriptedModel(replies);
    engine = await startEngine({ definition: buildDefinition({ ...parts, ...changes }), model });
    const chat = await engine.open();
    await engine.say(chat, "a poem please");
    return { log: await engine.ended(chat), model };
  }

  it("asks the manager model before each speaker, and records its choice with its cost", async () => {
    const { log, model } = await run({ manager: [choose("Writer"), choose("Critic"), choose("user")] });
    expect(outline(log).slice(2)).toEqual([
      "run_started{user_message}",
      "usage_update",
      "agent_selected{Writer, auto}",
      "agent_message{Writer}",
      "usage_update",
      "usage_update",
      "agent_selected{Critic, auto}",
      "agent_message{Critic}",
      "usage_update",
      "usage_update",
      "run_paused{user}",
    ]);
    expect(model.requests[0]).toMatchObject({
      agent: "manager",
      model: "openai/chooser",
      settings: { temperature: 0 },
    });
    expect(model.requests[0]?.system).toContain("Critic: finds faults");
    expect(model.requests[0]?.output?.schema).toMatchObject({
      properties: { speaker: { enum: ["Writer", "Critic", "user"] } },
    });
  });

  it("tells the manager what the person has just said", async () => {
    const { model } = await run({ manager: [choose("Writer"), choose("user")], Writer: ["Roses."] });
    const asked = model.requests.filter(({ agent }) => agent === "manager").map(({ messages }) => messages);
    const said = { role: "user", content: "a poem please" };
    expect(asked).toEqual([[said], [said, { role: "user", content: "Writer: Roses." }]]);
  });

  it("takes a name in free text, and asks again when none or several are named", async () => {
    const { log, model } = await run({
      manager: ["Writer or Critic?", "nobody", "Let the Critic speak.", choose("user")],
    });
    expect(outline(log)).toContain("agent_selected{Critic, auto}");
    expect(model.requests[1]?.messages.at(-1)).toEqual({
      role: "user",
      content: "Answer with exactly one of: Writer, Critic, user.",
    });
  });

  it("overrules a manager that names nobody three times, and says so", async () => {
    const { log } = await run({ manager: ["?", "?", "?", choose("user")] });
    expect(outline(log)).toContain("agent_selected{Writer, fallback}");
    expect(log.find((event) => event.type === "notice")).toMatchObject({ code: "manager.undecided" });
  });

  it("does not let the manager choose an agent that has had its turns in a row", async () => {
    const { model } = await run(
      { manager: [choose("Writer"), choose("user")] },
      { agents: [{ name: "Writer", max_consecutive_auto_reply: 1 }, "Critic"] },
    );
    expect(model.requests[2]?.output?.schema).toMatchObject({ properties: { speaker: { enum: ["Critic", "user"] } } });
  });

  it("asks no manager where a rule decides, and a rule may ask the manager in any pattern", async () => {
    const { log } = await run(
      { manager: [choose("Critic"), choose("user")] },
      { pattern: "DefaultPattern", handoffs: [{ source: "Writer", target: "manager", stage: "after" }] },
    );
    expect(outline(log).filter((line) => line.startsWith("agent_selected"))).toEqual([
      "agent_selected{Writer, initial}",
      "agent_selected{Critic, auto}",
    ]);
  });
});

describe("the target stay", () => {
  const started: readonly Draft[] = [created, said("hi"), { type: "run_started", cause: "user_message" }];
  const after = (parts: ManifestParts, ...drafts: readonly (Draft | readonly Draft[])[]): readonly string[] =>
    decisions(
      buildDefinition({ agents: ["A", "B"], variables: [{ name: "x", type: "integer" }], ...parts }),
      foldDrafts(drafts.flat()),
    ).lines;

  it("gives the source another turn", () => {
    const parts = { handoffs: [{ source: "A", target: "stay", stage: "after", condition: "x == 1" } as const] };
    const turn: readonly Draft[] = [
      selected("A"),
      { type: "context_update", changes: { x: 1 }, cause: "t" },
      ...replied("A"),
    ];
    expect(after(parts, started, turn)).toEqual(["agent_selected{A, handoff}", "model A"]);
  });

  it("before a reply keeps the speaker although a later rule would hand over", () => {
    const parts = {
      handoffs: [
        { source: "A", target: "stay", stage: "pre", condition: "x == 1" } as const,
        { source: "A", target: "B", stage: "pre", condition: "x == 1" } as const,
      ],
    };
    const before: readonly Draft[] = [created, { type: "context_update", changes: { x: 1 }, cause: "t" }, said("hi")];
    expect(after(parts, before)).toContain("agent_selected{A, initial}");
  });
});
