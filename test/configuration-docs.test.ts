import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { describe, expect, it } from "vitest";
import { Environment as RuntimeEnvironment } from "../packages/ai-runtime/src/config/environment.ts";
import { parseConfig } from "../packages/ai-runtime/src/config/parse-config.ts";
import { Environment as AppEnvironment } from "../packages/core-runtime/src/config/environment.ts";
import { parseConfig as parseAppConfig } from "../packages/core-runtime/src/config/parse-config.ts";
import { exampleFile } from "../scripts/configuration-docs/example-file.ts";
import { configurationPage } from "../scripts/configuration-docs/page.ts";
import { app, type Program, runtime } from "../scripts/configuration-docs/programs.ts";

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

/** The example file's variables once its lines are turned on. */
function turnedOn({ exampleFile: file }: Program): NodeJS.Dict<string> {
  return parseEnv(read(file).replaceAll(/^# (?=[A-Z][A-Z_]+=)/gm, ""));
}

it("docs/configuration.md says what the schemas say (npm run generate)", () => {
  expect(read("docs/configuration.md")).toBe(configurationPage());
});

describe.each([
  { program: runtime, shape: RuntimeEnvironment.shape },
  { program: app, shape: AppEnvironment.shape },
])("$program.exampleFile", ({ program, shape }) => {
  it("says what the schema says (npm run generate)", () => {
    expect(read(program.exampleFile)).toBe(exampleFile(program));
  });

  it.each(Object.keys(shape))("holds %s, and so does its part of the page", (name) => {
    const [, part = ""] = read("docs/configuration.md").split(`\n## ${program.heading}\n`);
    expect(part.split("\n## ")[0]).toContain(`| \`${name}\` `);
    expect(read(program.exampleFile)).toMatch(new RegExp(`^# ${name}=`, "m"));
  });

  it("changes nothing as it is, and has a line for every variable", () => {
    expect(parseEnv(read(program.exampleFile))).toEqual({});
    expect(Object.keys(turnedOn(program)).sort()).toEqual(Object.keys(shape).sort());
  });
});

it("every line of .env.example is good when it is turned on", () => {
  const { JWT_JWKS_URL: _other, ...variables } = turnedOn(runtime);
  const secrets = { JWT_SECRET: "x".repeat(32), GOOGLE_GENERATIVE_AI_API_KEY: "key", AZURE_API_KEY: "key" };
  expect(parseConfig({ ...variables, ...secrets })).toMatchObject({ server: { port: 8000 } });
});

it("every line of .env.app.example is good when it is turned on", () => {
  expect(parseAppConfig(turnedOn(app))).toMatchObject({ server: { port: 8080 } });
});
