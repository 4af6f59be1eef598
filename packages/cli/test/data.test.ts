import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runHere } from "./run-here.ts";

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "mozaiks-data-"));
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

const run = (...args: readonly string[]) => runHere(["data", ...args, "--data", join(cwd, "data")], { cwd });
const file = async (...lines: readonly string[]): Promise<string> => {
  const path = join(cwd, "teas.ndjson");
  await writeFile(path, lines.join("\n"));
  return path;
};

describe("mozaiks data", () => {
  it("writes documents from a file, over those with the same id, lists them by app and removes them", async () => {
    const teas = await file('{"id":"a","name":"Assam"}', "", '{"id":"b","name":"Black"}', "");
    expect(await run("import", "teas", teas)).toMatchObject({
      code: 0,
      stdout: '{"collection":"teas","imported":2}\n',
    });
    await run("import", "teas", await file('{"id":"a","name":"Assam, second flush"}'));
    expect((await run("list")).stdout).toBe('{"name":"teas","documents":2}\n');
    expect((await run("list", "teas")).stdout).toBe(
      '{"id":"a","name":"Assam, second flush"}\n{"id":"b","name":"Black"}\n',
    );
    expect((await run("list", "--app", "other")).stdout).toBe("");
    expect(await run("remove", "teas", "b")).toMatchObject({ code: 0 });
    expect((await run("list", "teas")).stdout).toBe('{"id":"a","name":"Assam, second flush"}\n');
  });

  it.each([
    [["{"], /documents\.invalid .+ line 1 is no JSON object/],
    [['{"id":"a"}', '{"name":"b"}'], /line 2 is no JSON object with a text/],
    [['{"id":"a"}', '{"id":"a"}'], /line 2 has the id of line 1/],
  ])("writes nothing of a file with a mistake: %j", async (lines, message) => {
    const { code, stderr } = await run("import", "broken", await file(...lines));
    expect([code, stderr]).toEqual([1, expect.stringMatching(message)]);
    expect((await run("list", "broken")).stdout).toBe("");
  });

  it.each<[readonly string[], number, RegExp]>([
    [["show"], 2, /no action "show"/],
    [["import", "teas"], 2, /needs a collection and a file/],
    [["remove", "teas"], 2, /needs a collection and an id/],
    [["list", "a b"], 2, /no name of a collection/],
    [["remove", "teas", "nobody"], 1, /document\.not-found/],
  ])("says what is wrong with %j", async (args, code, message) => {
    expect(await run(...args)).toMatchObject({ code, stderr: expect.stringMatching(message) });
  });
});
