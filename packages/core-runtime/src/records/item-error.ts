import { MozaiksError } from "@mozaiks/contracts";
import type { z } from "zod";

/** One thing that is wrong with a request: `/title` in the body, `?sort` in the address. */
export interface ItemError {
  readonly path: string;
  readonly code: "required" | "type" | "too-small" | "too-big" | "unknown-field" | "read-only" | "invalid";
  readonly message: string;
}

/** `request.invalid` with everything that is wrong. */
export function invalidRequest(errors: readonly ItemError[]): MozaiksError {
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  return new MozaiksError("request.invalid", first && `${first.path}: ${first.message}${more}`, {
    members: { errors },
  });
}

/** What a schema says, below `path`: one item for each thing that is wrong. */
export function toItemErrors(issue: z.core.$ZodIssue, path: string): readonly ItemError[] {
  const { code, message } = issue;
  const here = [path, ...issue.path.map(String)].join("/");
  if (code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: `${here}/${key}`, code: "unknown-field", message: "is not known here" }));
  const codes: Readonly<Record<string, ItemError["code"]>> = {
    invalid_type: "input" in issue && issue.input === undefined ? "required" : "type",
    too_small: "too-small",
    too_big: "too-big",
  };
  return [{ path: here, code: codes[code] ?? "invalid", message }];
}
