import type { SessionEvent } from "@mozaiks/contracts";
import { CliError } from "./failure.ts";

/**
 * The events of a recorded log: one JSON object in each line, or an answer of `GET /events` as it is.
 * @throws CliError `recording.invalid` with the line.
 */
export function parseRecording(text: string): readonly SessionEvent[] {
  const whole = tryJson(text);
  if (isObject(whole) && Array.isArray(whole["events"]))
    return whole["events"].map((event, index) => toEvent(event, index + 1));
  const lines = text.split("\n").flatMap((line, index) => (line.trim() === "" ? [] : [{ line, number: index + 1 }]));
  if (lines.length === 0) throw invalid("it is empty");
  return lines.map(({ line, number }) => toEvent(tryJson(line), number));
}

function toEvent(value: unknown, line: number): SessionEvent {
  if (isObject(value) && typeof value["type"] === "string" && Number.isInteger(value["seq"]))
    return value as unknown as SessionEvent;
  throw invalid(`line ${line} is no event`);
}

function invalid(why: string): CliError {
  return new CliError("recording.invalid", `This is no recorded log: ${why}`, {
    fix: "mozaiks export <chat> writes one: an event in each line, from seq 1 on",
  });
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
