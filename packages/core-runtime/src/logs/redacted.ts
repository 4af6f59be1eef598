import type { LogFields } from "../log.ts";

/** Names under which nobody may read a value, wherever it is put. */
const secretNames = /^(?:authorization|(?:set-)?cookie|password|secret|(?:\w+[_-])?token|api[_-]?key|body|filter)$/i;

const maxDepth = 6;

/** Fields of a log line with secrets left out by name, however deep. Redaction by paths costs more than writing the line. */
export const redacted = (fields: LogFields): object => redact(fields, 0) as object;

function redact(value: unknown, depth: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (depth === maxDepth) return "[too deep]";
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  const result: Record<string, unknown> = {};
  for (const name in value)
    result[name] = secretNames.test(name) ? "[secret]" : redact((value as Record<string, unknown>)[name], depth + 1);
  return result;
}
