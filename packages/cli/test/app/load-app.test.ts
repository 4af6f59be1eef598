import { rm } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { runHere } from "../run-here.ts";
import { appFolder, appText } from "./app-folder.ts";

/** What is wrong with an app, and the one line (and its fix) that says so. */
const wrong: readonly (readonly [what: string, file: string | null, says: RegExp])[] = [
  [
    "no file",
    null,
    /^mozaiks: app\.not-found There is no backend\/src\/app\.ts here\n {2}fix: .*mozaiks new app my-app$/,
  ],
  [
    "no default export",
    "export const a = 1;",
    /^mozaiks: app\.invalid backend\/src\/app\.ts has no app as its default/,
  ],
  ["a default export that is no app", "export default { name: 'x' };", /has no app .*\n {2}fix: .*defineApp/],
  ["a syntax error", "const a = 1;\nconst b = ;\n", /app\.invalid backend\/src\/app\.ts:2:11 Expression expected$/],
  ["an enum", "\nexport enum A { B }\n", /app\.ts:2:8 TypeScript enum is not supported.*\n {2}fix: .*union of texts/],
  [
    "a parameter property",
    "class A { constructor(private a: string) {} }",
    /app\.ts:1:31 TypeScript parameter property/,
  ],
  [
    "a package that is not there",
    '\nimport a from "zodd";\na;',
    /app\.ts:2 Cannot find package 'zodd'.*\n {2}fix: .*npm install/,
  ],
  [
    "a file that is not there",
    'import { a } from "./tasks";\na;',
    /app\.ts:1 Cannot find module .*\n {2}fix: .*"\.\/tasks\.ts"/,
  ],
  [
    "a name that a module does not export",
    'import { nope } from "zod";\nnope;',
    /app\.ts:1:10 .*'zod' does not provide/,
  ],
  ["code that throws", "const a = 1;\nthrow new Error(`boom ${a}`);", /app\.invalid backend\/src\/app\.ts:2:7 boom 1$/],
  ["code that throws no error", 'throw "text";', /app\.invalid backend\/src\/app\.ts text$/],
  [
    "a mistake in the definition",
    'import { defineApp } from "@mozaiks/core-runtime";\n\nexport default defineApp({ name: "No Name" });',
    /app\.invalid backend\/src\/app\.ts:3:16 name: "No Name" must be lower-case/,
  ],
  [
    "a mistake in a collection",
    appText("title: z.string()", "unique: [['titel']],"),
    /app\.invalid backend\/src\/app\.ts:\d+:\d+ tasks\.unique.*titel/,
  ],
];

describe("mozaiks app, given a wrong app,", () => {
  it.each(wrong)("names the place of %s, without a stack trace", async (_what, file, says) => {
    await using folder = await appFolder(file);
    const { code, stdout, stderr } = await folder.app(["manifest"]);
    expect(stderr.trimEnd()).toMatch(says);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  });

  it("takes another file with --app", async () => {
    await using folder = await appFolder(null);
    await folder.write("other/app.ts", appText("title: z.string()"));
    const { code, stdout } = await folder.app(["manifest", "--app", "other/app.ts"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ name: "small" });
    expect((await folder.app(["manifest", "--app", "none.ts"])).stderr).toContain("There is no none.ts here");
  });

  it("says that the runtime is not installed", async () => {
    await using folder = await appFolder();
    await rm(`${folder.path}/node_modules`);
    const { code, stderr } = await folder.app(["manifest"]);
    expect(stderr).toMatch(/^mozaiks: app\.no-runtime .*\n {2}fix: .*npm install/);
    expect(code).toBe(1);
  });
});

describe("the commands of a group", () => {
  it.each([
    [["app"], 2, "stdout", /^usage: mozaiks app <command>[^]* migrate +bring/],
    [["app", "--help"], 0, "stdout", /^usage: mozaiks app <command>[^]* manifest +what/],
    [["help", "app"], 0, "stdout", /^usage: mozaiks app <command>/],
    [["app", "migrate", "--help"], 0, "stdout", /^usage: mozaiks app migrate \[options\][^]*--yes-destroy <place>/],
    [["app", "fly"], 2, "stderr", /^mozaiks: usage\.unknown-command .*"app fly"\n {2}fix: use one of app dev,/],
    [["app", "migrate", "x"], 2, "stderr", /^mozaiks: usage\.invalid "x" is one argument too many/],
    [["app", "backup"], 2, "stderr", /^mozaiks: usage\.invalid <to> is missing\n {2}fix: mozaiks app backup --help/],
    [["app", "migrate", "--down", "--purge"], 2, "stderr", /--down and --purge are two things/],
    [["app", "migrate", "--to", "x"], 2, "stderr", /--to is "x"/],
  ] as const)("%j ends with %i", async (args, code, stream, says) => {
    await using folder = await appFolder();
    const result = await runHere(args, { cwd: folder.path });
    expect(result[stream]).toMatch(says);
    expect(result.code).toBe(code);
  });
});
