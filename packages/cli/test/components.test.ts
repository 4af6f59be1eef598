import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DevToken, WorkflowSummary } from "@mozaiks/contracts";
import { pageModulesKey } from "@mozaiks/contracts/fold";
import { chromium } from "playwright-core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type MozaiksChild, runMozaiks, startMozaiks, stopMozaiks } from "./mozaiks-process.ts";

const picker = `
import { createElement, version } from "react";
import { createPortal } from "react-dom";
export default { name: "Picker", version, createElement, createPortal, row: <b>row</b> };
`;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mozaiks-components-"));
  const workflow = join(folder, "workflows/Tea");
  await mkdir(join(workflow, "components"), { recursive: true });
  await writeFile(join(workflow, "orchestrator.yaml"), "workflow_name: Tea\n");
  await writeFile(join(workflow, "agents.yaml"), "agents:\n  - name: Host\n");
  await writeFile(
    join(workflow, "tools.yaml"),
    "tools:\n  - { name: pick, agent: Host, tool_type: UI_Tool, parameters: { type: object }, ui: { component: Picker } }\n",
  );
  await writeFile(join(workflow, "components/Picker.tsx"), picker);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function versionOf(url: string): Promise<string> {
  const token = await fetch(`${url}/dev/token`, { method: "POST", headers: { "content-type": "application/json" } });
  const headers = { authorization: `Bearer ${((await token.json()) as DevToken).token}` };
  const answer = await fetch(`${url}/api/workflows/Tea`, { headers });
  return ((await answer.json()) as WorkflowSummary).version;
}

it("are loaded by the page of mozaiks dev under its policy, and have its React; an older version stays", async () => {
  let child: MozaiksChild | undefined;
  const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    const started = await startMozaiks(["dev"], { cwd: folder });
    child = started.child;
    const { url } = started;
    const version = await versionOf(url);
    const page = await browser.newPage();
    await page.goto(url);
    await page.getByText("Tea").first().waitFor();
    const path = `/dev/components/Tea/${version}.js`;
    const found: unknown = await page.evaluate(`import(${JSON.stringify(path)}).then(({ components }) => ({
      names: Object.keys(components),
      version: components.Picker.version,
      isShared: components.Picker.createElement === globalThis[Symbol.for("${pageModulesKey}")].react.createElement,
      row: components.Picker.row.type,
    }))`);
    expect(found).toEqual({ names: ["Picker"], version: expect.any(String), isShared: true, row: "b" });
    await writeFile(join(folder, "workflows/Tea/components/Picker.tsx"), picker.replace("row</b>", "other</b>"));
    await expect.poll(() => versionOf(url)).not.toBe(version);
    expect(await (await fetch(url + path)).text()).toContain('children: "row"');
    expect(await (await fetch(`${url}/dev/components/Tea/${await versionOf(url)}.js`)).text()).toContain("other");
  } finally {
    await browser.close();
    if (child) await stopMozaiks(child);
  }
});

it("are checked by mozaiks validate", async () => {
  expect((await runMozaiks(["validate", "workflows"], { cwd: folder })).stdout).toBe(
    "1 workflow, 0 errors, 0 warnings\n",
  );
  await writeFile(join(folder, "workflows/Tea/components/Picker.tsx"), "export const Picker = 1;\n");
  const { code, stdout } = await runMozaiks(["validate", "workflows"], { cwd: folder });
  expect([code, stdout]).toEqual([1, expect.stringContaining("Picker.tsx:1:1 code.export-missing")]);
});
