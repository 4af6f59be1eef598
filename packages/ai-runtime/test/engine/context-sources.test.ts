import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "@mozaiks/contracts";
import type { ToolFunction } from "../../src/tool.ts";
import { withDerived } from "../../src/engine/core/derive.ts";
import { replay } from "../../src/engine/core/evolve.ts";
import { startEngine } from "./harness.ts";
import { buildDefinition, type ManifestParts } from "./manifest-builder.ts";
import { scriptedModel } from "./scripted-model.ts";

const order: ManifestParts["variables"] = [
  { name: "price", type: "number", default: 2.5 },
  { name: "count", type: "integer" },
  { name: "label", type: "string", source: "computed", expression: 'big ? "big" : "small"', inputs: ["big"] },
  { name: "big", type: "boolean", source: "computed", expression: "total > 10.0", inputs: ["total"] },
  {
    name: "total",
    type: "number",
    source: "computed",
    expression: "price * double(count)",
    inputs: ["price", "count"],
  },
];

const setCount: ToolFunction = ({ count }, { context }) => {
  context.set("count", count ?? null);
  return "ok";
};

describe("computed variables", () => {
  it("are recorded with what they follow from, and only when they change", async () => {
    const model = scriptedModel({
      A: [{ calls: [["set_count", { count: 3 }]] }, { calls: [["set_count", { count: 5 }]] }, "done"],
    });
    const definition = buildDefinition({ variables: order, tools: [{ name: "set_count" }] });
    await using engine = await startEngine({ definition, model, tools: { set_count: setCount } });
    const chat = await engine.open();
    await engine.say(chat, "go");
    const log = await engine.ended(chat);
    expect(log[0]).toMatchObject({ context: { price: 2.5, count: null, total: null, big: null, label: null } });
    expect(log.flatMap((event) => (event.type === "context_update" ? [event.changes] : []))).toEqual([
      { count: 3, total: 7.5, big: false, label: "small" },
      { count: 5, total: 12.5, big: true, label: "big" },
    ]);
    expect(log.some((event) => event.type === "notice")).toBe(false);
  });

  it("are null with a notice when a formula fails although its inputs are there", () => {
    const variables: ManifestParts["variables"] = [
      { name: "items", type: "array", default: [] },
      { name: "first", type: "string", source: "computed", expression: "items[0]", inputs: ["items"] },
    ];
    const definition = buildDefinition({ variables });
    const drafts = withDerived(definition, {}, { type: "context_update", changes: { items: [7] }, cause: "t" });
    expect(drafts).toEqual([
      { type: "context_update", changes: { items: [7], first: null }, cause: "t" },
      { type: "notice", level: "warning", code: "variable.failed", detail: "first: 7 is not of type string" },
    ]);
  });

  it("are the same whether they are computed change by change or at once", () => {
    const definition = buildDefinition({ variables: order });
    const change = fc.record(
      { price: fc.double({ noNaN: true, min: -1e6, max: 1e6 }), count: fc.integer({ min: -1e6, max: 1e6 }) },
      { requiredKeys: [] },
    );
    const updated = (context: JsonObject, changes: JsonObject): JsonObject => {
      const [update] = withDerived(definition, context, { type: "context_update", changes, cause: "t" });
      return update?.type === "context_update" ? { ...context, ...update.changes } : context;
    };
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const stepwise = changes.reduce<JsonObject>((context, each) => updated(context, each), {});
        expect(stepwise).toEqual(updated({}, Object.assign({}, ...changes) as JsonObject));
      }),
    );
  });
});

describe("variables of claims and ui", () => {
  it("hold the value at their path, and follow the page", async () => {
    const model = scriptedModel({ A: ["one", "two"] });
    const definition = buildDefinition({
      agents: [{ name: "A", context: ["plan", "page"] }],
      variables: [
        { name: "plan", source: "claims", path: "account.plan", default: "free" },
        { name: "page", source: "ui", path: "page" },
        { name: "tier", type: "integer", source: "claims", path: "account.plan" },
      ],
    });
    await using engine = await startEngine({ definition, model });
    const chat = await engine.open({ claims: { account: { plan: "pro" } }, context: { page: "/home" } });
    await engine.say(chat, "hi");
    await engine.ended(chat);
    await engine.say(chat, "and now?", { context: { page: "/cart" } });
    const log = await engine.ended(chat, 2);
    expect(model.requests.map(({ system }) => system)).toEqual([
      'You help.\n\nContext variables:\nplan: "pro"\npage: "/home"',
      'You help.\n\nContext variables:\nplan: "pro"\npage: "/cart"',
    ]);
    const failures = log.filter((event) => event.type === "notice");
    expect(failures).toMatchObject([{ code: "variable.failed", detail: 'tier: "pro" is not of type integer' }]);
  });

  it("take their default where nothing is given", async () => {
    const definition = buildDefinition({
      variables: [{ name: "plan", source: "claims", path: "plan", default: "free" }],
    });
    await using engine = await startEngine({ definition, model: scriptedModel({}) });
    const chat = await engine.open();
    expect(replay(await engine.log(chat)).context).toMatchObject({ plan: "free" });
  });
});

describe("external variables", () => {
  const parts: ManifestParts = {
    agents: [{ name: "A", context: ["profile"], tools: [] }],
    tools: [{ name: "load_profile", idempotent: true }],
    variables: [
      { name: "profile", type: "object", source: "external", tool: "load_profile" },
      { name: "vip", type: "boolean", source: "computed", expression: "profile.vip", inputs: ["profile"] },
    ],
  };

  it("are loaded once, before anybody speaks, with what follows from them", async () => {
    const model = scriptedModel({ A: ["one", "two"] });
    const keys: string[] = [];
    const load_profile: ToolFunction = (_args, { idempotencyKey }) => {
      keys.push(idempotencyKey);
      return { vip: true };
    };
    await using engine = await startEngine({ definition: buildDefinition(parts), model, tools: { load_profile } });
    const chat = await engine.open();
    await engine.say(chat, "hi");
    await engine.ended(chat);
    await engine.say(chat, "again");
    const log = await engine.ended(chat, 2);
    expect(keys).toHaveLength(1);
    expect(log.filter((event) => event.type === "context_update")).toMatchObject([
      { changes: { profile: { vip: true }, vip: true }, cause: "external:profile" },
    ]);
    expect(model.requests[0]?.system).toContain('profile: {"vip":true}');
  });

  it.each<[string, ToolFunction, string]>([
    ["fails", () => Promise.reject(new Error("crm is down")), "profile: crm is down"],
    ["gives another type", () => "vip", "profile: / must be object"],
  ])("stay null with a notice when the tool %s, and the run goes on", async (_what, load_profile, detail) => {
    const model = scriptedModel({ A: ["hello"] });
    await using engine = await startEngine({ definition: buildDefinition(parts), model, tools: { load_profile } });
    const chat = await engine.open();
    await engine.say(chat, "hi");
    const log = await engine.ended(chat);
    expect(log.filter((event) => event.type === "notice")).toMatchObject([
      { code: "variable.not-loaded", detail: expect.stringContaining(detail) },
    ]);
    expect(log.find((event) => event.type === "context_update")).toMatchObject({ changes: { profile: null } });
    expect(log.at(-1)).toMatchObject({ type: "run_paused", waiting_for: "user" });
  });

  it("are loaded by the next run when a stop came first", async () => {
    const started = Promise.withResolvers<void>();
    const load_profile: ToolFunction = (_args, { signal }) =>
      keysLeft.shift() === undefined
        ? { vip: false }
        : new Promise((_resolve, reject) => {
            started.resolve();
            signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
          });
    const keysLeft = ["first"];
    const model = scriptedModel({ A: ["hello"] });
    await using engine = await startEngine({ definition: buildDefinition(parts), model, tools: { load_profile } });
    const chat = await engine.open();
    await engine.say(chat, "hi");
    await started.promise;
    await engine.send(chat, { type: "cancel" });
    const stopped = await engine.ended(chat);
    expect(stopped.at(-1)).toMatchObject({ type: "workflow_cancelled" });
    await engine.say(chat, "again");
    const log = await engine.ended(chat, 2);
    expect(log.find((event) => event.type === "context_update")).toMatchObject({
      changes: { profile: { vip: false } },
    });
  });
});
