import type { OpenApp } from "@mozaiks/core-runtime/server";
import type { Arguments } from "../command.ts";
import type { Io } from "../io.ts";
import { appConfigOf, databaseFile } from "./app-config.ts";
import { migrationsOf } from "./app-migrations.ts";
import { loadApp, type LoadedApp } from "./load-app.ts";

const silent = { info: () => {}, warn: () => {}, error: () => {} };

/** Opens the app on its database, also while it is served elsewhere, for work that needs more than requests. */
export async function withKernel<T>(
  args: Arguments,
  io: Io,
  work: (kernel: OpenApp["kernel"], app: LoadedApp) => Promise<T>,
): Promise<T> {
  const app = await loadApp(args, io);
  const { runtime, definition } = app;
  const config = await appConfigOf(args, io, runtime, "production");
  const engine = await runtime.openSqliteEngine({ file: await databaseFile(config) });
  try {
    await (await migrationsOf(app, engine)).prepare("refuse");
  } catch (thrown) {
    await engine[Symbol.asyncDispose]();
    throw thrown;
  }
  const identity = runtime.localIdentity({ publicUrl: config.server.publicUrl ?? "http://localhost" });
  await using open = await runtime.openApp(definition, { engine, identity, log: silent, mode: "production" });
  return await work(open.kernel, app);
}
