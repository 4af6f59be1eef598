import { MozaiksError, type WorkflowCard, type WorkflowSummary } from "@mozaiks/contracts";
import type { StoredDefinition } from "../ports/event-store.ts";
import { compileDefinition } from "./compile-definition.ts";
import { openDefinitionCode } from "./definition-code.ts";
import type { Definition, DefinitionCode } from "./definition.ts";
import type { Diagnostic } from "./source/diagnostic.ts";
import { createRecent } from "./recent.ts";
import { cardOf, summaryOf } from "./workflow-card.ts";
import { createShelf, type ShelfOptions } from "./workflow-shelf.ts";
import { watchFolders } from "./watch-folders.ts";

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
  /** The module of a version's UI components, when this process has read it; `workflowId` in any case. */
  components(workflowId: string, version: string): string | undefined;
  /** Where a workflow of which new sessions may be made is read from; `workflowId` in any case. */
  folder(workflowId: string): string | undefined;
  /** What clients are told of a workflow. */
  card(definition: Definition): WorkflowCard;
  /** What was wrong or doubtful when each folder was read last. */
  diagnostics(): readonly Diagnostic[];
  /** Reads what has changed since. A broken folder keeps its last good version; a removed one takes no new sessions. */
  refresh(): Promise<void>;
}

export interface CatalogOptions extends ShelfOptions {
  /** Where bundles are written to be imported from. */
  readonly cacheFolder: string;
  /** True: changes of the folders are picked up by themselves. */
  readonly watch: boolean;
  /** Told when reading changes failed for another reason, such as the store. */
  readonly onError?: (error: unknown) => void;
}

const maxVersions = 100;

/**
 * Loads the workflows, puts them into the store, and keeps them up to date when it watches.
 * @throws MozaiksError `store.unavailable` when they cannot be stored. Broken folders are diagnostics, never errors.
 */
export async function openCatalog(options: CatalogOptions): Promise<Catalog> {
  const shelf = createShelf(options);
  const versions = createRecent<Definition>(maxVersions);
  const codes = createRecent<Promise<DefinitionCode>>(maxVersions);

  async function stored(workflowId: string, version: string): Promise<StoredDefinition> {
    const current = shelf.find(workflowId);
    if (current?.stored.version === version) return current.stored;
    const found = await options.store.definition(workflowId, version);
    if (found) return found;
    throw new MozaiksError("definition.not-found", `Version ${version} of ${workflowId} is not stored`);
  }

  function code(definition: Definition): Promise<DefinitionCode> {
    const key = keyOf(definition);
    const known = codes.get(key);
    if (known) return known;
    const opening = stored(definition.workflow_id, definition.version).then((found) =>
      openDefinitionCode(found, options.cacheFolder),
    );
    codes.set(key, opening);
    opening.catch(() => codes.delete(key));
    return opening;
  }

  async function version(workflowId: string, version: string): Promise<Definition> {
    const current = shelf.find(workflowId);
    if (current?.stored.version === version) return current.definition;
    const key = keyOf({ workflow_id: workflowId, version });
    const known = versions.get(key);
    if (known) return known;
    const definition = compileDefinition(await stored(workflowId, version));
    versions.set(key, definition);
    return definition;
  }

  const refresh = (): Promise<void> => shelf.refresh();
  const watcher = options.watch
    ? await watchFolders([...options.paths, ...(options.untrustedPaths ?? [])], refresh, options.onError)
    : undefined;
  try {
    await refresh();
  } catch (thrown) {
    await watcher?.[Symbol.asyncDispose]();
    throw thrown;
  }
  return {
    current: () => shelf.all().map(({ definition }) => summaryOf(definition)),
    find: (workflowId) => shelf.find(workflowId)?.definition,
    version,
    code,
    components: (workflowId, version) => shelf.components(workflowId, version),
    folder: (workflowId) => shelf.find(workflowId)?.folder,
    card: cardOf,
    diagnostics: () => shelf.diagnostics(),
    refresh,
    async [Symbol.asyncDispose]() {
      await watcher?.[Symbol.asyncDispose]();
      await shelf.idle();
    },
  };
}

function keyOf({ workflow_id, version }: Pick<Definition, "workflow_id" | "version">): string {
  return `${workflow_id.toLowerCase()}@${version}`;
}
