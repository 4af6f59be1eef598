import type { Operation } from "./operation.ts";

/** Whether nothing is known of what an operation takes and answers: a route without schemas. */
export const isUntyped = ({ kind, params, query, body, output }: Operation): boolean =>
  kind === "route" && !params && !query && !body && !output;
