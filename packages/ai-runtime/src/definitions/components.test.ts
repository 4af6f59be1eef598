import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pageModulesKey } from "@mozaiks/contracts/fold";
import { afterEach, expect, it } from "vitest";
import { temporaryWorkflow } from "../../test/definitions/temporary-workflow.ts";
import { loadWorkflow } from "./load-workflow.ts";

const picker = `
import { useState } from "react";
import { defineUITool } from "@mozaiks/chatui/ui-tools";
import { Row } from "./parts/row.tsx";
import sheet from "./picker.css";
export default defineUITool({ name: "Picker", useState, sheet, element: <Row /> });
`;
const files = {
  "components/Picker.tsx": picker,
  "components/Other.tsx": "export default { name: 'Other' };\n",
  "components/parts/row.tsx": "export const Row = () => <b>row</b>;\n",
  "components/picker.css": ".row { color: red }\n",
};

const shared = {
  react: { useState: () => "the page's" },
  "react/jsx-runtime": { jsx: (type: unknown, props: unknown) => ({ type, props }) },
  "@mozaiks/chatui/ui-tools": { defineUITool: (tool: object) => ({ ...tool, isDefined: true }) },
};

afterEach(() => {
  Reflect.deleteProperty(globalThis, Symbol.for(pageModulesKey));
});

/** The module as a page imports it. */
async function imported(code: string): Promise<{ components: Record<string, Record<string, unknown>> }> {
  const folder = await mkdtemp(join(tmpdir(), "mozaiks-components-"));
  const file = join(folder, "components.mjs");
  await writeFile(file, code);
  try {
    return await import(/* @vite-ignore */ file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

it("bundles a folder's components into one module that takes React and the chat from its page", async () => {
  await using folder = await temporaryWorkflow(files);
  const load = await loadWorkflow(folder.path);
  if (!load.ok || load.components === undefined) throw new Error(JSON.stringify(load));
  Reflect.set(globalThis, Symbol.for(pageModulesKey), shared);
  const { components } = await imported(load.components);
  expect(Object.keys(components)).toEqual(["Other", "Picker"]);
  const { Picker } = components;
  expect(Picker).toMatchObject({ name: "Picker", isDefined: true, sheet: expect.stringContaining("color: red") });
  expect(Picker?.["useState"]).toBe(shared.react.useState);
});

it("says which module a page does not share", async () => {
  await using folder = await temporaryWorkflow(files);
  const load = await loadWorkflow(folder.path);
  if (!load.ok) throw new Error(JSON.stringify(load));
  await expect(imported(load.components ?? "")).rejects.toThrow("This page does not share its module react");
});

it("makes another version of the workflow of every change of a component", async () => {
  await using folder = await temporaryWorkflow(files);
  const before = await loadWorkflow(folder.path);
  await folder.write({ "components/parts/row.tsx": "export const Row = () => <i>row</i>;\n" });
  const after = await loadWorkflow(folder.path);
  if (!before.ok || !after.ok) throw new Error("not loaded");
  expect(after.stored.version).not.toBe(before.stored.version);
  expect(after.components).not.toBe(before.components);
});

it("has no module where there are no components", async () => {
  await using folder = await temporaryWorkflow();
  expect(await loadWorkflow(folder.path)).not.toHaveProperty("components");
});

it("is refused to workflows that nobody vouches for", async () => {
  await using folder = await temporaryWorkflow(files);
  const load = await loadWorkflow(folder.path, { trusted: false });
  expect(load.diagnostics).toContainEqual(
    expect.objectContaining({
      file: join(folder.path, "components/Picker.tsx"),
      line: 1,
      code: "trust.required",
      message: expect.stringContaining("cannot have components"),
    }),
  );
});
