import { routeKey } from "../definition/compile-routes.ts";
import type { CompiledApp } from "../definition/compiled-app.ts";
import { invalidApp } from "../definition/invalid-app.ts";
import { batchOperation } from "./batch-operation.ts";
import { collectionOperations } from "./collection-operations.ts";
import { openApiOperation } from "./openapi/openapi-operation.ts";
import type { Operation } from "./operation.ts";
import { routeOperations } from "./route-operations.ts";

export interface OperationTableParts {
  /** What the kernel answers besides records: identity, realtime. */
  readonly kernel: readonly Operation[];
  /** Whether a route that answers something else than it promises fails, instead of being logged. */
  readonly checkOutput: boolean;
}

/**
 * Everything that an app answers, in the order in which a request is compared with it. A route at the method and path of a
 * generated operation stands in its place; what the kernel answers cannot be replaced.
 * @throws MozaiksError `app.invalid` for a route where the kernel answers.
 */
export function operationTable(app: CompiledApp, { kernel, checkOutput }: OperationTableParts): readonly Operation[] {
  const collections = collectionOperations(app);
  const generated = new Map(collections.map((operation) => [keyOf(operation), operation.id]));
  const routes = routeOperations(app, { checkOutput }).map((route): Operation => {
    const overrides = generated.get(keyOf(route));
    return overrides === undefined ? route : { ...route, overrides };
  });
  const overridden = new Set(routes.map(({ overrides }) => overrides));
  const left = collections.filter(({ id }) => !overridden.has(id));
  const fixed: readonly Operation[] = [...kernel, batchOperation(left), openApiOperation(app, () => table)];
  const taken = new Set(fixed.map(keyOf));
  for (const route of routes)
    if (taken.has(keyOf(route)))
      invalidApp(`routes[${JSON.stringify(route.id)}]`, "is what the kernel answers; take another path");
  const table: readonly Operation[] = [...fixed, ...routes, ...left];
  return table;
}

const keyOf = ({ method, path }: Operation): string => routeKey(method, path);
