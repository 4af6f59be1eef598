import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { Json } from "@mozaiks/contracts";
import type { Sandbox, SandboxedResult } from "../../ports/sandbox.ts";
import type { WorkerCall, WorkerMessage } from "./worker-messages.ts";

const maxThreads = 4;

/**
 * A QuickJS isolate (WebAssembly) for every call, each in a thread of its own: code that does not stop blocks nobody,
 * and its thread is ended. At most 4 at once.
 */
export function openQuickjsSandbox(): Sandbox {
  const threads = new Set<Worker>();
  const waiting: { readonly resolve: () => void }[] = [];
  let taken = 0;

  /** Takes one of the places, in order of arrival. */
  async function takePlace(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (taken < maxThreads) {
      taken += 1;
      return;
    }
    const turn = Promise.withResolvers<void>();
    const abandon = (): void => {
      const place = waiting.indexOf(turn);
      if (place >= 0) waiting.splice(place, 1);
      turn.reject(signal.reason as Error);
    };
    signal.addEventListener("abort", abandon, { once: true });
    waiting.push(turn);
    try {
      await turn.promise;
    } finally {
      signal.removeEventListener("abort", abandon);
    }
  }

  /** Hands the place to whoever waits longest. */
  function leavePlace(): void {
    const next = waiting.shift();
    if (next) next.resolve();
    else taken -= 1;
  }

  return {
    async call({ code, name, args, context, session }, { signal, onLog }) {
      await takePlace(signal);
      try {
        signal.throwIfAborted();
        const call: WorkerCall = { code, name, input: JSON.stringify({ args, context, session }) };
        const thread = new Worker(new URL(`./worker${extname(import.meta.url)}`, import.meta.url), {
          workerData: call,
          env: {},
          resourceLimits: { maxOldGenerationSizeMb: 128 },
        });
        threads.add(thread);
        try {
          return await resultOf(thread, signal, onLog);
        } finally {
          threads.delete(thread);
          await thread.terminate();
        }
      } finally {
        leavePlace();
      }
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...threads].map((thread) => thread.terminate()));
    },
  };
}

function resultOf(
  thread: Worker,
  signal: AbortSignal,
  onLog: (level: "info" | "warn", fields: object, message: string) => void,
): Promise<SandboxedResult> {
  return new Promise((resolve, reject) => {
    const abandon = (): void => reject(signal.reason as Error);
    signal.addEventListener("abort", abandon, { once: true });
    thread.on("message", (message: WorkerMessage) => {
      if (message.kind === "log") onLog(message.level, ...lineOf(message.said));
      else if (message.kind === "failed") reject(new Error(message.message));
      else resolve(JSON.parse(message.text) as SandboxedResult);
    });
    thread.once("error", (thrown: unknown) => reject(thrown instanceof Error ? thrown : new Error(String(thrown))));
    thread.once("exit", () => {
      signal.removeEventListener("abort", abandon);
      reject(new Error("its thread ended"));
    });
  });
}

/** What a log line says, whichever way around fields and message were given. */
function lineOf(said: string): [object, string] {
  const parts = JSON.parse(said) as Json[];
  const fields = parts.find((part) => typeof part === "object" && part !== null);
  const message = parts.find((part) => typeof part === "string");
  return [typeof fields === "object" && fields !== null ? fields : {}, typeof message === "string" ? message : ""];
}
