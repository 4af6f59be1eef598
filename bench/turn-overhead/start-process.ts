import { fork } from "node:child_process";
import { once } from "node:events";

export interface StartedProcess extends AsyncDisposable {
  readonly pid: number;
  /** The first thing it sent. */
  readonly answer: string;
}

/** Runs a module in a process of its own until disposed, and waits for the first thing it sends. */
export async function startProcess(module: URL, args: readonly string[] = []): Promise<StartedProcess> {
  const child = fork(module, args, { execArgv: process.execArgv });
  const ended = once(child, "exit");
  const [answer] = await Promise.race([
    once(child, "message"),
    ended.then(() => Promise.reject(new Error(`${module.pathname} ended at once`))),
  ]);
  if (child.pid === undefined) throw new Error(`${module.pathname} did not start`);
  return {
    pid: child.pid,
    answer: String(answer),
    async [Symbol.asyncDispose]() {
      child.disconnect();
      await ended;
    },
  };
}
