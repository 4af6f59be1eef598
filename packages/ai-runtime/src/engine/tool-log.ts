import type { ToolLog, ToolLogLevel } from "../tool.ts";

type Write = (level: ToolLogLevel, fields: object, message: string) => void;

/** The `log` of a tool: takes the message first or last, and whatever else tool authors are used to give. */
export function createToolLog(write: Write): ToolLog {
  const line =
    (level: ToolLogLevel) =>
    (first: unknown, second?: unknown): void => {
      const [message, fields] = typeof first === "string" ? [first, second] : [second, first];
      write(level, fieldsOf(fields), typeof message === "string" ? message : "Tool log");
    };
  return { debug: line("debug"), info: line("info"), warn: line("warn"), error: line("error") };
}

function fieldsOf(given: unknown): object {
  if (given instanceof Error) return { error: given.message };
  if (typeof given === "object" && given !== null) return given;
  return given === undefined || given === null ? {} : { value: given };
}
