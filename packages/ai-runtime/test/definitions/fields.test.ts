import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { loadWorkflow } from "../../src/definitions/load-workflow.ts";
import { everyField, everyFieldFiles } from "./every-field.ts";
import { findUses, without } from "./field-use.ts";
import { fields } from "./fields.ts";
import { fileKeys } from "./file-keys.ts";
import { smallWorkflow, temporaryWorkflow, type TemporaryFolder } from "./temporary-workflow.ts";

const root = join(import.meta.dirname, "../..");
const keys = await fileKeys();
const rows = Object.entries(fields);
const documents: Readonly<Record<string, object>> = everyField;
const written = Object.fromEntries(
  Object.entries(documents).map(([name, document]) => [`${name}.json`, JSON.stringify(document)]),
);

it("each key of each file has a row in the table, and each row a key", () => {
  expect(rows.map(([key]) => key).toSorted()).toEqual(keys.map(({ path }) => path).toSorted());
});

it("exactly the keys that this version refuses are listed so", () => {
  const listed = rows.flatMap(([key, row]) => (typeof row === "object" && "refused" in row ? [key] : []));
  expect(listed.toSorted()).toEqual(keys.flatMap(({ path, isRefused }) => (isRefused ? [path] : [])).toSorted());
});

const named = rows.flatMap(([, row]) => {
  if (typeof row === "string") return [row];
  if ("checked" in row) return [row.checked];
  return "refused" in row ? [row.refused] : [];
});

it.each([...new Set(named)])("there is one test %s", async (place) => {
  const at = place.indexOf("#");
  const text = await readFile(join(root, place.slice(0, at)), "utf8");
  expect(text.split(place.slice(at + 1)).length - 1).toBe(1);
});

it("a key changes what is loaded, but for notes and what is only checked", async () => {
  const nothing = Object.fromEntries(Object.keys(smallWorkflow).map((name) => [name, undefined]));
  await using folder = await temporaryWorkflow({ ...nothing, ...everyFieldFiles, ...written });
  const whole = await load(folder);
  expect(whole).toMatch(/^true /);
  const idle: string[] = [];
  for (const { path, isRefused } of keys) {
    const [name = ""] = path.split(".");
    if (isRefused || name === "scenario") continue;
    if (!(await hasEffect(folder, name, path, whole))) idle.push(path);
  }
  const expected = rows.flatMap(([key, row]) => (typeof row === "object" && !("refused" in row) ? [key] : []));
  expect(idle.toSorted()).toEqual(expected.toSorted());
});

/** Whether leaving a key out somewhere changes anything. */
async function hasEffect(folder: TemporaryFolder, name: string, key: string, whole: string): Promise<boolean> {
  const document = documents[name];
  const uses = findUses(document, key);
  expect(uses, `every-field.ts does not use ${key}`).not.toEqual([]);
  for (const use of uses) {
    await folder.write({ [`${name}.json`]: JSON.stringify(without(document, use)) });
    if ((await load(folder)) !== whole) {
      await folder.write({ [`${name}.json`]: written[`${name}.json`] });
      return true;
    }
  }
  await folder.write({ [`${name}.json`]: written[`${name}.json`] });
  return false;
}

/** Whether the workflow is right, and what is known of it, but for its version. */
async function load(folder: TemporaryFolder): Promise<string> {
  const loaded = await loadWorkflow(folder.path);
  const found = loaded.diagnostics.map(({ code, message }) => `${code} ${message}`);
  return `${loaded.ok} ${JSON.stringify([loaded.ok && loaded.manifest, found])}`;
}
