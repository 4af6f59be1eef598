import type { Diagnostic } from "../definitions/source/diagnostic.ts";
import { loadWorkflows } from "../definitions/load-workflows.ts";
import { loadScenarios } from "../definitions/load-scenarios.ts";
import { runScenario, type ScenarioResult } from "./run-scenario.ts";

/** A scenario that was played. */
export interface PlayedScenario extends ScenarioResult {
  readonly workflow_id: string;
  readonly name: string;
  readonly description?: string;
}

export interface PlayOptions {
  /** Plays only scenarios whose `<workflow>/<name>` contains this, in any case. */
  readonly filter?: string;
  /** Told of each scenario as soon as it has been played. */
  readonly onPlayed?: (played: PlayedScenario) => void;
}

/**
 * Plays the scenarios of every workflow in the folders, one after the other, each in a data folder of its own.
 * Workflows and scenarios with mistakes are not played; the diagnostics tell of them.
 */
export async function playScenarios(
  folders: readonly string[],
  { filter = "", onPlayed }: PlayOptions = {},
): Promise<{ readonly played: readonly PlayedScenario[]; readonly diagnostics: readonly Diagnostic[] }> {
  const { loads, diagnostics } = await loadWorkflows(folders);
  const played: PlayedScenario[] = [];
  const found: Diagnostic[] = [...diagnostics];
  for (const workflow of loads) {
    if (!workflow.ok) continue;
    const { scenarios, diagnostics: own } = await loadScenarios(workflow);
    found.push(...own);
    for (const scenario of scenarios) {
      const { name, value } = scenario;
      if (!`${workflow.workflow_id}/${name}`.toLowerCase().includes(filter.toLowerCase())) continue;
      const result = await runScenario(workflow, scenario);
      const one = {
        workflow_id: workflow.workflow_id,
        name,
        ...(value.description !== undefined && { description: value.description }),
        ...result,
      };
      played.push(one);
      onPlayed?.(one);
    }
  }
  return { played, diagnostics: found };
}
