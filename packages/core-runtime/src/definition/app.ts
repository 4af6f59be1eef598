import type { CollectionDefinition } from "./collection.ts";
import { compileApp } from "./compile-app.ts";
import type { RouteLike } from "./route.ts";

export interface AppOptions {
  /** Lower case, digits and hyphens. */
  readonly name: string;
  readonly version?: string;
  readonly collections?: readonly CollectionDefinition[];
  /** `"POST /api/quick-add": handler`. */
  readonly routes?: Readonly<Record<string, RouteLike>>;
  /** Roles in an organisation, highest first. The first one owns it. */
  readonly roles?: readonly string[];
}

/** An app as it is defined: data and handlers, nothing running. */
export interface AppDefinition extends AppOptions {
  readonly kind: "app";
}

/** One definition from which everything comes: storage, rules, REST, OpenAPI, client, manifest. @throws MozaiksError `app.invalid`. */
export function defineApp(options: AppOptions): AppDefinition {
  const app: AppDefinition = { ...options, kind: "app" };
  compileApp(app);
  return app;
}
