import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ToolContext } from "../tool.ts";
import { temporaryWorkflow } from "../../test/definitions/temporary-workflow.ts";
import { openDefinitionCode } from "./definition-code.ts";
import { loadWorkflow } from "./load-workflow.ts";
import type { StoredDefinition } from "../ports/event-store.ts";

const toolContext = {} as ToolContext;
let cache: string;

beforeEach(async () => {
  cache = join(await mkdtemp(join(tmpdir(), "mozaiks-code-")), "cache");
});
afterEach(() => rm(join(cache, ".."), { recursive: true, force: true }));

async function stored(files: Record<string, string> = {}): Promise<StoredDefinition> {
  await using folder = await temporaryWorkflow(files);
  const load = await loadWorkflow(folder.path);
  if (!load.ok) throw new Error(JSON.stringify(load.diagnostics));
  return load.stored;
}

describe("the code of a stored definition", () => {
  it("runs although its folder is gone", async () => {
    const code = await openDefinitionCode(
      await stored({ "rehearsal.ts": "export const Ann = () => ({ content: 'hi' });\n" }),
      cache,
    );
    expect(code.tool("greet")({}, toolContext)).toBe("hello");
    expect(code.rehearsal("Ann")?.({ messages: [], context: {}, tools: [] })).toEqual({ content: "hi" });
    expect(code.rehearsal("Bob")).toBeUndefined();
    expect(() => code.tool("other")).toThrow(expect.objectContaining({ code: "definition.invalid" }));
    expect(() => code.tool("constructor")).toThrow(expect.objectContaining({ code: "definition.invalid" }));
  });

  it("may use Node's modules and CommonJS packages that require them", async () => {
    const code = await openDefinitionCode(
      await stored({
        "../node_modules/old/index.js": 'const os = require("os"); module.exports = { name: () => os.EOL.length };\n',
        "tools/greet.ts":
          'import old from "old";\nimport { sep } from "node:path";\nexport const greet = () => sep + old.name();\n',
      }),
      cache,
    );
    expect(code.tool("greet")({}, toolContext)).toMatch(/^[/\\][12]$/);
  });

  it("is one file per version, written whole", async () => {
    const definition = await stored();
    await Promise.all([openDefinitionCode(definition, cache), openDefinitionCode(definition, cache)]);
    expect(await readdir(cache)).toEqual([`${definition.version}.mjs`]);
  });

  it("is written again when the file was damaged", async () => {
    const definition = await stored({ "tools/greet.ts": "export const greet = () => 'whole';\n" });
    const path = join(cache, `${definition.version}.mjs`);
    await mkdir(cache);
    await writeFile(path, "export const damaged");
    expect((await openDefinitionCode(definition, cache)).tool("greet")({}, toolContext)).toBe("whole");
    expect(await readFile(path, "utf8")).toBe(definition.code);
  });

  it("that fails while it is loaded is a problem of the definition", async () => {
    const broken = await stored({ "tools/greet.ts": "export const greet = () => 1;\nthrow new Error('no luck');\n" });
    await expect(openDefinitionCode(broken, cache)).rejects.toMatchObject({
      code: "definition.invalid",
      message: expect.stringContaining("no luck"),
    });
  });

  it("points to its sources in a stack trace", async () => {
    const { code = "" } = await stored({
      "tools/greet.ts": "export const greet = () => {\n  throw new Error('here');\n};\n",
    });
    const map = JSON.parse(Buffer.from(code.split("base64,").at(-1) ?? "", "base64").toString()) as {
      sources: string[];
    };
    expect(map.sources).toEqual(["tools/greet.ts"]);
  });

  it("is not needed by a workflow without code", async () => {
    const code = await openDefinitionCode({ workflow_id: "A", version: "1", manifest: "{}" }, cache);
    expect(code.rehearsal("Ann")).toBeUndefined();
    expect(() => code.tool("greet")).toThrow("not a function");
  });
});
