import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { MozaiksError } from "@mozaiks/contracts";
import type { StoredDefinition } from "../ports/event-store.ts";
import type { HookFunction, RehearsalFunction, ToolFunction } from "../tool.ts";
import type { DefinitionCode } from "./definition.ts";
import type { Manifest } from "./manifest.ts";

/** The name under which a bundle exports a tool's function. */
export function toolExport(name: string): string {
  return `tool:${name}`;
}

/** The name under which a bundle exports an agent's rehearsal. */
export function rehearsalExport(agent: string): string {
  return `rehearsal:${agent}`;
}

/** The name under which a bundle exports the class of an agent. */
export function agentExport(agent: string): string {
  return `agent:${agent}`;
}

/** The name under which a bundle exports the function of hooks.yaml's hook at an index. */
export function hookExport(index: number): string {
  return `hook:${index}`;
}

/**
 * Imports the code of a stored definition from `<cacheFolder>/<version>.mjs`, which is written when it is not there.
 * Any number of processes may share the folder. Code that nobody vouches for is given as it is, and never imported.
 * @throws MozaiksError `definition.invalid` when the bundle cannot be imported.
 */
export async function openDefinitionCode(stored: StoredDefinition, cacheFolder: string): Promise<DefinitionCode> {
  const { workflow_id, version, code } = stored;
  if (isUntrusted(stored)) return isolatedCode(stored);
  const exported = code === undefined ? {} : await importBundle(workflow_id, version, code, cacheFolder);
  const functionNamed = (name: string): unknown => (Object.hasOwn(exported, name) ? exported[name] : undefined);
  return {
    tool(name) {
      const found = functionNamed(toolExport(name));
      if (typeof found === "function") return found as ToolFunction;
      throw new MozaiksError("definition.invalid", `${workflow_id}: the code of tool ${name} is not a function`);
    },
    rehearsal(agent) {
      const found = functionNamed(rehearsalExport(agent));
      return typeof found === "function" ? (found as RehearsalFunction) : undefined;
    },
    hook(name) {
      const found = functionNamed(name);
      if (typeof found === "function") return found as HookFunction;
      throw new MozaiksError("definition.invalid", `${workflow_id}: the code of ${name} is not a function`);
    },
    agent(name) {
      const found = functionNamed(name);
      if (typeof found === "function") return () => instanceOf(found);
      throw new MozaiksError("definition.invalid", `${workflow_id}: the code of ${name} is no class`);
    },
  };
}

/** A class is constructed, a function that is none is called. */
function instanceOf(found: object): unknown {
  return "prototype" in found && found.prototype !== undefined
    ? Reflect.construct(found as new () => object, [])
    : (found as () => unknown)();
}

function isUntrusted({ manifest }: StoredDefinition): boolean {
  return (JSON.parse(manifest) as Partial<Manifest>).trusted === false;
}

function isolatedCode({ workflow_id, code }: StoredDefinition): DefinitionCode {
  return {
    ...(code !== undefined && { source: code }),
    tool(name) {
      throw new MozaiksError("definition.invalid", `${workflow_id}: the code of tool ${name} runs in an isolate only`);
    },
    rehearsal: () => undefined,
    hook(name) {
      throw new MozaiksError("definition.invalid", `${workflow_id}: ${name} cannot run in an isolate`);
    },
    agent(name) {
      throw new MozaiksError("definition.invalid", `${workflow_id}: ${name} cannot run in an isolate`);
    },
  };
}

async function importBundle(
  workflowId: string,
  version: string,
  code: string,
  cacheFolder: string,
): Promise<Record<string, unknown>> {
  const path = join(cacheFolder, `${version}.mjs`);
  try {
    await writeOnce(path, code, cacheFolder);
    return (await import(/* @vite-ignore */ pathToFileURL(path).href)) as Record<string, unknown>;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MozaiksError("definition.invalid", `${workflowId}: its code cannot be loaded: ${reason}`, { cause });
  }
}

/** The rename is atomic: another process sees the whole file or none. */
async function writeOnce(path: string, code: string, folder: string): Promise<void> {
  if ((await readOrUndefined(path)) === code) return;
  await mkdir(folder, { recursive: true });
  const unfinished = `${path}.${randomUUID()}.tmp`;
  await writeFile(unfinished, code, { flush: true });
  await rename(unfinished, path);
}

async function readOrUndefined(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (thrown) {
    if (thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT") return undefined;
    throw thrown;
  }
}
