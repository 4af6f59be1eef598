import { MozaiksError } from "@mozaiks/contracts";

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
