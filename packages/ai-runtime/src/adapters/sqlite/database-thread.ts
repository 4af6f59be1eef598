import { MozaiksError } from "@mozaiks/contracts";
import { once } from "node:events";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { createGroupCommit } from "../group-commit.ts";
import type { Call, Reads, ThreadFailure, ThreadReply, ThreadRequest, Writes } from "./operations.ts";

type Input<F> = F extends (input: infer I) => unknown ? I : never;
type Output<F> = F extends (input: never) => infer O ? O : never;
type Question = { read: Call<Reads> } | { writes: readonly Call<Writes>[] } | { close: true };

/** The database from the main thread, which never waits for a disk. All calls reject with `store.unavailable` when it fails. */
export interface DatabaseThread extends AsyncDisposable {
  read<N extends keyof Reads>(name: N, input: Input<Reads[N]>): Promise<Output<Reads[N]>>;
  /** Joins the writes that wait with it in one transaction. `bytes` is its rough size. */
  write<N extends keyof Writes>(name: N, input: Input<Writes[N]>, bytes?: number): Promise<Output<Writes[N]>>;
}

/** @throws MozaiksError `store.in-use` when another process or store holds the file, `store.unavailable` when it cannot be opened. */
export async function startDatabaseThread(file: string): Promise<DatabaseThread> {
  const worker = new Worker(new URL(`./worker${extname(import.meta.url)}`, import.meta.url), { workerData: { file } });
  const exited = once(worker, "exit");
  const pending = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  let gone: MozaiksError | undefined;

  worker.on("message", (reply: ThreadReply) => {
    const waiting = pending.get(reply.id);
    pending.delete(reply.id);
    if ("failure" in reply) waiting?.reject(toError(file, reply.failure));
    else waiting?.resolve(reply.result);
  });
  worker.on("error", (cause) => abandon(new MozaiksError("store.unavailable", "The database thread died", { cause })));
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

  function ask(question: Question): Promise<unknown> {
    if (gone) return Promise.reject(gone);
    lastId += 1;
    const request: ThreadRequest = { id: lastId, ...question };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage(request);
    return expectReply(lastId);
  }

  const commits = createGroupCommit<Call<Writes>, unknown>(
    async (writes) => (await ask({ writes })) as readonly unknown[],
  );
  let isClosing = false;
  const refuse = () => Promise.reject(new MozaiksError("store.unavailable", "The store is closed"));

  try {
    await expectReply(0);
  } catch (error) {
    await worker.terminate();
    throw error;
  }

  return {
    read(name, input) {
      if (isClosing) return refuse();
      return ask({ read: { name, input } as Call<Reads> }) as Promise<never>;
    },
    write(name, input, bytes) {
      if (isClosing) return refuse();
      return commits.submit({ name, input } as Call<Writes>, bytes) as Promise<never>;
    },
    async [Symbol.asyncDispose]() {
      if (!isClosing) {
        isClosing = true;
        await commits.drained();
        if (!gone) await ask({ close: true });
      }
      await exited;
    },
  };
}

function toError(file: string, { message, errcode }: ThreadFailure): MozaiksError {
  const cause = new Error(message);
  // The low byte is the primary code (sqlite.org/rescode.html): 5 is SQLITE_BUSY.
  if (errcode !== undefined && (errcode & 0xff) === 5) {
    return new MozaiksError(
      "store.in-use",
      `Another process uses ${file}. Stop it, or give this one a data folder of its own (--data <folder>).`,
      { cause },
    );
  }
  return new MozaiksError("store.unavailable", `The database ${file} failed: ${message}`, { cause });
}
