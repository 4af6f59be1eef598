import { relative } from "node:path";
import { describe, expect, it } from "vitest";
import { brokenAgents } from "../../test/definitions/malformed/broken-agents.ts";
import { brokenArtifacts } from "../../test/definitions/malformed/broken-artifacts.ts";
import { brokenDataSources } from "../../test/definitions/malformed/broken-data-sources.ts";
import { brokenFiles } from "../../test/definitions/malformed/broken-files.ts";
import { brokenHandoffs } from "../../test/definitions/malformed/broken-handoffs.ts";
import { brokenHooks } from "../../test/definitions/malformed/broken-hooks.ts";
import { brokenHttpTools } from "../../test/definitions/malformed/broken-http-tools.ts";
import { brokenMcpTools } from "../../test/definitions/malformed/broken-mcp-tools.ts";
import { brokenOrchestrators } from "../../test/definitions/malformed/broken-orchestrators.ts";
import { brokenOutputs } from "../../test/definitions/malformed/broken-outputs.ts";
import { brokenSources } from "../../test/definitions/malformed/broken-sources.ts";
import { brokenTools } from "../../test/definitions/malformed/broken-tools.ts";
import { brokenVariables } from "../../test/definitions/malformed/broken-variables.ts";
import { temporaryWorkflow } from "../../test/definitions/temporary-workflow.ts";
import { loadWorkflow } from "./load-workflow.ts";

describe("a definition with one mistake", () => {
  it.each([
    ...brokenFiles,
    ...brokenOrchestrators,
    ...brokenAgents,
    ...brokenHandoffs,
    ...brokenVariables,
    ...brokenSources,
    ...brokenDataSources,
    ...brokenOutputs,
    ...brokenTools,
    ...brokenHooks,
    ...brokenHttpTools,
    ...brokenMcpTools,
    ...brokenArtifacts,
  ])("is rejected where the mistake stands: $what ($error)", async ({ files, error, says }) => {
    await using folder = await temporaryWorkflow(files);
    const load = await loadWorkflow(folder.path);
    const errors = load.diagnostics.filter(({ severity }) => severity === "error");
    const shown = errors.map(
      ({ file, line, column, code }) => `${relative(folder.path, file)}:${line}:${column} ${code}`,
    );
    expect(shown).toEqual([error]);
    const [only] = errors;
    expect(`${only?.message} ${only?.fix}`).toContain(says);
    expect(`${only?.message} ${only?.fix}`).not.toMatch(/\n|undefined|\[object|    at /);
    expect(load.ok).toBe(false);
  });
});
