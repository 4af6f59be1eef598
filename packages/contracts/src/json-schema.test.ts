import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect, it } from "vitest";
import { jsonSchemas } from "./json-schema.ts";

const schemas = jsonSchemas();
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
const fixtures = new URL("../fixtures/", import.meta.url);
const frames = readdirSync(fixtures)
  .filter((file) => file.endsWith(".jsonl"))
  .flatMap((file) => readFileSync(new URL(file, fixtures), "utf8").trimEnd().split("\n"))
  .map((line) => JSON.parse(line) as Record<string, unknown>);

it.each(Object.entries(schemas))("%s is a schema that a standard validator compiles", (_name, schema) => {
  expect(ajv.validateSchema(schema)).toBe(true);
  expect(ajv.compile(schema)).toBeTypeOf("function");
});

it("describes every frame of the conformance streams by its type alone", () => {
  const validators = new Map(Object.entries(schemas).map(([name, schema]) => [name, ajv.compile(schema)]));
  for (const frame of frames) {
    const union = "seq" in frame ? "SessionEvent" : "TransientFrame";
    const validate = validators.get(`${union}.${String(frame["type"])}`);
    expect([validate?.(frame), validate?.errors]).toEqual([true, null]);
    const { chat_id: _, ...broken } = frame;
    expect(validate?.(broken)).toBe(false);
  }
});

it("explains every event, frame and client message", () => {
  const types = Object.entries(schemas).filter(([name]) => /^(SessionEvent|TransientFrame|ClientMessage)\./.test(name));
  expect(types.length).toBeGreaterThan(40);
  expect(types.filter(([, schema]) => !("description" in schema))).toEqual([]);
});

it("lets readers meet members they do not know", () => {
  expect(JSON.stringify(schemas)).not.toContain('"additionalProperties":false');
});
