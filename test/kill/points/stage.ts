import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type LoadedWorkflow, loadWorkflow } from "@mozaiks/ai-runtime";
import { WorkshopProcess } from "../workshop-process.ts";
import { startOutside } from "./outside.ts";
import { type Script, startRowModel } from "./script.ts";
import { readHits, type TakenEffect } from "./taken-effects.ts";
import { until } from "./until.ts";

/** What stands in the workflows for the host of the test's own server. */
const writtenHost = "127.0.0.1:8099";

/** A server that is killed and started again, and everything around it that lives on. */
export type Stage = Awaited<ReturnType<typeof openStage>>;

export async function openStage(scriptOf: (row: string) => Script | undefined) {
  const folder = await mkdtemp(join(tmpdir(), "mozaiks-points-"));
  const workflows = join(folder, "workflows");
  const hitsFile = join(folder, "hits.jsonl");
  let isOpen = false;
  let isKilled = false;
  let server: WorkshopProcess | undefined;
  let url = "";
  const outside = await startOutside(() => isOpen);
  const model = await startRowModel(scriptOf, () => isOpen);
  await cp(resolve(import.meta.dirname, "workflows"), workflows, { recursive: true });
  const tools = join(workflows, "Bench/tools.yaml");
  await writeFile(tools, (await readFile(tools, "utf8")).replaceAll(writtenHost, outside.host));
  const definitions = new Map<string, LoadedWorkflow>();
  for (const name of await readdir(workflows)) {
    const loaded = await loadWorkflow(join(workflows, name));
    if (!loaded.ok) throw new Error(`${name} is no workflow`);
    definitions.set(name, loaded);
  }

  /** Everything outside that a row's calls reached, whichever way. */
  const effects = (row: string): readonly Pick<TakenEffect, "row" | "key">[] => [
    ...readHits(hitsFile, row),
    ...outside.reached.filter((reached) => reached.row === row),
  ];
  return {
    folder,
    definitions,
    effects,
    hits: (row: string) => readHits(hitsFile, row),
    asked: (row: string) => model.asked(row),
    url: () => url,
    isKilled: () => isKilled,

    /** Resolves when something outside was reached `count` times by a row. */
    reached: (row: string, count = 1) =>
      until(`${row} reaches something outside`, () => (effects(row).length >= count ? true : undefined)),

    /** Resolves when a hook that knows no chat was reached with this text. */
    reachedBy: (chatId: string, text: string) =>
      until(`${chatId} reaches its hook`, () => (readHits(hitsFile, text).length > 0 ? true : undefined)),

    /** Resolves when the model was asked `count` times by a row. */
    asks: (row: string, count = 1) =>
      until(`${row} asks the model`, () => (model.asked(row).length >= count ? true : undefined)),

    /** Starts the server; resolves when it listens. `open`: what hung in the life before is answered in this one. */
    async start({ open }: { open: boolean }): Promise<void> {
      isOpen = open;
      isKilled = false;
      server = new WorkshopProcess({
        folder,
        modelUrl: model.url,
        workflows,
        env: { HITS_FILE: hitsFile, GATE: open ? "open" : "closed", HTTP_TOOLS_ALLOW_PRIVATE: "true" },
      });
      url = await server.listening;
    },

    /** kill -9; `gone` resolves when the process is. */
    kill(): { readonly gone: Promise<unknown> } {
      server?.kill();
      isKilled = true;
      return { gone: server?.exited ?? Promise.resolve() };
    },

    async [Symbol.asyncDispose]() {
      await server?.[Symbol.asyncDispose]();
      await model[Symbol.asyncDispose]();
      await outside[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
