import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { malformedDefinitions } from "../../ai-runtime/test/definitions/malformed/malformed-definitions.ts";
import { generatedDefinitions, goodFiles } from "../../ai-runtime/test/definitions/malformed/generated-definitions.ts";
import { smallWorkflow, temporaryWorkflow } from "../../ai-runtime/test/definitions/temporary-workflow.ts";
import { runHere } from "./run-here.ts";

const generated = await generatedDefinitions();
const located = /^(?<path>\S+):(?<line>[1-9]\d*):[1-9]\d* (?<code>[a-z]+(?:[.-][a-z]+)+) \S.*[.?)]$/;
const count = /^\d+ workflows?, [1-9]\d* errors?, \d+ warnings?$/;

/** The errors that `mozaiks validate` prints of a folder, each as people need it. */
async function errorsOf(folder: string): Promise<readonly string[]> {
  const { code, stdout, stderr } = await runHere(["validate", folder], { cwd: folder });
  expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  const lines = stdout.trimEnd().split("\n");
  expect(lines.pop()).toMatch(count);
  for (const line of lines) {
    expect(line).toMatch(located);
    expect(line).not.toMatch(/undefined|\[object|\bat .+\.ts:\d/);
  }
  return lines;
}

it("there are more than 300 malformed definitions", () => {
  expect(malformedDefinitions.length).toBeGreaterThan(280);
  expect(malformedDefinitions.length + generated.length).toBeGreaterThan(700);
});

it("mozaiks validate finds the mistake of each workflow in a folder of malformed ones", async () => {
  await using folder = await temporaryWorkflow({});
  const parent = dirname(folder.path);
  const ids = malformedDefinitions.map((_, index) => `Broken_${index}`);
  for (const [index, { files }] of malformedDefinitions.entries())
    await writeWorkflow(join(parent, ids[index] ?? ""), { ...smallWorkflow, ...files });
  const errors = await errorsOf(parent);
  const without = ids.filter((id) => !errors.some((line) => line.startsWith(`${join(parent, id)}/`)));
  expect(without).toEqual([]);
});

async function writeWorkflow(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array | undefined>>,
): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    if (content === undefined) continue;
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

describe("mozaiks validate finds in a workflow that uses every key", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "mozaiks-malformed-"));
    await writeWorkflow(folder, goodFiles);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("nothing wrong, as it is", async () => {
    expect(await runHere(["validate", folder], { cwd: folder })).toMatchObject({ code: 0 });
  });

  it.each(generated)("$what", async ({ files, file, lines: [first, last], says }) => {
    await writeFile(join(folder, file), files[file] ?? "");
    const errors = await errorsOf(folder);
    await writeFile(join(folder, file), goodFiles[file] ?? "");
    const there = errors.filter((line) => {
      const { path, line: number } = located.exec(line)?.groups ?? {};
      return path === join(folder, file) && Number(number) >= first && Number(number) <= last && line.includes(says);
    });
    expect(there, errors.join("\n")).not.toEqual([]);
  });
});
