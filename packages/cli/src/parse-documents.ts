import type { Document } from "@mozaiks/ai-runtime/ports";
import { CliError } from "./failure.ts";

const maxDocuments = 50_000;
const maxBytes = 1_048_576;
const maxIdLength = 256;

/**
 * Documents as files hold them: a JSON object with an `id` in each line, at most 50,000 of them, each at most 1 MiB.
 * @throws CliError `documents.invalid` with the line.
 */
export function parseDocuments(text: string): readonly Document[] {
  const lines = text.split("\n").flatMap((line, index) => (line.trim() === "" ? [] : [{ line, number: index + 1 }]));
  if (lines.length > maxDocuments) throw invalid(`it has ${lines.length} documents; the most are ${maxDocuments}`);
  const known = new Map<string, number>();
  return lines.map(({ line, number }) => {
    const value = tryJson(line);
    if (!isDocument(value))
      throw invalid(`line ${number} is no JSON object with a text of 1 to ${maxIdLength} characters as id`);
    if (line.length > maxBytes) throw invalid(`line ${number} is larger than 1 MiB`);
    const before = known.get(value.id);
    if (before !== undefined) throw invalid(`line ${number} has the id of line ${before}`);
    known.set(value.id, number);
    return value;
  });
}

function isDocument(value: unknown): value is Document {
  if (typeof value !== "object" || value === null || Array.isArray(value) || !("id" in value)) return false;
  return typeof value.id === "string" && value.id.length > 0 && value.id.length <= maxIdLength;
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function invalid(why: string): CliError {
  return new CliError("documents.invalid", `These are no documents: ${why}`, {
    fix: 'write one in each line, such as {"id":"tea-1","name":"Green tea"}',
  });
}
