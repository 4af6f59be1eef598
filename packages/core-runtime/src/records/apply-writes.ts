import { type Json, MozaiksError } from "@mozaiks/contracts";
import type { Change, Write, WriteRefusal } from "../data/data-engine.ts";
import type { Scope } from "../scope/scope.ts";
import { afterCommit } from "./after-commit.ts";

/** A write with what its refusal means to who asked: the path of a reference that is missing. */
export interface PlannedWrite {
  readonly write: Write;
  /** For `require`: the field in the body that names the record. */
  readonly path?: string;
}

/**
 * Writes a unit, in the transaction when there is one, with what the scope keeps of the answer. Resolves to "stale" when a row
 * changed meanwhile: read again and retry.
 */
export async function applyWrites(
  planned: readonly PlannedWrite[],
  answer: Json,
  scope: Scope,
): Promise<readonly Change[] | "stale"> {
  const first = scope.alongside?.(answer) ?? [];
  const unit = [...first, ...planned.map(({ write }) => write)];
  const outcome = await (scope.transaction ?? scope.kernel.engine).apply(unit);
  if ("refusal" in outcome) {
    const { refusal } = outcome;
    if (refusal.index < first.length) throw new MozaiksError("idempotency.in-progress", undefined, { retryAfterS: 1 });
    if (refusal.reason === "stale") return "stale";
    throw toProblem({ ...refusal, index: refusal.index - first.length }, planned);
  }
  const changes = outcome.changes.slice(first.length);
  if (scope.committed) scope.committed.push(...changes);
  else await afterCommit(changes, scope);
  return changes;
}

function toProblem(
  refusal: Exclude<WriteRefusal, { reason: "stale" }>,
  planned: readonly PlannedWrite[],
): MozaiksError {
  if (refusal.reason === "unique") {
    const errors = refusal.fields.map((field) => ({
      path: `/${field}`,
      code: "invalid",
      message: "is taken by another record",
    }));
    return new MozaiksError("record.conflict", `Another record has the same ${refusal.fields.join(" and ")}`, {
      members: { errors },
    });
  }
  const path = planned[refusal.index]?.path ?? "/";
  return referenceNotFound(path);
}

function referenceNotFound(path: string): MozaiksError {
  return new MozaiksError("reference.not-found", `${path} names a record that does not exist`, {
    members: { errors: [{ path, code: "invalid", message: "names a record that does not exist" }] },
  });
}
