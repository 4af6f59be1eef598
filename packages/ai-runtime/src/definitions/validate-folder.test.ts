import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryWorkflow } from "../../test/definitions/temporary-workflow.ts";
import { compareDiagnostics } from "./source/diagnostic.ts";
import { validateFolder } from "./validate-folder.ts";

describe("validating a folder", () => {
  it("tells of every workflow below it, counted and in order", async () => {
    await using folder = await temporaryWorkflow({
      "../Broken/orchestrator.yaml": "max_turns: 0\n",
      "../Broken/agents.yaml": "agents: []\n",
      "agent.yml": "a: 1\n",
    });
    const validation = await validateFolder(dirname(folder.path));
    expect(validation).toMatchObject({
      errors: 2,
      warnings: 1,
      workflows: [
        { workflow_id: "Broken", valid: false },
        { workflow_id: "Small", valid: true, version: expect.stringMatching(/^[0-9a-f]{20}$/) },
      ],
    });
    expect(validation.diagnostics).toEqual(validation.diagnostics.toSorted(compareDiagnostics));
    expect(JSON.parse(JSON.stringify(validation))).toEqual(validation);
  });

  it("takes a workflow's own folder as well", async () => {
    await using folder = await temporaryWorkflow();
    expect(await validateFolder(folder.path)).toMatchObject({ errors: 0, warnings: 0, workflows: [{ valid: true }] });
  });

  it("finds a folder that is a workflow but for its orchestrator", async () => {
    await using folder = await temporaryWorkflow({ "orchestrator.yaml": undefined, "orchestator.yaml": "a: 1\n" });
    const found = await validateFolder(dirname(folder.path));
    expect(found.diagnostics.map(({ file, code }) => [file, code])).toEqual([
      [join(folder.path, "agents.yaml"), "workflow.none"],
    ]);
    expect((await validateFolder(folder.path)).diagnostics.map(({ code }) => code)).toEqual(["workflow.none"]);
  });

  it("refuses packs and step workflows instead of passing over them", async () => {
    await using folder = await temporaryWorkflow({
      "../_pack/workflow_graph.json": "{}",
      "../notify.yml": "name: Notify\ntrigger: task.created\nsteps: []\n",
      "../compose.yml": "services: {}\n",
    });
    const { diagnostics, workflows } = await validateFolder(dirname(folder.path));
    expect(diagnostics.map(({ file, code }) => `${relative(dirname(folder.path), file)} ${code}`)).toEqual([
      "_pack/workflow_graph.json feature.not-supported",
      "notify.yml feature.not-supported",
    ]);
    expect(workflows).toMatchObject([{ valid: true }]);
  });

  it.each(["/nowhere/at/all", import.meta.dirname])("that holds none is an error: %s", async (path) => {
    const { errors, workflows } = await validateFolder(path);
    expect([errors, workflows]).toEqual([1, []]);
  });
});
