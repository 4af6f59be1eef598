import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { fileSchemas } from "./file-schemas.ts";

const repository = join(import.meta.dirname, "../../../..");
const schemas = fileSchemas();
const ajv = new Ajv({ strict: true, allowUnionTypes: true });
const validators = new Map(Object.entries(schemas).map(([name, schema]) => [name, ajv.compile(schema)]));

const written = globSync(
  [
    "examples/*/workflows/*/*.yaml",
    "examples/*/workflows/*/tests/*.yaml",
    "packages/ai-runtime/test/fixtures/workflows/*/*.yaml",
    "test/kill/{,points/}workflows/*/*.yaml",
  ],
  { cwd: repository },
).toSorted();

function problemsOf(name: string, data: unknown): readonly string[] {
  const validate = validators.get(name);
  if (!validate) throw new Error(`no schema ${name}`);
  return validate(data) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.keyword}`);
}

describe("the JSON Schemas of a workflow's files", () => {
  it.each(written)("find nothing wrong with %s", (file) => {
    const name = file.includes("/tests/") ? "scenario" : basename(file, ".yaml");
    expect(problemsOf(name, parse(readFileSync(join(repository, file), "utf8")))).toEqual([]);
  });

  it.each([
    ["orchestrator", { max_turn: 3 }],
    ["orchestrator", { startup_mode: "UserDrive" }],
    ["agents", { agents: [{ name: "Ann", systemmessage: "Be Ann." }] }],
    ["agents", { agents: [{ name: "Ann Lee" }] }],
    ["agents", { agents: [{ name: "Ann", llm_config: { temprature: 1 } }] }],
    ["handoffs", { handoff_rules: [{ source_agent: "Ann", target: "user" }] }],
    ["context_variables", { definitions: [{ name: "a", type: "text" }] }],
    ["context_variables", { definitions: [{ name: "a", type: "string", source: { type: "stat" } }] }],
    ["structured_outputs", { models: { A: { fields: { a: { typ: "str" } } } } }],
    ["tools", { tools: [{ name: "a", retry: 1 }] }],
    ["hooks", { hooks: [{ hook_type: "before_send", filename: "a.ts", function: "a" }] }],
    ["ui_config", { visual_agent: [] }],
    ["scenario", { turns: [{ says: "hello" }] }],
  ])("flag a typo in %s: %j", (name, data) => {
    expect(problemsOf(name, data)).not.toEqual([]);
  });

  it("have ids that do not change and say what each key is", () => {
    expect(Object.entries(schemas).map(([name, { $id }]) => [name, $id])).toEqual(
      Object.keys(schemas).map((name) => [name, `https://mozaiks.dev/schemas/${name}.schema.json`]),
    );
    expect(Object.entries(schemas).flatMap(([name, schema]) => undescribed(schema, name))).toEqual([]);
  });

  it("do not offer what this version does not support", () => {
    expect(JSON.stringify(schemas)).not.toContain('"later"');
    expect(problemsOf("agents", { agents: [{ name: "Ann", image_generation_enabled: false }] })).toEqual([]);
    expect(problemsOf("agents", { agents: [{ name: "Ann", image_generation_enabled: true }] })).not.toEqual([]);
  });
});

/** Keys without a description, but for those that a constant explains. */
function undescribed(schema: unknown, path: string): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap((item) => undescribed(item, path));
  if (typeof schema !== "object" || schema === null) return [];
  const { properties = {}, ...rest } = schema as { properties?: Record<string, object> };
  return [
    ...Object.entries(properties).flatMap(([key, member]) => [
      ...("description" in member || "const" in member ? [] : [`${path}.${key}`]),
      ...undescribed(member, `${path}.${key}`),
    ]),
    ...Object.values(rest).flatMap((member) => undescribed(member, path)),
  ];
}
