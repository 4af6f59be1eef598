import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { resolve } from "node:path";
import type { Readable, Writable } from "node:stream";
import { text } from "node:stream/consumers";

export const binary = resolve(import.meta.dirname, "../bin/mozaiks.mjs");
export const repository = resolve(import.meta.dirname, "../../..");

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What stdin holds; empty when absent. */
  readonly input?: string;
  /** The Node to start with. */
  readonly node?: string;
  /** The file to start; the command of this repository when absent. */
  readonly program?: string;
}

export type MozaiksChild = ChildProcessByStdio<Writable, Readable, Readable>;

/** The real command as a child process, with nothing of the test's environment but PATH and HOME. */
export function spawnMozaiks(
  args: readonly string[],
  { cwd, env, node = process.execPath, program = binary }: RunOptions,
): MozaiksChild {
  const { PATH = "", HOME = "" } = process.env;
  return spawn(node, [program, ...args], { cwd, env: { PATH, HOME, ...env }, stdio: ["pipe", "pipe", "pipe"] });
}

/** Runs a command to its end. */
export async function runMozaiks(
  args: readonly string[],
  options: RunOptions,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawnMozaiks(args, options);
  child.stdin.end(options.input ?? "");
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code: child.exitCode, stdout, stderr };
}

/**
 * Starts a server command with `--json` and waits for its address. Rejects with stderr when it ends before; else stderr
 * is there when the server has ended.
 */
export async function startMozaiks(
  args: readonly string[],
  options: RunOptions,
): Promise<{ child: MozaiksChild; url: string; facts: Record<string, unknown>; stderr: Promise<string> }> {
  const child = spawnMozaiks([...args, "--port", "0", "--json"], options);
  const stderr = text(child.stderr);
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    const facts = JSON.parse(line) as Record<string, unknown>;
    if (typeof facts["url"] !== "string") continue;
    child.stdout.resume();
    return { child, url: facts["url"], facts, stderr };
  }
  throw new Error(`mozaiks ${args.join(" ")} ended: ${await stderr}`);
}

/** Waits for the end of a process that is ending, or asks it to. */
export async function stopMozaiks(
  child: MozaiksChild,
  signal: "SIGTERM" | "SIGKILL" = "SIGTERM",
): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill(signal);
    await once(child, "exit");
  }
  return child.exitCode;
}

/** Resolves as soon as the stream has shown a text that was not waited for yet. */
export function watch(stream: Readable): (wanted: string) => Promise<void> {
  let shown = "";
  let hasEnded = false;
  let look = (): void => undefined;
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => {
    shown += chunk;
    look();
  });
  stream.on("end", () => {
    hasEnded = true;
    look();
  });
  return (wanted) =>
    new Promise((resolve, reject) => {
      look = () => {
        const at = shown.indexOf(wanted);
        if (at >= 0) {
          shown = shown.slice(at + wanted.length);
          resolve();
        } else if (hasEnded) reject(new Error(`ended without ${JSON.stringify(wanted)}: ${shown}`));
      };
      look();
    });
}
