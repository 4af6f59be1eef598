import { documentRows } from "./document-rows.ts";
import { modelRows } from "./model-rows.ts";
import type { Row } from "./row.ts";
import { toolRows } from "./tool-rows.ts";
import { waitingRows } from "./waiting-rows.ts";

/** Every kind of step, and every kind of wait, at which a server is killed. */
export const rows: readonly Row[] = [...modelRows, ...toolRows, ...documentRows, ...waitingRows];
