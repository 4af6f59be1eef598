import type { CollectionDefinition } from "./collection.ts";
import type { RouteLike } from "./route.ts";

/** What `defineApp` takes. */
export interface AppOptions {
  /** Lower case, digits and hyphens. */
  readonly name: string;
  readonly version?: string;
  readonly collections?: readonly CollectionDefinition[];
  /** `"POST /api/quick-add": handler`. */
  readonly routes?: Readonly<Record<string, RouteLike>>;
  /** Roles in an organisation, highest first. The first one owns it. */
  readonly roles?: readonly string[];
  /** Collections that were renamed: new name → old name. Migrations keep their records. */
  readonly renamedFrom?: Readonly<Record<string, string>>;
}
