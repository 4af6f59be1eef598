import { mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { smallWorkflow, temporaryWorkflow, type TemporaryFolder } from "../../test/definitions/temporary-workflow.ts";
import type { StoredDefinition } from "../ports/event-store.ts";
import type { ToolContext } from "../tool.ts";
import { openCatalog, type Catalog, type CatalogOptions } from "./catalog.ts";
import type { Diagnostic } from "./source/diagnostic.ts";

const toolContext = {} as ToolContext;
let cacheFolder: string;
let folder: TemporaryFolder;
let definitions: Map<string, StoredDefinition>;

beforeEach(async () => {
  cacheFolder = await mkdtemp(join(tmpdir(), "mozaiks-catalog-"));
  folder = await temporaryWorkflow();
  definitions = new Map();
});
afterEach(async () => {
  await folder[Symbol.asyncDispose]();
  await rm(cacheFolder, { recursive: true, force: true });
});

function open(options: Partial<CatalogOptions> = {}): Promise<Catalog> {
  return openCatalog({
    paths: [dirname(folder.path)],
    store: {
      putDefinition: async (definition) => {
        definitions.set(`${definition.workflow_id} ${definition.version}`, definition);
      },
      definition: async (id, version) => definitions.get(`${id} ${version}`),
    },
    cacheFolder,
    watch: false,
    ...options,
  });
}

const speak = (word: string): Record<string, string> => ({
  "tools/greet.ts": `export const greet = () => "${word}";\n`,
});

async function wordOf(catalog: Catalog, version: string): Promise<unknown> {
  const code = await catalog.code(await catalog.version("Small", version));
  return code.tool("greet")({}, toolContext);
}

describe("a catalog", () => {
  it("lists what is loaded and finds it in any case", async () => {
    await using catalog = await open();
    const definition = catalog.find("sMALL");
    expect(catalog.current()).toEqual([
      {
        workflow_id: "Small",
        version: definition?.version,
        title: "Small",
        startup_mode: "UserDriven",
        suggestions: [],
        entry_point: false,
      },
    ]);
    expect(definition && catalog.card(definition)).toEqual({
      workflow_id: "Small",
      version: definition?.version,
      title: "Small",
      agents: [
        { name: "Ann", display_name: "Ann" },
        { name: "Bob", display_name: "Bob" },
      ],
      suggestions: [],
    });
    expect(catalog.find("Other")).toBeUndefined();
    expect([...definitions.keys()]).toEqual([`Small ${definition?.version}`]);
  });

  it("keeps every version, with its code, after the folder has changed", async () => {
    await folder.write(speak("one"));
    await using catalog = await open();
    const first = catalog.find("Small")?.version ?? "";
    await folder.write(speak("two"));
    await catalog.refresh();
    const second = catalog.find("Small")?.version ?? "";
    expect(second).not.toBe(first);
    expect([await wordOf(catalog, first), await wordOf(catalog, second)]).toEqual(["one", "two"]);
  });

  it("reads a version that another process has loaded from the store", async () => {
    await folder.write(speak("stored"));
    const other = await open();
    const version = other.find("Small")?.version ?? "";
    await other[Symbol.asyncDispose]();
    await using catalog = await open({ paths: [] });
    expect(catalog.current()).toEqual([]);
    expect(await wordOf(catalog, version)).toBe("stored");
    await expect(catalog.version("Small", "other")).rejects.toMatchObject({ code: "definition.not-found" });
  });

  it("keeps the last good version while the folder is broken", async () => {
    const heard: Diagnostic[] = [];
    await using catalog = await open({ onDiagnostics: (diagnostics) => heard.push(...diagnostics) });
    const good = catalog.find("Small")?.version;
    await folder.write({ "agents.yaml": "agents: 1\n" });
    await catalog.refresh();
    await catalog.refresh();
    expect(catalog.find("Small")?.version).toBe(good);
    expect(heard.map(({ code }) => code)).toEqual(["value.invalid"]);
    expect(catalog.diagnostics().map(({ code }) => code)).toEqual(["value.invalid"]);
    await folder.write({ "agents.yaml": smallWorkflow["agents.yaml"] });
    await catalog.refresh();
    expect(catalog.find("Small")?.version).toBe(good);
    expect(catalog.diagnostics()).toEqual([]);
  });

  it("takes a removed folder from the list, but not from those who run it", async () => {
    await using catalog = await open();
    const version = catalog.find("Small")?.version ?? "";
    await rm(folder.path, { recursive: true });
    await catalog.refresh();
    expect([catalog.current(), catalog.find("Small")]).toEqual([[], undefined]);
    expect(await wordOf(catalog, version)).toBe("hello");
  });

  it("does not let a broken workflow keep others from being loaded", async () => {
    await folder.write({ "../Broken/orchestrator.yaml": "a: 1\n" });
    await using catalog = await open();
    expect(catalog.current().map(({ workflow_id }) => workflow_id)).toEqual(["Small"]);
    expect(catalog.diagnostics().map(({ file, code }) => `${basename(dirname(file))} ${code}`)).toContain(
      "Broken key.unknown",
    );
  });

  it("takes neither of two workflows whose ids differ only in case, but keeps one that was there before", async () => {
    const twin = {
      "../small/orchestrator.yaml": "workflow_name: Twin\n",
      "../small/agents.yaml": "agents: [{ name: Ann }]\n",
    };
    await using before = await open();
    await folder.write(twin);
    await before.refresh();
    await using after = await open();
    expect(before.find("small")?.manifest.title).toBe("Small");
    expect(after.find("small")).toBeUndefined();
    expect(after.diagnostics().map(({ code }) => code)).toEqual(["workflow.duplicate", "workflow.duplicate"]);
  });

  it("loads only what is enabled", async () => {
    await folder.write({
      "../Other/orchestrator.yaml": "workflow_name: Other\n",
      "../Other/agents.yaml": "agents: [{ name: Ann }]\n",
    });
    await using catalog = await open({ enabled: ["other", "Smal"] });
    expect(catalog.current().map(({ workflow_id }) => workflow_id)).toEqual(["Other"]);
    expect(catalog.diagnostics()).toMatchObject([{ code: "workflow.none", fix: 'Did you mean "Small"?' }]);
  });

  it("imports the code of a version once, and tries again after a failure", async () => {
    await using catalog = await open();
    const definition = await catalog.version("Small", catalog.find("Small")?.version ?? "");
    expect(await catalog.code(definition)).toBe(await catalog.code(definition));
    const lost = { ...definition, version: "lost" };
    await expect(catalog.code(lost)).rejects.toMatchObject({ code: "definition.not-found" });
    definitions.set("Small lost", { workflow_id: "Small", version: "lost", manifest: "{}" });
    await expect(catalog.code(lost)).resolves.toBeDefined();
  });

  it("does not open when its workflows cannot be stored", async () => {
    const store: CatalogOptions["store"] = {
      putDefinition: () => Promise.reject(new Error("no store")),
      definition: () => Promise.resolve(undefined),
    };
    await expect(open({ store, watch: true })).rejects.toThrow("no store");
  });
});

describe("a catalog that watches", () => {
  it("picks up a change, a breakage, its repair, a new folder and a removal", async () => {
    await using catalog = await open({ watch: true });
    const seen = new Set([catalog.find("Small")?.version]);
    await folder.write(speak("new"));
    await vi.waitFor(() => expect(seen.has(catalog.find("Small")?.version)).toBe(false), 5_000);
    await folder.write({ "handoffs.yaml": "handoff_rules: x\n" });
    await vi.waitFor(() => expect(catalog.diagnostics()).toHaveLength(1), 5_000);
    expect(catalog.find("Small")).toBeDefined();
    await folder.write({ "handoffs.yaml": smallWorkflow["handoffs.yaml"] });
    await vi.waitFor(() => expect(catalog.diagnostics()).toHaveLength(0), 5_000);
    await rename(folder.path, join(dirname(folder.path), "Renamed"));
    await vi.waitFor(() => expect(catalog.current().map(({ workflow_id }) => workflow_id)).toEqual(["Renamed"]), 5_000);
  });

  it("tells of a store that fails, and goes on", async () => {
    let fails = false;
    const errors: unknown[] = [];
    const store: CatalogOptions["store"] = {
      putDefinition: () => (fails ? Promise.reject(new Error("no store")) : Promise.resolve()),
      definition: () => Promise.resolve(undefined),
    };
    await using catalog = await open({ store, watch: true, onError: (error) => errors.push(error) });
    const first = catalog.find("Small")?.version;
    fails = true;
    await folder.write(speak("lost"));
    await vi.waitFor(() => expect(errors).toHaveLength(1), 5_000);
    expect(catalog.find("Small")?.version).toBe(first);
    fails = false;
    await folder.write(speak("kept"));
    await vi.waitFor(() => expect(catalog.find("Small")?.version).not.toBe(first), 5_000);
  });
});
