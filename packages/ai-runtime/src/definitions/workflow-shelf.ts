import type { EventStore, StoredDefinition } from "../ports/event-store.ts";
import { compileDefinition } from "./compile-definition.ts";
import { completeMcpTools, type DescribeTools } from "./compile/complete-mcp-tools.ts";
import type { Definition } from "./definition.ts";
import type { Diagnostic } from "./source/diagnostic.ts";
import { loadWorkflow } from "./load-workflow.ts";
import { findWorkflows, type FoundWorkflow } from "./find-workflows.ts";
import { createReport } from "./source/report.ts";
import { createRecent } from "./recent.ts";
import { hashFiles, readWorkflowFolder } from "./workflow-folder.ts";

export interface ShelfOptions {
  /** Folders that hold workflow folders, or workflow folders themselves. */
  readonly paths: readonly string[];
  /** The same, for workflows that nobody vouches for. */
  readonly untrustedPaths?: readonly string[];
  /** Ids to load; absent: all. */
  readonly enabled?: readonly string[];
  readonly store: Pick<EventStore, "putDefinition" | "definition">;
  /** Asks an MCP server of a workflow what its tools are. Default: nothing is asked. */
  readonly describeTools?: DescribeTools;
  /** Told what the folders that were just read have wrong. */
  readonly onDiagnostics?: (diagnostics: readonly Diagnostic[]) => void;
}

/** A workflow that new sessions may use. */
export interface ShelvedWorkflow {
  readonly folder: string;
  readonly definition: Definition;
  readonly stored: StoredDefinition;
}

/** The last good version of every workflow folder. */
export interface Shelf {
  /** By workflow id. */
  all(): readonly ShelvedWorkflow[];
  find(workflowId: string): ShelvedWorkflow | undefined;
  /** The module of a version's components, when it was read by this process and has any. */
  components(workflowId: string, version: string): string | undefined;
  diagnostics(): readonly Diagnostic[];
  /** Reads the folders that have changed. Calls that overlap share one more reading. */
  refresh(): Promise<void>;
  /** Resolves when nothing is being read. */
  idle(): Promise<void>;
}

/** Versions whose components are kept: sessions go on with the one that they began with while somebody edits. */
const maxComponents = 100;

const keyOf = ({ workflow_id, version }: Pick<StoredDefinition, "workflow_id" | "version">): string =>
  `${workflow_id.toLowerCase()}@${version}`;

export function createShelf(options: ShelfOptions): Shelf {
  const workflows = new Map<string, ShelvedWorkflow>();
  const read = new Map<string, { readonly hash: string; readonly diagnostics: readonly Diagnostic[] }>();
  const components = createRecent<string>(maxComponents);
  let ofRoots: readonly Diagnostic[] = [];
  let running: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;

  async function readChanges(): Promise<void> {
    const found = await findWorkflows(options.paths, options.enabled, options.untrustedPaths);
    const news: Diagnostic[] =
      JSON.stringify(found.diagnostics) === JSON.stringify(ofRoots) ? [] : [...found.diagnostics];
    ofRoots = found.diagnostics;
    for (const entry of found.folders) news.push(...(await readFolder(entry)));
    const there = new Set(found.present);
    for (const folder of read.keys()) if (!there.has(folder)) read.delete(folder);
    for (const [key, { folder }] of workflows) if (!there.has(folder)) workflows.delete(key);
    if (news.length > 0) options.onDiagnostics?.(news);
  }

  async function readFolder({ folder, trusted }: FoundWorkflow): Promise<readonly Diagnostic[]> {
    const hash = await fingerprint(folder);
    if (hash !== undefined && read.get(folder)?.hash === hash) return [];
    const load = await completeMcpTools(await loadWorkflow(folder, { trusted }), options.describeTools);
    if (load.ok) {
      const definition = compileDefinition(load.stored);
      await options.store.putDefinition(load.stored);
      if (load.components !== undefined) components.set(keyOf(load.stored), load.components);
      workflows.set(load.workflow_id.toLowerCase(), { folder, definition, stored: load.stored });
    }
    read.set(folder, { hash: hash ?? "", diagnostics: load.diagnostics });
    return load.diagnostics;
  }

  return {
    all: () =>
      [...workflows.values()].toSorted((left, right) => (left.stored.workflow_id < right.stored.workflow_id ? -1 : 1)),
    find: (workflowId) => workflows.get(workflowId.toLowerCase()),
    components: (workflow_id, version) => components.get(keyOf({ workflow_id, version })),
    diagnostics: () => [...ofRoots, ...[...read.values()].flatMap(({ diagnostics }) => diagnostics)],
    refresh() {
      waiting ??= running
        .catch(() => undefined)
        .then(() => {
          waiting = undefined;
          running = readChanges();
          return running;
        });
      return waiting;
    },
    idle: () => (waiting ?? running).catch(() => undefined),
  };
}

/** Undefined when the folder cannot be read; then it is loaded, which says why. */
async function fingerprint(folder: string): Promise<string | undefined> {
  const report = createReport();
  try {
    const { files } = await readWorkflowFolder(folder, report);
    return report.hasErrors() ? undefined : hashFiles(files);
  } catch {
    return undefined;
  }
}
