import type { WorkflowCard, WorkflowSummary } from "@mozaiks/contracts";
import type { Definition, DefinitionCode } from "./definition.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** The workflows of a server: what new sessions may use now, and every version that running ones are pinned to. */
export interface Catalog extends AsyncDisposable {
  /** What is loaded now, by workflow id; never prompts. */
  current(): readonly WorkflowSummary[];
  /** The current version of a workflow; `workflowId` in any case. */
  find(workflowId: string): Definition | undefined;
  /**
   * One version, from memory or the store.
   * @throws MozaiksError `definition.not-found` when it is not stored, `definition.invalid` when it cannot be read.
   */
  version(workflowId: string, version: string): Promise<Definition>;
  /** The code of a definition, imported once. @throws MozaiksError as {@link Catalog.version}. */
  code(definition: Definition): Promise<DefinitionCode>;
  /** What clients are told of a workflow. */
  card(definition: Definition): WorkflowCard;
  /** What was wrong or doubtful when each folder was read last. */
  diagnostics(): readonly Diagnostic[];
}
