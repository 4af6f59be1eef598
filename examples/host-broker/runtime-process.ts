import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";

export interface RuntimeProcess extends AsyncDisposable {
  readonly url: string;
}

const mozaiks = resolve(import.meta.dirname, "../../packages/cli/bin/mozaiks.mjs");

/**
 * Starts `mozaiks runtime` with these variables, and waits until it listens.
 * @throws Error with what it said when it ends before.
 */
export async function startRuntimeProcess(variables: Readonly<Record<string, string>>): Promise<RuntimeProcess> {
  const child = spawn(process.execPath, [mozaiks, "runtime", "--json"], {
    env: { ...process.env, ...variables },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stop = (): void => void child.kill();
  process.once("exit", stop);
  for await (const line of createInterface({ input: child.stdout })) {
    const { url } = JSON.parse(line) as { url?: string };
    if (url === undefined) continue;
    child.stdout.resume();
    return {
      url,
      async [Symbol.asyncDispose]() {
        process.off("exit", stop);
        await ended(child);
      },
    };
  }
  throw new Error("mozaiks runtime ended before it listened; see above why");
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill();
  await exit;
}
