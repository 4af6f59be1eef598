import type { JsonObject } from "@mozaiks/contracts/fold";
import { Allow, parse } from "partial-json";
import type { FieldStatus } from "./ui-tool-props.ts";

/** Arguments as far as they are written. */
export interface PartialArguments {
  readonly input: JsonObject;
  readonly fields: Readonly<Record<string, FieldStatus>>;
}

/** What there is of arguments that are still being written; nothing where it is no object yet. */
export function readArguments(text: string): PartialArguments {
  const input = parseObject(text);
  const names = Object.keys(input);
  const isWhole = isJson(text);
  return {
    input,
    fields: Object.fromEntries(
      names.map((name, index) => [name, isWhole || index < names.length - 1 ? "complete" : "growing"]),
    ),
  };
}

function parseObject(text: string): JsonObject {
  if (text.trim() === "") return {};
  try {
    const value: unknown = parse(text, Allow.ALL);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
  } catch {
    return {};
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
