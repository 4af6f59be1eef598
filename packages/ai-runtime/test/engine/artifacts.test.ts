import type { Json } from "@mozaiks/contracts";
import { applyEvent, emptyView } from "@mozaiks/contracts/fold";
import { afterEach, expect, it } from "vitest";
import { toFrame } from "../../src/engine/redaction.ts";
import type { StoredEvent } from "../../src/ports.ts";
import type { ToolFunction } from "../../src/tool.ts";
import { type Engine, outline, startEngine } from "./harness.ts";
import { buildDefinition, type ManifestParts } from "./manifest-builder.ts";
import { type Reply, scriptedModel } from "./scripted-model.ts";

let engine: Engine;
afterEach(() => engine[Symbol.asyncDispose]());

interface Ran {
  readonly log: readonly StoredEvent[];
  readonly model: ReturnType<typeof scriptedModel>;
}

/** One turn of agent A that calls these tools one after another, each in a step of its own. */
async function run(
  tools: Record<string, ToolFunction>,
  parts: ManifestParts = {},
  replies?: readonly Reply[],
): Promise<Ran> {
  const names = Object.keys(tools);
  const steps = replies ?? [...names.map((name): Reply => ({ calls: [[name]] })), "done"];
  const model = scriptedModel({ A: steps });
  const definition = buildDefinition({ tools: names.map((name) => ({ name })), ...parts });
  engine = await startEngine({ definition, model, tools });
  const chat = await engine.open();
  await engine.say(chat, "go");
  return { log: await engine.ended(chat), model };
}

function statesOf(log: readonly StoredEvent[]): readonly Json[] {
  const view = log.map(toFrame).reduce(applyEvent, emptyView(log[0]?.chat_id ?? ""));
  return Object.values(view.artifacts).map(({ state = null }) => state);
}

function resultsOf(log: readonly StoredEvent[]): readonly (string | undefined)[] {
  return log.filter((event) => event.type === "tool_result").map(({ status, error }) => error?.code ?? status);
}

const note = { type: "note", title: "A note", state: { text: "one", tags: ["a"] } };

const write: ToolFunction = async (_args, { artifacts }) => (await artifacts.create(note)).artifact_id;
const idOf = (list: readonly { readonly artifact_id: string }[]): string => list[0]?.artifact_id ?? "";
const append =
  (text: string): ToolFunction =>
  async (_args, { artifacts }) =>
    artifacts.update(idOf(artifacts.list()), (state) => ({ ...(state as object), text }));

it("records what a tool makes directly before its result, with the patch from version to version", async () => {
  const { log } = await run({ write, change: append("two") });
  expect(outline(log).slice(4)).toEqual([
    "tool_call",
    "usage_update",
    "artifact_created",
    "tool_result{ok}",
    "tool_call",
    "usage_update",
    "artifact_updated",
    "tool_result{ok}",
    "agent_message{A}",
    "usage_update",
    "run_paused{user}",
  ]);
  expect(log.find((event) => event.type === "artifact_created")).toMatchObject({
    artifact_type: "note",
    title: "A note",
    display: "artifact",
    version: 1,
    state: note.state,
  });
  expect(log.find((event) => event.type === "artifact_updated")).toMatchObject({
    version: 2,
    patch: [{ op: "replace", path: "/text", value: "two" }],
  });
  expect(statesOf(log)).toEqual([{ text: "two", tags: ["a"] }]);
});

it("takes a given patch as it is, and reads its own writes", async () => {
  const seen: unknown[] = [];
  const { log } = await run({
    write: async (_args, { artifacts }) => {
      const { artifact_id } = await artifacts.create(note);
      const patch = [{ op: "add", path: "/tags/-", value: "b" }];
      seen.push(await artifacts.update(artifact_id, patch, { expected_version: 1 }));
      seen.push(await artifacts.get(artifact_id));
    },
  });
  const state = { text: "one", tags: ["a", "b"] };
  expect(seen).toMatchObject([{ version: 2 }, { type: "note", version: 2, state }]);
  expect(statesOf(log)).toEqual([state]);
});

it.each<readonly [string, ToolFunction, string]>([
  ["an unknown artifact", (_args, { artifacts }) => artifacts.get("art_none"), "artifact.not-found"],
  [
    "a patch that does not apply",
    async (_args, { artifacts }) => artifacts.update(idOf(artifacts.list()), [{ op: "remove", path: "/nothing/here" }]),
    "artifact.invalid",
  ],
  [
    "another version than expected",
    async (_args, { artifacts }) => artifacts.update(idOf(artifacts.list()), (state) => state, { expected_version: 3 }),
    "artifact.version-conflict",
  ],
  [
    "a state that does not fit the type",
    async (_args, { artifacts }) => artifacts.update(idOf(artifacts.list()), () => ({ text: 3 })),
    "artifact.invalid",
  ],
  [
    "an exception after a write",
    async (_args, { artifacts }) => {
      await artifacts.create({ type: "other", title: "Other", state: 1 });
      throw new Error("disk full");
    },
    "tool.failed",
  ],
])("makes %s a tool error that changes nothing", async (_what, wrong, code) => {
  const schema = { type: "object", properties: { text: { type: "string" } } };
  const { log } = await run({ write, wrong }, { artifacts: [{ type: "note", schema, actions: [] }] });
  expect(resultsOf(log)).toEqual(["ok", code]);
  expect(statesOf(log)).toEqual([note.state]);
});

it("gives parallel calls consecutive versions, and keeps what each changed", async () => {
  const tag: ToolFunction = async (_args, { artifacts }) =>
    artifacts.update(idOf(artifacts.list()), [{ op: "add", path: "/tags/-", value: "b" }]);
  const { log } = await run({ write, change: append("two"), tag }, {}, [
    { calls: [["write"]] },
    { calls: [["change"], ["tag"]] },
    "done",
  ]);
  expect(log.filter((event) => event.type === "artifact_updated").map(({ version }) => version)).toEqual([2, 3]);
  expect(statesOf(log)).toEqual([{ text: "two", tags: ["a", "b"] }]);
});

it("fails the second of two parallel calls that expect the same version, with all it wrote", async () => {
  const strict =
    (text: string): ToolFunction =>
    async (_args, { artifacts, context }) => {
      context.set("last", text);
      await artifacts.create({ type: "log", title: text, state: text });
      await artifacts.update(idOf(artifacts.list()), [{ op: "replace", path: "/text", value: text }], {
        expected_version: 1,
      });
    };
  const { log } = await run(
    { write, first: strict("first"), second: strict("second") },
    { variables: [{ name: "last" }] },
    [{ calls: [["write"]] }, { calls: [["first"], ["second"]] }, "done"],
  );
  expect(resultsOf(log)).toEqual(["ok", "ok", "artifact.version-conflict"]);
  expect(statesOf(log)).toEqual([{ text: "first", tags: ["a"] }, "first"]);
  expect(log.filter((event) => event.type === "context_update").map(({ changes }) => changes)).toEqual([
    { last: "first" },
  ]);
});

it("lets prompts and rules of later turns use the artifacts", async () => {
  const { log, model } = await run(
    { write },
    {
      agents: [
        { name: "A", tools: ["write"] },
        {
          name: "B",
          tools: [],
          prompt: "{% for a in artifacts %}{{ a.title }} v{{ a.version }}: {{ a.state.text }}{% endfor %}",
        },
      ],
      handoffs: [{ source: "A", target: "B", stage: "after", condition: 'artifacts.exists(a, a.type == "note")' }],
    },
  );
  expect(outline(log)).toContain("agent_selected{B, handoff}");
  expect(model.requests.at(-1)?.system).toBe("A note v1: one");
});

it("makes one artifact under one id, however often a tool is tried", async () => {
  const ids: string[] = [];
  const { log } = await run(
    {
      flaky: async (_args, { artifacts }) => {
        ids.push((await artifacts.create(note)).artifact_id, (await artifacts.create(note)).artifact_id);
        if (ids.length < 4) throw new Error("once more");
      },
    },
    { tools: [{ name: "flaky", retries: 1 }] },
  );
  expect(ids.slice(0, 2)).toEqual(ids.slice(2));
  expect(new Set(ids).size).toBe(2);
  expect(log.filter((event) => event.type === "artifact_created").map(({ artifact_id }) => artifact_id)).toEqual(
    ids.slice(2),
  );
});
