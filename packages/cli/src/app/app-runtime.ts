import { registerHooks } from "node:module";
import type * as prove from "@mozaiks/core-runtime/prove";
import type * as server from "@mozaiks/core-runtime/server";
import { CliError } from "../failure.ts";

/** What `@mozaiks/core-runtime/server` exports. */
export type AppRuntime = typeof server;

/** What `@mozaiks/core-runtime/prove` exports. */
export type AppProver = typeof prove;

/**
 * The runtime that an app itself imports. It is resolved from the app's file: another copy, such as the one beside this command,
 * would not know the requests that the app's code runs in.
 * @throws CliError `app.no-runtime` when the app has none installed.
 */
export const loadAppRuntime = (appUrl: string): Promise<AppRuntime> =>
  importFromApp<AppRuntime>("@mozaiks/core-runtime/server", appUrl);

/** The prover of that runtime. @throws CliError `app.no-runtime`. */
export const loadAppProver = (appUrl: string): Promise<AppProver> =>
  importFromApp<AppProver>("@mozaiks/core-runtime/prove", appUrl);

async function importFromApp<Module>(entry: string, appUrl: string): Promise<Module> {
  const name = `mozaiks:of-app/${entry}`;
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === name ? next(entry, { ...context, parentURL: appUrl }) : next(specifier, context),
  });
  try {
    return (await import(name)) as Module;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw thrown;
    throw new CliError("app.no-runtime", "The app has no @mozaiks/core-runtime to run on", {
      fix: "run npm install in its folder; npm install @mozaiks/core-runtime adds it where package.json does not have it",
      cause: thrown,
    });
  } finally {
    hooks.deregister();
  }
}
