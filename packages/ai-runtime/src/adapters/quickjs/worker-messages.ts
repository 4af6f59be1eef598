/** What a thread is started with. `input` is JSON of args, context and session. */
export interface WorkerCall {
  readonly code: string;
  readonly name: string;
  readonly input: string;
}

/** What a thread says. `text` is JSON of result and changes, `said` of what was logged. */
export type WorkerMessage =
  | { readonly kind: "log"; readonly level: "info" | "warn"; readonly said: string }
  | { readonly kind: "done"; readonly text: string }
  | { readonly kind: "failed"; readonly message: string };
