import type { AppOptions } from "./app-options.ts";
import { compileApp } from "./compile-app.ts";
import type { CompiledApp } from "./compiled-app.ts";

/** An app as it is defined and checked: data and handlers, nothing running. */
export interface AppDefinition extends AppOptions {
  readonly kind: "app";
  /** What everything that runs the app reads. */
  readonly compiled: CompiledApp;
}

/** One definition from which everything comes: storage, rules, REST, OpenAPI, client, manifest. @throws MozaiksError `app.invalid`. */
export function defineApp(options: AppOptions): AppDefinition {
  return { ...options, kind: "app", compiled: compileApp(options) };
}
