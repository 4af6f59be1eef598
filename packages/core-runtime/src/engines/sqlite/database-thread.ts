import { MozaiksError } from "@mozaiks/contracts";
import { once } from "node:events";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { toStoreError } from "./store-error.ts";
import type { WorkerData, WorkerOperation, WorkerOperations, WorkerReply } from "./worker-messages.ts";

/** A thread with a connection of its own. Calls are answered in their order; all reject with `store.unavailable` when it is gone. */
export interface DatabaseThread extends AsyncDisposable {
  ask<Name extends WorkerOperation>(
    name: Name,
    input: WorkerOperations[Name]["input"],
  ): Promise<WorkerOperations[Name]["output"]>;
}

/** @throws MozaiksError `store.unavailable` when the file cannot be opened. */
export async function startDatabaseThread(workerData: WorkerData): Promise<DatabaseThread> {
  const worker = new Worker(new URL(`./worker${extname(import.meta.url)}`, import.meta.url), { workerData });
  const exited = once(worker, "exit");
  const pending = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  let gone: MozaiksError | undefined;

  worker.on("message", (reply: WorkerReply) => {
    const waiting = pending.get(reply.id);
    pending.delete(reply.id);
    if ("failure" in reply) waiting?.reject(toStoreError(workerData.file, reply.failure));
    else waiting?.resolve(reply.result);
  });
  worker.on("error", (cause) => abandon(new MozaiksError("store.unavailable", "The store's thread died", { cause })));
  worker.on("exit", () => abandon(new MozaiksError("store.unavailable", "The store is closed")));

  function abandon(error: MozaiksError): void {
    gone ??= error;
    for (const { reject } of pending.values()) reject(gone);
    pending.clear();
  }

  function expectReply(id: number): Promise<unknown> {
    const waiting = Promise.withResolvers<unknown>();
    pending.set(id, waiting);
    return waiting.promise;
  }

  async function ask(name: WorkerOperation, input: WorkerOperations[WorkerOperation]["input"]): Promise<unknown> {
    if (gone) throw gone;
    lastId += 1;
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage({ id: lastId, name, input });
    return expectReply(lastId);
  }

  try {
    await expectReply(0);
  } catch (error) {
    await worker.terminate();
    throw error;
  }

  return {
    ask: (name, input) => ask(name, input) as Promise<never>,
    async [Symbol.asyncDispose]() {
      if (!gone) await ask("close", null);
      await exited;
    },
  };
}
