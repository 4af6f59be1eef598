import { repository, spawnMozaiks, startMozaiks, stopMozaiks } from "../../../cli/test/mozaiks-process.ts";
import { once } from "node:events";
import { join } from "node:path";
import { createLock } from "./lock.ts";

/** `mozaiks dev` that can be killed and comes back at the same address with the same data. */
export interface StormServer extends AsyncDisposable {
  readonly port: number;
  readonly secret: string;
  kills: number;
  /** `kill -9`, and a start; resolves when it answers again. */
  kill(): Promise<void>;
}

export async function startStormServer(dataFolder: string): Promise<StormServer> {
  const secret = crypto.randomUUID().repeat(2);
  const env = { JWT_SECRET: secret, MODEL_PROVIDER: "rehearsal" };
  const args = ["dev", join(import.meta.dirname, "../workflows"), "--data", dataFolder];
  const started = await startMozaiks(args, { cwd: repository, env });
  const port = Number(new URL(started.url).port);
  let { child } = started;
  const lock = createLock();

  async function restart(): Promise<void> {
    await stopMozaiks(child, "SIGKILL");
    server.kills += 1;
    child = spawnMozaiks([...args, "--port", String(port), "--json"], { cwd: repository, env });
    child.stderr.resume();
    await Promise.race([once(child.stdout, "data"), once(child, "exit").then(failed)]);
    child.stdout.resume();
  }

  const server: StormServer = {
    port,
    secret,
    kills: 0,
    kill: () => lock(restart),
    async [Symbol.asyncDispose]() {
      await stopMozaiks(child);
    },
  };
  return server;
}

function failed(): never {
  throw new Error("the server did not come back");
}
