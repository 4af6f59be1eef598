import type { ConsideredRule } from "@mozaiks/contracts";
import type { VariableManifest } from "../../definitions/manifest.ts";
import type { Draft } from "./draft.ts";
import type { EntityWrite } from "./entities.ts";
import type { Call } from "./state.ts";

/** What happens next in a session. */
export type Action =
  /** Nothing: the session waits for an input, or is done. */
  | { readonly kind: "idle" }
  /** A decision: these events, nothing else. */
  | { readonly kind: "record"; readonly events: readonly Draft[] }
  /** The manager model chooses the next speaker; `events` are recorded with its choice, and the rules asked before it. */
  | { readonly kind: "choose"; readonly events: readonly Draft[]; readonly considered: readonly ConsideredRule[] }
  /** The values of variables that come from outside, in this order; the update with them has a cause that begins so. */
  | { readonly kind: "load"; readonly cause: string; readonly variables: readonly VariableManifest[] }
  /** Documents that hold what was set. */
  | { readonly kind: "write"; readonly writes: readonly EntityWrite[] }
  /** One model call of the open turn. */
  | { readonly kind: "model"; readonly agent: string }
  /** These calls are workflows: a session of its own carries out each. */
  | { readonly kind: "children"; readonly calls: readonly Call[] }
  /** These calls, in parallel, recorded in this order. */
  | { readonly kind: "tools"; readonly agent: string; readonly calls: readonly Call[] };
