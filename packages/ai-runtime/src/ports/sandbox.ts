import type { Json, JsonObject } from "@mozaiks/contracts";

/** A function of untrusted code, and all that it gets to know. */
export interface SandboxedCall {
  /** A classic script that leaves the functions, by name, in the global `workflow`. */
  readonly code: string;
  readonly name: string;
  readonly args: JsonObject;
  readonly context: JsonObject;
  readonly session: JsonObject;
}

export interface SandboxedResult {
  readonly result: Json;
  /** What the function set in the context, in order. */
  readonly changes: readonly (readonly [name: string, value: Json])[];
}

/** Runs code that nobody vouches for. */
export interface Sandbox extends AsyncDisposable {
  /**
   * Calls a function, which may be asynchronous, in a fresh world without files, network, processes, timers and anything
   * of this process. Calls that are too many at once wait for their turn.
   * @throws Error with the function's own message; or one that says that it took more than 2 s of computing time or
   * 64 MiB, never settled, or gave more than 1 MiB; or the signal's reason.
   */
  call(
    call: SandboxedCall,
    options: {
      readonly signal: AbortSignal;
      readonly onLog: (level: "info" | "warn", fields: object, message: string) => void;
    },
  ): Promise<SandboxedResult>;
}
