import { describeError } from "@mozaiks/contracts/server";
import { type DestinationStream, pino } from "pino";
import type { LogLevel } from "../config/app-config.ts";
import type { Log } from "../log.ts";
import { redacted } from "./redacted.ts";

export interface LogOptions {
  readonly level: LogLevel;
  /** Whether the words of errors are written: they may quote what a user sent, so only on a developer's machine. */
  readonly hasMessages: boolean;
  /** Default: standard output, which is written to while the process goes on. */
  readonly destination?: DestinationStream;
}

/** A log that writes out what it holds when it is disposed. */
export type OwnedLog = Log & Disposable;

/** One JSON object per line, in UTC. */
export function openLog({ level, hasMessages, destination }: LogOptions): OwnedLog {
  const standard = destination ? undefined : pino.destination({ dest: 1, sync: false });
  const log = pino(
    {
      level,
      base: null,
      timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination ?? standard,
  );
  return {
    info: (fields) => log.info(redacted(fields)),
    warn: (fields) => log.warn(redacted(fields)),
    error(fields, cause) {
      const error = cause === undefined ? {} : { error: describeError(cause) };
      const message = hasMessages && cause instanceof Error ? { message: cause.message } : {};
      log.error({ ...redacted(fields), ...error, ...message });
    },
    [Symbol.dispose]: () => standard?.flushSync(),
  };
}
