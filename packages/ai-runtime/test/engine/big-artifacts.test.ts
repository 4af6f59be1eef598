import type { Json } from "@mozaiks/contracts";
import { afterEach, beforeEach, expect, it } from "vitest";
import { toFrame } from "../../src/engine/redaction.ts";
import type { BlobStore } from "../../src/ports.ts";
import type { ToolFunction } from "../../src/tool.ts";
import { readArtifact } from "../../src/gateway/read-artifact.ts";
import { type Engine, startEngine, tenant } from "./harness.ts";
import { buildDefinition } from "./manifest-builder.ts";
import { scriptedModel } from "./scripted-model.ts";

const big = "x".repeat(40_000);
let engine: Engine;
let chat: string;
let artifact: string;
const seen: Json[] = [];

const change =
  (body: string): ToolFunction =>
  async (_args, { artifacts }) => {
    const id = artifacts.list()[0]?.artifact_id ?? "";
    seen.push((await artifacts.get(id)).state);
    return artifacts.update(id, (state) => ({ ...(state as object), body }));
  };

beforeEach(async () => {
  seen.length = 0;
  const tools: Record<string, ToolFunction> = {
    write: async (_args, { artifacts }) => artifacts.create({ type: "doc", title: "Doc", state: { body: "small" } }),
    grow: change(big),
    shrink: change("small again"),
    explode: async (_args, { artifacts }) => artifacts.create({ type: "doc", title: "Doc", state: "x".repeat(1.1e7) }),
  };
  const names = Object.keys(tools);
  engine = await startEngine({
    definition: buildDefinition({
      agents: [{ name: "A", tools: names, prompt: "{{ artifacts[0].version }}{{ artifacts[0].state.body }}" }],
      tools: names.map((name) => ({ name })),
      artifacts: [{ type: "doc", actions: [{ name: "update_state" }] }],
    }),
    model: scriptedModel({ A: [...names.map((name) => ({ calls: [[name]] as const })), "done"] }),
    tools,
  });
  chat = await engine.open();
  await engine.say(chat, "go");
  const log = await engine.ended(chat);
  artifact = log.find((event) => event.type === "artifact_created")?.artifact_id ?? "";
});
afterEach(() => engine[Symbol.asyncDispose]());

const stateAt = async (version?: number): Promise<unknown> => {
  const place = { tenant, chatId: chat, artifactId: artifact };
  return (await readArtifact(engine.ports, place, version)).state;
};

it("keeps a big state beside the log, and goes on there", async () => {
  const updates = (await engine.log(chat)).filter((event) => event.type === "artifact_updated");
  expect(updates.map(({ patch, state_ref }) => [patch, state_ref])).toEqual([
    [undefined, `/api/artifacts/${artifact}?version=2`],
    [undefined, `/api/artifacts/${artifact}?version=3`],
  ]);
  expect(seen).toEqual([{ body: "small" }, { body: big }]);
  expect([await stateAt(1), await stateAt(2), await stateAt(3), await stateAt()]).toEqual([
    { body: "small" },
    { body: big },
    { body: "small again" },
    { body: "small again" },
  ]);
});

it("never tells clients where it is kept", async () => {
  const log = await engine.log(chat);
  expect(log.filter((event) => "state_blob" in event)).toHaveLength(2);
  expect(log.map(toFrame).filter((frame) => "state_blob" in frame)).toEqual([]);
});

it("shows prompts what there is, without the big state", async () => {
  const { requests } = engine.ports.models as ReturnType<typeof scriptedModel>;
  expect(requests.slice(0, 3).map(({ system }) => system)).toEqual(["", "1small", "2"]);
});

it("refuses a state of more than 10 MiB", async () => {
  const results = (await engine.log(chat)).filter((event) => event.type === "tool_result");
  expect(results.at(-1)).toMatchObject({ status: "error", error: { code: "artifact.invalid" } });
});

it("lets a person patch a state that is kept there", async () => {
  const payload = [{ op: "replace", path: "/body", value: "by hand" }];
  await engine.send(chat, { type: "artifact_action", artifact_id: artifact, action: "update_state", payload });
  expect((await engine.log(chat)).at(-1)).toMatchObject({ type: "artifact_updated", version: 4, by: "ann" });
  expect([await stateAt(), await stateAt(3)]).toEqual([{ body: "by hand" }, { body: "small again" }]);
});

it("erases what is kept with the session", async () => {
  const log = await engine.log(chat);
  const hashes = log.flatMap((event) => ("state_blob" in event ? [event.state_blob ?? ""] : []));
  const { blobs }: { blobs: BlobStore } = engine.ports;
  expect(await blobs.get(tenant, chat, hashes[0] ?? "")).toBeDefined();
  await engine.sessions.erase(tenant, chat);
  for (const hash of hashes) expect(await blobs.get(tenant, chat, hash)).toBeUndefined();
});
