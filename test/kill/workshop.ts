import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startMockLlm } from "@mozaiks/testkit";
import { workshopReply } from "./workshop-model.ts";
import type { WorkshopOptions } from "./workshop-process.ts";

/** A folder for a server's data, and the model that answers it. */
export async function openWorkshop(): Promise<WorkshopOptions & AsyncDisposable> {
  const llm = await startMockLlm();
  llm.always(workshopReply);
  const folder = await mkdtemp(join(tmpdir(), "mozaiks-kill-"));
  return {
    folder,
    modelUrl: llm.url,
    async [Symbol.asyncDispose]() {
      await llm.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
