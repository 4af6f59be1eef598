import type { CheckName } from "../proof-report.ts";
import type { Walk } from "../walk.ts";
import { checkBatch } from "./batch.ts";
import { checkCursors } from "./cursors.ts";
import { checkFields } from "./fields.ts";
import { checkIdempotency } from "./idempotency.ts";
import { checkLists } from "./lists.ts";
import { checkRealtime } from "./realtime.ts";
import { checkRecords } from "./records.ts";
import { checkReferences } from "./references.ts";
import { checkRequests } from "./requests.ts";
import { checkRoutes } from "./routes.ts";
import { checkUniqueness } from "./uniqueness.ts";

export const checks: readonly { readonly name: CheckName; readonly run: (walk: Walk) => Promise<void> }[] = [
  { name: "records", run: checkRecords },
  { name: "lists", run: checkLists },
  { name: "fields", run: checkFields },
  { name: "cursors", run: checkCursors },
  { name: "references", run: checkReferences },
  { name: "uniqueness", run: checkUniqueness },
  { name: "requests", run: checkRequests },
  { name: "routes", run: checkRoutes },
  { name: "batch", run: checkBatch },
  { name: "idempotency", run: checkIdempotency },
  { name: "realtime", run: checkRealtime },
];
