export type LogFields = Readonly<Record<string, unknown>> & { readonly event: string };

/** One JSON object per line. Never bodies, tokens, passwords or values of records. */
export interface Log {
  info(fields: LogFields): void;
  warn(fields: LogFields): void;
  error(fields: LogFields, cause?: unknown): void;
}

/** Says nothing. */
export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };
