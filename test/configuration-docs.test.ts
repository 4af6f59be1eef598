import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { expect, it } from "vitest";
import { Environment } from "../packages/ai-runtime/src/config/environment.ts";
import { parseConfig } from "../packages/ai-runtime/src/config/parse-config.ts";
import { exampleFile } from "../scripts/configuration-docs/example-file.ts";
import { configurationPage } from "../scripts/configuration-docs/page.ts";

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

it("docs/configuration.md says what the schema says (npm run generate)", () => {
  expect(read("docs/configuration.md")).toBe(configurationPage());
});

it(".env.example says what the schema says (npm run generate)", () => {
  expect(read(".env.example")).toBe(exampleFile());
});

it.each(Object.keys(Environment.shape))("%s stands in both", (name) => {
  expect(read("docs/configuration.md")).toContain(`| \`${name}\` `);
  expect(read(".env.example")).toMatch(new RegExp(`^# ${name}=`, "m"));
});

it(".env.example changes nothing as it is, and every line of it is good when it is turned on", () => {
  expect(parseEnv(read(".env.example"))).toEqual({});
  const turnedOn = parseEnv(read(".env.example").replaceAll(/^# (?=[A-Z][A-Z_]+=)/gm, ""));
  const { JWT_JWKS_URL: _other, ...variables } = turnedOn;
  const secrets = { JWT_SECRET: "x".repeat(32), GOOGLE_GENERATIVE_AI_API_KEY: "key", AZURE_API_KEY: "key" };
  expect(Object.keys(turnedOn).sort()).toEqual(Object.keys(Environment.shape).sort());
  expect(parseConfig({ ...variables, ...secrets })).toMatchObject({ server: { port: 8000 } });
});
