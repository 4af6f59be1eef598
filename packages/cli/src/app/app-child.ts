import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { Io } from "../io.ts";
import { forkedMark } from "../parent-channel.ts";
import type { DevMessage } from "./dev-child.ts";

/** One state of an app in a process of its own. */
export interface AppChild {
  /** Resolves to what it says next; undefined once it has ended. */
  readonly next: () => Promise<DevMessage | undefined>;
  /** Tells it to go on. */
  readonly goOn: () => void;
  /** Asks it to end, and waits. Resolves to its exit code. */
  readonly end: () => Promise<number>;
  /** Resolves to its exit code whenever it ends. */
  readonly ended: Promise<number>;
}

/** Runs the same command line once more, as a child that talks to this process. */
export function startAppChild(io: Io, args: readonly string[]): AppChild {
  const child: ChildProcess = fork(io.program, [...args], {
    cwd: io.cwd,
    env: { ...io.env, [forkedMark]: "1" },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = once(child, "exit").then(([code]: unknown[]) => (typeof code === "number" ? code : 1));
  return {
    ended,
    next: () =>
      Promise.race([
        once(child, "message").then(([message]: unknown[]) => message as DevMessage),
        ended.then(() => undefined),
      ]),
    goOn: () => void (child.connected && child.send("go on")),
    end() {
      child.kill("SIGTERM");
      return ended;
    },
  };
}
